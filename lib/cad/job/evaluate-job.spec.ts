import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NodeIO } from "@gltf-transform/core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readStep } from "@/lib/cad/exchange/import-file";
import { free, type Kernel } from "@/lib/cad/kernel/kernel";
import { boundingBoxOf, volumeOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { type FilesResult, filesResult, pipelineOutputs } from "@/lib/contract/evaluation";
import type { FilesJob } from "@/lib/contract/kernel-job";
import type { PipelineStep } from "@/lib/contract/pipeline";
import { runJob } from "./run-job";

let kernel: Kernel;
let root: string;
let made = 0;
const kernels = { modelling: () => Promise.resolve(kernel), exchange: () => Promise.reject(new Error("not needed")) };
beforeAll(async () => {
  kernel = await specKernel();
  root = await mkdtemp(join(tmpdir(), "partwright-evaluate-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const BOX: PipelineStep = { operation: "occt.shapes.solid.createBox", params: { width: 10, height: 20, length: 30 } };
const volume: PipelineStep = { operation: "occt.shapes.solid.getSolidVolume", params: { shape: "$prev" } };

async function evaluate(steps: PipelineStep[], given: { outputs?: unknown; files?: Record<string, string> } = {}): Promise<FilesResult> {
  const scratchDir = join(root, String(made++));
  await mkdir(scratchDir);
  const inputFiles = await Promise.all(
    Object.entries(given.files ?? {}).map(async ([filename, content], index) => {
      const path = join(scratchDir, `input-${index}`);
      await writeFile(path, content);
      return { path, filename, role: "input" };
    }),
  );
  const job: FilesJob = {
    kind: "evaluate",
    steps,
    inputFiles,
    outputs: pipelineOutputs.parse(given.outputs),
    basename: "pipeline",
    about: { taskId: "t1", kind: "pipeline" },
    scratchDir,
    timestamp: "2026-01-01T00:00:00Z",
  };
  const result = await runJob(kernels, job, () => undefined);
  expect(filesResult.parse(result)).toEqual(result);
  return result;
}

const bytesOf = (result: FilesResult, key: string) => readFile(result.files.find((file) => file.key === key)?.path ?? "");
const jsonOf = async (result: FilesResult, key: string): Promise<unknown> => JSON.parse((await bytesOf(result, key)).toString());

describe("a caller's pipeline", () => {
  it("that ends in a shape is written as STEP and GLB, true to size and Y up, and described", async () => {
    const result = await evaluate([BOX]);
    expect(result.files.map(({ key, filename, contentType }) => [key, filename, contentType])).toEqual([
      ["step", "pipeline.stp", "application/step"],
      ["glb", "pipeline.glb", "model/gltf-binary"],
      ["metadata", "metadata.json", "application/json"],
    ]);
    const shape = readStep(kernel, await bytesOf(result, "step"));
    expect(volumeOf(kernel, shape)).toBeCloseTo(6000, 6);
    expect(boundingBoxOf(kernel, shape).size).toEqual([10, 20, 30].map((v) => expect.closeTo(v, 5)));
    free(shape);
    const document = await new NodeIO().readBinary(await bytesOf(result, "glb"));
    const [node] = document.getRoot().listScenes()[0]?.listChildren() ?? [];
    expect(node?.getScale()).toEqual([0.001, 0.001, 0.001].map((v) => expect.closeTo(v, 12)));
    expect(node?.getRotation()).toEqual([0, 0, 0, 1].map((v) => expect.closeTo(v, 12)));
    expect(await jsonOf(result, "metadata")).toMatchObject({
      taskId: "t1",
      kind: "pipeline",
      pipeline: [BOX],
      upAxis: { model: "y", glb: "y" },
      measurements: { volume: expect.closeTo(6000, 6), solids: 1, centerOfMass: [0, 0, 0].map((v) => expect.closeTo(v, 9)) },
      outputs: { formats: ["step", "glb"], meshPrecision: 0.005 },
    });
  });

  it("is turned Z up by a rotation where that is asked, so that a chiral part stays itself", async () => {
    const wedge: PipelineStep = {
      operation: "occt.operations.extrude",
      params: { shape: "$prev", direction: [0, 0, 7] },
    };
    const face: PipelineStep = {
      operation: "occt.shapes.face.createPolygonFace",
      params: {
        points: [
          [0, 0, 0],
          [3, 0, 0],
          [0, 5, 0],
        ],
      },
    };
    const result = await evaluate([face, wedge], { outputs: { formats: ["step"], adjustYtoZ: true } });
    const shape = readStep(kernel, await bytesOf(result, "step"));
    // (x, y, z) to (x, -z, y).
    const { min, max } = boundingBoxOf(kernel, shape);
    expect(min).toEqual([0, -7, 0].map((v) => expect.closeTo(v, 5)));
    expect(max).toEqual([3, 0, 5].map((v) => expect.closeTo(v, 5)));
    expect(volumeOf(kernel, shape)).toBeCloseTo(52.5, 6);
    free(shape);
  });

  it("that ends in a value is JSON, and CSV where it has rows", async () => {
    const size = await evaluate([BOX, volume]);
    expect(await jsonOf(size, "json")).toBeCloseTo(6000, 6);
    const at: PipelineStep = { operation: "occt.shapes.solid.createCube", params: { size: 2, center: "$item" } };
    const middle: PipelineStep = { operation: "occt.shapes.solid.getSolidCenterOfMass", params: { shape: "$prev" } };
    const rows = await evaluate([{ type: "map", items: "$file:0:json", steps: [at, middle] }], {
      outputs: { formats: ["csv", "json"] },
      files: { "places.json": "[[1,2,3],[4,5,6]]" },
    });
    const numbers = (await bytesOf(rows, "csv"))
      .toString()
      .split("\r\n")
      .map((line) => line.split(",").map(Number));
    expect(numbers).toEqual([[1, 2, 3].map((v) => expect.closeTo(v, 9)), [4, 5, 6].map((v) => expect.closeTo(v, 9)), [0]]);
    expect(await jsonOf(rows, "metadata")).toMatchObject({ inputFiles: [{ filename: "places.json", bytes: 17, role: "input" }] });
  });

  it("adds result.json for marked steps: the value of one, a list of several", async () => {
    expect(await jsonOf(await evaluate([BOX, { ...volume, output: true }]), "result")).toBeCloseTo(6000, 6);
    const both = (await jsonOf(
      await evaluate([
        { ...BOX, output: true },
        { ...volume, output: true },
      ]),
      "result",
    )) as unknown[];
    expect(both).toEqual([expect.objectContaining({ kind: "solid", faces: 6 }), expect.closeTo(6000, 6)]);
  });

  it("is cut into faces and edges as decomposed-mesh, whose triangles have the area of the box", async () => {
    const mesh = (await jsonOf(await evaluate([BOX], { outputs: { formats: ["decomposed-mesh"] } }), "decomposed-mesh")) as {
      faceList: { area: number; numberOfTriangles: number }[];
      edgeList: { length: number }[];
    };
    expect(mesh.faceList.reduce((sum, { area }) => sum + area, 0)).toBeCloseTo(2 * (200 + 300 + 600), 6);
    expect(mesh.faceList.map(({ numberOfTriangles }) => numberOfTriangles)).toEqual([2, 2, 2, 2, 2, 2]);
    expect(mesh.edgeList.reduce((sum, { length }) => sum + length, 0)).toBeCloseTo(4 * (10 + 20 + 30), 6);
  });

  it("fails where a shape is asked for and none is there, and leaves out its definition on request", async () => {
    await expect(evaluate([BOX, volume], { outputs: { formats: ["step", "json"] } })).rejects.toMatchObject({ code: "RESULT_NOT_A_SHAPE" });
    const quiet = await evaluate([BOX], { outputs: { formats: ["stl"], includePipelineInMetadata: false } });
    expect(await jsonOf(quiet, "metadata")).not.toHaveProperty("pipeline");
  });

  it.each([["step", "stpz"], ["gltf", "glb"], ["step", "step"], []])("refuses the formats %j, %j", (...formats) => {
    expect(pipelineOutputs.safeParse({ formats }).success).toBe(false);
  });
});
