import type { TopoDS_Edge, TopoDS_Face } from "opencascade.js";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import type { Measurements } from "@/lib/contract/geometry";
import { degToRad } from "@/lib/core/units";
import { type FaceGeometry, outwardNormal } from "./face-geometry";
import { dot, type Vector } from "./vector";

/** A full round or a slot's end goes 180° around; a blend between two faces does not. */
const MAX_SPAN_RAD = degToRad(175);
const MIN_TANGENT_COSINE = Math.cos(degToRad(1));
const HASH_LIMIT = 2_147_483_647;

/**
 * Counts blends by radius: part-cylinder and torus faces that run tangentially into at least two neighbours.
 * Corner patches (spheres, free-form faces) are not counted.
 * @param faces in explorer order, `geometry` in the same order
 */
export function filletTable(kernel: Kernel, faces: readonly TopoDS_Face[], geometry: readonly FaceGeometry[]): Measurements["fillets"] {
  const candidates = geometry.flatMap((face, index) => (mayBeBlend(face) ? [index] : []));
  if (candidates.length === 0) return [];
  const neighbours = facesByEdge(kernel, faces);
  const counts = new Map<number, number>();
  for (const index of candidates) {
    if (!isTangentBlend(kernel, faces, index, neighbours)) continue;
    const radius = Math.round((geometry[index]?.radius ?? 0) * 1e5) / 1e5;
    counts.set(radius, (counts.get(radius) ?? 0) + 1);
  }
  return [...counts].sort(([a], [b]) => a - b).map(([radius, count]) => ({ radius, count }));
}

function mayBeBlend({ type, patch, tubeSpanRad }: FaceGeometry): boolean {
  if (type === "cylinder") return patch !== undefined && patch.spanRad < MAX_SPAN_RAD;
  return type === "torus" && tubeSpanRad !== undefined && tubeSpanRad < MAX_SPAN_RAD;
}

/** Positions of the faces at each edge, by the edge's hash. */
function facesByEdge(kernel: Kernel, faces: readonly TopoDS_Face[]): Map<number, number[]> {
  const found = new Map<number, number[]>();
  faces.forEach((face, index) => {
    for (const hash of edgeHashes(kernel, face)) found.set(hash, [...(found.get(hash) ?? []), index]);
  });
  return found;
}

function edgeHashes(kernel: Kernel, face: TopoDS_Face): number[] {
  return kernel.scope((own) => {
    const hashes: number[] = [];
    const edges = own(new kernel.oc.TopExp_Explorer(face, "TopAbs_EDGE", "TopAbs_SHAPE"));
    for (; edges.More(); edges.Next()) hashes.push(kernel.oc.ReplicadShapeHasher.HashCode(own(edges.Current()), HASH_LIMIT));
    return hashes;
  });
}

function isTangentBlend(kernel: Kernel, faces: readonly TopoDS_Face[], index: number, neighbours: Map<number, number[]>): boolean {
  const face = faces[index];
  if (!face) return false;
  return kernel.scope((own) => {
    const { oc } = kernel;
    const tangentTo = new Set<number>();
    const edges = own(new oc.TopExp_Explorer(face, "TopAbs_EDGE", "TopAbs_SHAPE"));
    for (; edges.More(); edges.Next()) {
      const edge = own(oc.TopoDS.Edge(own(edges.Current())));
      const across = (neighbours.get(oc.ReplicadShapeHasher.HashCode(edge, HASH_LIMIT)) ?? []).find((other) => other !== index);
      const neighbour = across === undefined ? undefined : faces[across];
      if (across === undefined || !neighbour || oc.BRep_Tool.Degenerated(edge)) continue;
      const cosine = dot(normalAtMiddle(kernel, edge, face), normalAtMiddle(kernel, edge, neighbour));
      if (cosine > MIN_TANGENT_COSINE) tangentTo.add(across);
    }
    return tangentTo.size >= 2;
  });
}

/** Outward normal of a face in the middle of one of its edges. */
function normalAtMiddle(kernel: Kernel, edge: TopoDS_Edge, face: TopoDS_Face): Vector {
  return kernel.scope((own) => {
    const curve = own(new kernel.oc.BRepAdaptor_Curve2d(edge, face));
    const point = own(curve.EvalD0((curve.FirstParameter() + curve.LastParameter()) / 2));
    return outwardNormal(kernel, face, point.X(), point.Y());
  });
}
