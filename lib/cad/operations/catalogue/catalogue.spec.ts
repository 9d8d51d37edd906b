import { describe, expect, it } from "vitest";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { freeValue, runPipeline } from "@/lib/cad/pipeline/run-steps";
import { build, EXACT, lastValue, step } from "../spec-part";

const { PI } = Math;
const BOX = step("occt.shapes.solid.createBox", { width: 1, height: 2, length: 3 });

describe("the catalogue's frame", () => {
  it("is Y up: a box has its width on X, its height on Y, its length on Z, and its centre in the middle", async () => {
    expect(await lastValue(BOX, step("occt.operations.boundingBoxOfShape", { shape: "$prev" }))).toEqual({
      min: [-0.5, -1, -1.5].map((at) => expect.closeTo(at, 6)),
      max: [0.5, 1, 1.5].map((at) => expect.closeTo(at, 6)),
      center: [0, 0, 0].map((at) => expect.closeTo(at, 6)),
      size: [1, 2, 3].map((at) => expect.closeTo(at, 6)),
    });
  });

  it("stands the same 1 x 2 x 3 box on its base for part operations, Z up", async () => {
    const { box } = await build({ operation: "part.box", params: { feature: "base", x: 1, y: 2, z: 3 } });
    expect(box.size).toEqual([1, 2, 3].map((at) => expect.closeTo(at, 6)));
    expect(box.min[2]).toBeCloseTo(0, 6);
  });

  it.each<[string, Record<string, unknown>, number, number]>([
    ["createBox", { originOnCenter: false }, 0, 6],
    ["createBoxFromCorner", { corner: [0, 5, 0] }, 5, 6],
    ["createCube", { size: 2 }, -1, 8],
    ["createCylinder", {}, 0, 2 * PI],
    ["createCylinder", { originOnCenter: true }, -1, 2 * PI],
    ["createCylinder", { angle: 90 }, 0, PI / 2],
    ["createCone", {}, 0, ((2 * PI) / 3) * (4 + 2 + 1)],
    ["createCone", { radius2: 0 }, 0, ((2 * PI) / 3) * 4],
    ["createCone", { angle: 180 }, 0, (PI / 3) * (4 + 2 + 1)],
    ["createSphere", { radius: 3 }, -3, 36 * PI],
    ["createTorus", {}, -0.5, 2 * PI ** 2 * 2 * 0.25],
  ])("solid.%s %j stands at y = %d with the volume of its formula", async (name, params, bottom, volume) => {
    const part = await build(step(`occt.shapes.solid.${name}`, params));
    expect(part.valid).toBe(true);
    expect(Math.abs(part.volume / volume - 1)).toBeLessThan(EXACT);
    expect(part.box.min[1]).toBeCloseTo(bottom, 5);
  });
});

describe("the catalogue's booleans", () => {
  const SHIFTED = step("occt.shapes.solid.createBox", { width: 1, height: 2, length: 3, center: [0.5, 0, 0] });

  it("unite and merge coplanar neighbours unless edges are kept", async () => {
    const merged = await build(BOX, SHIFTED, step("occt.booleans.union", { shapes: ["$ref:0", "$ref:1"] }));
    expect(merged.volume).toBeCloseTo(9, 9);
    expect(merged.names).toHaveLength(6);
    const kept = await build(BOX, SHIFTED, step("occt.booleans.union", { shapes: ["$ref:0", "$ref:1"], keepEdges: true }));
    expect(kept.names.length).toBeGreaterThan(6);
  });

  it("subtract, and intersect the first with each of the others into a list", async () => {
    const rest = await build(BOX, SHIFTED, step("occt.booleans.difference", { shape: "$ref:0", shapes: ["$ref:1"] }));
    expect(rest.volume).toBeCloseTo(3, 9);
    const kernel = await specKernel();
    const { value } = await runPipeline(kernel, [
      BOX,
      SHIFTED,
      step("occt.booleans.intersection", { shapes: ["$ref:0", "$ref:1", "$ref:1"] }),
    ]);
    expect(value).toHaveLength(2);
    freeValue(value);
    const common = await build(
      BOX,
      SHIFTED,
      step("occt.booleans.intersection", { shapes: ["$ref:0", "$ref:1"] }),
      step("occt.shapes.compound.makeCompound", { shapes: "$prev" }),
    );
    expect(common.volume).toBeCloseTo(3, 9);
  });

  it("refuse a difference that leaves nothing", async () => {
    await expect(build(BOX, step("occt.booleans.difference", { shape: "$ref:0", shapes: ["$ref:0"] }))).rejects.toThrow("leaves nothing");
  });
});

describe("the catalogue's wires, faces and sweeps", () => {
  it.each<[string, Record<string, unknown>, number]>([
    ["createCircleWire", { radius: 2 }, 4 * PI],
    ["createRectangleWire", { width: 3, length: 5 }, 15],
    ["createSquareWire", { size: 3 }, 9],
    ["createNGonWire", { nrCorners: 6, radius: 2 }, 6 * Math.sqrt(3)],
    ["createEllipseWire", { radiusMinor: 2, radiusMajor: 3 }, 6 * PI],
    [
      "createPolygonWire",
      {
        points: [
          [0, 0, 0],
          [4, 0, 0],
          [0, 0, 3],
        ],
      },
      6,
    ],
    ["createRectangleWire", { width: 3, length: 5, direction: [1, 2, 3] }, 15],
    ["createRectangleWire", { width: 3, length: 5, direction: [0, -1, 0] }, 15],
  ])("%s %j bounds a face of area %d, whose extrusion by 2 has twice that volume", async (name, params, area) => {
    const wire = step(`occt.shapes.wire.${name}`, params);
    const flat = step("occt.shapes.face.createFaceFromWire", { shape: "$prev", planar: true });
    expect(await lastValue(wire, flat, step("occt.shapes.face.getFaceArea", { shape: "$prev" }))).toBeCloseTo(area, 9);
    const direction = (params.direction as number[] | undefined) ?? [0, 1, 0];
    const along = direction.map((component) => (2 * component) / Math.hypot(...direction));
    expect((await build(wire, flat, step("occt.operations.extrude", { shape: "$prev", direction: along }))).volume).toBeCloseTo(
      2 * area,
      9,
    );
  });

  it("a rectangle has its width on X and its length on Z", async () => {
    const { box } = await build(step("occt.shapes.face.createRectangleFace", { width: 3, length: 5 }));
    expect(box.size).toEqual([3, 0, 5].map((at) => expect.closeTo(at, 6)));
  });
});

describe("the catalogue's fillets and chamfers", () => {
  const CUBE = step("occt.shapes.solid.createCube", { size: 10 });

  it("round every edge without indexes, the chosen ones with", async () => {
    const all = await build(CUBE, step("occt.fillets.filletEdges", { shape: "$prev", radius: 2 }));
    expect(Math.abs(all.volume / (6 ** 3 + 6 * 36 * 2 + 12 * 6 * PI + (4 / 3) * PI * 8) - 1)).toBeLessThan(EXACT);
    const one = await build(CUBE, step("occt.fillets.filletEdges", { shape: "$prev", radius: 2, indexes: [0] }));
    expect(Math.abs(one.volume / (1000 - (4 - PI) * 10) - 1)).toBeLessThan(EXACT);
  });

  it("pair lists of sizes with indexes", async () => {
    const part = await build(CUBE, step("occt.fillets.chamferEdges", { shape: "$prev", distanceList: [1, 2], indexes: [0, 2] }));
    expect(part.volume).toBeCloseTo(1000 - 0.5 * 10 - 2 * 10, 0);
    await expect(build(CUBE, step("occt.fillets.chamferEdges", { shape: "$prev", distanceList: [1], indexes: [0, 2] }))).rejects.toThrow(
      "must hold 2",
    );
    await expect(build(CUBE, step("occt.fillets.filletEdges", { shape: "$prev", indexes: [12] }))).rejects.toThrow(
      "indexes[0] is 12 and must be from 0 to 11",
    );
  });

  it("that succeed into an invalid solid are failures with the radius in the message", async () => {
    await expect(build(CUBE, step("occt.fillets.filletEdges", { shape: "$prev", radius: 6 }))).rejects.toThrow("6");
  });
});

describe("the catalogue's queries", () => {
  it("measure a solid", async () => {
    expect(await lastValue(BOX, step("occt.shapes.solid.getSolidVolume", { shape: "$prev" }))).toBeCloseTo(6, 9);
    expect(await lastValue(BOX, step("occt.shapes.solid.getSolidSurfaceArea", { shape: "$prev" }))).toBeCloseTo(22, 9);
    expect(
      await lastValue(
        BOX,
        step("occt.transforms.translate", { shape: "$prev", translation: [1, 2, 3] }),
        step("occt.shapes.solid.getSolidCenterOfMass", { shape: "$prev" }),
      ),
    ).toEqual([1, 2, 3].map((at) => expect.closeTo(at, 9)));
  });

  it("list faces, which a compound takes together again", async () => {
    const part = await build(
      BOX,
      step("occt.shapes.face.getFaces", { shape: "$prev" }),
      step("occt.shapes.compound.makeCompound", { shapes: "$prev" }),
    );
    expect(part.names).toHaveLength(6);
    expect(part.area).toBeCloseTo(22, 9);
  });

  it("merge what lies in one plane", async () => {
    const halves = step("occt.shapes.solid.createBox", { width: 1, height: 2, length: 3, center: [1, 0, 0] });
    const kept = step("occt.booleans.union", { shapes: ["$ref:0", "$ref:1"], keepEdges: true });
    const part = await build(BOX, halves, kept, step("occt.shapes.shape.unifySameDomain", { shape: "$prev" }));
    expect(part.names).toHaveLength(6);
  });
});
