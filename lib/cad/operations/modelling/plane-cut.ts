import { describeSurface } from "@/lib/cad/kernel/face-geometry";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf } from "@/lib/cad/kernel/properties";
import { facesOf } from "@/lib/cad/kernel/topology";
import { dot, multiply, type Vec3 } from "@/lib/cad/kernel/vector";
import { combineParts } from "./booleans";
import type { NamedBy } from "./carry-names";
import { blockBeyond } from "./half-space";

/** What lies on the far side of a plane from its normal; the face that the cut leaves is `feature/cut`. */
export function partBelow(kernel: Kernel, own: Own, part: PartShape, at: Vec3, normal: Vec3, by: NamedBy): PartShape {
  const { min, max, size } = boundingBoxOf(kernel, part.shape);
  const reach = Math.hypot(...size) + Math.hypot(...at) + Math.hypot(...min, ...max);
  const { shape } = blockBeyond(kernel, own, at, normal, reach);
  const faces = facesOf(kernel, own, shape).map((face) => {
    const { normal: outward } = describeSurface(kernel, face);
    const isCut = outward !== undefined && dot(outward, normal) < -0.5;
    return { name: `${by.feature}/${isCut ? "cut" : "far"}`, ...by, face };
  });
  return combineParts(kernel, "cut", part, [{ shape, faces }], by);
}

/** What lies on the normal's side of a plane. */
export function partAbove(kernel: Kernel, own: Own, part: PartShape, at: Vec3, normal: Vec3, by: NamedBy): PartShape {
  return partBelow(kernel, own, part, at, multiply(normal, -1), by);
}
