import { describe, expect, it } from "vitest";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { PlainStep } from "@/lib/contract/pipeline";
import { build, EXACT, lastValue, step } from "../spec-part";

const { PI } = Math;
const close = (vector: readonly number[], digits = 6) => vector.map((at) => expect.closeTo(at, digits));
const wire = (name: string, params: Record<string, unknown> = {}) => step(`occt.shapes.wire.${name}`, params);
const face = (name: string, params: Record<string, unknown> = {}) => step(`occt.shapes.face.${name}`, params);
const path = (...points: Vec3[]) => wire("createPolylineWire", { points });
const operation = (name: string, params: Record<string, unknown>) => step(`occt.operations.${name}`, params);
const together = step("occt.shapes.compound.makeCompound", { shapes: "$prev" });
const CUBE = step("occt.shapes.solid.createCube", { size: 10 });
/** 1 × 2 × 3 with its corner at the origin. */
const CORNER = step("occt.shapes.solid.createBoxFromCorner", { width: 1, height: 2, length: 3 });

const close2 = (actual: number, expected: number, share: number) => expect(Math.abs(actual / expected - 1)).toBeLessThan(share);

describe("offsets", () => {
  const RECTANGLE = wire("createRectangleWire", { width: 4, length: 6 });
  const areaInside = async (...steps: PlainStep[]) =>
    (await build(...steps, face("createFaceFromWire", { shape: "$prev", planar: true }))).area;

  it.each<[string, Record<string, unknown>, number]>([
    ["occt.operations.offset", { distance: 1 }, 24 + 20 + PI],
    ["occt.operations.offset", { distance: -1 }, 2 * 4],
    ["occt.operations.offsetAdv", { distance: 1, joinType: "intersection" }, 6 * 8],
    ["occt.operations.offsetAdv", { distance: 1, joinType: "arc" }, 24 + 20 + PI],
  ])("%s %j of a rectangle bounds the area of its formula", async (id, params, area) => {
    close2(await areaInside(RECTANGLE, step(id, { shape: "$prev", ...params })), area, EXACT);
  });

  it.each<[string, Record<string, unknown>, number]>([
    ["occt.operations.offset", { distance: 1 }, 1000 + 600 + 30 * PI + (4 / 3) * PI],
    ["occt.operations.offset", { distance: -2 }, 216],
    ["occt.operations.offsetAdv", { distance: 1, joinType: "intersection" }, 1728],
  ])("%s %j of a cube has the volume of its formula", async (id, params, volume) => {
    const part = await build(CUBE, step(id, { shape: "$prev", ...params }));
    expect(part.valid).toBe(true);
    close2(part.volume, volume, 1e-7);
  });

  it("tell the largest inward offset that fits", async () => {
    const refusal = build(CUBE, operation("offset", { shape: "$prev", distance: -6 }));
    await expect(refusal).rejects.toThrow(/inward offset of 6 mm does not fit here; the largest that does is 4\.\d+ mm/);
    await expect(build(RECTANGLE, operation("offset", { shape: "$prev", distance: -3 }))).rejects.toThrow(
      /does not fit here; the largest that does is 1\.\d+ mm/,
    );
  });

  it.each<[string, number, number]>([
    // Outward by 1: each side of 4 and 6 grows by 2.
    ["occt.operations.offset3DWire", 1, 28],
    ["occt.operations.offset3DWire", -1, 12],
  ])("%s by %d moves every side of a rectangle, with sharp corners", async (id, offset, length) => {
    const points = [
      [0, 0, 0],
      [4, 0, 0],
      [4, 0, 6],
      [0, 0, 6],
    ];
    const moved = [wire("createPolygonWire", { points }), step(id, { shape: "$prev", offset })];
    const { box } = await build(...moved);
    expect(box.size).toEqual(close([4 + 2 * offset, 0, 6 + 2 * offset], 5));
    expect(2 * (box.size[0] + box.size[2])).toBeCloseTo(length, 5);
  });

  it("move an open wire across its direction", async () => {
    const { box } = await build(
      path([0, 0, 0], [10, 0, 0], [10, 0, 5]),
      step("occt.operations.offset3DWire", { shape: "$prev", offset: 1 }),
    );
    expect(box.min).toEqual(close([0, 0, -1], 5));
    expect(box.max).toEqual(close([11, 0, 5], 5));
  });
});

describe("walls", () => {
  const top = [CUBE, face("getFaces", { shape: "$prev" })];
  const opened = (params: Record<string, unknown>) => [
    ...top,
    step("lists.getItem", { list: "$prev", index: 0 }),
    step("occt.operations.makeThickSolidByJoin", { shape: "$ref:0", shapes: ["$prev"], ...params }),
  ];

  it.each<[number, string, number]>([
    [-1, "arc", 1000 - 9 * 8 * 8],
    [-2, "intersection", 1000 - 8 * 6 * 6],
    [1, "intersection", 11 * 12 * 12 - 1000],
  ])('"occt.operations.makeThickSolidByJoin" by %d, joined by %s, has the volume of its walls', async (offset, joinType, volume) => {
    const part = await build(...opened({ offset, joinType }));
    expect(part.valid).toBe(true);
    close2(part.volume, volume, EXACT);
  });

  it.each([-5, -6, -20])("of %d that don't fit name the largest that do", async (offset) => {
    await expect(build(...opened({ offset }))).rejects.toThrow(/largest that does is (4\.\d+|[1-4]) mm/);
  });

  it("refuse an opening that is no face of the shape", async () => {
    await expect(
      build(CUBE, face("createRectangleFace"), operation("makeThickSolidByJoin", { shape: "$ref:0", shapes: ["$ref:1"], offset: -1 })),
    ).rejects.toThrow("shapes[0] is no face of shape");
  });

  it.each([1.5, -1.5])('"occt.operations.makeThickSolidSimple" gives a face a thickness of %d', async (offset) => {
    const part = await build(
      face("createRectangleFace", { width: 2, length: 4 }),
      step("occt.operations.makeThickSolidSimple", { shape: "$prev", offset }),
    );
    expect(part.volume).toBeCloseTo(12, 9);
  });
});

describe("cuts", () => {
  it.each<[string, Record<string, unknown>, number]>([
    ["occt.operations.slice", { step: 2.5 }, 4],
    ["occt.operations.slice", { step: 0.1 }, 100],
    ["occt.operations.slice", { step: 3, direction: [1, 0, 0] }, 4],
    ["occt.operations.slice", { step: 20 }, 1],
    // 0, 2, 5, 7, that is steps of 2 and 3 in turn.
    ["occt.operations.sliceInStepPattern", { steps: [2, 3] }, 4],
  ])("%s %j of a cube of 10 makes %d squares", async (id, params, count) => {
    const part = await build(CUBE, step(id, { shape: "$prev", ...params }));
    expect(part.names).toHaveLength(count);
    close2(part.area, count * 100, EXACT);
  });

  it('"occt.operations.slice" along a slant cuts hexagons and triangles of a cube by their formula', async () => {
    const diagonal = 10 * Math.sqrt(3);
    // At the lowest corner, which has no area, and half way up: the regular hexagon through the middles of six edges.
    const part = await build(CUBE, step("occt.operations.slice", { shape: "$prev", step: diagonal / 2, direction: [1, 1, 1] }));
    close2(part.area, ((3 * Math.sqrt(3)) / 2) * 50, 1e-6);
  });

  it.each<[string, Record<string, unknown>, RegExp]>([
    ["occt.operations.slice", { step: 0 }, /step is 0/],
    ["occt.operations.slice", { step: 0.001 }, /10000 slices/],
    ["occt.operations.sliceInStepPattern", { steps: [1, 0] }, /steps\[1\] is 0/],
    ["occt.operations.sliceInStepPattern", { steps: [] }, /steps is empty/],
  ])("%s %j is refused", async (id, params, message) => {
    await expect(build(CUBE, step(id, { shape: "$prev", ...params }))).rejects.toThrow(message);
  });

  it('"occt.operations.splitShapeWithShapes" gives pieces whose volumes add up', async () => {
    const planes = [
      face("createRectangleFace", { width: 40, length: 40, center: [0, 2, 0] }),
      face("createRectangleFace", { width: 40, length: 40, center: [1, 0, 0], direction: [1, 0, 0] }),
    ];
    const part = await build(
      CUBE,
      ...planes,
      step("occt.operations.splitShapeWithShapes", { shape: "$ref:0", shapes: ["$ref:1", "$ref:2"] }),
      together,
    );
    expect(part.solids).toBe(4);
    close2(part.volume, 1000, EXACT);
    // Each cut shows on both of its sides.
    close2(part.area, 600 + 4 * 100, EXACT);
  });

  it("splits with a solid into what is inside and outside of it, and faces into faces", async () => {
    const ball = step("occt.shapes.solid.createSphere", { radius: 3 });
    const solids = await build(CUBE, ball, operation("splitShapeWithShapes", { shape: "$ref:0", shapes: ["$ref:1"] }), together);
    expect(solids.solids).toBe(2);
    close2(solids.volume, 1000, 1e-7);
    const flat = face("createRectangleFace", { width: 4, length: 4 });
    const cut = face("createRectangleFace", { width: 4, length: 4, direction: [1, 0, 0] });
    const faces = await build(flat, cut, operation("splitShapeWithShapes", { shape: "$ref:0", shapes: ["$ref:1"] }), together);
    expect(faces.names).toHaveLength(2);
    close2(faces.area, 16, EXACT);
  });
});

describe("extents and clearances", () => {
  const MOVED = step("occt.transforms.translate", { shape: "$prev", translation: [10, 20, 30] });

  it.each<[string, unknown]>([
    ["occt.operations.boundingBoxCenterOfShape", close([10.5, 21, 31.5])],
    ["occt.operations.boundingBoxMaxOfShape", close([11, 22, 33])],
    ["occt.operations.boundingBoxMinOfShape", close([10, 20, 30])],
    ["occt.operations.boundingBoxSizeOfShape", close([1, 2, 3])],
    ["occt.operations.boundingSphereCenterOfShape", close([10.5, 21, 31.5])],
    ["occt.operations.boundingSphereRadiusOfShape", expect.closeTo(Math.sqrt(14) / 2, 6)],
    ["occt.operations.boundingSphereOfShape", { center: close([10.5, 21, 31.5]), radius: expect.closeTo(Math.sqrt(14) / 2, 6) }],
    [
      "occt.operations.boundingBoxOfShape",
      { min: close([10, 20, 30]), max: close([11, 22, 33]), center: close([10.5, 21, 31.5]), size: close([1, 2, 3]) },
    ],
  ])("%s of a moved 1 × 2 × 3 box", async (id, expected) => {
    expect(await lastValue(CORNER, MOVED, step(id, { shape: "$prev" }))).toEqual(expected);
  });

  it.each<[string, number]>([
    ["occt.operations.boundingBoxShapeOfShape", 6 * 6 * 6],
    ["occt.operations.boundingSphereShapeOfShape", (4 / 3) * PI * 27 ** 1.5],
  ])("%s of a ball of radius 3 is a solid around it", async (id, volume) => {
    close2((await build(step("occt.shapes.solid.createSphere", { radius: 3 }), step(id, { shape: "$prev" }))).volume, volume, 1e-6);
  });

  it("has no box as a solid around what is flat", async () => {
    await expect(build(face("createRectangleFace"), operation("boundingBoxShapeOfShape", { shape: "$prev" }))).rejects.toThrow(
      "no extent along y",
    );
  });

  it('"occt.operations.closestPointsBetweenTwoShapes" lie on the line between two balls', async () => {
    const ball = (radius: number, center: Vec3) => step("occt.shapes.solid.createSphere", { radius, center });
    const points = await lastValue(
      ball(1, [0, 0, 0]),
      ball(2, [6, 8, 0]),
      step("occt.operations.closestPointsBetweenTwoShapes", { shape1: "$ref:0", shape2: "$ref:1" }),
    );
    // The centres are 10 apart, along (0.6, 0.8, 0). Across that line the kernel's search stops at a ten-thousandth.
    expect(points).toEqual([close([0.6, 0.8, 0], 3), close([6 - 1.2, 8 - 1.6, 0], 3)]);
  });

  const POINTS: Vec3[] = [
    [2, 1, 1],
    [0.5, 5, 1],
    [-3, -4, 1],
  ];
  const NEAREST: Vec3[] = [
    [1, 1, 1],
    [0.5, 2, 1],
    [0, 0, 1],
  ];

  it.each<[string, Record<string, unknown>, unknown]>([
    ["occt.operations.closestPointsOnShapeFromPoints", { shape: "$ref:0" }, NEAREST.map((at) => close(at))],
    ["occt.operations.closestPointsOnShapesFromPoints", { shapes: ["$ref:0", "$ref:0"] }, [...NEAREST, ...NEAREST].map((at) => close(at))],
    ["occt.operations.distancesToShapeFromPoints", { shape: "$ref:0" }, close([1, 3, 5])],
  ])("%s of a 1 × 2 × 3 box", async (id, params, expected) => {
    expect(await lastValue(CORNER, step(id, { ...params, points: POINTS }))).toEqual(expected);
  });

  it("a point inside is at no distance", async () => {
    expect(await lastValue(CORNER, operation("distancesToShapeFromPoints", { shape: "$prev", points: [[0.5, 1, 1]] }))).toEqual(
      close([0], 9),
    );
  });
});
