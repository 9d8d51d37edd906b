import type { HoleRecord, Measurements } from "@/lib/contract/geometry";
import type { Expectation, HoleExpectation } from "./cases";

const DIAMETER_TOL_MM = 0.05;
const POSITION_TOL_MM = 0.1;

type Point = readonly number[];

const near = (left: number, right: number, tolerance = POSITION_TOL_MM) => Math.abs(left - right) <= tolerance;
const minus = (left: Point, right: Point) => left.map((value, axis) => value - (right[axis] ?? 0));
const dot = (left: Point, right: Point) => left.reduce((sum, value, axis) => sum + value * (right[axis] ?? 0), 0);
const length = (vector: Point) => Math.sqrt(dot(vector, vector));

/** A vector without its part along a unit axis. */
function across(vector: Point, axis: Point): number[] {
  const along = dot(vector, axis);
  return vector.map((value, index) => value - along * (axis[index] ?? 0));
}

const mean = (points: Point[]) => [0, 1, 2].map((axis) => points.reduce((sum, point) => sum + (point[axis] ?? 0), 0) / points.length);

/** Every hole field of an expectation against what was measured. */
export function compareHoles(expect: Expectation, measured: Measurements): string[] {
  const { holes, bounding_box } = measured;
  const middle = [0, 1, 2].map((axis) => ((bounding_box.min[axis] ?? 0) + (bounding_box.max[axis] ?? 0)) / 2);
  const failures: string[] = [];
  if (expect.holes !== undefined && expect.holes.length === 0 && holes.length > 0)
    failures.push(`no holes are wanted, ${holes.length} are there`);
  for (const wanted of expect.holes ?? []) failures.push(...compareHole(wanted, holes, middle));
  const total = expect.holes_total;
  if (total !== undefined) {
    const counted = total.through === undefined ? holes : holes.filter(({ through }) => through === total.through);
    if (counted.length !== total.count) failures.push(`${total.count} holes are wanted in all, ${counted.length} are there`);
  }
  if (expect.pcd !== undefined && !anyOnCircle(holes, expect.pcd)) failures.push(`no three equal holes lie on a circle of ${expect.pcd}`);
  return failures;
}

function compareHole(wanted: HoleExpectation, holes: HoleRecord[], middle: Point): string[] {
  const name = `Ø${wanted.d}`;
  const same = holes.filter(({ diameter }) => near(diameter, wanted.d, wanted.d_tol ?? DIAMETER_TOL_MM));
  if (same.length !== wanted.count) return [`${wanted.count} holes ${name} are wanted, ${same.length} are there`];
  const failures: string[] = [];
  const every = (holds: (hole: HoleRecord) => boolean, message: string) => {
    if (!same.every(holds)) failures.push(`holes ${name}: ${message}`);
  };
  every(({ through }) => through === wanted.through, wanted.through ? "not all through" : "not all blind");
  const centres = same.map(({ center, axis }) => across(minus(center, middle), axis));
  if (wanted.spacing !== undefined && !inRow(centres, wanted.spacing))
    failures.push(`holes ${name}: not ${wanted.spacing} from each to the next`);
  if (wanted.pcd !== undefined && !onCircle(centres, wanted.pcd)) failures.push(`holes ${name}: not on a circle of ${wanted.pcd}`);
  if (wanted.pattern !== undefined && !onRectangle(centres, wanted.pattern))
    failures.push(`holes ${name}: not on a rectangle ${wanted.pattern.join(" × ")}`);
  const { offset, axis, depth, counterbore, countersink } = wanted;
  const place = wanted.centre_from_bbox_centre;
  if (offset !== undefined && !centres.every((centre) => near(length(centre), offset)))
    failures.push(`holes ${name}: not ${offset} from the middle`);
  if (place !== undefined && !centres.some(([x = 0, y = 0]) => near(x, place[0]) && near(y, place[1])))
    failures.push(`holes ${name}: none at ${place.join(", ")}`);
  if (axis !== undefined) every((hole) => Math.abs(hole.axis["XYZ".indexOf(axis)] ?? 0) > 0.9999, `not along ${axis}`);
  if (depth !== undefined) every((hole) => near(hole.depth, depth), `not ${depth} deep`);
  if (counterbore !== undefined) {
    every(
      (hole) => near(hole.counterbore?.diameter ?? 0, counterbore.d) && near(hole.counterbore?.depth ?? 0, counterbore.depth),
      "another counterbore, or none",
    );
  }
  if (countersink !== undefined) {
    every(
      (hole) => near(hole.countersink?.diameter ?? 0, countersink.d) && near(hole.countersink?.angleDeg ?? 0, countersink.angle),
      "another countersink, or none",
    );
  }
  return failures;
}

/** Points in a row, each this far from the next. */
function inRow(points: number[][], spacing: number): boolean {
  const [first, ...rest] = points;
  if (first === undefined || rest.length === 0) return false;
  const far = rest.reduce((best, point) => (length(minus(point, first)) > length(minus(best, first)) ? point : best));
  const direction = minus(far, first).map((value) => value / Math.max(length(minus(far, first)), 1e-9));
  const along = points.map((point) => dot(minus(point, first), direction)).sort((left, right) => left - right);
  return along.slice(1).every((value, index) => near(value - (along[index] ?? 0), spacing));
}

function onCircle(points: number[][], diameter: number): boolean {
  const centre = mean(points);
  if (points.length === 1) return points.every((point) => near(2 * length(point), diameter));
  return points.every((point) => near(2 * length(minus(point, centre)), diameter));
}

/** Four points on a × b, either way round. */
function onRectangle(points: number[][], [a, b]: readonly [number, number]): boolean {
  const [first] = points;
  if (first === undefined || points.length !== 4) return false;
  const wanted = [Math.min(a, b), Math.max(a, b), Math.hypot(a, b)];
  return points.every((point) => {
    const distances = points.filter((other) => other !== point).map((other) => length(minus(other, point)));
    return distances.sort((left, right) => left - right).every((distance, index) => near(distance, wanted[index] ?? 0));
  });
}

function anyOnCircle(holes: HoleRecord[], diameter: number): boolean {
  const byDiameter = new Map<string, number[][]>();
  for (const { diameter: d, center } of holes) byDiameter.set(d.toFixed(2), [...(byDiameter.get(d.toFixed(2)) ?? []), [...center]]);
  return [...byDiameter.values()].some((points) => points.length >= 3 && onCircle(points, diameter));
}
