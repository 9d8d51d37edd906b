import type { TopoDS_Edge, TopoDS_Face, TopoDS_Wire } from "opencascade.js";
import { axis2 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import { arcEdge, bezierEdge, lineEdge, splineEdge } from "./curve-edges";
import type { Region, Segment } from "./outline-segment";

/** Where an outline's (u, v) lie in space. */
export interface SketchPlane {
  origin: Vec3;
  u: Vec3;
  v: Vec3;
}

export const XY_PLANE: SketchPlane = { origin: [0, 0, 0], u: [1, 0, 0], v: [0, 1, 0] };
export const XZ_PLANE: SketchPlane = { origin: [0, 0, 0], u: [1, 0, 0], v: [0, 0, 1] };

/** A closed wire, and for each segment of the outline its edge as it stands in the wire. */
export interface Outline {
  wire: TopoDS_Wire;
  edges: TopoDS_Edge[];
}

/** Draws an outline in a plane. */
export function drawOutline(kernel: Kernel, own: Own, segments: readonly Segment[], plane: SketchPlane): Outline {
  const maker = own(new kernel.oc.BRepBuilderAPI_MakeWire());
  const edges = segments.map((segment) => {
    maker.Add(drawSegment(kernel, own, segment, plane));
    // The wire shares vertices between its edges and so holds copies: only those have a history.
    return own(maker.Edge());
  });
  if (!maker.IsDone()) throw new KernelError("The outline could not be closed.", { kernelStatus: maker.Error() });
  return { wire: own(maker.Wire()), edges };
}

/** The plane face inside an outline. */
export function fillOutline(kernel: Kernel, own: Own, { wire }: Outline): TopoDS_Face {
  const maker = own(new kernel.oc.BRepBuilderAPI_MakeFace(wire, true));
  if (!maker.IsDone()) throw new KernelError("The outline encloses no plane face.");
  return own(maker.Face());
}

/** A plane face with its holes, and the edges of its outline and of its holes in the order of their segments. */
export function drawRegion(
  kernel: Kernel,
  own: Own,
  { outer, holes }: Region,
  plane: SketchPlane,
): { face: TopoDS_Face; edges: TopoDS_Edge[] } {
  const around = drawOutline(kernel, own, outer, plane);
  const face = fillOutline(kernel, own, around);
  if (holes.length === 0) return { face, edges: around.edges };
  const maker = own(new kernel.oc.BRepBuilderAPI_MakeFace(face));
  const within = holes.map((hole) => drawOutline(kernel, own, hole, plane));
  // A hole's boundary runs the other way round than the outline does.
  for (const { wire } of within) maker.Add(own(kernel.oc.TopoDS.Wire(own(wire.Reversed()))));
  if (!maker.IsDone()) throw new KernelError("The holes of the outline could not be cut.");
  return { face: own(maker.Face()), edges: [around, ...within].flatMap(({ edges }) => edges) };
}

export function inPlane({ origin, u, v }: SketchPlane, [a, b]: Point2dMm): Vec3 {
  return [origin[0] + a * u[0] + b * v[0], origin[1] + a * u[1] + b * v[1], origin[2] + a * u[2] + b * v[2]];
}

function drawSegment(kernel: Kernel, own: Own, segment: Segment, plane: SketchPlane): TopoDS_Edge {
  const { oc } = kernel;
  const at = (p: Point2dMm) => inPlane(plane, p);
  switch (segment.kind) {
    case "line":
      return lineEdge(kernel, own, at(segment.from), at(segment.to));
    case "arc":
      return arcEdge(kernel, own, at(segment.from), at(segment.via), at(segment.to));
    case "circle": {
      const center = inPlane(plane, segment.center ?? [0, 0]);
      const circle = own(new oc.gp_Circ(axis2(kernel, own, center, normalOf(plane), plane.u), segment.radius));
      return own(own(new oc.BRepBuilderAPI_MakeEdge(circle)).Edge());
    }
    case "ellipse": {
      const { a, b } = segment;
      const major = a >= b ? plane.u : plane.v;
      const ellipse = own(new oc.gp_Elips(axis2(kernel, own, plane.origin, normalOf(plane), major), Math.max(a, b), Math.min(a, b)));
      return own(own(new oc.BRepBuilderAPI_MakeEdge(ellipse)).Edge());
    }
    case "bezier":
      return bezierEdge(kernel, own, [segment.from, ...segment.control, segment.to].map(at));
    case "spline":
      return splineEdge(kernel, own, [segment.from, ...segment.through, segment.to].map(at));
  }
}

function normalOf({ u, v }: SketchPlane): Vec3 {
  return [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
}
