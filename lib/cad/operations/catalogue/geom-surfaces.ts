import { axis2, axis3, toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { type CatalogueImplementations, KernelObject } from "../implementation";
import { faceIn } from "./expect-kind";
import type { OfShape, Placed } from "./params";

/** Its first parameter is the angle, from where Z of the ground plane points, its second the height. */
function cylindricalSurface(kernel: Kernel, { radius, center, direction }: Placed & { radius: number }): KernelObject {
  return kernel.scope((own) => {
    const x = toVec3(own, axis2(kernel, own, center, direction).XDirection());
    const surface = own(new kernel.oc.Geom_CylindricalSurface(axis3(kernel, own, center, direction, x), radius));
    return new KernelObject("surface", own.release(surface));
  });
}

/** The whole surface on which a face lies. */
function surfaceFromFace(kernel: Kernel, { shape }: OfShape): KernelObject {
  return kernel.scope((own) => {
    const surface = own(kernel.oc.BRep_Tool.Surface(faceIn(kernel, own, shape)));
    return new KernelObject("surface", own.release(surface));
  });
}

/** `occt.geom.surfaces.*` */
export const GEOM_SURFACES: CatalogueImplementations = {
  "occt.geom.surfaces.cylindricalSurface": cylindricalSurface,
  "occt.geom.surfaces.surfaceFromFace": surfaceFromFace,
};
