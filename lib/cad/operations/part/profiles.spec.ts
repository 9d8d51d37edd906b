import { describe, expect, it } from "vitest";
import { body, build, EXACT } from "../spec-part";

const { PI } = Math;
/** What a rounding of an inner corner of 90° adds. */
const corner = (r: number) => r * r * (1 - PI / 4);
const line = (u: number, v: number) => ({ kind: "line", to: [u, v] });
const square = (half: number, u = 0, v = 0) => ({
  start: [u - half, v - half],
  pieces: [line(u + half, v - half), line(u + half, v + half), line(u - half, v + half)],
});
const section = (type: string, more: Record<string, unknown>) => ({ shape: "section", type, h: 60, w: 40, ...more });
const H = 7;

/** Profile, area by formula, extents along u and v, faces of its extrusion. */
const PROFILES: [string, Record<string, unknown>, number, [number, number], number][] = [
  ["L", section("l", { t: 5, r: 3 }), 40 * 5 + 55 * 5 + corner(3), [40, 60], 9],
  ["U", section("u", { tf: 6, tw: 4, r: 2 }), 40 * 6 + 2 * 54 * 4 + 2 * corner(2), [40, 60], 12],
  ["Z", section("z", { t: 5, r: 2 }), 2 * 40 * 5 + 50 * 5 + 2 * corner(2), [75, 60], 12],
  ["T", section("t", { tf: 6, tw: 8, r: 4 }), 40 * 6 + 54 * 8 + 2 * corner(4), [40, 60], 12],
  ["I", section("i", { tf: 6, tw: 4, r: 5 }), 2 * 40 * 6 + 48 * 4 + 4 * corner(5), [40, 60], 18],
  ["C", section("c", { t: 2, lip: 12, r: 1 }), 60 * 2 + 2 * 38 * 2 + 2 * 10 * 2 + 4 * corner(1), [40, 60], 18],
  ["hollow", section("o", { t: 4, r: 6 }), 40 * 60 - 32 * 52 - 4 * corner(6) + 4 * corner(2), [40, 60], 18],
  ["pipe", { shape: "section", type: "o", h: 60, t: 4 }, PI * (30 ** 2 - 26 ** 2), [60, 60], 4],
  [
    "star",
    { shape: "star", n: 5, ro: 20, ri: 8 },
    5 * 20 * 8 * Math.sin(PI / 5),
    [40 * Math.sin((2 * PI) / 5), 20 * (1 + Math.cos(PI / 5))],
    12,
  ],
  // A circle less the segment beyond the flat, 2 mm off the centre.
  ["D", { shape: "d_shape", d: 10, flat: 7 }, PI * 25 - (25 * Math.acos(2 / 5) - 2 * Math.sqrt(21)), [10, 7], 4],
  ["half disc", { shape: "path", start: [10, 0], pieces: [{ kind: "arc", via: [0, 10], to: [-10, 0] }] }, (PI * 100) / 2, [20, 10], 4],
  // A quadratic Bézier over a chord c with its control point at height p encloses c·p/3, a cubic with both at p c·p·3/5.
  ["quadratic", { shape: "path", start: [12, 0], pieces: [{ kind: "bezier", control: [[6, 8]], to: [0, 0] }] }, (12 * 8) / 3, [12, 4], 4],
  [
    "cubic",
    {
      shape: "path",
      start: [12, 0],
      pieces: [
        {
          kind: "bezier",
          control: [
            [12, 8],
            [0, 8],
          ],
          to: [0, 0],
        },
      ],
    },
    (12 * 8 * 3) / 5,
    [12, 6],
    4,
  ],
  [
    "drawing with holes",
    { shape: "drawing", outlines: [{ outer: square(20), holes: [{ center: [10, 10], d: 8 }, square(4, -8, -8)] }] },
    1600 - PI * 16 - 64,
    [40, 40],
    11,
  ],
];

describe("a profile", () => {
  it.each(PROFILES)(
    "%s has the area of its formula, is centred or where it was drawn, and closes",
    async (_, profile, area, size, faces) => {
      const part = await build(body("extrude", { profile, h: H }));
      expect(part.valid).toBe(true);
      expect(part.solids).toBe(1);
      expect(Math.abs(part.volume / (area * H) - 1)).toBeLessThan(EXACT);
      for (const axis of [0, 1] as const) expect(part.box.size[axis]).toBeCloseTo(size[axis], 5);
      expect(part.names).toHaveLength(faces);
      expect(new Set(part.names).size).toBe(faces);
    },
  );

  it("of several outlines makes as many bodies, each side with a number of its own", async () => {
    const outlines = [{ outer: square(5, -10, 0), holes: [{ center: [-10, 0], d: 4 }] }, { outer: square(3, 10, 0) }];
    const part = await build(body("extrude", { profile: { shape: "drawing", outlines }, h: H }));
    expect(part.solids).toBe(2);
    expect(Math.abs(part.volume / ((100 - PI * 4 + 36) * H) - 1)).toBeLessThan(EXACT);
    expect(part.names.filter((name) => name.includes("side"))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9].map((side) => `base/side[${side}]`));
  });

  it("with a hole turns into a hollow ring, by Pappus", async () => {
    const outlines = [{ outer: square(5, 20, 0), holes: [{ center: [20, 0], d: 6 }] }];
    const part = await build(body("revolve", { profile: { shape: "drawing", outlines } }));
    expect(part.valid).toBe(true);
    expect(Math.abs(part.volume / ((100 - PI * 9) * 2 * PI * 20) - 1)).toBeLessThan(EXACT);
    expect(part.names).toEqual([1, 2, 3, 4, 5].map((side) => `base/side[${side}]`));
  });

  it("drawn with a spline through points of a circle has nearly the circle's area", async () => {
    const through = Array.from({ length: 48 }, (_, index) => {
      const angle = ((index + 1) * 2 * PI) / 48;
      return [10 * Math.cos(angle), 10 * Math.sin(angle)];
    });
    const part = await build(body("extrude", { profile: { shape: "path", start: [10, 0], pieces: [{ kind: "spline", through }] }, h: H }));
    expect(part.valid).toBe(true);
    // Between points 7.5° apart an interpolated cubic strays by less than a thousandth of the sagitta.
    expect(Math.abs(part.volume / (PI * 100 * H) - 1)).toBeLessThan(1e-4);
  });

  it.each<[Record<string, unknown>, string]>([
    [section("i", { tf: 30, tw: 4 }), "tf is 30 and must be less than 30"],
    [section("u", { t: 20 }), "tw is 20 and must be less than 20"],
    [section("t", { tf: 5 }), "t is missing"],
    [{ shape: "section", type: "i", h: 60, t: 3 }, "w is missing"],
    [section("o", { t: 20 }), "t is 20 and must be less than 20"],
    [section("c", { t: 2, lip: 31 }), "lip is 31 and must be from 2 to less than 30"],
    [section("l", { t: 2, lip: 3 }), 'lip is 3 and only a section "c" has lips'],
    [section("i", { t: 4, r: 30 }), "r is 30 and must be smaller"],
    [{ shape: "star", n: 5, ro: 5, ri: 5 }, "ri is 5 and must be less than ro, 5 mm"],
    [{ shape: "d_shape", d: 5, flat: 5 }, "flat is 5 and must be less than d, 5 mm"],
    [{ shape: "drawing", outlines: [{ outer: square(5), holes: [{ center: [20, 0], d: 2 }] }] }, "Hole 1 of outline 1 lies outside"],
    [{ shape: "drawing", outlines: [{ outer: square(5), holes: [{ center: [4, 0], d: 4 }] }] }, "Hole 1 of outline 1 crosses its outline"],
    [{ shape: "drawing", outlines: [{ outer: square(9), holes: [square(2), square(3)] }] }, "Holes 1 and 2 of outline 1 overlap"],
    [{ shape: "path", start: [0, 0], pieces: [line(4, 4), line(4, 0), line(0, 3)] }, "The path crosses itself near"],
    [{ shape: "path", start: [0, 0], pieces: [line(4, 4)] }, "The path encloses no area"],
  ])("%j is refused: %s", async (profile, message) => {
    await expect(build(body("extrude", { profile, h: H }))).rejects.toThrow(message);
  });
});
