import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { CatalogueImplementations } from "../../implementation";
import { compoundOf } from "../../modelling/compound";
import { bare } from "../bare-shape";
import { childrenOf } from "../children-of";
import { kindOf } from "../kind-of";
import type { OfShape, OfShapes } from "../params";

function makeCompound(kernel: Kernel, { shapes }: OfShapes): PartShape {
  return kernel.scope((own) =>
    bare(
      own,
      compoundOf(
        kernel,
        own,
        shapes.map(({ shape }) => shape),
      ),
    ),
  );
}

/** What the compound holds itself, one level deep, in its own order. */
function getShapesOfCompound(kernel: Kernel, { shape }: OfShape): PartShape[] {
  const type = shape.shape.ShapeType();
  if (type !== "TopAbs_COMPOUND") throw invalidInput(`shape is a ${kindOf(type)} and must be a compound.`);
  return kernel.scope((own) => childrenOf(kernel, own, shape.shape).map((child) => bare(own, child)));
}

/** `occt.shapes.compound.*` */
export const COMPOUNDS: CatalogueImplementations = {
  "occt.shapes.compound.getShapesOfCompound": getShapesOfCompound,
  "occt.shapes.compound.makeCompound": makeCompound,
};
