import type { TopoDS_Compound, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";

/** Shapes side by side in one compound. */
export function compoundOf(kernel: Kernel, own: Own, shapes: readonly TopoDS_Shape[]): TopoDS_Compound {
  const builder = own(new kernel.oc.TopoDS_Builder());
  const compound = own(new kernel.oc.TopoDS_Compound());
  builder.MakeCompound(compound);
  for (const shape of shapes) builder.Add(compound, shape);
  return compound;
}

/** A shape by itself, or several as one compound; a new handle either way. */
export function wholeOf(kernel: Kernel, own: Own, shapes: readonly TopoDS_Shape[]): TopoDS_Shape {
  const [only] = shapes;
  if (only && shapes.length === 1) return own(only.Moved(own(new kernel.oc.TopLoc_Location()), false));
  return compoundOf(kernel, own, shapes);
}
