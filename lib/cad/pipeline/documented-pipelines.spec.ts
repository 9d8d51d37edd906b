import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { isPartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, volumeOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { CALLER_LIMITS, type PipelineStep } from "@/lib/contract/pipeline";
import type { InputFile } from "./input-files";
import { runPipeline } from "./run-steps";

/*
 * What the CAD cloud's documentation and its example servers send, as they send it.
 */

const { PI } = Math;
let kernel: Kernel;
beforeAll(async () => {
  kernel = await specKernel();
});

/** Volume and extents of what a pipeline gives; of a list of shapes the sum and the extents of the first. */
async function measured(steps: PipelineStep[], inputFiles: InputFile[] = []) {
  const { value, release } = await runPipeline(kernel, steps, { limits: CALLER_LIMITS, inputFiles });
  const shapes = (Array.isArray(value) ? value : [value]).filter(isPartShape);
  const [first] = shapes;
  if (!first) throw new Error("No shape.");
  const volume = shapes.reduce((sum, { shape }) => sum + volumeOf(kernel, shape), 0);
  const { size } = boundingBoxOf(kernel, first.shape);
  release();
  return { volume, size, count: shapes.length };
}

describe("a documented pipeline", () => {
  it("executes a single sphere", async () => {
    const { volume } = await measured([{ operation: "occt.shapes.solid.createSphere", params: { radius: 3, center: [0, 0, 0] } }]);
    expect(volume).toBeCloseTo(36 * PI, 6);
  });

  it("moves, unites and fillets", async () => {
    const { volume, size } = await measured([
      { operation: "occt.shapes.solid.createBox", params: { width: 10, length: 10, height: 10, center: [0, 0, 0] } },
      { operation: "occt.shapes.solid.createBox", params: { width: 6, length: 6, height: 6, center: [0, 0, 0] } },
      { operation: "occt.transforms.translate", params: { shape: "$ref:1", translation: [0, 8, 0] } },
      { operation: "occt.booleans.union", params: { shapes: ["$ref:0", "$ref:2"], keepEdges: false } },
      { operation: "occt.fillets.filletEdges", params: { shape: "$prev", radius: 0.5 } },
    ]);
    expect(size).toEqual([10, 16, 10].map((v) => expect.closeTo(v, 4)));
    // Convex edges lose, the four concave ones gain, (1 - π/4) r² a length, corners aside: bounded from both sides.
    const bevel = (1 - PI / 4) * 0.25;
    expect(volume).toBeLessThan(1216);
    expect(volume).toBeGreaterThan(1216 - bevel * (12 * 10 + 8 * 6));
  });

  it("maps radii to cylinders that are united, and counts global indexes as documented", async () => {
    const radii = [1, 2, 3, 4];
    const { volume } = await measured([
      { operation: "occt.shapes.solid.createBox", params: { width: 40, length: 12, height: 1, center: [0, -0.5, 0] } },
      {
        type: "map",
        items: radii.map((radius, index) => ({ radius, height: 5, center: [-15 + index * 10, 0, 0], direction: [0, 1, 0] })),
        steps: [{ operation: "occt.shapes.solid.createCylinder", params: "$item" }],
      },
      // 4 items, 1 step, start 1: the map's own result is entry 5.
      { operation: "occt.booleans.union", params: { shapes: "$ref:5" } },
    ]);
    expect(volume).toBeCloseTo(
      radii.reduce((sum, r) => sum + PI * r ** 2 * 5, 0),
      6,
    );
  });

  it("maps spheres along an axis by item and index, and reduces them to one compound", async () => {
    const { volume, count } = await measured([
      {
        type: "map",
        items: [1, 2, 3],
        steps: [
          { operation: "occt.shapes.solid.createSphere", params: { radius: "$item", center: [0, 0, 0] } },
          { operation: "occt.transforms.translate", params: { shape: "$prev", translation: ["$index", 0, 0] } },
        ],
        reduce: [{ operation: "occt.shapes.compound.makeCompound", params: { shapes: "$mapResult" } }],
      },
    ]);
    expect(volume).toBeCloseTo((4 / 3) * PI * (1 + 8 + 27), 5);
    expect(count).toBe(1);
  });

  it.each([
    [2, 27],
    [9, (4 / 3) * PI * 27],
  ])("chooses by a computed value: %d", async (height, expected) => {
    const { volume } = await measured([
      { operation: "occt.shapes.solid.createBox", params: { width: 1, length: 1, height, center: [0, 0, 0] } },
      { operation: "occt.shapes.solid.getSolidVolume", params: { shape: "$ref:0" } },
      {
        type: "choice",
        value: "$ref:1",
        operator: "gt",
        compareTo: 5,
        then: [{ operation: "occt.shapes.solid.createSphere", params: { radius: 3, center: [0, 0, 0] } }],
        else: [{ operation: "occt.shapes.solid.createCube", params: { size: 3, center: [0, 0, 0] } }],
      },
    ]);
    expect(volume).toBeCloseTo(expected, 5);
  });

  it("takes its sizes from an input file", async () => {
    const bytes = new TextEncoder().encode(JSON.stringify([{ width: 2, length: 3, height: 4, center: [0, 0, 0] }]));
    const steps: PipelineStep[] = [
      { type: "map", items: "$file:0:json", steps: [{ operation: "occt.shapes.solid.createBox", params: "$item" }] },
      { operation: "occt.shapes.compound.makeCompound", params: { shapes: "$prev" } },
    ];
    expect((await measured(steps, [{ filename: "boxes.json", bytes }])).volume).toBeCloseTo(24, 9);
  });
});
