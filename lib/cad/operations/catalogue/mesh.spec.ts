import { describe, expect, it } from "vitest";
import { cross, dot, lengthOf, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import type { DecomposedMesh } from "@/lib/cad/mesh/decomposed-mesh";
import { lastValue, step } from "../spec-part";

const { PI } = Math;
const CORNER = step("occt.shapes.solid.createBoxFromCorner", { width: 1, height: 2, length: 3 });
const CYLINDER = step("occt.shapes.solid.createCylinder", { radius: 2, height: 5 });
const meshed = (params: Record<string, unknown> = {}) => step("occt.shapeToMesh", { shape: "$prev", ...params });
const close = (vector: readonly number[], digits = 6) => vector.map((at) => expect.closeTo(at, digits));

async function mesh(...steps: Parameters<typeof lastValue>): Promise<DecomposedMesh> {
  return (await lastValue(...steps)) as DecomposedMesh;
}

/** Enclosed by all faces' triangles, by the divergence theorem; positive when they wind outward. */
function volumeOf({ faceList }: DecomposedMesh): number {
  return sumOf(faceList, (a, b, c) => dot(a, cross(b, c)) / 6);
}

function areaOf(faces: DecomposedMesh["faceList"]): number {
  return sumOf(faces, (a, b, c) => lengthOf(cross(subtract(b, a), subtract(c, a))) / 2);
}

function sumOf(faces: DecomposedMesh["faceList"], of: (a: Vec3, b: Vec3, c: Vec3) => number): number {
  let sum = 0;
  for (const { triIndexes, vertexCoordVec } of faces) {
    for (let i = 0; i < triIndexes.length; i += 3) {
      const [a, b, c] = triIndexes.slice(i, i + 3).map((index) => vertexCoordVec[index]);
      if (!a || !b || !c) throw new Error("A triangle names a vertex that its face has not.");
      sum += of(a, b, c);
    }
  }
  return sum;
}

describe('a mesh in pieces, "occt.shapeToMesh"', () => {
  it("of a box has its six faces, twelve edges and volume", async () => {
    const box = await mesh(CORNER, meshed());
    expect(box.faceList.map(({ faceIndex }) => faceIndex)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(box.edgeList.map(({ edgeIndex }) => edgeIndex)).toEqual(Array.from({ length: 12 }, (_, index) => index));
    expect(box.pointsList).toEqual([]);
    expect(volumeOf(box)).toBeCloseTo(6, 6);
    for (const face of box.faceList) {
      expect(face.numberOfTriangles).toBe(2);
      expect(face.vertexCoordVec.flat()).toEqual(face.vertexCoord);
      expect(face.normalCoord).toEqual(close(face.vertexCoordVec.flatMap(() => face.centerNormal)));
    }
  });

  it("numbers faces and edges as getFaces and filletEdges do", async () => {
    const { faceList, edgeList } = await mesh(CORNER, meshed());
    for (const index of [0, 3, 5]) {
      const face = [step("occt.shapes.face.getFaces", { shape: "$prev" }), step("lists.getItem", { list: "$prev", index })];
      const center = await lastValue(CORNER, ...face, step("occt.operations.boundingBoxCenterOfShape", { shape: "$prev" }));
      expect(faceList[index]?.centerPoint).toEqual(close(center as Vec3));
    }
    // A chamfer removes the material at the chosen edge, and with it half a square prism as long as the edge.
    for (const index of [0, 5, 11]) {
      const [from, to] = [edgeList[index]?.vertexCoord.at(0), edgeList[index]?.vertexCoord.at(-1)];
      const left = await lastValue(
        CORNER,
        step("occt.fillets.chamferEdges", { shape: "$prev", distance: 0.1, indexes: [index] }),
        step("occt.shapes.solid.getSolidVolume", { shape: "$prev" }),
      );
      expect(6 - (left as number)).toBeCloseTo(0.005 * lengthOf(subtract(to ?? [0, 0, 0], from ?? [0, 0, 0])), 6);
    }
  });

  it("of a cylinder stays within its precision, and gives the surface's parameters from 0 to 1", async () => {
    const coarse = await mesh(CYLINDER, meshed({ precision: 0.2 }));
    const fine = await mesh(CYLINDER, meshed({ precision: 0.001 }));
    const exact = 20 * PI;
    expect(volumeOf(fine) / exact).toBeGreaterThan(0.999);
    expect(volumeOf(coarse)).toBeLessThan(volumeOf(fine));
    expect(volumeOf(fine)).toBeLessThan(exact);
    const wall = fine.faceList.find(({ centerNormal }) => lengthOf(centerNormal) === 0);
    const seen = wall?.vertexCoordVec.map(([x, y, z], index) => {
      const [u = -1, v = -1] = wall.uvs.slice(index * 2, index * 2 + 2);
      // Round the axis once by u, and along it by v: places of the same u lie above each other.
      expect(y / 5).toBeCloseTo(v, 5);
      return { u, angle: Math.atan2(z, x) };
    });
    const start = seen?.find(({ u }) => u === 0)?.angle ?? Number.NaN;
    for (const { u, angle } of seen ?? []) expect(Math.cos(angle - start)).toBeCloseTo(Math.cos(2 * PI * u), 4);
    expect(seen?.length).toBeGreaterThan(100);
  });

  it("follows an edge from end to end, seams too", async () => {
    const { edgeList } = await mesh(CYLINDER, meshed({ precision: 0.001 }));
    const lengths = edgeList.map(({ vertexCoord }) =>
      vertexCoord.slice(1).reduce((sum, to, index) => sum + lengthOf(subtract(to, vertexCoord[index] ?? to)), 0),
    );
    expect(lengths.toSorted((a, b) => a - b)).toEqual([expect.closeTo(5, 5), expect.closeTo(4 * PI, 1), expect.closeTo(4 * PI, 1)]);
    const straight = edgeList[lengths.findIndex((length) => length < 6)];
    expect(straight?.middlePoint[1]).toBeCloseTo(2.5, 5);
  });

  it("adds measures, kinds and neighbours when asked", async () => {
    const { faceList, edgeList } = await mesh(CYLINDER, meshed({ computeMetadata: true }));
    const wall = faceList.find(({ surfaceType }) => surfaceType === "cylinder");
    expect(wall?.area).toBeCloseTo(20 * PI, 6);
    expect(wall?.centerOfMass).toEqual(close([0, 2.5, 0]));
    expect(wall?.adjacentFaces).toHaveLength(2);
    for (const cap of faceList.filter(({ surfaceType }) => surfaceType === "plane")) expect(cap.adjacentFaces).toEqual([wall?.faceIndex]);
    expect(edgeList.map(({ curveType }) => curveType ?? "").toSorted()).toEqual(["circle", "circle", "line"]);
    expect(edgeList.reduce((sum, { length = 0 }) => sum + length, 0)).toBeCloseTo(5 + 8 * PI, 6);
    const uids = [...faceList.map(({ faceUid }) => faceUid), ...edgeList.map(({ edgeUid }) => edgeUid)];
    expect(new Set(uids).size).toBe(6);
    const again = await mesh(CYLINDER, meshed({ computeMetadata: true, precision: 0.5 }));
    expect(again.faceList.map(({ faceUid }) => faceUid)).toEqual(faceList.map(({ faceUid }) => faceUid));
  });

  it("turns Y up to Z up without mirroring", async () => {
    const { faceList } = await mesh(CORNER, meshed({ adjustYtoZ: true }));
    const points = faceList.flatMap(({ vertexCoordVec }) => vertexCoordVec);
    const low = [0, 1, 2].map((axis) => Math.min(...points.map((at) => at[axis] ?? 0)));
    // (x, y, z) to (x, −z, y)
    expect(low).toEqual(close([0, -3, 0]));
    expect(volumeOf({ faceList, edgeList: [], pointsList: [] })).toBeCloseTo(6, 6);
  });

  it("of a wire has edges alone, and is refused a precision that is none", async () => {
    const wire = step("occt.shapes.wire.createSquareWire", { size: 2 });
    const { faceList, edgeList } = await mesh(wire, meshed());
    expect(faceList).toEqual([]);
    expect(edgeList).toHaveLength(4);
    await expect(lastValue(CORNER, meshed({ precision: 0 }))).rejects.toThrow("precision is 0");
  });
});

describe("meshes and polygons", () => {
  it('"occt.shapesToMeshes" gives one mesh for each shape', async () => {
    const meshes = await lastValue(CORNER, CYLINDER, step("occt.shapesToMeshes", { shapes: ["$ref:0", "$ref:1"], precision: 0.01 }));
    expect((meshes as DecomposedMesh[]).map(volumeOf)).toEqual([expect.closeTo(6, 5), expect.closeTo(20 * PI, 0)]);
  });

  it.each([false, true])('"occt.shapeFacesToPolygonPoints" gives triangles that enclose the shape, reversed %s', async (reversedPoints) => {
    const triangles = (await lastValue(CORNER, step("occt.shapeFacesToPolygonPoints", { shape: "$prev", reversedPoints }))) as Vec3[][];
    expect(triangles).toHaveLength(12);
    const volume = triangles.reduce((sum, [a, b, c]) => sum + (a && b && c ? dot(a, cross(b, c)) / 6 : Number.NaN), 0);
    expect(volume).toBeCloseTo(reversedPoints ? -6 : 6, 6);
  });

  it("covers a face as wide as it is", async () => {
    const { faceList } = await mesh(step("occt.shapes.face.createRectangleFace", { width: 2, length: 3 }), meshed());
    expect(areaOf(faceList)).toBeCloseTo(6, 6);
  });

  it.each<[string, Record<string, unknown>]>([
    ["occt.deleteShape", { shape: "$ref:0" }],
    ["occt.deleteShapes", { shapes: ["$ref:0"] }],
    ["occt.cleanAllCache", {}],
  ])("%s gives nothing and leaves shapes usable", async (id, params) => {
    expect(await lastValue(CORNER, step(id, params))).toBeNull();
    expect(await lastValue(CORNER, step(id, params), step("occt.shapes.solid.getSolidVolume", { shape: "$ref:0" }))).toBeCloseTo(6, 9);
  });
});
