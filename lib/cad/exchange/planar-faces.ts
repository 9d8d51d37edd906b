import type { TopoDS_Edge, TopoDS_Shape, TopoDS_Wire } from "opencascade.js";
import { axis2, point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { isValid } from "@/lib/cad/kernel/properties";
import type { Point2dMm } from "@/lib/contract/geometry";
import { isClosedCurve, type PlanarCurve, type PlanarLoop, type PlanarRegion } from "./planar-curve";

/**
 * Plane faces of the regions of a drawing, in the XY plane, looking up.
 * @throws KernelError INVALID_FILE when an outline crosses itself or another
 */
export function planarFaces(kernel: Kernel, regions: readonly PlanarRegion[]): TopoDS_Shape {
  return kernel.scope((own) => {
    const faces = regions.map((region) => faceOf(kernel, own, region));
    const [single] = faces;
    if (single && faces.length === 1) return own.release(single);
    const builder = own(new kernel.oc.TopoDS_Builder());
    const compound = own(new kernel.oc.TopoDS_Compound());
    builder.MakeCompound(compound);
    for (const face of faces) builder.Add(compound, face);
    return own.release(compound);
  });
}

function faceOf(kernel: Kernel, own: Own, { outer, holes }: PlanarRegion): TopoDS_Shape {
  const { oc } = kernel;
  const plane = own(new oc.gp_Pln(point(kernel, own, [0, 0, 0]), own(new oc.gp_Dir(0, 0, 1))));
  const maker = own(new oc.BRepBuilderAPI_MakeFace(plane, wireOf(kernel, own, outer), true));
  for (const hole of holes) maker.Add(wireOf(kernel, own, hole));
  const fixer = own(new oc.ShapeFix_Face(own(maker.Face())));
  // Turns each wire the way that its place asks for.
  fixer.FixOrientation();
  const face = own(fixer.Face());
  if (!isValid(kernel, face)) {
    throw new KernelError(`An outline of the drawing crosses itself or another (layer "${outer.layer.slice(0, 60)}").`, {
      code: "INVALID_FILE",
    });
  }
  return face;
}

function wireOf(kernel: Kernel, own: Own, { curves, layer }: PlanarLoop): TopoDS_Wire {
  const maker = own(new kernel.oc.BRepBuilderAPI_MakeWire());
  for (const curve of curves) maker.Add(edgeOf(kernel, own, curve));
  if (!maker.IsDone()) {
    throw new KernelError(`An outline of the drawing could not be closed (layer "${layer.slice(0, 60)}").`, { code: "INVALID_FILE" });
  }
  return own(maker.Wire());
}

function edgeOf(kernel: Kernel, own: Own, curve: PlanarCurve): TopoDS_Edge {
  const { oc } = kernel;
  const at = ([x, y]: Point2dMm) => point(kernel, own, [x, y, 0]);
  switch (curve.kind) {
    case "line":
      return own(own(new oc.BRepBuilderAPI_MakeEdge(at(curve.from), at(curve.to))).Edge());
    case "arc": {
      const arc = own(own(new oc.GC_MakeArcOfCircle(at(curve.from), at(curve.via), at(curve.to))).Value());
      return own(own(new oc.BRepBuilderAPI_MakeEdge(arc)).Edge());
    }
    case "circle": {
      const circle = own(new oc.gp_Circ(axis2(kernel, own, [...curve.center, 0], [0, 0, 1], [1, 0, 0]), curve.radius));
      return own(own(new oc.BRepBuilderAPI_MakeEdge(circle)).Edge());
    }
    case "ellipse":
      return ellipseEdge(kernel, own, curve);
    case "spline":
      return splineEdge(kernel, own, curve);
  }
}

function ellipseEdge(kernel: Kernel, own: Own, curve: Extract<PlanarCurve, { kind: "ellipse" }>): TopoDS_Edge {
  const { center, major, minor, start, end } = curve;
  const [a, b] = [Math.hypot(...major), Math.hypot(...minor)];
  // The kernel wants the longer axis first; a quarter turn swaps them.
  const [x, long, short, shift] = a >= b ? [major, a, b, 0] : [minor, b, a, -Math.PI / 2];
  const side = major[0] * minor[1] - major[1] * minor[0] >= 0 ? 1 : -1;
  const axes = axis2(kernel, own, [...center, 0], [0, 0, side], [...x, 0]);
  const ellipse = own(new kernel.oc.gp_Elips(axes, long, short));
  if (isClosedCurve(curve)) return own(own(new kernel.oc.BRepBuilderAPI_MakeEdge(ellipse)).Edge());
  return own(own(new kernel.oc.BRepBuilderAPI_MakeEdge(ellipse, start + shift, end + shift)).Edge());
}

function splineEdge(kernel: Kernel, own: Own, { degree, poles, weights, knots }: Extract<PlanarCurve, { kind: "spline" }>): TopoDS_Edge {
  const { oc } = kernel;
  const distinct = [...new Set(knots)];
  const polesOf = own(new oc.NCollection_Array1_gp_Pnt(1, poles.length));
  const weightsOf = own(new oc.NCollection_Array1_double(1, poles.length));
  for (const [index, [x, y]] of poles.entries()) {
    polesOf.SetValue(index + 1, point(kernel, own, [x, y, 0]));
    weightsOf.SetValue(index + 1, weights[index] ?? 1);
  }
  const knotsOf = own(new oc.NCollection_Array1_double(1, distinct.length));
  const multiplicities = own(new oc.NCollection_Array1_int(1, distinct.length));
  for (const [index, knot] of distinct.entries()) {
    knotsOf.SetValue(index + 1, knot);
    multiplicities.SetValue(index + 1, knots.filter((other) => other === knot).length);
  }
  const spline = own(new oc.Geom_BSplineCurve(polesOf, weightsOf, knotsOf, multiplicities, degree, false, true));
  return own(own(new oc.BRepBuilderAPI_MakeEdge(spline)).Edge());
}
