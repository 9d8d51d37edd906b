import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { add, multiply, type Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import { signedArea } from "../modelling/profile-outline";
import { faceOf } from "./build-face";
import { wireThrough } from "./build-wire";
import { type OnGround, onGround, planeAxes } from "./on-ground";

/** The face inside an outline of the ground plane; its normal is `direction`. */
export function groundFace(kernel: Kernel, own: Own, outline: readonly Point2dMm[], at: OnGround): PartShape {
  // Y up, the ground plane is seen from above when X runs towards Z clockwise.
  const points = signedArea(outline) > 0 ? outline.toReversed() : outline;
  return faceOf(kernel, own, wireThrough(kernel, own, onGround(points, at), true), true);
}

/** The face of an outline that stands upright, its [x, y] in the XY plane: `direction` points from foot to tip. */
export function christmasTreeFace(
  kernel: Kernel,
  own: Own,
  outline: readonly Point2dMm[],
  at: OnGround,
): { face: PartShape; normal: Vec3 } {
  const { x, z, normal } = planeAxes(at);
  const points = outline.map(([a, b]) => add(at.center, add(multiply(x, a), multiply(normal, b))));
  return { face: faceOf(kernel, own, wireThrough(kernel, own, points, true), true), normal: z };
}
