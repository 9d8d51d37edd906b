import { describe, expect, it } from "vitest";
import { lastValue, measureEach, off, step } from "../spec-catalogue";

const { PI } = Math;
type P = [number, number, number];

/** The wall of a cylinder of radius 2 and height 5 about Y, and a 3 x 5 rectangle on the ground. */
const WALL = [
  step("occt.shapes.solid.createCylinder", { radius: 2, height: 5 }),
  step("occt.shapes.face.getFace", { shape: "$prev", index: 0 }),
];
const FLAT = [step("occt.shapes.face.createRectangleFace", { width: 3, length: 5, center: [10, 1, 0] })];
const onWall = (params: Record<string, unknown> = {}) => ({ shape: "$prev", ...params });
const isOnWall = ([x, y, z]: P) => Math.abs(Math.hypot(x, z) - 2) < 1e-9 && y > -1e-9 && y < 5 + 1e-9;

describe("points and normals on a face", () => {
  it.each([
    [0, 0],
    [0.25, 0.5],
    [0.9, 1],
  ])("occt.shapes.face.pointOnUV and occt.shapes.face.normalOnUV at %d, %d lie on the wall and look out of it", async (paramU, paramV) => {
    const at = (await lastValue(...WALL, step("occt.shapes.face.pointOnUV", onWall({ paramU, paramV })))) as P;
    const normal = (await lastValue(...WALL, step("occt.shapes.face.normalOnUV", onWall({ paramU, paramV })))) as P;
    expect(isOnWall(at)).toBe(true);
    expect(at[1]).toBeCloseTo(5 * paramV, 9);
    expect(normal).toEqual([at[0] / 2, 0, at[2] / 2].map((x) => expect.closeTo(x, 9)));
  });

  it("a normal at a sphere's pole points away from its centre", async () => {
    const sphere = [step("occt.shapes.solid.createSphere", { radius: 3 }), step("occt.shapes.face.getFace", { shape: "$prev" })];
    const at = (await lastValue(...sphere, step("occt.shapes.face.pointOnUV", onWall({ paramV: 1 })))) as P;
    const normal = (await lastValue(...sphere, step("occt.shapes.face.normalOnUV", onWall({ paramV: 1 })))) as P;
    expect(normal).toEqual(at.map((x) => expect.closeTo(x / 3, 3)));
  });

  it("a reversed face has its normals reversed", async () => {
    const normals = (await lastValue(
      ...WALL,
      step("occt.shapes.face.reversedFace", { shape: "$prev" }),
      step("occt.shapes.face.normalsOnUVs", onWall({ paramsUV: [[0, 0.5]] })),
    )) as P[];
    const outward = (await lastValue(...WALL, step("occt.shapes.face.normalsOnUVs", onWall({ paramsUV: [[0, 0.5]] })))) as P[];
    expect(normals[0]).toEqual(outward[0]?.map((x) => expect.closeTo(-x, 9)));
  });

  it("occt.shapes.face.pointsOnUVs and occt.shapes.face.normalsOnUVs give one each, in order", async () => {
    const paramsUV = [
      [0, 0],
      [0.5, 1],
    ];
    const points = (await lastValue(...WALL, step("occt.shapes.face.pointsOnUVs", onWall({ paramsUV })))) as P[];
    const normals = (await lastValue(...WALL, step("occt.shapes.face.normalsOnUVs", onWall({ paramsUV })))) as P[];
    expect(points).toHaveLength(2);
    expect(points.every(isOnWall)).toBe(true);
    // Half a turn apart.
    expect(points[1]).toEqual([-(points[0]?.[0] ?? 0), 5, -(points[0]?.[2] ?? 0)].map((x) => expect.closeTo(x, 9)));
    expect(normals[1]).toEqual(normals[0]?.map((x) => expect.closeTo(-x, 9)));
  });

  it.each<[string, number]>([
    ["occt.shapes.face.getUMinBound", 0],
    ["occt.shapes.face.getUMaxBound", 2 * PI],
    ["occt.shapes.face.getVMinBound", 0],
    ["occt.shapes.face.getVMaxBound", 5],
  ])("%s of the wall is %d", async (id, bound) => {
    expect(await lastValue(...WALL, step(id, { shape: "$prev" }))).toBeCloseTo(bound, 9);
  });
});

describe("grids on a face", () => {
  const GRID = { nrDivisionsU: 4, nrDivisionsV: 3 };
  const ids = ["occt.shapes.face.subdivideToPoints", "occt.shapes.face.subdivideToNormals", "occt.shapes.face.subdivideToUV"];

  it.each<[Record<string, unknown>, number, [number, number]]>([
    [{}, 12, [0, 0]],
    [{ removeStartEdgeU: true }, 9, [1 / 3, 0]],
    [{ removeStartEdgeU: true, removeEndEdgeU: true, removeEndEdgeV: true }, 4, [1 / 3, 0]],
    [{ shiftHalfStepV: true }, 12, [0, 0.25]],
    [{ nrDivisionsU: 1, nrDivisionsV: 1 }, 1, [0, 0]],
  ])(`${ids.join(", ")} with %j give %d entries from the same first place %j`, async (options, count, [u, v]) => {
    const [points, normals, uvs] = await Promise.all(ids.map((id) => lastValue(...WALL, step(id, onWall({ ...GRID, ...options })))));
    expect([points, normals, uvs].map((list) => (list as unknown[]).length)).toEqual([count, count, count]);
    expect((uvs as number[][])[0]).toEqual([expect.closeTo(u * 2 * PI, 9), expect.closeTo(v * 5, 9)]);
    for (const [index, [x, , z]] of (points as P[]).entries()) {
      expect(Math.hypot(x, z)).toBeCloseTo(2, 9);
      expect((normals as P[])[index]).toEqual([x / 2, 0, z / 2].map((at) => expect.closeTo(at, 9)));
    }
  });

  it("occt.shapes.face.subdivideToPointsControlled shifts every nth row and leaves out every nth point at a border", async () => {
    const all = { nrDivisionsU: 3, nrDivisionsV: 3 };
    const even = (await lastValue(...FLAT, step("occt.shapes.face.subdivideToPoints", onWall(all)))) as P[];
    const plain = (await lastValue(...FLAT, step("occt.shapes.face.subdivideToPointsControlled", onWall(all)))) as P[];
    expect(plain).toEqual(even);
    const shifted = (await lastValue(
      ...FLAT,
      step("occt.shapes.face.subdivideToPointsControlled", onWall({ ...all, shiftHalfStepNthU: 2 })),
    )) as P[];
    // Rows 0 and 2 of V move by half a step of U, row 1 stays.
    const moved = shifted.map((at, index) => Math.hypot(...at.map((x, axis) => x - (even[index]?.[axis] ?? 0))));
    const step1 = Math.hypot(...(even[0] ?? []).map((x, axis) => x - (even[3]?.[axis] ?? 0)));
    expect(moved).toEqual([0, 1, 2].flatMap(() => [step1 / 2, 0, step1 / 2]).map((by) => expect.closeTo(by, 9)));
    const fewer = (await lastValue(
      ...FLAT,
      step("occt.shapes.face.subdivideToPointsControlled", onWall({ ...all, removeStartEdgeNthU: 2, removeEndEdgeNthV: 1 })),
    )) as P[];
    // Of the first U row points 0 and 2, of the last V row all three, one of which is gone already.
    expect(fewer).toHaveLength(9 - 2 - 2);
  });

  it.each<[boolean, Record<string, unknown>, number]>([
    [true, {}, 5],
    [false, { removeStartPoint: true }, 4],
    [false, { removeStartPoint: true, removeEndPoint: true }, 3],
  ])("occt.shapes.face.subdivideToPointsOnParam, U %s, %j: points of one line", async (isU, options, count) => {
    const points = (await lastValue(
      ...WALL,
      step("occt.shapes.face.subdivideToPointsOnParam", onWall({ isU, param: 0.5, nrPoints: 5, ...options })),
    )) as P[];
    expect(points).toHaveLength(count);
    expect(points.every(isOnWall)).toBe(true);
    for (const [x, y, z] of points) {
      if (isU) expect([x, z]).toEqual([expect.closeTo(points[0]?.[0] ?? 0, 9), expect.closeTo(points[0]?.[2] ?? 0, 9)]);
      else expect(y).toBeCloseTo(2.5, 9);
    }
  });
});

describe("lines on a face", () => {
  it.each<[boolean, number]>([
    [true, 5],
    [false, 4 * PI],
  ])("occt.shapes.face.wireAlongParam, U %s, runs over the whole of the wall: length %d", async (isU, length) => {
    const [wire] = await measureEach(...WALL, step("occt.shapes.face.wireAlongParam", onWall({ isU, param: 0.3 })));
    expect(wire).toMatchObject({ kind: "wire", valid: true, edges: 1 });
    expect(off(wire?.length ?? 0, length)).toBeLessThan(1e-9);
  });

  it("occt.shapes.face.wiresAlongParams and occt.shapes.face.subdivideToWires give one for each place", async () => {
    const along = await measureEach(...WALL, step("occt.shapes.face.wiresAlongParams", onWall({ isU: false, params: [0, 0.4, 1] })));
    expect(along.map(({ center }) => center[1])).toEqual([0, 2, 5].map((at) => expect.closeTo(at, 6)));
    const divide = (options: Record<string, unknown>) =>
      measureEach(...WALL, step("occt.shapes.face.subdivideToWires", onWall({ isU: false, nrDivisions: 4, ...options })));
    expect((await divide({})).map(({ center }) => center[1])).toEqual([0, 1.25, 2.5, 3.75, 5].map((at) => expect.closeTo(at, 6)));
    expect(await divide({ removeStart: true, removeEnd: true })).toHaveLength(3);
    const shifted = await divide({ shiftHalfStep: true, removeEnd: true });
    expect(shifted[0]?.center[1]).toBeCloseTo(0.625, 6);
  });
});

describe("turned parameters", () => {
  /** A bent patch through a wire, which is a spline. */
  const PATCH = [
    step("occt.shapes.wire.createPolygonWire", {
      points: [
        [0, 0, 0],
        [4, 0, 0],
        [4, 1, 5],
        [0, 0, 5],
      ],
    }),
    step("occt.shapes.face.createFaceFromWire", { shape: "$prev", planar: false }),
  ];

  const FACES: Record<string, typeof WALL> = { wall: WALL, rectangle: FLAT, spline: PATCH };

  it.each<[string, Record<string, boolean>, (u: number, v: number) => [number, number]]>([
    ["wall", { reverseU: true }, (u, v) => [1 - u, v]],
    ["wall", { reverseV: true }, (u, v) => [u, 1 - v]],
    ["wall", { reverseU: true, reverseV: true }, (u, v) => [1 - u, 1 - v]],
    ["rectangle", { reverseU: true }, (u, v) => [1 - u, v]],
    ["spline", { swapUV: true }, (u, v) => [v, u]],
    ["spline", { swapUV: true, reverseU: true }, (u, v) => [1 - v, u]],
  ])("occt.shapes.face.flipFaceUV of a %s, %j, has the same points and normals at turned places", async (name, flips, back) => {
    const face = FACES[name] ?? [];
    const flip = step("occt.shapes.face.flipFaceUV", { shape: "$prev", ...flips });
    const [u, v] = [0.2, 0.7];
    const [paramU, paramV] = back(u, v);
    for (const id of ["occt.shapes.face.pointOnUV", "occt.shapes.face.normalOnUV"]) {
      const turned = await lastValue(...face, flip, step(id, onWall({ paramU: u, paramV: v })));
      const before = (await lastValue(...face, step(id, onWall({ paramU, paramV })))) as P;
      expect(turned).toEqual(before.map((x) => expect.closeTo(x, 6)));
    }
    const [result] = await measureEach(...face, flip);
    const [start] = await measureEach(...face);
    expect(result?.valid).toBe(true);
    // The spline reaches beyond the wire that trims it; the turned face is all of its range.
    if (name === "spline") expect(result?.area).toBeGreaterThan(start?.area ?? 0);
    else expect(off(result?.area ?? 0, start?.area ?? 1)).toBeLessThan(1e-9);
  });

  it("says that U and V of an endless surface can't be swapped", async () => {
    await expect(measureEach(...WALL, step("occt.shapes.face.flipFaceUV", { shape: "$prev", swapUV: true }))).rejects.toThrow(
      "can't be swapped",
    );
  });
});
