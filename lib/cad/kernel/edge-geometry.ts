import type { TopoDS_Edge } from "opencascade.js";
import { toVec3 } from "./gp";
import type { Kernel } from "./kernel";
import { lengthPropertiesOf } from "./properties";
import { normalize, subtract, type Vec3 } from "./vector";

/** What kind of curve an edge lies on, and its size and place. */
export interface EdgeGeometry {
  type: "line" | "circle" | "ellipse" | "bspline" | "other";
  length: number;
  start: Vec3;
  middle: Vec3;
  end: Vec3;
  /** Unit tangent in the middle, in the curve's own sense. */
  tangent: Vec3;
  closed: boolean;
  /** Circles. */
  radius?: number;
  center?: Vec3;
  /** Circles: unit normal of their plane. */
  axis?: Vec3;
}

const TYPES: Record<string, EdgeGeometry["type"]> = {
  GeomAbs_Line: "line",
  GeomAbs_Circle: "circle",
  GeomAbs_Ellipse: "ellipse",
  GeomAbs_BezierCurve: "bspline",
  GeomAbs_BSplineCurve: "bspline",
};

/** Kind of curve that an edge lies on: a fraction of what `describeEdge` costs. */
export function edgeTypeOf(kernel: Kernel, edge: TopoDS_Edge): EdgeGeometry["type"] {
  return kernel.scope((own) => TYPES[own(new kernel.oc.BRepAdaptor_Curve(edge)).GetType()] ?? "other");
}

/** Reads an edge's curve and length. */
export function describeEdge(kernel: Kernel, edge: TopoDS_Edge): EdgeGeometry {
  return kernel.scope((own) => {
    const curve = own(new kernel.oc.BRepAdaptor_Curve(edge));
    const first = curve.FirstParameter();
    const last = curve.LastParameter();
    const at = (t: number) => toVec3(own, curve.EvalD0(t));
    const middle = (first + last) / 2;
    const start = at(first);
    const end = at(last);
    const straight = Math.hypot(...subtract(end, start));
    const type = TYPES[curve.GetType()] ?? "other";
    const described = {
      type,
      start,
      middle: at(middle),
      end,
      tangent: normalize(toVec3(own, curve.EvalDN(middle, 1))),
      closed: straight < 1e-7,
    };
    if (type !== "circle") return { ...described, length: type === "line" ? straight : lengthPropertiesOf(kernel, edge).length };
    const circle = own(curve.Circle());
    const axis = own(circle.Axis());
    return {
      ...described,
      length: circle.Radius() * (last - first),
      radius: circle.Radius(),
      center: toVec3(own, circle.Location()),
      axis: toVec3(own, axis.Direction()),
    };
  });
}
