/** x, y, z in millimetres, or a direction. */
export type Vector = readonly [number, number, number];

export const add = (a: Vector, b: Vector): Vector => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
export const subtract = (a: Vector, b: Vector): Vector => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
export const scale = (a: Vector, factor: number): Vector => [a[0] * factor, a[1] * factor, a[2] * factor];
export const dot = (a: Vector, b: Vector): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
export const cross = (a: Vector, b: Vector): Vector => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
export const length = (a: Vector): number => Math.hypot(a[0], a[1], a[2]);
export const midpoint = (a: Vector, b: Vector): Vector => scale(add(a, b), 0.5);
export const distance = (a: Vector, b: Vector): number => length(subtract(a, b));

/** The same direction with length 1; the zero vector stays what it is. */
export function unit(a: Vector): Vector {
  const size = length(a);
  return size > 0 ? scale(a, 1 / size) : a;
}

/** Distance of a point from the line through `origin` along the unit vector `axis`. */
export function distanceFromLine(point: Vector, origin: Vector, axis: Vector): number {
  return length(cross(subtract(point, origin), axis));
}

/** Two unit vectors that span the plane across the unit vector `axis`; right-handed with it. */
export function planeAcross(axis: Vector): [Vector, Vector] {
  const helper: Vector = Math.abs(axis[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0];
  const first = unit(cross(helper, axis));
  return [first, cross(axis, first)];
}

/** Which of the two directions of an axis is shown: up, else back, else right. */
export function canonicalDirection(axis: Vector): Vector {
  const leading = [axis[2], axis[1], axis[0]].find((part) => Math.abs(part) > 1e-6) ?? 0;
  return leading < 0 ? scale(axis, -1) : axis;
}

/** A tuple for a contract type, with digits below a nanometre and negative zeros dropped. */
export function rounded(a: Vector): [number, number, number] {
  const round = (value: number) => Math.round(value * 1e9) / 1e9 || 0;
  return [round(a[0]), round(a[1]), round(a[2])];
}
