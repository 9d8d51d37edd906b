import type { TopoDS_Edge, TopoDS_Wire } from "opencascade.js";
import { pointArray } from "@/lib/cad/kernel/arrays";
import { axis2 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { add, cross, dot, lengthOf, multiply, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import { edgeAlong } from "./build-edge";
import { edgeBetween, wireOf } from "./build-wire";
import type { FlatPath, FlatSegment } from "./flat-path";

/** Where a plane path's points lie in space: a linear map, and a move. */
export type Lift = (at: Point2dMm) => Vec3;

/** The wire of a path. */
export function drawPath(kernel: Kernel, own: Own, { start, segments }: FlatPath, lift: Lift): TopoDS_Wire {
  if (segments.length === 0) throw invalidInput("A path has no segment that leads anywhere.");
  let from = start;
  const edges = segments.map((segment) => {
    const edge = drawSegment(kernel, own, segment, from, lift);
    from = segment.to;
    return edge;
  });
  return wireOf(kernel, own, edges);
}

function drawSegment(kernel: Kernel, own: Own, segment: FlatSegment, from: Point2dMm, lift: Lift): TopoDS_Edge {
  if (segment.kind === "line") return edgeBetween(kernel, own, lift(from), lift(segment.to));
  if (segment.kind === "curve") {
    const poles = pointArray(kernel, own, [from, ...segment.controls, segment.to].map(lift));
    return edgeAlong(kernel, own, own(new kernel.oc.Geom_BezierCurve(poles)));
  }
  const center = lift(segment.center);
  const half = ([x, y]: Point2dMm) => subtract(lift([segment.center[0] + x, segment.center[1] + y]), center);
  return drawArc(kernel, own, center, half(segment.p), half(segment.q), segment.from, segment.sweep);
}

/** The arc on centre + p cos θ + q sin θ: half diameters that are conjugate, which transformations leave so. */
function drawArc(kernel: Kernel, own: Own, center: Vec3, p: Vec3, q: Vec3, from: number, sweep: number): TopoDS_Edge {
  const { oc } = kernel;
  // The turn of the angle after which the two half diameters are the axes.
  const turn = Math.atan2(2 * dot(p, q), dot(p, p) - dot(q, q)) / 2;
  const major = add(multiply(p, Math.cos(turn)), multiply(q, Math.sin(turn)));
  const minor = subtract(multiply(q, Math.cos(turn)), multiply(p, Math.sin(turn)));
  if (lengthOf(minor) < 1e-9) throw invalidInput("An arc's ellipse has no width; its radii must be more than 0.");
  const axis = axis2(kernel, own, center, cross(major, minor), major);
  const start = from - turn + Math.min(0, sweep);
  const end = start + Math.min(Math.abs(sweep), 2 * Math.PI);
  const round = Math.abs(lengthOf(major) - lengthOf(minor)) < 1e-9 * lengthOf(major);
  const edge = round
    ? new oc.BRepBuilderAPI_MakeEdge(own(new oc.gp_Circ(axis, lengthOf(major))), start, end)
    : new oc.BRepBuilderAPI_MakeEdge(own(new oc.gp_Elips(axis, lengthOf(major), lengthOf(minor))), start, end);
  const forwards = own(own(edge).Edge());
  return sweep < 0 ? own(oc.TopoDS.Edge(own(forwards.Reversed()))) : forwards;
}
