import { describe, expect, it } from "vitest";
import { body, box, build, EXACT, edge, face, feature, TOP, VERTICAL } from "../spec-part";

const { PI } = Math;
const rounded = (a: number, b: number, r: number) => a * b - (4 - PI) * r * r;
const near = (volume: number, expected: number, tolerance = EXACT) => expect(Math.abs(volume / expected - 1)).toBeLessThan(tolerance);
const prism = (r: number) => body("extrude", { profile: { shape: "rectangle", w: 60, h: 40, r }, h: 20 });
const shell = (params: Record<string, unknown>) => feature("shell", { feature: "s1", ...params });

describe("part.shell", () => {
  it.each([1.5, 1.99, 2, 2.01, 3])("of a box whose corners are rounded by 2 has a wall of %d all round", async (t) => {
    const part = await build(prism(2), shell({ t, open: TOP }));
    expect(part.valid).toBe(true);
    near(part.volume, rounded(60, 40, 2) * 20 - rounded(60 - 2 * t, 40 - 2 * t, Math.max(0, 2 - t)) * (20 - t), 1e-7);
    expect(part.names).toEqual(expect.arrayContaining(["base/top", "s1/inner(base/bottom)", "s1/inner(base/side[1])"]));
  });

  it("keeps the larger roundings where a smaller one equals the wall", async () => {
    const corner = (x: number, y: number) => edge({ ...VERTICAL, near: [x, y, 10] }, 1);
    const fillets = [
      feature("fillet", { feature: "f1", edges: corner(30, 20), r: 5 }),
      feature("fillet", { feature: "f2", edges: corner(-30, -20), r: 2 }),
    ];
    const part = await build(box(60, 40, 20), ...fillets, shell({ t: 2, open: TOP }));
    const loss = (r: number) => (1 - PI / 4) * r * r;
    near(part.volume, (60 * 40 - loss(5) - loss(2)) * 20 - (56 * 36 - loss(3)) * 18, 1e-7);
    expect(part.valid).toBe(true);
  });

  it("closes around a cavity with a wall that equals the corners' radius", async () => {
    const part = await build(prism(2), shell({ t: 2 }));
    near(part.volume, rounded(60, 40, 2) * 20 - 56 * 36 * 16, 1e-7);
  });

  it("grows outward around the part, open or closed", async () => {
    near((await build(box(20, 20, 20), shell({ t: 2, open: TOP, outward: true }))).volume, 24 * 24 * 22 - 8000);
    near((await build(box(20, 20, 20), shell({ t: 2, outward: true }))).volume, 24 ** 3 - 8000);
    const tube = await build(body("cylinder", { d: 20, h: 30 }), shell({ t: 3, outward: true, open: face({ type: "plane" }) }));
    near(tube.volume, PI * (169 - 100) * 30);
    expect(tube.names).toContain("s1/outer(base/side)");
  });

  it("names the largest wall that fits", async () => {
    await expect(build(box(20, 20, 20), shell({ t: 10 }))).rejects.toMatchObject({ feasible: { param: "t", max: expect.any(Number) } });
  });
});
