import type { Geom_Curve, TopoDS_Edge } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";

/** A curve in space, its parameters where an edge begins and ends on it, and whether the edge runs against it. */
export interface EdgeCurve {
  curve: Geom_Curve;
  first: number;
  last: number;
  reversed: boolean;
}

/** The curve that an edge lies on, where the edge lies. */
export function curveOfEdge(kernel: Kernel, own: Own, edge: TopoDS_Edge): EdgeCurve {
  const { returnValue, First: first, Last: last } = kernel.oc.BRep_Tool.Curve(edge);
  const curve = own(returnValue);
  if (!Number.isFinite(first) || !Number.isFinite(last) || last <= first)
    throw new KernelError("An edge lies on no curve in space.", { kernelStatus: `range ${first} to ${last}` });
  return { curve, first, last, reversed: edge.Orientation() === "TopAbs_REVERSED" };
}
