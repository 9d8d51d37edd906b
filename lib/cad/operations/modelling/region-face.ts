import type { Geom_BSplineCurve, NCollection_Array1_double, NCollection_Array1_int, TopoDS_Edge, TopoDS_Face } from "opencascade.js";
import { axis2, point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { cross, normalize, type Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import { inPlane, type Outline, type SketchPlane } from "./profile-face";
import type { Curve2, Loop, Region, Spline } from "./region";

/** A region's face and, for each piece of its loops, the edge that stands in it. */
export interface DrawnRegion {
  face: TopoDS_Face;
  edges: { edge: TopoDS_Edge; role: string }[];
}

/** Draws a region in a plane: one face with its holes. */
export function drawRegion(kernel: Kernel, own: Own, { outer, holes }: Region, plane: SketchPlane): DrawnRegion {
  const { oc } = kernel;
  const boundary = drawLoop(kernel, own, outer, plane);
  const maker = own(new oc.BRepBuilderAPI_MakeFace(boundary.wire, true));
  const inner = holes.map((hole) => drawLoop(kernel, own, hole, plane));
  if (!maker.IsDone()) throw new KernelError("The outline encloses no plane face.");
  for (const { wire } of inner) maker.Add(wire);
  const face = own(maker.Face());
  const fixer = own(new oc.ShapeFix_Face(face));
  // Holes may run either way; the kernel wants them against the outer loop.
  if (holes.length > 0) fixer.FixOrientation();
  let count = 0;
  const edges = [outer, ...holes].flatMap((loop, index) =>
    loop.map((piece, pieceIndex) => {
      count += 1;
      const edge = [boundary, ...inner][index]?.edges[pieceIndex];
      if (!edge) throw new KernelError("The outline lost a piece.");
      return { edge, role: piece.role ?? `side[${count}]` };
    }),
  );
  return { face: holes.length > 0 ? own(fixer.Face()) : face, edges };
}

/** Draws a closed loop in a plane. */
export function drawLoop(kernel: Kernel, own: Own, loop: Loop, plane: SketchPlane): Outline {
  const maker = own(new kernel.oc.BRepBuilderAPI_MakeWire());
  const edges = loop.map((piece) => {
    maker.Add(drawPiece(kernel, own, piece, plane));
    // The wire shares vertices between its edges and so holds copies: only those have a history.
    return own(maker.Edge());
  });
  if (!maker.IsDone()) throw new KernelError("The outline could not be closed.", { kernelStatus: maker.Error() });
  return { wire: own(maker.Wire()), edges };
}

function drawPiece(kernel: Kernel, own: Own, piece: Curve2, plane: SketchPlane): TopoDS_Edge {
  const { oc } = kernel;
  const at = (p: Point2dMm) => point(kernel, own, inPlane(plane, p));
  switch (piece.kind) {
    case "line":
      return own(own(new oc.BRepBuilderAPI_MakeEdge(at(piece.from), at(piece.to))).Edge());
    case "arc": {
      const arc = own(own(new oc.GC_MakeArcOfCircle(at(piece.from), at(piece.via), at(piece.to))).Value());
      return own(own(new oc.BRepBuilderAPI_MakeEdge(arc)).Edge());
    }
    case "circle": {
      const axis = axis2(kernel, own, inPlane(plane, piece.center), normalize(cross(plane.u, plane.v)), plane.u);
      const circle = own(new oc.gp_Circ(axis, piece.radius));
      return own(own(new oc.BRepBuilderAPI_MakeEdge(circle)).Edge());
    }
    case "spline": {
      const curve = splineCurve(
        kernel,
        own,
        piece,
        piece.poles.map((pole) => inPlane(plane, pole)),
      );
      return own(own(new oc.BRepBuilderAPI_MakeEdge(curve)).Edge());
    }
  }
}

/** The kernel's curve of a spline whose poles stand in space. */
function splineCurve(kernel: Kernel, own: Own, spline: Spline, poles: readonly Vec3[]): Geom_BSplineCurve {
  const { oc } = kernel;
  const array = own(new oc.NCollection_Array1_gp_Pnt(1, poles.length));
  for (const [index, pole] of poles.entries()) array.SetValue(index + 1, point(kernel, own, pole));
  const knots = numbers(kernel, own, spline.knots);
  const multiplicities = counts(kernel, own, spline.multiplicities);
  return own(
    spline.weights
      ? new oc.Geom_BSplineCurve(array, numbers(kernel, own, spline.weights), knots, multiplicities, spline.degree, false, true)
      : new oc.Geom_BSplineCurve(array, knots, multiplicities, spline.degree, false),
  );
}

/** The kernel's array of numbers, from index 1. */
export function numbers(kernel: Kernel, own: Own, values: readonly number[]): NCollection_Array1_double {
  const array = own(new kernel.oc.NCollection_Array1_double(1, values.length));
  for (const [index, value] of values.entries()) array.SetValue(index + 1, value);
  return array;
}

/** The kernel's array of whole numbers, from index 1. */
export function counts(kernel: Kernel, own: Own, values: readonly number[]): NCollection_Array1_int {
  const array = own(new kernel.oc.NCollection_Array1_int(1, values.length));
  for (const [index, value] of values.entries()) array.SetValue(index + 1, value);
  return array;
}
