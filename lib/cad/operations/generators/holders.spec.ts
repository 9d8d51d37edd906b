import { describe, expect, it } from "vitest";
import { body, build, EXACT, face, feature, TOP } from "../spec-part";
import { expectBody, expectRefusal } from "./spec-generator";

const { PI, sqrt, acos, asin, sin } = Math;
const disc = (d: number) => (PI / 4) * d ** 2;
const rounded = (w: number, h: number, r: number) => w * h - (4 - PI) * r ** 2;
/** Area of a disc of radius R beyond the chord at distance c from its centre. */
const segment = (R: number, c: number) => R ** 2 * acos(c / R) - c * sqrt(R ** 2 - c ** 2);
/** Area of a strip of half width g about a diameter, from the centre to the circle. */
const strip = (R: number, g: number) => g * sqrt(R ** 2 - g ** 2) + R ** 2 * asin(g / R);

const BOX = { x: 80, y: 60, z: 30, wall: 2, floor: 2, lid_t: 3, lip_h: 4, corner_r: 5, clearance: 0.2 };
const base = rounded(80, 60, 5) * 2 + (rounded(80, 60, 5) - rounded(76, 56, 3)) * 25;
const lip = (rounded(75.6, 55.6, 2.8) - rounded(71.6, 51.6, 0.8)) * 4;
const lid = rounded(80, 60, 5) * 3 + lip;

/** C-clip: plate, the ring above it less the cable and the opening's sector. */
const clipArea = (r: number, t: number, plate: number, degrees: number) =>
  plate * t + PI * (r + t) ** 2 - segment(r + t, r) - PI * r ** 2 - ((degrees * PI) / 360) * ((r + t) ** 2 - r ** 2);

const HINGE = { leaf: 25, length: 60, t: 2, pin_d: 3, knuckles: 3, clearance: 0.2 };
/** Knuckles are 3.6 mm in radius; each stands in one outline with its root, up to 3.8 mm from the pin. */
const hinge = (count: { inner: number; outer: number }) => {
  const [R, reach] = [3.6, 3.8];
  // Right of the axis and below t: the root's rectangle less the circle's part that it holds already.
  const below = segment(R, 1.6) / 2;
  const outline = PI * R ** 2 + reach * 2 - below - disc(3.2);
  return (25 - 3.8) * 60 * 2 + outline * (count.outer * 19.9 + count.inner * 19.8);
};

const HOLDERS: [string, Record<string, unknown>, number, number, [number, number, number]][] = [
  ["enclosure", { ...BOX, which: "base" }, base, 1, [80, 60, 27]],
  ["enclosure", { ...BOX, which: "lid" }, lid, 1, [80, 60, 7]],
  ["enclosure", BOX, base + lid, 2, [170, 60, 27]],
  [
    "lid",
    {
      x: 80,
      y: 60,
      wall: 2,
      lid_t: 3,
      screw_d: 3.4,
      screws: [
        [20, 10],
        [-20, 10],
      ],
    },
    (4800 - 2 * disc(3.4)) * 3,
    1,
    [80, 60, 3],
  ],
  [
    "pipe_clamp",
    { pipe_d: 20, t: 3, w: 15, foot: 15, screw_d: 5 },
    15 * ((PI / 2) * (169 - 100) + 2 * 3 * 10 + 2 * 12 * 3) - 2 * disc(5) * 3,
    1,
    [50, 15, 23],
  ],
  [
    "shaft_clamp",
    { bore: 10, od: 24, w: 9, gap: 1.5 },
    9 * (disc(24) - disc(10) - strip(12, 0.75) + strip(5, 0.75)),
    1,
    [12 + sqrt(144 - 0.75 ** 2), 24, 9],
  ],
  ["cable_clip", { cable_d: 8, t: 2, w: 10, base: 30 }, 10 * clipArea(4, 2, 30, 80), 1, [30, 10, 6 + 6 * Math.cos((40 * PI) / 180)]],
  [
    "cable_clip",
    { cable_d: 8, t: 2, w: 10, base: 36, screw_d: 4 },
    10 * clipArea(4, 2, 36, 80) - 2 * disc(4) * 2,
    1,
    [36, 10, 6 + 6 * Math.cos((40 * PI) / 180)],
  ],
  ["hook", { d: 6, R: 12, angle: 180, shank: 30, plate_d: 25, plate_t: 4 }, disc(25) * 4 + disc(6) * (30 + PI * 12), 1, [39.5, 25, 49]],
  [
    "handle",
    { length: 100, h: 35, d: 10, R: 15, hole_d: 4.2, hole_depth: 12 },
    disc(10) * (2 * 20 + PI * 15 + 70) - 2 * disc(4.2) * 12,
    1,
    [110, 10, 40],
  ],
  ["hinge", { ...HINGE, which: "pin" }, disc(3) * 60, 1, [3, 3, 60]],
  ["hinge", { ...HINGE, which: "left" }, hinge({ outer: 2, inner: 0 }), 1, [28.6, 60, 7.2]],
  ["hinge", { ...HINGE, which: "right", holes: 3, hole_d: 4 }, hinge({ outer: 0, inner: 1 }) - 3 * disc(4) * 2, 1, [28.6, 60, 7.2]],
  ["hinge", HINGE, hinge({ outer: 2, inner: 0 }) + hinge({ outer: 0, inner: 1 }) + disc(3) * 60, 3, [50, 60, 7.2]],
];

describe("a holder", () => {
  it.each(HOLDERS)("part.%s %j has the volume of its formula and its size", (operation, params, volume, solids, size) =>
    expectBody(operation, params, { volume, size, solids }),
  );

  it("has screw bosses that grow into the walls, with pilots, and a lid that clears them", async () => {
    const bosses = { boss_d: 8, boss_hole: 2.5, screw_d: 3.4 };
    const [plain, bossed] = [
      await build(body("enclosure", { ...BOX, which: "base" })),
      await build(body("enclosure", { ...BOX, ...bosses, which: "base" })),
    ];
    expect(bossed.valid).toBe(true);
    // Each boss adds at most its cylinder and loses its pilot; what overlaps the walls adds nothing.
    const added = bossed.volume - plain.volume;
    expect(added).toBeLessThan(4 * (disc(8) - disc(2.5)) * 25);
    expect(added).toBeGreaterThan(4 * (0.75 * disc(8) - disc(2.5)) * 25);
    for (const axis of [0, 1, 2] as const) expect(bossed.box.size[axis]).toBeCloseTo([80, 60, 27][axis] ?? 0, 5);
    for (const axis of [0, 1] as const) expect(bossed.center[axis]).toBeCloseTo(0, 6);
    const cover = await build(body("enclosure", { ...BOX, ...bosses, which: "lid" }));
    expect(cover.valid).toBe(true);
    expect(cover.volume).toBeLessThan(lid - 4 * disc(3.4) * 3 + 1e-6);
    expect(cover.names).toEqual(expect.arrayContaining(["base/plate/hole[1]/wall", "base/plate/hole[4]/wall"]));
  });

  it("part.shaft_clamp has a screw across its slit", async () => {
    const size = { bore: 10, od: 24, w: 9, gap: 1.5 };
    const [plain, screwed] = [await build(body("shaft_clamp", size)), await build(body("shaft_clamp", { ...size, screw_d: 4 }))];
    expect(screwed.valid).toBe(true);
    // The chord of the outer circle where the screw runs bounds what it can take away.
    const chord = 2 * sqrt(144 - 8.5 ** 2);
    expect(plain.volume - screwed.volume).toBeLessThan(disc(4) * (chord + 4));
    expect(plain.volume - screwed.volume).toBeGreaterThan(disc(4) * (chord - 1.5 - 4));
    expect(screwed.center[1]).toBeCloseTo(0, 6);
  });

  it.each([
    ["straight", 30, 0.6],
    ["flutes", 12, 1.5],
  ])("part.knurl %s takes the area of its grooves from a shaft, along its length", async (style, n, depth) => {
    const R = 10;
    const shaft = (length?: number) =>
      build(
        body("cylinder", { d: 20, h: 15 }),
        feature("knurl", { feature: "k1", on: face({ type: "cylinder" }), n, depth, style, ...(length ? { length } : {}) }),
      );
    // A star of n points by its triangles; or the disc less lenses of circles centred on its rim.
    const star = n * R * (R - depth) * sin(PI / n);
    const c = depth / (2 * R);
    const lens = depth ** 2 * acos(c) + R ** 2 * acos(1 - depth ** 2 / (2 * R ** 2)) - (depth / 2) * sqrt(4 * R ** 2 - depth ** 2);
    const area = style === "straight" ? star : PI * R ** 2 - n * lens;
    const whole = await shaft();
    expect(whole.valid).toBe(true);
    expect(whole.solids).toBe(1);
    expect(Math.abs(whole.volume / (area * 15) - 1)).toBeLessThan(EXACT);
    const half = await shaft(6);
    expect(Math.abs(half.volume / (area * 6 + PI * R ** 2 * 9) - 1)).toBeLessThan(EXACT);
    expect(half.center[2]).toBeLessThan(7.5);
  });

  it.each([
    ["enclosure", { ...BOX, wall: 30 }, "wall is 30 and must be less than 30"],
    ["enclosure", { ...BOX, lip_h: 26 }, "lip_h is 26"],
    ["lid", { x: 80, y: 60, wall: 2, lid_t: 3, screw_d: 3, screws: [[40, 0]] }, "screws[0]"],
    ["hinge", { ...HINGE, leaf: 3 }, "leaf is 3"],
    ["pipe_clamp", { pipe_d: 20, t: 3, w: 15, foot: 3 }, "foot is 3"],
    ["shaft_clamp", { bore: 10, od: 24, w: 9, gap: 12 }, "gap is 12"],
    ["cable_clip", { cable_d: 8, t: 2, w: 10, base: 8 }, "base is 8"],
    ["hook", { d: 6, R: 3, shank: 30 }, "R is 3 and must be more than 3"],
    ["handle", { length: 100, h: 35, d: 10, R: 40 }, "R is 40"],
  ])("part.%s %j is refused", expectRefusal);

  it("part.knurl is refused on a plane and in a hole", async () => {
    const knurl = (on: object) => build(body("tube", { od: 20, id: 10, h: 5 }), feature("knurl", { feature: "k1", on, n: 20, depth: 0.5 }));
    await expect(knurl(TOP)).rejects.toThrow("needs a cylinder");
    await expect(knurl({ kind: "face", name: "base/inner" })).rejects.toThrow("wall of a hole");
  });
});
