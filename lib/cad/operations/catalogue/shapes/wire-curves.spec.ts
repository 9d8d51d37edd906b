import { describe, expect, it } from "vitest";
import { distance, type Vec3 } from "@/lib/cad/kernel/vector";
import { answer, curve, curves, near, onPrev, step } from "./spec-curves";

const { PI, cos, hypot, sin, sqrt } = Math;

/** Perimeter of an ellipse by the arithmetic-geometric mean. */
function ellipsePerimeter(major: number, minor: number): number {
  let [a, b] = [major, minor];
  let [sum, power] = [(a * a + b * b) / 2, 1];
  while (Math.abs(a - b) > 1e-15 * a) {
    const half = (a - b) / 2;
    [a, b] = [(a + b) / 2, sqrt(a * b)];
    sum -= power * half * half;
    power *= 2;
  }
  return (2 * PI * sum) / a;
}

/** Length of r = a + b θ with height c θ over a number of radians, by Simpson's rule on its speed. */
function windingLength(a: number, b: number, c: number, angle: number): number {
  const steps = 20_000;
  const speed = (theta: number) => hypot(b, a + b * theta, c);
  const sum = Array.from({ length: steps + 1 }, (_, index) => {
    const weight = index === 0 || index === steps ? 1 : index % 2 === 1 ? 4 : 2;
    return weight * speed((index * angle) / steps);
  }).reduce((total, term) => total + term, 0);
  return (sum * angle) / steps / 3;
}

describe("round wires", () => {
  it.each([
    ["occt.shapes.wire.createCircleWire", { radius: 2.5, direction: [1, 2, 3], center: [4, 5, 6] }, 5 * PI],
    ["occt.shapes.wire.createEllipseWire", { radiusMinor: 1, radiusMajor: 3 }, ellipsePerimeter(3, 1)],
    ["occt.shapes.wire.createEllipseWire", { radiusMinor: 2, radiusMajor: 2.5, direction: [1, 0, 1] }, ellipsePerimeter(2.5, 2)],
    ["occt.shapes.edge.createCircleEdge", { radius: 4 }, 8 * PI],
    ["occt.shapes.edge.createEllipseEdge", { radiusMinor: 0.5, radiusMajor: 10 }, ellipsePerimeter(10, 0.5)],
  ])("%s %j is %d long, closed and balanced on its centre", async (id, params: Record<string, unknown>, length) => {
    const round = await curve(step(id, params));
    expect([round.length, round.closed]).toEqual([expect.closeTo(length, 9), true]);
    expect(round.centroid).toEqual(near((params.center as number[] | undefined) ?? [0, 0, 0]));
  });
});

const FIVE: Vec3[] = [
  [0, 0, 0],
  [1, 2, 0],
  [3, 1, 1],
  [5, 0, 0],
  [6, 3, 2],
];

/** How far points of a wire are from given ones, at most. */
async function farthest(id: string, params: Record<string, unknown>, points: readonly Vec3[]): Promise<number> {
  const dense = onPrev("occt.shapes.wire.divideWireByParamsToPoints", { nrOfDivisions: 4_000 });
  const along = await answer<Vec3[]>(step(id, params), dense);
  return Math.max(...points.map((at) => Math.min(...along.map((other) => distance(at, other)))));
}

describe("splines", () => {
  it.each<[id: string, params: Record<string, unknown>, closed: boolean]>([
    ["occt.shapes.wire.createBSpline", {}, false],
    ["occt.shapes.wire.createBSpline", { closed: true }, true],
    ["occt.shapes.wire.interpolatePoints", {}, false],
    ["occt.shapes.wire.interpolatePoints", { periodic: true }, true],
    ["occt.shapes.wire.interpolatePoints", { parametrization: "uniform" }, false],
    ["occt.shapes.wire.interpolatePoints", { parametrization: "centripetal" }, false],
    ["occt.shapes.wire.interpolatePoints", { startTangent: [0, 0, 1], endTangent: [1, 0, 0] }, false],
    ["occt.shapes.wire.interpolatePoints", { tangents: [null, null, [0, 1, 0], null, null] }, false],
    ["occt.shapes.wire.interpolatePointsSymmetric", {}, true],
  ])("%s %j goes through its points", async (id, params, closed) => {
    const wire = await curve(step(id, { points: FIVE, ...params }));
    expect([wire.closed, wire.valid]).toEqual([closed, true]);
    expect(wire.start).toEqual(near(FIVE[0] ?? [], 3));
    // A sample of 4,000 is within a few thousandths of any point of a curve some 12 mm long.
    expect(await farthest(id, { points: FIVE, ...params }, FIVE)).toBeLessThan(0.004);
  });

  it("leave along the tangents that they are given", async () => {
    const wire = step("occt.shapes.wire.interpolatePoints", { points: FIVE, startTangent: [0, 0, 2], endTangent: [3, 0, 0] });
    const tangent = (param: number) => answer<Vec3>(wire, onPrev("occt.shapes.wire.tangentOnWireAtParam", { param }));
    const [start, end] = [await tangent(0), await tangent(1)];
    expect(start).toEqual(near([0, 0, start[2]]));
    expect(end).toEqual(near([end[0], 0, 0]));
    expect([start[2] > 0, end[0] > 0]).toEqual([true, true]);
  });

  it("that are symmetric are as long between all corners of a square, and turn there at the same angle", async () => {
    const square = [
      [1, 0, 1],
      [-1, 0, 1],
      [-1, 0, -1],
      [1, 0, -1],
    ];
    const wire = step("occt.shapes.wire.interpolatePointsSymmetric", { points: square });
    const { length, box } = await curve(wire);
    expect(box.max[0]).toBeCloseTo(box.max[2], 9);
    expect(box.min[0]).toBeCloseTo(-box.max[0], 9);
    const quarters = await answer<Vec3[]>(
      wire,
      onPrev("occt.shapes.wire.pointsOnWireAtLengths", { lengths: [0, length / 4, length / 2, (3 * length) / 4] }),
    );
    expect(quarters).toEqual(square.map((at) => near(at, 7)));
    for (const param of [0, 0.25, 0.5, 0.75]) {
      const tangent = await answer<Vec3>(wire, onPrev("occt.shapes.wire.tangentOnWireAtParam", { param }));
      const at = await answer<Vec3>(wire, onPrev("occt.shapes.wire.pointOnWireAtParam", { param }));
      expect(tangent[0] * at[0] + tangent[2] * at[2]).toBeCloseTo(0, 9);
    }
  });

  it("of Bézier follow Bernstein's polynomial, with and without weights", async () => {
    const points = [
      [0, 0, 0],
      [1, 2, 0],
      [3, 0, 0],
    ];
    const at = (id: string, more: Record<string, unknown>) =>
      answer(step(id, { points, ...more }), onPrev("occt.shapes.wire.midPointOnWire"));
    expect(await at("occt.shapes.wire.createBezier", {})).toEqual(near([0.25 * 3 + 0.5, 1, 0]));
    expect(await at("occt.shapes.wire.createBezierWeights", { weights: [1, 3, 1] })).toEqual(near([(0.75 + 1.5) / 2, 3 / 2, 0]));
    const conic = step("occt.shapes.wire.createBezierWeights", {
      points: [
        [1, 0, 0],
        [1, 1, 0],
        [0, 1, 0],
      ],
      weights: [1, 1 / sqrt(2), 1],
    });
    expect((await curve(conic)).length).toBeCloseTo(PI / 2, 9);
  });

  it("of Bézier close, are limited in degree, and have no start when periodic", async () => {
    const closed = await curve(step("occt.shapes.wire.createBezier", { points: FIVE, closed: true }));
    expect(closed.closed).toBe(true);
    const info = (params: Record<string, unknown>) =>
      answer<{ edges: Record<string, unknown>[] }>(
        step("occt.shapes.wire.createBezier", { points: FIVE, ...params }),
        onPrev("occt.shapes.wire.debugInfo"),
      );
    expect((await info({})).edges[0]).toMatchObject({ type: "bezier", degree: 4, nbPoles: 5 });
    expect((await info({ degree: 2 })).edges[0]).toMatchObject({ type: "bspline", degree: 2, nbPoles: 5 });
    expect((await info({ periodic: true })).edges[0]).toMatchObject({ degree: 3, closed: true, periodic: true });
    const straight = Array.from({ length: 40 }, (_, index) => [index, 0, 0]);
    expect((await curve(step("occt.shapes.wire.createBezier", { points: straight }))).length).toBeCloseTo(39, 9);
  });

  it.each<[id: string, name: string]>([
    ["occt.shapes.wire.createBSplines", "bSplines"],
    ["occt.shapes.wire.createBezierWires", "bezierWires"],
    ["occt.shapes.wire.interpolateWires", "interpolations"],
  ])("%s gives one for each, or a compound of them", async (id, name) => {
    const both = { [name]: [{ points: FIVE }, { points: FIVE.slice(0, 3) }] };
    const made = await curves(step(id, { ...both, returnCompound: false }));
    expect(made.map(({ end }) => end)).toEqual([near(FIVE[4] ?? [], 3), near(FIVE[2] ?? [], 3)]);
    expect(await answer(step(id, { ...both, returnCompound: true }), onPrev("occt.shapes.shape.getShapeType"))).toBe("compound");
  });

  it.each<[id: string, params: Record<string, unknown>, message: string]>([
    ["occt.shapes.wire.createBezier", { degree: 5 }, "degree is 5 and must be a whole number from 1 to 4"],
    ["occt.shapes.wire.createBezierWeights", { weights: [1, 2] }, "weights holds 2 numbers and must hold 5"],
    ["occt.shapes.wire.createBezierWeights", { weights: [1, 2, 0, 1, 1] }, "weights[2] is 0 and must be more than 0"],
    ["occt.shapes.wire.createBezierWeights", { weights: [1, 1, 1, 1, 1], closed: true }, "must hold 6"],
    ["occt.shapes.wire.interpolatePoints", { startTangent: [1, 0, 0] }, "given together or not at all"],
    ["occt.shapes.wire.interpolatePoints", { tangents: [null] }, "tangents holds 1 entries and must hold 5"],
    ["occt.shapes.wire.interpolatePoints", { points: [FIVE[0], FIVE[0], FIVE[1]] }, "points[0] and the point after it are the same"],
    ["occt.shapes.wire.interpolatePointsSymmetric", { points: FIVE.slice(0, 2) }, "holds 2 points and must hold at least 3"],
  ])("%s %j is refused: %s", async (id, params, message) => {
    await expect(curve(step(id, { points: FIVE, ...params }))).rejects.toThrow(message);
  });
});

describe("windings", () => {
  it.each([
    [{ radius: 2, pitch: 1.5, height: 6 }, 4],
    [{ radius: 10, pitch: 1, height: 0.25 }, 0.25],
    [{ radius: 0.5, pitch: 3, height: 30, clockwise: true, direction: [1, 2, 2], center: [1, 1, 1] }, 10],
  ])("createHelixWire %j is as long as a line on the unrolled cylinder", async ({ radius, pitch, height, ...place }, turns) => {
    const helix = await curve(step("occt.shapes.wire.createHelixWire", { radius, pitch, height, ...place }));
    expect(helix.length / hypot(2 * PI * radius * turns, height)).toBeCloseTo(1, 6);
    expect(helix.valid).toBe(true);
    const byTurns = await curve(step("occt.shapes.wire.createHelixWireByTurns", { radius, pitch, numTurns: turns, ...place }));
    expect(byTurns.length).toBeCloseTo(helix.length, 9);
    expect(byTurns.end).toEqual(near(helix.end));
  });

  it.each([false, true])("rise along direction from Z, clockwise %s", async (clockwise) => {
    const points = await answer<Vec3[]>(
      step("occt.shapes.wire.createHelixWire", { radius: 2, pitch: 4, height: 8, clockwise, tolerance: 1e-7 }),
      onPrev("occt.shapes.wire.divideWireByParamsToPoints", { nrOfDivisions: 16 }),
    );
    for (const [index, at] of points.entries()) {
      const angle = ((clockwise ? -1 : 1) * index * PI) / 4;
      expect(at).toEqual(near([2 * sin(angle), index / 2, 2 * cos(angle)], 6));
    }
  });

  it("taper evenly, stay within their tolerance, and end where both radii say", async () => {
    const helix = { startRadius: 3, endRadius: 1, pitch: 2, height: 8, tolerance: 1e-7 };
    const wire = await curve(step("occt.shapes.wire.createTaperedHelixWire", helix));
    expect([wire.start, wire.end]).toEqual([near([0, 0, 3]), near([0, 8, 1])]);
    expect(wire.length).toBeCloseTo(windingLength(3, -2 / (8 * PI), 8 / (8 * PI), 8 * PI), 5);
    const points = await answer<Vec3[]>(
      step("occt.shapes.wire.createTaperedHelixWire", helix),
      onPrev("occt.shapes.wire.divideWireByParamsToPoints", { nrOfDivisions: 97 }),
    );
    for (const [x, y, z] of points) expect(Math.abs(hypot(x, z) - (3 - y / 4))).toBeLessThan(1e-7);
  });

  it("lie flat as Archimedes' spiral", async () => {
    const spiral = await curve(step("occt.shapes.wire.createFlatSpiralWire", { startRadius: 0.5, endRadius: 5, numTurns: 4.5 }));
    expect(spiral.length).toBeCloseTo(windingLength(0.5, 4.5 / (9 * PI), 0, 9 * PI), 4);
    expect([spiral.start, spiral.end]).toEqual([near([0, 0, 0.5]), near([0, 0, -5])]);
    expect(spiral.box.size[1]).toBeCloseTo(0, 6);
    expect((await curve(step("occt.shapes.wire.createFlatSpiralWire", { startRadius: 0, endRadius: 2, numTurns: 1 }))).start).toEqual(
      near([0, 0, 0]),
    );
  });

  it.each<[id: string, params: Record<string, unknown>, message: string]>([
    ["occt.shapes.wire.createHelixWire", { pitch: 0 }, "pitch is 0 and must be more than 0"],
    ["occt.shapes.wire.createHelixWire", { pitch: 0.001 }, "has 5000 turns"],
    ["occt.shapes.wire.createHelixWireByTurns", { numTurns: -1 }, "numTurns is -1 and must be more than 0"],
    ["occt.shapes.wire.createTaperedHelixWire", { startRadius: -1 }, "startRadius is -1 and must be at least 0"],
    ["occt.shapes.wire.createFlatSpiralWire", { startRadius: 5 }, "both 5 and must differ"],
    ["occt.shapes.wire.createFlatSpiralWire", { tolerance: 0 }, "tolerance is 0 and must be more than 0"],
  ])("%s %j is refused: %s", async (id, params, message) => {
    await expect(curve(step(id, params))).rejects.toThrow(message);
  });
});
