import { add, cross, dot, multiply, normalize, type Vec3 } from "@/lib/cad/kernel/vector";

/**
 * X and Z of the ground plane after the shortest turn that carries Y up onto `direction`: widths run along the first,
 * lengths along the second.
 */
export function groundAxes(direction: Vec3): { x: Vec3; z: Vec3 } {
  const to = normalize(direction);
  const axis = cross([0, 1, 0], to);
  const cosine = to[1];
  // Upside down the shortest turn is not unique: half a turn about X.
  if (cosine < -1 + 1e-12) return { x: [1, 0, 0], z: [0, 0, -1] };
  // Rodrigues' formula with |axis| = sine, so that no angle is needed.
  const turn = (v: Vec3): Vec3 => add(add(multiply(v, cosine), cross(axis, v)), multiply(axis, dot(axis, v) / (1 + cosine)));
  return { x: turn([1, 0, 0]), z: turn([0, 0, 1]) };
}
