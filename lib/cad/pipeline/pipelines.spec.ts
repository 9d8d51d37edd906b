import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { isPartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, volumeOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { CALLER_LIMITS, type PipelineStep } from "@/lib/contract/pipeline";
import { type RunOptions, runPipeline } from "./run-steps";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await specKernel();
});

const cube = (size: unknown, output?: true): PipelineStep => ({
  operation: "occt.shapes.solid.createCube",
  params: { size },
  ...(output && { output }),
});
const volume = (shape: string): PipelineStep => ({ operation: "occt.shapes.solid.getSolidVolume", params: { shape } });
const text = (bytes: string) => new TextEncoder().encode(bytes);

/** Value of a pipeline as JSON: a shape is its volume. */
async function resultOf(steps: PipelineStep[], options: RunOptions = {}): Promise<unknown> {
  const { value, release } = await runPipeline(kernel, steps, { limits: CALLER_LIMITS, ...options });
  const shown = (entry: unknown): unknown => {
    if (isPartShape(entry)) return Math.round(volumeOf(kernel, entry.shape) * 1e6) / 1e6;
    return Array.isArray(entry) ? entry.map(shown) : entry;
  };
  const seen = shown(value);
  release();
  return seen;
}

async function failure(steps: PipelineStep[], options: RunOptions = {}): Promise<KernelError> {
  try {
    await resultOf(steps, options);
  } catch (error) {
    if (error instanceof KernelError) return error;
    throw error;
  }
  throw new Error("It did not fail.");
}

describe("a map", () => {
  it("runs its steps once for each item and yields the last result of each", async () => {
    expect(await resultOf([{ type: "map", items: [1, 2, 3], steps: [cube("$item"), volume("$local:0")] }])).toEqual(
      [1, 8, 27].map((v) => expect.closeTo(v, 9)),
    );
  });

  it("takes its items from an earlier result, and hands its index and the results before it to its steps", async () => {
    const box: PipelineStep = { operation: "occt.shapes.solid.createBox", params: { width: 1, height: 2, length: 3 } };
    const faces: PipelineStep = { operation: "occt.shapes.face.getFaces", params: { shape: "$prev" } };
    const area: PipelineStep = { operation: "occt.shapes.face.getFaceArea", params: { shape: "$item" } };
    const areas = (await resultOf([box, faces, { type: "map", items: "$ref:1", steps: [area] }])) as number[];
    expect(areas.toSorted().map((value) => Math.round(value))).toEqual([2, 2, 3, 3, 6, 6]);
    const moved: PipelineStep = { operation: "occt.transforms.translate", params: { shape: "$ref:0", translation: ["$index", 0, 0] } };
    const corner: PipelineStep = { operation: "occt.operations.boundingBoxOfShape", params: { shape: "$prev" } };
    const boxes = (await resultOf([box, { type: "map", items: ["a", "b"], steps: [moved, corner] }])) as { center: number[] }[];
    expect(boxes.map(({ center }) => center[0])).toEqual([0, 1].map((x) => expect.closeTo(x, 6)));
  });

  it("makes one value of its results by reduce", async () => {
    const place: PipelineStep = { operation: "occt.transforms.translate", params: { shape: "$prev", translation: "$item" } };
    const union: PipelineStep = { operation: "occt.booleans.union", params: { shapes: "$mapResult" } };
    const items = [
      [0, 0, 0],
      [2, 0, 0],
      [0.5, 0, 0],
    ];
    expect(await resultOf([{ type: "map", items, steps: [cube(1), place], reduce: [union] }])).toBeCloseTo(2.5, 6);
  });

  it.each([
    [4, 1, 1, 5],
    [5, 2, 1, 11],
    [0, 1, 1, 1],
  ])("of %d items and %d steps that starts at %d stands at global index %d", async (items, inner, start, own) => {
    const steps = Array.from({ length: inner }, () => cube(1));
    const before = Array.from({ length: start }, () => cube(3));
    const map: PipelineStep = { type: "map", items: Array.from({ length: items }, (_, index) => index), steps };
    const result: PipelineStep = { type: "map", items: `$ref:${own}`, steps: [volume("$item")] };
    expect(await resultOf([...before, map, result])).toEqual(Array.from({ length: items }, () => expect.closeTo(1, 9)));
    const beyond: PipelineStep = { type: "map", items: `$ref:${own + 1}`, steps: [volume("$item")] };
    await expect(resultOf([...before, map, beyond])).rejects.toThrow(`$ref:${own + 1} points to result ${own + 1}`);
  });

  it("within a map counts its inner results in each iteration of the outer one", async () => {
    const innerMap: PipelineStep = { type: "map", items: [1, 2], steps: [cube("$item")] };
    const outer: PipelineStep = { type: "map", items: [10, 20], steps: [innerMap] };
    // 2 x (2 inner results + the inner map's own), then the outer map's own: 6.
    expect(await resultOf([outer, volume("$ref:0"), volume("$ref:4")])).toBeCloseTo(8, 9);
    expect(
      await resultOf([outer, { type: "map", items: "$ref:6", steps: [{ type: "map", items: "$item", steps: [volume("$item")] }] }]),
    ).toEqual(
      [
        [1, 8],
        [1, 8],
      ].map((row) => row.map((v) => expect.closeTo(v, 9))),
    );
  });

  it("refuses more items than a map takes, told before the run or in it", async () => {
    const many = Array.from({ length: 101 }, (_, index) => index);
    expect((await failure([{ type: "map", items: many, steps: [cube(1)] }])).message).toContain("101 entries; a map takes up to 100");
    const file = { filename: "list.json", bytes: text(JSON.stringify(many)) };
    const late = await failure([{ type: "map", items: "$file:0:json", steps: [cube(1)] }], { inputFiles: [file] });
    expect(late).toMatchObject({ code: "LIMIT_EXCEEDED", path: "steps[0]" });
  });

  it("refuses more operations than a pipeline runs", async () => {
    const items = Array.from({ length: 100 }, (_, index) => index + 1);
    const steps = Array.from({ length: 6 }, () => cube(1));
    expect((await failure([{ type: "map", items, steps }])).message).toContain("600 operations; up to 500");
    const file = { filename: "list.json", bytes: text(JSON.stringify(items)) };
    const late = await failure([{ type: "map", items: "$file:0:json", steps }], { inputFiles: [file] });
    expect(late).toMatchObject({ code: "LIMIT_EXCEEDED", message: expect.stringContaining("more than 500 operations") });
  });
});

describe("a choice", () => {
  const choose = (value: unknown, operator: "eq" | "neq" | "gt" | "gte" | "lt" | "lte" | "exists", compareTo?: unknown): PipelineStep => ({
    type: "choice",
    value,
    operator,
    compareTo,
    then: [cube(1)],
    else: [cube(2)],
  });

  it.each([
    ["eq", 1, 1, true],
    ["eq", [1, { a: 2 }], [1, { a: 2 }], true],
    ["eq", "1", 1, false],
    ["neq", 1, 2, true],
    ["gt", 2, 1, true],
    ["gte", 1, 1, true],
    ["lt", "a", "b", true],
    ["lte", 2, 1, false],
    ["exists", 0, undefined, true],
    ["exists", null, undefined, false],
  ] as const)("%s %j, %j is %s", async (operator, value, compareTo, holds) => {
    expect(await resultOf([choose(value, operator, compareTo)])).toBeCloseTo(holds ? 1 : 8, 9);
  });

  it("takes one global index whichever branch runs, and none for its steps", async () => {
    const after = volume("$ref:2");
    expect(await resultOf([cube(5), choose(1, "eq", 2), cube(3), after])).toBeCloseTo(27, 9);
    expect(await resultOf([cube(5), choose(1, "eq", 2), volume("$ref:1")])).toBeCloseTo(8, 9);
  });

  it("without the branch that it needs yields null", async () => {
    expect(await resultOf([{ type: "choice", value: 1, operator: "eq", compareTo: 2, then: [cube(1)] }])).toBeNull();
  });

  it("sees the item of the map around it", async () => {
    const steps: PipelineStep[] = [
      { type: "choice", value: "$item", operator: "gt", compareTo: 1, then: [cube("$item")], else: [cube(10)] },
      volume("$prev"),
    ];
    expect(await resultOf([{ type: "map", items: [1, 2], steps }])).toEqual([1000, 8].map((v) => expect.closeTo(v, 6)));
  });

  it("fails where an order is asked of things that have none", async () => {
    expect(await failure([cube(1), choose("$ref:0", "gt", 1)])).toMatchObject({ step: 1, path: "steps[1]", operation: "choice" });
  });
});

describe("an input file", () => {
  const sizes = { filename: "sizes.json", bytes: text("[2, 3]") };

  it.each<[string, Uint8Array, unknown]>([
    ["$file:0:json", text("[2, 3]"), [8, 27]],
    ["$file:0:json:gunzip", gzipSync("[2]"), [8]],
    ["$file:0:json:auto", gzipSync("[2]"), [8]],
    ["$file:0:json:auto", text("[3]"), [27]],
  ])("is read as %s", async (reference, bytes, volumes) => {
    const steps: PipelineStep[] = [{ type: "map", items: reference, steps: [cube("$item"), volume("$prev")] }];
    expect(await resultOf(steps, { inputFiles: [{ filename: "x", bytes }] })).toEqual(
      (volumes as number[]).map((v) => expect.closeTo(v, 6)),
    );
  });

  it.each([
    ["$file:0", "[2, 3]"],
    ["$file:0:text", "[2, 3]"],
    ["$file:0:base64", "WzIsIDNd"],
  ])("is the text of %s", async (reference, expected) => {
    const steps: PipelineStep[] = [
      { type: "choice", value: reference, operator: "eq", compareTo: expected, then: [cube(1)], else: [cube(2)] },
    ];
    expect(await resultOf(steps, { inputFiles: [sizes] })).toBeCloseTo(1, 9);
  });

  it("that is no JSON, no gzip, or not there is refused, named", async () => {
    const map = (items: string): PipelineStep[] => [{ type: "map", items, steps: [cube("$item")] }];
    const bad = { filename: "notes.txt", bytes: text("hello") };
    expect((await failure(map("$file:0:json"), { inputFiles: [bad] })).message).toContain("notes.txt is not JSON");
    expect((await failure(map("$file:0:json:gunzip"), { inputFiles: [bad] })).message).toContain("notes.txt can't be unpacked");
    expect((await failure(map("$file:1:json"), { inputFiles: [bad] })).message).toContain("the request has 1");
  });
});

describe("a failing step", () => {
  const broken: PipelineStep = { operation: "occt.shapes.solid.createTorus", params: { majorRadius: 1, minorRadius: "$item" } };

  it("inside a map is named by its way there, and what ran before is freed", async () => {
    const error = await failure([cube(1), { type: "map", items: [0.5, 2], steps: [broken] }]);
    expect(error).toMatchObject({ step: 1, path: "steps[1].steps[0]", operation: "occt.shapes.solid.createTorus" });
    expect(error.message).toContain("minorRadius is 2");
  });

  it("says which kind of thing stands where another is needed", async () => {
    const bent: PipelineStep = { operation: "occt.shapes.solid.getSolidVolume", params: { shape: "$prev" } };
    expect((await failure([cube(1), bent, bent])).message).toMatch(/shape is [\d.]+ and must be a reference to a shape/);
    const notext: PipelineStep = { operation: "occt.shapes.solid.createCube", params: { size: "$prev" } };
    expect((await failure([cube(1), notext])).message).toContain("size");
  });

  it("can't be misled by a result that looks like a reference", async () => {
    const file = { filename: "x.json", bytes: text('["$ref:0"]') };
    const error = await failure([cube(1), { type: "map", items: "$file:0:json", steps: [volume("$item")] }], { inputFiles: [file] });
    expect(error.message).toContain("must be a reference to a shape");
  });
});

describe("what a pipeline gives", () => {
  it("is the value of the steps marked output, a shape as its summary, of a map one for each iteration", async () => {
    const { outputs, release } = await runPipeline(kernel, [cube(2, true), { type: "map", items: [1, 3], steps: [cube("$item", true)] }]);
    release();
    const summary = (size: number) => ({
      kind: "solid",
      volume: expect.closeTo(size ** 3, 6),
      area: expect.closeTo(6 * size ** 2, 6),
      boundingBox: expect.objectContaining({ size: [size, size, size].map((v) => expect.closeTo(v, 6)) }),
      faces: 6,
      edges: 12,
    });
    expect(outputs).toEqual([summary(2), [summary(1), summary(3)]]);
  });

  it("is told as progress that never falls, by operation", async () => {
    const seen: number[] = [];
    const steps: PipelineStep[] = [cube(1), { type: "map", items: [1, 2, 3], steps: [cube("$item"), volume("$prev")] }, cube(2)];
    await resultOf(steps, { onProgress: ({ fraction }) => seen.push(fraction) });
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen).toHaveLength(9);
    expect(seen.at(-1)).toBe(1);
  });

  it("of the seed document's own pipeline is the sphere without the box's half of it", async () => {
    const { value, release } = await runPipeline(kernel, [
      { operation: "occt.shapes.solid.createSphere", params: { radius: 5, center: [0, 0, 0] } },
      { operation: "occt.shapes.solid.createBox", params: { width: 6, length: 6, height: 6, center: [3, 0, 0] } },
      { operation: "occt.booleans.difference", params: { shape: "$ref:0", shapes: ["$ref:1"], keepEdges: false } },
    ]);
    if (!isPartShape(value)) throw new Error("No shape.");
    const box = boundingBoxOf(kernel, value.shape);
    const left = volumeOf(kernel, value.shape);
    release();
    // The box reaches from x = 0 beyond the sphere and is a 6 x 6 square across: what it takes is the integral of
    // sqrt(25 - y² - z²) over that square, by Simpson's rule on a fine grid.
    expect(left).toBeCloseTo((4 / 3) * Math.PI * 125 - squareColumn(5, 3), 3);
    // Where |y| or |z| is 3 the sphere still reaches x = 4.
    expect(box.size).toEqual([9, 10, 10].map((v) => expect.closeTo(v, 5)));
  });
});

/** Volume between the plane x = 0 and a sphere over the square |y|, |z| <= half. */
function squareColumn(radius: number, half: number): number {
  const steps = 200;
  const weight = (index: number) => (index === 0 || index === steps ? 1 : index % 2 === 1 ? 4 : 2);
  const width = (2 * half) / steps;
  let sum = 0;
  for (let i = 0; i <= steps; i++) {
    for (let j = 0; j <= steps; j++) {
      const [y, z] = [-half + i * width, -half + j * width];
      sum += weight(i) * weight(j) * Math.sqrt(radius ** 2 - y ** 2 - z ** 2);
    }
  }
  return (sum * width ** 2) / 9;
}
