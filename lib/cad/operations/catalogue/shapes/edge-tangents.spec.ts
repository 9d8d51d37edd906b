import { describe, expect, it } from "vitest";
import { distance, dot, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import { answer, curves, type MeasuredCurve, near, onAll, step } from "./spec-curves";

const { PI, acos, hypot, sqrt } = Math;

/** In a plane that is not one of the world's. */
const AXIS = [0, 3, 4];
const circleAt = (center: number[], radius: number) => step("occt.shapes.edge.createCircleEdge", { center, radius, direction: AXIS });
/** A point of that plane by its X and its distance along (0, 4, −3) / 5. */
const inPlane = (x: number, v: number): Vec3 => [x, 0.8 * v, -0.6 * v];

/** How far a line is from touching a circle: its distance from the middle, and what is left of a right angle there. */
function touches({ start, end }: MeasuredCurve, middle: Vec3, radius: number): void {
  expect(distance(start, middle)).toBeCloseTo(radius, 9);
  expect(dot(subtract(end, start), subtract(start, middle))).toBeCloseTo(0, 9);
}

describe("lines that touch a circle", () => {
  const CIRCLE = circleAt([0, 0, 0], 1.6);
  const point = inPlane(3, 4);
  const half = acos(1.6 / 5);

  it.each([
    ["all", "none", 2, []],
    ["keepSide1", "none", 1, []],
    ["keepSide2", "keepSide2", 1, []],
    ["all", "keepSide2", 3, [2 * half * 1.6]],
    ["all", "keepSide1", 3, [2 * (PI - half) * 1.6]],
  ])("from a point, keeping %s of them and %s of the circle", async (positionResult, circleRemainder, count, arcs) => {
    const id = "occt.shapes.edge.constraintTanLinesFromPtToCircle";
    const found = await curves(CIRCLE, step(id, { circle: "$prev", point, positionResult, circleRemainder }));
    expect(found).toHaveLength(count);
    const lines = found.filter((_, index) => count < 3 || index !== 1);
    for (const line of lines) {
      touches(line, [0, 0, 0], 1.6);
      expect([line.end, line.length]).toEqual([near(point), expect.closeTo(sqrt(25 - 1.6 ** 2), 9)]);
    }
    expect(count === 3 ? [found[1]?.length] : []).toEqual(near(arcs, 7));
  });

  it("from two points end in them and touch on opposite sides, with the arc between them", async () => {
    const [point1, point2] = [inPlane(5, 0), inPlane(5, 0)];
    const id = "occt.shapes.edge.constraintTanLinesFromTwoPtsToCircle";
    const ask = (params: Record<string, unknown>) => curves(CIRCLE, step(id, { circle: "$prev", point1, point2, ...params }));
    const all = await ask({});
    expect(all).toHaveLength(4);
    for (const line of all) touches(line, [0, 0, 0], 1.6);
    const lengthOf = async (positionResult: string, circleRemainder: string) => (await ask({ positionResult, circleRemainder }))[1]?.length;
    const [near1, far1] = [2 * half * 1.6, 2 * (PI - half) * 1.6];
    expect(await lengthOf("keepSide1", "keepSide1")).toBeCloseTo(far1, 7);
    expect(await lengthOf("keepSide1", "keepSide2")).toBeCloseTo(near1, 7);
    expect(await lengthOf("keepSide2", "keepSide1")).toBeCloseTo(far1, 7);
    expect(await lengthOf("keepSide2", "keepSide2")).toBeCloseTo(near1, 7);
  });

  it.each([
    ["all", "none", 4],
    ["keepSide1", "none", 2],
    ["keepSide2", "none", 2],
    ["keepSide2", "outside", 4],
  ])("and another, keeping %s and %s of the circles", async (positionResult, circleRemainders, count) => {
    const far = inPlane(8, 6);
    const id = "occt.shapes.edge.constraintTanLinesOnTwoCircles";
    const found = await curves(
      CIRCLE,
      circleAt(far, 0.6),
      step(id, { circle1: "$ref:0", circle2: "$ref:1", positionResult, circleRemainders }),
    );
    expect(found).toHaveLength(count);
    const lines = circleRemainders === "none" ? found : found.slice(1, 3);
    const [outer, crossing] = [sqrt(100 - 1), sqrt(100 - 2.2 ** 2)];
    const expected = { all: [outer, crossing, outer, crossing], keepSide1: [crossing, crossing], keepSide2: [outer, outer] }[
      positionResult
    ];
    expect(lines.map(({ length }) => length)).toEqual(near(expected ?? []));
    for (const line of lines) {
      touches(line, [0, 0, 0], 1.6);
      touches({ ...line, start: line.end, end: line.start }, far, 0.6);
    }
  });

  it("and another that it overlaps are two, as long as Pythagoras says, and arcs join them", async () => {
    // The circles and lengths of a worked example: radii 1.6 and 1, a distance of 1.
    const circles = [
      step("occt.shapes.edge.createCircleEdge", { radius: 1.6 }),
      step("occt.shapes.edge.createCircleEdge", { center: [1, 0, 0] }),
    ];
    const id = "occt.shapes.edge.constraintTanLinesOnTwoCircles";
    const ask = async (params: Record<string, unknown>) => {
      const found = await curves(...circles, step(id, { circle1: "$ref:0", circle2: "$ref:1", ...params }));
      return found.map(({ length }) => length);
    };
    const turn = acos(0.6);
    expect(await ask({ positionResult: "keepSide2", circleRemainders: "outside" })).toEqual(
      near([3.2 * (PI - turn), 0.8, 0.8, 2 * turn], 7),
    );
    expect(await ask({ positionResult: "keepSide2", circleRemainders: "insideOutside" })).toEqual(
      near([3.2 * turn, 0.8, 0.8, 2 * turn], 7),
    );
    expect(await ask({ positionResult: "all" })).toEqual(near([0.8, 0.8]));
    await expect(ask({ positionResult: "keepSide1" })).resolves.toEqual([]);
  });

  it.each<[params: Record<string, unknown>, message: string]>([
    [{ point: [0.5, 0, 0] }, "must be farther than its radius"],
    [{ point: [3, 4, 0] }, "off the plane of the circle"],
  ])("are refused for %j: %s", async (params, message) => {
    const id = "occt.shapes.edge.constraintTanLinesFromPtToCircle";
    await expect(curves(CIRCLE, step(id, { circle: "$prev", ...params }))).rejects.toThrow(message);
  });
});

describe("circles that touch others", () => {
  /** Middles and radii of the circles that the steps give. */
  async function found(...steps: ReturnType<typeof step>[]): Promise<{ middle: Vec3; radius: number }[]> {
    const lengths = await answer<number[]>(...steps, onAll("occt.shapes.edge.getEdgesLengths"));
    const middles = await answer<Vec3[]>(...steps, onAll("occt.shapes.edge.getEdgesCentersOfMass"));
    return lengths.map((length, index) => ({ radius: length / (2 * PI), middle: middles[index] ?? [0, 0, 0] }));
  }

  it.each([
    [1.25, 2],
    [2.5, 3],
    [3, 4],
  ])("and go through a point on it, of radius %d, are %d", async (radius, count) => {
    const point = inPlane(3, 0);
    const id = "occt.shapes.edge.constraintTanCirclesOnCircleAndPnt";
    const all = await found(circleAt([0, 0, 0], 2), step(id, { circle: "$prev", point, radius }));
    expect(all).toHaveLength(count);
    for (const circle of all) {
      expect(circle.radius).toBeCloseTo(radius, 9);
      expect(distance(circle.middle, point)).toBeCloseTo(radius, 9);
      const away = distance(circle.middle, [0, 0, 0]);
      expect(Math.min(Math.abs(away - (2 + radius)), Math.abs(away - Math.abs(2 - radius)))).toBeLessThan(1e-9);
    }
  });

  it("outside of both and inside of each", async () => {
    const id = "occt.shapes.edge.constraintTanCirclesOnTwoCircles";
    const far = inPlane(0, 2.5);
    const all = await found(circleAt([0, 0, 0], 2), circleAt(far, 2), step(id, { circle1: "$ref:0", circle2: "$ref:1", radius: 0.5 }));
    // Overlapping circles: two outside, two in the lens, two between each circle's inside and the other's outside, twice.
    expect(all).toHaveLength(8);
    for (const { middle, radius } of all) {
      expect(radius).toBeCloseTo(0.5, 9);
      for (const center of [[0, 0, 0], far] as Vec3[]) {
        const away = distance(middle, center);
        expect(Math.min(Math.abs(away - 2.5), Math.abs(away - 1.5))).toBeLessThan(1e-9);
      }
    }
    expect(hypot(...(all[0]?.middle ?? []))).toBeCloseTo(2.5, 9);
  });
});
