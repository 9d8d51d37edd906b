import { describe, expect, it } from "vitest";
import type { DecomposedMesh } from "@/lib/cad/mesh/decomposed-mesh";
import { build, lastValue, step } from "../spec-part";

const LINEAR = { start: [0, 0, 0], end: [30, 0, 0], direction: [0, 5, 0], crossingSize: 1, offsetFromPoints: 2, labelSize: 0.5 };
const close = (vector: readonly number[], digits = 5) => vector.map((at) => expect.closeTo(at, digits));

/** Lengths of the drawing's edges, in the order in which they were put together. */
async function lengths(id: string, params: Record<string, unknown>): Promise<number[]> {
  const mesh = (await lastValue(step(id, params), step("occt.shapeToMesh", { shape: "$prev", computeMetadata: true }))) as DecomposedMesh;
  return mesh.edgeList.map(({ length = Number.NaN }) => length);
}

const box = async (id: string, params: Record<string, unknown>) => (await build(step(id, params))).box;

describe("dimensions", () => {
  it('"occt.dimensions.simpleLinearLengthDimension" draws the line, and a leader to each point', async () => {
    const [line, ...leaders] = await lengths("occt.dimensions.simpleLinearLengthDimension", LINEAR);
    expect(line).toBeCloseTo(30 + 2 * 1, 6);
    expect(leaders.slice(0, 2)).toEqual(close([5 - 2 + 1, 5 - 2 + 1]));
    const { min, max } = await box("occt.dimensions.simpleLinearLengthDimension", LINEAR);
    expect([min[0], min[1], min[2], max[0], max[2]]).toEqual(close([-1, 2, 0, 31, 0]));
  });

  it("writes the length in the drawing's plane, with its middle half way along", async () => {
    const written = await lengths("occt.dimensions.simpleLinearLengthDimension", { ...LINEAR, labelOverwrite: "1*val", labelSuffix: "" });
    const same = await lengths("occt.dimensions.simpleLinearLengthDimension", { ...LINEAR, labelOverwrite: "30.00", labelSuffix: "" });
    const tenth = await lengths("occt.dimensions.simpleLinearLengthDimension", { ...LINEAR, labelOverwrite: "val/10", labelSuffix: "" });
    const three = await lengths("occt.dimensions.simpleLinearLengthDimension", { ...LINEAR, labelOverwrite: "3.00", labelSuffix: "" });
    const short = await lengths("occt.dimensions.simpleLinearLengthDimension", { ...LINEAR, labelSuffix: "", removeTrailingZeros: true });
    expect(written).toEqual(close(same));
    expect(tenth).toEqual(close(three));
    expect(tenth).not.toHaveLength(written.length);
    expect(short.length).toBeLessThan(written.length);
  });

  it("turns and flips the label about its middle, which leaves its strokes as long as they were", async () => {
    const [plain, turned, flipped] = await Promise.all(
      [{}, { labelRotation: 90 }, { labelFlipHorizontal: true, labelFlipVertical: true }].map((style) =>
        lengths("occt.dimensions.simpleLinearLengthDimension", { ...LINEAR, ...style }),
      ),
    );
    expect(turned).toEqual(close(plain ?? []));
    expect(flipped).toEqual(close(plain ?? []));
    const upright = await box("occt.dimensions.simpleLinearLengthDimension", { ...LINEAR, labelRotation: 90 });
    const level = await box("occt.dimensions.simpleLinearLengthDimension", LINEAR);
    expect(upright.size[1]).toBeGreaterThan(level.size[1]);
  });

  it("puts arrows of the given size at both ends", async () => {
    const arrows = { ...LINEAR, endType: "arrow", arrowSize: 1.5 };
    const without = await lengths("occt.dimensions.simpleLinearLengthDimension", LINEAR);
    const all = await lengths("occt.dimensions.simpleLinearLengthDimension", arrows);
    expect(all).toHaveLength(without.length + 4);
    expect(all.slice(3, 7)).toEqual(close([1.5, 1.5, 1.5, 1.5]));
  });

  it('"occt.dimensions.simpleAngularDimension" draws the arc between two directions, and legs along them', async () => {
    const params = { direction1: [2, 0, 0], direction2: [0, 0, 3], radius: 4, offsetFromCenter: 0.5, extraSize: 1 };
    const [arc, ...legs] = await lengths("occt.dimensions.simpleAngularDimension", params);
    expect(arc).toBeCloseTo(2 * Math.PI, 6);
    expect(legs.slice(0, 2)).toEqual(close([4.5, 4.5]));
    const { min, max } = await box("occt.dimensions.simpleAngularDimension", { ...params, center: [10, 20, 30] });
    expect([min[1], max[0], max[1], max[2]]).toEqual(close([20, 15, 20, 35]));
  });

  it("writes the angle in degrees, or in radians", async () => {
    const params = { direction1: [1, 0, 0], direction2: [0, 0, 1], labelSuffix: "" };
    const degrees = await lengths("occt.dimensions.simpleAngularDimension", params);
    const radians = await lengths("occt.dimensions.simpleAngularDimension", { ...params, radians: true });
    expect(degrees).toEqual(close(await lengths("occt.dimensions.simpleAngularDimension", { ...params, labelOverwrite: "90.00" })));
    expect(radians).toEqual(close(await lengths("occt.dimensions.simpleAngularDimension", { ...params, labelOverwrite: "1.57" })));
  });

  it('"occt.dimensions.pinWithLabel" draws a line from the point to its label', async () => {
    const params = { startPoint: [0, 0, 0], endPoint: [0, 10, 0], direction: [1, 0, 0], offsetFromStart: 1, label: "Pin", labelOffset: 2 };
    const [pin] = await lengths("occt.dimensions.pinWithLabel", params);
    expect(pin).toBeCloseTo(9, 6);
    const { min, max } = await box("occt.dimensions.pinWithLabel", { ...params, labelSize: 1 });
    expect(min[1]).toBeCloseTo(1, 5);
    // The label's middle is 2 above the end, and it is 1 high or, with its tails, little more.
    expect(max[1]).toBeGreaterThan(12.4);
    expect(max[1]).toBeLessThan(13);
    expect(min[0] + max[0]).toBeCloseTo(0, 5);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ["occt.dimensions.simpleLinearLengthDimension", { ...LINEAR, end: [0, 0, 0] }, /one point/],
    ["occt.dimensions.simpleLinearLengthDimension", { ...LINEAR, direction: [1, 0, 0] }, /must not run along/],
    ["occt.dimensions.simpleLinearLengthDimension", { ...LINEAR, labelSize: 0 }, /labelSize is 0/],
    ["occt.dimensions.simpleLinearLengthDimension", { ...LINEAR, decimalPlaces: 1.5 }, /decimalPlaces is 1.5/],
    ["occt.dimensions.simpleLinearLengthDimension", { ...LINEAR, labelOverwrite: "x".repeat(201) }, /201 characters/],
    ["occt.dimensions.simpleLinearLengthDimension", { ...LINEAR, endType: "arrow", arrowSize: 0 }, /arrowSize is 0/],
    ["occt.dimensions.simpleAngularDimension", { direction1: [1, 0, 0], direction2: [2, 0, 0] }, /same direction/],
    ["occt.dimensions.simpleAngularDimension", { direction1: [1, 0, 0], direction2: [-2, 0, 0] }, /opposite/],
    ["occt.dimensions.pinWithLabel", { offsetFromStart: 50 }, /offsetFromStart is 50/],
  ])("%s %j is refused", async (id, params, message) => {
    await expect(build(step(id, params))).rejects.toThrow(message);
  });
});
