import { describe, expect, it } from "vitest";
import { body, box, build, EXACT, feature, TOP } from "../spec-part";
import { expectBody, expectRefusal } from "./spec-generator";

const { PI, acos, sqrt } = Math;
const disc = (d: number) => (PI / 4) * d ** 2;
const frustum = (d1: number, d2: number, h: number) => ((PI * h) / 12) * (d1 ** 2 + d1 * d2 + d2 ** 2);

/** Area that a disc of radius f, centred on the rim of one of radius R, shares with it. */
function lens(R: number, f: number): number {
  const c = f / (2 * R);
  return f ** 2 * acos(c) + R ** 2 * acos(1 - f ** 2 / (2 * R ** 2)) - (f / 2) * sqrt(4 * R ** 2 - f ** 2);
}

const ring = 0.3 * 7;
const BARB = { od: 6, barb_d: 8, n: 3, pitch: 4, bore: 4, base_d: 12, base_h: 5 };
const WHEEL = { d: 100, w: 20, rim_t: 8, web_t: 6, hub_d: 30, bore: 10 };

const TURNED: [string, Record<string, unknown>, number, [number, number, number]][] = [
  ["bearing", { d: 8, D: 22, B: 7 }, 7 * (disc(22) - disc(8)), [22, 22, 7]],
  ["bearing", { d: 8, D: 22, B: 7, recess: 0.5 }, 7 * (disc(22) - disc(8)) - disc(22 - 2 * ring) + disc(8 + 2 * ring), [22, 22, 7]],
  ["hose_barb", BARB, disc(12) * 5 + 3 * frustum(8, 6, 4) - disc(4) * 17, [12, 12, 17]],
  ["knob", { d: 30, h: 12, stem_d: 16, stem_h: 8, bore: 6, bore_depth: 15 }, disc(30) * 12 + disc(16) * 8 - disc(6) * 15, [30, 30, 20]],
  [
    "knob",
    { d: 30, h: 12, flutes: 6, flute_d: 6, bore: 5 },
    12 * (disc(30) - 6 * lens(15, 3) - disc(5)),
    [2 * 15 * (1 - 2 * (3 / 30) ** 2), 30, 12],
  ],
  ["wheel", WHEEL, 20 * (disc(100) - disc(84)) + 6 * (disc(84) - disc(30)) + 20 * (disc(30) - disc(10)), [100, 100, 20]],
  [
    "wheel",
    { ...WHEEL, hub_w: 30, holes: 6, hole_d: 15 },
    20 * (disc(100) - disc(84)) + 6 * (disc(84) - disc(30) - 6 * disc(15)) + 30 * (disc(30) - disc(10)),
    [100, 100, 30],
  ],
];

describe("a turned part", () => {
  it.each(TURNED)("part.%s %j has the volume of its formula and its size", (operation, params, volume, size) =>
    expectBody(operation, params, { volume, size }),
  );

  it("part.o_ring_gland takes a ring out of a face", async () => {
    const gland = (depth: number) => build(box(40, 40, 10), feature("o_ring_gland", { feature: "g1", on: TOP, id: 20, w: 2.4, depth }));
    const part = await gland(1.4);
    expect(Math.abs(part.volume / (16000 - 1.4 * (disc(24.8) - disc(20))) - 1)).toBeLessThan(EXACT);
    expect(part.names).toEqual(expect.arrayContaining(["g1[1]/floor", "g1[1]/inner", "g1[1]/outer"]));
    await expect(gland(10)).rejects.toThrow("depth is 10 and must be less than 10");
  });

  it.each([
    ["bearing", { d: 22, D: 22, B: 7 }, "d is 22"],
    ["hose_barb", { ...BARB, barb_d: 5 }, "barb_d is 5 and must be more than 6"],
    ["knob", { d: 30, h: 12, flutes: 12, flute_d: 8 }, "flute_d is 8"],
    ["wheel", { ...WHEEL, hub_d: 90 }, "hub_d is 90 and must be less than 84"],
  ])("part.%s %j is refused", expectRefusal);
});

describe("a spring", () => {
  const SPRING = { d: 2, mean_d: 16, turns: 4, pitch: 5 };

  it.each(["right", "left"])("part.spring, %s hand, has the volume of its wire: section times length of the helix", async (hand) => {
    const part = await build(body("spring", { ...SPRING, hand }));
    const helix = 4 * Math.hypot(PI * 16, 5);
    expect(part.valid).toBe(true);
    expect(part.solids).toBe(1);
    expect(Math.abs(part.volume / (PI * helix) - 1)).toBeLessThan(1e-6);
    expect(part.box.size[0]).toBeCloseTo(18, 3);
    expect(part.box.min[2]).toBeCloseTo(0, 3);
  });

  it("with closed ends has two turns more and stays a solid", async () => {
    const part = await build(body("spring", { ...SPRING, ends: "closed" }));
    expect(part.valid).toBe(true);
    // Closed coils are flatter than the others: the wire is as long as a helix of six turns to within their lead.
    expect(part.volume / (PI * 6 * PI * 16)).toBeCloseTo(1, 1.5);
    const height = 5 * 4 + 1.05 * 2 * 2 + 2 * Math.cos(Math.atan2(5, PI * 16));
    expect(part.box.size[2]).toBeCloseTo(height, 1);
  });

  it("is refused where coils touch", async () => {
    await expect(build(body("spring", { ...SPRING, pitch: 2 }))).rejects.toThrow("pitch is 2 and must be at least 2.1");
    await expect(build(body("spring", { ...SPRING, d: 16 }))).rejects.toThrow("d is 16");
  });
});

describe("a cam", () => {
  it("part.cam rises harmonically: its area is the integral of r²/2", async () => {
    const [base, lift, rise, dwell, fall] = [20, 10, 120, 40, 100];
    const part = await build(body("cam", { b: 6, bore: 8, base_d: 2 * base, lift, rise, dwell, fall }));
    const rad = (degrees: number) => (degrees * PI) / 180;
    // Over a swing the mean of (base + lift/2 (1 − cos))² is (base + lift/2)² + lift²/8.
    const swing = (base + lift / 2) ** 2 + lift ** 2 / 8;
    const area = (rad(360 - rise - dwell - fall) * base ** 2 + rad(dwell) * (base + lift) ** 2 + rad(rise + fall) * swing) / 2;
    expect(part.valid).toBe(true);
    expect(Math.abs(part.volume / (6 * (area - disc(8))) - 1)).toBeLessThan(1e-7);
  });

  it("passes through the radii that it is given", async () => {
    const round = await build(body("cam", { b: 5, radii: Array.from({ length: 12 }, () => 15) }));
    expect(Math.abs(round.volume / (5 * disc(30)) - 1)).toBeLessThan(1e-7);
    // r = 20 + 3 cos θ: the spline through 36 samples follows it to a part in 10⁵.
    const radii = Array.from({ length: 36 }, (_, index) => 20 + 3 * Math.cos((index * PI) / 18));
    const part = await build(body("cam", { b: 5, radii }));
    expect(Math.abs(part.volume / (5 * PI * (400 + 4.5)) - 1)).toBeLessThan(1e-5);
    expect(part.box.max[0]).toBeCloseTo(23, 4);
    expect(part.box.min[0]).toBeCloseTo(-17, 4);
  });

  it.each([
    [{ b: 5 }, "either base_d and lift, or radii"],
    [{ b: 5, base_d: 20, lift: 5, rise: 200, fall: 200 }, "400 degrees together"],
    [{ b: 5, base_d: 20, lift: 5, bore: 20 }, "bore is 20"],
  ])("%j is refused", async (params, message) => {
    await expect(build(body("cam", params))).rejects.toThrow(message);
  });
});
