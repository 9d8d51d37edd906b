import type { Kernel } from "@/lib/cad/kernel/kernel";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { compoundOf } from "../modelling/compound";
import { bare } from "./bare-shape";

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
