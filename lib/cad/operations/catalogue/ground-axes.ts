import { add, cross, multiply, normalize, type Vec3 } from "@/lib/cad/kernel/vector";
import { degToRad } from "@/lib/core/units";
import type { Placed } from "./params";

/**
 * Where X and Z of the ground plane lie after Y up has been turned onto `direction`: widths run along the first,
 * lengths along the second.
 * The turn about `direction` itself is the one of the catalogue's packages, which carry the axis system that the
 * kernel chooses for Y onto the one that it chooses for `direction`; on Y both are the world's own.
 */
export function groundAxes(direction: Vec3): { x: Vec3; z: Vec3 } {
  const normal = normalize(direction);
  const z = chosenX(normal);
  return { x: cross(normal, z), z };
}

/** The X direction that the kernel chooses for an axis system of which only the main direction is given. */
function chosenX([a, b, c]: Vec3): Vec3 {
  const [p, q, r] = [Math.abs(a), Math.abs(b), Math.abs(c)];
  if (q <= p && q <= r) return normalize(p > r ? [-c, 0, a] : [c, 0, -a]);
  if (p <= q && p <= r) return normalize(q > r ? [0, -c, b] : [0, c, -b]);
  return normalize(p > q ? [-b, a, 0] : [b, -a, 0]);
}

/** A point of the ground plane by its X and Z, and its height over it where it has one. */
export type GroundPoint = readonly [x: number, z: number, y?: number];

/** Carries points of the ground plane to where a shape is placed: turned about Y by degrees, Y onto `direction`, moved. */
export function placed({ center, direction, rotation = 0 }: Placed & { rotation?: number }, points: readonly GroundPoint[]): Vec3[] {
  const axes = groundAxes(direction);
  const up = normalize(direction);
  const cosine = Math.cos(degToRad(rotation));
  const sine = Math.sin(degToRad(rotation));
  return points.map(([x, z, y = 0]) => {
    const along = add(multiply(axes.x, x * cosine + z * sine), multiply(axes.z, z * cosine - x * sine));
    return add(center, add(along, multiply(up, y)));
  });
}
