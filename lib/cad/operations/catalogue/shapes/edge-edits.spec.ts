import { describe, expect, it } from "vitest";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { answer, curve, curves, near, onAll, onPrev, step } from "./spec-curves";

const { PI } = Math;

const BOX = step("occt.shapes.solid.createBox", { width: 1, height: 2, length: 3 });
const CYLINDER = step("occt.shapes.solid.createCylinder", { radius: 2, height: 5 });
const CIRCLE = step("occt.shapes.edge.createCircleEdge", { radius: 2 });
const LINE = step("occt.shapes.edge.line", { start: [1, 0, 0], end: [1, 3, 4] });
/** A quarter of a circle of radius 2 from Z to X. */
const QUARTER = [CIRCLE, step("occt.shapes.edge.arcFromCircleAndTwoAngles", { circle: "$prev", alphaAngle1: 0, alphaAngle2: 90 })];

describe("edges of a shape", () => {
  it("are each there once, by an index, with their lengths in that order", async () => {
    expect(await curves(BOX, onPrev("occt.shapes.edge.getEdges"))).toHaveLength(12);
    const lengths = await answer<number[]>(BOX, onPrev("occt.shapes.edge.getEdgeLengthsOfShape"));
    expect(lengths.toSorted((a, b) => a - b)).toEqual(near([1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3]));
    for (const index of [0, 5, 11])
      expect((await curve(BOX, onPrev("occt.shapes.edge.getEdge", { index }))).length).toBeCloseTo(lengths[index] ?? 0, 9);
    expect(
      await curves(step("occt.shapes.solid.createCone", { radius1: 2, radius2: 0 }), onPrev("occt.shapes.edge.getEdges")),
    ).toHaveLength(2);
  });

  it("meet in its corners", async () => {
    const corners = await answer<Vec3[]>(BOX, onPrev("occt.shapes.edge.getCornerPointsOfEdgesForShape"));
    expect(corners).toHaveLength(8);
    for (const at of corners) expect(at.map(Math.abs)).toEqual(near([0.5, 1, 1.5]));
  });

  it("follow one another along a wire, of every kind or of one", async () => {
    const slot = [
      step("occt.shapes.edge.line", { start: [0, 0, 0], end: [4, 0, 0] }),
      step("occt.shapes.edge.arcThroughThreePoints", { start: [4, 0, 0], middle: [5, 1, 0], end: [4, 2, 0] }),
      step("occt.shapes.edge.line", { start: [0, 2, 0], end: [4, 2, 0] }),
      step("occt.shapes.edge.arcThroughThreePoints", { start: [0, 2, 0], middle: [-1, 1, 0], end: [0, 0, 0] }),
      step("occt.shapes.wire.combineEdgesAndWiresIntoAWire", { shapes: ["$ref:0", "$ref:1", "$ref:2", "$ref:3"] }),
    ];
    const along = async (id: string) => (await curves(...slot, onPrev(id))).map(({ start, length }) => [start, length]);
    const all = await along("occt.shapes.edge.getEdgesAlongWire");
    expect(all).toEqual([
      [near([0, 0, 0]), expect.closeTo(4, 9)],
      [near([4, 0, 0]), expect.closeTo(PI, 9)],
      [near([4, 2, 0]), expect.closeTo(4, 9)],
      [near([0, 2, 0]), expect.closeTo(PI, 9)],
    ]);
    expect(await along("occt.shapes.edge.getLinearEdgesAlongWire")).toHaveLength(2);
    expect((await along("occt.shapes.edge.getCircularEdgesAlongWire")).map(([start]) => start)).toEqual([near([4, 0, 0]), near([0, 2, 0])]);
  });

  it("go where faces of one surface merge", async () => {
    const halves = step("occt.shapes.solid.createBox", { width: 1, height: 2, length: 3, center: [1, 0, 0] });
    const kept = step("occt.booleans.union", { shapes: ["$ref:0", "$ref:1"], keepEdges: true });
    const merged = await curves(BOX, halves, kept, onPrev("occt.shapes.edge.removeInternalEdges"), onPrev("occt.shapes.edge.getEdges"));
    expect(merged).toHaveLength(12);
    expect((await curves(BOX, halves, kept, onPrev("occt.shapes.edge.getEdges"))).length).toBeGreaterThan(12);
  });

  it("of a cylinder are two circles and a seam", async () => {
    const radii = await answer<number[]>(CYLINDER, onPrev("occt.shapes.edge.getEdges"), onAll("occt.shapes.edge.getEdgesLengths"));
    expect(radii.toSorted((a, b) => a - b)).toEqual(near([5, 4 * PI, 4 * PI]));
  });
});

describe("an edge changes", () => {
  it("its direction", async () => {
    const back = await curve(...QUARTER, onPrev("occt.shapes.edge.reversedEdge"));
    expect([back.start, back.end, back.length]).toEqual([near([2, 0, 0]), near([0, 0, 2]), expect.closeTo(PI, 9)]);
    const tangent = await answer(
      ...QUARTER,
      onPrev("occt.shapes.edge.reversedEdge"),
      onPrev("occt.shapes.edge.tangentOnEdgeAtParam", { param: 0 }),
    );
    expect(tangent).toEqual(near([0, 0, 2]));
  });

  it.each([
    ["occt.shapes.edge.moveEdgeSeamByLength", { length: PI }],
    ["occt.shapes.edge.moveEdgeSeamByParameter", { parameter: PI / 2 }],
    ["occt.shapes.edge.moveEdgeSeamByParameter", { parameter: -1.5 * PI }],
  ])("where it begins by %s %j, if it is closed", async (id, params) => {
    const moved = await curve(CIRCLE, onPrev(id, params));
    expect([moved.start, moved.closed, moved.length]).toEqual([near([2, 0, 0]), true, expect.closeTo(4 * PI, 9)]);
    expect((await curve(LINE, onPrev(id, params))).start).toEqual(near([1, 0, 0]));
  });

  it("its degree and not its form", async () => {
    const spline = await answer(
      ...QUARTER,
      onPrev("occt.shapes.edge.rebuildEdgeDegree", { degree: 6 }),
      onPrev("occt.shapes.edge.debugInfo"),
    );
    expect(spline).toMatchObject({ type: "bspline", degree: 6, length: expect.closeTo(PI, 9) });
  });
});
