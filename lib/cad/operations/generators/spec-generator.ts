import { expect } from "vitest";
import { body, build, EXACT } from "../spec-part";

/** Builds a generator's part and holds it against the volume of its formula and its size along X, Y and Z; it stands on Z = 0. */
export async function expectBody(
  operation: string,
  params: Record<string, unknown>,
  expected: { volume: number; size: readonly [number, number, number]; solids?: number },
): Promise<void> {
  const part = await build(body(operation, params));
  expect(part.valid).toBe(true);
  expect(part.solids).toBe(expected.solids ?? 1);
  expect(Math.abs(part.volume / expected.volume - 1)).toBeLessThan(EXACT);
  // The kernel's boxes are tight to 1e-6 mm.
  for (const axis of [0, 1, 2] as const) expect(Math.abs(part.box.size[axis] - expected.size[axis])).toBeLessThan(1e-5);
  expect(Math.abs(part.box.min[2])).toBeLessThan(1e-5);
}

/** Expects a refusal by arithmetic, before the kernel is asked, whose sentence holds `message`. */
export async function expectRefusal(operation: string, params: Record<string, unknown>, message: string): Promise<void> {
  await expect(build(body(operation, params))).rejects.toMatchObject({ code: "INVALID_INPUT", message: expect.stringContaining(message) });
}
