import type { Geom_Surface, Geom2d_Curve, TopoDS_Edge, TopoDS_Wire } from "opencascade.js";
import { axis3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { trackOfWire } from "@/lib/cad/kernel/track";
import { wireOf } from "./build-wire";

/** How far the curve in space may be from the one on the surface, mm. */
const ON_SURFACE_MM = 1e-7;

/** The edge that a plane curve is when its plane's coordinates are taken as the surface's. */
export function edgeOnSurface(
  kernel: Kernel,
  own: Own,
  curve: Geom2d_Curve,
  surface: Geom_Surface,
  range?: { first: number; last: number },
): TopoDS_Edge {
  const { oc } = kernel;
  const maker = own(
    range ? new oc.BRepBuilderAPI_MakeEdge(curve, surface, range.first, range.last) : new oc.BRepBuilderAPI_MakeEdge(curve, surface),
  );
  if (!maker.IsDone()) throw new KernelError("The curve gives no edge on this surface.", { kernelStatus: "edge not done" });
  const edge = own(maker.Edge());
  if (!oc.BRepLib.BuildCurves3d(edge, ON_SURFACE_MM, "GeomAbs_C1", 14, 0))
    throw new KernelError("The curve on the surface could not be followed in space.", { kernelStatus: "no 3D curve" });
  return edge;
}

/**
 * A wire of the ground plane laid onto a surface: its Z becomes the surface's first parameter, its X the second, as in
 * the catalogue's packages.
 */
export function wireOnSurface(kernel: Kernel, own: Own, wire: TopoDS_Wire, surface: Geom_Surface): TopoDS_Wire {
  const { oc } = kernel;
  const ground = own(new oc.gp_Pln(axis3(kernel, own, [0, 0, 0], [0, 1, 0], [0, 0, 1])));
  const plane = own(oc.BRep_Tool.Surface(own(own(new oc.BRepBuilderAPI_MakeFace(ground)).Face())));
  const unmoved = own(new oc.TopLoc_Location());
  const edges = trackOfWire(kernel, own, wire).edges.map((edge) => {
    const { returnValue, First: first, Last: last } = oc.BRep_Tool.CurveOnPlane(edge, plane, unmoved, 0, 0);
    const laid = edgeOnSurface(kernel, own, own(returnValue), surface, { first, last });
    return edge.Orientation() === "TopAbs_REVERSED" ? own(oc.TopoDS.Edge(own(laid.Reversed()))) : laid;
  });
  return wireOf(kernel, own, edges);
}
