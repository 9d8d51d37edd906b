import { describe, expect, it } from "vitest";
import { degToRad } from "@/lib/core/units";
import { body, build, EXACT } from "../spec-part";

const { PI } = Math;
const rectangle = { shape: "rectangle", w: 4, h: 3 };
const line = (...to: number[]) => ({ kind: "line", to });
const path = (start: number[], ...pieces: unknown[]) => ({ start, pieces });
/** V of a body whose section changes linearly: the prismatoid formula. */
const prismatoid = (h: number, foot: number, middle: number, top: number) => (h / 6) * (foot + 4 * middle + top);
const polygonArea = (n: number, acrossFlats: number) => n * (acrossFlats / 2) ** 2 * Math.tan(PI / n);

describe("part.pyramid", () => {
  it.each([
    [4, 20, 30, 0],
    [3, 12, 9, 0],
    [6, 10, 8, 4],
  ])("n %d, base %d, h %d, top %d has the volume of its formula", async (n, base, h, top) => {
    const part = await build(body("pyramid", { n, base, h, top }));
    expect(part.valid).toBe(true);
    const areas = [base, (base + top) / 2, top].map((af) => polygonArea(n, af));
    expect(Math.abs(part.volume / prismatoid(h, areas[0] ?? 0, areas[1] ?? 0, areas[2] ?? 0) - 1)).toBeLessThan(EXACT);
    const sides = Array.from({ length: n }, (_, index) => `base/side[${index + 1}]`);
    expect(part.names).toEqual(["base/bottom", ...sides, ...(top > 0 ? ["base/top"] : [])]);
    // The centroid of a pyramid lies at a quarter of its height.
    if (top === 0) expect(part.center[2]).toBeCloseTo(h / 4, 9);
  });
});

describe("part.extrude with a draft", () => {
  it.each([
    ["rectangle", { shape: "rectangle", w: 40, h: 20 }, 10, 5, (lean: number) => (40 - 2 * lean) * (20 - 2 * lean)],
    ["rectangle leaning outward", { shape: "rectangle", w: 40, h: 20 }, 10, -5, (lean: number) => (40 - 2 * lean) * (20 - 2 * lean)],
    ["circle", { shape: "circle", d: 20 }, 15, 3, (lean: number) => PI * (10 - lean) ** 2],
  ] as const)("of a %s follows the prismatoid formula", async (_, profile, h, draft, areaAt) => {
    const part = await build(body("extrude", { profile, h, draft }));
    expect(part.valid).toBe(true);
    const lean = (height: number) => height * Math.tan(degToRad(draft));
    expect(Math.abs(part.volume / prismatoid(h, areaAt(0), areaAt(lean(h / 2)), areaAt(lean(h))) - 1)).toBeLessThan(EXACT);
    expect(part.names).toContain("base/side[1]");
  });

  it("of a rounded rectangle loses at its corners what cones do", async () => {
    const [r, h] = [3, 10];
    const part = await build(body("extrude", { profile: { shape: "rectangle", w: 40, h: 20, r }, h, draft: 4 }));
    expect(part.valid).toBe(true);
    const areaAt = (lean: number) => (40 - 2 * lean) * (20 - 2 * lean) - (4 - PI) * (r - lean) ** 2;
    const lean = (height: number) => height * Math.tan(degToRad(4));
    expect(Math.abs(part.volume / prismatoid(h, areaAt(0), areaAt(lean(h / 2)), areaAt(lean(h))) - 1)).toBeLessThan(EXACT);
  });

  it("refuses a draft by which the sides would meet before the top", async () => {
    await expect(build(body("extrude", { profile: { shape: "rectangle", w: 4, h: 4 }, h: 20, draft: 20 }))).rejects.toThrow(/draft/);
  });
});

describe("part.sweep", () => {
  it.each<[string, Record<string, unknown>, number, number]>([
    ["a straight path", { path: path([0, 0, 0], line(0, 0, 20)) }, 12 * 20, EXACT],
    ["mitred corners", { path: path([0, 0, 0], line(0, 0, 20), line(30, 0, 20)) }, 12 * 50, EXACT],
    [
      "an arc, by Pappus",
      { path: path([0, 0, 0], { kind: "arc", via: [10 - 10 * Math.SQRT1_2, 0, 10 * Math.SQRT1_2], to: [10, 0, 10] }) },
      12 * 5 * PI,
      1e-6,
    ],
    // The kernel approximates twisted sides: on a bar of 4 x 3 mm they stray by about a micrometre.
    ["a twist, which changes no section", { path: path([0, 0, 0], line(0, 0, 20)), twist: 90 }, 12 * 20, 1e-3],
  ])("along %s has its section's area times the length of its path", async (_, params, volume, tolerance) => {
    const part = await build(body("sweep", { profile: rectangle, ...params }));
    expect(part.valid).toBe(true);
    expect(part.solids).toBe(1);
    expect(Math.abs(part.volume / volume - 1)).toBeLessThan(tolerance);
    expect(part.names).toEqual(expect.arrayContaining(["base/end", "base/start"]));
    expect(new Set(part.names).size).toBe(part.names.length);
  });

  it("of a ring makes a bent pipe, and its profile stands as on a face that looks along the path", async () => {
    const ring = { shape: "section", type: "o", h: 10, t: 1 };
    const bend = path([0, 0, 0], line(0, 0, 20), {
      kind: "arc",
      via: [20 - 20 * Math.SQRT1_2, 0, 20 + 20 * Math.SQRT1_2],
      to: [20, 0, 40],
    });
    const part = await build(body("sweep", { profile: ring, path: bend }));
    expect(part.valid).toBe(true);
    expect(Math.abs(part.volume / (PI * (25 - 16) * (20 + 10 * PI)) - 1)).toBeLessThan(1e-6);
    const flat = await build(body("sweep", { profile: { shape: "rectangle", w: 8, h: 2 }, path: path([0, 0, 0], line(0, 0, 10)) }));
    expect(flat.box.size[0]).toBeCloseTo(8, 5);
    expect(flat.box.size[1]).toBeCloseTo(2, 5);
  });

  it("along a spline follows its length: an S from point to point is longer than its chord", async () => {
    const through = [
      [10, 0, 20],
      [0, 0, 40],
    ];
    const part = await build(body("sweep", { profile: { shape: "circle", d: 2 }, path: path([0, 0, 0], { kind: "spline", through }) }));
    expect(part.valid).toBe(true);
    expect(part.volume).toBeGreaterThan(PI * 2 * Math.hypot(10, 20));
    expect(part.volume).toBeLessThan(PI * 2 * Math.hypot(10, 20) * 1.2);
  });

  it.each([
    [{ path: path([0, 0, 0], line(0, 0, 0)) }, "Piece 1 of the path ends where it starts"],
    [{ path: path([0, 0, 0], line(0, 0, 9), line(9, 0, 9)), twist: 30 }, "twist is 30 and must be 0"],
    [{ path: path([0, 0, 0], line(0, 0, 9)), frame: "upright" }, 'frame is "upright"'],
  ])("refuses %j", async (params, message) => {
    await expect(build(body("sweep", { profile: rectangle, ...params }))).rejects.toThrow(message);
  });
});

describe("part.helix_sweep", () => {
  const coil = { d: 20, pitch: 6, turns: 4 };
  const helixLength = (d: number, pitch: number, turns: number) => turns * Math.hypot(PI * d, pitch);

  it.each(["right", "left"])("wound to the %s has its wire's area times its length", async (hand) => {
    const part = await build(body("helix_sweep", { profile: { shape: "circle", d: 3 }, ...coil, hand }));
    expect(part.valid).toBe(true);
    // A round wire's centroid lies on the helix; the kernel approximates the surface to about a micrometre.
    expect(Math.abs(part.volume / (PI * 2.25 * helixLength(20, 6, 4)) - 1)).toBeLessThan(2e-3);
    expect(part.names).toEqual(["base/end", "base/side[1]", "base/start"]);
  });

  it("with a section in the axis' plane sweeps its area around the axis", async () => {
    const part = await build(body("helix_sweep", { profile: { shape: "rectangle", w: 2, h: 3 }, ...coil, section: "axial" }));
    expect(part.valid).toBe(true);
    expect(Math.abs(part.volume / (6 * PI * 20 * 4) - 1)).toBeLessThan(2e-3);
    expect(part.box.size[2]).toBeCloseTo(4 * 6 + 3, 2);
  });

  it("opens upward by its taper", async () => {
    const part = await build(body("helix_sweep", { profile: { shape: "circle", d: 2 }, ...coil, taper: 10 }));
    expect(part.valid).toBe(true);
    // At the end, on +X after whole turns, the helix has grown by its height times tan 10°.
    const end = 10 + 24 * Math.tan(degToRad(10));
    expect(part.box.max[0]).toBeGreaterThan(end);
    expect(part.box.max[0]).toBeLessThan(end + 1.1);
  });

  it.each([
    [{ ...coil, pitch: 2 }, "pitch is 2 and must be more than"],
    [{ ...coil, d: 2 }, "d is 2 and must be more than 3"],
    [{ ...coil, taper: -40 }, "taper is -40 and closes the helix"],
  ])("refuses %j", async (params, message) => {
    await expect(build(body("helix_sweep", { profile: { shape: "circle", d: 3 }, ...params }))).rejects.toThrow(message);
  });
});
