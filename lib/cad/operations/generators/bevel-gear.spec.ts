import { describe, expect, it } from "vitest";
import { body, build } from "../spec-part";
import { expectRefusal } from "./spec-generator";

const { atan, tan, sin, cos, PI } = Math;

describe("a bevel gear", () => {
  const [m, z, mate] = [2, 20, 30];
  const pitch = atan(z / mate);
  const cone = (m * z) / (2 * sin(pitch));

  it("part.bevel_gear shrinks evenly to its apex: its volume goes with the cube of the cone distance", async () => {
    const gear = (b: number) => build(body("bevel_gear", { m, z, mate, b }));
    const [narrow, wide] = [await gear(4), await gear(8)];
    const left = (b: number) => 1 - ((cone - b) / cone) ** 3;
    expect(narrow.valid).toBe(true);
    expect(wide.valid).toBe(true);
    expect(Math.abs(wide.volume / narrow.volume / (left(8) / left(4)) - 1)).toBeLessThan(1e-7);
    // The wide end lies in the plane through the pitch circle, its tips on the tip cone.
    expect(wide.box.max[0]).toBeCloseTo(cone * cos(pitch) * tan(pitch + atan(m / cone)), 5);
    expect(wide.box.size[2]).toBeCloseTo(8 * cos(pitch), 5);
    for (const axis of [0, 1] as const) expect(wide.center[axis]).toBeCloseTo(0, 6);
  });

  it.each([
    ["bevel_gear", { m, z, mate, b: 20 }, "b is 20 and must be less than"],
    ["bevel_gear", { m, z, mate, b: 5, bore: 40 }, "bore is 40 and must be less than"],
    ["bevel_gear", { m, z: 60, mate: 8, b: 5 }, "too flat"],
  ])("part.%s %j is refused", expectRefusal);

  it("has the tooth thickness of half a pitch on its pitch cone", async () => {
    // With as many teeth and no backlash, teeth and spaces are equal there: gears of z and of 2z backlash differ by it alone.
    const [full, thin] = [
      await build(body("bevel_gear", { m, z, mate, b: 0.01 })),
      await build(body("bevel_gear", { m, z, mate, b: 0.01, backlash: 0.02 })),
    ];
    // Thinner by 0.02 on the pitch circle, in proportion to the radius, from root to tip cone: Δ = ∫ 0.02 r / r_p dr per tooth.
    const [height, pitchRadius] = [cone * cos(pitch), (m * z) / 2];
    const radius = (angle: number) => height * tan(angle);
    const [root, tip] = [radius(pitch - atan((1.25 * m) / cone)), radius(pitch + atan(m / cone))];
    const area = (z * 0.02 * (tip ** 2 - root ** 2)) / (2 * pitchRadius);
    expect((full.volume - thin.volume) / (0.01 * cos(pitch)) / area).toBeCloseTo(1, 2);
    expect(PI * m * z).toBeCloseTo(2 * PI * pitchRadius, 9);
  });
});
