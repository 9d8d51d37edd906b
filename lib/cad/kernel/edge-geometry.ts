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
  radius?: number | undefined;
  center?: Vec3 | undefined;
  /** Circles: unit normal of their plane. */
  axis?: Vec3 | undefined;
}

const TYPES: Record<string, EdgeGeometry["type"]> = {
  GeomAbs_Line: "line",
  GeomAbs_Circle: "circle",
  GeomAbs_Ellipse: "ellipse",
  GeomAbs_BezierCurve: "bspline",
  GeomAbs_BSplineCurve: "bspline",
};

/** Reads an edge's kind at once, and the rest when it is asked for, while the handle lives: selectors mostly look for one kind. */
export function describeEdge(kernel: Kernel, edge: TopoDS_Edge): EdgeGeometry {
  const type = kernel.scope((own) => TYPES[own(new kernel.oc.BRepAdaptor_Curve(edge)).GetType()] ?? "other");
  let known: Measured | undefined;
  const measured = (): Measured => {
    known ??= measureEdge(kernel, edge, type);
    return known;
  };
  return {
    type,
    get length() {
      return measured().length;
    },
    get start() {
      return measured().start;
    },
    get middle() {
      return measured().middle;
    },
    get end() {
      return measured().end;
    },
    get tangent() {
      return measured().tangent;
    },
    get closed() {
      return measured().closed;
    },
    get radius() {
      return measured().radius;
    },
    get center() {
      return measured().center;
    },
    get axis() {
      return measured().axis;
    },
  };
}

type Measured = Omit<EdgeGeometry, "type">;

function measureEdge(kernel: Kernel, edge: TopoDS_Edge, type: EdgeGeometry["type"]): Measured {
  return kernel.scope((own) => {
    const curve = own(new kernel.oc.BRepAdaptor_Curve(edge));
    const first = curve.FirstParameter();
    const last = curve.LastParameter();
    const at = (t: number) => toVec3(own, curve.EvalD0(t));
    const middle = (first + last) / 2;
    const start = at(first);
    const end = at(last);
    const circle = type === "circle" ? own(curve.Circle()) : undefined;
    const straight = Math.hypot(...subtract(end, start));
    const measured: Measured = {
      length: circle ? circle.Radius() * (last - first) : type === "line" ? straight : lengthPropertiesOf(kernel, edge).length,
      start,
      middle: at(middle),
      end,
      tangent: normalize(toVec3(own, curve.EvalDN(middle, 1))),
      closed: straight < 1e-7,
    };
    if (!circle) return measured;
    const axis = own(circle.Axis());
    return {
      ...measured,
      radius: circle.Radius(),
      center: toVec3(own, circle.Location()),
      axis: toVec3(own, axis.Direction()),
    };
  });
}
