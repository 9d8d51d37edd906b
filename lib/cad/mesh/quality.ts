import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { MeshQuality } from "@/lib/contract/kernel-job";

export interface Deflection {
  /** Largest distance of the mesh from the exact surface, mm. */
  linearMm: number;
  /** Largest turn between neighbouring segments, rad. */
  angularRad: number;
}

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
const FINEST_SHARE = 5e-5;
/** No printer or machine sees less; keeps tiny parts from being cut into dust. */
const FINEST_MM = 1e-4;
/** Coarser than this shows as facets on any part that fits a machine. */
const COARSEST_MM = 2;

/**
 * How finely a part of this size is meshed.
 * @param diagonalMm of its bounding box, > 0
 */
export function deflectionFor(quality: MeshQuality, diagonalMm: number): Deflection {
  if (!(Number.isFinite(diagonalMm) && diagonalMm > 0)) {
    throw invalidInput(`diagonalMm is ${diagonalMm}; it must be a finite number above 0`);
  }
  const { share, angularRad } = QUALITIES[quality];
  const finestMm = Math.max(FINEST_MM, diagonalMm * FINEST_SHARE);
  const wantedMm = Math.min(diagonalMm * share, COARSEST_MM);
  return { linearMm: Math.max(wantedMm, finestMm), angularRad };
}
