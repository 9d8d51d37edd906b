import type { TopoDS_Compound, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";

/** Several shapes as one, not joined. */
export function compoundOf(kernel: Kernel, own: Own, shapes: readonly TopoDS_Shape[]): TopoDS_Compound {
  const compound = own(new kernel.oc.TopoDS_Compound());
  const builder = own(new kernel.oc.TopoDS_Builder());
  builder.MakeCompound(compound);
  for (const shape of shapes) builder.Add(compound, shape);
  return compound;
}
