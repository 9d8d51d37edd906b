import type { TopoDS_Edge } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { CatalogueImplementations, KernelObject } from "../../implementation";
import { bare, checked } from "../bare-shape";
import { edgeOnSurface } from "../edge-on-surface";
import { withDegree, withSeamAt, withSeamMoved } from "../edit-curve";
import { edgeIn } from "../expect-kind";
import { curve2dIn, surfaceIn } from "../kernel-object";
import type { OfShape } from "../params";
import { circlesOnTwoCircles, circlesThroughPoint } from "../tangent-circles";
import { tangentsFromPoint, tangentsFromTwoPoints, tangentsOnTwoCircles } from "../tangent-lines";

const edges =
  <Params>(draw: (kernel: Kernel, own: Own, params: Params) => TopoDS_Edge[]) =>
  (kernel: Kernel, params: Params): PartShape[] =>
    kernel.scope((own) => draw(kernel, own, params).map((edge) => bare(own, edge)));

function changed(kernel: Kernel, shape: PartShape, change: (own: Own, edge: TopoDS_Edge) => TopoDS_Edge): PartShape {
  return kernel.scope((own) => bare(own, change(own, edgeIn(kernel, own, shape))));
}

/** The same edge, run through the other way. */
function reversedEdge(kernel: Kernel, { shape }: OfShape): PartShape {
  return changed(kernel, shape, (own, edge) => own(kernel.oc.TopoDS.Edge(own(edge.Reversed()))));
}

function moveEdgeSeamByLength(kernel: Kernel, { shape, length }: OfShape & { length: number }): PartShape {
  return changed(kernel, shape, (own, edge) => withSeamMoved(kernel, own, edge, length));
}

function moveEdgeSeamByParameter(kernel: Kernel, { shape, parameter }: OfShape & { parameter: number }): PartShape {
  return changed(kernel, shape, (own, edge) => withSeamAt(kernel, own, edge, parameter));
}

function rebuildEdgeDegree(kernel: Kernel, { shape, degree, tolerance }: OfShape & { degree: number; tolerance: number }): PartShape {
  return changed(kernel, shape, (own, edge) => withDegree(kernel, own, edge, degree, tolerance));
}

/** Merges faces of one surface and edges of one curve, whose seams are gone then. */
function removeInternalEdges(kernel: Kernel, { shape }: OfShape): PartShape {
  return kernel.scope((own) => {
    const unifier = own(new kernel.oc.ShapeUpgrade_UnifySameDomain(shape.shape, true, true, false));
    unifier.Build();
    return checked(kernel, own, own(unifier.Shape()), "The merging");
  });
}

function makeEdgeFromGeom2dCurveAndSurface(kernel: Kernel, { curve, surface }: { curve: KernelObject; surface: KernelObject }): PartShape {
  return kernel.scope((own) =>
    bare(own, edgeOnSurface(kernel, own, curve2dIn(kernel, curve, "curve"), surfaceIn(kernel, surface, "surface"))),
  );
}

/** `occt.shapes.edge.*`: edges out of others. */
export const EDGE_EDITS: CatalogueImplementations = {
  "occt.shapes.edge.constraintTanCirclesOnCircleAndPnt": edges(circlesThroughPoint),
  "occt.shapes.edge.constraintTanCirclesOnTwoCircles": edges(circlesOnTwoCircles),
  "occt.shapes.edge.constraintTanLinesFromPtToCircle": edges(tangentsFromPoint),
  "occt.shapes.edge.constraintTanLinesFromTwoPtsToCircle": edges(tangentsFromTwoPoints),
  "occt.shapes.edge.constraintTanLinesOnTwoCircles": edges(tangentsOnTwoCircles),
  "occt.shapes.edge.makeEdgeFromGeom2dCurveAndSurface": makeEdgeFromGeom2dCurveAndSurface,
  "occt.shapes.edge.moveEdgeSeamByLength": moveEdgeSeamByLength,
  "occt.shapes.edge.moveEdgeSeamByParameter": moveEdgeSeamByParameter,
  "occt.shapes.edge.rebuildEdgeDegree": rebuildEdgeDegree,
  "occt.shapes.edge.removeInternalEdges": removeInternalEdges,
  "occt.shapes.edge.reversedEdge": reversedEdge,
};
