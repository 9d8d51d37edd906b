import type { TopoDS_Shape } from "opencascade.js";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { type Deflection, FINEST_SHARE } from "@/lib/cad/mesh/quality";
import { diagonalOf } from "@/lib/cad/mesh/tessellate";
import type { OperationContext } from "../implementation";

/** Turn between neighbouring segments; as in conversions. */
const ANGLE_RAD = 0.5;

/** How finely a parameter `precision` (mm) meshes a shape; finer than its size allows is told and not done. */
export function deflectionOf(kernel: Kernel, shape: TopoDS_Shape, precision: number, context: OperationContext): Deflection {
  if (!(precision > 0)) throw invalidInput(`precision is ${precision} and must be more than 0.`);
  const finestMm = diagonalOf(kernel, shape) * FINEST_SHARE;
  if (precision < finestMm) context.warn(`precision ${precision} is below what this size allows; ${finestMm} mm was used.`);
  return { linearMm: Math.max(precision, finestMm), angularRad: ANGLE_RAD };
}
