import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { Point2dMm } from "@/lib/contract/geometry";
import type { Profile } from "@/lib/contract/operations/part/common";

/** A piece of a closed outline, anticlockwise. */
export type Segment =
  | { kind: "line"; from: Point2dMm; to: Point2dMm }
  | { kind: "arc"; from: Point2dMm; via: Point2dMm; to: Point2dMm }
  | { kind: "circle"; radius: number }
  /** Semi-axes along u and v. */
  | { kind: "ellipse"; a: number; b: number };

/** Straight pieces through the points, closed. */
export function polygonSegments(points: readonly Point2dMm[]): Segment[] {
  return points.map((from, index) => ({ kind: "line", from, to: points[(index + 1) % points.length] ?? from }));
}

/** The outline of a profile in its own (u, v) plane, anticlockwise; refuses sizes that contradict each other. */
export function outlineOf(profile: Profile): Segment[] {
  switch (profile.shape) {
    case "rectangle":
      return rectangle(profile.w, profile.h, profile.r ?? 0);
    case "circle":
      return [{ kind: "circle", radius: profile.d / 2 }];
    case "slot":
      return slot(profile.length, profile.w);
    case "polygon":
      return polygonSegments(regularPolygon(profile.n, circumradiusOf(profile)));
    case "polyline":
      return polyline(profile.points);
    case "ellipse":
      return [{ kind: "ellipse", a: profile.a, b: profile.b }];
    case "l_section":
      return lSection(profile.w, profile.h, profile.t, profile.r ?? 0);
  }
}

function rectangle(w: number, h: number, r: number): Segment[] {
  const limit = Math.min(w, h) / 2;
  if (r > limit) {
    throw invalidInput(`A corner radius of ${r} mm does not fit a ${w} x ${h} mm rectangle; up to ${limit} mm does.`, {
      feasible: { param: "r", max: limit },
    });
  }
  const [x, y] = [w / 2, h / 2];
  if (r === 0) return polygonSegments(boxPoints(x, y));
  const [p, q] = [x - r, y - r];
  const bend = r * Math.SQRT1_2;
  const pieces: Segment[] = [
    { kind: "line", from: [-p, -y], to: [p, -y] },
    { kind: "arc", from: [p, -y], via: [p + bend, -q - bend], to: [x, -q] },
    { kind: "line", from: [x, -q], to: [x, q] },
    { kind: "arc", from: [x, q], via: [p + bend, q + bend], to: [p, y] },
    { kind: "line", from: [p, y], to: [-p, y] },
    { kind: "arc", from: [-p, y], via: [-p - bend, q + bend], to: [-x, q] },
    { kind: "line", from: [-x, q], to: [-x, -q] },
    { kind: "arc", from: [-x, -q], via: [-p - bend, -q - bend], to: [-p, -y] },
  ];
  return pieces.filter(hasLength);
}

function hasLength(segment: Segment): boolean {
  return segment.kind !== "line" || Math.hypot(segment.to[0] - segment.from[0], segment.to[1] - segment.from[1]) > 1e-9;
}

function boxPoints(x: number, y: number): Point2dMm[] {
  return [
    [-x, -y],
    [x, -y],
    [x, y],
    [-x, y],
  ];
}

function slot(length: number, w: number): Segment[] {
  if (length < w) throw invalidInput(`A slot ${length} mm long can't be ${w} mm wide; its overall length is at least its width.`);
  if (length - w < 1e-9) return [{ kind: "circle", radius: w / 2 }];
  const r = w / 2;
  const p = length / 2 - r;
  return [
    { kind: "line", from: [-p, -r], to: [p, -r] },
    { kind: "arc", from: [p, -r], via: [p + r, 0], to: [p, r] },
    { kind: "line", from: [p, r], to: [-p, r] },
    { kind: "arc", from: [-p, r], via: [-p - r, 0], to: [-p, -r] },
  ];
}

function circumradiusOf({ n, af, d }: { n: number; af?: number | undefined; d?: number | undefined }): number {
  if (af !== undefined && d === undefined) return af / 2 / Math.cos(Math.PI / n);
  if (d !== undefined && af === undefined) return d / 2;
  throw invalidInput("A polygon needs either af (across flats) or d (across corners), and not both.");
}

/** Corners from the lower left of the flat that faces −v. */
export function regularPolygon(n: number, circumradius: number): Point2dMm[] {
  return Array.from({ length: n }, (_, index): Point2dMm => {
    const angle = -Math.PI / 2 - Math.PI / n + (index * 2 * Math.PI) / n;
    return [circumradius * Math.cos(angle), circumradius * Math.sin(angle)];
  });
}

function lSection(w: number, h: number, t: number, r: number): Segment[] {
  const limit = Math.min(w, h);
  if (t >= limit) throw invalidInput(`A wall of ${t} mm leaves nothing of an L of ${w} x ${h} mm; less than ${limit} mm does.`);
  if (r > limit - t) {
    throw invalidInput(`An inner radius of ${r} mm does not fit an L of ${w} x ${h} x ${t} mm; up to ${limit - t} mm does.`, {
      feasible: { param: "r", max: limit - t },
    });
  }
  const [x, y] = [-w / 2, -h / 2];
  const corner: Point2dMm = [x + t, y + t];
  const points: Point2dMm[] = [
    [x, y],
    [x + w, y],
    [x + w, y + t],
    [corner[0] + r, corner[1]],
    [corner[0], corner[1] + r],
    [x + t, y + h],
    [x, y + h],
  ];
  const pieces = polygonSegments(points);
  const start = points[3] ?? corner;
  const end = points[4] ?? corner;
  const via: Point2dMm = [corner[0] + r * (1 - Math.SQRT1_2), corner[1] + r * (1 - Math.SQRT1_2)];
  pieces[3] = { kind: "arc", from: start, via, to: end };
  return r === 0 ? polygonSegments(points.filter((_, index) => index !== 4)) : pieces.filter(hasLength);
}

function polyline(given: readonly Point2dMm[]): Segment[] {
  const points = withoutRepeats(given);
  if (points.length < 3) throw invalidInput("A closed polyline needs at least three different points.");
  const crossing = firstCrossing(points);
  if (crossing) throw invalidInput(`The polyline crosses itself: its sides ${crossing[0] + 1} and ${crossing[1] + 1} meet.`);
  const area = signedArea(points);
  if (Math.abs(area) < 1e-9) throw invalidInput("The points of the polyline enclose no area.");
  return polygonSegments(area > 0 ? points : points.toReversed());
}

/** Leaves out points that repeat the one before them, and a last that repeats the first. */
function withoutRepeats(points: readonly Point2dMm[]): Point2dMm[] {
  return points.filter((point, index) => {
    const before = points[(index + points.length - 1) % points.length];
    return !before || Math.hypot(point[0] - before[0], point[1] - before[1]) > 1e-7;
  });
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

/** Indexes of two sides that meet and are not neighbours; quadratic, bounded by the 2,000 points that a profile may have. */
function firstCrossing(points: readonly Point2dMm[]): [number, number] | null {
  const sides = points.map((from, index) => [from, points[(index + 1) % points.length] ?? from] as const);
  for (const [i, a] of sides.entries()) {
    for (let j = i + 2; j < sides.length; j++) {
      const b = sides[j];
      if (!b || (i === 0 && j === sides.length - 1)) continue;
      if (sidesMeet(a, b)) return [i, j];
    }
  }
  return null;
}

type Side = readonly [Point2dMm, Point2dMm];

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
