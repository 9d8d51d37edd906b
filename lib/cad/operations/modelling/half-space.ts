import { placement } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { located } from "./place-copies";
import type { RoledBody } from "./sweeps";

/** A block so large that within `reach` of the point it is all that lies on the normal's side of a plane. */
export function blockBeyond(kernel: Kernel, own: Own, at: Vec3, normal: Vec3, reach: number): RoledBody {
  const { oc } = kernel;
  const corner = own(new oc.gp_Pnt(-2 * reach, -2 * reach, 0));
  const block = own(own(new oc.BRepPrimAPI_MakeBox(corner, 4 * reach, 4 * reach, 4 * reach)).Shape());
  const across: Vec3 = Math.abs(normal[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0];
  return { shape: located(kernel, own, block, placement(kernel, own, at, normal, across)), roles: [] };
}
