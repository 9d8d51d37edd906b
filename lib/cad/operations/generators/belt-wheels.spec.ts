import { describe, expect, it } from "vitest";
import { body, build } from "../spec-part";
import { BELTS } from "./belt-wheels";
import { expectRefusal } from "./spec-generator";

const { PI, sin, cos, asin, acos, sqrt, cbrt } = Math;

/** Area of a disc of radius R beyond the chord at distance c from its centre. */
const segment = (radius: number, c: number) => radius ** 2 * acos(c / radius) - c * sqrt(radius ** 2 - c ** 2);

describe("a wheel for a belt or chain", () => {
  it.each(["gt2", "gt3", "htd3m", "htd5m", "htd8m"] as const)(
    "part.timing_pulley %s has round grooves of its area, on the belt's pitch",
    async (belt) => {
      const [z, b] = [24, 7];
      const { pitch, pld, depth, groove } = BELTS[belt];
      if (groove.kind !== "round") throw new Error("not round");
      const [radius, r] = [(z * pitch) / (2 * PI) - pld, groove.radius];
      const edge = sqrt(radius ** 2 - r ** 2);
      // Half a disc, a rectangle up to the chord, and what the outer circle adds beyond it.
      const area = (PI * r ** 2) / 2 + 2 * r * (edge - (radius - depth + r)) + segment(radius, edge);
      const part = await build(body("timing_pulley", { belt, z, b }));
      expect(part.valid).toBe(true);
      expect(Math.abs(part.volume / (b * (PI * radius ** 2 - z * area)) - 1)).toBeLessThan(1e-8);
      expect(part.center[0]).toBeCloseTo(0, 6);
    },
  );

  it.each(["mxl", "xl", "l", "t2_5", "t5", "t10"] as const)(
    "part.timing_pulley %s has straight grooves; flanges, hub and bore add up",
    async (belt) => {
      const [z, b] = [20, 6];
      const plain = await build(body("timing_pulley", { belt, z, b }));
      const radius = (z * BELTS[belt].pitch) / (2 * PI) - BELTS[belt].pld;
      expect(plain.valid).toBe(true);
      expect(plain.volume).toBeLessThan(b * PI * radius ** 2);
      expect(plain.volume).toBeGreaterThan(b * PI * (radius - BELTS[belt].depth) ** 2);
      // A tooth points along +X.
      expect(plain.box.max[0]).toBeCloseTo(radius, 5);
      const flange = 2 * radius + 2;
      const full = await build(body("timing_pulley", { belt, z, b, bore: 3, flange_d: flange, flange_h: 1, hub_d: 6, hub_h: 5 }));
      const added = 2 * (PI / 4) * flange ** 2 + PI * 9 * 5 - (PI / 4) * 9 * (b + 7);
      expect(full.valid).toBe(true);
      expect(Math.abs(full.volume / (plain.volume + added) - 1)).toBeLessThan(1e-8);
    },
  );

  it("part.sprocket seats the chain's rollers on its pitch circle", async () => {
    const [pitch, roller_d, z, b] = [12.7, 8.51, 15, 5];
    const pitchRadius = pitch / (2 * sin(PI / z));
    const seat = 0.505 * roller_d + 0.069 * cbrt(roller_d);
    const wheel = body("sprocket", { pitch, roller_d, z, b });
    const part = await build(wheel);
    expect(part.valid).toBe(true);
    expect(part.center[0]).toBeCloseTo(0, 6);
    expect(part.box.max[0]).toBeCloseTo(pitchRadius + (pitch * (1 - 1.6 / z) - roller_d) / 2, 5);
    const gap = PI / z;
    const pin = (d: number) => ({
      operation: "part.cylinder",
      params: { feature: "c1", d, h: b, at: [pitchRadius * cos(gap), pitchRadius * sin(gap), 0] },
    });
    const union = (d: number) =>
      build(wheel, pin(d), { operation: "part.combine", params: { feature: "x1", part: "$ref:0", tools: ["$ref:1"], how: "union" } });
    // The roller fits with play; one as large as the seat touches it.
    expect(Math.abs((await union(roller_d)).volume / (part.volume + (PI / 4) * roller_d ** 2 * b) - 1)).toBeLessThan(1e-9);
    expect((await union(2 * seat + 0.05)).volume).toBeLessThan(part.volume + PI * (seat + 0.025) ** 2 * b - 1e-3);
    expect(asin(pitch / 2 / pitchRadius)).toBeCloseTo(gap, 12);
  });

  it.each([
    ["timing_pulley", { belt: "htd8m", z: 8, b: 5, flange_d: 10, flange_h: 1 }, "flange_d is 10 and must be more than"],
    ["sprocket", { pitch: 8, roller_d: 7, z: 20, b: 5 }, "roller_d is 7 and must be less than 6.4"],
  ])("part.%s %j is refused", expectRefusal);
});
