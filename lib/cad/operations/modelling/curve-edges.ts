import type { NCollection_Array1_gp_Pnt, TopoDS_Edge } from "opencascade.js";
import { point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { Vec3 } from "@/lib/cad/kernel/vector";

/** An edge on the Bézier curve of the given control points. */
export function bezierEdge(kernel: Kernel, own: Own, poles: readonly Vec3[]): TopoDS_Edge {
  const curve = own(new kernel.oc.Geom_BezierCurve(pointArray(kernel, own, poles)));
  return own(own(new kernel.oc.BRepBuilderAPI_MakeEdge(curve)).Edge());
}

/** An edge on the smooth curve through the points, with continuous curvature. */
export function splineEdge(kernel: Kernel, own: Own, points: readonly Vec3[]): TopoDS_Edge {
  const { oc } = kernel;
  const through = own(new oc.NCollection_HArray1_gp_Pnt(pointArray(kernel, own, points)));
  const maker = own(new oc.GeomAPI_Interpolate(through, false, 1e-7));
  maker.Perform();
  if (!maker.IsDone()) throw new KernelError("No smooth curve goes through these points; two neighbours may coincide.");
  return own(own(new oc.BRepBuilderAPI_MakeEdge(own(maker.Curve()))).Edge());
}

/** A straight edge. */
export function lineEdge(kernel: Kernel, own: Own, from: Vec3, to: Vec3): TopoDS_Edge {
  return own(own(new kernel.oc.BRepBuilderAPI_MakeEdge(point(kernel, own, from), point(kernel, own, to))).Edge());
}

/** An arc from one point over another to a third. */
export function arcEdge(kernel: Kernel, own: Own, from: Vec3, via: Vec3, to: Vec3): TopoDS_Edge {
  const at = (p: Vec3) => point(kernel, own, p);
  const arc = own(own(new kernel.oc.GC_MakeArcOfCircle(at(from), at(via), at(to))).Value());
  return own(own(new kernel.oc.BRepBuilderAPI_MakeEdge(arc)).Edge());
}

function pointArray(kernel: Kernel, own: Own, points: readonly Vec3[]): NCollection_Array1_gp_Pnt {
  const array = own(new kernel.oc.NCollection_Array1_gp_Pnt(1, points.length));
  for (const [index, at] of points.entries()) array.SetValue(index + 1, point(kernel, own, at));
  return array;
}
