import { describe, expect, it } from "vitest";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { SideName } from "@/lib/contract/geometry";
import { body, box, build, EXACT, edge, face, feature, TOP, VERTICAL } from "../spec-part";

const { PI } = Math;
const PLATE = box(60, 40, 10);
const PLATE_VOLUME = 60 * 40 * 10;
const RECTANGLE = { shape: "rectangle", w: 20, h: 10 };

describe("a feature on a face", () => {
  it("drills the bracket: 50 x 30 x 10 with two through holes Ø3.4 at x = ±20", async () => {
    const holes = feature("hole", {
      feature: "h1",
      on: TOP,
      d: 3.4,
      through: true,
      at: [
        [-20, 0],
        [20, 0],
      ],
    });
    const part = await build(box(50, 30, 10), holes);
    expect(part.valid).toBe(true);
    expect(Math.abs(part.volume / (15_000 - 2 * PI * 1.7 ** 2 * 10) - 1)).toBeLessThan(EXACT);
    expect(part.names).toEqual(["base/+x", "base/+y", "base/-x", "base/-y", "base/bottom", "base/top", "h1[1]/wall", "h1[2]/wall"]);
  });

  it.each<[string, Record<string, unknown>, number]>([
    ["boss", { on: TOP, d: 10, h: 5, at: [[10, 0]] }, PI * 25 * 5],
    ["pad", { on: face({ at: "right" }), profile: { shape: "rectangle", w: 10, h: 4 }, h: 5, angle: 90 }, 10 * 4 * 5],
    ["pocket", { on: TOP, profile: { ...RECTANGLE, r: 2 }, depth: 4 }, -4 * (200 - (4 - PI) * 4)],
    ["pocket", { on: TOP, profile: RECTANGLE }, -200 * 10],
    ["slot_cut", { on: TOP, length: 20, w: 6, angle: 30, through: true }, -10 * (14 * 6 + PI * 9)],
    ["hole", { on: face({ at: "front" }), d: 6, depth: 12 }, -PI * 9 * 12],
    ["hole", { on: TOP, d: 4, depth: 5, tip_angle: 118 }, -PI * 4 * (5 + 2 / Math.tan((59 * PI) / 180) / 3)],
    ["counterbore", { on: TOP, d: 5, D: 9, seat_depth: 4 }, -PI * (6.25 * 6 + 20.25 * 4)],
    ["countersink", { on: TOP, d: 5, D: 9 }, -PI * (6.25 * 8 + (2 / 3) * (20.25 + 6.25 + 11.25))],
  ])("part.%s %j changes the volume by its formula", async (operation, params, change) => {
    const part = await build(PLATE, feature(operation, { feature: "x1", ...params }));
    expect(part.valid).toBe(true);
    expect(part.solids).toBe(1);
    expect(Math.abs(part.volume / (PLATE_VOLUME + change) - 1)).toBeLessThan(EXACT);
  });

  // Middle of a boss 2 mm high at (u, v) = (7, 3) of each side: u and v as the frames are documented.
  it.each<[SideName, Vec3]>([
    ["top", [7, 3, 11]],
    ["bottom", [7, -3, -1]],
    ["front", [7, -21, 8]],
    ["back", [-7, 21, 8]],
    ["right", [31, 7, 8]],
    ["left", [-31, -7, 8]],
  ])("puts (u, v) of the %s face where its frame says", async (at, middle) => {
    const part = await build(PLATE, feature("boss", { feature: "b1", on: face({ at }), d: 2, h: 2, at: [[7, 3]] }));
    const bossVolume = PI * 2;
    const plateMiddle: Vec3 = [0, 0, 5];
    for (const axis of [0, 1, 2] as const) {
      const expected = (PLATE_VOLUME * plateMiddle[axis] + bossVolume * middle[axis]) / (PLATE_VOLUME + bossVolume);
      expect(part.center[axis]).toBeCloseTo(expected, 9);
    }
  });

  it("measures from the world's origin when told to", async () => {
    const plate = body("box", { x: 60, y: 40, z: 10, at: [100, 0, 0] });
    const part = await build(plate, feature("boss", { feature: "b1", on: TOP, d: 2, h: 2, origin: "world", at: [[90, 0]] }));
    expect(part.center[0]).toBeCloseTo((PLATE_VOLUME * 100 + PI * 2 * 90) / (PLATE_VOLUME + PI * 2), 9);
  });

  it("takes several coplanar pieces of a split face as one place", async () => {
    const groove = feature("pocket", { feature: "g1", on: TOP, profile: { shape: "rectangle", w: 5, h: 50 }, depth: 3 });
    const hole = feature("hole", { feature: "h1", on: { kind: "face", name: "base/top" }, d: 3, at: [[15, 0]], depth: 5 });
    const part = await build(PLATE, groove, hole);
    expect(Math.abs(part.volume / (PLATE_VOLUME - 5 * 40 * 3 - PI * 2.25 * 5) - 1)).toBeLessThan(EXACT);
    expect(part.names).toEqual(expect.arrayContaining(["base/top#1", "base/top#2", "g1[1]/floor", "h1[1]/floor", "h1[1]/wall"]));
  });

  it("merges flush faces: the oldest keeps its name, the others are its aliases", async () => {
    const part = await build(
      PLATE,
      feature("pad", { feature: "p1", on: face({ at: "right" }), profile: { shape: "rectangle", w: 40, h: 10 }, h: 5 }),
    );
    expect(part.names).toEqual(["base/+y", "base/-x", "base/-y", "base/bottom", "base/top", "p1[1]/top"]);
    expect(part.aliasesOf("base/top")).toEqual(["p1[1]/side[3]"]);
  });

  it.each([
    ["a hole beside the part", feature("hole", { feature: "h1", on: TOP, d: 3, at: [[100, 0]] }), "removes nothing"],
    [
      "a cut that divides it",
      feature("pocket", { feature: "p1", on: TOP, profile: { shape: "rectangle", w: 5, h: 50 } }),
      "2 separate bodies",
    ],
    ["a depth and through", feature("hole", { feature: "h1", on: TOP, d: 3, depth: 2, through: true }), "either a depth or goes through"],
    ["a seat as wide as its hole", feature("counterbore", { feature: "h1", on: TOP, d: 5, D: 5, seat_depth: 2 }), "not wider"],
    ["a hole on a curved face", feature("hole", { feature: "h1", on: face({ type: "cylinder" }), d: 3 }), "No face matches type"],
  ])("refuses %s", async (_, step, message) => {
    await expect(build(PLATE, step)).rejects.toThrow(message);
  });

  it("refuses a place on a curved face and says what it is", async () => {
    const hole = feature("hole", { feature: "h1", on: face({ type: "cylinder" }), d: 3 });
    await expect(build(body("cylinder", { d: 10, h: 10 }), hole)).rejects.toThrow("needs a plane face; base/side is a cylinder");
  });

  it("keeps the names of walls and floors through later fillets, shells and cuts", async () => {
    const part = await build(
      PLATE,
      feature("pocket", { feature: "p1", on: TOP, profile: RECTANGLE, depth: 4 }),
      feature("fillet", { feature: "f1", edges: edge({ ...VERTICAL, outer: true }, 4), r: 5 }),
      feature("hole", { feature: "h1", on: { kind: "face", name: "p1/floor" }, d: 4 }),
    );
    expect(part.names).toEqual(
      expect.arrayContaining(["base/top", "p1[1]/floor", "p1[1]/wall[1]", "f1/blend(base/+x|base/+y)", "h1[1]/wall"]),
    );
    const expected = PLATE_VOLUME - 200 * 4 - (4 - PI) * 25 * 10 - PI * 4 * 6;
    expect(Math.abs(part.volume / expected - 1)).toBeLessThan(EXACT);
  });
});
