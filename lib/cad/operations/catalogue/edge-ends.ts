import type { TopoDS_Edge } from "opencascade.js";
import { toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { Vec3 } from "@/lib/cad/kernel/vector";

/** Where an edge starts and ends, in the sense in which it is used (a reversed edge runs against its curve). */
export function edgeEnds(kernel: Kernel, own: Own, edge: TopoDS_Edge): [Vec3, Vec3] {
  const curve = own(new kernel.oc.BRepAdaptor_Curve(edge));
  const ends: [Vec3, Vec3] = [toVec3(own, curve.EvalD0(curve.FirstParameter())), toVec3(own, curve.EvalD0(curve.LastParameter()))];
  return edge.Orientation() === "TopAbs_REVERSED" ? [ends[1], ends[0]] : ends;
}
