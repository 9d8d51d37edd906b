import type { Geom_Curve, gp_Circ, TopoDS_Edge } from "opencascade.js";
import { axis2, point, vector } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { cross, distance, dot, lengthOf, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import { edgeIn } from "./expect-kind";
import type { Placed } from "./params";

/** The edge along a whole curve. */
export function edgeAlong(kernel: Kernel, own: Own, curve: Geom_Curve): TopoDS_Edge {
  const maker = own(new kernel.oc.BRepBuilderAPI_MakeEdge(curve));
  if (!maker.IsDone()) throw new KernelError("The curve gives no edge.", { kernelStatus: "edge not done" });
  return own(maker.Edge());
}

/** The edge along a part of a curve, its parameters ascending. */
export function edgeAlongPart(kernel: Kernel, own: Own, curve: Geom_Curve, first: number, last: number): TopoDS_Edge {
  const maker = own(new kernel.oc.BRepBuilderAPI_MakeEdge(curve, first, last));
  if (!maker.IsDone()) throw new KernelError("This part of the curve gives no edge.", { kernelStatus: "edge not done" });
  return own(maker.Edge());
}

/** Starts where Z of the ground plane points, turned onto `direction`. */
export function circleEdge(kernel: Kernel, own: Own, { radius, center, direction }: Placed & { radius: number }): TopoDS_Edge {
  const circle = own(new kernel.oc.gp_Circ(axis2(kernel, own, center, direction), radius));
  return own(own(new kernel.oc.BRepBuilderAPI_MakeEdge(circle)).Edge());
}

/** An ellipse, by its half axes. */
export interface EllipseParams extends Placed {
  radiusMinor: number;
  radiusMajor: number;
}

/** The major axis runs along Z of the ground plane, turned onto `direction`. */
export function ellipseEdge(kernel: Kernel, own: Own, { center, direction, radiusMinor, radiusMajor }: EllipseParams): TopoDS_Edge {
  checkEllipse({ radiusMinor, radiusMajor });
  const ellipse = own(new kernel.oc.gp_Elips(axis2(kernel, own, center, direction), radiusMajor, radiusMinor));
  return own(own(new kernel.oc.BRepBuilderAPI_MakeEdge(ellipse)).Edge());
}

/** Refuses an ellipse whose axes are the wrong way round. */
export function checkEllipse({ radiusMinor, radiusMajor }: Pick<EllipseParams, "radiusMinor" | "radiusMajor">): void {
  if (radiusMinor > radiusMajor) throw invalidInput(`radiusMinor is ${radiusMinor} and must be at most radiusMajor, ${radiusMajor}.`);
}

/** The arc from `start` through `middle` to `end`. */
export function arcThrough(kernel: Kernel, own: Own, start: Vec3, middle: Vec3, end: Vec3): TopoDS_Edge {
  if (lengthOf(cross(subtract(middle, start), subtract(end, start))) < 1e-12)
    throw invalidInput("start, middle and end lie on a line and must not; no arc goes through them.");
  const at = (place: Vec3) => point(kernel, own, place);
  return edgeAlong(kernel, own, own(own(new kernel.oc.GC_MakeArcOfCircle(at(start), at(middle), at(end))).Value()));
}

/** The arc that leaves `start` along a direction and ends in `end`. */
export function arcLeaving(kernel: Kernel, own: Own, start: Vec3, along: Vec3, end: Vec3): TopoDS_Edge {
  const chord = subtract(end, start);
  const turn = lengthOf(cross(chord, along));
  if (turn < 1e-9 * Math.max(1, Math.abs(dot(chord, along))))
    throw invalidInput("tangentVec points along the line from start to end, or start and end are one point; there is no such arc.");
  const maker = own(new kernel.oc.GC_MakeArcOfCircle(point(kernel, own, start), vector(kernel, own, along), point(kernel, own, end)));
  return edgeAlong(kernel, own, own(maker.Value()));
}

/** The circle on which an edge lies. */
export function circleOf(kernel: Kernel, own: Own, part: PartShape, field = "shape"): gp_Circ {
  const curve = own(new kernel.oc.BRepAdaptor_Curve(edgeIn(kernel, own, soleEdge(kernel, own, part), field)));
  if (curve.GetType() !== "GeomAbs_Circle") throw invalidInput(`${field} is an edge that is not circular and must be.`);
  return own(curve.Circle());
}

/** The one edge of a wire, or the edge itself: circles are taken in either form. */
function soleEdge(kernel: Kernel, own: Own, part: PartShape): PartShape {
  if (part.shape.ShapeType() !== "TopAbs_WIRE" || part.shape.NbChildren() !== 1) return part;
  const explorer = own(new kernel.oc.TopExp_Explorer(part.shape, "TopAbs_EDGE"));
  return { shape: own(explorer.Current()), faces: [] };
}

/** What bounds an arc of a circle: angles are radians from where the circle begins. */
export type ArcBounds = { angles: [from: number, to: number] } | { points: [from: Vec3, to: Vec3] } | { point: Vec3; angle: number };

/** The arc of a circle from the first bound to the second in the circle's sense; without `sense` run through backwards. */
export function arcOf(kernel: Kernel, own: Own, circle: gp_Circ, bounds: ArcBounds, sense: boolean): TopoDS_Edge {
  const { oc } = kernel;
  const at = (place: Vec3) => point(kernel, own, place);
  const make = () => {
    if ("angles" in bounds) return new oc.GC_MakeArcOfCircle(circle, ...bounds.angles, sense);
    if ("points" in bounds) return new oc.GC_MakeArcOfCircle(circle, at(bounds.points[0]), at(bounds.points[1]), sense);
    return new oc.GC_MakeArcOfCircle(circle, at(bounds.point), bounds.angle, sense);
  };
  return edgeAlong(kernel, own, own(own(make()).Value()));
}

/** Refuses a line between two equal points. */
export function checkLine(start: Vec3, end: Vec3): void {
  if (distance(start, end) <= 1e-7) throw invalidInput("start and end are the same point and must differ.");
}
