import type { EdgeGeometry } from "@/lib/cad/kernel/edge-geometry";
import { distance, dot } from "@/lib/cad/kernel/vector";
import type { PartModel } from "../selectors/part-model";

/**
 * A bound that no fillet or chamfer on these edges can pass: along a straight edge that meets a chosen one at a right
 * angle there is only its length, and half of it where a chosen edge waits at its other end too.
 */
export function blendCeiling(model: PartModel, edges: readonly number[]): number {
  const chosen = new Set(edges);
  let ceiling = Number.POSITIVE_INFINITY;
  for (const edge of edges) {
    if (!isSquare(model, edge)) continue;
    for (const face of model.facesOfEdge(edge)) {
      for (const next of model.edgesOfFace(face)) ceiling = Math.min(ceiling, roomAlong(model, edge, next, face, chosen));
    }
  }
  return ceiling;
}

/** True for convex edges between two plane faces at a right angle, where a blend's setback is its size. */
function isSquare(model: PartModel, edge: number): boolean {
  const [a, b] = model.facesOfEdge(edge).map((face) => model.face(face).normal);
  return a !== undefined && b !== undefined && Math.abs(dot(a, b)) < 1e-9 && model.bend(edge) === "convex";
}

/** Room that `next` leaves on `face` for a blend of `edge`; endless where it does not bound it. */
function roomAlong(model: PartModel, edge: number, next: number, face: number, chosen: ReadonlySet<number>): number {
  const a = model.edge(edge);
  const b = model.edge(next);
  if (next === edge || a.type !== "line" || b.type !== "line") return Number.POSITIVE_INFINITY;
  if (!shareEnd(a, b) || Math.abs(dot(a.tangent, b.tangent)) > 1e-9) return Number.POSITIVE_INFINITY;
  const opposite = model
    .edgesOfFace(face)
    .some((other) => other !== edge && chosen.has(other) && isParallelAtEnd(model, edge, next, other));
  return opposite ? b.length / 2 : b.length;
}

function isParallelAtEnd(model: PartModel, edge: number, between: number, other: number): boolean {
  const o = model.edge(other);
  if (other === between || o.type !== "line") return false;
  return Math.abs(dot(model.edge(edge).tangent, o.tangent)) > 1 - 1e-9 && shareEnd(o, model.edge(between));
}

function shareEnd(a: EdgeGeometry, b: EdgeGeometry): boolean {
  return [a.start, a.end].some((p) => [b.start, b.end].some((q) => distance(p, q) < 1e-7));
}
