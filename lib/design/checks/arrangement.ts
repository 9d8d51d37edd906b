import type { HoleRecord } from "@/lib/contract/geometry";

type Vector = readonly [number, number, number];

/** How equal holes of one direction stand to each other; lengths in mm. */
export type Arrangement =
  | { kind: "row"; pitchMm: number }
  | { kind: "rectangle"; sidesMm: [number, number] }
  | { kind: "grid"; counts: [number, number]; pitchesMm: [number, number] }
  | { kind: "circle"; diameterMm: number };

const TOLERANCE_MM = 0.01;
const near = (left: number, right: number) => Math.abs(left - right) <= TOLERANCE_MM;
const distance = (a: Vector, b: Vector) => Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);

/** Distinct values, ascending. */
function levels(values: number[]): number[] {
  const distinct: number[] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    const last = distinct.at(-1);
    if (last === undefined || !near(value, last)) distinct.push(value);
  }
  return distinct;
}

/** The common step of ascending values; undefined when they are not evenly spaced. */
function stepOf(values: number[]): number | undefined {
  const steps = values.slice(1).map((value, index) => value - (values[index] ?? 0));
  const [first] = steps;
  return first !== undefined && steps.every((step) => near(step, first)) ? first : undefined;
}

/** Rows, rectangles and grids along the axes of the part. */
function alongAxes(centers: Vector[]): Arrangement | undefined {
  const all = ([0, 1, 2] as const).map((axis) => levels(centers.map((center) => center[axis]))).filter(({ length }) => length > 1);
  const [first, second] = all;
  if (all.length === 1 && first?.length === centers.length) {
    const pitchMm = stepOf(first);
    return pitchMm === undefined ? undefined : { kind: "row", pitchMm };
  }
  if (all.length !== 2 || !first || !second || first.length * second.length !== centers.length) return undefined;
  const pitches = [stepOf(first), stepOf(second)] as const;
  if (pitches[0] === undefined || pitches[1] === undefined) return undefined;
  const pair: [number, number] = [pitches[0], pitches[1]];
  if (centers.length === 4) return { kind: "rectangle", sidesMm: pair };
  return { kind: "grid", counts: [first.length, second.length], pitchesMm: pair };
}

/** Evenly spaced on a circle: equal distances from the middle, and equal distances to the nearest other. */
function onCircle(holes: readonly HoleRecord[], centers: Vector[]): Arrangement | undefined {
  if (centers.length < 3) return undefined;
  const mean = (axis: 0 | 1 | 2) => centers.reduce((sum, center) => sum + center[axis], 0) / centers.length;
  const middle: Vector = [mean(0), mean(1), mean(2)];
  const radii = centers.map((center) => distance(center, middle));
  const [radius] = radii;
  const spacings = holes.map(({ spacing }) => spacing ?? 0);
  if (radius === undefined || !radii.every((other) => near(other, radius)) || !spacings.every((other) => near(other, spacings[0] ?? 0))) {
    return undefined;
  }
  return { kind: "circle", diameterMm: radius * 2 };
}

/** What a drawing would say of equal holes; undefined where it would give each one's place. */
export function arrangementOf(holes: readonly HoleRecord[]): Arrangement | undefined {
  const centers = holes.map(({ center }) => center);
  const [first, second] = centers;
  if (centers.length === 2 && first && second) return { kind: "row", pitchMm: distance(first, second) };
  return alongAxes(centers) ?? onCircle(holes, centers);
}
