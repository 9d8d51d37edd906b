import type { TopoDS_Face, TopoDS_Shape, TopoDS_Vertex } from "opencascade.js";
import { describeSurface } from "@/lib/cad/kernel/face-geometry";
import { toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { explore, facesOf, ShapeIndex, topologyOf } from "@/lib/cad/kernel/topology";
import { angleBetween, distance, type Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations, JsonValue } from "../implementation";
import type { OfShape, Points } from "./params";

/**
 * What kind of corner a point picks: all its faces in one plane, faces that unroll to a plane without a break, a true
 * corner in space; or that the nearest vertex is too far off, or that there is none.
 */
type Classification = "planar" | "developable" | "solid3d" | "tooFar" | "noVertex";

interface Corner {
  at: Vec3;
  edges: number;
  faces: TopoDS_Face[];
}

/** Vertices of a shape with what meets there. */
function cornersOf(kernel: Kernel, own: Own, shape: TopoDS_Shape): Corner[] {
  const numbers = new ShapeIndex(kernel);
  const corners: Corner[] = [];
  const cornerAt = (vertex: TopoDS_Shape): Corner => {
    const index = numbers.add(vertex);
    const typed: TopoDS_Vertex = own(kernel.oc.TopoDS.Vertex(vertex));
    const corner = corners[index] ?? { at: toVec3(own, kernel.oc.BRep_Tool.Pnt(typed)), edges: 0, faces: [] };
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

function classify(kernel: Kernel, own: Own, { faces }: Corner): Classification {
  const surfaces = faces.map((face) => describeSurface(kernel, own, face));
  const normals = surfaces.flatMap(({ normal }) => (normal ? [normal] : []));
  const [first] = normals;
  if (first && normals.length === faces.length && normals.every((normal) => angleBetween(first, normal) < 1e-6)) return "planar";
  return faces.length === 1 && surfaces.every(({ type }) => UNROLLED.has(type)) ? "developable" : "solid3d";
}

/** The corner nearest to each point; `snapTolerance` 0 takes any. */
function classifyCornerByPoint(kernel: Kernel, params: OfShape & Points & { snapTolerance: number }): JsonValue {
  const { shape, points, snapTolerance } = params;
  if (snapTolerance < 0) throw invalidInput(`snapTolerance is ${snapTolerance} and must not be negative.`);
  return kernel.scope((own) => {
    const corners = cornersOf(kernel, own, shape.shape);
    const results = points.map((point, index) => reportOn(kernel, own, corners, point, index, snapTolerance));
    return { ok: true, modified: false, results };
  });
}

function reportOn(kernel: Kernel, own: Own, corners: readonly Corner[], point: Vec3, index: number, snapTolerance: number): JsonValue {
  const open = { index, action: "none", taperFactor: 0, applied: false };
  const [nearest] = corners.toSorted((a, b) => distance(a.at, point) - distance(b.at, point));
  if (!nearest) {
    return {
      ...open,
      point,
      snapDistance: 0,
      valence: 0,
      incidentFaces: 0,
      classification: "noVertex",
      message: "The shape has no vertex.",
    };
  }
  const snapDistance = distance(nearest.at, point);
  const found = { ...open, point: nearest.at, snapDistance, valence: nearest.edges, incidentFaces: nearest.faces.length };
  if (snapTolerance > 0 && snapDistance > snapTolerance) {
    const message = `The nearest vertex is ${snapDistance} away, more than snapTolerance, ${snapTolerance}.`;
    return { ...found, classification: "tooFar", message };
  }
  return { ...found, classification: classify(kernel, own, nearest), message: "" };
}

/** `occt.corners.*` */
export const CORNERS: CatalogueImplementations = {
  "occt.corners.classifyCornerByPoint": classifyCornerByPoint,
};
