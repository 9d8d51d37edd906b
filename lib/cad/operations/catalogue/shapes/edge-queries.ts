import { toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { trackOfEdge, trackOfWire } from "@/lib/cad/kernel/track";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations, JsonValue } from "../../implementation";
import {
  askEdge,
  askEither,
  dividedByLength,
  dividedByParameter,
  endOf,
  operationsThatAsk,
  pointAtLength,
  pointAtParam,
  startOf,
  tangentAtLength,
  tangentAtParam,
} from "../along-track";
import { bare } from "../bare-shape";
import { circleOf } from "../build-edge";
import { describeCurve } from "../describe-curve";
import { isSamePoint } from "../distinct-points";
import { edgeIn } from "../expect-kind";
import type { OfShape } from "../params";
import { atIndex, edgesOf } from "../sub-shapes";
import { type Deflections, edgePoints } from "../tessellate-track";

const { ofOne, ofEach } = operationsThatAsk(askEdge);

function getEdges(kernel: Kernel, { shape }: OfShape): PartShape[] {
  return kernel.scope((own) => edgesOf(kernel, own, shape.shape).map((edge) => bare(own, edge)));
}

function getEdge(kernel: Kernel, { shape, index }: OfShape & { index: number }): PartShape {
  return kernel.scope((own) => bare(own, atIndex(edgesOf(kernel, own, shape.shape), index, "TopAbs_EDGE")));
}

/** In the order in which the wire meets them; `type` keeps those on one kind of curve. */
const alongWire =
  (type?: "GeomAbs_Circle" | "GeomAbs_Line") =>
  (kernel: Kernel, { shape }: OfShape): PartShape[] =>
    askEither(kernel, shape, (track, own) =>
      track.edges
        .filter((edge) => !type || own(new kernel.oc.BRepAdaptor_Curve(edge)).GetType() === type)
        .map((edge) => bare(own, own(kernel.oc.TopoDS.Edge(edge)))),
    );

const liesOn =
  (type: "GeomAbs_Circle" | "GeomAbs_Line") =>
  (kernel: Kernel, { shape }: OfShape): boolean =>
    kernel.scope((own) => own(new kernel.oc.BRepAdaptor_Curve(edgeIn(kernel, own, shape))).GetType() === type);

function getCircularEdgeRadius(kernel: Kernel, { shape }: OfShape): number {
  return kernel.scope((own) => circleOf(kernel, own, shape).Radius());
}

function getCircularEdgeCenterPoint(kernel: Kernel, { shape }: OfShape): Vec3 {
  return kernel.scope((own) => toVec3(own, circleOf(kernel, own, shape).Location()));
}

/** The axis about which the circle runs anticlockwise, whichever way the edge is run through. */
function getCircularEdgePlaneDirection(kernel: Kernel, { shape }: OfShape): Vec3 {
  return kernel.scope((own) => toVec3(own, own(circleOf(kernel, own, shape).Axis()).Direction()));
}

function getEdgeLengthsOfShape(kernel: Kernel, { shape }: OfShape): number[] {
  return kernel.scope((own) => edgesOf(kernel, own, shape.shape).map((edge) => trackOfEdge(kernel, own, edge).length));
}

/** Ends of edges, each point once. */
function getCornerPointsOfEdgesForShape(kernel: Kernel, { shape }: OfShape): Vec3[] {
  return kernel.scope((own) => {
    const corners: Vec3[] = [];
    for (const edge of edgesOf(kernel, own, shape.shape)) {
      const track = trackOfEdge(kernel, own, edge);
      for (const at of [startOf(track), endOf(track)]) if (!corners.some((corner) => isSamePoint(corner, at))) corners.push(at);
    }
    return corners;
  });
}

function edgesToPoints(kernel: Kernel, { shape, ...deflections }: OfShape & Deflections): Vec3[][] {
  return kernel.scope((own) => {
    const isWire = shape.shape.ShapeType() === "TopAbs_WIRE";
    const edges = isWire ? trackOfWire(kernel, own, own(kernel.oc.TopoDS.Wire(shape.shape))).edges : edgesOf(kernel, own, shape.shape);
    return edges.map((edge) => edgePoints(kernel, own, edge, deflections));
  });
}

function debugInfo(kernel: Kernel, { shape }: OfShape): JsonValue {
  return kernel.scope((own) => describeCurve(kernel, own, edgeIn(kernel, own, shape)));
}

/** `occt.shapes.edge.*`: what is asked of edges. */
export const EDGE_QUERIES: CatalogueImplementations = {
  "occt.shapes.edge.debugInfo": debugInfo,
  "occt.shapes.edge.divideEdgeByEqualDistanceToPoints": ofOne(dividedByLength),
  "occt.shapes.edge.divideEdgeByParamsToPoints": ofOne(dividedByParameter),
  "occt.shapes.edge.divideEdgesByEqualDistanceToPoints": ofEach(dividedByLength),
  "occt.shapes.edge.divideEdgesByParamsToPoints": ofEach(dividedByParameter),
  "occt.shapes.edge.edgesToPoints": edgesToPoints,
  "occt.shapes.edge.endPointOnEdge": ofOne(endOf),
  "occt.shapes.edge.endPointsOnEdges": ofEach(endOf),
  "occt.shapes.edge.getCircularEdgeCenterPoint": getCircularEdgeCenterPoint,
  "occt.shapes.edge.getCircularEdgePlaneDirection": getCircularEdgePlaneDirection,
  "occt.shapes.edge.getCircularEdgeRadius": getCircularEdgeRadius,
  "occt.shapes.edge.getCircularEdgesAlongWire": alongWire("GeomAbs_Circle"),
  "occt.shapes.edge.getCornerPointsOfEdgesForShape": getCornerPointsOfEdgesForShape,
  "occt.shapes.edge.getEdge": getEdge,
  "occt.shapes.edge.getEdgeCenterOfMass": ofOne((track) => track.centroid),
  "occt.shapes.edge.getEdgeLength": ofOne((track) => track.length),
  "occt.shapes.edge.getEdgeLengthsOfShape": getEdgeLengthsOfShape,
  "occt.shapes.edge.getEdges": getEdges,
  "occt.shapes.edge.getEdgesAlongWire": alongWire(),
  "occt.shapes.edge.getEdgesCentersOfMass": ofEach((track) => track.centroid),
  "occt.shapes.edge.getEdgesLengths": ofEach((track) => track.length),
  "occt.shapes.edge.getLinearEdgesAlongWire": alongWire("GeomAbs_Line"),
  "occt.shapes.edge.isEdgeCircular": liesOn("GeomAbs_Circle"),
  "occt.shapes.edge.isEdgeLinear": liesOn("GeomAbs_Line"),
  "occt.shapes.edge.pointOnEdgeAtLength": ofOne(pointAtLength),
  "occt.shapes.edge.pointOnEdgeAtParam": ofOne(pointAtParam),
  "occt.shapes.edge.pointsOnEdgesAtLength": ofEach(pointAtLength),
  "occt.shapes.edge.pointsOnEdgesAtParam": ofEach(pointAtParam),
  "occt.shapes.edge.startPointOnEdge": ofOne(startOf),
  "occt.shapes.edge.startPointsOnEdges": ofEach(startOf),
  "occt.shapes.edge.tangentOnEdgeAtLength": ofOne(tangentAtLength),
  "occt.shapes.edge.tangentOnEdgeAtParam": ofOne(tangentAtParam),
  "occt.shapes.edge.tangentsOnEdgesAtLength": ofEach(tangentAtLength),
  "occt.shapes.edge.tangentsOnEdgesAtParam": ofEach(tangentAtParam),
};
