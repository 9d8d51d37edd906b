import type { TopoDS_Face, TopoDS_Shape, TopoDS_Vertex } from "opencascade.js";
import { describeSurface } from "@/lib/cad/kernel/face-geometry";
import { toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { explore, facesOf, ShapeIndex, topologyOf } from "@/lib/cad/kernel/topology";
import { angleBetween, distance, type Vec3 } from "@/lib/cad/kernel/vector";

/**
 * What kind of corner a point picks: all its faces in one plane, faces that unroll to a plane without a break, a true
 * corner in space; or that the nearest vertex is too far off, or that there is none.
 */
export type Classification = "planar" | "developable" | "solid3d" | "tooFar" | "noVertex";

/** A vertex and what meets there. */
export interface Corner {
  vertex: TopoDS_Vertex;
  at: Vec3;
  edges: number;
  faces: TopoDS_Face[];
}

/** Vertices of a shape with what meets there. */
export function cornersOf(kernel: Kernel, own: Own, shape: TopoDS_Shape): Corner[] {
  const numbers = new ShapeIndex(kernel);
  const corners: Corner[] = [];
  const cornerAt = (vertex: TopoDS_Shape): Corner => {
    const index = numbers.add(vertex);
    const typed: TopoDS_Vertex = own(kernel.oc.TopoDS.Vertex(vertex));
    const corner = corners[index] ?? { vertex: typed, at: toVec3(own, kernel.oc.BRep_Tool.Pnt(typed)), edges: 0, faces: [] };
    corners[index] = corner;
    return corner;
  };
  for (const { edge } of topologyOf(kernel, own, shape).edges)
    for (const corner of new Set(explore(kernel, own, edge, "TopAbs_VERTEX").map(cornerAt))) corner.edges += 1;
  for (const face of facesOf(kernel, own, shape))
    for (const corner of new Set(explore(kernel, own, face, "TopAbs_VERTEX").map(cornerAt))) corner.faces.push(face);
  return corners;
}

const UNROLLED = new Set(["plane", "cylinder", "cone"]);

/** Tells the kind of a corner by the faces that meet there. */
export function classify(kernel: Kernel, { faces }: Corner): Classification {
  const surfaces = faces.map((face) => describeSurface(kernel, face));
  const normals = surfaces.flatMap(({ normal }) => (normal ? [normal] : []));
  const [first] = normals;
  if (first && normals.length === faces.length && normals.every((normal) => angleBetween(first, normal) < 1e-6)) return "planar";
  return faces.length === 1 && surfaces.every(({ type }) => UNROLLED.has(type)) ? "developable" : "solid3d";
}

/** The corner nearest to a point. */
export function nearestCorner(corners: readonly Corner[], point: Vec3): Corner | undefined {
  return corners.toSorted((a, b) => distance(a.at, point) - distance(b.at, point))[0];
}
