import { describe, expect, it } from "vitest";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { answer, curve, curves, near, onPrev, step } from "./spec-curves";

const { PI, cos, hypot, sin, sqrt } = Math;

const BOX = step("occt.shapes.solid.createBox", { width: 1, height: 2, length: 3 });
const _CYLINDER = step("occt.shapes.solid.createCylinder", { radius: 2, height: 5 });
const CIRCLE = step("occt.shapes.edge.createCircleEdge", { radius: 2 });
const LINE = step("occt.shapes.edge.line", { start: [1, 0, 0], end: [1, 3, 4] });
/** A quarter of a circle of radius 2 from Z to X. */
const QUARTER = [CIRCLE, step("occt.shapes.edge.arcFromCircleAndTwoAngles", { circle: "$prev", alphaAngle1: 0, alphaAngle2: 90 })];

describe("an edge", () => {
  it("is straight between two points", async () => {
    const line = await curve(LINE);
    expect([line.length, line.start, line.end, line.valid]).toEqual([expect.closeTo(5, 9), near([1, 0, 0]), near([1, 3, 4]), true]);
  });

  const HALF = sqrt(0.5);
  it.each<[id: string, params: Record<string, unknown>, length: number, start: number[], end: number[]]>([
    ["occt.shapes.edge.arcThroughThreePoints", { start: [2, 0, 0], middle: [0, 2, 0], end: [-2, 0, 0] }, 2 * PI, [2, 0, 0], [-2, 0, 0]],
    [
      "occt.shapes.edge.arcThroughThreePoints",
      { start: [1, 0, 0], middle: [HALF, HALF, 0], end: [0, -1, 0] },
      1.5 * PI,
      [1, 0, 0],
      [0, -1, 0],
    ],
    [
      "occt.shapes.edge.arcThroughTwoPointsAndTangent",
      { start: [0, 0, 0], tangentVec: [0, 5, 0], end: [4, 0, 0] },
      2 * PI,
      [0, 0, 0],
      [4, 0, 0],
    ],
    [
      "occt.shapes.edge.arcThroughTwoPointsAndTangent",
      { start: [0, 0, 0], tangentVec: [0, 1, 0], end: [0, 1, 1] },
      PI / 2,
      [0, 0, 0],
      [0, 1, 1],
    ],
  ])("%s %j is an arc of length %d", async (id, params, length, start, end) => {
    const arc = await curve(step(id, params));
    expect([arc.length, arc.start, arc.end]).toEqual([expect.closeTo(length, 9), near(start), near(end)]);
  });

  it.each<[id: string, params: Record<string, unknown>, length: number, start: number[], end: number[]]>([
    ["occt.shapes.edge.arcFromCircleAndTwoAngles", { alphaAngle1: 0, alphaAngle2: 90 }, PI, [0, 0, 2], [2, 0, 0]],
    ["occt.shapes.edge.arcFromCircleAndTwoAngles", { alphaAngle1: 90, alphaAngle2: 0 }, 3 * PI, [2, 0, 0], [0, 0, 2]],
    ["occt.shapes.edge.arcFromCircleAndTwoAngles", { alphaAngle1: 30, alphaAngle2: -60 }, 3 * PI, [1, 0, sqrt(3)], [-sqrt(3), 0, 1]],
    ["occt.shapes.edge.arcFromCircleAndTwoPoints", { start: [0, 0, 2], end: [2, 0, 0] }, PI, [0, 0, 2], [2, 0, 0]],
    ["occt.shapes.edge.arcFromCircleAndTwoPoints", { start: [2, 0, 0], end: [0, 0, 2] }, 3 * PI, [2, 0, 0], [0, 0, 2]],
    ["occt.shapes.edge.arcFromCirclePointAndAngle", { point: [0, 0, 2], alphaAngle: 180 }, 2 * PI, [0, 0, 2], [0, 0, -2]],
    ["occt.shapes.edge.arcFromCirclePointAndAngle", { point: [2, 0, 0], alphaAngle: 180 }, PI, [2, 0, 0], [0, 0, -2]],
  ])("%s %j is cut out of a circle with a length of %d", async (id, params, length, start, end) => {
    for (const circle of [[CIRCLE], [step("occt.shapes.wire.createCircleWire", { radius: 2 })]]) {
      const arc = await curve(...circle, step(id, { circle: "$prev", ...params }));
      expect([arc.length, arc.start, arc.end]).toEqual([expect.closeTo(length, 9), near(start), near(end)]);
    }
  });

  it("runs the other way against the circle's sense", async () => {
    const back = await curve(
      CIRCLE,
      step("occt.shapes.edge.arcFromCircleAndTwoPoints", { circle: "$prev", start: [0, 0, 2], end: [2, 0, 0], sense: false }),
    );
    expect([back.start, back.end, back.length]).toEqual([near([2, 0, 0]), near([0, 0, 2]), expect.closeTo(PI, 9)]);
  });

  it.each<[id: string, params: Record<string, unknown>, lengths: number[]]>([
    ["occt.shapes.edge.fromBaseLine", { line: { start: [0, 0, 0], end: [0, 3, 4] } }, [5]],
    ["occt.shapes.edge.fromBaseLines", { line: { start: [0, 0, 0], end: [0, 3, 4] } }, [5]],
    [
      "occt.shapes.edge.fromBaseSegment",
      {
        segment: [
          [0, 0, 0],
          [1, 2, 2],
        ],
      },
      [3],
    ],
    [
      "occt.shapes.edge.fromBaseSegments",
      {
        segments: [
          [
            [0, 0, 0],
            [1, 2, 2],
          ],
          [
            [0, 0, 0],
            [0, 7, 0],
          ],
        ],
      },
      [3, 7],
    ],
    [
      "occt.shapes.edge.fromPoints",
      {
        points: [
          [0, 0, 0],
          [3, 0, 0],
          [3, 4, 0],
        ],
      },
      [3, 4],
    ],
    [
      "occt.shapes.edge.fromBasePolyline",
      {
        polyline: {
          points: [
            [0, 0, 0],
            [3, 0, 0],
            [3, 4, 0],
          ],
        },
      },
      [3, 4],
    ],
    [
      "occt.shapes.edge.fromBasePolyline",
      {
        polyline: {
          points: [
            [0, 0, 0],
            [3, 0, 0],
            [3, 4, 0],
          ],
          isClosed: true,
        },
      },
      [3, 4, 5],
    ],
    [
      "occt.shapes.edge.fromBaseTriangle",
      {
        triangle: [
          [0, 0, 0],
          [3, 0, 0],
          [3, 4, 0],
        ],
      },
      [3, 4, 5],
    ],
    [
      "occt.shapes.edge.fromBaseMesh",
      {
        mesh: [
          [
            [0, 0, 0],
            [3, 0, 0],
            [3, 4, 0],
          ],
          [
            [0, 0, 0],
            [5, 0, 0],
            [5, 12, 0],
          ],
        ],
      },
      [3, 4, 5, 5, 12, 13],
    ],
  ])("%s gives edges of the lengths %j", async (id, params, lengths) => {
    expect((await curves(step(id, params))).map(({ length }) => length)).toEqual(near(lengths));
  });
});

describe("an edge tells", () => {
  it("its length, its middle, its ends", async () => {
    expect(await answer(...QUARTER, onPrev("occt.shapes.edge.getEdgeLength"))).toBeCloseTo(PI, 9);
    const away = (2 * 2) / PI;
    expect(await answer(...QUARTER, onPrev("occt.shapes.edge.getEdgeCenterOfMass"))).toEqual(near([away, 0, away]));
    expect(await answer(...QUARTER, onPrev("occt.shapes.edge.startPointOnEdge"))).toEqual(near([0, 0, 2]));
    expect(await answer(...QUARTER, onPrev("occt.shapes.edge.endPointOnEdge"))).toEqual(near([2, 0, 0]));
  });

  it.each([0, 0.25, 0.5, 1])("point and tangent at %d of its angle and of its length", async (share) => {
    const angle = (share * PI) / 2;
    for (const [pointId, tangentId, params] of [
      ["occt.shapes.edge.pointOnEdgeAtParam", "occt.shapes.edge.tangentOnEdgeAtParam", { param: share }],
      ["occt.shapes.edge.pointOnEdgeAtLength", "occt.shapes.edge.tangentOnEdgeAtLength", { length: share * PI }],
    ] as const) {
      const at = await answer<Vec3>(...QUARTER, onPrev(pointId, params));
      const tangent = await answer<Vec3>(...QUARTER, onPrev(tangentId, params));
      expect(at).toEqual(near([2 * sin(angle), 0, 2 * cos(angle)]));
      expect(tangent.map((component) => component / hypot(...tangent))).toEqual(near([cos(angle), 0, -sin(angle)]));
    }
  });

  it("points and tangents of several edges", async () => {
    const both = (id: string, params: Record<string, unknown> = {}) =>
      answer(LINE, CIRCLE, step(id, { shapes: ["$ref:0", "$ref:1"], ...params }));
    expect(await both("occt.shapes.edge.pointsOnEdgesAtParam", { param: 0.5 })).toEqual([near([1, 1.5, 2]), near([0, 0, -2])]);
    expect(await both("occt.shapes.edge.pointsOnEdgesAtLength", { length: PI })).toEqual([near([1, 0.6 * PI, 0.8 * PI]), near([2, 0, 0])]);
    expect(await both("occt.shapes.edge.tangentsOnEdgesAtParam", { param: 0.25 })).toEqual([near([0, 0.6, 0.8]), near([0, 0, -2])]);
    expect(await both("occt.shapes.edge.tangentsOnEdgesAtLength", { length: 0 })).toEqual([near([0, 0.6, 0.8]), near([2, 0, 0])]);
    expect(await both("occt.shapes.edge.startPointsOnEdges")).toEqual([near([1, 0, 0]), near([0, 0, 2])]);
    expect(await both("occt.shapes.edge.endPointsOnEdges")).toEqual([near([1, 3, 4]), near([0, 0, 2])]);
    expect(await both("occt.shapes.edge.getEdgesLengths")).toEqual(near([5, 4 * PI]));
    expect(await both("occt.shapes.edge.getEdgesCentersOfMass")).toEqual([near([1, 1.5, 2]), near([0, 0, 0])]);
  });

  it("its points at even parameters and at even lengths", async () => {
    const ellipse = step("occt.shapes.edge.createEllipseEdge", { radiusMinor: 1, radiusMajor: 3 });
    const divide = (id: string, more: Record<string, unknown> = {}) => answer<Vec3[]>(ellipse, onPrev(id, { nrOfDivisions: 8, ...more }));
    const byParams = await divide("occt.shapes.edge.divideEdgeByParamsToPoints");
    for (const [index, at] of byParams.entries()) expect(at).toEqual(near([sin((index * PI) / 4), 0, 3 * cos((index * PI) / 4)]));
    const byLength = await divide("occt.shapes.edge.divideEdgeByEqualDistanceToPoints");
    const { length } = await curve(ellipse);
    for (const [index, at] of byLength.entries())
      expect(await answer(ellipse, onPrev("occt.shapes.edge.pointOnEdgeAtLength", { length: (index * length) / 8 }))).toEqual(near(at));
    expect(
      await divide("occt.shapes.edge.divideEdgeByEqualDistanceToPoints", { removeStartPoint: true, removeEndPoint: true }),
    ).toHaveLength(7);
    for (const [id, one] of [
      ["occt.shapes.edge.divideEdgesByParamsToPoints", byParams],
      ["occt.shapes.edge.divideEdgesByEqualDistanceToPoints", byLength],
    ] as const) {
      expect(await answer(ellipse, step(id, { shapes: ["$prev"], nrOfDivisions: 8 }))).toEqual([one.map((at) => near(at))]);
    }
  });

  it("its kind, and of a circle radius, middle and axis", async () => {
    const circle = step("occt.shapes.edge.createCircleEdge", { radius: 3, center: [1, 2, 3], direction: [0, 3, 4] });
    expect(await answer(circle, onPrev("occt.shapes.edge.isEdgeCircular"))).toBe(true);
    expect(await answer(circle, onPrev("occt.shapes.edge.isEdgeLinear"))).toBe(false);
    expect(await answer(LINE, onPrev("occt.shapes.edge.isEdgeCircular"))).toBe(false);
    expect(await answer(LINE, onPrev("occt.shapes.edge.isEdgeLinear"))).toBe(true);
    expect(await answer(circle, onPrev("occt.shapes.edge.getCircularEdgeRadius"))).toBeCloseTo(3, 12);
    expect(await answer(circle, onPrev("occt.shapes.edge.getCircularEdgeCenterPoint"))).toEqual(near([1, 2, 3]));
    expect(await answer(circle, onPrev("occt.shapes.edge.getCircularEdgePlaneDirection"))).toEqual(near([0, 0.6, 0.8]));
    const info = {
      valid: true,
      type: "circle",
      closed: true,
      isCircular: true,
      period: expect.closeTo(2 * PI, 9),
      length: expect.closeTo(6 * PI, 9),
    };
    expect(await answer(circle, onPrev("occt.shapes.edge.debugInfo"))).toMatchObject(info);
  });

  it("points that follow it, from its start to its end", async () => {
    const [points = []] = await answer<Vec3[][]>(
      ...QUARTER,
      onPrev("occt.shapes.edge.edgesToPoints", { angularDeflection: 0.05, curvatureDeflection: 0.001 }),
    );
    expect([points[0], points.at(-1)]).toEqual([near([0, 0, 2]), near([2, 0, 0])]);
    expect(points.every(([x, , z]) => Math.abs(hypot(x, z) - 2) < 1e-9)).toBe(true);
    const back = await answer<Vec3[][]>(...QUARTER, onPrev("occt.shapes.edge.reversedEdge"), onPrev("occt.shapes.edge.edgesToPoints"));
    expect(back[0]?.[0]).toEqual(near([2, 0, 0]));
    expect(await answer<Vec3[][]>(BOX, onPrev("occt.shapes.edge.edgesToPoints"))).toHaveLength(12);
  });
});

it.each<[id: string, params: Record<string, unknown>, message: string]>([
  ["occt.shapes.edge.line", { start: [1, 1, 1], end: [1, 1, 1] }, "start and end are the same point"],
  ["occt.shapes.edge.arcThroughThreePoints", { start: [0, 0, 0], middle: [1, 0, 0], end: [2, 0, 0] }, "lie on a line"],
  ["occt.shapes.edge.arcThroughTwoPointsAndTangent", { tangentVec: [0, 0, 1] }, "there is no such arc"],
  [
    "occt.shapes.edge.fromPoints",
    {
      points: [
        [0, 0, 0],
        [0, 0, 0],
      ],
    },
    "points[0] and the point after it are the same",
  ],
])("%s %j is refused: %s", async (id, params, message) => {
  await expect(curve(step(id, params))).rejects.toThrow(message);
});

it.each<[id: string, params: Record<string, unknown>, message: string]>([
  ["occt.shapes.edge.arcFromCircleAndTwoAngles", { circle: "$prev", alphaAngle1: 0, alphaAngle2: 360 }, "the same direction"],
  ["occt.shapes.edge.arcFromCircleAndTwoPoints", { circle: "$prev", start: [0, 0, 3] }, "start is 1 mm off the circle"],
  ["occt.shapes.edge.getEdge", { shape: "$prev", index: 1 }, "index is 1 and must be a whole number from 0 to 0"],
  ["occt.shapes.edge.rebuildEdgeDegree", { shape: "$prev", degree: 30 }, "degree is 30 and must be a whole number from 1 to 25"],
  ["occt.shapes.wire.getWireLength", { shape: "$prev" }, "shape is edge and must be a wire"],
])("of a circle %s %j is refused: %s", async (id, params, message) => {
  await expect(curve(CIRCLE, step(id, params))).rejects.toThrow(message);
});

it("refuses to take a straight edge for a circle", async () => {
  await expect(answer(LINE, onPrev("occt.shapes.edge.getCircularEdgeRadius"))).rejects.toThrow("not circular");
});
