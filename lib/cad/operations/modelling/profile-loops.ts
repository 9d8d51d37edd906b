import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { Point2dMm } from "@/lib/contract/geometry";
import type { DrawnLoop } from "@/lib/contract/operations/part/profiles";
import { type Region, reversed, type Segment, samplesOf } from "./outline-segment";
import { firstCrossing, hasLength, isInside, polygonsMeet, signedArea, withoutRepeats } from "./polygon";

/** Beyond it crossings are left to the kernel's own check: the search is quadratic. */
const MAX_SEARCHED_POINTS = 4_000;

/**
 * Outlines with their holes.
 * @throws KernelError INVALID_INPUT for loops that enclose nothing or cross themselves or each other, and for holes
 * that lie outside
 */
export function regionOf(outer: DrawnLoop, holes: readonly DrawnLoop[], index: number): Region {
  const name = `outline ${index + 1}`;
  const region = { outer: loopSegments(outer, name), holes: holes.map((hole, k) => loopSegments(hole, `hole ${k + 1} of ${name}`)) };
  const around = polygonOf(region.outer);
  const within = region.holes.map(polygonOf);
  for (const [k, hole] of within.entries()) {
    const [first] = hole;
    const searched = around.length + hole.length <= MAX_SEARCHED_POINTS;
    if (searched && polygonsMeet(around, hole)) throw invalidInput(`Hole ${k + 1} of ${name} crosses its outline.`);
    if (first && !isInside(around, first)) throw invalidInput(`Hole ${k + 1} of ${name} lies outside of it.`);
    for (const [j, other] of within.slice(0, k).entries()) {
      if (overlap(other, hole, searched)) throw invalidInput(`Holes ${j + 1} and ${k + 1} of ${name} overlap.`);
    }
  }
  return region;
}

/** One loop as an anticlockwise outline. */
export function loopSegments(loop: DrawnLoop, name: string): Segment[] {
  if ("d" in loop) return [{ kind: "circle", radius: loop.d / 2, center: loop.center }];
  const segments = chained(loop);
  const points = withoutRepeats(polygonOf(segments));
  const area = signedArea(points);
  if (points.length < 3 || Math.abs(area) < 1e-9) throw invalidInput(`The ${name} encloses no area.`);
  const crossing = points.length <= MAX_SEARCHED_POINTS ? firstCrossing(points) : null;
  if (crossing) {
    const [x, y] = points[crossing[0]] ?? [0, 0];
    throw invalidInput(`The ${name} crosses itself near [${Number(x.toFixed(3))}, ${Number(y.toFixed(3))}].`);
  }
  return area > 0 ? segments : reversed(segments);
}

function overlap(one: readonly Point2dMm[], other: readonly Point2dMm[], searched: boolean): boolean {
  const [a] = one;
  const [b] = other;
  return (searched && polygonsMeet(one, other)) || (a !== undefined && isInside(other, a)) || (b !== undefined && isInside(one, b));
}

function polygonOf(segments: readonly Segment[]): Point2dMm[] {
  return segments.flatMap(samplesOf);
}

function chained({ start, pieces }: Extract<DrawnLoop, { start: Point2dMm }>): Segment[] {
  let at = start;
  const segments = pieces.map((piece): Segment => {
    const from = at;
    if (piece.kind === "spline") {
      const to = piece.through.at(-1) ?? from;
      at = to;
      const through = piece.through.slice(0, -1);
      return through.length === 0 ? { kind: "line", from, to } : { kind: "spline", from, through, to };
    }
    at = piece.to;
    return { ...piece, from };
  });
  const gap = Math.hypot(at[0] - start[0], at[1] - start[1]);
  if (gap > 1e-6) return [...segments, { kind: "line", from: at, to: start } as const].filter(hasLength);
  // Files round their numbers: an end that misses the start by less than a nanometre is the start.
  const last = segments.at(-1);
  if (last && last.kind !== "circle" && last.kind !== "ellipse") segments[segments.length - 1] = { ...last, to: start };
  return segments.filter(hasLength);
}
