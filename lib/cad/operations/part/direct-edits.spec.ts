import { describe, expect, it } from "vitest";
import type { PlainStep } from "@/lib/contract/pipeline";
import { degToRad } from "@/lib/core/units";
import { body, box, build, EXACT, edge, face, feature, TOP, VERTICAL } from "../spec-part";

const { PI } = Math;
const BOX = box(60, 40, 20);
const VOLUME = 60 * 40 * 20;
const BOTTOM = face({ at: "bottom" });
const named = (name: string) => ({ kind: "face", name });
const change = (operation: string, params: Record<string, unknown>) => feature(operation, { feature: "x1", ...params });
const HOLE = feature("hole", { feature: "h1", on: TOP, d: 6, at: [[-20, 10]] });
const BOSS = feature("boss", { feature: "b1", on: TOP, d: 8, h: 5, at: [[-20, -10]] });
const near = (volume: number, expected: number, tolerance = EXACT) => expect(Math.abs(volume / expected - 1)).toBeLessThan(tolerance);
const BASE_NAMES = ["base/+x", "base/+y", "base/-x", "base/-y", "base/bottom", "base/top"];

describe("part.draft", () => {
  it("leans the four sides of a block: the prismatoid formula, and every face keeps its name", async () => {
    const sides = { kind: "face", where: { perpendicular: [0, 0, 1] }, count: 4 };
    const part = await build(BOX, change("draft", { faces: sides, angle: 5, neutral: BOTTOM }));
    const lean = 20 * Math.tan(degToRad(5));
    const area = (k: number) => (60 - 2 * k) * (40 - 2 * k);
    near(part.volume, (20 / 6) * (area(0) + 4 * area(lean / 2) + area(lean)));
    expect(part.valid).toBe(true);
    expect(part.names).toEqual(BASE_NAMES);
    expect(part.box.size[0]).toBeCloseTo(60, 5);
  });

  it("leans one side outward about the top", async () => {
    const part = await build(BOX, change("draft", { faces: face({ at: "right" }), angle: -10, neutral: TOP }));
    near(part.volume, VOLUME + ((20 * 20 * Math.tan(degToRad(10))) / 2) * 40);
    expect(part.box.max[0]).toBeCloseTo(30 + 20 * Math.tan(degToRad(10)), 5);
  });

  it("makes the wall of a hole a cone", async () => {
    const hole = feature("hole", { feature: "h1", on: TOP, d: 20 });
    const part = await build(BOX, hole, change("draft", { faces: named("h1/wall"), angle: 3, neutral: BOTTOM }));
    const [r, h] = [10, 20];
    const wide = r + h * Math.tan(degToRad(3));
    near(part.volume, VOLUME - ((PI * h) / 3) * (r * r + r * wide + wide * wide));
    expect(part.names).toContain("h1[1]/wall");
  });

  it.each([
    [{ faces: TOP, angle: 5, neutral: TOP }, "neutral face"],
    [{ faces: face({ at: "right" }), angle: 0, neutral: TOP }, "angle is 0 and must not be 0"],
    [{ faces: face({ at: "right" }), angle: 5, neutral: face({ perpendicular: [0, 0, 1] }) }, "neutral selects 4 faces"],
  ])("refuses %j", async (params, message) => {
    await expect(build(BOX, change("draft", params))).rejects.toThrow(message);
  });
});

describe("part.split", () => {
  it.each([
    ["positive", 60 * 40 * 20 * 0.5, 0, 30],
    ["negative", 60 * 40 * 20 * 0.5, -30, 0],
  ])("keeps the %s side", async (keep, volume, low, high) => {
    const part = await build(BOX, change("split", { plane: "yz", keep }));
    near(part.volume, volume);
    expect(part.box.min[0]).toBeCloseTo(low, 5);
    expect(part.box.max[0]).toBeCloseTo(high, 5);
    expect(part.names).toContain("x1/cut");
    expect(part.names).toHaveLength(6);
  });

  it("keeps both sides as two bodies, the pieces of a face numbered by place", async () => {
    const part = await build(BOX, HOLE, change("split", { plane: { origin: [5, 0, 0], normal: [1, 0, 1] }, keep: "both" }));
    near(part.volume, VOLUME - PI * 9 * 20);
    expect(part.solids).toBe(2);
    expect(part.names).toEqual(expect.arrayContaining(["x1/cut#1", "x1/cut#2", "base/+y#1", "base/+y#2", "base/top#1", "h1[1]/wall"]));
  });

  it("refuses a plane beside the part", async () => {
    await expect(build(BOX, change("split", { plane: { origin: [50, 0, 0], normal: [-1, 0, 0] } }))).rejects.toThrow("removes nothing");
  });
});

describe("part.resize", () => {
  it.each([
    ["x", 80, 40 * 20],
    ["x", 45, 40 * 20],
    ["y", 55.5, 60 * 20],
  ] as const)(
    "along %s to %d changes the volume by its section, and leaves holes, bosses and fillets as they were",
    async (axis, to, area) => {
      const fillet = feature("fillet", { feature: "f1", edges: edge({ ...VERTICAL, convex: true, outer: true }, 4), r: 3 });
      const before = await build(BOX, HOLE, BOSS, fillet);
      const part = await build(BOX, HOLE, BOSS, fillet, change("resize", { axis, to }));
      const size = axis === "x" ? 60 : 40;
      expect(part.valid).toBe(true);
      near(part.volume, before.volume + (to - size) * area, 1e-8);
      expect(part.names).toEqual(before.names);
      const index = axis === "x" ? 0 : 1;
      expect(part.box.size[index]).toBeCloseTo(to, 5);
      expect(part.box.min[index]).toBeCloseTo(before.box.min[index], 5);
    },
  );

  it("makes a bracket's leg longer and a bored rod taller", async () => {
    const rod = body("tube", { od: 20, id: 10, h: 30 });
    near((await build(rod, change("resize", { axis: "z", to: 50 }))).volume, PI * 75 * 50);
    const bracket = body("extrude", { profile: { shape: "l_section", w: 40, h: 30, t: 4, r: 2 }, h: 20, plane: "xz" });
    const before = await build(bracket);
    const part = await build(bracket, change("resize", { axis: "x", to: 70, at: 10 }));
    near(part.volume, before.volume + 30 * 4 * 20);
  });

  it.each<[PlainStep, Record<string, unknown>, string]>([
    [BOX, { axis: "x", to: 60 }, "to is 60 and the part is that long"],
    [body("sphere", { d: 20 }), { axis: "x", to: 30 }, "section changes everywhere along x; stretches of even section: none"],
    [body("cylinder", { d: 20, h: 9, direction: [1, 0, 0] }), { axis: "z", to: 30 }, "section changes everywhere along z"],
  ])("%j refuses %j", async (base, params, message) => {
    await expect(build(base, change("resize", params))).rejects.toThrow(message);
  });

  it("refuses to take away more than the even stretch, and a place where the section changes", async () => {
    // The hole reaches from x = −23 to −17: the stretch to its right is 47 mm long.
    await expect(build(BOX, HOLE, change("resize", { axis: "x", to: 12 }))).rejects.toThrow("stretch of even section is 47 mm long");
    await expect(build(BOX, HOLE, change("resize", { axis: "x", to: 70, at: -20 }))).rejects.toThrow("-30 to -23, -17 to 30");
  });
});

describe("part.delete_face", () => {
  it.each<[string, PlainStep[], Record<string, unknown>, number]>([
    ["a through hole", [BOX, HOLE], { faces: named("h1/wall") }, VOLUME],
    ["a blind hole", [BOX, feature("hole", { feature: "h1", on: TOP, d: 6, depth: 8 })], { faces: { kind: "face", of: "h1" } }, VOLUME],
    ["a boss", [BOX, BOSS], { faces: { kind: "face", of: "b1" } }, VOLUME],
    [
      "a pocket",
      [BOX, feature("pocket", { feature: "p1", on: TOP, profile: { shape: "rectangle", w: 9, h: 9 }, depth: 3 })],
      { faces: { kind: "face", of: "p1" } },
      VOLUME,
    ],
    [
      "all fillets",
      [BOX, feature("fillet", { feature: "f1", edges: edge({ at: "top" }, 4), r: 3 })],
      { faces: { kind: "face", of: "f1" } },
      VOLUME,
    ],
    [
      "a chamfer",
      [BOX, feature("chamfer", { feature: "c1", edges: edge({ ...VERTICAL, near: [30, 20, 10] }, 1), c: 3 })],
      { faces: { kind: "face", of: "c1" } },
      VOLUME,
    ],
  ])("of %s gives the block back, with its names", async (_, steps, params, volume) => {
    const part = await build(...steps, change("delete_face", params));
    expect(part.valid).toBe(true);
    near(part.volume, volume);
    expect(part.names).toEqual(BASE_NAMES);
  });

  it("leaves other features alone", async () => {
    const part = await build(BOX, HOLE, BOSS, change("delete_face", { faces: { kind: "face", of: "b1" } }));
    near(part.volume, VOLUME - PI * 9 * 20);
    expect(part.names).toEqual([...BASE_NAMES, "h1[1]/wall"]);
  });

  it("refuses where the neighbours never meet", async () => {
    await expect(build(BOX, change("delete_face", { faces: TOP }))).rejects.toThrow(/meet|removed/);
  });
});

describe("part.move_face beside slanted neighbours", () => {
  const prismatoid = (h: number, areaAt: (k: number) => number, lean: number) =>
    (h / 6) * (areaAt(0) + 4 * areaAt((lean * h) / 2) + areaAt(lean * h));
  const frustum = body("pyramid", { base: 40, top: 20, h: 10 });
  const slope = 1;
  const square = (k: number) => (40 - 2 * k) ** 2;

  it.each([4, -3])("moves the top of a frustum by %d, its sides running on", async (d) => {
    const part = await build(frustum, change("move_face", { faces: TOP, d }));
    expect(part.valid).toBe(true);
    near(part.volume, prismatoid(10 + d, square, slope));
    expect(part.names).toEqual(["base/bottom", "base/side[1]", "base/side[2]", "base/side[3]", "base/side[4]", "base/top"]);
  });

  it("moves the top of a cone, and one with a bore that stays round", async () => {
    const cone = body("cone", { d1: 20, d2: 10, h: 10 });
    const volume = (h: number, r2: number) => ((PI * h) / 3) * (100 + 10 * r2 + r2 * r2);
    near((await build(cone, change("move_face", { faces: TOP, d: 4 }))).volume, volume(14, 3));
    const bored = await build(cone, feature("hole", { feature: "h1", on: TOP, d: 3 }), change("move_face", { faces: TOP, d: -4 }));
    near(bored.volume, volume(6, 7) - PI * 2.25 * 6);
  });

  it("moves the floor of a pocket with leaning walls deeper and shallower", async () => {
    const pocket = feature("pocket", { feature: "p1", on: TOP, profile: { shape: "rectangle", w: 30, h: 20 }, depth: 10 });
    const walls = { kind: "face", any: [1, 2, 3, 4].map((k) => named(`p1/wall[${k}]`)) };
    const leaning = feature("draft", { feature: "d1", faces: walls, angle: 10, neutral: BOTTOM });
    const before = await build(box(60, 40, 20), pocket, leaning);
    const lean = Math.tan(degToRad(10));
    // The walls keep their place in the neutral plane, 20 mm below the top, where the opening would be 30 x 20.
    const opening = (height: number) => (30 + 2 * lean * height) * (20 + 2 * lean * height);
    const slice = (low: number, high: number) => ((high - low) / 6) * (opening(low) + 4 * opening((low + high) / 2) + opening(high));
    near(before.volume, VOLUME - slice(10, 20));
    for (const d of [-4, 3]) {
      const part = await build(box(60, 40, 20), pocket, leaning, change("move_face", { faces: named("p1/floor"), d }));
      expect(part.valid).toBe(true);
      near(part.volume, VOLUME - slice(10 + d, 20));
      expect(part.names).toEqual(before.names);
    }
  });

  it("refuses to move a frustum's top beyond the point in which its sides meet", async () => {
    await expect(build(frustum, change("move_face", { faces: TOP, d: 12 }))).rejects.toThrow("base/top can't be moved by 12 mm");
  });
});

describe("part.mirror", () => {
  it("mirrors about any plane", async () => {
    const wedge = body("wedge", { x: 10, y: 4, z1: 0, z2: 6 });
    const image = await build(wedge, change("mirror", { plane: { origin: [20, 0, 0], normal: [2, 0, 0] }, keep: false }));
    near(image.volume, 120);
    expect(image.box.min[0]).toBeCloseTo(35, 5);
    // The centroid of the triangle lies at a third from its tall side, at x = 5 − 10/3, and goes to 40 − x.
    expect(image.center[0]).toBeCloseTo(40 - (5 - 10 / 3), 9);
    const diagonal = await build(body("box", { x: 10, y: 2, z: 1, at: [5, 0, 0] }), change("mirror", { plane: { normal: [1, -1, 0] } }));
    near(diagonal.volume, 2 * 20 - 1);
  });
});

describe("patterns", () => {
  it("part.pattern_list fuses a copy at each offset, named by its place in the list", async () => {
    const at = [
      [0, 0, 0],
      [20, 0, 0],
      [0, 30, 5],
    ];
    const part = await build(box(10, 10, 10), change("pattern_list", { at }));
    near(part.volume, 3000);
    expect(part.solids).toBe(3);
    expect(part.names).toEqual(expect.arrayContaining(["base/top", "x1[2]/base/top", "x1[3]/base/top"]));
  });

  it("part.pattern_corners puts copies at the corners, and skips without renaming the others", async () => {
    const all = await build(box(4, 4, 4), change("pattern_corners", { offset: [10, 7] }));
    near(all.volume, 4 * 64);
    expect(all.box.size[0]).toBeCloseTo(24, 5);
    expect(all.box.size[1]).toBeCloseTo(18, 5);
    expect(all.names).toContain("x1[4]/base/top");
    const three = await build(box(4, 4, 4), change("pattern_corners", { offset: [10, 7], skip: [1] }));
    near(three.volume, 3 * 64);
    expect(three.names).toEqual(all.names.filter((name) => !name.startsWith("x1[2]")));
  });

  it.each([
    ["pattern_linear", { nx: 3, px: 20 }, { skip: [1] }],
    ["pattern_circular", { n: 4 }, { skip: [1, 2] }],
  ])("part.%s skips without renaming the others", async (operation, params, skip) => {
    const base = body("box", { x: 4, y: 4, z: 4, at: [10, 0, 0] });
    const all = await build(base, change(operation, params));
    const some = await build(base, change(operation, { ...params, ...skip }));
    expect(all.names).toEqual(expect.arrayContaining(some.names));
    expect(some.names.some((name) => name.startsWith("x1[2]"))).toBe(false);
  });

  it("refuse two copies at one place", async () => {
    await expect(
      build(
        box(4, 4, 4),
        change("pattern_list", {
          at: [
            [0, 0, 0],
            [9, 0, 0],
            [9, 0, 0],
          ],
        }),
      ),
    ).rejects.toThrow("Offsets 2 and 3");
  });
});
