import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";

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
