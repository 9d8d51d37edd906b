import { describe, expect, it } from "vitest";
import { distance, type Vec3 } from "@/lib/cad/kernel/vector";
import { answer, curve, curves, near, onAll, onPrev, step } from "./spec-curves";

const { PI, cos, hypot, sin } = Math;

/** An open wire of sides 3, 4 and 5. */
const BENT = step("occt.shapes.wire.createPolylineWire", {
  points: [
    [0, 0, 0],
    [3, 0, 0],
    [3, 4, 0],
    [3, 4, 5],
  ],
});
const CIRCLE = step("occt.shapes.wire.createCircleWire", { radius: 2 });
const ELLIPSE = step("occt.shapes.wire.createEllipseWire", { radiusMinor: 1, radiusMajor: 3 });
const HELIX = step("occt.shapes.wire.createHelixWire", { radius: 2, pitch: 3, height: 6, tolerance: 1e-7 });
const BOX = step("occt.shapes.solid.createBox", { width: 1, height: 2, length: 3 });

describe("a wire tells", () => {
  it("its length, its middle and whether it is closed", async () => {
    expect(await answer(BENT, onPrev("occt.shapes.wire.getWireLength"))).toBeCloseTo(12, 12);
    expect(await answer(BENT, onPrev("occt.shapes.wire.isWireClosed"))).toBe(false);
    expect(await answer(CIRCLE, onPrev("occt.shapes.wire.isWireClosed"))).toBe(true);
    const middle = [(3 * 1.5 + 4 * 3 + 5 * 3) / 12, (4 * 2 + 5 * 4) / 12, (5 * 2.5) / 12];
    expect(await answer(BENT, onPrev("occt.shapes.wire.getWireCenterOfMass"))).toEqual(near(middle));
  });

  it("its start, its end and its middle by parameter", async () => {
    expect(await answer(BENT, onPrev("occt.shapes.wire.startPointOnWire"))).toEqual(near([0, 0, 0]));
    expect(await answer(BENT, onPrev("occt.shapes.wire.endPointOnWire"))).toEqual(near([3, 4, 5]));
    // Every edge takes up as much of the parameter: half of it is half of the second.
    expect(await answer(BENT, onPrev("occt.shapes.wire.midPointOnWire"))).toEqual(near([3, 2, 0]));
    expect(await answer(CIRCLE, onPrev("occt.shapes.wire.midPointOnWire"))).toEqual(near([0, 0, -2]));
  });

  it.each([
    [0, [0, 0, 0], [1, 0, 0]],
    [1.5, [1.5, 0, 0], [1, 0, 0]],
    [5, [3, 2, 0], [0, 1, 0]],
    [12, [3, 4, 5], [0, 0, 1]],
  ])("the point and the direction at length %d", async (length, at, along) => {
    expect(await answer(BENT, onPrev("occt.shapes.wire.pointOnWireAtLength", { length }))).toEqual(near(at));
    const tangent = await answer<Vec3>(BENT, onPrev("occt.shapes.wire.tangentOnWireAtLength", { length }));
    expect(tangent.map((component) => component / hypot(...tangent))).toEqual(near(along));
  });

  it("tangents at right angles to the radius, and the curvature by its derivatives", async () => {
    for (const param of [0, 0.1, 0.35, 0.8]) {
      const at = await answer<Vec3>(CIRCLE, onPrev("occt.shapes.wire.pointOnWireAtParam", { param }));
      const tangent = await answer<Vec3>(CIRCLE, onPrev("occt.shapes.wire.tangentOnWireAtParam", { param }));
      expect(at).toEqual(near([2 * sin(2 * PI * param), 0, 2 * cos(2 * PI * param)]));
      expect(at[0] * tangent[0] + at[2] * tangent[2]).toBeCloseTo(0, 9);
      expect(hypot(...tangent)).toBeGreaterThan(1);
      const [first, second, third] = await answer<[Vec3, Vec3, Vec3]>(
        CIRCLE,
        onPrev("occt.shapes.wire.derivativesOnWireAtParam", { param }),
      );
      expect(first).toEqual(near(tangent));
      expect(hypot(...second) / hypot(...first) ** 2).toBeCloseTo(1 / 2, 9);
      expect(third).toEqual(
        near(
          first.map((component) => -((2 * PI) ** 2) * component),
          6,
        ),
      );
    }
    const [, second] = await answer<[Vec3, Vec3, Vec3]>(CIRCLE, onPrev("occt.shapes.wire.derivativesOnWireAtLength", { length: PI }));
    expect(second[2]).toBeCloseTo(0, 9);
  });

  it.each([
    ["an ellipse", ELLIPSE],
    ["a bent wire", BENT],
    ["a helix", HELIX],
  ])("points at even lengths of %s", async (_, wire) => {
    const { length } = await curve(wire);
    const points = await answer<Vec3[]>(wire, onPrev("occt.shapes.wire.divideWireByEqualDistanceToPoints", { nrOfDivisions: 7 }));
    expect(points).toHaveLength(8);
    for (const [index, at] of points.entries()) {
      expect(await answer(wire, onPrev("occt.shapes.wire.pointOnWireAtLength", { length: (index * length) / 7 }))).toEqual(near(at));
    }
    // The part of the wire up to the third of seven points is as long as it should be.
    const cut = onPrev("occt.shapes.wire.splitOnPoints", { points: [points[3]] });
    const [first] = await curves(wire, cut);
    expect(first?.length).toBeCloseTo((3 * length) / 7, 6);
  });

  it("points at even parameters, with or without the ends", async () => {
    const divide = (params: Record<string, unknown>) =>
      answer<Vec3[]>(CIRCLE, onPrev("occt.shapes.wire.divideWireByParamsToPoints", { nrOfDivisions: 4, ...params }));
    expect(await divide({})).toEqual([near([0, 0, 2]), near([2, 0, 0]), near([0, 0, -2]), near([-2, 0, 0]), near([0, 0, 2])]);
    expect(await divide({ removeStartPoint: true })).toHaveLength(4);
    expect(await divide({ removeEndPoint: true })).toHaveLength(4);
    expect(await divide({ removeStartPoint: true, removeEndPoint: true })).toEqual([near([2, 0, 0]), near([0, 0, -2]), near([-2, 0, 0])]);
  });

  it("points a length apart from one another", async () => {
    const at = (id: string, params: Record<string, unknown>) => answer<Vec3[]>(BENT, onPrev(id, params));
    const equal = "occt.shapes.wire.pointsOnWireAtEqualLength";
    expect(await at(equal, { length: 5 })).toEqual([near([3, 2, 0]), near([3, 4, 3])]);
    expect(await at(equal, { length: 5, includeFirst: true, includeLast: true })).toHaveLength(4);
    expect((await at(equal, { length: 5, tryNext: true })).at(-1)).toEqual(near([3, 4, 8]));
    expect(await at(equal, { length: 4 })).toHaveLength(3);
    const pattern = "occt.shapes.wire.pointsOnWireAtPatternOfLengths";
    expect(await at(pattern, { lengths: [3, 4] })).toEqual([near([3, 0, 0]), near([3, 4, 0]), near([3, 4, 3])]);
    expect(await at(pattern, { lengths: [3, 4], includeFirst: true, includeLast: true })).toHaveLength(5);
    expect(await at("occt.shapes.wire.pointsOnWireAtLengths", { lengths: [0, 7, 12] })).toEqual([
      near([0, 0, 0]),
      near([3, 4, 0]),
      near([3, 4, 5]),
    ]);
  });

  it("the same of several wires", async () => {
    const both = (id: string, params: Record<string, unknown> = {}) =>
      answer<unknown[]>(BENT, CIRCLE, step(id, { shapes: ["$ref:0", "$ref:1"], ...params }));
    expect(await both("occt.shapes.wire.getWiresLengths")).toEqual(near([12, 4 * PI]));
    expect((await both("occt.shapes.wire.getWiresCentersOfMass"))[1]).toEqual(near([0, 0, 0]));
    const byParams = await both("occt.shapes.wire.divideWiresByParamsToPoints", { nrOfDivisions: 3 });
    expect(byParams[0]).toEqual([near([0, 0, 0]), near([3, 0, 0]), near([3, 4, 0]), near([3, 4, 5])]);
    const byLength = await both("occt.shapes.wire.divideWiresByEqualDistanceToPoints", { nrOfDivisions: 2 });
    expect(byLength).toEqual([
      [near([0, 0, 0]), near([3, 3, 0]), near([3, 4, 5])],
      [near([0, 0, 2]), near([0, 0, -2]), near([0, 0, 2])],
    ]);
  });

  it("itself as points that follow it closely", async () => {
    const [points = []] = await answer<Vec3[][]>(
      CIRCLE,
      onPrev("occt.shapes.wire.wiresToPoints", { angularDeflection: 0.05, curvatureDeflection: 0.001 }),
    );
    expect(points.every(([x, y, z]) => Math.abs(hypot(x, z) - 2) < 1e-9 && Math.abs(y) < 1e-9)).toBe(true);
    const polygon = points.slice(1).reduce((sum, at, index) => sum + distance(at, points[index] ?? at), 0);
    expect(polygon / (4 * PI)).toBeGreaterThan(0.999);
    expect((await answer<Vec3[][]>(BENT, onPrev("occt.shapes.wire.wiresToPoints")))[0]).toHaveLength(4);
    expect(await answer<Vec3[][]>(BOX, onPrev("occt.shapes.wire.wiresToPoints"))).toHaveLength(6);
  });

  it("what its edges are", async () => {
    const info = await answer(BENT, onPrev("occt.shapes.wire.debugInfo"));
    expect(info).toMatchObject({ valid: true, nbEdges: 3, closed: false, totalLength: expect.closeTo(12, 9) });
    expect(info).toMatchObject({ edges: [{ type: "line", isLinear: true, length: expect.closeTo(3, 9) }, {}, {}] });
  });
});

describe("wires of a shape", () => {
  it("are those of its faces, each by its index", async () => {
    const lengths = await answer<number[]>(BOX, onPrev("occt.shapes.wire.getWires"), onAll("occt.shapes.wire.getWiresLengths"));
    expect(lengths.toSorted((a, b) => a - b)).toEqual(near([6, 6, 8, 8, 10, 10]));
    for (const [index, length] of lengths.entries())
      expect((await curve(BOX, onPrev("occt.shapes.wire.getWire", { index }))).length).toBeCloseTo(length, 9);
  });

  it.each<[params: Record<string, unknown>, message: string]>([
    [{ index: 6 }, "index is 6 and must be a whole number from 0 to 5"],
    [{ index: 0.5 }, "index is 0.5"],
  ])("%j is refused: %s", async (params, message) => {
    await expect(curve(BOX, onPrev("occt.shapes.wire.getWire", params))).rejects.toThrow(message);
  });
});

it.each<[id: string, params: Record<string, unknown>, message: string]>([
  ["occt.shapes.wire.pointOnWireAtLength", { length: 13 }, "length is 13 and must be from 0 to the length of the curve, 12"],
  ["occt.shapes.wire.pointOnWireAtLength", { length: -1 }, "length is -1"],
  ["occt.shapes.wire.pointOnWireAtParam", { param: 1.5 }, "param is 1.5 and must be from 0"],
  ["occt.shapes.wire.pointsOnWireAtEqualLength", { length: 0 }, "length is 0 and must be more than 0"],
  ["occt.shapes.wire.pointsOnWireAtPatternOfLengths", { lengths: [0, 0] }, "add up to 0"],
  ["occt.shapes.wire.pointsOnWireAtLengths", { lengths: [1, 40] }, "lengths[1] is 40"],
  ["occt.shapes.edge.getEdgeLength", {}, "shape is wire and must be an edge"],
])("%s %j is refused: %s", async (id, params, message) => {
  await expect(answer(BENT, onPrev(id, params))).rejects.toThrow(message);
});
