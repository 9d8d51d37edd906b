import { Matrix4, type Quaternion, Vector3 } from "three";
import { VIEWS, type ViewName } from "./views";

export const CUBE_FACES = ["front", "back", "left", "right", "top", "bottom"] as const satisfies readonly ViewName[];

/** Up on the lettering of a face of the cube. */
function upOf(view: (typeof CUBE_FACES)[number]): Vector3 {
  if (view === "top") return new Vector3(0, 1, 0);
  if (view === "bottom") return new Vector3(0, -1, 0);
  return new Vector3(0, 0, 1);
}

/** CSS transform that stands a square on a face of the cube; half an edge is `halfPx`. */
export function cubeFaceTransform(view: (typeof CUBE_FACES)[number], halfPx: number): string {
  const outward = new Vector3(...VIEWS[view].towardsEye).round();
  const up = upOf(view);
  const across = up.clone().cross(outward);
  const { x, y, z } = outward.clone().multiplyScalar(halfPx);
  const matrix = new Matrix4().makeBasis(across, up, outward).setPosition(x, y, z);
  const e = matrix.elements;
  // CSS counts y downwards in the square itself: its second column turns over.
  return css([e[0], e[1], e[2], e[3], -e[4], -e[5], -e[6], -e[7], e[8], e[9], e[10], e[11], e[12], e[13], e[14], e[15]]);
}

/** CSS transform of the whole cube as a camera of this orientation sees it. */
export function cubeTransform(camera: Quaternion): string {
  const e = new Matrix4().makeRotationFromQuaternion(camera).transpose().elements;
  // And on the screen: the second row turns over.
  return css([e[0], -e[1], e[2], e[3], e[4], -e[5], e[6], e[7], e[8], -e[9], e[10], e[11], e[12], -e[13], e[14], e[15]]);
}

function css(elements: number[]): string {
  return `matrix3d(${elements.map((element) => (Math.abs(element) < 1e-9 ? 0 : element)).join(",")})`;
}
