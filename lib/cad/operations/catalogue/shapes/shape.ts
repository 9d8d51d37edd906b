import type { Kernel } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { CatalogueImplementations } from "../../implementation";
import { checked } from "../bare-shape";
import { kindOf } from "../kind-of";
import type { OfShape } from "../params";

function getShapeType(_kernel: Kernel, { shape }: OfShape): string {
  return kindOf(shape.shape.ShapeType());
}

interface UnifyParams extends OfShape {
  unifyEdges: boolean;
  unifyFaces: boolean;
  concatBSplines: boolean;
}

function unifySameDomain(kernel: Kernel, { shape, unifyEdges, unifyFaces, concatBSplines }: UnifyParams): PartShape {
  return kernel.scope((own) => {
    const unifier = own(new kernel.oc.ShapeUpgrade_UnifySameDomain(shape.shape, unifyEdges, unifyFaces, concatBSplines));
    unifier.Build();
    return checked(kernel, own, own(unifier.Shape()), "The merging");
  });
}

/** `occt.shapes.shape.*` */
export const SHAPES: CatalogueImplementations = {
  "occt.shapes.shape.getShapeType": getShapeType,
  "occt.shapes.shape.unifySameDomain": unifySameDomain,
};
