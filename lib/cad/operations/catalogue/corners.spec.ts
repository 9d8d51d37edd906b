import { describe, expect, it } from "vitest";
import { lastValue, step } from "./spec-catalogue";

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
