import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { Point2dMm } from "@/lib/contract/geometry";
import type { Segment } from "./outline-segment";

/** Straight pieces through the points, closed. */
export function polygonSegments(points: readonly Point2dMm[]): Segment[] {
  return points.map((from, index) => ({ kind: "line", from, to: points[(index + 1) % points.length] ?? from }));
}

/** False for straight pieces whose ends coincide. */
export function hasLength(segment: Segment): boolean {
  return segment.kind !== "line" || Math.hypot(segment.to[0] - segment.from[0], segment.to[1] - segment.from[1]) > 1e-9;
}

/** Area of a polygon; negative when it runs clockwise. */
export function signedArea(points: readonly Point2dMm[]): number {
  return (
    points.reduce((sum, [x, y], index) => {
      const [nextX, nextY] = points[(index + 1) % points.length] ?? [x, y];
      return sum + x * nextY - nextX * y;
    }, 0) / 2
  );
}

/** Leaves out points that repeat the one before them, and a last that repeats the first. */
export function withoutRepeats(points: readonly Point2dMm[]): Point2dMm[] {
  return points.filter((point, index) => {
    const before = points[(index + points.length - 1) % points.length];
    return !before || Math.hypot(point[0] - before[0], point[1] - before[1]) > 1e-7;
  });
}

/** Indexes of two sides that meet and are not neighbours; quadratic, so callers bound the number of points. */
export function firstCrossing(points: readonly Point2dMm[]): [number, number] | null {
  const sides = sidesOf(points);
  for (const [i, a] of sides.entries()) {
    for (let j = i + 2; j < sides.length; j++) {
      const b = sides[j];
      if (!b || (i === 0 && j === sides.length - 1)) continue;
      if (sidesMeet(a, b)) return [i, j];
    }
  }
  return null;
}

/** True where the sides of two polygons meet. */
export function polygonsMeet(one: readonly Point2dMm[], other: readonly Point2dMm[]): boolean {
  const others = sidesOf(other);
  return sidesOf(one).some((a) => others.some((b) => sidesMeet(a, b)));
}

/** True for points inside a polygon, by counting the sides above them. */
export function isInside(points: readonly Point2dMm[], [x, y]: Point2dMm): boolean {
  return (
    sidesOf(points).filter(([a, b]) => a[0] > x !== b[0] > x && y < a[1] + ((x - a[0]) / (b[0] - a[0])) * (b[1] - a[1])).length % 2 === 1
  );
}

type Side = readonly [Point2dMm, Point2dMm];

function sidesOf(points: readonly Point2dMm[]): Side[] {
  return points.map((from, index) => [from, points[(index + 1) % points.length] ?? from] as const);
}

function sidesMeet([a, b]: Side, [c, d]: Side): boolean {
  const turn = (p: Point2dMm, q: Point2dMm, r: Point2dMm) => (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
  const [abc, abd, cda, cdb] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (abc * abd < 0 && cda * cdb < 0) return true;
  const within = (p: Point2dMm, q: Point2dMm, r: Point2dMm) =>
    Math.min(p[0], q[0]) <= r[0] && r[0] <= Math.max(p[0], q[0]) && Math.min(p[1], q[1]) <= r[1] && r[1] <= Math.max(p[1], q[1]);
  return (
    (abc === 0 && within(a, b, c)) || (abd === 0 && within(a, b, d)) || (cda === 0 && within(c, d, a)) || (cdb === 0 && within(c, d, b))
  );
}

/**
 * A polygon, anticlockwise, whose corner i is rounded by `radii[i]`.
 * @throws KernelError INVALID_INPUT where two roundings need more than the side between them has
 */
export function roundedPolygon(points: readonly Point2dMm[], radii: readonly number[]): Segment[] {
  const corners = points.map((corner, index) => roundedCorner(points, radii[index] ?? 0, corner, index));
  const pieces: Segment[] = [];
  for (const [index, corner] of corners.entries()) {
    const next = corners[(index + 1) % corners.length] ?? corner;
    const from = points[index] ?? corner.end;
    const to = points[(index + 1) % points.length] ?? from;
    const room = Math.hypot(to[0] - from[0], to[1] - from[1]);
    if (corner.setback + next.setback > room + 1e-9) {
      const r = Math.max(corner.radius, next.radius);
      throw invalidInput(`r is ${r} and must be smaller: the roundings need ${corner.setback + next.setback} mm of a side of ${room} mm.`, {
        feasible: { param: "r", max: (r * room) / (corner.setback + next.setback) },
      });
    }
    if (corner.radius > 0) pieces.push({ kind: "arc", from: corner.start, via: corner.via, to: corner.end });
    pieces.push({ kind: "line", from: corner.end, to: next.start });
  }
  return pieces.filter(hasLength);
}

/** Rounds the corners that turn one way of an anticlockwise outline of straight pieces. */
export function roundedCorners(segments: readonly Segment[], r: number, which: "convex" | "concave"): Segment[] {
  const points = segments.map((segment): Point2dMm => {
    if (segment.kind !== "line") throw invalidInput(`r is ${r} and only corners between straight sides can be rounded by it.`);
    return segment.from;
  });
  const radii = points.map((_, index) => (turnAt(points, index) > 0 === (which === "convex") ? r : 0));
  return roundedPolygon(points, radii);
}

/** Positive where an outline turns left at a corner. */
export function turnAt(points: readonly Point2dMm[], index: number): number {
  const at = (offset: number) => points[(index + offset + points.length) % points.length] ?? [0, 0];
  const [a, b, c] = [at(-1), at(0), at(1)];
  return (b[0] - a[0]) * (c[1] - b[1]) - (b[1] - a[1]) * (c[0] - b[0]);
}

function roundedCorner(points: readonly Point2dMm[], radius: number, corner: Point2dMm, index: number) {
  if (radius <= 0) return { radius: 0, setback: 0, start: corner, via: corner, end: corner };
  const before = points[(index + points.length - 1) % points.length] ?? corner;
  const after = points[(index + 1) % points.length] ?? corner;
  const toward = (target: Point2dMm): Point2dMm => {
    const length = Math.hypot(target[0] - corner[0], target[1] - corner[1]);
    return [(target[0] - corner[0]) / length, (target[1] - corner[1]) / length];
  };
  const [a, b] = [toward(before), toward(after)];
  const half = Math.acos(Math.max(-1, Math.min(1, a[0] * b[0] + a[1] * b[1]))) / 2;
  const setback = radius / Math.tan(half);
  const bisector = toward([corner[0] + a[0] + b[0], corner[1] + a[1] + b[1]]);
  const reach = radius / Math.sin(half) - radius;
  const along = (direction: Point2dMm, by: number): Point2dMm => [corner[0] + direction[0] * by, corner[1] + direction[1] * by];
  return { radius, setback, start: along(a, setback), via: along(bisector, reach), end: along(b, setback) };
}
