import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Point2dMm } from "@/lib/contract/geometry";
import { arcSegment } from "./arc-segment";

const coordinate = fc.double({ min: -50, max: 50, noNaN: true });
const point = fc.tuple(coordinate, coordinate);
const radius = fc.double({ min: 0.5, max: 80, noNaN: true });
const form = fc.record({
  rx: radius,
  ry: radius,
  turnDeg: fc.double({ min: -360, max: 360, noNaN: true }),
  large: fc.boolean(),
  sweep: fc.boolean(),
});

describe("an arc by its ends", () => {
  it("begins and ends there, turns the way it is told, and is the long or the short one", () => {
    fc.assert(
      fc.property(point, point, form, (from: Point2dMm, to: Point2dMm, of) => {
        fc.pre(Math.hypot(to[0] - from[0], to[1] - from[1]) > 1e-3);
        const arc = arcSegment(from, to, of);
        if (arc.kind !== "arc") throw new Error("Two points apart gave no arc.");
        const at = (angle: number) =>
          [0, 1].map((axis) => {
            const [center, p, q] = [arc.center, arc.p, arc.q].map((pair) => pair[axis] ?? 0);
            return (center ?? 0) + (p ?? 0) * Math.cos(angle) + (q ?? 0) * Math.sin(angle);
          });
        expect(at(arc.from)).toEqual(from.map((value) => expect.closeTo(value, 4)));
        expect(at(arc.from + arc.sweep)).toEqual(to.map((value) => expect.closeTo(value, 4)));
        expect(arc.sweep > 0).toBe(of.sweep);
        // Half an ellipse is neither: there rounding decides.
        if (Math.abs(Math.abs(arc.sweep) - Math.PI) > 1e-6) expect(Math.abs(arc.sweep) > Math.PI).toBe(of.large);
      }),
      { numRuns: 200 },
    );
  });

  it("is straight without a radius", () => {
    expect(arcSegment([0, 0], [1, 1], { rx: 0, ry: 2, turnDeg: 0, large: false, sweep: true })).toEqual({ kind: "line", to: [1, 1] });
  });
});
