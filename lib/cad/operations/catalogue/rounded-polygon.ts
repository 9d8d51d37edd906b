import type { TopoDS_Edge, TopoDS_Wire } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { add, angleBetween, distance, multiply, normalize, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import { arcThrough } from "./build-edge";
import { edgeBetween, wireOf, wireThrough } from "./build-wire";
import { isSamePoint } from "./distinct-points";

/** The largest radius with which all corners of a convex polygon can be rounded, up to the middles of its sides. */
export function largestRounding(corners: readonly Vec3[]): number {
  return Math.min(
    ...corners.map((_, index) => {
      const { before, at, after } = around(corners, index);
      return Math.min(distance(before, at), distance(at, after)) / 2 / tangentShare(before, at, after);
    }),
  );
}

/** A closed polygon whose corners are arcs of one radius. */
export function roundedPolygon(kernel: Kernel, own: Own, corners: readonly Vec3[], radius: number): TopoDS_Wire {
  if (radius < 1e-7) return wireThrough(kernel, own, corners, true);
  const bends = corners.map((_, index) => bendAt(corners, index, radius));
  const edges = bends.flatMap(({ start, middle, end }, index): TopoDS_Edge[] => {
    const arc = arcThrough(kernel, own, start, middle, end);
    const next = bends[(index + 1) % bends.length]?.start ?? start;
    return isSamePoint(end, next) ? [arc] : [arc, edgeBetween(kernel, own, end, next)];
  });
  return wireOf(kernel, own, edges);
}

function around(corners: readonly Vec3[], index: number): { before: Vec3; at: Vec3; after: Vec3 } {
  const count = corners.length;
  const pick = (place: number) => corners[(place + count) % count] ?? [0, 0, 0];
  return { before: pick(index - 1), at: pick(index), after: pick(index + 1) };
}

/** How much of a side an arc of radius 1 takes. */
function tangentShare(before: Vec3, at: Vec3, after: Vec3): number {
  return Math.tan(angleBetween(subtract(at, before), subtract(after, at)) / 2);
}

function bendAt(corners: readonly Vec3[], index: number, radius: number): { start: Vec3; middle: Vec3; end: Vec3 } {
  const { before, at, after } = around(corners, index);
  const share = tangentShare(before, at, after);
  const [back, forth] = [normalize(subtract(before, at)), normalize(subtract(after, at))];
  const toMiddle = Math.hypot(1, share) - 1;
  return {
    start: add(at, multiply(back, radius * share)),
    middle: add(at, multiply(normalize(add(back, forth)), radius * toMiddle)),
    end: add(at, multiply(forth, radius * share)),
  };
}
