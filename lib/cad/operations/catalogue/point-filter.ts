import type { Vec3 } from "@/lib/cad/kernel/vector";

/** How a point lies to a face or solid. */
export type PointState = "in" | "on" | "out" | "unknown";

/** Which points of a list to keep. */
export interface PointFilter {
  tolerance: number;
  keepIn: boolean;
  keepOn: boolean;
  keepOut: boolean;
  keepUnknown: boolean;
}

/** The points whose state is wanted, in their order. */
export function keptPoints(filter: PointFilter & { points: readonly Vec3[] }, stateOf: (at: Vec3) => PointState): Vec3[] {
  const wanted: Record<PointState, boolean> = {
    in: filter.keepIn,
    on: filter.keepOn,
    out: filter.keepOut,
    unknown: filter.keepUnknown,
  };
  return filter.points.filter((at) => wanted[stateOf(at)]);
}
