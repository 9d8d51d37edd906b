import { describe, expect, it } from "vitest";
import type { PlainStep } from "@/lib/contract/pipeline";
import { body, build, EXACT } from "../spec-part";
import { gearLoop, involute } from "./involute";
import { expectRefusal } from "./spec-generator";

const { PI, cos, tan, hypot, atan2 } = Math;
const ALPHA = (20 * PI) / 180;

/** Steps that measure what a body shares with others. */
function common(...bodies: PlainStep[]): PlainStep[] {
  const tools = bodies.slice(1).map((_, index) => `$ref:${index + 1}`);
  return [...bodies, { operation: "part.combine", params: { feature: "x1", part: "$ref:0", tools, how: "intersect" } }];
}

/** A step of a gear at a place, turned about its own axis. */
function placed(gear: PlainStep, from: string, by: [number, number, number], angle: number): PlainStep[] {
  return [gear, { operation: "part.move", params: { feature: "m1", part: from, by, angle } }];
}

describe("a gear", () => {
  it.each([
    [1, 20, 0],
    [2, 12, 0.3],
    [1.5, 60, 0],
    [1, 17, -0.1],
  ])("of module %d with %d teeth and shift %d stands between its root and tip circles", async (m, z, shift) => {
    const part = await build(body("gear", { m, z, b: 5, shift }));
    expect(part.valid).toBe(true);
    expect(part.solids).toBe(1);
    const tip = m * (z + 2 + 2 * shift);
    expect(part.box.max[0]).toBeCloseTo(tip / 2, 5);
    expect(part.center[0]).toBeCloseTo(0, 6);
    expect(part.center[1]).toBeCloseTo(0, 6);
    expect(part.names.filter((name) => /tooth\[\d+\]\/root/.test(name)).length).toBeGreaterThanOrEqual(z);
  });

  it.each([
    [20, 1, 0],
    [50, 2, 0],
    [14, 1, 0.4],
  ])("of %d teeth has flanks whose normals touch the base circle, and a tooth as thick as asked", (z, m, shift) => {
    const pitchRadius = (m * z) / 2;
    const thicknessMm = m * (PI / 2 + 2 * shift * tan(ALPHA));
    const loop = gearLoop({
      z,
      pitchRadius,
      pressureAngleRad: ALPHA,
      tipRadius: pitchRadius + m * (1 + shift),
      rootRadius: pitchRadius - m * (1.25 - shift),
      thicknessMm,
      filletMm: 0.38 * m,
    });
    const flank = loop.find((piece) => piece.role === "tooth[1]/flank");
    if (flank?.kind !== "spline") throw new Error("no flank");
    const base = pitchRadius * cos(ALPHA);
    // On an involute of a base circle: polar angle = start + √((r/rb)² − 1) − atan √(…).
    const start = -(thicknessMm / (2 * pitchRadius) + involute(ALPHA));
    for (const [x, y] of [flank.poles[0], flank.poles.at(-1)].flatMap((pole) => (pole ? [pole] : []))) {
      const roll = Math.sqrt(Math.max(0, (hypot(x, y) / base) ** 2 - 1));
      expect(atan2(y, x)).toBeCloseTo(start + roll - Math.atan(roll), 9);
    }
    // The tooth on the pitch circle: its flank passes −s / 2r there, which is the same relation at r.
    const rollAtPitch = tan(ALPHA);
    expect(2 * pitchRadius * -(start + rollAtPitch - Math.atan(rollAtPitch))).toBeCloseTo(thicknessMm, 9);
    // The flank's normal at its end touches the base circle: it passes the centre at the base radius.
    const [last, before] = [flank.poles.at(-1), flank.poles.at(-2)];
    if (!last || !before) throw new Error("no poles");
    const tangent = [last[0] - before[0], last[1] - before[1]] as const;
    const distance = Math.abs(last[0] * tangent[0] + last[1] * tangent[1]) / hypot(...tangent);
    expect(distance).toBeCloseTo(base, 9);
    // Root and tip lie on their circles.
    for (const [role, radius] of [
      ["tooth[1]/root", pitchRadius - m * (1.25 - shift)],
      ["tooth[1]/tip", pitchRadius + m * (1 + shift)],
    ] as const) {
      const arc = loop.find((piece) => piece.role === role);
      if (arc?.kind !== "arc") throw new Error(`no ${role}`);
      for (const at of [arc.from, arc.via, arc.to]) expect(hypot(...at)).toBeCloseTo(radius, 9);
    }
  });

  it("has the volume of its tooth's area, found again by turning it tooth by tooth", async () => {
    const gear = body("gear", { m: 1, z: 24, b: 4, bore: 5 });
    const part = await build(gear);
    const turnedByTooth = await build(
      ...common(gear, ...placed(gear, "$ref:1", [0, 0, 0], 15)).toSpliced(3, 1, {
        operation: "part.combine",
        params: { feature: "x1", part: "$ref:0", tools: ["$ref:2"], how: "intersect" },
      }),
    );
    expect(Math.abs(turnedByTooth.volume / part.volume - 1)).toBeLessThan(1e-6);
    expect(part.names).toContain("base/bore/wall");
  });

  it.each([
    [18, 24, 0.05],
    [20, 20, 0.1],
  ])("of %d teeth runs with one of %d at m (z1 + z2) / 2 without interference", async (z1, z2, backlash) => {
    const size = { m: 2, b: 4, backlash };
    const [first, second] = [body("gear", { ...size, z: z1 }), body("gear", { ...size, z: z2 })];
    const centre = z1 + z2;
    // A tooth of the first points along +X, so a space of the second must point along −X.
    const towards = z2 % 2 === 0 ? 180 / z2 : 0;
    const meshed = (distance: number) =>
      build(first, ...placed(second, "$ref:1", [distance, 0, 0], towards), {
        operation: "part.combine",
        params: { feature: "x1", part: "$ref:0", tools: ["$ref:2"], how: "union" },
      });
    const apart = await build(first);
    const other = await build(second);
    const together = await meshed(centre);
    expect(Math.abs(together.volume / (apart.volume + other.volume) - 1)).toBeLessThan(1e-9);
    expect(together.solids).toBe(2);
    // Half a module closer they bite into each other.
    expect((await meshed(centre - 1)).volume).toBeLessThan((apart.volume + other.volume) * (1 - 1e-4));
  });

  it.each(["right", "left"])("is helical by its %s hand: the same section turned as it rises", async (hand) => {
    const [m, z, b, beta] = [1, 16, 6, (20 * PI) / 180];
    const helical = await build(body("gear", { m, z, b, helix_angle: 20, hand }));
    expect(helical.valid).toBe(true);
    // A spur gear of the transverse module and pressure angle with the same heights has the same section.
    const section = await build(body("gear", { m, z, b: 0.01, helix_angle: 20, hand }));
    expect(Math.abs(helical.volume / (section.volume * (b / 0.01)) - 1)).toBeLessThan(1e-6);
    expect(helical.box.max[2]).toBeCloseTo(b, 5);
    expect(helical.box.size[0]).toBeLessThanOrEqual((m * z) / cos(beta) + 2 * m + 1e-5);
  });

  it("part.internal_gear leaves room for the gear that it runs with", async () => {
    const [z1, z2, m] = [18, 40, 1];
    const ring = body("internal_gear", { m, z: z2, b: 4, od: 50, backlash: 0.05 });
    const pinion = body("gear", { m, z: z1, b: 4, backlash: 0.05 });
    const [outside, inside] = [await build(ring), await build(pinion)];
    expect(outside.valid).toBe(true);
    const distance = (m * (z2 - z1)) / 2;
    const together = await build(ring, ...placed(pinion, "$ref:1", [distance, 0, 0], 0), {
      operation: "part.combine",
      params: { feature: "x1", part: "$ref:0", tools: ["$ref:2"], how: "union" },
    });
    expect(Math.abs(together.volume / (outside.volume + inside.volume) - 1)).toBeLessThan(1e-6);
    expect(together.solids).toBe(2);
  });

  it("part.rack has pitch π m and the area of its trapezoids", async () => {
    const [m, z, b, h] = [2, 5, 8, 10];
    const part = await build(body("rack", { m, z, b, h }));
    // Between root and tip a tooth is on average as wide as in the middle, which lies 0.125 m below the pitch line.
    const tooth = 2.25 * m * ((PI * m) / 2 + 2 * 0.125 * m * tan(ALPHA));
    expect(part.valid).toBe(true);
    expect(Math.abs(part.volume / (b * (PI * m * z * (h - 1.25 * m) + z * tooth)) - 1)).toBeLessThan(EXACT);
    expect(part.box.size[0]).toBeCloseTo(PI * m * z, 6);
    expect(part.box.size[2]).toBeCloseTo(h + m, 6);
    expect(part.names.filter((name) => name.endsWith("/tip"))).toHaveLength(z);
  });

  it.each([
    ["gear", { m: 1, z: 20, b: 5, bore: 18 }, "bore is 18 and must be less than 17.5"],
    ["gear", { m: 1, z: 6, b: 5, shift: 1.2 }, "pointed"],
    ["gear", { m: 1, z: 20, b: 5, pressure_angle: 45 }, "pressure_angle is 45"],
    ["internal_gear", { m: 1, z: 40, b: 5, od: 42 }, "od is 42 and must be more than 42.5"],
    ["rack", { m: 2, z: 5, b: 8, h: 2 }, "h is 2 and must be more than 2.5"],
  ])("part.%s %j is refused", expectRefusal);
});
