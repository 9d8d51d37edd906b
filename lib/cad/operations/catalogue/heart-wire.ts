import type { TopoDS_Edge, TopoDS_Wire } from "opencascade.js";
import { point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import { wireOf } from "./build-wire";
import { type OnGround, onGround } from "./on-ground";

/** The right half of a heart that fits into a square from -1 to 1, from the notch to the tip, as [x, z]. */
export const HALF_HEART: readonly Point2dMm[] = [
  [0, 0.7],
  [1 / 6, 0.9],
  [0.5, 1],
  [0.75, 0.9],
  [1, 0.25],
  [0.5, -0.5],
  [0, -1],
];

/** Two mirrored curves through the points of a heart, about `sizeApprox` wide and high. */
export function heartWire(kernel: Kernel, own: Own, params: OnGround & { sizeApprox: number }): TopoDS_Wire {
  const right = HALF_HEART.map(([x, z]): Point2dMm => [(x * params.sizeApprox) / 2, (z * params.sizeApprox) / 2]);
  const left = right.map(([x, z]): Point2dMm => [-x, z]);
  // Down the left side and up the right one: the normal is then `direction`.
  return wireOf(kernel, own, [
    smoothEdge(kernel, own, onGround(right, params)),
    smoothEdge(kernel, own, onGround(left.toReversed(), params)),
  ]);
}

function smoothEdge(kernel: Kernel, own: Own, through: readonly Vec3[]): TopoDS_Edge {
  const { oc } = kernel;
  const points = own(new oc.NCollection_Array1_gp_Pnt(1, through.length));
  for (const [index, at] of through.entries()) points.SetValue(index + 1, point(kernel, own, at));
  const curve = own(new oc.GeomAPI_Interpolate(own(new oc.NCollection_HArray1_gp_Pnt(points)), false, 1e-5));
  curve.Perform();
  if (!curve.IsDone()) throw new KernelError("No curve passes through these points.", { kernelStatus: "not done" });
  return own(own(new oc.BRepBuilderAPI_MakeEdge(own(curve.Curve()))).Edge());
}
