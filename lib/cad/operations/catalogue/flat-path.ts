import type { Point2dMm } from "@/lib/contract/geometry";

/** A piece of a plane path, from where the piece before it ends. */
export type FlatSegment =
  | { kind: "line"; to: Point2dMm }
  | { kind: "curve"; controls: Point2dMm[]; to: Point2dMm }
  /** On centre + p cos θ + q sin θ, from an angle over another. */
  | { kind: "arc"; center: Point2dMm; p: Point2dMm; q: Point2dMm; from: number; sweep: number; to: Point2dMm };

/** A run of pieces. */
export interface FlatPath {
  start: Point2dMm;
  segments: FlatSegment[];
  closed: boolean;
}

/** x' = a x + c y + e and y' = b x + d y + f. */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export const SAME: Affine = [1, 0, 0, 1, 0, 0];

/** The second first, then the first. */
export function composed(first: Affine, second: Affine): Affine {
  const [a, b, c, d, e, f] = first;
  const [g, h, i, j, k, l] = second;
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

export function transformed(path: FlatPath, by: Affine): FlatPath {
  const at = (point: Point2dMm) => moved(by, point);
  const along = (vector: Point2dMm) => turned(by, vector);
  const segments = path.segments.map((segment): FlatSegment => {
    if (segment.kind === "line") return { ...segment, to: at(segment.to) };
    if (segment.kind === "curve") return { ...segment, controls: segment.controls.map(at), to: at(segment.to) };
    return { ...segment, center: at(segment.center), p: along(segment.p), q: along(segment.q), to: at(segment.to) };
  });
  return { start: at(path.start), segments, closed: path.closed };
}

export function moved([a, b, c, d, e, f]: Affine, [x, y]: Point2dMm): Point2dMm {
  return [a * x + c * y + e, b * x + d * y + f];
}

function turned([a, b, c, d]: Affine, [x, y]: Point2dMm): Point2dMm {
  return [a * x + c * y, b * x + d * y];
}

export function gap(a: Point2dMm, b: Point2dMm): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** The path with the straight piece that closes it, without pieces that lead nowhere, straight ones in line joined if wanted. */
export function tidied(path: FlatPath, tolerance: number, join: boolean): FlatPath {
  const last = path.segments.at(-1)?.to ?? path.start;
  const closing: FlatSegment[] = path.closed && gap(last, path.start) > tolerance ? [{ kind: "line", to: path.start }] : [];
  const segments: FlatSegment[] = [];
  let at = path.start;
  let before = path.start;
  for (const segment of [...path.segments, ...closing]) {
    if (segment.kind === "line" && gap(at, segment.to) <= tolerance) continue;
    const previous = segments.at(-1);
    if (join && segment.kind === "line" && previous?.kind === "line" && goesOn(before, at, segment.to))
      segments[segments.length - 1] = segment;
    else {
      before = at;
      segments.push(segment);
    }
    at = segment.to;
  }
  return { ...path, segments };
}

/** Whether the second of two straight pieces goes on where the first leads. */
function goesOn(a: Point2dMm, b: Point2dMm, c: Point2dMm): boolean {
  const [u, v] = [b[0] - a[0], b[1] - a[1]];
  const [w, z] = [c[0] - b[0], c[1] - b[1]];
  const size = Math.hypot(u, v) * Math.hypot(w, z);
  return Math.abs(u * z - v * w) <= 1e-10 * size && u * w + v * z > 0;
}

const SAMPLES = 32;

/** Points along a path, for what needs no more than its rough form. */
export function sampled({ start, segments }: FlatPath): Point2dMm[] {
  const points: Point2dMm[] = [start];
  for (const segment of segments) {
    const from = points.at(-1) ?? start;
    if (segment.kind !== "line") for (let index = 1; index < SAMPLES; index++) points.push(pointOn(segment, from, index / SAMPLES));
    points.push(segment.to);
  }
  return points;
}

function pointOn(segment: FlatSegment, from: Point2dMm, share: number): Point2dMm {
  if (segment.kind === "arc") {
    const angle = segment.from + share * segment.sweep;
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
    return [
      segment.center[0] + segment.p[0] * cosine + segment.q[0] * sine,
      segment.center[1] + segment.p[1] * cosine + segment.q[1] * sine,
    ];
  }
  // De Casteljau's scheme.
  let points: Point2dMm[] = [from, ...(segment.kind === "curve" ? segment.controls : []), segment.to];
  while (points.length > 1) {
    points = points.slice(1).map((to, index): Point2dMm => {
      const [x, y] = points[index] ?? to;
      return [x + (to[0] - x) * share, y + (to[1] - y) * share];
    });
  }
  return points[0] ?? from;
}
