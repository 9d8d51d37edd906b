import type { Kernel } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { CatalogueImplementations } from "../../implementation";
import { makeCompoundOf } from "../../modelling/compound";
import { bare } from "../bare-shape";
import type { OfShapes } from "../params";

function makeCompound(kernel: Kernel, { shapes }: OfShapes): PartShape {
  return kernel.scope((own) => bare(own, makeCompoundOf(kernel, own, shapes)));
}

/** `occt.shapes.compound.*` */
export const COMPOUNDS: CatalogueImplementations = {
  "occt.shapes.compound.makeCompound": makeCompound,
};
