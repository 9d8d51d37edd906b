/** A point or direction, [x, y, z]. */
export type Vec3 = [number, number, number];

export function add(a: Vec3, b: Vec3): Vec3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

export function subtract(a: Vec3, b: Vec3): Vec3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function multiply(a: Vec3, factor: number): Vec3 {
  return [a[0] * factor, a[1] * factor, a[2] * factor];
}

export function dot(a: Vec3, b: Vec3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vec3, b: Vec3): Vec3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

export function lengthOf(a: Vec3): number {
  return Math.hypot(a[0], a[1], a[2]);
}

/** Unit vector along `a`, which must not be zero. */
export function normalize(a: Vec3): Vec3 {
  return multiply(a, 1 / lengthOf(a));
}

export function distance(a: Vec3, b: Vec3): number {
  return lengthOf(subtract(a, b));
}

/** Angle between two non-zero vectors, 0 to π; exact near 0 and π, where acos is not. */
export function angleBetween(a: Vec3, b: Vec3): number {
  return Math.atan2(lengthOf(cross(a, b)), dot(a, b));
}

/** Orders points by X, then Y, then Z, each compared at 1e-6. */
export function comparePoints(a: Vec3, b: Vec3): number {
  for (const axis of [0, 1, 2] as const) {
    const difference = a[axis] - b[axis];
    if (Math.abs(difference) > 1e-6) return difference;
  }
  return 0;
}

/** Circle through three points: centre, radius and unit normal; null when they lie on a line. */
export function circleThrough(a: Vec3, b: Vec3, c: Vec3): { center: Vec3; radius: number; normal: Vec3 } | null {
  const ab = subtract(b, a);
  const ac = subtract(c, a);
  const normal = cross(ab, ac);
  const squared = dot(normal, normal);
  if (squared < 1e-24) return null;
  const toCenter = multiply(add(multiply(cross(normal, ab), dot(ac, ac)), multiply(cross(ac, normal), dot(ab, ab))), 1 / (2 * squared));
  return { center: add(a, toCenter), radius: lengthOf(toCenter), normal: normalize(normal) };
}
