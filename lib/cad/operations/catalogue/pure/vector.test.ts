import { describe, expect, it } from "vitest";
import { compute, near, type Refusal, type Truth } from "./spec-compute";

const { PI } = Math;

const TRUTHS: Truth[] = [
  ["vector.add", { first: [1, 2, 3], second: [4, 5, 6] }, [5, 7, 9]],
  [
    "vector.addAll",
    {
      vectors: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
    },
    [9, 12],
  ],
  ["vector.all", { vector: [true, true, false] }, false],
  ["vector.angleBetween", { first: [1, 0, 0], second: [0, 2, 0] }, 90],
  // Rounding carries the cosine of these beyond 1.
  ["vector.angleBetween", { first: [0.1, 0.2, 0.3], second: [0.3, 0.6, 0.9] }, 0],
  ["vector.angleBetweenNormalized2d", { first: [1, 0], second: [0, -1] }, -90],
  ["vector.cross", { first: [1, 0, 0], second: [0, 1, 0] }, [0, 0, 1]],
  ["vector.dist", { first: [1, 1], second: [4, 5] }, 5],
  ["vector.distSquared", { first: [1, 1], second: [4, 5] }, 25],
  ["vector.div", { vector: [2, 4], scalar: 2 }, [1, 2]],
  ["vector.domain", { vector: [1, 5, 9] }, 8],
  ["vector.dot", { first: [1, 2, 3], second: [4, 5, 6] }, 32],
  ["vector.finite", { vector: [1, 2] }, [true, true]],
  ["vector.isZero", { vector: [0, 0, 0] }, true],
  ["vector.length", { vector: [2, 3, 6] }, 7],
  ["vector.lengthSq", { vector: [2, 3, 6] }, 49],
  // The package's fraction is the share of the first.
  ["vector.lerp", { first: [0, 0, 0], second: [10, 20, 30], fraction: 0.75 }, [2.5, 5, 7.5]],
  ["vector.max", { vector: [1, 7, 3] }, 7],
  ["vector.min", { vector: [4, 1, 3] }, 1],
  ["vector.mul", { vector: [1, 2], scalar: 3 }, [3, 6]],
  ["vector.neg", { vector: [1, -2] }, [-1, 2]],
  ["vector.norm", { vector: [3, 4] }, 5],
  ["vector.normSquared", { vector: [3, 4] }, 25],
  ["vector.normalized", { vector: [0, 3, 4] }, [0, 0.6, 0.8]],
  ["vector.onRay", { point: [1, 1, 1], vector: [0, 0, 2], distance: -3 }, [1, 1, -5]],
  ["vector.parseNumbers", { vector: ["1", " 2.5 ", "-3e2"] }, [1, 2.5, -300]],
  ["vector.positiveAngleBetween", { reference: [0, 0, 1], first: [1, 0, 0], second: [0, -1, 0] }, 270],
  ["vector.signedAngleBetween", { reference: [0, 0, 1], first: [1, 0, 0], second: [0, 1, 0] }, 90],
  ["vector.range", { max: 4 }, [0, 1, 2, 3]],
  [
    "vector.removeAllDuplicateVectors",
    {
      vectors: [
        [1, 2],
        [3, 4],
        [1, 2],
      ],
    },
    [
      [1, 2],
      [3, 4],
    ],
  ],
  [
    "vector.removeConsecutiveDuplicateVectors",
    {
      vectors: [
        [1, 2],
        [1, 2],
        [3, 4],
        [1, 2],
      ],
    },
    [
      [1, 2],
      [3, 4],
      [1, 2],
    ],
  ],
  ["vector.span", { step: 0.5, min: 1, max: 2 }, [1, 1.5, 2]],
  ["vector.spanEaseItems", { nrItems: 3, min: 0, max: 4, ease: "easeInQuad" }, [0, 1, 4]],
  ["vector.spanEaseItems", { nrItems: 3, min: 0, max: 4, ease: "easeInQuad", intervals: true }, [0, 1, 3]],
  ["vector.spanLinearItems", { nrItems: 5, min: 2, max: 4 }, [2, 2.5, 3, 3.5, 4]],
  ["vector.sub", { first: [5, 7], second: [1, 2] }, [4, 5]],
  ["vector.sum", { vector: [1, 2, 3.5] }, 6.5],
  ["vector.vectorXY", { x: 1, y: 2 }, [1, 2]],
  ["vector.vectorXYZ", { x: 1, y: 2, z: 3 }, [1, 2, 3]],
  ["vector.vectorsTheSame", { vec1: [1, 2], vec2: [1, 2 + 1e-9] }, true],
];

const REFUSALS: Refusal[] = [
  ["vector.add", { first: [1, 2], second: [1] }, /second of vector.add holds 1 entries and must hold 2/],
  ["vector.div", { vector: [1], scalar: 0 }, /gives Infinity/],
  ["vector.normalized", { vector: [0, 0, 0] }, /no result/],
  ["vector.max", { vector: [] }, /vector is empty/],
  ["vector.range", { max: 1e9 }, /at most 100000/],
  ["vector.span", { step: 0 }, /step is 0/],
  ["vector.span", { step: 1e-9 }, /at most 100000/],
  ["vector.parseNumbers", { vector: ["1", "x"] }, /vector\[1\] is "x"/],
  ["vector.spanLinearItems", { nrItems: 100_001 }, /nrItems|<=100000|100000/],
];

describe("vectors", () => {
  it.each(TRUTHS)("%s %j is %j", (id, params, result) => expect(compute(id, params)).toEqual(near(result)));

  it.each(REFUSALS)("%s %j is refused", (id, params, message) => expect(() => compute(id, params)).toThrow(message));

  it("are at right angles to their cross product", () => {
    const [first, second] = [
      [1, 2, 3],
      [-2, 0.5, 4],
    ];
    const normal = compute("vector.cross", { first, second });
    for (const side of [first, second]) expect(compute("vector.angleBetween", { first: normal, second: side })).toBeCloseTo(90, 9);
    expect(compute("vector.norm", { vector: normal })).toBeCloseTo(
      Math.hypot(...first) * Math.hypot(...second) * Math.sin(((compute("vector.angleBetween", { first, second }) as number) * PI) / 180),
      9,
    );
  });
});
