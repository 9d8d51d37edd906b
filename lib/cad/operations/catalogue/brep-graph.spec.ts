import { describe, expect, it } from "vitest";
import { build, lastValue, step } from "../spec-part";

const BOX = step("occt.shapes.solid.createBoxFromCorner", { width: 1, height: 2, length: 3 });
const CYLINDER = step("occt.shapes.solid.createCylinder", { radius: 2, height: 5 });
const CONE = step("occt.shapes.solid.createCone", { radius1: 2, radius2: 0, height: 3 });

type Row = Record<string, unknown> & { index: number; edges: number[]; faces: number[]; adjacent: number[] };

async function rows(list: string, ...steps: Parameters<typeof lastValue>): Promise<Row[]> {
  const result = (await lastValue(...steps)) as Record<string, Row[]>;
  expect(result.ok).toBe(true);
  return result[list] ?? [];
}

const of = (id: string) => step(id, { shape: "$prev" });

describe("the graph of a shape", () => {
  it.each([
    ["box", BOX],
    ["cylinder", CYLINDER],
    ["cone", CONE],
  ])('"occt.brepGraph.analyze" of a %s agrees with Euler and counts every edge of a closed solid twice', async (_, solid) => {
    const counts = (await lastValue(solid, of("occt.brepGraph.analyze"))) as Record<string, number>;
    const { vertices = 0, edges = 0, faces = 0, curves3d = 0, coedges = 0, solids } = counts;
    // Poles are edges for the kernel, and none for Euler; a seam makes an annulus a disc.
    expect(vertices - curves3d + faces).toBe(2);
    expect(coedges).toBe(2 * curves3d + (edges - curves3d));
    expect(solids).toBe(1);
  });

  it('"occt.brepGraph.faceAdjacency" of a box: every face has four neighbours, and all but the opposite one', async () => {
    const faces = await rows("faces", BOX, of("occt.brepGraph.faceAdjacency"));
    expect(faces).toHaveLength(6);
    for (const { index, adjacent, edges, nbWires } of faces) {
      expect([adjacent.length, edges.length, nbWires]).toEqual([4, 4, 1]);
      for (const neighbour of adjacent) expect(faces[neighbour]?.adjacent).toContain(index);
    }
    expect(new Set(faces.map(({ outerWire }) => outerWire)).size).toBe(6);
  });

  it('"occt.brepGraph.edgeFaceMap" of closed solids has no boundary, that of a face nothing else', async () => {
    for (const solid of [BOX, CYLINDER]) {
      const edges = await rows("edges", solid, of("occt.brepGraph.edgeFaceMap"));
      expect(edges.every(({ manifold, boundary }) => manifold && !boundary)).toBe(true);
    }
    const flat = await rows("edges", step("occt.shapes.face.createRectangleFace"), of("occt.brepGraph.edgeFaceMap"));
    expect(flat.map(({ boundary, nbFaces }) => [boundary, nbFaces])).toEqual([1, 2, 3, 4].map(() => [true, 1]));
  });

  it('"occt.brepGraph.vertexEdgeMap" of a box: three edges meet at each corner', async () => {
    const vertices = await rows("vertices", BOX, of("occt.brepGraph.vertexEdgeMap"));
    expect(vertices.map(({ edges }) => edges.length)).toEqual(Array(8).fill(3));
    const corners = vertices.map(({ point }) => (point as number[]).map((at) => Math.round(at)).join());
    expect(corners.toSorted()).toEqual(["0,0,0", "0,0,3", "0,2,0", "0,2,3", "1,0,0", "1,0,3", "1,2,0", "1,2,3"]);
  });

  it('"occt.brepGraph.faceInfo" and "occt.brepGraph.edgeInfo" tell surfaces and curves', async () => {
    const faces = await rows("faces", CYLINDER, of("occt.brepGraph.faceInfo"));
    expect(faces.map(({ surfaceType }) => surfaceType).toSorted()).toEqual(["Cylinder", "Plane", "Plane"]);
    const wall = faces.find(({ surfaceType }) => surfaceType === "Cylinder");
    expect(wall?.uvBounds).toEqual([0, 2 * Math.PI, 0, 5].map((bound) => expect.closeTo(bound, 9)));
    const edges = await rows("edges", CYLINDER, of("occt.brepGraph.edgeInfo"));
    expect(edges.map(({ curveType }) => curveType).toSorted()).toEqual(["Circle", "Circle", "Line"]);
    const cone = await rows("edges", CONE, of("occt.brepGraph.edgeInfo"));
    // The apex is an edge without a curve, and has the last number.
    expect(cone.map(({ degenerated, hasCurve, range }) => [degenerated, hasCurve, range === null])).toEqual([
      ...cone.slice(1).map(() => [false, true, false]),
      [true, false, true],
    ]);
  });

  it('"occt.brepGraph.wireInfo" tells outlines from holes', async () => {
    const drilled = [
      BOX,
      step("occt.shapes.solid.createCylinder", { radius: 0.2, height: 9, center: [0.5, -1, 1.5] }),
      step("occt.booleans.difference", { shape: "$ref:0", shapes: ["$ref:1"] }),
    ];
    const wires = await rows("wires", ...drilled, of("occt.brepGraph.wireInfo"));
    expect(wires.filter(({ outer }) => !outer)).toHaveLength(2);
    expect(wires.every(({ closed }) => closed)).toBe(true);
    expect(wires.filter(({ outer }) => outer)).toHaveLength(7);
  });

  it('"occt.brepGraph.containment" and "occt.brepGraph.dump" put every face in its shell and its solid', async () => {
    const both = [BOX, CYLINDER, step("occt.shapes.compound.makeCompound", { shapes: ["$ref:0", "$ref:1"] })];
    const { shellsOfFace, solidsOfShell, solidsOfFace } = (await lastValue(...both, of("occt.brepGraph.containment"))) as Record<
      string,
      number[][]
    >;
    expect(solidsOfShell).toEqual([[0], [1]]);
    expect(solidsOfFace).toEqual([...Array(6).fill([0]), ...Array(3).fill([1])]);
    expect(shellsOfFace).toEqual(solidsOfFace);
    const dump = (await lastValue(...both, of("occt.brepGraph.dump"))) as Record<string, Row[]>;
    expect(dump.shells?.map(({ nbFaces, closed }) => [nbFaces, closed])).toEqual([
      [6, true],
      [3, true],
    ]);
    const uids = ["solids", "shells", "faces", "edges", "vertices"].flatMap((list) => dump[list]?.map(({ uid }) => uid) ?? []);
    expect(new Set(uids).size).toBe(2 + 2 + 9 + 15 + 10);
    for (const { index, edges } of dump.faces ?? []) for (const edge of edges) expect(dump.edges?.[edge]?.faces).toContain(index);
  });

  it('"occt.brepGraph.assembly" counts a solid that stands at two places once', async () => {
    const pair = [BOX, step("occt.shapes.compound.makeCompound", { shapes: ["$ref:0", "$ref:0"] }), of("occt.brepGraph.assembly")];
    const { products, occurrences } = (await lastValue(...pair)) as Record<string, Row[]>;
    expect(products?.map(({ isAssembly }) => isAssembly)).toEqual([true, false]);
    expect(occurrences?.every(({ product, parentProduct }) => product === 1 && parentProduct === 0)).toBe(true);
    const single = (await lastValue(BOX, of("occt.brepGraph.assembly"))) as Record<string, unknown>;
    expect(single).toMatchObject({
      rootProducts: [0],
      occurrences: [],
      products: [{ isPart: true, shapeRoot: { kind: "solid", index: 0 } }],
    });
  });

  it('"occt.brepGraph.validate" finds nothing wrong with a box', async () => {
    expect(await lastValue(BOX, of("occt.brepGraph.validate"))).toEqual({ ok: true, valid: true, errors: 0, warnings: 0, issues: [] });
  });

  it('"occt.brepGraph.validate" warns of an edge that bounds more than two faces', async () => {
    const cut = step("occt.shapes.face.createRectangleFace", { width: 4, length: 4, direction: [1, 0, 0] });
    const flat = step("occt.shapes.face.createRectangleFace", { width: 4, length: 4 });
    const cross = step("occt.booleans.union", { shapes: ["$ref:0", "$ref:1"], keepEdges: true });
    expect(await lastValue(flat, cut, cross, of("occt.brepGraph.validate"))).toMatchObject({ valid: true, warnings: 1 });
  });

  it('"occt.brepGraph.nodeOfShape" and "occt.brepGraph.reconstruct" are each other\'s inverse', async () => {
    for (const [kind, index] of [
      ["face", 4],
      ["edge", 7],
      ["vertex", 2],
      ["solid", 0],
      ["wire", 3],
    ] as const) {
      const piece = step("occt.brepGraph.reconstruct", { shape: "$ref:0", kind, index });
      const found = await lastValue(BOX, piece, step("occt.brepGraph.nodeOfShape", { shape: "$ref:0", subShape: "$ref:1" }));
      expect(found).toMatchObject({ valid: true, kind, index });
    }
    expect(await lastValue(BOX, CYLINDER, step("occt.brepGraph.nodeOfShape", { shape: "$ref:0", subShape: "$ref:1" }))).toEqual({
      valid: false,
    });
    await expect(build(BOX, step("occt.brepGraph.reconstruct", { shape: "$prev", kind: "face", index: 6 }))).rejects.toThrow(
      "has 6 of the kind face",
    );
  });
});
