import type { Geom_Curve, Geom_Surface, TopoDS_Edge, TopoDS_Face, TopoDS_Wire } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { wireOf } from "./build-wire";
import type { RoundedCorner, Uv } from "./uv-cells";

/** A curve of constant U or V between two places of the other parameter. */
export function isoEdge(
  kernel: Kernel,
  own: Own,
  surface: Geom_Surface,
  at: { u: number } | { v: number },
  from: number,
  to: number,
): TopoDS_Edge {
  const curve: Geom_Curve = own("u" in at ? surface.UIso(at.u) : surface.VIso(at.v));
  const edge = own(own(new kernel.oc.BRepBuilderAPI_MakeEdge(curve, Math.min(from, to), Math.max(from, to))).Edge());
  return from <= to ? edge : own(kernel.oc.TopoDS.Edge(own(edge.Reversed())));
}

/** A wire on a face's surface: straight in its parameters from corner to corner, each corner rounded where it has a radius. */
export function cellWire(kernel: Kernel, own: Own, face: TopoDS_Face, corners: readonly RoundedCorner[]): TopoDS_Wire {
  const surface = own(kernel.oc.BRep_Tool.Surface(face));
  const edges = corners.flatMap((corner, index) => {
    const next = corners[(index + 1) % corners.length] ?? corner;
    const arc = corner.arc ? [arcEdge(kernel, own, surface, corner.arc)] : [];
    const isPoint = Math.hypot(next.start[0] - corner.end[0], next.start[1] - corner.end[1]) < 1e-9;
    return isPoint ? arc : [...arc, lineEdge(kernel, own, surface, corner.end, next.start)];
  });
  const wire = wireOf(kernel, own, edges);
  kernel.oc.BRepLib.BuildCurves3d(wire);
  return wire;
}

/** Lines of constant U or V are exact curves of the surface; others are drawn in its parameters. */
function lineEdge(kernel: Kernel, own: Own, surface: Geom_Surface, from: Uv, to: Uv): TopoDS_Edge {
  const { oc } = kernel;
  const [du, dv] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(du, dv);
  if (Math.abs(du) < 1e-12 * length) return isoEdge(kernel, own, surface, { u: from[0] }, from[1], to[1]);
  if (Math.abs(dv) < 1e-12 * length) return isoEdge(kernel, own, surface, { v: from[1] }, from[0], to[0]);
  const line = own(new oc.Geom2d_Line(own(new oc.gp_Pnt2d(...from)), own(new oc.gp_Dir2d(du / length, dv / length))));
  return own(own(new oc.BRepBuilderAPI_MakeEdge(line, surface, 0, length)).Edge());
}

/** A quarter or so of an ellipse in the parameters, which is an arc where U and V have their own scales. */
function arcEdge(kernel: Kernel, own: Own, surface: Geom_Surface, arc: NonNullable<RoundedCorner["arc"]>): TopoDS_Edge {
  const { oc } = kernel;
  const { center, radii, from, to } = arc;
  const [ru, rv] = radii;
  const wide = ru >= rv;
  const axis = own(new oc.gp_Ax2d(own(new oc.gp_Pnt2d(...center)), own(wide ? new oc.gp_Dir2d(1, 0) : new oc.gp_Dir2d(0, 1))));
  // Measured from an axis along V, every angle is a quarter turn less.
  const turn = wide ? 0 : Math.PI / 2;
  const isRound = Math.abs(ru - rv) < 1e-12 * ru;
  const curve = own(isRound ? new oc.Geom2d_Circle(axis, ru, true) : new oc.Geom2d_Ellipse(axis, Math.max(ru, rv), Math.min(ru, rv), true));
  return own(own(new oc.BRepBuilderAPI_MakeEdge(curve, surface, from - turn, to - turn)).Edge());
}
