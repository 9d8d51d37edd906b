import type { TopoDS_Wire } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { checked } from "./bare-shape";

/** The face inside a closed wire. */
export function faceOf(kernel: Kernel, own: Own, wire: TopoDS_Wire, planar: boolean): PartShape {
  const maker = own(new kernel.oc.BRepBuilderAPI_MakeFace(wire, planar));
  if (!maker.IsDone()) throw new KernelError("The wire bounds no face: it must be closed and, for a plane face, lie in a plane.");
  return checked(kernel, own, own(maker.Face()), "The face");
}
