import { describe, expect, it } from "vitest";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { answer, near, onAll, onPrev, step } from "./spec-curves";

const BOX = step("occt.shapes.solid.createBox", { width: 2, height: 4, length: 6 });
const POINTS = [
  [1, 2, 3],
  [4, 5, 6],
];

describe("vertices", () => {
  it("stand at the points that they are made from", async () => {
    expect(
      await answer(step("occt.shapes.vertex.vertexFromPoint", { point: [1, 2, 3] }), onPrev("occt.shapes.vertex.getVerticesAsPoints")),
    ).toEqual([near([1, 2, 3])]);
    expect(
      await answer(step("occt.shapes.vertex.vertexFromXYZ", { x: 1, z: 3 }), onPrev("occt.shapes.vertex.getVerticesAsPoints")),
    ).toEqual([near([1, 0, 3])]);
    const several = step("occt.shapes.vertex.verticesFromPoints", { points: POINTS });
    expect(await answer(several, onAll("occt.shapes.vertex.verticesToPoints"))).toEqual(POINTS.map((at) => near(at)));
    const compound = step("occt.shapes.vertex.verticesCompoundFromPoints", { points: POINTS });
    expect(await answer(compound, onPrev("occt.shapes.shape.getShapeType"))).toBe("compound");
    expect(await answer(compound, onPrev("occt.shapes.vertex.getVerticesAsPoints"))).toEqual(POINTS.map((at) => near(at)));
  });

  it("of a box are its corners, each once", async () => {
    const corners = await answer<Vec3[]>(BOX, onPrev("occt.shapes.vertex.getVertices"), onAll("occt.shapes.vertex.verticesToPoints"));
    expect(corners).toHaveLength(8);
    expect(new Set(corners.map((at) => at.map(Math.sign).join())).size).toBe(8);
    for (const at of corners) expect(at.map(Math.abs)).toEqual(near([1, 2, 3]));
  });

  it("give their point one by one", async () => {
    const one = step("occt.shapes.vertex.vertexFromPoint", { point: [7, 8, 9] });
    expect(await answer(one, step("occt.shapes.vertex.vertexToPoint", { shapes: ["$prev"] }))).toEqual(near([7, 8, 9]));
    const two = step("occt.shapes.vertex.verticesFromPoints", { points: POINTS });
    await expect(answer(two, onAll("occt.shapes.vertex.vertexToPoint"))).rejects.toThrow("holds 2 vertices and must hold 1");
    await expect(answer(BOX, step("occt.shapes.vertex.verticesToPoints", { shapes: ["$prev"] }))).rejects.toThrow(
      "shapes[0] is solid and must be a vertex",
    );
  });
});

describe("points cast onto a shape", () => {
  it.each([
    ["all", [-2, 2]],
    ["closest", [-2]],
    ["furthest", [2]],
    ["closestAndFurthest", [-2, 2]],
  ])("are those of %s, from near to far", async (projectionType, heights) => {
    const points = [
      [0.5, -5, 1],
      [9, -5, 1],
    ];
    const found = await answer(BOX, onPrev("occt.shapes.vertex.projectPoints", { points, projectionType }));
    expect(found).toEqual(heights.map((y) => near([0.5, y, 1])));
  });

  it("reach as far as the direction is long", async () => {
    const cast = (direction: number[]) => answer(BOX, onPrev("occt.shapes.vertex.projectPoints", { points: [[0, -5, 0]], direction }));
    expect(await cast([0, 4, 0])).toEqual([near([0, -2, 0])]);
    expect(await cast([0, 2, 0])).toEqual([]);
  });
});
