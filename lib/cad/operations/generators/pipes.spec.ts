import { describe, expect, it } from "vitest";
import { body, build, EXACT } from "../spec-part";
import { expectRefusal } from "./spec-generator";

const { PI } = Math;
const ring = (od: number, id: number) => (PI / 4) * (od ** 2 - id ** 2);

/** A run of 2r with a branch from its axis: less half of the Steinmetz solid, 16/3 r³, that both share. */
function crossing(d: number, run: number, branches: readonly number[]): number {
  const r = d / 2;
  return PI * r ** 2 * (run + branches.reduce((sum, branch) => sum + branch, 0)) - branches.length * (8 / 3) * r ** 3;
}

describe("a pipe fitting", () => {
  it.each([
    [90, 0],
    [45, 0],
    [180, 10],
    [90, 12],
  ])("part.elbow of %d° with legs of %d mm has the volume of Pappus", async (angle, leg) => {
    const part = await build(body("elbow", { od: 20, wall: 2, R: 30, angle, leg }));
    expect(part.valid).toBe(true);
    expect(part.solids).toBe(1);
    expect(Math.abs(part.volume / (ring(20, 16) * ((30 * PI * angle) / 180 + 2 * leg)) - 1)).toBeLessThan(EXACT);
    expect(part.box.min[2]).toBeCloseTo(0, 5);
    expect(part.box.min[0]).toBeCloseTo(-10, 5);
    expect(part.box.size[1]).toBeCloseTo(20, 5);
  });

  it.each([false, true])("part.tee, cross %s, has the volume of its cylinders less what they share", async (cross) => {
    const part = await build(body("tee", { od: 20, id: 15, run: 60, branch: 25, cross }));
    const branches = cross ? [25, 25] : [25];
    const volume = crossing(20, 60, branches) - crossing(15, 60, branches);
    expect(part.valid).toBe(true);
    expect(part.solids).toBe(1);
    expect(Math.abs(part.volume / volume - 1)).toBeLessThan(1e-6);
    expect(part.box.size.map((size) => Math.round(size * 1e4) / 1e4)).toEqual([60, cross ? 50 : 35, 20]);
  });

  it.each([
    ["elbow", { od: 20, R: 30 }, "either id or wall"],
    ["elbow", { od: 20, wall: 10, R: 30 }, "wall is 10 and must be less than 10"],
    ["elbow", { od: 20, wall: 2, R: 9 }, "R is 9 and must be more than 10"],
    ["tee", { od: 20, id: 16, run: 60, branch: 8 }, "branch is 8 and must be more than 10"],
  ])("part.%s %j is refused", expectRefusal);
});
