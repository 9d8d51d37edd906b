import { describe, expect, it } from "vitest";
import { compute, near, type Refusal, type Truth } from "./spec-compute";

const SHIFT = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 2, 3, 1];
const DOUBLE = [2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 1];
const POINTS = [
  [0, 0, 0],
  [4, 0, 0],
  [4, 3, 0],
];
const { SQRT2, SQRT1_2 } = Math;
/** A right angle with legs of 3 and 4 about `end`. */
const CORNER = { start: [3, 0, 0], end: [0, 0, 0], center: [0, 4, 0] };

const TRUTHS: Truth[] = [
  ["point.averagePoint", { points: POINTS }, [8 / 3, 1, 0]],
  [
    "point.boundingBoxOfPoints",
    { points: POINTS },
    { min: [0, 0, 0], max: [4, 3, 0], center: [2, 1.5, 0], width: 4, height: 3, length: 0 },
  ],
  ["point.closestPointFromPoints", { points: POINTS, point: [5, 4, 0] }, [4, 3, 0]],
  ["point.closestPointFromPointsDistance", { points: POINTS, point: [7, 7, 0] }, 5],
  // From 0, so that lists.getItem gives the point.
  ["point.closestPointFromPointsIndex", { points: POINTS, point: [5, 4, 0] }, 2],
  ["point.distance", { startPoint: [0, 0, 0], endPoint: [2, 3, 6] }, 7],
  ["point.distancesToPoints", { startPoint: [0, 0, 0], endPoints: POINTS }, [0, 4, 5]],
  ["point.getX", { point: [1, 2, 3] }, 1],
  ["point.getY", { point: [1, 2, 3] }, 2],
  ["point.getZ", { point: [1, 2, 3] }, 3],
  // A fillet reaches r / tan(α/2) along each leg, here r itself.
  ["point.maxFilletRadius", CORNER, 3],
  ["point.maxFilletRadiusHalfLine", CORNER, 1.5],
  [
    "point.maxFilletsHalfLine",
    {
      points: [
        [0, 0, 0],
        [4, 0, 0],
        [4, 4, 0],
        [0, 4, 0],
      ],
      checkLastWithFirst: true,
    },
    [2, 2, 2, 2],
  ],
  [
    "point.safestPointsMaxFilletHalfLine",
    {
      points: [
        [0, 0, 0],
        [2, 0, 0],
        [2, 4, 0],
        [0, 4, 0],
      ],
      checkLastWithFirst: true,
    },
    1,
  ],
  [
    "point.multiplyPoint",
    { point: [1, 2, 3], amountOfPoints: 2 },
    [
      [1, 2, 3],
      [1, 2, 3],
    ],
  ],
  ["point.normalFromThreePoints", { point1: [0, 0, 0], point2: [2, 0, 0], point3: [0, 3, 0] }, [0, 0, 1]],
  ["point.pointXY", { x: 1, y: 2 }, [1, 2]],
  ["point.pointXYZ", { x: 1, y: 2, z: 3 }, [1, 2, 3]],
  [
    "point.removeConsecutiveDuplicates",
    {
      points: [
        [0, 0, 0],
        [0, 0, 0],
        [1, 0, 0],
      ],
      checkFirstAndLast: false,
    },
    [
      [0, 0, 0],
      [1, 0, 0],
    ],
  ],
  ["point.rotatePointsCenterAxis", { points: [[2, 0, 0]], angle: 90, axis: [0, 0, 1], center: [1, 0, 0] }, [[1, 1, 0]]],
  ["point.scalePointsCenterXYZ", { points: [[2, 2, 2]], center: [1, 1, 1], scaleXyz: [2, 3, 4] }, [[3, 4, 5]]],
  [
    "point.sortPoints",
    {
      points: [
        [1, 2, 0],
        [0, 9, 0],
        [1, 1, 5],
      ],
    },
    [
      [0, 9, 0],
      [1, 1, 5],
      [1, 2, 0],
    ],
  ],
  ["point.stretchPointsDirFromCenter", { points: [[1, 1, 1]], direction: [0, 0, 5], scale: 3 }, [[1, 1, 3]]],
  ["point.transformPoint", { point: [1, 1, 1], transformation: [SHIFT, DOUBLE] }, [4, 6, 8]],
  ["point.transformPoint", { point: [1, 1, 1], transformation: SHIFT }, [2, 3, 4]],
  [
    "point.transformPoints",
    {
      points: [
        [0, 0, 0],
        [1, 1, 1],
      ],
      transformation: [SHIFT],
    },
    [
      [1, 2, 3],
      [2, 3, 4],
    ],
  ],
  [
    "point.transformsForPoints",
    {
      points: [
        [1, 0, 0],
        [1, 0, 0],
      ],
      transformation: [[SHIFT], DOUBLE],
    },
    [
      [2, 2, 3],
      [2, 0, 0],
    ],
  ],
  ["point.translatePoints", { points: [[1, 1, 1]], translation: [1, 2, 3] }, [[2, 3, 4]]],
  [
    "point.translatePointsWithVectors",
    {
      points: [
        [0, 0, 0],
        [1, 1, 1],
      ],
      translations: [
        [1, 0, 0],
        [0, 1, 0],
      ],
    },
    [
      [1, 0, 0],
      [1, 2, 1],
    ],
  ],
  ["point.translateXYZPoints", { points: [[1, 1, 1]], x: 1, y: 2, z: 3 }, [[2, 3, 4]]],
  ["point.twoPointsAlmostEqual", { point1: [0, 0, 0], point2: [0, 0, 1e-9] }, true],
];

const REFUSALS: Refusal[] = [
  ["point.averagePoint", { points: [] }, /points is empty/],
  ["point.boundingBoxOfPoints", { points: [] }, /points is empty/],
  ["point.multiplyPoint", { point: [0, 0, 0], amountOfPoints: 1e7 }, /at most 100000/],
  ["point.hexGrid", { nrHexagonsX: 1_000, nrHexagonsY: 1_000 }, /at most 100000/],
  ["point.hexGridScaledToFit", { nrHexagonsInWidth: 500, nrHexagonsInHeight: 500 }, /at most 100000/],
  ["point.normalFromThreePoints", { point1: [0, 0, 0], point2: [1, 0, 0], point3: [2, 0, 0] }, /no result|can't take/],
  ["point.transformsForPoints", { points: [[0, 0, 0]], transformation: [] }, /equal nr/],
];

describe("points", () => {
  it.each(TRUTHS)("%s %j is %j", (id, params, result) => expect(compute(id, params)).toEqual(near(result)));

  it.each(REFUSALS)("%s %j is refused", (id, params, message) => expect(() => compute(id, params)).toThrow(message));

  it('"point.hexGrid" puts neighbours at the distance of two touching hexagons', () => {
    const points = compute("point.hexGrid", { nrHexagonsX: 3, nrHexagonsY: 3, radiusHexagon: 2 }) as number[][];
    expect(points).toHaveLength(9);
    const [first, ...others] = points;
    const nearest = Math.min(...others.map((other) => compute("point.distance", { startPoint: first, endPoint: other }) as number));
    expect(nearest).toBeCloseTo(2 * Math.sqrt(3), 9);
  });

  it.each([true, false])('"point.hexGridScaledToFit" fills its rectangle to the edges, flat top %s', (flatTop) => {
    const params = { width: 12, height: 8, nrHexagonsInWidth: 3, nrHexagonsInHeight: 4, flatTop };
    const { centers, hexagons } = compute("point.hexGridScaledToFit", params) as { centers: number[][]; hexagons: number[][][] };
    expect(centers).toHaveLength(12);
    expect(compute("point.boundingBoxOfPoints", { points: hexagons.flat() })).toMatchObject({ width: near(12), height: near(8) });
  });

  it('"point.spiral" winds within its radius, ever farther out', () => {
    const points = compute("point.spiral", { radius: 6, numberPoints: 50 }) as number[][];
    const radii = points.map(([x = 0, y = 0]) => Math.hypot(x, y));
    expect(points.length).toBeGreaterThanOrEqual(50);
    expect(radii).toEqual(radii.toSorted((a, b) => a - b));
    expect(Math.max(...radii)).toBeLessThan(6 + 1e-9);
  });

  it("a rotation of an eighth turn halves the square", () => {
    expect(compute("point.rotatePointsCenterAxis", { points: [[1, 0, 0]], angle: 45, axis: [0, 0, 1] })).toEqual(
      near([[SQRT1_2, SQRT2 / 2, 0]]),
    );
  });
});
