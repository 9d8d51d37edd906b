import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { Point2dMm } from "@/lib/contract/geometry";
import { degToRad } from "@/lib/core/units";

/*
 * Corners of the catalogue's flat shapes, as [x, z] of the ground plane.
 */

/** Which corner, side or middle of a profile lies on its `center`. */
export type Alignment = "topLeft" | "topMid" | "topRight" | "midLeft" | "midMid" | "midRight" | "bottomLeft" | "bottomMid" | "bottomRight";

/** Sizes of a beam's section: width along X, height along Z. */
export interface BeamSection {
  width: number;
  height: number;
  webThickness: number;
  flangeThickness: number;
  alignment: Alignment;
}

/** Refuses a size that is not positive or leaves no room for the rest. */
function assertBelow(name: string, value: number, limit: number): void {
  if (!(value > 0 && value < limit)) throw invalidInput(`${name} is ${value} and must be more than 0 and less than ${limit}.`);
}

/** Flanges at top and bottom, joined by a web in the middle. */
export function iBeamOutline(section: BeamSection): Point2dMm[] {
  const { width, height, webThickness, flangeThickness } = section;
  assertBelow("webThickness", webThickness, width);
  assertBelow("flangeThickness", flangeThickness, height / 2);
  const [x, z, web, flange] = [width / 2, height / 2, webThickness / 2, height / 2 - flangeThickness];
  return aligned(section, [
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

/** Flanges at the left and the right, joined by a web in the middle: an I on its side. */
export function hBeamOutline(section: BeamSection): Point2dMm[] {
  const upright = iBeamOutline({ ...section, width: section.height, height: section.width, alignment: "midMid" });
  return aligned(
    section,
    upright.map(([x, z]) => [z, x]),
  );
}

/** A flange at the top, a web that hangs from its middle. */
export function tBeamOutline(section: BeamSection): Point2dMm[] {
  const { width, height, webThickness, flangeThickness } = section;
  assertBelow("webThickness", webThickness, width);
  assertBelow("flangeThickness", flangeThickness, height);
  const [x, z, web, flange] = [width / 2, height / 2, webThickness / 2, height / 2 - flangeThickness];
  return aligned(section, [
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

/** A floor `flangeWidth` thick with two walls: `flangeThickness` at the left, `webThickness` at the right; open upwards. */
export function uBeamOutline(section: BeamSection & { flangeWidth: number }): Point2dMm[] {
  const { width, height, webThickness, flangeThickness, flangeWidth } = section;
  assertBelow("webThickness", webThickness, width);
  assertBelow("flangeThickness", flangeThickness, width - webThickness);
  assertBelow("flangeWidth", flangeWidth, height);
  const [x, z] = [width / 2, height / 2];
  const [left, right, floor] = [flangeThickness - x, x - webThickness, flangeWidth - z];
  return aligned(section, [
    [-x, z],
    [left, z],
    [left, floor],
    [right, floor],
    [right, z],
    [x, z],
    [x, -z],
    [-x, -z],
  ]);
}

function aligned({ alignment, width, height }: BeamSection, points: Point2dMm[]): Point2dMm[] {
  const x = alignment.endsWith("Left") ? width / 2 : alignment.endsWith("Right") ? -width / 2 : 0;
  const z = alignment.startsWith("top") ? -height / 2 : alignment.startsWith("bottom") ? height / 2 : 0;
  return points.map(([a, b]) => [a + x, b + z]);
}

/** An L of two bars: the first runs along X, the second along Z. */
export interface LPolygon {
  widthFirst: number;
  lengthFirst: number;
  widthSecond: number;
  lengthSecond: number;
  align: "outside" | "inside" | "middle";
}

/** The origin is the L's inner corner ("outside": the bars lie beyond it), its outer one ("inside") or on both bars' middle lines. */
export function lOutline({ widthFirst: w1, lengthFirst: l1, widthSecond: w2, lengthSecond: l2, align }: LPolygon): Point2dMm[] {
  for (const [name, value] of [
    ["widthFirst", w1],
    ["lengthFirst", l1],
    ["widthSecond", w2],
    ["lengthSecond", l2],
  ] as const) {
    if (!(value > 0)) throw invalidInput(`${name} is ${value} and must be more than 0.`);
  }
  if (align === "outside") {
    return [
      [0, 0],
      [l1, 0],
      [l1, -w1],
      [-w2, -w1],
      [-w2, l2],
      [0, l2],
    ];
  }
  // Half of each bar's width lies before the origin when it is in the middle.
  const share = align === "inside" ? 1 : 0.5;
  assertBelow("widthFirst", w1, l2 / share);
  assertBelow("widthSecond", w2, l1 / share);
  const [x, z] = [w2 * (share - 1), w1 * (share - 1)];
  return [
    [x, z],
    [l1, z],
    [l1, z + w1],
    [x + w2, z + w1],
    [x + w2, l2],
    [x, l2],
  ];
}

export interface Star {
  numRays: number;
  outerRadius: number;
  innerRadius: number;
  /** Keeps the rays of the first half turn and closes the outline along X. */
  half: boolean;
}

/** Tips and notches in turn, the first tip on X. */
export function starOutline({ numRays, outerRadius, innerRadius, half }: Star): Point2dMm[] {
  if (!Number.isInteger(numRays) || numRays < 3) throw invalidInput(`numRays is ${numRays} and must be a whole number, at least 3.`);
  if (!(outerRadius > 0)) throw invalidInput(`outerRadius is ${outerRadius} and must be more than 0.`);
  if (!(innerRadius > 0)) throw invalidInput(`innerRadius is ${innerRadius} and must be more than 0.`);
  const corners = half ? numRays + 1 : 2 * numRays;
  return Array.from({ length: corners }, (_, index): Point2dMm => {
    const angle = (index * Math.PI) / numRays;
    const radius = index % 2 === 0 ? outerRadius : innerRadius;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

/** A rectangle whose sides lean by `angle`; not around the centre it starts at the origin. */
export function parallelogramOutline(params: { width: number; height: number; angle: number; aroundCenter: boolean }): Point2dMm[] {
  const { width, height, angle, aroundCenter } = params;
  if (!(Math.abs(angle) < 90)) throw invalidInput(`angle is ${angle} and must be more than -90 and less than 90.`);
  const shift = (height * Math.tan(degToRad(angle))) / 2;
  const [x, z] = aroundCenter ? [-width / 2, -height / 2] : [0, 0];
  return [
    [x + shift, z],
    [x + width + shift, z],
    [x + width - shift, z + height],
    [x - shift, z + height],
  ];
}

/** A regular polygon, the first corner on X. */
export function nGonOutline({ nrCorners, radius }: { nrCorners: number; radius: number }): Point2dMm[] {
  return Array.from({ length: nrCorners }, (_, index): Point2dMm => {
    const angle = (index * 2 * Math.PI) / nrCorners;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  });
}

export interface ChristmasTree {
  height: number;
  innerDist: number;
  outerDist: number;
  nrSkirts: number;
  trunkHeight: number;
  trunkWidth: number;
  half: boolean;
}

/** A tree of skirts on a trunk, as [x, y] upright: the foot of the trunk lies in the origin. */
export function christmasTreeOutline(tree: ChristmasTree): Point2dMm[] {
  const { height, innerDist, outerDist, nrSkirts, trunkHeight, trunkWidth, half } = tree;
  const hasTrunk = trunkHeight > 0 && trunkWidth > 0;
  if (!(outerDist > 0)) throw invalidInput(`outerDist is ${outerDist} and must be more than 0.`);
  if (!(innerDist > 0 && innerDist < outerDist))
    throw invalidInput(`innerDist is ${innerDist} and must be between 0 and outerDist, ${outerDist}.`);
  if (hasTrunk && trunkWidth / 2 >= outerDist) throw invalidInput(`trunkWidth is ${trunkWidth} and must be less than ${2 * outerDist}.`);
  const lift = hasTrunk ? trunkHeight : 0;
  const right: Point2dMm[] = hasTrunk
    ? [
        [0, 0],
        [trunkWidth / 2, 0],
        [trunkWidth / 2, lift],
      ]
    : [[0, 0]];
  for (let skirt = 0; skirt <= nrSkirts; skirt++) {
    const left = 1 - skirt / nrSkirts;
    const y = lift + (height * skirt) / nrSkirts;
    // Each skirt's underside rises by a tenth of its height towards the trunk.
    if (skirt > 0 && skirt < nrSkirts) right.push([innerDist * left, y + (0.1 * height) / nrSkirts]);
    right.push([outerDist * left, y]);
  }
  if (half) return right;
  const mirrored = right.slice(1, -1).map(([x, y]): Point2dMm => [-x, y]);
  return [...right, ...mirrored.toReversed()];
}
