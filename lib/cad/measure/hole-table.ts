import type { HoleRecord } from "@/lib/contract/geometry";
import { degToRad, radToDeg } from "@/lib/core/units";
import type { RevolvedPatch } from "./face-geometry";
import {
  add,
  canonicalDirection,
  cross,
  distance,
  distanceFromLine,
  dot,
  length,
  planeAcross,
  rounded,
  scale,
  subtract,
  type Vector,
} from "./vector";

/** A bore goes further around than this; a slot's end (180°) and an inside fillet (90°) do not. */
const MIN_COVERAGE_RAD = degToRad(190);
const MAX_AXIS_ANGLE_RAD = degToRad(0.01);
/** Share of a length that counts as the same place: files carry six or seven digits. */
const RELATIVE_TOLERANCE = 1e-5;
const MIN_TOLERANCE_MM = 1e-5;

/** True when material closes the way from one point to another. */
export type BlockedBetween = (from: Vector, to: Vector) => boolean;

/** One cylinder or cone of a bore, in the frame of its axis. */
interface Section {
  kind: RevolvedPatch["kind"];
  /** Along the axis, low < high, and the radii there. */
  low: number;
  high: number;
  radiusLow: number;
  radiusHigh: number;
}

interface Axis {
  origin: Vector;
  direction: Vector;
}

/**
 * Finds the holes of a shape: chains of coaxial, touching, inward-facing cylinders and cones with a cylinder that
 * covers more than 190° around its axis. The diameter is the smallest cylinder's; a hole is through when nothing
 * closes it on its axis within one radius of either end.
 * @param patches all cylinder and cone faces of the shape
 */
export function holeTable(patches: readonly RevolvedPatch[], blocked: BlockedBetween): HoleRecord[] {
  const holes: HoleRecord[] = [];
  for (const [axis, group] of groupByAxis(patches.filter((patch) => patch.inward))) {
    const tolerance = toleranceOf(group);
    const sections = mergeSections(axis, group, tolerance);
    for (const chain of chains(sections, tolerance)) {
      if (chain.some((section) => section.kind === "cylinder")) holes.push(holeOf(axis, chain, tolerance, blocked));
    }
  }
  return withSpacing(holes.sort(byDiameterThenPlace));
}

function toleranceOf(patches: readonly RevolvedPatch[]): number {
  return Math.max(MIN_TOLERANCE_MM, RELATIVE_TOLERANCE * Math.max(...patches.flatMap((patch) => patch.radii)));
}

function groupByAxis(patches: readonly RevolvedPatch[]): Map<Axis, RevolvedPatch[]> {
  const groups = new Map<Axis, RevolvedPatch[]>();
  for (const patch of patches) {
    const tolerance = toleranceOf([patch]);
    const found = [...groups.keys()].find(
      (axis) =>
        length(cross(axis.direction, patch.axis)) < MAX_AXIS_ANGLE_RAD &&
        distanceFromLine(patch.ends[0], axis.origin, axis.direction) < tolerance &&
        distanceFromLine(patch.ends[1], axis.origin, axis.direction) < tolerance,
    );
    if (found) groups.get(found)?.push(patch);
    else groups.set({ origin: patch.ends[0], direction: canonicalDirection(patch.axis) }, [patch]);
  }
  return groups;
}

/** Joins the faces that make up one cylinder or cone (an imported bore is often two halves); drops what is no bore. */
function mergeSections(axis: Axis, patches: readonly RevolvedPatch[], tolerance: number): Section[] {
  const placed = patches.map((patch) => ({ section: sectionOf(axis, patch), patch })).sort((a, b) => a.section.low - b.section.low);
  const bores: { section: Section; patches: RevolvedPatch[] }[] = [];
  for (const { section, patch } of placed) {
    const same = bores.find((bore) => sameSurface(bore.section, section, tolerance) && section.low < bore.section.high - tolerance);
    if (!same) {
      bores.push({ section, patches: [patch] });
      continue;
    }
    same.patches.push(patch);
    if (section.high > same.section.high) same.section = { ...same.section, high: section.high, radiusHigh: section.radiusHigh };
  }
  return bores.filter((bore) => coverage(axis, bore.patches) > MIN_COVERAGE_RAD).map((bore) => bore.section);
}

function sectionOf({ origin, direction }: Axis, patch: RevolvedPatch): Section {
  const [first, second] = patch.ends.map((end) => dot(subtract(end, origin), direction)) as [number, number];
  const [radiusFirst, radiusSecond] = patch.radii;
  return first <= second
    ? { kind: patch.kind, low: first, high: second, radiusLow: radiusFirst, radiusHigh: radiusSecond }
    : { kind: patch.kind, low: second, high: first, radiusLow: radiusSecond, radiusHigh: radiusFirst };
}

/** Same kind, and the same radius at the same place along the axis. */
function sameSurface(a: Section, b: Section, tolerance: number): boolean {
  if (a.kind !== b.kind) return false;
  const slope = a.high - a.low > tolerance ? (a.radiusHigh - a.radiusLow) / (a.high - a.low) : 0;
  const radiusOfA = (t: number) => a.radiusLow + slope * (t - a.low);
  return Math.abs(radiusOfA(b.low) - b.radiusLow) < tolerance && Math.abs(radiusOfA(b.high) - b.radiusHigh) < tolerance;
}

/** How much of a turn the faces cover together, rad. */
function coverage({ direction }: Axis, patches: readonly RevolvedPatch[]): number {
  const [across, beyond] = planeAcross(direction);
  const turn = 2 * Math.PI;
  const arcs = patches
    .map(({ middle, spanRad }) => {
      const start = Math.atan2(dot(middle, beyond), dot(middle, across)) - spanRad / 2;
      const from = ((start % turn) + turn) % turn;
      return [from, from + spanRad] as const;
    })
    // An arc over the zero comes once more a turn earlier, so that the sweep below meets its tail.
    .flatMap(([from, to]) => (to > turn ? [[from, turn] as const, [0, to - turn] as const] : [[from, to] as const]))
    .sort((a, b) => a[0] - b[0]);
  let covered = 0;
  let reached = 0;
  for (const [from, to] of arcs) {
    covered += Math.max(0, to - Math.max(from, reached));
    reached = Math.max(reached, to);
  }
  return covered;
}

/** Sections that touch end to end, in order along the axis. */
function chains(sections: readonly Section[], tolerance: number): Section[][] {
  const found: Section[][] = [];
  let reached = -Infinity;
  for (const section of [...sections].sort((a, b) => a.low - b.low || a.high - b.high)) {
    const chain = found.at(-1);
    if (chain && section.low <= reached + tolerance) chain.push(section);
    else found.push([section]);
    reached = chain && section.low <= reached + tolerance ? Math.max(reached, section.high) : section.high;
  }
  return found;
}

function holeOf(axis: Axis, chain: readonly Section[], tolerance: number, blocked: BlockedBetween): HoleRecord {
  const low = Math.min(...chain.map((section) => section.low));
  const high = Math.max(...chain.map((section) => section.high));
  const cylinders = chain.filter((section) => section.kind === "cylinder");
  const radius = Math.min(...cylinders.map((section) => section.radiusLow));
  const on = (t: number) => add(axis.origin, scale(axis.direction, t));
  // A little more than one radius: the bottom of a ball-nosed hole lies exactly one radius below its cylinder.
  const reach = 1.05 * radius;
  const middle = on((low + high) / 2);
  const closedLow = closesAt(chain, low, tolerance) || blocked(middle, on(low - reach));
  const closedHigh = closesAt(chain, high, tolerance) || blocked(middle, on(high + reach));
  const mouthIsHigh = closedLow !== closedHigh ? closedLow : widthAt(chain, high, tolerance) >= widthAt(chain, low, tolerance) - tolerance;
  return {
    diameter: clean(2 * radius),
    through: !closedLow && !closedHigh,
    depth: clean(high - low),
    center: rounded(on(mouthIsHigh ? high : low)),
    axis: rounded(scale(axis.direction, mouthIsHigh ? 1 : -1)),
    ...seats(chain, radius, tolerance),
  };
}

/** A drill's tip: a cone that ends in a point. */
function closesAt(chain: readonly Section[], t: number, tolerance: number): boolean {
  return chain.some(
    (section) =>
      (Math.abs(section.low - t) < tolerance && section.radiusLow < tolerance) ||
      (Math.abs(section.high - t) < tolerance && section.radiusHigh < tolerance),
  );
}

function widthAt(chain: readonly Section[], t: number, tolerance: number): number {
  const radii = chain.flatMap((section) => [
    ...(Math.abs(section.low - t) < tolerance ? [section.radiusLow] : []),
    ...(Math.abs(section.high - t) < tolerance ? [section.radiusHigh] : []),
  ]);
  return Math.max(0, ...radii);
}

/** The widest cylinder beyond the bore itself, and the widest cone that opens from it; never the drill's tip. */
function seats(chain: readonly Section[], radius: number, tolerance: number): Pick<HoleRecord, "counterbore" | "countersink"> {
  const wider = chain
    .filter((section) => section.kind === "cylinder" && section.radiusLow > radius + tolerance)
    .sort((a, b) => b.radiusLow - a.radiusLow)[0];
  const cone = chain
    .filter((section) => section.kind === "cone" && Math.min(section.radiusLow, section.radiusHigh) > radius - tolerance)
    .sort((a, b) => Math.max(b.radiusLow, b.radiusHigh) - Math.max(a.radiusLow, a.radiusHigh))[0];
  return {
    ...(wider ? { counterbore: { diameter: clean(2 * wider.radiusLow), depth: clean(wider.high - wider.low) } } : {}),
    ...(cone
      ? {
          countersink: {
            diameter: clean(2 * Math.max(cone.radiusLow, cone.radiusHigh)),
            angleDeg: clean(2 * radToDeg(Math.atan2(Math.abs(cone.radiusHigh - cone.radiusLow), cone.high - cone.low))),
          },
        }
      : {}),
  };
}

function withSpacing(holes: readonly HoleRecord[]): HoleRecord[] {
  return holes.map((hole) => {
    let spacing = Infinity;
    for (const other of holes) {
      if (other === hole || Math.abs(other.diameter - hole.diameter) > 1e-3) continue;
      if (length(cross(other.axis, hole.axis)) > MAX_AXIS_ANGLE_RAD) continue;
      const apart = distanceFromLine(other.center, hole.center, hole.axis);
      // Two holes on one axis are one row of one; their distance is no spacing.
      if (apart > 1e-3) spacing = Math.min(spacing, apart);
    }
    return spacing === Infinity ? hole : { ...hole, spacing: clean(spacing) };
  });
}

/** Order that does not depend on the order of faces: narrow holes first, then by place. */
function byDiameterThenPlace(a: HoleRecord, b: HoleRecord): number {
  const keys = (hole: HoleRecord) => [hole.diameter, ...hole.center].map((value) => Math.round(value * 1e6));
  const [first, second] = [keys(a), keys(b)];
  for (const [index, value] of first.entries()) {
    const difference = value - (second[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return distance(a.axis, b.axis);
}

const clean = (value: number) => Math.round(value * 1e9) / 1e9 || 0;
