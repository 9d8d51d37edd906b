import type { BRepOffsetAPI_MakePipeShell } from "opencascade.js";
import { frameDirections } from "@/lib/cad/kernel/face-geometry";
import { direction, placement } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { cross, dot, normalize, type Vec3 } from "@/lib/cad/kernel/vector";
import type { Profile } from "@/lib/contract/operations/part/common";
import { degToRad, radToDeg } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { draftSides } from "../modelling/draft-sides";
import { drawHelix } from "../modelling/helix";
import { taperToPoint } from "../modelling/lofts";
import { type Region, samplesOf } from "../modelling/outline-segment";
import { pipe } from "../modelling/pipes";
import { located } from "../modelling/place-copies";
import { polygonSegments } from "../modelling/polygon";
import { type SketchPlane, XY_PLANE } from "../modelling/profile-face";
import { regionsOf, regularPolygon } from "../modelling/profile-outline";
import { type DrawnPath, drawPath } from "../modelling/space-path";
import { extrudeOutline } from "../modelling/sweeps";
import { namedBody } from "./bodies";

export function makePyramid(kernel: Kernel, { feature, n, base, h, top, at }: PartParams<"pyramid">): PartShape {
  if (top >= base) throw invalidInput(`top is ${top} and must be less than base, ${base} mm.`, { feasible: { param: "top", max: base } });
  return kernel.scope((own) => {
    const foot = polygonSegments(regularPolygon(n, circumradius(base, n)));
    if (top === 0) return namedBody(kernel, own, taperToPoint(kernel, own, foot, h), feature, at);
    const lean = radToDeg(Math.atan((base - top) / 2 / h));
    const prism = extrudeOutline(kernel, own, foot, XY_PLANE, h);
    return namedBody(kernel, own, draftSides(kernel, own, prism, { neutral: XY_PLANE, angleDeg: lean }), feature, at);
  });
}

function circumradius(acrossFlats: number, n: number): number {
  return acrossFlats / 2 / Math.cos(Math.PI / n);
}

/** The one area of a profile that is carried along something. */
function oneRegion(profile: Profile, what: string): Region {
  const [region, ...others] = regionsOf(profile);
  if (!region || others.length > 0) throw invalidInput(`The profile of ${what} is one outline, not ${others.length + 1}.`);
  return region;
}

export function makeSweep(kernel: Kernel, { feature, profile, path, twist, frame, corner, at }: PartParams<"sweep">): PartShape {
  const region = oneRegion(profile, "a sweep");
  return kernel.scope((own) => {
    const drawn = drawPath(kernel, own, path);
    if (twist !== 0 && !drawn.straight) throw invalidInput(`twist is ${twist} and must be 0 on a path that is not one straight line.`);
    const { u, v } = frameDirections(drawn.direction);
    const plane: SketchPlane = { origin: drawn.start, u, v };
    const prepare = (maker: BRepOffsetAPI_MakePipeShell) => {
      if (twist !== 0) maker.SetMode(twistSpine(kernel, own, drawn, u, twist), true, "BRepFill_NoContact");
      else if (frame === "upright") maker.SetMode(upright(kernel, own, drawn));
      else maker.SetMode(frame === "frenet");
      maker.SetTransitionMode(corner === "round" ? "BRepBuilderAPI_RoundCorner" : "BRepBuilderAPI_RightCorner");
    };
    return namedBody(kernel, own, pipe(kernel, own, region, plane, drawn.wire, { prepare }), feature, at);
  });
}

function upright(kernel: Kernel, own: Own, { direction: along }: DrawnPath) {
  if (Math.abs(along[2]) > 1 - 1e-9) throw invalidInput('frame is "upright" and the path starts straight up or down; use "minimal".');
  return direction(kernel, own, [0, 0, 1]);
}

/** A helix around a straight path, which the profile's u axis points to. */
function twistSpine(kernel: Kernel, own: Own, { start, direction: along, lengthMm }: DrawnPath, u: Vec3, twist: number) {
  const turns = Math.abs(twist) / 360;
  const helix = drawHelix(kernel, own, { radiusMm: 1, pitchMm: lengthMm / turns, turns, left: twist < 0 });
  return own(kernel.oc.TopoDS.Wire(located(kernel, own, helix, placement(kernel, own, start, along, u))));
}

export function makeHelixSweep(kernel: Kernel, params: PartParams<"helix_sweep">): PartShape {
  const { feature, profile, d, pitch, turns, hand, taper, section, at } = params;
  const region = oneRegion(profile, "a helix");
  checkRoom(region, params);
  return kernel.scope((own) => {
    const left = hand === "left";
    const spine = drawHelix(kernel, own, { radiusMm: d / 2, pitchMm: pitch, turns, left, taperDeg: taper });
    const tangent = normalize([(Math.tan(degToRad(taper)) * pitch) / (2 * Math.PI), ((left ? -1 : 1) * d) / 2, pitch / (2 * Math.PI)]);
    const radial: Vec3 = [1, 0, 0];
    const plane: SketchPlane =
      section === "axial"
        ? { origin: [d / 2, 0, 0], u: radial, v: [0, 0, 1] }
        : { origin: [d / 2, 0, 0], u: acrossTo(radial, tangent), v: upwardAcross(tangent, acrossTo(radial, tangent)) };
    const prepare = (maker: BRepOffsetAPI_MakePipeShell) => maker.SetMode(direction(kernel, own, [0, 0, 1]));
    return namedBody(kernel, own, pipe(kernel, own, region, plane, spine, { prepare }), feature, at);
  });
}

/** The part of `a` that stands across `tangent`. */
function acrossTo(a: Vec3, tangent: Vec3): Vec3 {
  const along = dot(a, tangent);
  return normalize([a[0] - along * tangent[0], a[1] - along * tangent[1], a[2] - along * tangent[2]]);
}

function upwardAcross(tangent: Vec3, u: Vec3): Vec3 {
  const v = cross(tangent, u);
  return v[2] < 0 ? [-v[0], -v[1], -v[2]] : v;
}

/** Turns that would run into each other or across the axis are refused by arithmetic. */
function checkRoom({ outer }: Region, { d, pitch, turns, taper, section }: PartParams<"helix_sweep">): void {
  const points = outer.flatMap(samplesOf);
  const [us, vs] = [points.map(([u]) => u), points.map(([, v]) => v)];
  // A profile that stands across the helix leans by the pitch's angle and is as much higher along the axis.
  const lean = section === "axial" ? 1 : Math.cos(Math.atan(pitch / (Math.PI * d)));
  const height = (Math.max(...vs) - Math.min(...vs)) / lean;
  if (turns > 1 && height >= pitch) {
    throw invalidInput(`pitch is ${pitch} and must be more than ${height}, the profile's height along the axis, or its turns meet.`);
  }
  const least = d / 2 + Math.min(...us);
  if (least <= 0) throw invalidInput(`d is ${d} and must be more than ${-2 * Math.min(...us)}: the profile reaches across the axis.`);
  const end = least + pitch * turns * Math.tan(degToRad(taper));
  if (end <= 0) throw invalidInput(`taper is ${taper} and closes the helix before its ${turns} turns end.`);
}
