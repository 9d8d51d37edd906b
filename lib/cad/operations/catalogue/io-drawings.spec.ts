import { describe, expect, it } from "vitest";
import { dxfOutlines } from "@/lib/cad/exchange/dxf-outlines";
import { planarFaces } from "@/lib/cad/exchange/planar-faces";
import { readStl } from "@/lib/cad/exchange/read-stl";
import { boundingBoxOf, surfaceOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { runPipeline } from "@/lib/cad/pipeline/run-steps";
import type { OperationContext } from "../implementation";
import { step } from "./spec-catalogue";

async function run(...steps: ReturnType<typeof step>[]) {
  const files: Parameters<OperationContext["addFile"]>[0][] = [];
  const exchange = () => Promise.reject(new Error("not needed"));
  const context: OperationContext = { exchange, addFile: (file) => files.push(file), warn: () => undefined };
  const { value } = await runPipeline(await specKernel(), steps, { context });
  return { value, files };
}

/** Volume and bounds of an STL file: the divergence theorem over its facets. */
function solidOf(bytes: Uint8Array) {
  const { positions } = readStl(bytes);
  const at = (index: number) => positions[index] ?? Number.NaN;
  let volume = 0;
  const [min, max] = [
    [1e9, 1e9, 1e9],
    [-1e9, -1e9, -1e9],
  ];
  for (let i = 0; i < positions.length; i += 9) {
    const cross = (a: number, b: number) => at(i + 3 + a) * at(i + 6 + b) - at(i + 3 + b) * at(i + 6 + a);
    volume += (at(i) * cross(1, 2) + at(i + 1) * cross(2, 0) + at(i + 2) * cross(0, 1)) / 6;
  }
  positions.forEach((value, i) => {
    if (min && max) [min[i % 3], max[i % 3]] = [Math.min(min[i % 3] ?? 0, value), Math.max(max[i % 3] ?? 0, value)];
  });
  return { volume, min, max };
}

/** 3 along X, 2 up Y, from 0 to 1 along Z. */
const BOX = step("occt.shapes.solid.createBoxFromCorner", { width: 3, height: 2, length: 1 });

describe("STL of a pipeline", () => {
  it.each([true, false])("occt.io.saveShapeStlAndReturn holds the volume, as bytes (%s) or as text", async (binary) => {
    const { value } = await run(BOX, step("occt.io.saveShapeStlAndReturn", { shape: "$prev", binary }));
    const bytes = Uint8Array.from(Buffer.from(value as string, binary ? "base64" : "utf8"));
    expect(solidOf(bytes)).toMatchObject({ volume: expect.closeTo(6, 6), min: [0, 0, 0], max: [3, 2, 1] });
  });

  it("occt.io.saveShapeStl adds a file, turned Z up by a rotation where asked", async () => {
    const { value, files } = await run(BOX, step("occt.io.saveShapeStl", { shape: "$prev", adjustYtoZ: true, fileName: "a.stl" }));
    expect(value).toBeNull();
    expect(files).toMatchObject([{ name: "a.stl", contentType: "model/stl" }]);
    // (x, y, z) to (x, −z, y).
    const { volume, min, max } = solidOf(files[0]?.bytes ?? new Uint8Array());
    expect(volume).toBeCloseTo(6, 6);
    expect([...(min ?? []), ...(max ?? [])]).toEqual([0, -1, 0, 3, 0, 2].map((at) => expect.closeTo(at, 6)));
  });

  it("occt.io.saveShapeStlAndReturn follows a sphere more closely with a smaller precision", async () => {
    const volumeAt = async (precision: number) => {
      const { value } = await run(
        step("occt.shapes.solid.createSphere", { radius: 10, center: [0, 0, 0] }),
        step("occt.io.saveShapeStlAndReturn", { shape: "$prev", precision }),
      );
      return solidOf(Uint8Array.from(Buffer.from(value as string, "base64"))).volume;
    };
    const exact = (4 / 3) * Math.PI * 1000;
    const [coarse, fine] = [await volumeAt(1), await volumeAt(0.01)];
    expect(coarse).toBeLessThan(fine);
    expect(fine).toBeLessThan(exact);
    expect(fine / exact).toBeGreaterThan(0.995);
    await expect(volumeAt(0)).rejects.toThrow(/precision/);
  });
});

/** Area and bounds of the closed outlines of a drawing. */
async function facesOf(text: string, layer?: string) {
  const kernel = await specKernel();
  const { regions, warnings } = dxfOutlines(new TextEncoder().encode(text), layer === undefined ? {} : { layer });
  const shape = planarFaces(kernel, regions);
  const result = { area: surfaceOf(kernel, shape).area, box: boundingBoxOf(kernel, shape), warnings, regions: regions.length };
  shape.delete();
  return result;
}

const create = (segments: unknown[], rest: Record<string, unknown> = {}) =>
  step("occt.io.dxfCreate", { pathsParts: [{ layer: "Cut", color: "#ff0000", paths: [{ segments }] }], ...rest });
const SQUARE = [
  [0, 0],
  [4, 0],
  [4, 4],
  [0, 4],
];
const OUTLINES: [name: string, segments: unknown[], area: number, digits: number][] = [
  ["a square of lines", SQUARE.map((start, i) => ({ start, end: SQUARE[(i + 1) % 4] })), 16, 8],
  ["a circle", [{ center: [5, -2], radius: 3 }], 9 * Math.PI, 6],
  [
    "a half disc",
    [
      { center: [0, 0], radius: 2, startAngle: 90, endAngle: 270 },
      { start: [0, 2], end: [0, -2] },
    ],
    2 * Math.PI,
    6,
  ],
  ["a closed polyline", [{ points: SQUARE, closed: true }], 16, 8],
  // A bulge of 1 is a half circle, outward where positive on an anticlockwise outline.
  ["a polyline with a bulge", [{ points: SQUARE, closed: true, bulges: [1] }], 16 + 2 * Math.PI, 6],
  // A parabola over the chord 6 with its control point 4 high: two thirds of half of 6 · 4.
  [
    "a spline",
    [
      {
        controlPoints: [
          [0, 0],
          [3, 4],
          [6, 0],
        ],
        degree: 2,
      },
      { start: [0, 0], end: [6, 0] },
    ],
    8,
    1,
  ],
];

describe("DXF of a pipeline", () => {
  for (const acadVersion of ["AC1009", "AC1015"]) {
    it.each(OUTLINES)(`occt.io.dxfCreate draws %s that encloses its area (${acadVersion})`, async (_name, segments, area, digits) => {
      const { value, files } = await run(create(segments, { acadVersion }));
      const { area: found, warnings } = await facesOf(value as string, "Cut");
      expect(found).toBeCloseTo(area, acadVersion === "AC1015" ? Math.max(digits, 6) : digits);
      expect(warnings).toEqual([]);
      expect(files).toMatchObject([{ name: "drawing.dxf", contentType: "image/vnd.dxf" }]);
      expect(new TextDecoder().decode(files[0]?.bytes)).toBe(value);
    });
  }

  it("occt.io.dxfCreate gives each of 2000's objects a number of its own", async () => {
    const { value } = await run(
      create(
        [
          { points: SQUARE, closed: true },
          { center: [9, 9], radius: 1 },
        ],
        { acadVersion: "AC1015" },
      ),
    );
    const lines = (value as string).split("\n");
    const handles = lines.flatMap((line, i) => (i % 2 === 0 && line.trim() === "5" ? [lines[i + 1]] : []));
    expect(handles.length).toBeGreaterThan(20);
    // The first is the seed, which is above all others.
    const numbers = handles.map((handle) => Number.parseInt(handle ?? "", 16));
    expect(new Set(numbers).size).toBe(numbers.length);
    expect(numbers[0]).toBe(Math.max(...numbers));
  });

  it("occt.io.dxfCreate writes a colour by index, or exactly", async () => {
    const code = async (color: string, wanted: string, rest: Record<string, unknown> = {}) => {
      const { value } = await run(
        step("occt.io.dxfCreate", { pathsParts: [{ color, paths: [{ segments: [{ center: [0, 0], radius: 1 }] }] }], ...rest }),
      );
      const lines = (value as string).split("\n").map((line) => line.trim());
      const from = lines.indexOf("CIRCLE");
      return lines.slice(from).find((_, i, rest) => i % 2 === 0 && rest[i - 1] === wanted);
    };
    expect(await code("#ff0000", "62")).toBe("1");
    expect(await code("#0000ff", "62")).toBe("5");
    expect(await code("#000000", "62")).toBe("7");
    // A hue of 30°.
    expect(await code("#ff8000", "62")).toBe("30");
    expect(await code("#123456", "420", { colorFormat: "truecolor" })).toBe(String(0x123456));
    expect(await code("#123456", "420")).toBeUndefined();
  });

  it("occt.io.dxfPathsWithLayer and shapeToDxfPaths: a plate with a hole goes into the drawing, seen from above", async () => {
    const { value } = await run(
      // 10 along X, 6 along Z, from the origin on.
      step("occt.shapes.face.createRectangleFace", { width: 10, length: 6, center: [5, 0, 3] }),
      step("occt.shapes.face.createCircleFace", { radius: 2, center: [5, 0, 3] }),
      step("occt.booleans.difference", { shape: "$ref:0", shapes: ["$ref:1"] }),
      step("occt.io.shapeToDxfPaths", { shape: "$prev" }),
      step("occt.io.dxfPathsWithLayer", { paths: "$prev", layer: "Plate é", color: "#00ff00" }),
      step("occt.io.dxfCreate", { pathsParts: ["$prev"], tryDownload: false }),
    );
    const { area, box, regions } = await facesOf(value as string);
    expect(regions).toBe(1);
    expect(area).toBeCloseTo(60 - 4 * Math.PI, 6);
    expect([...box.min, ...box.max]).toEqual([0, -6, 0, 10, 0, 0].map((at) => expect.closeTo(at, 6)));
    expect(value).toContain("Plate \\U+00E9");
  });

  it("occt.io.shapeToDxfPaths keeps arcs as arcs and follows other curves", async () => {
    const ellipse = await run(
      step("occt.shapes.wire.createEllipseWire", { radiusMajor: 5, radiusMinor: 3 }),
      step("occt.io.shapeToDxfPaths", { shape: "$prev", angularDeflection: 0.02, curvatureDeflection: 0.001 }),
      step("occt.io.dxfPathsWithLayer", { paths: "$prev" }),
      step("occt.io.dxfCreate", { pathsParts: ["$prev"] }),
    );
    expect((await facesOf(ellipse.value as string)).area / (15 * Math.PI)).toBeCloseTo(1, 3);
    const { value } = await run(
      step("occt.shapes.edge.arcThroughThreePoints", { start: [1, 0, 0], middle: [0, 0, -1], end: [-1, 0, 0] }),
      step("occt.io.shapeToDxfPaths", { shape: "$prev" }),
    );
    // Seen from above −Z is up: the half turn from 0° to 180°.
    expect(value).toMatchObject([
      { segments: [{ radius: expect.closeTo(1, 9), startAngle: expect.closeTo(0, 6), endAngle: expect.closeTo(180, 6) }] },
    ]);
    await expect(run(BOX, step("occt.io.shapeToDxfPaths", { shape: "$prev" }))).rejects.toThrow(/flat/);
  });

  it.each([
    [create([{ center: [0, 0], radius: -1 }]), /radius/],
    [create([{ points: [[0, 0]] }]), /points/],
    [create([{ controlPoints: SQUARE, degree: 4 }]), /degree/],
    [create([]), /segments/],
    [step("occt.io.dxfPathsWithLayer", { paths: [{ segments: [] }], layer: "a\n0" }), /layer/],
  ])("refuses what cannot be drawn, by name (%#)", async (refused, why) => {
    await expect(run(refused)).rejects.toThrow(why);
  });
});
