import { axis1, axis2, point, translation } from "@/lib/cad/kernel/gp";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { degToRad } from "@/lib/core/units";
import type { CatalogueImplementations } from "../implementation";
import { transformedCopy } from "./bare-shape";
import type { OfShape } from "./params";

function translate(kernel: Kernel, { shape, translation: by }: OfShape & { translation: Vec3 }): PartShape {
  return kernel.scope((own) => transformedCopy(kernel, own, shape.shape, translation(kernel, own, by)));
}

/** About an axis through the origin. */
function rotate(kernel: Kernel, { shape, axis, angle }: OfShape & { axis: Vec3; angle: number }): PartShape {
  return rotateAroundCenter(kernel, { shape, axis, angle, center: [0, 0, 0] });
}

function rotateAroundCenter(kernel: Kernel, params: OfShape & { axis: Vec3; angle: number; center: Vec3 }): PartShape {
  const { shape, axis, angle, center } = params;
  return kernel.scope((own) => {
    const transform = own(new kernel.oc.gp_Trsf());
    transform.SetRotation(axis1(kernel, own, center, axis), degToRad(angle));
    return transformedCopy(kernel, own, shape.shape, transform);
  });
}

/** About the origin. */
function scale(kernel: Kernel, { shape, factor }: OfShape & { factor: number }): PartShape {
  return kernel.scope((own) => {
    const transform = own(new kernel.oc.gp_Trsf());
    transform.SetScale(point(kernel, own, [0, 0, 0]), factor);
    return transformedCopy(kernel, own, shape.shape, transform);
  });
}

/** The half turn about an axis, which is what the catalogue calls a mirror. */
function mirror(kernel: Kernel, { shape, origin, direction }: OfShape & { origin: Vec3; direction: Vec3 }): PartShape {
  return kernel.scope((own) => {
    const transform = own(new kernel.oc.gp_Trsf());
    transform.SetMirror(axis1(kernel, own, origin, direction));
    return transformedCopy(kernel, own, shape.shape, transform);
  });
}

/** The reflection in a plane. */
function mirrorAlongNormal(kernel: Kernel, { shape, origin, normal }: OfShape & { origin: Vec3; normal: Vec3 }): PartShape {
  return kernel.scope((own) => {
    const transform = own(new kernel.oc.gp_Trsf());
    transform.SetMirror(axis2(kernel, own, origin, normal));
    return transformedCopy(kernel, own, shape.shape, transform);
  });
}

/** `occt.transforms.*` */
export const TRANSFORMS: CatalogueImplementations = {
  "occt.transforms.mirror": mirror,
  "occt.transforms.mirrorAlongNormal": mirrorAlongNormal,
  "occt.transforms.rotate": rotate,
  "occt.transforms.rotateAroundCenter": rotateAroundCenter,
  "occt.transforms.scale": scale,
  "occt.transforms.translate": translate,
};
