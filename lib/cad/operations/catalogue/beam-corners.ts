import { mustBeLess, mustBePositive } from "./check-number";
import type { GroundPoint } from "./ground-axes";

/** Which point of a drawing's rectangle lies on its centre: left is small X, top is large Z. */
export type Alignment = "topLeft" | "topMid" | "topRight" | "midLeft" | "midMid" | "midRight" | "bottomLeft" | "bottomMid" | "bottomRight";

/** How far a rectangle about the origin moves so that the chosen point of it comes to lie there. */
export function alignmentShift(alignment: Alignment, width: number, height: number): [x: number, z: number] {
  const x = alignment.endsWith("Left") ? width / 2 : alignment.endsWith("Right") ? -width / 2 : 0;
  const z = alignment.startsWith("top") ? -height / 2 : alignment.startsWith("bottom") ? height / 2 : 0;
  return [x, z];
}

/** A rolled section: its width on X, its height on Z. */
export interface BeamParams {
  width: number;
  height: number;
  webThickness: number;
  flangeThickness: number;
  alignment: Alignment;
}

export function iBeamCorners(params: BeamParams): GroundPoint[] {
  const { width, height, webThickness, flangeThickness } = params;
  checkBeam(params, { across: [width, "width"], along: [height / 2, "half of height"] });
  const [x, z, web, flange] = [width / 2, height / 2, webThickness / 2, height / 2 - flangeThickness];
  return aligned(params, [
    [-x, z],
    [x, z],
    [x, flange],
    [web, flange],
    [web, -flange],
    [x, -flange],
    [x, -z],
    [-x, -z],
    [-x, -flange],
    [-web, -flange],
    [-web, flange],
    [-x, flange],
  ]);
}

/** As an I, a quarter turn round: the flanges stand along Z. */
export function hBeamCorners(params: BeamParams): GroundPoint[] {
  const { width, height, webThickness, flangeThickness } = params;
  checkBeam(params, { across: [height, "height"], along: [width / 2, "half of width"] });
  const [x, z, web, flange] = [width / 2, height / 2, webThickness / 2, width / 2 - flangeThickness];
  return aligned(params, [
    [-x, z],
    [-flange, z],
    [-flange, web],
    [flange, web],
    [flange, z],
    [x, z],
    [x, -z],
    [flange, -z],
    [flange, -web],
    [-flange, -web],
    [-flange, -z],
    [-x, -z],
  ]);
}

/** The flange is at the top. */
export function tBeamCorners(params: BeamParams): GroundPoint[] {
  const { width, height, webThickness, flangeThickness } = params;
  checkBeam(params, { across: [width, "width"], along: [height, "height"] });
  const [x, z, web, flange] = [width / 2, height / 2, webThickness / 2, height / 2 - flangeThickness];
  return aligned(params, [
    [-x, z],
    [x, z],
    [x, flange],
    [web, flange],
    [web, -z],
    [-web, -z],
    [-web, flange],
    [-x, flange],
  ]);
}

/**
 * Open at the top. By the catalogue's packages the floor is as thick as `flangeWidth` says, the wall on the left as
 * `flangeThickness`, that on the right as `webThickness`.
 */
export function uBeamCorners(params: BeamParams & { flangeWidth: number }): GroundPoint[] {
  const { width, height, webThickness, flangeThickness, flangeWidth } = params;
  mustBePositive({ webThickness, flangeThickness, flangeWidth });
  mustBeLess(width, "width", { "webThickness and flangeThickness together": webThickness + flangeThickness });
  mustBeLess(height, "height", { flangeWidth });
  const [x, z] = [width / 2, height / 2];
  return aligned(params, [
    [-x, z],
    [-x + flangeThickness, z],
    [-x + flangeThickness, -z + flangeWidth],
    [x - webThickness, -z + flangeWidth],
    [x - webThickness, z],
    [x, z],
    [x, -z],
    [-x, -z],
  ]);
}

type Limit = [size: number, name: string];

function checkBeam({ webThickness, flangeThickness }: BeamParams, limits: { across: Limit; along: Limit }): void {
  mustBePositive({ webThickness, flangeThickness });
  mustBeLess(...limits.across, { webThickness });
  mustBeLess(...limits.along, { flangeThickness });
}

function aligned({ alignment, width, height }: BeamParams, corners: readonly (readonly [number, number])[]): GroundPoint[] {
  const [dx, dz] = alignmentShift(alignment, width, height);
  return corners.map(([x, z]) => [x + dx, z + dz]);
}
