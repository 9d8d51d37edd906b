import { describe, expect, it } from "vitest";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { runPipeline } from "@/lib/cad/pipeline/run-steps";
import { freeValue } from "@/lib/cad/pipeline/step-values";
import type { PlainStep } from "@/lib/contract/pipeline";
import { build, EXACT } from "../spec-part";

const { PI } = Math;
const step = (operation: string, params: Record<string, unknown> = {}): PlainStep => ({ operation, params });
const BOX = step("occt.shapes.solid.createBox", { width: 1, height: 2, length: 3 });

/** Value of the last step, which is not a shape. */
async function lastValue(...steps: PlainStep[]): Promise<unknown> {
  const { value } = await runPipeline(await specKernel(), steps);
  return value;
}

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

describe("the catalogue's faces and sweeps", () => {
  it("a rectangle has its width on X and its length on Z", async () => {
    const { box } = await build(step("occt.shapes.face.createRectangleFace", { width: 3, length: 5 }));
    expect(box.size).toEqual([3, 0, 5].map((at) => expect.closeTo(at, 6)));
  });

  it("a wire gives a shell, a face a solid", async () => {
    const kind = step("occt.shapes.shape.getShapeType", { shape: "$prev" });
    const up = step("occt.operations.extrude", { shape: "$prev" });
    expect(await lastValue(step("occt.shapes.wire.createSquareWire"), up, kind)).toBe("shell");
    expect(await lastValue(step("occt.shapes.face.createCircleFace"), up, kind)).toBe("solid");
  });

  it("revolves a polygon by Pappus' theorem", async () => {
    const points = [
      [2, 0, 0],
      [3, 0, 0],
      [3, 1, 0],
      [2, 1, 0],
    ];
    const part = await build(
      step("occt.shapes.face.createPolygonFace", { points }),
      step("occt.operations.revolve", { shape: "$prev", angle: 90 }),
    );
    expect(Math.abs(part.volume / ((2 * PI * 2.5) / 4) - 1)).toBeLessThan(EXACT);
  });

  it("lofts circles into a solid", async () => {
    const ring = (y: number) => step("occt.shapes.wire.createCircleWire", { radius: 2, center: [0, y, 0] });
    const part = await build(ring(0), ring(3), step("occt.operations.loft", { shapes: ["$ref:0", "$ref:1"], makeSolid: true }));
    expect(Math.abs(part.volume / (4 * PI * 3) - 1)).toBeLessThan(EXACT);
  });

  it.each([1.5, -1.5])("thickens a face by %d", async (offset) => {
    const part = await build(
      step("occt.shapes.face.createRectangleFace", { width: 2, length: 4 }),
      step("occt.operations.makeThickSolidSimple", { shape: "$prev", offset }),
    );
    expect(part.volume).toBeCloseTo(12, 9);
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

describe("the catalogue's transforms", () => {
  const CORNER = step("occt.shapes.solid.createBoxFromCorner", { width: 1, height: 2, length: 3 });

  it.each<[string, Record<string, unknown>, [number, number, number]]>([
    ["translate", { translation: [1, 2, 3] }, [1, 2, 3]],
    ["rotate", { angle: 90 }, [-2, 0, 0]],
    ["rotate", { axis: [0, 1, 0], angle: 90 }, [0, 0, -1]],
    ["rotateAroundCenter", { angle: 90, center: [1, 0, 0] }, [-1, -1, 0]],
    ["scale", { factor: 2 }, [0, 0, 0]],
    ["mirror", {}, [-1, -2, 0]],
    ["mirrorAlongNormal", {}, [0, 0, -3]],
  ])("%s %j puts the box's lowest corner at %j", async (name, params, corner) => {
    const part = await build(CORNER, step(`occt.transforms.${name}`, { shape: "$prev", ...params }));
    expect(part.valid).toBe(true);
    expect(part.box.min).toEqual(corner.map((at) => expect.closeTo(at, 6)));
    expect(part.volume).toBeCloseTo(name === "scale" ? 48 : 6, 9);
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
