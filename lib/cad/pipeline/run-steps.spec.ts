import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { isSane } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { freePart } from "@/lib/cad/kernel/part-shape";
import { volumeOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import type { KernelProgress } from "@/lib/contract/kernel-job";
import type { PlainStep } from "@/lib/contract/pipeline";
import { runPipeline, runSteps } from "./run-steps";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await specKernel();
});

const BOX: PlainStep = { operation: "part.box", params: { feature: "base", x: 1, y: 2, z: 3 } };

async function failure(steps: PlainStep[]): Promise<KernelError> {
  try {
    await runSteps(kernel, steps);
  } catch (error) {
    if (error instanceof KernelError) return error;
    throw error;
  }
  throw new Error("It did not fail.");
}

describe("running steps", () => {
  it("feeds numbers of earlier results into later parameters, checked after they are known", async () => {
    const volume: PlainStep = { operation: "occt.shapes.solid.getSolidVolume", params: { shape: "$ref:0" } };
    const cube = (size: string): PlainStep => ({ operation: "part.box", params: { feature: "b2", x: size, y: 1, z: 1 } });
    const part = await runSteps(kernel, [BOX, volume, cube("$prev")]);
    expect(volumeOf(kernel, part.shape)).toBeCloseTo(6, 9);
    freePart(part);
    expect(await failure([BOX, cube("$ref:0")])).toMatchObject({ code: "INVALID_INPUT", step: 1, operation: "part.box", feature: "b2" });
  });

  it("names step, operation, field, value and what is allowed", async () => {
    const area: PlainStep = { operation: "occt.shapes.solid.getSolidCenterOfMass", params: { shape: "$ref:0" } };
    const tube: PlainStep = { operation: "part.cylinder", params: { feature: "c1", d: 5, h: 2, at: "$prev", direction: [0, 0, 0] } };
    expect((await failure([BOX, area, tube])).message).toBe("Step 3, part.cylinder: direction is [0,0,0] and must not be the zero vector.");
  });

  it("reports progress and time by step", async () => {
    const progress: KernelProgress[] = [];
    const steps: string[] = [];
    const scaled: PlainStep = { operation: "part.scale", params: { feature: "s1", part: "$prev", factor: 2 } };
    const part = await runSteps(kernel, [BOX, scaled], {
      onProgress: (event) => progress.push(event),
      onStep: ({ path, operation, feature }) => steps.push(`${path} ${operation} ${feature}`),
    });
    freePart(part);
    expect(progress.map(({ fraction }) => fraction)).toEqual([0, 0.5, 1]);
    expect(steps).toEqual(["steps[0] part.box base", "steps[1] part.scale s1"]);
  });

  it("returns the values of the steps marked as output, shapes as summaries", async () => {
    const { value, outputs } = await runPipeline(kernel, [
      { ...BOX, output: true },
      { operation: "occt.shapes.solid.getSolidVolume", params: { shape: "$prev" }, output: true },
    ]);
    expect(value).toBeCloseTo(6, 9);
    expect(outputs).toEqual([
      expect.objectContaining({ kind: "solid", volume: expect.closeTo(6, 9), faces: 6, edges: 12 }),
      expect.closeTo(6, 9),
    ]);
  });

  it("measures a part as a step", async () => {
    const { value } = await runPipeline(kernel, [BOX, { operation: "part.measure", params: { part: "$prev" } }]);
    expect(value).toMatchObject({ volume_mm3: expect.closeTo(6, 9), solids: 1, faces: 6, valid: true });
  });

  it("lets features work on shapes of the catalogue, whose faces it numbers", async () => {
    const part = await runSteps(kernel, [
      { operation: "occt.shapes.solid.createCube", params: { size: 10 } },
      { operation: "part.hole", params: { feature: "h1", part: "$prev", on: { kind: "face", where: { at: "top" } }, d: 2 } },
    ]);
    expect(volumeOf(kernel, part.shape)).toBeCloseTo(1000 - Math.PI * 10, 9);
    expect(part.faces.map(({ name }) => name)).toEqual(expect.arrayContaining(["face[1]", "h1[1]/wall"]));
    freePart(part);
  });

  it("refuses a part that ends in a number", async () => {
    const volume: PlainStep = { operation: "occt.shapes.solid.getSolidVolume", params: { shape: "$prev" } };
    expect(await failure([BOX, volume])).toMatchObject({ code: "INVALID_INPUT", step: 1 });
  });

  it("takes no shape that was sent as JSON", async () => {
    const forged: PlainStep = { operation: "part.scale", params: { feature: "s1", part: { shape: {}, faces: [] }, factor: 2 } };
    expect((await failure([BOX, forged])).code).toBe("INVALID_INPUT");
  });

  it("leaves the kernel sound after failures", async () => {
    const fillet: PlainStep = { operation: "part.fillet", params: { feature: "f1", part: "$prev", edges: { kind: "edge" }, r: 1.9 } };
    for (let round = 0; round < 3; round++) expect((await failure([BOX, fillet])).code).toBe("KERNEL_FAILED");
    expect(isSane(kernel)).toBe(true);
  });

  it("holds on to little memory: a hundred plates grow the heap by less than 100 kB each", async () => {
    const hole = (y: number): PlainStep => ({
      operation: "part.hole",
      params: {
        feature: "h1",
        part: "$prev",
        on: { kind: "face", where: { at: "top" } },
        d: 2,
        at: [
          [-5, y],
          [5, y],
        ],
      },
    });
    const plate: PlainStep = { operation: "part.box", params: { feature: "base", x: 20, y: 20, z: 5 } };
    const run = async () => freePart(await runSteps(kernel, [plate, hole(-5), hole(5)]));
    for (let round = 0; round < 10; round++) await run();
    const before = kernel.heapBytes();
    for (let round = 0; round < 100; round++) await run();
    // The heap grows in steps of about 28 MB, so one step is allowed for.
    expect(kernel.heapBytes() - before).toBeLessThan(100 * 100_000 + 30_000_000);
  });
});
