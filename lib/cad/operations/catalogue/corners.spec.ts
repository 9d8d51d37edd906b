import { describe, expect, it } from "vitest";
import { EXACT } from "../spec-part";
import { lastValue, measure, off, step } from "./spec-catalogue";

const BOX = step("occt.shapes.solid.createBox", { width: 2, height: 4, length: 6 });
const ask = (shape: ReturnType<typeof step>, points: number[][], params: Record<string, unknown> = {}) =>
  lastValue(shape, step("occt.corners.classifyCornerByPoint", { shape: "$prev", points, ...params }));

describe("occt.corners.classifyCornerByPoint", () => {
  it("finds the corner of a box nearest to each point: three edges and three faces meet there", async () => {
    const report = await ask(BOX, [
      [1, 2, 4],
      [-9, -9, -9],
    ]);
    expect(report).toMatchObject({
      ok: true,
      modified: false,
      results: [
        {
          index: 0,
          point: [1, 2, 3].map((x) => expect.closeTo(x, 9)),
          snapDistance: expect.closeTo(1, 9),
          valence: 3,
          incidentFaces: 3,
          classification: "solid3d",
          applied: false,
        },
        {
          index: 1,
          point: [-1, -2, -3].map((x) => expect.closeTo(x, 9)),
          snapDistance: expect.closeTo(Math.hypot(8, 7, 6), 9),
          classification: "solid3d",
        },
      ],
    });
  });

  it.each<[string, ReturnType<typeof step>, number, number]>([
    ["planar", step("occt.shapes.face.createRectangleFace", { width: 2, length: 2 }), 2, 1],
    ["planar", step("occt.shapes.face.createNGonFace", { nrCorners: 5 }), 2, 1],
  ])("calls a flat sheet's corner %s", async (classification, sheet, valence, incidentFaces) => {
    expect(await ask(sheet, [[1, 0, 1]])).toMatchObject({ results: [{ classification, valence, incidentFaces }] });
  });

  it("does not reach farther than the tolerance where there is one, and says when there is no vertex", async () => {
    expect(await ask(BOX, [[1, 2, 5]], { snapTolerance: 1 })).toMatchObject({
      results: [{ classification: "tooFar", snapDistance: expect.closeTo(2, 9) }],
    });
    expect(await ask(BOX, [[1, 2, 5]], { snapTolerance: 3 })).toMatchObject({ results: [{ classification: "solid3d" }] });
    await expect(ask(BOX, [[0, 0, 0]], { snapTolerance: -1 })).rejects.toThrow("snapTolerance is -1");
  });
});

describe("occt.corners.chamferCornerByPoint", () => {
  const CUBE = step("occt.shapes.solid.createCube", { size: 10 });
  const bevel = (params: Record<string, unknown>) => step("occt.corners.chamferCornerByPoint", { shape: "$prev", ...params });
  const ALL = [-5, 5].flatMap((x) => [-5, 5].flatMap((y) => [-5, 5].map((z) => [x, y, z])));

  it.each([
    [[[5, 5, 5]], 2],
    [ALL, 1.5],
    [ALL, 4.9],
  ])("cuts a tetrahedron of a sixth of the distance cubed off each corner of a cube: %j by %d", async (points, distance) => {
    const solid = await measure(CUBE, bevel({ points, distance }));
    expect(solid).toMatchObject({ kind: "solid", valid: true, faces: 6 + points.length });
    expect(off(solid.volume, 1000 - (points.length * distance ** 3) / 6)).toBeLessThan(EXACT);
  });

  it("cuts a triangle off a sheet's corner, and leaves a body alone where only flat corners are wanted", async () => {
    const sheet = step("occt.shapes.face.createSquareFace", { size: 10 });
    const cut = await measure(sheet, bevel({ points: [[5, 0, 5]], distance: 2 }));
    expect(cut).toMatchObject({ kind: "face", valid: true });
    expect(off(cut.area, 100 - 2)).toBeLessThan(EXACT);
    expect(await measure(CUBE, bevel({ points: [[5, 5, 5]], mode: "planarOnly" }))).toMatchObject({
      faces: 6,
      volume: expect.closeTo(1000, 6),
    });
  });

  it("says what does not work, and the largest distance that does", async () => {
    const failure = await measure(CUBE, bevel({ points: [[5, 5, 5]], distance: 12 })).catch((error: unknown) => error);
    expect(failure).toMatchObject({ feasible: { param: "distance", max: expect.closeTo(9.99, 2) } });
    await expect(measure(CUBE, bevel({ points: [[5, 5, 5]], angle: 30 }))).rejects.toThrow("angle is 30 and must be 45");
    await expect(measure(CUBE, bevel({ points: [[5, 5, 9]], snapTolerance: 1 }))).rejects.toThrow("more than snapTolerance, 1");
    await expect(measure(CUBE, bevel({}))).rejects.toThrow("points is empty");
    const angle = step("occt.shapes.solid.createLPolygonSolid", {
      align: "inside",
      lengthFirst: 9,
      lengthSecond: 9,
      widthFirst: 3,
      widthSecond: 3,
      extrusionLengthFront: 5,
    });
    await expect(measure(angle, bevel({ points: [[3, 5, 3]], distance: 1 }))).rejects.toThrow("not convex");
  });
});
