import type { Point2dMm } from "@/lib/contract/geometry";
import { FileFault, grouped } from "./file-fault";
import {
  endOf,
  isClosedCurve,
  type PlanarCurve,
  type PlanarLoop,
  type PlanarRegion,
  reversedCurve,
  samplesOf,
  startOf,
} from "./planar-curve";

/** Ends of curves that should meet and miss each other by less than this are one point, mm. */
const JOIN_MM = 0.01;
/** Every loop is compared with every other. */
const MAX_LOOPS = 2_000;

export interface LayerCurve {
  curve: PlanarCurve;
  layer: string;
}

/**
 * Joins curves end to end into closed loops, layer by layer.
 * @returns the loops, and how many curves belong to none
 */
export function loopsOf(curves: readonly LayerCurve[]): { loops: PlanarLoop[]; openCurves: number } {
  const loops: PlanarLoop[] = [];
  let openCurves = 0;
  for (const layer of new Set(curves.map((entry) => entry.layer))) {
    const ofLayer = curves.filter((entry) => entry.layer === layer).map(({ curve }) => curve);
    const open = ofLayer.filter((curve) => !isClosedCurve(curve));
    for (const curve of ofLayer) if (isClosedCurve(curve)) loops.push({ curves: [curve], layer });
    const chained = chainsOf(open);
    for (const chain of chained.loops) loops.push({ curves: chain, layer });
    openCurves += chained.open;
  }
  if (loops.length > MAX_LOOPS)
    throw new FileFault(`it has ${grouped(loops.length)} closed outlines; at most ${grouped(MAX_LOOPS)} are read`);
  return { loops, openCurves };
}

function distance(a: Point2dMm, b: Point2dMm): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** Ends of curves by place: a grid of cells, of which the neighbours count too. */
class EndIndex {
  readonly #cells = new Map<string, number[]>();

  add(point: Point2dMm, curve: number): void {
    const key = this.#key(point, 0, 0);
    const cell = this.#cells.get(key);
    if (cell) cell.push(curve);
    else this.#cells.set(key, [curve]);
  }

  near(point: Point2dMm): number[] {
    return [-1, 0, 1].flatMap((i) => [-1, 0, 1].flatMap((j) => this.#cells.get(this.#key(point, i, j)) ?? []));
  }

  #key([x, y]: Point2dMm, i: number, j: number): string {
    return `${Math.floor(x / JOIN_MM) + i},${Math.floor(y / JOIN_MM) + j}`;
  }
}

function chainsOf(curves: readonly PlanarCurve[]): { loops: PlanarCurve[][]; open: number } {
  const ends = new EndIndex();
  const places = curves.map((curve) => [startOf(curve), endOf(curve)] as const);
  for (const [index, [start, end]] of places.entries()) {
    ends.add(start, index);
    ends.add(end, index);
  }
  const isUsed = new Uint8Array(curves.length);
  const loops: PlanarCurve[][] = [];
  let open = 0;
  for (const [first, curve] of curves.entries()) {
    if (isUsed[first]) continue;
    isUsed[first] = 1;
    const chain = [curve];
    const from = places[first]?.[0] ?? [0, 0];
    let at = places[first]?.[1] ?? [0, 0];
    while (chain.length < 2 ? distance(at, from) > JOIN_MM || curve.kind === "line" : distance(at, from) > JOIN_MM) {
      const next = ends.near(at).find((index) => !isUsed[index] && places[index]?.some((place) => distance(place, at) <= JOIN_MM));
      const candidate = next === undefined ? undefined : curves[next];
      if (next === undefined || !candidate) break;
      isUsed[next] = 1;
      const [start, end] = places[next] ?? [at, at];
      const isForward = distance(start, at) <= JOIN_MM;
      chain.push(isForward ? candidate : reversedCurve(candidate));
      at = isForward ? end : start;
    }
    if (distance(at, from) <= JOIN_MM && (chain.length > 1 || curve.kind === "spline")) loops.push(chain);
    else open += chain.length;
  }
  return { loops, open };
}

/** Regions by even and odd: a loop in a loop is a hole of it, a loop in a hole begins anew. */
export function regionsOf(loops: readonly PlanarLoop[]): PlanarRegion[] {
  const outlines = loops.map((loop) => {
    const points = loop.curves.flatMap((curve) => samplesOf(curve).slice(0, -1));
    return { loop, points, area: Math.abs(areaOf(points)) };
  });
  const parentsOf = (outline: (typeof outlines)[number]) =>
    outlines.filter((other) => other !== outline && other.area > outline.area && contains(other.points, outline.points[0] ?? [0, 0]));
  const regions = new Map<PlanarLoop, PlanarRegion>();
  const holes: { loop: PlanarLoop; parent: PlanarLoop }[] = [];
  for (const outline of outlines) {
    const parents = parentsOf(outline).sort((a, b) => a.area - b.area);
    const [parent] = parents;
    if (parents.length % 2 === 0) regions.set(outline.loop, { outer: outline.loop, holes: [] });
    else if (parent) holes.push({ loop: outline.loop, parent: parent.loop });
  }
  for (const { loop, parent } of holes) regions.get(parent)?.holes.push(loop);
  return [...regions.values()];
}

function areaOf(points: readonly Point2dMm[]): number {
  return points.reduce((sum, [x, y], index) => {
    const [nextX, nextY] = points[(index + 1) % points.length] ?? [x, y];
    return sum + (x * nextY - nextX * y) / 2;
  }, 0);
}

function contains(points: readonly Point2dMm[], [x, y]: Point2dMm): boolean {
  let isInside = false;
  for (const [index, [ax, ay]] of points.entries()) {
    const [bx, by] = points[(index + 1) % points.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) isInside = !isInside;
  }
  return isInside;
}
