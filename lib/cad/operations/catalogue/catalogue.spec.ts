import { describe, expect, it } from "vitest";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { runPipeline } from "@/lib/cad/pipeline/run-steps";
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
