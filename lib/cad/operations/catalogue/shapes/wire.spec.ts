import { describe, expect, it } from "vitest";
import type { PlainStep } from "@/lib/contract/pipeline";
import { build } from "../../spec-part";
import { answer, curve, curves, near, onPrev, step } from "./spec-curves";

const { PI, hypot, sqrt, tan } = Math;

const FLAT = onPrev("occt.shapes.face.createFaceFromWire", { planar: true });
const areaOf = (wire: PlainStep) => answer<number>(wire, FLAT, onPrev("occt.shapes.face.getFaceArea"));

const TRIANGLE = [
  [0, 0, 0],
  [4, 0, 0],
  [0, 0, 3],
];

const PROFILES: [id: string, params: Record<string, unknown>, area: number][] = [
  ["occt.shapes.wire.createCircleWire", { radius: 2 }, 4 * PI],
  ["occt.shapes.wire.createRectangleWire", { width: 3, length: 5 }, 15],
  ["occt.shapes.wire.createRectangleWire", { width: 3, length: 5, direction: [1, 2, 3] }, 15],
  ["occt.shapes.wire.createRectangleWire", { width: 3, length: 5, direction: [0, -1, 0] }, 15],
  ["occt.shapes.wire.createSquareWire", { size: 3 }, 9],
  ["occt.shapes.wire.createNGonWire", { nrCorners: 6, radius: 2 }, 6 * sqrt(3)],
  ["occt.shapes.wire.createNGonWire", { nrCorners: 4, radius: 2, direction: [1, 0, 0] }, 8],
  ["occt.shapes.wire.createEllipseWire", { radiusMinor: 2, radiusMajor: 3 }, 6 * PI],
  ["occt.shapes.wire.createPolygonWire", { points: TRIANGLE }, 6],
  ["occt.shapes.wire.createStarWire", { numRays: 5, outerRadius: 3, innerRadius: 1 }, 5 * 3 * Math.sin(PI / 5)],
  ["occt.shapes.wire.createLPolygonWire", { widthFirst: 1, lengthFirst: 4, widthSecond: 2, lengthSecond: 3 }, 4 + 6 + 2],
  ["occt.shapes.wire.createLPolygonWire", { widthFirst: 1, lengthFirst: 4, widthSecond: 2, lengthSecond: 3, align: "inside" }, 4 + 6 - 2],
  [
    "occt.shapes.wire.createLPolygonWire",
    { widthFirst: 1, lengthFirst: 4, widthSecond: 2, lengthSecond: 3, align: "middle" },
    (4 + 1) * 1 + (3 - 1 / 2) * 2,
  ],
  ["occt.shapes.wire.createParallelogramWire", { width: 4, height: 2, angle: 30 }, 8],
  ["occt.shapes.wire.createParallelogramWire", { width: 4, height: 2, angle: -30, aroundCenter: false }, 8],
  ["occt.shapes.wire.createIBeamProfileWire", { width: 4, height: 6, webThickness: 1, flangeThickness: 0.5 }, 2 * 4 * 0.5 + 5],
  ["occt.shapes.wire.createHBeamProfileWire", { width: 4, height: 6, webThickness: 1, flangeThickness: 0.5 }, 2 * 6 * 0.5 + 3],
  ["occt.shapes.wire.createTBeamProfileWire", { width: 4, height: 6, webThickness: 1, flangeThickness: 0.5 }, 4 * 0.5 + 5.5],
  [
    "occt.shapes.wire.createUBeamProfileWire",
    { width: 4, height: 6, webThickness: 1, flangeThickness: 0.5, flangeWidth: 2 },
    4 * 6 - 2.5 * 4,
  ],
  [
    "occt.shapes.wire.createUBeamProfileWire",
    { width: 4, height: 6, rotation: 30, direction: [1, 1, 1], center: [3, 2, 1] },
    24 - 3.5 * 5.5,
  ],
];

describe("a profile's wire", () => {
  it.each(PROFILES)("%s %j bounds a face of area %d, whose extrusion by 2 has twice that volume", async (id, params, area) => {
    expect(await areaOf(step(id, params))).toBeCloseTo(area, 9);
    const direction = (params.direction as number[] | undefined) ?? [0, 1, 0];
    const along = direction.map((component) => (2 * component) / hypot(...direction));
    const solid = await build(step(id, params), FLAT, onPrev("occt.operations.extrude", { direction: along }));
    expect(solid.volume).toBeCloseTo(2 * area, 9);
  });

  it.each<[id: string, params: Record<string, unknown>, size: number[]]>([
    ["occt.shapes.wire.createRectangleWire", { width: 3, length: 5 }, [3, 0, 5]],
    ["occt.shapes.wire.createRectangleWire", { width: 3, length: 5, direction: [1, 0, 0] }, [0, 3, 5]],
    ["occt.shapes.wire.createRectangleWire", { width: 3, length: 5, direction: [0, 0, 1] }, [5, 3, 0]],
    ["occt.shapes.wire.createIBeamProfileWire", { width: 3, height: 5 }, [3, 0, 5]],
    ["occt.shapes.wire.createIBeamProfileWire", { width: 3, height: 5, rotation: 90 }, [5, 0, 3]],
    ["occt.shapes.wire.createHBeamProfileWire", { width: 3, height: 5 }, [3, 0, 5]],
    ["occt.shapes.wire.createEllipseWire", { radiusMinor: 2, radiusMajor: 3 }, [4, 0, 6]],
    ["occt.shapes.wire.createParallelogramWire", { width: 4, height: 2, angle: 30 }, [4 + 2 * tan(PI / 6), 0, 2]],
    ["occt.shapes.wire.createChristmasTreeWire", { height: 6, outerDist: 3, trunkHeight: 1 }, [6, 7, 0]],
    ["occt.shapes.wire.createChristmasTreeWire", { height: 6, outerDist: 3, trunkHeight: 1, half: true }, [3, 7, 0]],
  ])("%s %j has the size %j", async (id, params, size) => {
    const { box, valid } = await curve(step(id, params));
    expect(valid).toBe(true);
    expect(box.size).toEqual(near(size, 5));
  });

  it.each([
    ["topLeft", [0, 0, -6], [4, 0, 0]],
    ["midMid", [-2, 0, -3], [2, 0, 3]],
    ["bottomRight", [-4, 0, 0], [0, 0, 6]],
  ])("of a beam aligned %s has that point on its centre", async (alignment, min, max) => {
    for (const id of ["occt.shapes.wire.createTBeamProfileWire", "occt.shapes.wire.createUBeamProfileWire"]) {
      const { box } = await curve(step(id, { width: 4, height: 6, alignment }));
      expect(box.min).toEqual(near(min, 5));
      expect(box.max).toEqual(near(max, 5));
    }
  });

  it("of a star has its tips over the plane by the offset, and of a half star half of the sides", async () => {
    const star = { numRays: 6, outerRadius: 3, innerRadius: 1, offsetOuterEdges: 0.5 };
    const side = hypot(3 * Math.cos(PI / 6) - 1, 3 * Math.sin(PI / 6), 0.5);
    const whole = await curve(step("occt.shapes.wire.createStarWire", star));
    const half = await curve(step("occt.shapes.wire.createStarWire", { ...star, half: true }));
    expect(whole.length).toBeCloseTo(12 * side, 9);
    expect(whole.box.max[1]).toBeCloseTo(0.5, 6);
    expect([half.length, half.closed, half.edges]).toEqual([expect.closeTo(6 * side, 9), false, 6]);
    expect([half.start, half.end]).toEqual([near([3, 0.5, 0]), near([-3, 0.5, 0])]);
  });

  it("of a heart mirrors itself, and turns with its rotation", async () => {
    const heart = await curve(step("occt.shapes.wire.createHeartWire", { sizeApprox: 4 }));
    expect(heart.closed).toBe(true);
    expect(heart.box.min[0]).toBeCloseTo(-heart.box.max[0], 5);
    expect(heart.centroid).toEqual(near([0, 0, heart.centroid[2]]));
    expect(heart.end).toEqual(near([0, 0, 1.4]));
    const turned = await curve(step("occt.shapes.wire.createHeartWire", { sizeApprox: 4, rotation: 90 }));
    expect(turned.length).toBeCloseTo(heart.length, 9);
    expect(turned.start).toEqual(near([1.4, 0, 0]));
  });

  it("of a tree is closed and as long on both sides as its half", async () => {
    const tree = await curve(step("occt.shapes.wire.createChristmasTreeWire"));
    const half = await curve(step("occt.shapes.wire.createChristmasTreeWire", { half: true }));
    expect([tree.closed, half.closed]).toEqual([true, false]);
    expect(tree.length).toBeCloseTo(2 * half.length, 9);
    expect(half.end).toEqual(near([0, 7, 0]));
  });

  it.each<[id: string, params: Record<string, unknown>, message: string]>([
    ["occt.shapes.wire.createEllipseWire", { radiusMinor: 3, radiusMajor: 2 }, "radiusMinor is 3 and must be at most radiusMajor, 2"],
    ["occt.shapes.wire.createIBeamProfileWire", { width: 2, webThickness: 2 }, "webThickness is 2 and must be less than width, 2"],
    ["occt.shapes.wire.createTBeamProfileWire", { height: 2, flangeThickness: 3 }, "flangeThickness is 3 and must be less than height, 2"],
    ["occt.shapes.wire.createUBeamProfileWire", { height: 2, flangeWidth: 2 }, "flangeWidth is 2 and must be less than height, 2"],
    ["occt.shapes.wire.createStarWire", { numRays: 2 }, "numRays is 2 and must be a whole number, at least 3"],
    ["occt.shapes.wire.createNGonWire", { nrCorners: 2 }, "nrCorners is 2 and must be at least 3"],
    ["occt.shapes.wire.createParallelogramWire", { angle: 90 }, "angle is 90"],
    ["occt.shapes.wire.createLPolygonWire", { align: "inside", widthFirst: 2, lengthSecond: 2 }, "widthFirst is 2 and must be less than"],
    ["occt.shapes.wire.createChristmasTreeWire", { innerDist: 3 }, "innerDist is 3 and must be less than outerDist"],
    ["occt.shapes.wire.createHeartWire", { sizeApprox: 0 }, "sizeApprox is 0 and must be more than 0"],
  ])("%s %j is refused: %s", async (id, params, message) => {
    await expect(curve(step(id, params))).rejects.toThrow(message);
  });
});

const CORNERS = [
  [0, 0, 0],
  [3, 0, 0],
  [3, 4, 0],
];

describe("a wire of straight pieces", () => {
  it.each<[id: string, params: Record<string, unknown>, length: number, closed: boolean]>([
    ["occt.shapes.wire.createLineWire", { start: [1, 2, 3], end: [2, 4, 5] }, 3, false],
    ["occt.shapes.wire.createLineWireWithExtensions", { end: [0, 2, 0], extensionStart: 1, extensionEnd: -0.5 }, 2.5, false],
    ["occt.shapes.wire.createPolylineWire", { points: CORNERS }, 7, false],
    ["occt.shapes.wire.createPolygonWire", { points: CORNERS }, 12, true],
    ["occt.shapes.wire.createPolygonWire", { points: [...CORNERS, [0, 0, 0]] }, 12, true],
    ["occt.shapes.wire.fromBaseLine", { line: { start: [0, 0, 0], end: [0, 3, 4] } }, 5, false],
    ["occt.shapes.wire.fromBaseSegment", { segment: [CORNERS[0], CORNERS[2]] }, 5, false],
    ["occt.shapes.wire.fromBasePolyline", { polyline: { points: CORNERS } }, 7, false],
    ["occt.shapes.wire.fromBasePolyline", { polyline: { points: CORNERS, isClosed: true } }, 12, true],
    ["occt.shapes.wire.fromBaseTriangle", { triangle: CORNERS }, 12, true],
    ["occt.shapes.wire.fromPoints", { points: CORNERS }, 7, false],
    ["occt.shapes.wire.fromPoints", { points: [...CORNERS, [0, 0, 0]] }, 12, true],
  ])("%s %j is %d long, closed %s", async (id, params, length, closed) => {
    const wire = await curve(step(id, params));
    expect([wire.length, wire.closed, wire.valid]).toEqual([expect.closeTo(length, 9), closed, true]);
  });

  it("starts where its extension reaches back to", async () => {
    const wire = await curve(step("occt.shapes.wire.createLineWireWithExtensions", { end: [2, 0, 0], extensionStart: 1, extensionEnd: 3 }));
    expect([wire.start, wire.end]).toEqual([near([-1, 0, 0]), near([5, 0, 0])]);
  });

  const triangles = [CORNERS, [...CORNERS].reverse()];
  it.each<[id: string, params: Record<string, unknown>, lengths: number[]]>([
    ["occt.shapes.wire.createLines", { lines: [{ end: [0, 0, 2] }, { start: [1, 0, 0] }], returnCompound: false }, [2, sqrt(2)]],
    ["occt.shapes.wire.createPolylines", { polylines: [{ points: CORNERS }], returnCompound: false }, [7]],
    ["occt.shapes.wire.createPolygons", { polygons: [{ points: CORNERS }, { points: TRIANGLE }], returnCompound: false }, [12, 12]],
    ["occt.shapes.wire.fromBaseLines", { line: { start: [0, 0, 0], end: [0, 3, 4] } }, [5]],
    [
      "occt.shapes.wire.fromBaseSegments",
      {
        segments: [
          [CORNERS[0], CORNERS[1]],
          [CORNERS[1], CORNERS[2]],
        ],
      },
      [3, 4],
    ],
    ["occt.shapes.wire.fromBaseMesh", { mesh: triangles }, [12, 12]],
  ])("%s gives a wire for each", async (id, params, lengths) => {
    expect((await curves(step(id, params))).map(({ length }) => length)).toEqual(near(lengths));
  });

  it.each(["occt.shapes.wire.createLines", "occt.shapes.wire.createPolylines", "occt.shapes.wire.createPolygons"])(
    "%s gives one compound where that is asked for",
    async (id) => {
      const name = id.slice(id.lastIndexOf("create") + 6).toLowerCase();
      const entry = name === "lines" ? {} : { points: CORNERS };
      const compound = step(id, { [name]: [entry, entry], returnCompound: true });
      expect(await answer(compound, onPrev("occt.shapes.shape.getShapeType"))).toBe("compound");
      expect(await curves(compound, onPrev("occt.shapes.wire.getWires"))).toHaveLength(2);
    },
  );

  it.each<[id: string, params: Record<string, unknown>, message: string]>([
    ["occt.shapes.wire.createLineWire", { start: [1, 1, 1], end: [1, 1, 1] }, "start and end are the same point"],
    ["occt.shapes.wire.createLineWireWithExtensions", { extensionStart: -2 }, "leave a line of length"],
    [
      "occt.shapes.wire.createPolylineWire",
      {
        points: [
          [0, 0, 0],
          [0, 0, 0],
        ],
      },
      "1 different points and must hold at least 2",
    ],
    [
      "occt.shapes.wire.createPolygonWire",
      {
        points: [
          [0, 0, 0],
          [1, 0, 0],
        ],
      },
      "2 different points and must hold at least 3",
    ],
    ["occt.shapes.wire.createPolylines", { polylines: [{ points: "no" }], returnCompound: false }, "polylines[0].points is refused"],
  ])("%s %j is refused: %s", async (id, params, message) => {
    await expect(curve(step(id, params))).rejects.toThrow(message);
  });
});

describe("a grid of hexagons", () => {
  const grid = { width: 12, height: 8, nrHexagonsInWidth: 4, nrHexagonsInHeight: 3 };
  const hexagons = (params: Record<string, unknown> = {}) => curves(step("occt.shapes.wire.hexagonsInGrid", { ...grid, ...params }));
  const span = (boxes: { box: { min: number[]; max: number[] } }[], axis: number) => [
    Math.min(...boxes.map(({ box }) => box.min[axis] ?? 0)),
    Math.max(...boxes.map(({ box }) => box.max[axis] ?? 0)),
  ];

  it.each([false, true])("fills its rectangle, flat tops %s", async (flatTop) => {
    const all = await hexagons({ flatTop });
    expect(all).toHaveLength(12);
    expect(span(all, 0)).toEqual(near([-6, 6], 5));
    expect(span(all, 2)).toEqual(near([-4, 4], 5));
    expect(all.every(({ closed, edges }) => closed && edges === 6)).toBe(true);
  });

  it.each([
    ["extendTop", 2, 1],
    ["extendBottom", 2, 0],
    ["extendRight", 0, 1],
    ["extendLeft", 0, 0],
  ] as const)("reaches over one side only with %s, with either kind of top", async (side, axis, end) => {
    for (const flatTop of [false, true]) {
      const bounds = span(await hexagons({ flatTop, [side]: true }), axis);
      const half = axis === 0 ? 6 : 4;
      const [inner, outer] = [bounds[1 - end] ?? 0, bounds[end] ?? 0].map(Math.abs);
      expect(inner).toBeCloseTo(half, 5);
      expect(outer).toBeGreaterThan(half + 0.1);
    }
  });

  it("scales, rounds and leaves out by patterns", async () => {
    const plain = await hexagons();
    const some = await hexagons({ inclusionPattern: [true, false], scalePatternWidth: [0.5], scalePatternHeight: [0.5] });
    expect(some).toHaveLength(6);
    expect(some[0]?.length).toBeCloseTo((plain[0]?.length ?? 0) / 2, 9);
  });

  it("rounds a regular hexagon to the circle inside it", async () => {
    const [circle] = await curves(
      step("occt.shapes.wire.hexagonsInGrid", {
        width: 2 * sqrt(3),
        height: 4,
        nrHexagonsInWidth: 1,
        nrHexagonsInHeight: 1,
        filletPattern: [1],
      }),
    );
    expect(circle?.length).toBeCloseTo(2 * PI * sqrt(3), 9);
  });
});
