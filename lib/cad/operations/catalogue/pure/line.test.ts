import { describe, expect, it } from "vitest";
import { compute, near, type Refusal, type Truth } from "./spec-compute";

const SHIFT = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 1, 2, 3, 1];
const LINE = { start: [0, 0, 0], end: [2, 3, 6] };
const SEGMENT = [LINE.start, LINE.end];
const MOVED = { start: [1, 2, 3], end: [3, 5, 9] };
const along = (...points: number[][]) => ({ start: points[0], end: points[1] });
const SQUARE = [
  [0, 0, 0],
  [4, 0, 0],
  [4, 4, 0],
  [0, 4, 0],
];
const SQUARE_SEGMENTS = [
  [SQUARE[0], SQUARE[1]],
  [SQUARE[1], SQUARE[2]],
  [SQUARE[2], SQUARE[3]],
  [SQUARE[3], SQUARE[0]],
];
const CLOSED = { points: SQUARE, isClosed: true };
/** A figure of eight, which crosses itself in the middle. */
const EIGHT = {
  points: [
    [0, 0, 0],
    [4, 4, 0],
    [4, 0, 0],
    [0, 4, 0],
  ],
  isClosed: false,
};

const TRUTHS: Truth[] = [
  ["line.create", LINE, LINE],
  ["line.createSegment", LINE, SEGMENT],
  ["line.getEndPoint", { line: LINE }, LINE.end],
  ["line.getPointOnLine", { line: LINE, param: 0.5 }, [1, 1.5, 3]],
  ["line.getStartPoint", { line: LINE }, LINE.start],
  ["line.length", { line: LINE }, 7],
  ["line.lineLineIntersection", { line1: along([0, 0, 0], [4, 4, 0]), line2: along([0, 4, 0], [4, 0, 0]) }, [2, 2, 0]],
  ["line.lineLineIntersection", { line1: along([0, 0, 0], [1, 0, 0]), line2: along([0, 1, 0], [1, 1, 0]) }, null],
  ["line.lineToSegment", { line: LINE }, SEGMENT],
  ["line.linesBetweenPoints", { points: SQUARE.slice(0, 3) }, [along(...SQUARE), along(...SQUARE.slice(1))]],
  ["line.linesBetweenStartAndEndPoints", { startPoints: [LINE.start], endPoints: [LINE.end] }, [LINE]],
  ["line.linesToSegments", { lines: [LINE] }, [SEGMENT]],
  ["line.reverse", { line: LINE }, { start: LINE.end, end: LINE.start }],
  ["line.segmentToLine", { segment: SEGMENT }, LINE],
  ["line.segmentsToLines", { segments: [SEGMENT] }, [LINE]],
  ["line.transformLine", { line: LINE, transformation: [SHIFT] }, MOVED],
  ["line.transformLine", { line: LINE, transformation: SHIFT }, MOVED],
  ["line.transformsForLines", { lines: [LINE, LINE], transformation: [[SHIFT], SHIFT] }, [MOVED, MOVED]],
  ["polyline.countPoints", { polyline: CLOSED }, 4],
  ["polyline.create", { points: SQUARE, isClosed: true }, CLOSED],
  ["polyline.getPoints", { polyline: CLOSED }, SQUARE],
  ["polyline.length", { polyline: CLOSED }, 16],
  ["polyline.length", { polyline: { points: SQUARE } }, 12],
  ["polyline.maxFilletsHalfLine", { polyline: CLOSED }, [2, 2, 2, 2]],
  ["polyline.polylineSelfIntersection", { polyline: EIGHT }, [[2, 2, 0]]],
  ["polyline.polylineToLines", { polyline: CLOSED }, SQUARE_SEGMENTS.map(([start, end]) => ({ start, end }))],
  ["polyline.polylineToSegments", { polyline: CLOSED }, SQUARE_SEGMENTS],
  ["polyline.reverse", { polyline: CLOSED }, { points: SQUARE.toReversed(), isClosed: true }],
  ["polyline.safestFilletRadius", { polyline: CLOSED }, 2],
  ["polyline.sortSegmentsIntoPolylines", { segments: SQUARE_SEGMENTS }, [CLOSED]],
  [
    "polyline.transformPolyline",
    { polyline: { points: SEGMENT, isClosed: true }, transformation: SHIFT },
    {
      points: [
        [1, 2, 3],
        [3, 5, 9],
      ],
      isClosed: true,
    },
  ],
  [
    "polyline.twoPolylineIntersection",
    {
      polyline1: {
        points: [
          [0, 2, 0],
          [9, 2, 0],
        ],
      },
      polyline2: CLOSED,
    },
    [
      [4, 2, 0],
      [0, 2, 0],
    ],
  ],
];

const REFUSALS: Refusal[] = [
  ["line.linesBetweenStartAndEndPoints", { startPoints: [[0, 0, 0]], endPoints: [] }, /endPoints .* holds 0 entries and must hold 1/],
  ["line.transformsForLines", { lines: [LINE], transformation: [] }, /must hold 1/],
];

describe("lines and polylines", () => {
  it.each(TRUTHS)("%s %j is %j", (id, params, result) => expect(compute(id, params)).toEqual(near(result)));

  it.each(REFUSALS)("%s %j is refused", (id, params, message) => expect(() => compute(id, params)).toThrow(message));

  it("a polyline is as long as its segments together", () => {
    const segments = compute("polyline.polylineToSegments", { polyline: CLOSED }) as number[][][];
    const lengths = segments.map((segment) => compute("line.length", { line: compute("line.segmentToLine", { segment }) }) as number);
    expect(compute("polyline.length", { polyline: CLOSED })).toBeCloseTo(
      lengths.reduce((sum, length) => sum + length),
      9,
    );
  });
});
