import { describe, expect, it } from "vitest";
import { freePart } from "@/lib/cad/kernel/part-shape";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { faceRecords, measure } from "@/lib/cad/measure/measure";
import { runSteps } from "@/lib/cad/pipeline/run-steps";
import type { HoleRecord } from "@/lib/contract/geometry";
import type { PlainStep } from "@/lib/contract/pipeline";
import { degToRad } from "@/lib/core/units";
import { body, box, build, EXACT, face, feature, TOP } from "../spec-part";

const { PI } = Math;
const PLATE = box(60, 40, 10);
const PLATE_VOLUME = 60 * 40 * 10;
const SHAFT = body("cylinder", { d: 20, h: 50 });
const SHAFT_VOLUME = PI * 100 * 50;
const TUBE = body("tube", { od: 30, id: 20, h: 50 });
const TUBE_VOLUME = PI * (225 - 100) * 50;
const side = { kind: "face", name: "base/side" };
const bore = { kind: "face", name: "base/inner" };
const cut = (operation: string, params: Record<string, unknown>) => feature(operation, { feature: "x1", ...params });

/** Simpson's rule; the integrand's square roots cost it the last digits. */
function integral(f: (x: number) => number, from: number, to: number, n = 20_000): number {
  const h = (to - from) / n;
  let sum = f(from) + f(to);
  for (let i = 1; i < n; i++) sum += f(from + i * h) * (i % 2 === 0 ? 2 : 4);
  return (sum * h) / 3;
}

/** Volume that a keyway takes out of a shaft of radius r, or out of the wall around a bore. */
function keywayVolume(r: number, w: number, depth: number, lengthAt: (y: number) => number, inward = false): number {
  const height = (y: number) => (inward ? r + depth - Math.sqrt(r * r - y * y) : Math.sqrt(r * r - y * y) - (r - depth));
  return integral((y) => lengthAt(y) * height(y), -w / 2, w / 2);
}
const roundEnds = (length: number, w: number) => (y: number) => length - w + 2 * Math.sqrt(Math.max(0, (w / 2) ** 2 - y * y));

const hexagon = (af: number) => (Math.sqrt(3) / 2) * af ** 2;
const slot = (length: number, w: number) => (length - w) * w + (PI * w * w) / 4;

/** Operation, part, parameters, volume removed, relative tolerance of the whole. */
const CUTS: [string, PlainStep, number, Record<string, unknown>, number][] = [
  ["keyway", SHAFT, SHAFT_VOLUME, { on: side, w: 6, depth: 3.5, length: 25, ends: "square" }, keywayVolume(10, 6, 3.5, () => 25)],
  [
    "keyway",
    SHAFT,
    SHAFT_VOLUME,
    { on: side, w: 6, depth: 3.5, length: 25, position: 15, angle: 40 },
    keywayVolume(10, 6, 3.5, roundEnds(25, 6)),
  ],
  ["keyway", SHAFT, SHAFT_VOLUME, { on: side, w: 6, depth: 3.5 }, keywayVolume(10, 6, 3.5, () => 50)],
  ["keyway", TUBE, TUBE_VOLUME, { on: bore, w: 6, depth: 2.8 }, keywayVolume(10, 6, 2.8, () => 50, true)],
  // Pappus: area times the way of its centroid.
  ["groove", SHAFT, SHAFT_VOLUME, { on: side, w: 1.1, depth: 0.5, position: 4 }, 1.1 * 0.5 * 2 * PI * 9.75],
  ["groove", TUBE, TUBE_VOLUME, { on: bore, w: 1.1, depth: 0.5, position: 46 }, 1.1 * 0.5 * 2 * PI * 10.25],
  ["groove", PLATE, PLATE_VOLUME, { on: TOP, w: 3, depth: 2, d: 24, at: [[5, 0]] }, 3 * 2 * PI * 24],
  ["channel", PLATE, PLATE_VOLUME, { on: TOP, kind: "v", w: 8 }, ((8 * 4) / 2) * 60],
  ["channel", PLATE, PLATE_VOLUME, { on: TOP, kind: "v", w: 8, depth: 6, angle: 90 }, ((8 * 6) / 2) * 40],
  ["channel", PLATE, PLATE_VOLUME, { on: TOP, kind: "dovetail", w: 12, depth: 5 }, (12 + 5 / Math.tan(PI / 3)) * 5 * 60],
  ["channel", PLATE, PLATE_VOLUME, { on: TOP, kind: "dovetail", w: 12, depth: 5, flank: 45, length: 30, at: [[-3, 2]] }, (12 + 5) * 5 * 30],
  ["channel", PLATE, PLATE_VOLUME, { on: TOP, kind: "t", w: 6, depth: 7, foot_w: 11, foot_h: 3 }, (6 * 4 + 11 * 3) * 60],
  ["nut_trap", PLATE, PLATE_VOLUME, { on: TOP, af: 5.5, t: 2.4 }, hexagon(5.5) * 2.4],
  // From the centre of the hexagon, 8 mm before the edge: half of it, and the slot.
  ["nut_trap", PLATE, PLATE_VOLUME, { on: TOP, af: 5.5, t: 2.4, slide: true, below: 2, at: [[22, 0]] }, (hexagon(5.5) / 2 + 8 * 5.5) * 2.4],
  ["vent_grid", PLATE, PLATE_VOLUME, { on: TOP, w: 2, pitch: 4, a: 30, b: 20 }, 8 * slot(20, 2) * 10],
  // Rows of 7, 6 and 7 hexagons: 30 wide holds ±12 by 4, ±10 by 4; 12 high holds rows at ±3.46.
  ["vent_grid", PLATE, PLATE_VOLUME, { on: TOP, kind: "hex", w: 3, pitch: 4, a: 30, b: 12, depth: 2 }, (7 + 6 * 2) * hexagon(3) * 2],
  [
    "connector_cutout",
    PLATE,
    PLATE_VOLUME,
    { on: TOP, profile: { shape: "rectangle", w: 9, h: 3.2, r: 1.5 } },
    (9 * 3.2 - (4 - PI) * 2.25) * 10,
  ],
  [
    "connector_cutout",
    PLATE,
    PLATE_VOLUME,
    { on: TOP, profile: { shape: "rectangle", w: 20, h: 8 }, clearance: 0.5, screw_d: 3, screw_pitch: 30, depth: 4 },
    // Grown all round, with quarter circles at its corners.
    (20 * 8 + 2 * (20 + 8) * 0.5 + PI * 0.25 + 2 * PI * 2.25) * 4,
  ],
  ["pocket", PLATE, PLATE_VOLUME, { on: TOP, profile: { shape: "rectangle", w: 20, h: 10 }, r: 2, depth: 4 }, (200 - (4 - PI) * 4) * 4],
  ["tapped_hole", PLATE, PLATE_VOLUME, { on: TOP, d: 5, thread_d: 6, pitch: 1, designation: "M6x1", depth: 8 }, PI * 6.25 * 8],
];

describe("a cut", () => {
  it.each(CUTS)("part.%s %#: removes the volume of its formula", async (operation, base, before, params, volume) => {
    const part = await build(base, cut(operation, params));
    expect(part.valid).toBe(true);
    expect(part.solids).toBe(1);
    // Quadrature of the keyways' round ends is good to 1e-7 of the part.
    const tolerance = operation === "keyway" ? 1e-7 : EXACT * 10;
    expect(Math.abs(part.volume / (before - volume) - 1)).toBeLessThan(tolerance);
    expect(new Set(part.names).size).toBe(part.names.length);
    expect(part.names.some((name) => name.startsWith("x1"))).toBe(true);
    expect(part.names.filter((name) => /\/(face|mouth|axis)/.test(name))).toEqual([]);
  });

  it.each<[string, PlainStep, Record<string, unknown>, string[]]>([
    ["keyway", SHAFT, { on: side, w: 6, depth: 3.5, length: 25 }, ["x1/floor", "x1/wall[1]", "x1/wall[2]", "x1/wall[3]", "x1/wall[4]"]],
    ["groove", SHAFT, { on: side, w: 2, depth: 1 }, ["x1/end", "x1/floor", "x1/start"]],
    ["groove", PLATE, { on: TOP, w: 2, depth: 1, d: 20 }, ["x1[1]/floor", "x1[1]/inner", "x1[1]/outer"]],
    ["channel", PLATE, { on: TOP, kind: "dovetail", w: 8, depth: 3 }, ["x1[1]/floor", "x1[1]/wall[1]", "x1[1]/wall[2]"]],
    ["channel", PLATE, { on: TOP, kind: "v", w: 8 }, ["x1[1]/wall[1]", "x1[1]/wall[2]"]],
    [
      "nut_trap",
      PLATE,
      { on: TOP, af: 5.5, t: 2.4, slide: true, below: 2 },
      ["x1[1]/floor", "x1[1]/roof", "x1[1]/wall[1]", "x1[1]/wall[3]", "x1[1]/wall[4]", "x1[1]/wall[5]"],
    ],
    [
      "vent_grid",
      PLATE,
      { on: TOP, w: 2, pitch: 12, a: 16, b: 20 },
      [1, 2].flatMap((k) => [1, 2, 3, 4].map((wall) => `x1[1]/cell[${k}]/wall[${wall}]`)),
    ],
    [
      "connector_cutout",
      PLATE,
      { on: TOP, profile: { shape: "circle", d: 8 }, screw_d: 3, screw_pitch: 20 },
      ["x1[1]/screw[1]/wall", "x1[1]/screw[2]/wall", "x1[1]/wall[1]"],
    ],
  ])("part.%s %#: names its faces by role", async (operation, base, params, names) => {
    const part = await build(base, cut(operation, params));
    expect(part.names.filter((name) => name.startsWith("x1"))).toEqual(names);
  });

  it("places a keyway at its angle and position", async () => {
    const part = await build(SHAFT, cut("keyway", { on: side, w: 6, depth: 5, length: 20, position: 15, angle: 90, ends: "square" }));
    const removed = keywayVolume(10, 6, 5, () => 20);
    // What is cut off at +Y and below the middle moves the rest towards −Y and up.
    expect(part.center[0]).toBeCloseTo(0, 9);
    expect(part.center[1]).toBeLessThan(0);
    expect(part.center[2]).toBeCloseTo((SHAFT_VOLUME * 25 - removed * 15) / (SHAFT_VOLUME - removed), 6);
  });

  it.each<[string, PlainStep, Record<string, unknown>, string]>([
    ["keyway", SHAFT, { on: side, w: 20, depth: 3 }, "w is 20 and must be less than 20"],
    ["keyway", SHAFT, { on: side, w: 6, depth: 10 }, "depth is 10 and must be less than 10"],
    ["keyway", SHAFT, { on: side, w: 6, depth: 0.2 }, "depth is 0.2 and must be more than 0.46"],
    ["keyway", SHAFT, { on: side, w: 6, depth: 3, length: 60 }, "length is 60 and must be at most 50"],
    ["keyway", SHAFT, { on: side, w: 6, depth: 3, length: 20, position: 5 }, "position is 5 and must be from 10 to 40"],
    ["keyway", PLATE, { on: TOP, w: 6, depth: 3 }, "needs a round face; base/top is a plane"],
    ["groove", SHAFT, { on: side, w: 2, depth: 10 }, "depth is 10 and must be less than 10"],
    ["groove", SHAFT, { on: side, w: 2, depth: 1, d: 5 }, "d is 5 and only a groove in a plane face"],
    ["groove", PLATE, { on: TOP, w: 2, depth: 1 }, "d is missing"],
    ["groove", PLATE, { on: TOP, w: 2, depth: 12, d: 20 }, "depth is 12 and must be less than 10"],
    ["channel", PLATE, { on: TOP, kind: "t", w: 6, depth: 5 }, "foot_w and foot_h are needed"],
    ["channel", PLATE, { on: TOP, kind: "t", w: 6, depth: 5, foot_w: 5, foot_h: 2 }, "foot_w is 5 and must be more than w, 6"],
    ["channel", PLATE, { on: TOP, kind: "dovetail", w: 6 }, "depth is missing"],
    ["channel", PLATE, { on: TOP, kind: "v", w: 30 }, "depth is 15"],
    ["nut_trap", PLATE, { on: TOP, af: 5.5, t: 10 }, "t is 10 and must be less than 10"],
    ["nut_trap", PLATE, { on: TOP, af: 5.5, t: 2, below: 1 }, "below is 1 and must be 0"],
    ["vent_grid", PLATE, { on: TOP, w: 4, pitch: 4, a: 20, b: 20 }, "pitch is 4 and must be more than w"],
    ["vent_grid", PLATE, { on: TOP, w: 4, pitch: 5, a: 3, b: 20 }, "w is 4 and no opening"],
    ["vent_grid", PLATE, { on: TOP, w: 0.1, pitch: 0.2, a: 50, b: 30, kind: "hex" }, "up to 2000 are cut"],
    ["connector_cutout", PLATE, { on: TOP, profile: { shape: "circle", d: 8 }, screw_d: 3 }, "both screw_d and screw_pitch"],
    ["pocket", PLATE, { on: TOP, profile: { shape: "rectangle", w: 20, h: 10 }, r: 6 }, "r is 6 and must be smaller"],
    ["tapped_hole", PLATE, { on: TOP, d: 6, thread_d: 6, pitch: 1, designation: "M6" }, "d is 6 and must be less than thread_d, 6"],
    ["tapped_hole", PLATE, { on: TOP, d: 3, thread_d: 6, pitch: 1, designation: "M6" }, "d is 3 and must be at least 4"],
    ["tapped_hole", PLATE, { on: TOP, d: 5, thread_d: 6, pitch: 1, designation: "M6", depth: 5, thread_depth: 6 }, "thread_depth is 6"],
  ])("part.%s %# refuses: %s", async (operation, base, params, message) => {
    await expect(build(base, cut(operation, params))).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringContaining(message),
    });
  });
});

describe("what is measured after a cut", () => {
  async function measured(...steps: PlainStep[]): Promise<{ holes: HoleRecord[]; threads: unknown[] }> {
    const kernel = await specKernel();
    const part = await runSteps(kernel, steps);
    try {
      const { faces } = faceRecords(kernel, part);
      return { holes: measure(kernel, part.shape).holes, threads: faces.flatMap(({ thread }) => (thread ? [thread] : [])) };
    } finally {
      freePart(part);
    }
  }

  it("is a hole of the drill's size with its thread noted, also after a later cut", async () => {
    const tapped = cut("tapped_hole", {
      on: TOP,
      d: 5,
      thread_d: 6,
      pitch: 1,
      designation: "M6x1",
      depth: 8,
      thread_depth: 6,
      at: [
        [-10, 0],
        [10, 0],
      ],
    });
    const { holes, threads } = await measured(PLATE, tapped, feature("channel", { feature: "c1", on: TOP, kind: "v", w: 2, angle: 90 }));
    expect(holes).toMatchObject([
      { diameter: 5, through: false, depth: 8, spacing: 20 },
      { diameter: 5, through: false, depth: 8, spacing: 20 },
    ]);
    const thread = { designation: "M6x1", diameter: 6, pitch: 1, depth: 6 };
    expect(threads).toEqual([thread, thread]);
  });

  it("is no hole for keyways, grooves and nut traps beside the bore itself", async () => {
    const { holes } = await measured(TUBE, cut("keyway", { on: bore, w: 6, depth: 2.8 }));
    expect(holes).toMatchObject([{ diameter: 20, through: true, depth: 50 }]);
    expect((await measured(PLATE, cut("nut_trap", { on: TOP, af: 5.5, t: 2 }))).holes).toEqual([]);
    expect((await measured(SHAFT, cut("groove", { on: side, w: 2, depth: 1 }))).holes).toEqual([]);
  });

  it("is one through hole for each screw of a connector", async () => {
    const opening = cut("connector_cutout", { on: TOP, profile: { shape: "rectangle", w: 9, h: 4 }, screw_d: 3, screw_pitch: 20 });
    const { holes } = await measured(PLATE, opening);
    expect(holes).toMatchObject([
      { diameter: 3, through: true, spacing: 20 },
      { diameter: 3, through: true, spacing: 20 },
    ]);
  });

  it("of an inclined place is the same cut: a dovetail in a wedge's slope", async () => {
    const wedge = body("wedge", { x: 60, y: 40, z1: 20, z2: 40 });
    const slope = face({ smallest: true, normal: [-20 / Math.hypot(20, 60), 0, 60 / Math.hypot(20, 60)] });
    const part = await build(wedge, cut("channel", { on: slope, kind: "dovetail", w: 8, depth: 4, length: 20 }));
    expect(part.valid).toBe(true);
    const removed = (8 + 4 / Math.tan(degToRad(60))) * 4 * 20;
    expect(Math.abs(part.volume / (60 * 40 * 30 - removed) - 1)).toBeLessThan(EXACT);
  });
});
