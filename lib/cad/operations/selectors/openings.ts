import { explore } from "@/lib/cad/kernel/topology";
import type { PartModel } from "./part-model";

/**
 * Faces that line a hole, a pocket or a cavity.
 * They begin at the inner loops of plane faces whose edges are convex: the rim of a hole is convex, while the
 * footprint of a boss, an inner loop too, is concave. A face that only meets such faces (the floor of a pocket) is
 * one of them.
 */
export function liningFaces(model: PartModel): Set<number> {
  const lining = new Set<number>();
  for (let index = 0; index < model.faceCount; index++) {
    if (model.face(index).type !== "plane") continue;
    for (const edge of innerLoopEdges(model, index)) {
      if (model.bend(edge) !== "convex") continue;
      for (const face of model.facesOfEdge(edge)) if (face !== index) lining.add(face);
    }
  }
  let grown = lining.size > 0;
  while (grown) {
    grown = false;
    for (let index = 0; index < model.faceCount; index++) {
      if (lining.has(index)) continue;
      const neighbours = new Set(model.edgesOfFace(index).flatMap((edge) => model.facesOfEdge(edge)));
      neighbours.delete(index);
      if (neighbours.size === 0 || ![...neighbours].every((face) => lining.has(face))) continue;
      lining.add(index);
      grown = true;
    }
  }
  return lining;
}

/** Edges of a face's holes: of all its loops but the outer one. */
function innerLoopEdges(model: PartModel, index: number): number[] {
  const { kernel, own } = model;
  const { oc } = kernel;
  const face = model.faceHandle(index);
  const outer = own(oc.BRepTools.OuterWire(face));
  const outerEdges = explore(kernel, own, outer, "TopAbs_EDGE");
  return model.edgesOfFace(index).filter((edge) => !outerEdges.some((candidate) => candidate.IsSame(model.edgeHandle(edge))));
}

/** True for edges that bound a lining face. */
export function isInnerEdge(model: PartModel, lining: ReadonlySet<number>, edge: number): boolean {
  return model.facesOfEdge(edge).some((face) => lining.has(face));
}
