import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { freePart } from "@/lib/cad/kernel/part-shape";
import { surfaceOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { measure } from "@/lib/cad/measure/measure";
import { dxfOutlines } from "./dxf-outlines";
import { importFile } from "./import-file";

let kernel: Kernel;
const kernels = {
  modelling: () => Promise.resolve(kernel),
  exchange: () => Promise.reject(new Error("not needed for a drawing")),
};

beforeAll(async () => {
  kernel = await specKernel();
});

type Value = string | number;

/** Group codes and values, alternating, as a file; `unit` as $INSUNITS has it. */
function dxf(entities: Value[][], unit: number | null = 4): Uint8Array {
  const header = unit === null ? [] : [0, "SECTION", 2, "HEADER", 9, "$INSUNITS", 70, unit, 0, "ENDSEC"];
  const groups = [...header, 0, "SECTION", 2, "ENTITIES", ...entities.flat(), 0, "ENDSEC", 0, "EOF"];
  return new TextEncoder().encode(`${groups.join("\n")}\n`);
}

const line = (x1: number, y1: number, x2: number, y2: number, layer = "0"): Value[] => [
  0,
  "LINE",
  8,
  layer,
  10,
  x1,
  20,
  y1,
  11,
  x2,
  21,
  y2,
];
const circle = (x: number, y: number, r: number, layer = "0"): Value[] => [0, "CIRCLE", 8, layer, 10, x, 20, y, 40, r];
const arc = (x: number, y: number, r: number, from: number, to: number): Value[] => [
  0,
  "ARC",
  8,
  "0",
  10,
  x,
  20,
  y,
  40,
  r,
  50,
  from,
  51,
  to,
];
/** x, y, bulge of each corner. */
const lwpolyline = (...corners: [number, number, number][]): Value[] => [
  ...[0, "LWPOLYLINE", 8, "0", 90, corners.length, 70, 1],
  ...corners.flatMap(([x, y, bulge]) => [10, x, 20, y, 42, bulge]),
];
/** Sides in no order and some of them backwards. */
const rectangle = (w: number, h: number) => [line(0, 0, w, 0), line(0, h, w, h), line(w, h, w, 0), line(0, h, 0, 0)];
/** tan(90° / 4): a bulge of a quarter circle. */
const QUARTER = Math.tan(Math.PI / 8);

async function facesOf(bytes: Uint8Array) {
  const { part, warnings } = await importFile(kernels, bytes);
  const { faces, solids, valid } = measure(kernel, part.shape);
  const { area } = surfaceOf(kernel, part.shape);
  freePart(part);
  return { faces, solids, valid, area, warnings: warnings.join(" ") };
}

describe("a DXF drawing", () => {
  it("gives the area that its outlines enclose, by formula", async () => {
    const spline = [0, "SPLINE", 8, "0", 70, 8, 71, 2, 72, 6, 73, 3, ...[0, 0, 0, 1, 1, 1].flatMap((knot) => [40, knot])];
    const cases: [string, Value[][], number, number][] = [
      ["lines in any order", rectangle(40, 30), 1_200, 1],
      ["a plate with two holes", [...rectangle(40, 30), circle(10, 10, 3), circle(30, 10, 2)], 1_200 - Math.PI * 13, 1],
      ["an island in a hole", [...rectangle(40, 30), circle(20, 15, 10), circle(20, 15, 4)], 1_200 - Math.PI * (100 - 16), 2],
      ["two plates", [circle(0, 0, 5), circle(50, 0, 6)], Math.PI * 61, 2],
      [
        "a slot of lines and arcs",
        [line(0, -5, 20, -5), line(0, 5, 20, 5), arc(20, 0, 5, 270, 90), arc(0, 0, 5, 90, 270)],
        200 + Math.PI * 25,
        1,
      ],
      [
        "rounded corners as bulges",
        [lwpolyline([2, 0, 0], [18, 0, QUARTER], [20, 2, 0], [20, 8, QUARTER], [18, 10, 0], [2, 10, QUARTER], [0, 8, 0], [0, 2, QUARTER])],
        200 - (4 - Math.PI) * 4,
        1,
      ],
      ["a circle of two bulges", [lwpolyline([-5, 0, 1], [5, 0, 1])], Math.PI * 25, 1],
      ["a bite as a negative bulge", [lwpolyline([0, 0, -1], [10, 0, 0], [10, 10, 0], [0, 10, 0])], 100 - (Math.PI * 25) / 2, 1],
      [
        "an old polyline",
        [
          [0, "POLYLINE", 8, "0", 66, 1, 70, 1],
          ...[
            [0, 0],
            [10, 0],
            [0, 10],
          ].map(([x = 0, y = 0]) => [0, "VERTEX", 8, "0", 10, x, 20, y]),
          [0, "SEQEND"],
        ],
        50,
        1,
      ],
      ["a turned ellipse", [[0, "ELLIPSE", 8, "0", 10, 5, 20, 5, 11, 3, 21, 4, 40, 0.4, 41, 0, 42, 2 * Math.PI]], Math.PI * 5 * 2, 1],
      [
        "half an ellipse",
        [[0, "ELLIPSE", 8, "0", 10, 0, 20, 0, 11, 6, 21, 0, 40, 0.5, 41, 0, 42, Math.PI], line(-6, 0, 6, 0)],
        (Math.PI * 18) / 2,
        1,
      ],
      // A parabola over a chord encloses two thirds of its frame: pole at twice the height.
      ["a spline and a line", [[...spline, 10, 0, 20, 0, 10, 3, 20, 8, 10, 6, 20, 0], line(0, 0, 6, 0)], (2 / 3) * 6 * 4, 1],
      ["seen from below", [[...circle(10, 0, 2), 230, -1]], Math.PI * 4, 1],
    ];
    for (const [name, entities, area, faces] of cases) {
      const found = await facesOf(dxf(entities));
      expect(found, name).toMatchObject({ area: expect.closeTo(area, 6), faces, solids: 0, valid: true });
    }
  });

  it("counts in its own unit, and says so when it names none", async () => {
    expect((await facesOf(dxf(rectangle(2, 1), 1))).area).toBeCloseTo(2 * 25.4 ** 2, 6);
    expect((await facesOf(dxf(rectangle(2, 1), 6))).area).toBeCloseTo(2e6, 3);
    const found = await facesOf(dxf(rectangle(2, 1), null));
    expect(found.area).toBeCloseTo(2, 9);
    expect(found.warnings).toMatch(/does not name its unit/);
  });

  it("tells what it left out, and gives one layer alone when asked", async () => {
    const mixed = dxf([...rectangle(40, 30), line(100, 0, 120, 0), [0, "TEXT", 8, "0", 1, "hello"], circle(80, 0, 5, "cut")]);
    const { warnings } = await facesOf(mixed);
    expect(warnings).toMatch(/1 curves of the drawing close to no outline.*1 TEXT/);
    expect(dxfOutlines(mixed, { layer: "cut" }).regions).toHaveLength(1);
    expect(() => dxfOutlines(mixed, { layer: "nowhere" })).toThrow(/its layers are 0, cut/);
  });

  it("is refused with the reason when nothing comes of it", async () => {
    const cases: [Uint8Array, RegExp][] = [
      [dxf([line(0, 0, 5, 5)]), /none of its 1 curves close/],
      [dxf([]), /no lines, arcs or polylines/],
      [dxf([circle(0, 0, -5)]), /CIRCLE .* has a radius of -5/],
      [dxf([[0, "CIRCLE", 10, "NaN", 20, 0, 40, 5]]), /not a number/],
      [dxf([circle(1e9, 0, 5)]), /lies at 1\.00e\+9 mm/],
      [dxf([[0, "SPLINE", 71, 3, 40, 0, 10, 0, 20, 0]]), /1 control points for its degree of 3/],
      [dxf(rectangle(4, 3)).subarray(0, -8), /cut off/],
      [dxf([line(0, 0, 10, 10), line(10, 10, 10, 0), line(10, 0, 0, 10), line(0, 10, 0, 0)]), /crosses itself/],
    ];
    for (const [bytes, reason] of cases) {
      await expect(importFile(kernels, bytes), String(reason)).rejects.toMatchObject({
        code: "INVALID_FILE",
        message: expect.stringMatching(reason),
      });
    }
  });
});
