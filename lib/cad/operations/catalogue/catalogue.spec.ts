import { describe, expect, it } from "vitest";
import { build, lastValue, step } from "../spec-part";

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
});

describe("the catalogue's faces and sweeps", () => {
  it("a rectangle has its width on X and its length on Z", async () => {
    const { box } = await build(step("occt.shapes.face.createRectangleFace", { width: 3, length: 5 }));
    expect(box.size).toEqual([3, 0, 5].map((at) => expect.closeTo(at, 6)));
  });
});
