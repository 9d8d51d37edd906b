import type { TopoDS_Vertex } from "opencascade.js";
import { point as kernelPoint, toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations } from "../../implementation";
import { compoundOf } from "../../modelling/compound";
import { bare } from "../bare-shape";
import { vertexIn } from "../expect-kind";
import { madeOfEach } from "../made-of-each";
import type { OfShape, OfShapes, Points } from "../params";
import { type ProjectPointsParams, projectedPoints } from "../project-points";
import { distinct } from "../sub-shapes";

function vertexAt(kernel: Kernel, own: Own, at: Vec3): TopoDS_Vertex {
  return own(own(new kernel.oc.BRepBuilderAPI_MakeVertex(kernelPoint(kernel, own, at))).Vertex());
}

function vertexFromPoint(kernel: Kernel, { point }: { point: Vec3 }): PartShape {
  return kernel.scope((own) => bare(own, vertexAt(kernel, own, point)));
}

function vertexFromXYZ(kernel: Kernel, { x, y, z }: { x: number; y: number; z: number }): PartShape {
  return vertexFromPoint(kernel, { point: [x, y, z] });
}

function verticesFromPoints(kernel: Kernel, { points }: Points): PartShape[] {
  return madeOfEach(points, (point) => vertexFromPoint(kernel, { point }));
}

function verticesCompoundFromPoints(kernel: Kernel, { points }: Points): PartShape {
  return kernel.scope((own) => {
    const vertices = points.map((at) => vertexAt(kernel, own, at));
    return bare(own, compoundOf(kernel, own, vertices));
  });
}

/** Each vertex once, in explorer order. */
function getVertices(kernel: Kernel, { shape }: OfShape): PartShape[] {
  return kernel.scope((own) =>
    distinct(kernel, own, shape.shape, "TopAbs_VERTEX").map((vertex) => bare(own, own(kernel.oc.TopoDS.Vertex(vertex)))),
  );
}

function getVerticesAsPoints(kernel: Kernel, { shape }: OfShape): Vec3[] {
  return kernel.scope((own) =>
    distinct(kernel, own, shape.shape, "TopAbs_VERTEX").map((vertex) =>
      toVec3(own, kernel.oc.BRep_Tool.Pnt(own(kernel.oc.TopoDS.Vertex(vertex)))),
    ),
  );
}

function verticesToPoints(kernel: Kernel, { shapes }: OfShapes): Vec3[] {
  return kernel.scope((own) =>
    shapes.map((part, index) => toVec3(own, kernel.oc.BRep_Tool.Pnt(vertexIn(kernel, own, part, `shapes[${index}]`)))),
  );
}

/** The catalogue declares a list here and one point as the result: the list holds the one vertex. */
function vertexToPoint(kernel: Kernel, { shapes }: OfShapes): Vec3 {
  const [at, ...more] = verticesToPoints(kernel, { shapes });
  if (!at || more.length > 0) throw invalidInput(`shapes holds ${shapes.length} vertices and must hold 1; verticesToPoints takes several.`);
  return at;
}

function projectPoints(kernel: Kernel, params: ProjectPointsParams): Vec3[] {
  return projectedPoints(kernel, params);
}

/** `occt.shapes.vertex.*` */
export const VERTICES: CatalogueImplementations = {
  "occt.shapes.vertex.getVertices": getVertices,
  "occt.shapes.vertex.getVerticesAsPoints": getVerticesAsPoints,
  "occt.shapes.vertex.projectPoints": projectPoints,
  "occt.shapes.vertex.vertexFromPoint": vertexFromPoint,
  "occt.shapes.vertex.vertexFromXYZ": vertexFromXYZ,
  "occt.shapes.vertex.vertexToPoint": vertexToPoint,
  "occt.shapes.vertex.verticesCompoundFromPoints": verticesCompoundFromPoints,
  "occt.shapes.vertex.verticesFromPoints": verticesFromPoints,
  "occt.shapes.vertex.verticesToPoints": verticesToPoints,
};
