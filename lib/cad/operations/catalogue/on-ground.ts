import { add, multiply, normalize, type Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import { degToRad } from "@/lib/core/units";
import { groundAxes } from "./ground-axes";

/** Where a flat shape of the ground plane lies: turned by `rotation` degrees about Y, then Y carried onto `direction`. */
export interface OnGround {
  center: Vec3;
  direction: Vec3;
  rotation?: number;
}

/** The two directions and the normal of a flat shape's plane. */
export function planeAxes({ direction, rotation = 0 }: OnGround): { x: Vec3; z: Vec3; normal: Vec3 } {
  const { x, z } = groundAxes(direction);
  const turn = degToRad(rotation);
  const mix = (a: number, b: number) => add(multiply(x, a), multiply(z, b));
  return { x: mix(Math.cos(turn), -Math.sin(turn)), z: mix(Math.sin(turn), Math.cos(turn)), normal: normalize(direction) };
}

/** Points given as [x, z] of the ground plane, in space. */
export function onGround(points: readonly Point2dMm[], at: OnGround): Vec3[] {
  const { x, z } = planeAxes(at);
  return points.map(([a, b]) => add(at.center, add(multiply(x, a), multiply(z, b))));
}
