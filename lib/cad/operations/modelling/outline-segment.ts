import { circleThrough } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";

/** A piece of a closed outline, anticlockwise. */
export type Segment =
  | { kind: "line"; from: Point2dMm; to: Point2dMm }
  | { kind: "arc"; from: Point2dMm; via: Point2dMm; to: Point2dMm }
  | { kind: "circle"; radius: number; center?: Point2dMm }
  /** Semi-axes along u and v. */
  | { kind: "ellipse"; a: number; b: number }
  /** One control point or two. */
  | { kind: "bezier"; from: Point2dMm; control: Point2dMm[]; to: Point2dMm }
  /** A smooth curve through the points between its ends. */
  | { kind: "spline"; from: Point2dMm; through: Point2dMm[]; to: Point2dMm };

/** A piece with two ends. */
export type OpenSegment = Exclude<Segment, { kind: "circle" | "ellipse" }>;

/** One connected area: an outline, anticlockwise, and the outlines of its holes, anticlockwise too. */
export interface Region {
  outer: Segment[];
  holes: Segment[][];
}

export function isOpen(segment: Segment): segment is OpenSegment {
  return segment.kind !== "circle" && segment.kind !== "ellipse";
}

/** A point that lies exactly on the piece and away from its ends. */
export function pointOn(segment: Segment): Point2dMm {
  switch (segment.kind) {
    case "line":
      return [(segment.from[0] + segment.to[0]) / 2, (segment.from[1] + segment.to[1]) / 2];
    case "arc":
      return segment.via;
    case "circle":
      return [(segment.center?.[0] ?? 0) + segment.radius, segment.center?.[1] ?? 0];
    case "ellipse":
      return [segment.a, 0];
    case "bezier":
      return bezierAt([segment.from, ...segment.control, segment.to], 0.5);
    case "spline":
      return segment.through[Math.floor(segment.through.length / 2)] ?? segment.to;
  }
}

/** Points along the piece from its start, its end left out: enough of them to judge areas and crossings. */
export function samplesOf(segment: Segment): Point2dMm[] {
  switch (segment.kind) {
    case "line":
      return [segment.from];
    case "arc":
      return arcSamples(segment);
    case "circle":
      return turnedSamples(segment.radius, segment.radius, segment.center ?? [0, 0]);
    case "ellipse":
      return turnedSamples(segment.a, segment.b, [0, 0]);
    case "bezier": {
      const poles = [segment.from, ...segment.control, segment.to];
      return Array.from({ length: CURVE_SAMPLES }, (_, index) => bezierAt(poles, index / CURVE_SAMPLES));
    }
    case "spline":
      return [segment.from, ...segment.through];
  }
}

const CURVE_SAMPLES = 12;
const CIRCLE_SAMPLES = 72;

function turnedSamples(a: number, b: number, [x, y]: Point2dMm): Point2dMm[] {
  return Array.from({ length: CIRCLE_SAMPLES }, (_, index): Point2dMm => {
    const angle = (index / CIRCLE_SAMPLES) * 2 * Math.PI;
    return [x + a * Math.cos(angle), y + b * Math.sin(angle)];
  });
}

function arcSamples({ from, via, to }: { from: Point2dMm; via: Point2dMm; to: Point2dMm }): Point2dMm[] {
  const circle = circleThrough([...from, 0], [...via, 0], [...to, 0]);
  if (!circle) return [from, via];
  const [x, y] = circle.center;
  const angleOf = (p: Point2dMm) => Math.atan2(p[1] - y, p[0] - x);
  const positive = (angle: number) => ((angle % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI);
  const start = angleOf(from);
  const toEnd = positive(angleOf(to) - start);
  const sweep = positive(angleOf(via) - start) <= toEnd ? toEnd : toEnd - 2 * Math.PI;
  return Array.from({ length: CURVE_SAMPLES }, (_, index): Point2dMm => {
    const angle = start + (sweep * index) / CURVE_SAMPLES;
    return index === 0 ? from : [x + circle.radius * Math.cos(angle), y + circle.radius * Math.sin(angle)];
  });
}

/** De Casteljau: by repeated halving of the way between control points. */
function bezierAt(poles: readonly Point2dMm[], t: number): Point2dMm {
  let row = [...poles];
  while (row.length > 1) {
    row = row.slice(1).map(([x, y], index): Point2dMm => {
      const [px, py] = row[index] ?? [x, y];
      return [px + (x - px) * t, py + (y - py) * t];
    });
  }
  return row[0] ?? [0, 0];
}

/** The outline run through the other way round. */
export function reversed(segments: readonly Segment[]): Segment[] {
  return segments.toReversed().map((segment): Segment => {
    if (!isOpen(segment)) return segment;
    const turned = { ...segment, from: segment.to, to: segment.from };
    if (turned.kind === "bezier") return { ...turned, control: turned.control.toReversed() };
    return turned.kind === "spline" ? { ...turned, through: turned.through.toReversed() } : turned;
  });
}
