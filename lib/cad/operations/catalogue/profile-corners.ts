import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { mustBeAtLeast, mustBeLess, mustBePositive } from "./check-number";
import type { GroundPoint } from "./ground-axes";

/*
 * Corners of the catalogue's profiles on the ground plane, by X and Z; their order is that of the catalogue's packages.
 */

/** Corners on a circle, the first on X. */
export function nGonCorners({ nrCorners, radius }: { nrCorners: number; radius: number }): GroundPoint[] {
  mustBeAtLeast(3, { nrCorners });
  return Array.from({ length: nrCorners }, (_, index) => onCircle(radius, (index * 2 * Math.PI) / nrCorners));
}

/** A star with its first ray on X. */
export interface StarParams {
  numRays: number;
  outerRadius: number;
  innerRadius: number;
  /** How far the tips stand over the plane. */
  offsetOuterEdges: number;
  half: boolean;
}

/** Tips and notches in turn; of half a star, those from the first tip to where half of its sides are passed. */
export function starCorners({ numRays, outerRadius, innerRadius, offsetOuterEdges, half }: StarParams): GroundPoint[] {
  if (!Number.isInteger(numRays) || numRays < 3) throw invalidInput(`numRays is ${numRays} and must be a whole number, at least 3.`);
  mustBePositive({ outerRadius, innerRadius });
  const corners = Array.from({ length: 2 * numRays + 1 }, (_, index): GroundPoint => {
    const isTip = index % 2 === 0;
    const [x, z] = onCircle(isTip ? outerRadius : innerRadius, (index * Math.PI) / numRays);
    return [x, z, isTip ? offsetOuterEdges : 0];
  });
  return half ? corners.slice(0, numRays + 1) : corners.slice(0, -1);
}

function onCircle(radius: number, angle: number): GroundPoint {
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/** An L of two arms: `first` runs along X, `second` along Z. */
export interface LPolygonParams {
  widthFirst: number;
  lengthFirst: number;
  widthSecond: number;
  lengthSecond: number;
  /** Where the material lies of the two lines from the centre along X and Z. */
  align: "outside" | "inside" | "middle";
}

export function lPolygonCorners({ widthFirst, lengthFirst, widthSecond, lengthSecond, align }: LPolygonParams): GroundPoint[] {
  mustBePositive({ widthFirst, lengthFirst, widthSecond, lengthSecond });
  if (align === "outside") {
    return [
      [0, 0],
      [lengthFirst, 0],
      [lengthFirst, -widthFirst],
      [-widthSecond, -widthFirst],
      [-widthSecond, lengthSecond],
      [0, lengthSecond],
    ];
  }
  mustBeLess(lengthSecond, "lengthSecond", { widthFirst });
  mustBeLess(lengthFirst, "lengthFirst", { widthSecond });
  if (align === "inside") {
    return [
      [0, 0],
      [lengthFirst, 0],
      [lengthFirst, widthFirst],
      [widthSecond, widthFirst],
      [widthSecond, lengthSecond],
      [0, lengthSecond],
    ];
  }
  const [a, b] = [widthFirst / 2, widthSecond / 2];
  return [
    [b, a],
    [b, lengthSecond],
    [-b, lengthSecond],
    [-b, -a],
    [lengthFirst, -a],
    [lengthFirst, a],
  ];
}

export interface ParallelogramParams {
  aroundCenter: boolean;
  width: number;
  height: number;
  /** Of the slanted sides from Z, degrees. */
  angle: number;
}

export function parallelogramCorners({ aroundCenter, width, height, angle }: ParallelogramParams): GroundPoint[] {
  mustBeLess(90, "a right angle", { angle: Math.abs(angle) });
  const [x, z] = aroundCenter ? [-width / 2, -height / 2] : [0, 0];
  const shift = (height * Math.tan((angle * Math.PI) / 180)) / 2;
  return [
    [x + shift, z],
    [x + width + shift, z],
    [x + width - shift, z + height],
    [x - shift, z + height],
  ];
}

/** A tree of skirts over a trunk, on X and Z, its top away from the origin along Y. */
export interface ChristmasTreeParams {
  height: number;
  innerDist: number;
  outerDist: number;
  nrSkirts: number;
  trunkHeight: number;
  trunkWidth: number;
  half: boolean;
}

/** How much of a skirt's height the next one hangs over it. */
const OVERHANG = 0.1;

/** Corners from the foot of the trunk over the right side to the top, and back on the left unless it is half a tree. */
export function christmasTreeCorners(params: ChristmasTreeParams): GroundPoint[] {
  const { height, innerDist, outerDist, nrSkirts, trunkHeight, trunkWidth, half } = params;
  mustBePositive({ innerDist });
  mustBeLess(outerDist, "outerDist", { innerDist });
  mustBeAtLeast(0, { trunkHeight, trunkWidth });
  const hasTrunk = trunkHeight > 0 && trunkWidth > 0;
  if (hasTrunk) mustBeLess(2 * outerDist, "twice outerDist", { trunkWidth });
  const foot = hasTrunk ? trunkHeight : 0;
  const right: GroundPoint[] = hasTrunk
    ? [
        [0, 0, 0],
        [trunkWidth / 2, 0, 0],
        [trunkWidth / 2, 0, foot],
      ]
    : [[0, 0, 0]];
  right.push([outerDist, 0, foot]);
  const skirt = height / nrSkirts;
  for (let index = 1; index < nrSkirts; index++) {
    const left = 1 - index / nrSkirts;
    const y = foot + index * skirt;
    right.push([innerDist * left, 0, y + OVERHANG * skirt], [outerDist * left, 0, y]);
  }
  right.push([0, 0, foot + height]);
  if (half) return right;
  const left = right.slice(0, -1).map(([x, z, y = 0]): GroundPoint => [-x, z, y]);
  return [...right, ...left.toReversed()];
}
