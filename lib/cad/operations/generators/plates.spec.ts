import { describe, expect, it } from "vitest";
import { signedArea } from "../modelling/profile-outline";
import { body, build } from "../spec-part";
import { expectBody, expectRefusal } from "./spec-generator";

const { PI, sqrt } = Math;
const disc = (d: number) => (PI / 4) * d ** 2;
const rounded = (w: number, h: number, r: number) => w * h - (4 - PI) * r ** 2;

const NEMA17 = { w: 42.3, h: 50, t: 5, pattern: 31, hole_d: 3.4, pilot_d: 22.5 };
const PI4 = {
  board: [85, 56],
  holes: [
    [3.5, 3.5],
    [61.5, 3.5],
    [3.5, 52.5],
    [61.5, 52.5],
  ],
  t: 3,
  standoff_d: 6,
  standoff_h: 5,
  hole_d: 2.7,
};
const FLANGE = { od: 150, bore: 60, t: 18, n: 4, bolt_circle: 120, hole_d: 19 };
const L = { shape: "L", a: 40, b: 50, w: 30, t: 4 };
const T2020 = { size: 20, length: 100, slot: 6.2, lip: 2, inner: 11, depth: 6, web: 1.5 };

/** Half of the T: opening, chamber, and the trapezoid that narrows at 45°. */
function slotArea({ size, slot, lip, inner, depth, web }: typeof T2020): number {
  const shoulder = inner / 2 + web / sqrt(2);
  const floor = size / 2 - depth;
  return slot * lip + inner * (size / 2 - lip - shoulder) + (inner / 2 + floor - web / sqrt(2)) * (shoulder - floor);
}

const COVER: [number, number][] = [
  [5, 0],
  [5, 1],
  [2.9, 1],
  [2.9, 3.2],
  [4.1, 3.2],
  [1.45, 5.85],
];
const coverArea = 2 * signedArea([[0, 0], ...COVER, [0, 5.85]]);

const PLATES: [string, Record<string, unknown>, number, [number, number, number]][] = [
  ["motor_mount", NEMA17, 5 * (42.3 * 50 - 4 * disc(3.4) - disc(22.5)), [42.3, 50, 5]],
  ["motor_mount", { ...NEMA17, corner_r: 4 }, 5 * (rounded(42.3, 50, 4) - 4 * disc(3.4) - disc(22.5)), [42.3, 50, 5]],
  ["board_mount", PI4, 85 * 56 * 3 + 4 * (disc(6) * 5 - disc(2.7) * 8), [85, 56, 8]],
  ["board_mount", { ...PI4, margin: 3, corner_r: 5 }, rounded(91, 62, 5) * 3 + 4 * (disc(6) * 5 - disc(2.7) * 8), [91, 62, 8]],
  ["pipe_flange", FLANGE, 18 * (disc(150) - disc(60) - 4 * disc(19)), [150, 150, 18]],
  [
    "pipe_flange",
    { ...FLANGE, face_d: 92, face_h: 2, hub_d: 78, hub_h: 20 },
    18 * (disc(150) - 4 * disc(19)) + 2 * disc(92) + 20 * disc(78) - 40 * disc(60),
    [150, 150, 40],
  ],
  ["bracket", L, 30 * 4 * (40 + 46), [40, 30, 50]],
  ["bracket", { ...L, hole_d: 5, holes_a: 2, holes_b: 1 }, 30 * 4 * 86 - 3 * disc(5) * 4, [40, 30, 50]],
  ["bracket", { ...L, shape: "U", hole_d: 5, holes_b: 2 }, 30 * 4 * (40 + 92) - 4 * disc(5) * 4, [40, 30, 50]],
  ["bracket", { ...L, shape: "T", hole_d: 5, holes_a: 1 }, 30 * 4 * (40 + 46) - 2 * disc(5) * 4, [40, 30, 50]],
  ["bracket", { ...L, shape: "Z", c: 25 }, 30 * 4 * (40 + 42 + 25), [61, 30, 50]],
  ["bracket", { ...L, gusset: 20, gussets: 1 }, 30 * 4 * 86 + 200 * 4, [40, 30, 50]],
  ["bracket", { ...L, shape: "U", gusset: 12, gussets: 2, gusset_t: 3 }, 30 * 4 * 132 + 4 * 72 * 3, [40, 30, 50]],
  ["bracket", { ...L, shape: "T", gusset: 15, gussets: 2 }, 30 * 4 * 86 + 4 * 112.5 * 4, [40, 30, 50]],
  ["corner_gusset", { leg1: 40, leg2: 30, t: 5 }, 600 * 5, [40, 5, 30]],
  ["corner_gusset", { leg1: 40, leg2: 40, t: 5, nose: 5, hole_d: 6 }, (800 - 25 - disc(6)) * 5, [35, 5, 35]],
  ["heat_sink", { x: 50, y: 40, base: 5, fin_h: 20, fin_t: 2, n: 8 }, 50 * (40 * 5 + 8 * 2 * 20), [50, 40, 25]],
  ["heat_sink", { x: 50, y: 40, base: 5, fin_h: 20, fin_t: 2, gap: 3 }, 50 * (40 * 5 + 8 * 2 * 20), [50, 40, 25]],
  ["t_slot", T2020, 100 * (400 - 4 * slotArea(T2020)), [20, 20, 100]],
  ["t_slot", { ...T2020, bore: 4.2 }, 100 * (400 - 4 * slotArea(T2020) - disc(4.2)), [20, 20, 100]],
  ["t_slot_cover", { length: 80, slot: 6.2, lip: 2, w: 10, cap_t: 1, hook: 1 }, 80 * coverArea, [10, 80, 5.85]],
];

describe("a part of plate or bar", () => {
  it.each(PLATES)("part.%s %j has the volume of its formula and its size", (operation, params, volume, size) =>
    expectBody(operation, params, { volume, size }),
  );

  it("names its holes by number", async () => {
    const { names } = await build(body("bracket", { ...L, hole_d: 5, holes_a: 2, holes_b: 1 }));
    expect(names).toEqual(expect.arrayContaining(["base/hole[1]/wall", "base/hole[2]/wall", "base/hole[3]/wall"]));
  });

  it.each([
    ["motor_mount", { ...NEMA17, pattern: 40 }, "pattern is 43.4 and must be less than 42.3"],
    ["motor_mount", { ...NEMA17, pilot_d: 41 }, "pilot_d is 41"],
    ["board_mount", { ...PI4, holes: [[90, 3]] }, "holes[0]"],
    ["pipe_flange", { ...FLANGE, n: 20 }, "hole_d is 19"],
    ["bracket", { ...L, t: 40 }, "t is 40"],
    ["bracket", { ...L, hole_d: 10, holes_a: 3 }, "up to 2 fit"],
    ["bracket", { ...L, gusset: 36 }, "gusset is 36 and must be less than 36"],
    ["corner_gusset", { leg1: 30, leg2: 40, t: 5, hole_d: 20 }, "hole_d is 20 and must be less than 20"],
    ["heat_sink", { x: 50, y: 40, base: 5, fin_h: 20, fin_t: 2 }, "either n fins or the gap"],
    ["heat_sink", { x: 50, y: 40, base: 5, fin_h: 20, fin_t: 4, n: 10 }, "n is 10 and must be at most 9"],
    ["t_slot", { ...T2020, inner: 15 }, "inner is 15 and must be at most"],
    ["t_slot_cover", { length: 80, slot: 12, lip: 2, w: 10, cap_t: 1, hook: 1 }, "slot is 12"],
  ])("part.%s %j is refused", expectRefusal);
});
