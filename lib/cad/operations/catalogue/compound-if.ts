import type { TopoDS_Compound, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { bare } from "./bare-shape";

/** Several shapes as one. */
export function compoundOf(kernel: Kernel, own: Own, shapes: readonly TopoDS_Shape[]): TopoDS_Compound {
  const builder = own(new kernel.oc.TopoDS_Builder());
  const compound = own(new kernel.oc.TopoDS_Compound());
  builder.MakeCompound(compound);
  for (const shape of shapes) builder.Add(compound, shape);
  return compound;
}

/** The shapes as they are, or in one compound, which takes their place. */
export function compoundIf(kernel: Kernel, wanted: boolean, parts: PartShape[]): PartShape | PartShape[] {
  if (!wanted) return parts;
  const compound = kernel.scope((own) =>
    bare(
      own,
      compoundOf(
        kernel,
        own,
        parts.map(({ shape }) => shape),
      ),
    ),
  );
  for (const part of parts) freePart(part);
  return compound;
}

/** A shape for each item; when one fails those already made are freed. */
export function madeOfEach<Item>(items: readonly Item[], make: (item: Item, index: number) => PartShape): PartShape[] {
  const made: PartShape[] = [];
  try {
    for (const [index, item] of items.entries()) made.push(make(item, index));
  } catch (error) {
    for (const part of made) freePart(part);
    throw error;
  }
  return made;
}
