import { normalize, type Vec3 } from "@/lib/cad/kernel/vector";
import type { AnyPlane } from "@/lib/contract/operations/part/direct-edits";

const NORMALS: Record<"xy" | "xz" | "yz", Vec3> = { xy: [0, 0, 1], xz: [0, 1, 0], yz: [1, 0, 0] };

/** A point and the unit normal of a plane: +Z for xy, +Y for xz, +X for yz. */
export function planeOf(plane: AnyPlane): { origin: Vec3; normal: Vec3 } {
  return typeof plane === "string"
    ? { origin: [0, 0, 0], normal: NORMALS[plane] }
    : { origin: plane.origin, normal: normalize(plane.normal) };
}
