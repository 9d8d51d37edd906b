import type { Kernel } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { CatalogueImplementations } from "../../implementation";
import { bare } from "../bare-shape";
import type { OfShapes } from "../params";

function makeCompound(kernel: Kernel, { shapes }: OfShapes): PartShape {
  return kernel.scope((own) => {
    const builder = own(new kernel.oc.TopoDS_Builder());
    const compound = own(new kernel.oc.TopoDS_Compound());
    builder.MakeCompound(compound);
    for (const { shape } of shapes) builder.Add(compound, shape);
    return bare(own, compound);
  });
}

/** `occt.shapes.compound.*` */
export const COMPOUNDS: CatalogueImplementations = {
  "occt.shapes.compound.makeCompound": makeCompound,
};
