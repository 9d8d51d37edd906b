import { distance, type Vec3 } from "@/lib/cad/kernel/vector";

/** Points nearer than this are one point. */
export const SAME_POINT_MM = 1e-7;

export function isSamePoint(a: Vec3, b: Vec3): boolean {
  return distance(a, b) <= SAME_POINT_MM;
}

/** Leaves out points that repeat the one before them. */
export function withoutRepeats(points: readonly Vec3[]): Vec3[] {
  return points.filter((at, index) => {
    const before = points[index - 1];
    return !before || !isSamePoint(at, before);
  });
}

/** Ends with the first point again, for what is closed. */
export function withFirstAgain(points: readonly Vec3[]): Vec3[] {
  const [first] = points;
  return first && !endsWithFirst(points) ? [...points, first] : [...points];
}

/** Leaves out a last point that repeats the first. */
export function withoutFirstAgain(points: readonly Vec3[]): Vec3[] {
  return endsWithFirst(points) ? points.slice(0, -1) : [...points];
}

/** True when the last of several points is the first again. */
export function endsWithFirst(points: readonly Vec3[]): boolean {
  const [first] = points;
  const last = points.at(-1);
  return points.length > 1 && first !== undefined && last !== undefined && isSamePoint(first, last);
}
