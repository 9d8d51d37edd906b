import { describe, expect, it } from "vitest";
import type { PlainStep } from "@/lib/contract/pipeline";
import { degToRad } from "@/lib/core/units";
import { body, box, build, EXACT, face, feature, TOP } from "../spec-part";

const { PI } = Math;
const PLATE = box(60, 40, 10);
const named = (name: string) => ({ kind: "face", name });
const add = (operation: string, params: Record<string, unknown>) => feature(operation, { feature: "x1", ...params });
/** A box 60 x 40 x 20 with walls of 4 and an open top; inner floor at Z = 4. */
const OPEN_BOX = [box(60, 40, 20), feature("shell", { feature: "s1", t: 4, open: TOP })];
const OPEN_VOLUME = 60 * 40 * 20 - 52 * 32 * 16;
const floor = named("s1/inner(base/bottom)");
const wall = (side: string) => named(`s1/inner(base/${side})`);
/** An L of 40 x 30 legs, 4 thick, 20 wide. */
const BRACKET = body("extrude", { profile: { shape: "l_section", w: 40, h: 30, t: 4 }, h: 20, plane: "xz", symmetric: true });
const BRACKET_VOLUME = (40 * 4 + 26 * 4) * 20;
const legs = [face({ normal: [0, 0, 1], largest: true }), face({ normal: [1, 0, 0], largest: true })];
const frustum = (r1: number, r2: number, h: number) => ((PI * h) / 3) * (r1 * r1 + r1 * r2 + r2 * r2);

/** Operation, part, its volume, parameters, volume added. */
const RAISED: [string, PlainStep[], number, Record<string, unknown>, number][] = [
  ["rib", [PLATE], 24_000, { on: TOP, t: 3, h: 8, length: 30, angle: 30 }, 3 * 8 * 30],
  [
    "rib",
    [PLATE],
    24_000,
    {
      on: TOP,
      t: 3,
      h: 8,
      length: 30,
      draft: 2,
      at: [
        [0, -10],
        [0, 10],
      ],
    },
    2 * (3 - 8 * Math.tan(degToRad(2))) * 8 * 30,
  ],
  ["rib", OPEN_BOX, OPEN_VOLUME, { on: floor, t: 2, h: 10, between: [wall("-x"), wall("+x")], at: [[0, 5]] }, 2 * 10 * 52],
  ["rib", OPEN_BOX, OPEN_VOLUME, { on: floor, t: 2, h: 10, between: [wall("-y"), wall("+y")], angle: 90 }, 2 * 10 * 32],
  // At 45° the two ends are mitred: the length is that of the middle line.
  ["rib", OPEN_BOX, OPEN_VOLUME, { on: floor, t: 2, h: 10, between: [wall("-y"), wall("+y")], angle: 45 }, 2 * 10 * 32 * Math.SQRT2],
  ["gusset", [BRACKET], BRACKET_VOLUME, { between: legs, leg1: 15, leg2: 12, t: 3 }, ((15 * 12) / 2) * 3],
  ["gusset", [BRACKET], BRACKET_VOLUME, { between: legs, leg1: 15, leg2: 12, t: 3, at: [-8, 8] }, 15 * 12 * 3],
  [
    "standoff",
    [PLATE],
    24_000,
    {
      on: TOP,
      od: 8,
      h: 6,
      hole_d: 3,
      at: [
        [-20, 0],
        [20, 0],
      ],
    },
    2 * PI * (16 - 2.25) * 6,
  ],
  ["standoff", [PLATE], 24_000, { on: TOP, od: 8, h: 6, hole_d: 3, hole_depth: 16 }, PI * (16 * 6 - 2.25 * 16)],
  ["insert_boss", [PLATE], 24_000, { on: TOP, od: 8, h: 9, d: 4, depth: 7, lead_in: 0 }, PI * (16 * 9 - 4 * 7)],
  [
    "insert_boss",
    [PLATE],
    24_000,
    { on: TOP, od: 8, h: 9, d: 4, depth: 7, draft: 2 },
    frustum(4, 4 - 9 * Math.tan(degToRad(2)), 9) - PI * 4 * 6.5 - frustum(2, 2.5, 0.5),
  ],
  ["lip", OPEN_BOX, OPEN_VOLUME, { on: named("base/top"), w: 2, h: 3 }, (56 * 36 - 52 * 32) * 3],
  ["lip", OPEN_BOX, OPEN_VOLUME, { on: named("base/top"), w: 2, h: 3, kind: "groove", clearance: 0.5 }, -(57 * 37 - 52 * 32) * 3.5],
  // The snap's ridge: a square ring of a triangle's section, its corners sharp; by the prismatoid formula of its two halves.
  ["lip", OPEN_BOX, OPEN_VOLUME, { on: named("base/top"), w: 2, h: 3, snap: 0.5 }, (56 * 36 - 52 * 32) * 3 + 2 * ridgeHalf(56, 36, 0.5)],
  ["boss", [PLATE], 24_000, { on: TOP, d: 10, h: 8, draft: 3 }, frustum(5, 5 - 8 * Math.tan(degToRad(3)), 8)],
  ["pad", OPEN_BOX, OPEN_VOLUME, { on: wall("-x"), profile: { shape: "circle", d: 6 }, to: wall("+x") }, PI * 9 * 52],
];

function ridgeHalf(a: number, b: number, snap: number): number {
  const area = (s: number) => (a + 2 * s) * (b + 2 * s) - a * b;
  return (snap / 6) * (area(0) + 4 * area(snap / 2) + area(snap));
}

describe("what is raised on a face", () => {
  it.each(RAISED)("part.%s %#: changes the volume by its formula", async (operation, base, before, params, change) => {
    const part = await build(...base, add(operation, params));
    expect(part.valid).toBe(true);
    expect(part.solids).toBe(1);
    expect(Math.abs(part.volume / (before + change) - 1)).toBeLessThan(EXACT * 10);
    expect(new Set(part.names).size).toBe(part.names.length);
    expect(part.names.filter((name) => /\/(face|foot|axis|mouth)/.test(name) && name.startsWith("x1"))).toEqual([]);
  });

  it("ends a pad at a slanted face: the height under its middle counts", async () => {
    // A ramp over a floor: an L of two legs with a slanted third, cut as a Z of points.
    const points = [
      [-30, 0],
      [30, 0],
      [30, 30],
      [-30, 50],
      [-30, 40],
      [20, 20],
      [20, 5],
      [-30, 5],
    ];
    const clamp = body("extrude", { profile: { shape: "polyline", points }, h: 20, plane: "xz", symmetric: true });
    const volume = (await build(clamp)).volume;
    const slope = face({ normal: [-20 / Math.hypot(20, 50), 0, -50 / Math.hypot(20, 50)] });
    const pad = add("pad", { on: face({ normal: [0, 0, 1], largest: true }), profile: { shape: "circle", d: 6 }, to: slope });
    const part = await build(clamp, pad);
    expect(part.valid).toBe(true);
    // The floor's middle is at x = −5; the slope there is at 20 + 25·(20/50) = 30, that is 25 above it.
    expect(Math.abs(part.volume / (volume + PI * 9 * 25) - 1)).toBeLessThan(EXACT);
  });

  it.each<[string, PlainStep[], Record<string, unknown>, string[]]>([
    ["rib", [PLATE], { on: TOP, t: 3, h: 8, length: 30 }, ["x1[1]/end[1]", "x1[1]/end[2]", "x1[1]/side[1]", "x1[1]/side[2]", "x1[1]/top"]],
    ["rib", OPEN_BOX, { on: floor, t: 2, h: 10, between: [wall("-x"), wall("+x")] }, ["x1[1]/side[1]", "x1[1]/side[2]", "x1[1]/top"]],
    ["gusset", [BRACKET], { between: legs, leg1: 9, leg2: 9, t: 3 }, ["x1[1]/side[1]", "x1[1]/side[2]", "x1[1]/slope"]],
    ["standoff", [PLATE], { on: TOP, od: 8, h: 6, hole_d: 3, hole_depth: 4 }, ["x1[1]/bore", "x1[1]/floor", "x1[1]/top", "x1[1]/wall"]],
    [
      "insert_boss",
      [PLATE],
      { on: TOP, od: 8, h: 6, d: 4, depth: 5 },
      ["x1[1]/bore", "x1[1]/floor", "x1[1]/lead_in", "x1[1]/top", "x1[1]/wall"],
    ],
  ])("part.%s %#: names its faces by role", async (operation, base, params, names) => {
    const part = await build(...base, add(operation, params));
    expect(part.names.filter((name) => name.startsWith("x1"))).toEqual(names);
  });

  it("fits a groove over its tongue with the clearance all round", async () => {
    const rim = { on: named("base/top"), w: 2, h: 3, clearance: 0.3 };
    const tongue = await build(...OPEN_BOX, add("lip", rim));
    const groove = await build(...OPEN_BOX, add("lip", { ...rim, kind: "groove" }));
    const [added, removed] = [tongue.volume - OPEN_VOLUME, OPEN_VOLUME - groove.volume];
    expect(added).toBeCloseTo((56 * 36 - 52 * 32) * 3, 6);
    expect(removed).toBeCloseTo((56.6 * 36.6 - 52 * 32) * 3.3, 6);
    expect(tongue.box.max[2]).toBeCloseTo(23, 5);
    expect(tongue.names).toEqual(expect.arrayContaining(["x1/top", "x1/wall[1]"]));
    expect(groove.names).toEqual(expect.arrayContaining(["x1/floor", "x1/wall[1]"]));
  });

  it.each<[string, PlainStep[], Record<string, unknown>, string]>([
    ["rib", [PLATE], { on: TOP, t: 3, h: 8 }, "either a length or two faces"],
    ["rib", [PLATE], { on: TOP, t: 3, h: 8, length: 9, draft: 20 }, "draft is 20 and must be less than"],
    ["rib", OPEN_BOX, { on: floor, t: 2, h: 9, between: [wall("-x"), wall("+y")] }, "runs along the rib"],
    ["rib", OPEN_BOX, { on: floor, t: 2, h: 9, between: [wall("-x"), named("base/-x")] }, "both lie on one side"],
    ["gusset", [PLATE], { between: [TOP, face({ at: "right" })], leg1: 5, leg2: 5, t: 2 }, "needs an inner corner"],
    ["standoff", [PLATE], { on: TOP, od: 3, h: 5, hole_d: 3 }, "hole_d is 3 and must be less than od, 3"],
    ["insert_boss", [PLATE], { on: TOP, od: 5, h: 5, d: 4.5, depth: 4 }, "must be less than the post's diameter at its top, 5"],
    ["lip", [PLATE], { on: TOP, w: 1, h: 2 }, "needs a rim around one opening; base/top has 0"],
    ["lip", OPEN_BOX, { on: named("base/top"), w: 5, h: 2 }, "less than the rim is wide"],
    ["lip", OPEN_BOX, { on: named("base/top"), w: 1, h: 2, snap: 1 }, "snap is 1 and must be less than 1"],
    ["boss", [PLATE], { on: TOP, d: 4, h: 20, draft: 10 }, "draft is 10 and must be less than 5.7"],
    ["pad", [PLATE], { on: TOP, profile: { shape: "circle", d: 4 } }, "either a height h or a face"],
    ["pad", [PLATE], { on: TOP, profile: { shape: "circle", d: 4 }, to: face({ at: "bottom" }) }, "lies behind the pad's face by 10"],
  ])("part.%s %# refuses: %s", async (operation, base, params, message) => {
    await expect(build(...base, add(operation, params))).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringContaining(message),
    });
  });
});
