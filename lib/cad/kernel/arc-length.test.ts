import { describe, expect, it } from "vitest";
import { ArcLength } from "./arc-length";

const { PI, cosh, hypot, sinh, sin, cos } = Math;

describe("arc length from a curve's speed", () => {
  it.each<[name: string, speed: (t: number) => number, breaks: number[], length: number]>([
    ["a line", () => 3, [0, 2], 6],
    ["a catenary", (t) => cosh(t), [-1, 2], sinh(2) + sinh(1)],
    ["a cycloid, which stands still at its ends", (t) => 2 * sin(t / 2), [0, 2 * PI], 8],
    ["a line that changes its speed", (t) => (t < 1 ? 1 : 5), [0, 1, 3], 11],
    ["a parabola", (t) => hypot(1, 2 * t), [0, 1], hypot(1, 2) / 2 + Math.asinh(2) / 4],
  ])("is that of %s", (_, speed, breaks, length) => {
    const arcs = new ArcLength(speed, breaks);
    expect(arcs.length / length).toBeCloseTo(1, 12);
    for (const share of [0, 0.1, 0.5, 0.99, 1]) {
      const parameter = arcs.parameterAt(share * length);
      const before = breaks.filter((at) => at < parameter);
      expect(new ArcLength(speed, [...before, parameter]).length).toBeCloseTo(share * length, 9);
    }
  });

  it("goes on beyond the ends at the speed that it has there", () => {
    const arcs = new ArcLength((t) => 1 + t, [0, 1]);
    expect([arcs.parameterAt(-2), arcs.parameterAt(1.5 + 4)]).toEqual([-2, 3]);
  });

  it("weighs points by the length that they stand for", () => {
    const arcs = new ArcLength(() => 2, [0, PI]);
    const [x, y, z] = arcs.centroid((t) => [2 * cos(t), 2 * sin(t), 7]);
    expect([x, y, z]).toEqual([expect.closeTo(0, 12), expect.closeTo(4 / PI, 12), expect.closeTo(7, 12)]);
  });
});
