import { angleBetween, dot, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import type { SideName } from "@/lib/contract/geometry";
import type { SelectorPredicates } from "@/lib/contract/plan";
import type { PartModel } from "./part-model";

/** Directions within one degree are the same direction. */
export const SAME_DIRECTION_RAD = Math.PI / 180;
const SAME_LENGTH_MM = 1e-4;

const SIDES: Record<SideName, Vec3> = {
  top: [0, 0, 1],
  bottom: [0, 0, -1],
  right: [1, 0, 0],
  left: [-1, 0, 0],
  back: [0, 1, 0],
  front: [0, -1, 0],
};

export function sameDirection(a: Vec3, b: Vec3): boolean {
  return angleBetween(a, b) <= SAME_DIRECTION_RAD;
}

export function alongDirection(a: Vec3, b: Vec3): boolean {
  return sameDirection(a, b) || sameDirection(a, [-b[0], -b[1], -b[2]]);
}

function acrossDirection(a: Vec3, b: Vec3): boolean {
  return Math.abs(angleBetween(a, b) - Math.PI / 2) <= SAME_DIRECTION_RAD;
}

function sameLength(a: number | undefined, b: number): boolean {
  return a !== undefined && Math.abs(a - b) <= SAME_LENGTH_MM;
}

/** Faces that satisfy the predicates which judge one face by itself. */
export function keepFaces(model: PartModel, faces: readonly number[], where: SelectorPredicates): number[] {
  const { normal, type, parallel, perpendicular, radius } = where;
  let kept = faces.filter((index) => {
    const face = model.face(index);
    if (normal && !(face.normal && sameDirection(face.normal, normal))) return false;
    if (type && face.type !== type) return false;
    if (parallel && !(face.normal && alongDirection(face.normal, parallel))) return false;
    if (perpendicular && !(face.normal && acrossDirection(face.normal, perpendicular))) return false;
    return radius === undefined || sameLength(face.radius, radius);
  });
  if (where.at) {
    const level = extremeLevel(model, where.at, faces);
    const side = SIDES[where.at];
    kept = kept.filter((index) => {
      const { normal: outward, origin } = model.face(index);
      return outward && origin && sameDirection(outward, side) && sameLength(dot(origin, side), level);
    });
  }
  if (where.convex) kept = kept.filter((index) => model.face(index).inward === false);
  if (where.concave) kept = kept.filter((index) => model.face(index).inward === true);
  return kept;
}

/** Edges that satisfy the predicates which judge one edge by itself. */
export function keepEdges(model: PartModel, edges: readonly number[], where: SelectorPredicates): number[] {
  const { type, parallel, perpendicular, length, radius, convex, concave } = where;
  let kept = edges.filter((index) => {
    // Most edges are out by their kind alone.
    const kind = type ?? (parallel ? "line" : undefined);
    if (kind && model.edgeType(index) !== kind) return false;
    const edge = model.edge(index);
    if (parallel && !(edge.type === "line" && alongDirection(edge.tangent, parallel))) return false;
    if (perpendicular && !liesAcross(edge, perpendicular)) return false;
    if (length !== undefined && !sameLength(edge.length, length)) return false;
    return radius === undefined || sameLength(edge.radius, radius);
  });
  if (where.at) {
    const level = extremeLevel(model, where.at, new Set(edges.flatMap((index) => model.facesOfEdge(index))));
    const side = SIDES[where.at];
    kept = kept.filter((index) => {
      const { start, middle, end } = model.edge(index);
      return [start, middle, end].every((at) => sameLength(dot(at, side), level));
    });
  }
  if (convex) kept = kept.filter((index) => model.bend(index) === "convex");
  if (concave) kept = kept.filter((index) => model.bend(index) === "concave");
  return kept;
}

/** Straight edges at a right angle to the direction, and circles in a plane across it. */
function liesAcross(edge: ReturnType<PartModel["edge"]>, to: Vec3): boolean {
  if (edge.type === "line") return acrossDirection(edge.tangent, to);
  return edge.axis !== undefined && alongDirection(edge.axis, to);
}

/**
 * How far out the outermost of these faces lies that is plane and looks to a side; the part's own extent where none
 * does. The top of a boss is so found among the boss's faces, wherever it stands.
 */
function extremeLevel(model: PartModel, sideName: SideName, among: Iterable<number>): number {
  const side = SIDES[sideName];
  let level = Number.NEGATIVE_INFINITY;
  for (const index of among) {
    const { normal, origin } = model.face(index);
    if (normal && origin && sameDirection(normal, side)) level = Math.max(level, dot(origin, side));
  }
  if (Number.isFinite(level)) return level;
  const { min, max } = model.boundingBox();
  return Math.max(dot(min, side), dot(max, side));
}

/** The largest or smallest of several, with all that are as large within a millionth. */
export function extremes(candidates: readonly number[], measure: (index: number) => number, which: "largest" | "smallest"): number[] {
  const sizes = candidates.map(measure);
  const best = which === "largest" ? Math.max(...sizes) : Math.min(...sizes);
  return candidates.filter((_, position) => Math.abs((sizes[position] ?? 0) - best) <= 1e-6 * Math.abs(best));
}

/** The nearest to a point by exact distance, with all that are as near within 1e-6 mm. */
export function nearest(model: PartModel, kind: "face" | "edge", candidates: readonly number[], to: Vec3): number[] {
  const { kernel } = model;
  const distances = candidates.map((index) =>
    kernel.scope((own) => {
      const { oc } = kernel;
      const vertex = own(own(new oc.BRepBuilderAPI_MakeVertex(own(new oc.gp_Pnt(to[0], to[1], to[2])))).Vertex());
      const distance = own(new oc.BRepExtrema_DistShapeShape());
      distance.LoadS1(vertex);
      distance.LoadS2(kind === "face" ? model.faceHandle(index) : model.edgeHandle(index));
      return distance.Perform(own(new oc.Message_ProgressRange())) ? distance.Value() : Number.POSITIVE_INFINITY;
    }),
  );
  const least = Math.min(...distances);
  return candidates.filter((_, position) => (distances[position] ?? 0) - least <= 1e-6);
}

/** Distance of a face's centroid and the difference of its size from a fingerprint's; lengths, added. */
export function unlikeness(center: Vec3, area: number, print: { center: Vec3; area: number }): number {
  return Math.hypot(...subtract(center, print.center)) + Math.abs(Math.sqrt(area) - Math.sqrt(print.area));
}
