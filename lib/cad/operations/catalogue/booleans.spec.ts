import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { lastValue, measure, measureEach, off, step } from "./spec-catalogue";

const box = (center: readonly number[] = [0, 0, 0], size: readonly number[] = [1, 2, 3]) =>
  step("occt.shapes.solid.createBox", { width: size[0], height: size[1], length: size[2], center });
const compound = step("occt.shapes.compound.makeCompound", { shapes: "$prev" });

describe("unions, differences and intersections", () => {
  it("occt.booleans.union merges coplanar neighbours unless edges are kept", async () => {
    const union = (keepEdges: boolean) =>
      measure(box(), box([0.5, 0, 0]), step("occt.booleans.union", { shapes: ["$ref:0", "$ref:1"], keepEdges }));
    expect(await union(false)).toMatchObject({ kind: "solid", faces: 6, volume: expect.closeTo(9, 9) });
    const kept = await union(true);
    expect(kept.volume).toBeCloseTo(9, 9);
    expect(kept.faces).toBeGreaterThan(6);
  });

  it("occt.booleans.difference takes many tools at once, and takes nothing where none of them touches", async () => {
    const tools = [-0.25, 0.25].map((x) => step("occt.shapes.solid.createCylinder", { radius: 0.1, height: 9, center: [x, -4, 0] }));
    const drilled = await measure(box(), ...tools, step("occt.booleans.difference", { shape: "$ref:0", shapes: ["$ref:1", "$ref:2"] }));
    expect(off(drilled.volume, 6 - 2 * Math.PI * 0.01 * 2)).toBeLessThan(1e-9);
    const far = await measure(box(), box([50, 0, 0]), step("occt.booleans.difference", { shape: "$ref:0", shapes: ["$ref:1"] }));
    expect(far).toMatchObject({ valid: true, faces: 6, volume: expect.closeTo(6, 9) });
    await expect(measure(box(), step("occt.booleans.difference", { shape: "$ref:0", shapes: ["$ref:0"] }))).rejects.toThrow(
      "leaves nothing",
    );
  });

  it("occt.booleans.intersection gives the first with each of the others, and leaves out what does not meet", async () => {
    const shapes = ["$ref:0", "$ref:1", "$ref:2", "$ref:1"];
    const common = await measureEach(box(), box([0.5, 0, 0]), box([50, 0, 0]), step("occt.booleans.intersection", { shapes }));
    expect(common.map(({ volume }) => volume)).toEqual([expect.closeTo(3, 9), expect.closeTo(3, 9)]);
    expect(await lastValue(box(), box([50, 0, 0]), step("occt.booleans.intersection", { shapes: ["$ref:0", "$ref:1"] }))).toEqual([]);
  });

  it("hold inclusion and exclusion: the union and the intersection weigh as much as both bodies", async () => {
    const coordinate = fc.double({ min: -0.9, max: 0.9, noNaN: true });
    const length = fc.double({ min: 0.5, max: 3, noNaN: true });
    await fc.assert(
      fc.asyncProperty(fc.tuple(coordinate, coordinate, coordinate), fc.tuple(length, length, length), async (center, size) => {
        const both = [box([0, 0, 0], [2, 2, 2]), box(center, size)];
        const shapes = ["$ref:0", "$ref:1"];
        const union = await measure(...both, step("occt.booleans.union", { shapes }));
        const common = await measure(...both, step("occt.booleans.intersection", { shapes }), compound);
        const rest = await measure(...both, step("occt.booleans.difference", { shape: "$ref:0", shapes: ["$ref:1"] })).catch(() => ({
          volume: 0,
        }));
        const volume = size.reduce((product, x) => product * x, 1);
        expect(union.volume + common.volume).toBeCloseTo(8 + volume, 6);
        expect(rest.volume + common.volume).toBeCloseTo(8, 6);
      }),
      { numRuns: 8 },
    );
  });
});

describe("lines in which surfaces cross", () => {
  /** A sphere of radius 2 about the origin, cut by the top of a box at y = 1: a circle of radius √3. */
  const pair = [
    step("occt.shapes.solid.createSphere", { radius: 2 }),
    step("occt.shapes.solid.createBoxFromCorner", { width: 20, length: 20, height: 20, corner: [-10, -19, -10] }),
  ];
  const far = step("occt.shapes.solid.createSphere", { center: [99, 0, 0] });
  const points = (value: unknown) => value as [number, number, number][][];

  it("occt.booleans.meshMeshIntersectionPoints follow the circle within the precision", async () => {
    const params = { shape1: "$ref:0", shape2: "$ref:1", precision1: 0.001, precision2: 0.001 };
    const lines = points(await lastValue(...pair, step("occt.booleans.meshMeshIntersectionPoints", params)));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.length).toBeGreaterThan(20);
    for (const [x, y, z] of lines[0] ?? []) {
      expect(y).toBeCloseTo(1, 6);
      expect(Math.hypot(x, z)).toBeCloseTo(Math.sqrt(3), 6);
    }
    expect(lines[0]?.[0]).toEqual(lines[0]?.at(-1)?.map((at) => expect.closeTo(at, 6)));
    const coarse = points(
      await lastValue(...pair, step("occt.booleans.meshMeshIntersectionPoints", { ...params, precision1: 0.3, precision2: 0.3 })),
    );
    expect(coarse[0]?.length).toBeLessThan(lines[0]?.length ?? 0);
  });

  it("occt.booleans.meshMeshIntersectionWires are inscribed polygons, shorter than the circle by no more than the precision allows", async () => {
    const params = { shape1: "$ref:0", shape2: "$ref:1", precision1: 0.001, precision2: 0.001 };
    const [wire] = await measureEach(...pair, step("occt.booleans.meshMeshIntersectionWires", params));
    const circle = 2 * Math.PI * Math.sqrt(3);
    expect(wire).toMatchObject({ kind: "wire", valid: true });
    expect(wire?.length).toBeLessThan(circle);
    expect(off(wire?.length ?? 0, circle)).toBeLessThan(2e-3);
  });

  it("occt.booleans.meshMeshIntersectionOfShapesPoints and occt.booleans.meshMeshIntersectionOfShapesWires take several shapes", async () => {
    const params = { shape: "$ref:0", shapes: ["$ref:1", "$ref:2"] };
    expect(points(await lastValue(...pair, far, step("occt.booleans.meshMeshIntersectionOfShapesPoints", params)))).toHaveLength(1);
    expect(await measureEach(...pair, far, step("occt.booleans.meshMeshIntersectionOfShapesWires", params))).toHaveLength(1);
    const wrong = { ...params, precisionShapes: [0.1] };
    await expect(lastValue(...pair, far, step("occt.booleans.meshMeshIntersectionOfShapesPoints", wrong))).rejects.toThrow(
      "precisionShapes holds 1",
    );
  });
});
