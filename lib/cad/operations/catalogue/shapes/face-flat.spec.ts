import { describe, expect, it } from "vitest";
import { signedArea } from "../../modelling/profile-outline";
import { EXACT } from "../../spec-part";
import { HALF_HEART } from "../heart-wire";
import { lastValue, measure, off, step } from "../spec-catalogue";

const { PI } = Math;

const FLAT: [id: string, params: Record<string, unknown>, area: number][] = [
  ["occt.shapes.face.createCircleFace", { radius: 2 }, 4 * PI],
  ["occt.shapes.face.createEllipseFace", { radiusMinor: 2, radiusMajor: 3 }, 6 * PI],
  ["occt.shapes.face.createRectangleFace", { width: 3, length: 5 }, 15],
  ["occt.shapes.face.createSquareFace", { size: 3 }, 9],
  ["occt.shapes.face.createNGonFace", { nrCorners: 8, radius: 2 }, 0.5 * 8 * 4 * Math.sin(PI / 4)],
  ["occt.shapes.face.createParallelogramFace", { width: 4, height: 3, angle: -20 }, 12],
  ["occt.shapes.face.createLPolygonFace", { align: "inside" }, 2 * 1 + 2 * 0.5 - 0.5],
  ["occt.shapes.face.createIBeamProfileFace", { width: 4, height: 6 }, 2 * 4 * 0.3 + 0.2 * (6 - 0.6)],
  ["occt.shapes.face.createHBeamProfileFace", { width: 4, height: 6 }, 2 * 6 * 0.3 + 0.2 * (4 - 0.6)],
  ["occt.shapes.face.createTBeamProfileFace", { width: 4, height: 6 }, 4 * 0.3 + 0.2 * (6 - 0.3)],
  ["occt.shapes.face.createUBeamProfileFace", { width: 4, height: 6 }, 4 * 0.5 + 0.5 * (6 - 0.5)],
  ["occt.shapes.face.createStarFace", { numRays: 6, outerRadius: 3, innerRadius: 2 }, 6 * 3 * 2 * Math.sin(PI / 6)],
  ["occt.shapes.face.createStarFace", { numRays: 5, half: true }, (5 * 2 * 1 * Math.sin(PI / 5)) / 2],
];

describe("flat faces", () => {
  it.each(FLAT)("%s %j lies on the ground with the area of its formula and its normal up", async (id, params, area) => {
    const face = await measure(step(id, params));
    expect(face).toMatchObject({ kind: "face", valid: true, faces: 1 });
    expect(off(face.area, area)).toBeLessThan(EXACT);
    expect(face.box.size[1]).toBeLessThan(1e-6);
    expect(await lastValue(step(id, params), step("occt.shapes.face.normalOnUV", { shape: "$prev" }))).toEqual([
      expect.closeTo(0, 9),
      expect.closeTo(1, 9),
      expect.closeTo(0, 9),
    ]);
  });

  it.each(FLAT)("%s %j keeps its area and faces along any direction", async (id, params, area) => {
    const placed = { ...params, direction: [2, -1, 2], center: [1, 2, 3] };
    const face = await measure(step(id, placed));
    expect(off(face.area, area)).toBeLessThan(EXACT);
    expect(await lastValue(step(id, placed), step("occt.shapes.face.normalOnUV", { shape: "$prev" }))).toEqual(
      [2 / 3, -1 / 3, 2 / 3].map((at) => expect.closeTo(at, 9)),
    );
  });

  it.each<[string, [number, number, number, number]]>([
    ["topLeft", [0, 2, -3, 0]],
    ["midMid", [-1, 1, -1.5, 1.5]],
    ["bottomRight", [-2, 0, 0, 3]],
    ["midLeft", [0, 2, -1.5, 1.5]],
    ["topMid", [-1, 1, -3, 0]],
  ])("a beam's section with its alignment %s reaches over x and z %j", async (alignment, [x0, x1, z0, z1]) => {
    const { box } = await measure(step("occt.shapes.face.createUBeamProfileFace", { alignment }));
    expect([box.min[0], box.max[0], box.min[2], box.max[2]]).toEqual([x0, x1, z0, z1].map((at) => expect.closeTo(at, 6)));
  });

  it("a rotation turns about the normal: 90° carry X onto -Z", async () => {
    const { box } = await measure(step("occt.shapes.face.createParallelogramFace", { width: 4, height: 2, angle: 0, aroundCenter: false }));
    expect([box.min, box.max]).toEqual([[0, 0, 0].map((at) => expect.closeTo(at, 6)), [4, 0, 2].map((at) => expect.closeTo(at, 6))]);
    const turned = await measure(step("occt.shapes.face.createLPolygonFace", { align: "inside", lengthFirst: 6, rotation: 90 }));
    expect([turned.box.min, turned.box.max]).toEqual([
      [0, 0, -6].map((at) => expect.closeTo(at, 6)),
      [2, 0, 0].map((at) => expect.closeTo(at, 6)),
    ]);
  });

  it("occt.shapes.face.createPolygonFace has the area of the shoelace formula", async () => {
    const outline: [number, number][] = [
      [0, 0],
      [7, 1],
      [5, 6],
      [3, 2],
      [1, 5],
    ];
    const face = await measure(step("occt.shapes.face.createPolygonFace", { points: outline.map(([x, z]) => [x, 4, z]) }));
    expect(face.area).toBeCloseTo(Math.abs(signedArea(outline)), 9);
    expect(face.valid).toBe(true);
  });

  it("occt.shapes.face.createHeartFace is symmetric and grows with the square of its size", async () => {
    const [small, large] = [
      await measure(step("occt.shapes.face.createHeartFace", { sizeApprox: 2 })),
      await measure(step("occt.shapes.face.createHeartFace", { sizeApprox: 6, direction: [0, 0, 1], rotation: 20 })),
    ];
    expect(small.valid && large.valid).toBe(true);
    expect(small.center[0]).toBeCloseTo(0, 4);
    // Where a spline bounds a face, the kernel integrates to four or five digits.
    expect(off(large.area, 9 * small.area)).toBeLessThan(1e-4);
    expect(small.box.min[2]).toBeCloseTo(-1, 6);
    // The polygon through the same points lies inside but for the notch.
    expect(small.area).toBeGreaterThan(2 * Math.abs(signedArea([...HALF_HEART])));
    expect(small.area).toBeLessThan(4);
  });

  it("occt.shapes.face.createChristmasTreeFace stands on its trunk; half of it is half as large", async () => {
    const whole = await measure(step("occt.shapes.face.createChristmasTreeFace", { direction: [1, 0, 0], origin: [1, 1, 1] }));
    const half = await measure(step("occt.shapes.face.createChristmasTreeFace", { half: true }));
    expect(off(whole.area, 2 * half.area)).toBeLessThan(EXACT);
    expect([whole.box.min[0], whole.box.max[0]]).toEqual([expect.closeTo(1, 6), expect.closeTo(8, 6)]);
    expect(half.box.min[0]).toBeCloseTo(0, 6);
    // Between the two triangles of the inner and the outer tips, and the trunk.
    expect(half.area - 0.5).toBeGreaterThan((1.5 * 6) / 2);
    expect(half.area - 0.5).toBeLessThan((3 * 6) / 2);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["occt.shapes.face.createEllipseFace", { radiusMinor: 3 }, "radiusMinor is 3 and must be at most radiusMajor, 2"],
    ["occt.shapes.face.createStarFace", { offsetOuterEdges: 1 }, "offsetOuterEdges is 1 and must be 0"],
    ["occt.shapes.face.createParallelogramFace", { angle: 90 }, "angle is 90"],
    [
      "occt.shapes.face.createUBeamProfileFace",
      { flangeThickness: 1.9 },
      "flangeThickness is 1.9 and must be more than 0 and less than 1.8",
    ],
    ["occt.shapes.face.createHeartFace", { sizeApprox: 0 }, "sizeApprox is 0"],
    ["occt.shapes.face.createChristmasTreeFace", { innerDist: 4 }, "innerDist is 4"],
  ])("%s refuses %j and says why", async (id, params, reason) => {
    await expect(measure(step(id, params))).rejects.toThrow(reason);
  });
});

describe("honeycombs of faces", () => {
  const GRID = { width: 12, height: 9, nrHexagonsInWidth: 4, nrHexagonsInHeight: 3 };

  it.each([false, true])("occt.shapes.face.hexagonsInGrid fills the rectangle, flat tops %s", async (flatTop) => {
    const compound = step("occt.shapes.compound.makeCompound", { shapes: "$prev" });
    const grid = await measure(step("occt.shapes.face.hexagonsInGrid", { ...GRID, flatTop }), compound);
    expect(grid).toMatchObject({ faces: 12, valid: true });
    expect(grid.box.min).toEqual([-6, 0, -4.5].map((at) => expect.closeTo(at, 6)));
    expect(grid.box.max).toEqual([6, 0, 4.5].map((at) => expect.closeTo(at, 6)));
    // One cell fills three quarters of its box; the grid's box is half a cell wider and a third of a row higher than its cells.
    const [across, up] = flatTop ? [3, 4] : [4, 3];
    const cell = 0.75 * (1 / (across + 0.5)) * (1 / (0.75 * up + 0.25));
    expect(off(grid.area, 12 * 9 * 12 * cell)).toBeLessThan(EXACT);
  });

  it("extended on all sides leaves no gap in the rectangle", async () => {
    const extended = { ...GRID, extendTop: true, extendBottom: true, extendLeft: true, extendRight: true };
    const rest = await measure(
      step("occt.shapes.face.hexagonsInGrid", extended),
      step("occt.booleans.union", { shapes: "$prev" }),
      step("occt.shapes.face.createRectangleFace", { width: 12, length: 9 }),
      step("occt.booleans.intersection", { shapes: ["$ref:2", "$ref:1"] }),
      step("occt.shapes.compound.makeCompound", { shapes: "$prev" }),
    );
    expect(rest.area).toBeCloseTo(108, 6);
  });

  it("scale, skip and round by patterns", async () => {
    const patterns = { scalePatternWidth: [0.5], scalePatternHeight: [0.5], inclusionPattern: [true, false] };
    const all = await measure(
      step("occt.shapes.face.hexagonsInGrid", GRID),
      step("occt.shapes.compound.makeCompound", { shapes: "$prev" }),
    );
    const some = await measure(
      step("occt.shapes.face.hexagonsInGrid", { ...GRID, ...patterns }),
      step("occt.shapes.compound.makeCompound", { shapes: "$prev" }),
    );
    expect(some.faces).toBe(6);
    expect(off(some.area, all.area / 2 / 4)).toBeLessThan(EXACT);
    // Regular cells rounded as far as they go are circles: three columns of regular hexagons of circumradius 2.
    const regular = { width: 2 * Math.sqrt(3) * 3.5, height: 2 * (1.5 * 2 + 0.5), nrHexagonsInWidth: 3, nrHexagonsInHeight: 2 };
    const round = await measure(
      step("occt.shapes.face.hexagonsInGrid", { ...regular, filletPattern: [1] }),
      step("occt.shapes.compound.makeCompound", { shapes: "$prev" }),
    );
    expect(off(round.area, 6 * PI * 3)).toBeLessThan(1e-6);
  });
});
