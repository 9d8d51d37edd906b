import type { TopoDS_Face, TopoDS_Shape, TopoDS_Wire } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { isValid, surfaceOf } from "@/lib/cad/kernel/properties";
import { explore } from "@/lib/cad/kernel/topology";
import { checked } from "./bare-shape";

/** The face inside a closed wire: plane where the wire is, and unless `planar` otherwise a smooth patch through its edges. */
export function faceOf(kernel: Kernel, own: Own, wire: TopoDS_Wire, planar: boolean): PartShape {
  return checked(kernel, own, faceInside(kernel, own, wire, planar), "The face");
}

/** As `faceOf`, for use within the scope. */
export function faceInside(kernel: Kernel, own: Own, wire: TopoDS_Wire, planar: boolean): TopoDS_Shape {
  if (!kernel.oc.BRep_Tool.IsClosed(wire)) throw new KernelError("The wire is open and bounds no face: it must be closed.");
  const maker = own(new kernel.oc.BRepBuilderAPI_MakeFace(wire, planar));
  if (maker.IsDone()) return own(maker.Face());
  if (planar) throw new KernelError("The wire bounds no face: it must be closed and, for a plane face, lie in a plane.");
  return patchOver(kernel, own, wire);
}

/** A smooth surface that ends in the edges of a wire. */
function patchOver(kernel: Kernel, own: Own, wire: TopoDS_Wire): TopoDS_Shape {
  const { oc } = kernel;
  const filling = own(new oc.BRepOffsetAPI_MakeFilling(3, 15, 2, false, 1e-5, 1e-4, 0.01, 0.1, 8, 9));
  for (const edge of explore(kernel, own, wire, "TopAbs_EDGE")) filling.Add(own(oc.TopoDS.Edge(edge)), "GeomAbs_C0", true);
  filling.Build(own(new oc.Message_ProgressRange()));
  if (!filling.IsDone()) throw new KernelError("No smooth surface could be laid through the wire.", { kernelStatus: "not done" });
  return own(filling.Shape());
}

/** The same face with holes inside the wires, whichever way these run; holes that it has stay. */
export function withHoles(kernel: Kernel, own: Own, face: TopoDS_Face, holes: readonly TopoDS_Wire[]): TopoDS_Face {
  const { oc } = kernel;
  const maker = own(new oc.BRepBuilderAPI_MakeFace(own(oc.TopoDS.Face(own(face.Oriented("TopAbs_FORWARD"))))));
  for (const hole of holes) maker.Add(drawnOn(kernel, own, face, hole));
  const fixer = own(new oc.ShapeFix_Face(own(maker.Face())));
  fixer.FixOrientation();
  return own(oc.TopoDS.Face(own(own(fixer.Face()).Oriented(face.Orientation()))));
}

/**
 * The part of a face's surface inside a wire that lies on it, facing as the face does.
 * @param inside false lets the wire's own sense decide, which may be the part outside
 */
export function patchOfFace(kernel: Kernel, own: Own, face: TopoDS_Face, wire: TopoDS_Wire, inside: boolean): TopoDS_Face {
  const { oc } = kernel;
  if (!oc.BRep_Tool.IsClosed(wire)) throw new KernelError("The wire is open and bounds no face: it must be closed.");
  const support = own(new oc.BRepBuilderAPI_MakeFace(own(oc.BRep_Tool.Surface(face)), 1e-7));
  const drawn = drawnOn(kernel, own, own(support.Face()), wire);
  const senses = inside ? [drawn, own(oc.TopoDS.Wire(own(drawn.Reversed())))] : [drawn];
  for (const sense of senses) {
    // The kernel's own test of what lies inside turns some wires that run right, so the area decides.
    const maker = own(new oc.BRepBuilderAPI_MakeFace(own(oc.BRep_Tool.Surface(own(support.Face()))), sense, false));
    if (!maker.IsDone()) continue;
    const patch = own(maker.Face());
    if (!inside || (surfaceOf(kernel, patch).area > 0 && isValid(kernel, patch)))
      return own(oc.TopoDS.Face(own(patch.Oriented(face.Orientation()))));
  }
  throw new KernelError("The wire bounds no part of the face's surface: it must be closed and lie on it.");
}

/** A copy of a wire whose edges know their curves on the face's surface; a wire drawn in space has none. */
function drawnOn(kernel: Kernel, own: Own, face: TopoDS_Face, wire: TopoDS_Wire): TopoDS_Wire {
  const { oc } = kernel;
  const copy = own(own(new oc.BRepBuilderAPI_Transform(wire, own(new oc.gp_Trsf()), true, false)).Shape());
  const fixer = own(new oc.ShapeFix_Wire(own(oc.TopoDS.Wire(copy)), face, 1e-6));
  fixer.FixEdgeCurves();
  return own(fixer.Wire());
}
