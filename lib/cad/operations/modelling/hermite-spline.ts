import type { Point2dMm } from "@/lib/contract/geometry";
import type { Spline } from "./region";

/** Value, first and second derivative of a curve at a parameter. */
export type Jet<P extends readonly number[]> = readonly [P, P, P];

export const HERMITE_DEGREE = 5;

/**
 * Poles of a quintic B-spline through values and derivatives at knots that are `step` apart: twice continuous, three
 * poles a knot. Error for a circle cut into spans of x rad: x⁶ / 46,080 of its radius, which is 7e-9 at 15°.
 */
export function hermitePoles<P extends readonly number[]>(jets: readonly Jet<P>[], step: number): number[][] {
  return jets.flatMap(([value, first, second], index) => {
    const pole = (slope: number, bend: number) =>
      value.map((x, axis) => x + slope * step * (first[axis] ?? 0) + bend * step ** 2 * (second[axis] ?? 0));
    const arriving = pole(-2 / 5, 1 / 20);
    const leaving = pole(2 / 5, 1 / 20);
    if (index === 0) return [[...value], pole(1 / 5, 0), leaving];
    if (index === jets.length - 1) return [arriving, pole(-1 / 5, 0), [...value]];
    return [arriving, pole(0, -1 / 20), leaving];
  });
}

/** How often each knot of such a curve counts. */
export function hermiteMultiplicities(spans: number): number[] {
  return Array.from({ length: spans + 1 }, (_, index) => (index === 0 || index === spans ? HERMITE_DEGREE + 1 : HERMITE_DEGREE - 2));
}

/** A plane curve given by its derivatives, as a spline of `spans` equal spans. */
export function hermiteSpline(jet: (t: number) => Jet<Point2dMm>, from: number, to: number, spans: number, role?: string): Spline {
  const step = (to - from) / spans;
  const jets = Array.from({ length: spans + 1 }, (_, index) => jet(from + index * step));
  return {
    kind: "spline",
    degree: HERMITE_DEGREE,
    poles: hermitePoles(jets, step).map(([x = 0, y = 0]): Point2dMm => [x, y]),
    knots: Array.from({ length: spans + 1 }, (_, index) => index),
    multiplicities: hermiteMultiplicities(spans),
    role,
  };
}
