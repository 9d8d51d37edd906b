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
