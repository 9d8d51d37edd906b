import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { MeshQuality } from "@/lib/contract/kernel-job";

export interface Deflection {
  /** Largest distance of the mesh from the exact surface, mm. */
  linearMm: number;
  /** Largest turn between neighbouring segments, rad. */
  angularRad: number;
}

/** Twelve sides to a circle. */
const MAX_TURN_RAD = 0.52;

/** Deflection as a share of the diagonal, and the turn per segment. */
const QUALITIES: Record<MeshQuality, { share: number; angularRad: number }> = {
  draft: { share: 2e-3, angularRad: 0.5 },
  normal: { share: 5e-4, angularRad: 0.2 },
  fine: { share: 1e-4, angularRad: 0.1 },
};

/**
 * Never finer than this share of the diagonal: a deflection far below the size of the part (1e-7 on r = 1000)
 * keeps the kernel busy beyond any time limit, and zero throws.
 */
export const FINEST_SHARE = 5e-5;
/** No printer or machine sees less; keeps tiny parts from being cut into dust. */
const FINEST_MM = 1e-4;
/** Coarser than this shows as facets on any part that fits a machine. */
const COARSEST_MM = 2;

/**
 * From this many faces on, each gets coarser turns, up to 2.5x: a plate with 200 holes costs 2.5 s of meshing at
 * 0.2 rad, 0.7 s at 0.5 rad, and its holes are small in any view that shows them all.
 */
const MANY_FACES = 60;
const COARSEST_TURN_FACTOR = 2.5;

/**
 * How finely a part of this size is meshed.
 * @param diagonalMm of its bounding box, > 0
 * @param faceCount of the whole shape
 */
export function deflectionFor(quality: MeshQuality, diagonalMm: number, faceCount = 1): Deflection {
  if (!(Number.isFinite(diagonalMm) && diagonalMm > 0)) {
    throw invalidInput(`diagonalMm is ${diagonalMm}; it must be a finite number above 0`);
  }
  const { share, angularRad } = QUALITIES[quality];
  const finestMm = Math.max(FINEST_MM, diagonalMm * FINEST_SHARE);
  const wantedMm = Math.min(diagonalMm * share, COARSEST_MM);
  const turnFactor = Math.min(COARSEST_TURN_FACTOR, Math.max(1, Math.sqrt(faceCount / MANY_FACES)));
  return { linearMm: Math.max(wantedMm, finestMm), angularRad: Math.min(MAX_TURN_RAD, angularRad * turnFactor) };
}
