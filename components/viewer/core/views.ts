import { type Box3, Matrix4, Vector3 } from "three";

export const VIEW_NAMES = ["front", "back", "left", "right", "top", "bottom", "isometric"] as const;
export type ViewName = (typeof VIEW_NAMES)[number];

/** From the part towards the eye; Z up, front looks along +Y. Key: the number that calls the view up. */
export const VIEWS: Record<ViewName, { key: string; label: string; towardsEye: readonly [number, number, number] }> = {
  front: { key: "1", label: "Front", towardsEye: [0, -1, 0] },
  back: { key: "2", label: "Back", towardsEye: [0, 1, 0] },
  left: { key: "3", label: "Left", towardsEye: [-1, 0, 0] },
  right: { key: "4", label: "Right", towardsEye: [1, 0, 0] },
  // Straight down the up axis the camera's roll is undefined: a hair towards the front keeps X to the right.
  top: { key: "5", label: "Top", towardsEye: [0, -1e-4, 1] },
  bottom: { key: "6", label: "Bottom", towardsEye: [0, -1e-4, -1] },
  isometric: { key: "7", label: "Isometric", towardsEye: [1, -1.25, 0.9] },
};

/** Vertical field of view of the perspective camera: long enough that parallel edges look it. */
export const FIELD_OF_VIEW_DEG = 28;
/** Share of the screen that a fitted part takes. */
const FILL = 0.78;

/** Where a camera looks from and how much it shows. */
export interface Pose {
  target: Vector3;
  /** Unit vector from the target to the eye. */
  towardsEye: Vector3;
  /** Height of the visible slice of the plane through the target, mm; the same for both projections. */
  heightMm: number;
}

/** Distance of the perspective eye that sees `heightMm` at the target. */
export function distanceOf(heightMm: number): number {
  return heightMm / 2 / Math.tan((FIELD_OF_VIEW_DEG * Math.PI) / 360);
}

/** The inverse of `distanceOf`. */
export function heightAt(distanceMm: number): number {
  return distanceMm * 2 * Math.tan((FIELD_OF_VIEW_DEG * Math.PI) / 360);
}

export type Projection = "perspective" | "orthographic";

/**
 * A pose from which a box is wholly seen, centred.
 * @param aspect width over height of the screen
 */
export function fitPose(bounds: Box3, towardsEye: Vector3, aspect: number, projection: Projection): Pose {
  const target = bounds.getCenter(new Vector3());
  const direction = towardsEye.clone().normalize();
  const toEye = new Matrix4().lookAt(direction, new Vector3(), new Vector3(0, 0, 1)).transpose();
  const slope = projection === "perspective" ? Math.tan((FIELD_OF_VIEW_DEG * Math.PI) / 360) : 0;
  let heightMm = 0;
  for (const corner of cornersOf(bounds)) {
    const { x, y, z } = corner.sub(target).applyMatrix4(toEye);
    // A corner nearer to the eye by z looks larger: the plane through the target must show 2·z·slope more.
    const towards = 2 * Math.max(0, z) * slope;
    heightMm = Math.max(heightMm, (2 * Math.abs(y)) / FILL + towards, (2 * Math.abs(x)) / aspect / FILL + towards);
  }
  return { target, towardsEye: direction, heightMm: Math.max(heightMm, 1e-3) };
}

/** The eight corners of a box. */
export function cornersOf({ min, max }: Box3): Vector3[] {
  return [0, 1, 2, 3, 4, 5, 6, 7].map((at) => new Vector3(at & 1 ? max.x : min.x, at & 2 ? max.y : min.y, at & 4 ? max.z : min.z));
}

/** A pose between two, `share` from 0 to 1; turns about the up axis and tilts the short way. */
export function blendPoses(from: Pose, to: Pose, share: number): Pose {
  const start = anglesOf(from.towardsEye);
  const end = anglesOf(to.towardsEye);
  let turn = end.azimuth - start.azimuth;
  if (turn > Math.PI) turn -= 2 * Math.PI;
  if (turn < -Math.PI) turn += 2 * Math.PI;
  const azimuth = start.azimuth + turn * share;
  const polar = start.polar + (end.polar - start.polar) * share;
  return {
    target: from.target.clone().lerp(to.target, share),
    towardsEye: new Vector3(Math.sin(polar) * Math.cos(azimuth), Math.sin(polar) * Math.sin(azimuth), Math.cos(polar)),
    heightMm: from.heightMm * (to.heightMm / from.heightMm) ** share,
  };
}

function anglesOf({ x, y, z }: Vector3): { azimuth: number; polar: number } {
  return { azimuth: Math.atan2(y, x), polar: Math.acos(Math.min(1, Math.max(-1, z))) };
}

/** The pose after turning about the up axis and tilting; never over the poles. */
export function turnPose(pose: Pose, aboutDeg: number, tiltDeg: number): Pose {
  const { azimuth, polar } = anglesOf(pose.towardsEye);
  const tilted = Math.min(Math.PI - 1e-3, Math.max(1e-3, polar - (tiltDeg * Math.PI) / 180));
  const turned = azimuth + (aboutDeg * Math.PI) / 180;
  const towardsEye = new Vector3(Math.sin(tilted) * Math.cos(turned), Math.sin(tilted) * Math.sin(turned), Math.cos(tilted));
  return { ...pose, towardsEye };
}
