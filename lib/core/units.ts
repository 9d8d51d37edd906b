/**
 * Frames and units, stated once.
 *
 * - Parts (`part.*`): right-handed, Z up, millimetres, degrees.
 * - Catalogue operations (`occt.*`): right-handed, Y up, millimetres, degrees.
 * - STEP, STL, 3MF, BREP: as the shape, millimetres.
 * - GLB: glTF's metres and Y up, by the root node, so that a part opens at true size everywhere.
 */
/** Which axis of a shape points up: Z of parts, Y of the catalogue. */
export type UpAxis = "y" | "z";

export const MM_PER_INCH = 25.4;
export const METRES_PER_MM = 0.001;

/** Two lengths closer than this are the same length. */
export const LENGTH_TOLERANCE_MM = 1e-6;
/** Two angles closer than this are the same angle. */
export const ANGLE_TOLERANCE_RAD = 1e-6;

/** Sizes a part may have; outside of it a length is refused before any kernel sees it. */
export const MIN_LENGTH_MM = 0.01;
export const MAX_LENGTH_MM = 100_000;

/** Column-major 4 × 4 of the GLB root node: Z up millimetres to Y up metres (−90° about X, then × 0.001). */
export const Z_UP_MM_TO_GLTF = [METRES_PER_MM, 0, 0, 0, 0, 0, -METRES_PER_MM, 0, 0, METRES_PER_MM, 0, 0, 0, 0, 0, 1] as const;

/** The same for shapes that are Y up already. */
export const Y_UP_MM_TO_GLTF = [METRES_PER_MM, 0, 0, 0, 0, METRES_PER_MM, 0, 0, 0, 0, METRES_PER_MM, 0, 0, 0, 0, 1] as const;

export function degToRad(deg: number): number {
  return (deg * Math.PI) / 180;
}

export function radToDeg(rad: number): number {
  return (rad * 180) / Math.PI;
}
