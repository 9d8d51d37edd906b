import type { Geom_Surface, Geom2d_Curve } from "opencascade.js";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { KernelObject } from "../implementation";

/*
 * Parameters that are objects of the kernel and no shapes.
 */

/** A plane curve by the field that holds it. */
export function curve2dIn({ oc }: Kernel, value: unknown, field: string): Geom2d_Curve {
  if (value instanceof KernelObject && value.handle instanceof oc.Geom2d_Curve) return value.handle;
  throw invalidInput(`${field} is ${nameOf(value)} and must be a plane curve (curve2d).`);
}

/** A surface by the field that holds it. */
export function surfaceIn({ oc }: Kernel, value: unknown, field: string): Geom_Surface {
  if (value instanceof KernelObject && value.handle instanceof oc.Geom_Surface) return value.handle;
  throw invalidInput(`${field} is ${nameOf(value)} and must be a surface.`);
}

function nameOf(value: unknown): string {
  return value instanceof KernelObject ? `a ${value.kind}` : "something else";
}
