import type { TopoDS_Edge } from "opencascade.js";
import { toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { mustBeAtLeast, mustBePositive } from "./check-number";
import { withoutRepeats } from "./distinct-points";

/** How closely points follow a curve. */
export interface Deflections {
  /** Radians between neighbouring chords. */
  angularDeflection: number;
  /** Distance of the curve from its chords, mm. */
  curvatureDeflection: number;
  minimumOfPoints: number;
  uTolerance: number;
  minimumLength: number;
}

/** Points along an edge, from its start to its end. */
export function edgePoints(kernel: Kernel, own: Own, edge: TopoDS_Edge, deflections: Deflections): Vec3[] {
  const { angularDeflection, curvatureDeflection, minimumOfPoints, uTolerance, minimumLength } = deflections;
  mustBePositive({ angularDeflection, curvatureDeflection, uTolerance, minimumLength });
  mustBeAtLeast(2, { minimumOfPoints });
  const { oc } = kernel;
  const curve = own(new oc.BRepAdaptor_Curve(edge));
  // The constructor with these arguments is taken for the one whose second and third are bounds of the parameter.
  const points = own(new oc.GCPnts_TangentialDeflection());
  points.Initialize(curve, angularDeflection, curvatureDeflection, minimumOfPoints, uTolerance, minimumLength);
  const found = Array.from({ length: points.NbPoints() }, (_, index) => toVec3(own, points.Value(index + 1)));
  return edge.Orientation() === "TopAbs_REVERSED" ? found.toReversed() : found;
}

/** Points along edges that follow one another, those that two of them share once. */
export function chainPoints(kernel: Kernel, own: Own, edges: readonly TopoDS_Edge[], deflections: Deflections): Vec3[] {
  return withoutRepeats(edges.flatMap((edge) => edgePoints(kernel, own, edge, deflections)));
}
