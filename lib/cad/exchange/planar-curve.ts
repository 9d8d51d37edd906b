import type { Point2dMm } from "@/lib/contract/geometry";

/** A curve of a flat drawing, mm. */
export type PlanarCurve =
  | { kind: "line"; from: Point2dMm; to: Point2dMm }
  | { kind: "arc"; from: Point2dMm; via: Point2dMm; to: Point2dMm }
  | { kind: "circle"; center: Point2dMm; radius: number }
  /** center + major · cos t + minor · sin t, t from `start` to `end`, radians; a whole turn is closed. */
  | { kind: "ellipse"; center: Point2dMm; major: Point2dMm; minor: Point2dMm; start: number; end: number }
  /** Clamped at its ends; all weights are 1 when there are none. */
  | { kind: "spline"; degree: number; poles: Point2dMm[]; weights: number[]; knots: number[] };

/** A closed chain of curves, each from where the one before it ends. */
export interface PlanarLoop {
  curves: PlanarCurve[];
  layer: string;
}

/** What lies inside of one loop and outside of others. */
export interface PlanarRegion {
  outer: PlanarLoop;
  holes: PlanarLoop[];
}

const FULL_TURN = 2 * Math.PI;
const SAMPLES = 24;

/** True for a curve that is a loop by itself. */
export function isClosedCurve(curve: PlanarCurve): boolean {
  return curve.kind === "circle" || (curve.kind === "ellipse" && Math.abs(curve.end - curve.start - FULL_TURN) < 1e-9);
}

export function startOf(curve: PlanarCurve): Point2dMm {
  if (curve.kind === "line" || curve.kind === "arc") return curve.from;
  return samplesOf(curve)[0] ?? [0, 0];
}

export function endOf(curve: PlanarCurve): Point2dMm {
  if (curve.kind === "line" || curve.kind === "arc") return curve.to;
  return samplesOf(curve).at(-1) ?? [0, 0];
}

/** The same curve from its end to its start. */
export function reversedCurve(curve: PlanarCurve): PlanarCurve {
  switch (curve.kind) {
    case "line":
      return { ...curve, from: curve.to, to: curve.from };
    case "arc":
      return { ...curve, from: curve.to, to: curve.from };
    case "circle":
      return curve;
    case "ellipse":
      return { ...curve, minor: [-curve.minor[0], -curve.minor[1]], start: -curve.end, end: -curve.start };
    case "spline": {
      const sum = (curve.knots[0] ?? 0) + (curve.knots.at(-1) ?? 0);
      return {
        ...curve,
        poles: curve.poles.toReversed(),
        weights: curve.weights.toReversed(),
        knots: curve.knots.map((knot) => sum - knot).reverse(),
      };
    }
  }
}

/** Every point of the curve moved by the same rule, which must be affine. */
export function mappedCurve(curve: PlanarCurve, map: (point: Point2dMm) => Point2dMm): PlanarCurve {
  const [ox, oy] = map([0, 0]);
  const turned = (vector: Point2dMm): Point2dMm => {
    const [x, y] = map(vector);
    return [x - ox, y - oy];
  };
  switch (curve.kind) {
    case "line":
      return { ...curve, from: map(curve.from), to: map(curve.to) };
    case "arc":
      return { ...curve, from: map(curve.from), via: map(curve.via), to: map(curve.to) };
    case "circle":
      return { ...curve, center: map(curve.center), radius: curve.radius * Math.hypot(...turned([1, 0])) };
    case "ellipse":
      return { ...curve, center: map(curve.center), major: turned(curve.major), minor: turned(curve.minor) };
    case "spline":
      return { ...curve, poles: curve.poles.map(map) };
  }
}

/** Points along a curve, its ends among them: close enough to tell inside from outside. */
export function samplesOf(curve: PlanarCurve): Point2dMm[] {
  const along = (count: number, at: (t: number) => Point2dMm) => Array.from({ length: count + 1 }, (_, i) => at(i / count));
  switch (curve.kind) {
    case "line":
      return [curve.from, curve.to];
    case "arc": {
      const circle = circleThrough(curve.from, curve.via, curve.to);
      if (!circle) return [curve.from, curve.to];
      const { center, radius, start, sweep } = circle;
      return along(SAMPLES, (t) => onCircle(center, radius, start + sweep * t));
    }
    case "circle":
      return along(2 * SAMPLES, (t) => onCircle(curve.center, curve.radius, FULL_TURN * t));
    case "ellipse": {
      const { center, major, minor, start, end } = curve;
      return along(2 * SAMPLES, (t) => {
        const [c, s] = [Math.cos(start + (end - start) * t), Math.sin(start + (end - start) * t)];
        return [center[0] + major[0] * c + minor[0] * s, center[1] + major[1] * c + minor[1] * s];
      });
    }
    case "spline": {
      const [first, last] = [curve.knots[0] ?? 0, curve.knots.at(-1) ?? 1];
      return along(Math.min(SAMPLES * curve.poles.length, 2_000), (t) => pointOfSpline(curve, first + (last - first) * t));
    }
  }
}

function onCircle([x, y]: Point2dMm, radius: number, angle: number): Point2dMm {
  return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
}

/** Undefined for three points on a line. */
function circleThrough(a: Point2dMm, b: Point2dMm, c: Point2dMm) {
  const [bx, by, cx, cy] = [b[0] - a[0], b[1] - a[1], c[0] - a[0], c[1] - a[1]];
  const d = 2 * (bx * cy - by * cx);
  if (Math.abs(d) < 1e-14) return undefined;
  const x = (cy * (bx * bx + by * by) - by * (cx * cx + cy * cy)) / d;
  const y = (bx * (cx * cx + cy * cy) - cx * (bx * bx + by * by)) / d;
  const center: Point2dMm = [a[0] + x, a[1] + y];
  const start = Math.atan2(-y, -x);
  const turn = Math.atan2(cy - y, cx - x) - start;
  const anticlockwise = ((turn % FULL_TURN) + FULL_TURN) % FULL_TURN;
  return { center, radius: Math.hypot(x, y), start, sweep: d > 0 ? anticlockwise : anticlockwise - FULL_TURN };
}

/** De Boor's algorithm, with weights. */
function pointOfSpline({ degree, poles, weights, knots }: Extract<PlanarCurve, { kind: "spline" }>, t: number): Point2dMm {
  let span = degree;
  while (span < poles.length - 1 && t >= (knots[span + 1] ?? 0)) span++;
  const points = Array.from({ length: degree + 1 }, (_, i): [number, number, number] => {
    const [x, y] = poles[span - degree + i] ?? [0, 0];
    const w = weights[span - degree + i] ?? 1;
    return [x * w, y * w, w];
  });
  for (let r = 1; r <= degree; r++) {
    for (let j = degree; j >= r; j--) {
      const low = knots[j + span - degree] ?? 0;
      const high = knots[j + 1 + span - r] ?? 0;
      const alpha = high > low ? (t - low) / (high - low) : 0;
      const [before, here] = [points[j - 1], points[j]];
      if (before && here)
        points[j] = [0, 1, 2].map((k) => (1 - alpha) * (before[k] ?? 0) + alpha * (here[k] ?? 0)) as [number, number, number];
    }
  }
  const [x, y, w] = points[degree] ?? [0, 0, 1];
  return [x / w, y / w];
}
