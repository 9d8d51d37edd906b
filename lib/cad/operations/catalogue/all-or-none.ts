import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";

/** Makes a shape of each item; where one fails, those made before are freed. */
export function allOrNone<T>(items: readonly T[], make: (item: T, index: number) => PartShape): PartShape[] {
  const made: PartShape[] = [];
  try {
    for (const [index, item] of items.entries()) made.push(make(item, index));
    return made;
  } catch (error) {
    for (const part of made) freePart(part);
    throw error;
  }
}
