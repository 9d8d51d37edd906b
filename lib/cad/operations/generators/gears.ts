import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Point2dMm } from "@/lib/contract/geometry";
import { degToRad } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { XY_PLANE } from "../modelling/profile-face";
import { circleLoop, polygonLoop } from "../modelling/region";
import { extrudeRegion } from "../modelling/region-sweeps";
import { screwSweep } from "../modelling/screw-sweep";
import { Assembly, OVERSHOOT_MM } from "./assembly";
import { gearLoop, type ToothForm } from "./involute";
import { raised, rod } from "./primitives";
import { mustBeAbove, mustBeBelow, tidy } from "./refuse";

const ADDENDUM = 1;
const DEDENDUM = 1.25;
const ROOT_FILLET = 0.38;
/** Each tooth of a helical gear is six faces that are sewn. */
const MAX_HELICAL_TEETH = 120;

function checkAngle(pressureAngle: number): void {
  if (pressureAngle < 10 || pressureAngle > 30) throw invalidInput(`pressure_angle is ${pressureAngle} and must be from 10 to 30 degrees.`);
}

/** Sizes across the axis: module and pressure angle are the normal ones, which a helix angle spreads. */
function toothForm(params: PartParams<"gear">): ToothForm {
  const { m, z, shift, backlash, helix_angle, pressure_angle, root_fillet = ROOT_FILLET * m } = params;
  checkAngle(pressure_angle);
  const cosine = Math.cos(degToRad(helix_angle));
  const [transverse, normalAngle] = [m / cosine, degToRad(pressure_angle)];
  const pressureAngleRad = Math.atan(Math.tan(normalAngle) / cosine);
  const pitchRadius = (transverse * z) / 2;
  const thicknessMm = (Math.PI / 2) * transverse + (2 * shift * m * Math.tan(normalAngle)) / cosine - backlash;
  mustBeAbove("backlash", thicknessMm, 0, "or nothing is left of the tooth");
  return {
    z,
    pitchRadius,
    pressureAngleRad,
    tipRadius: pitchRadius + (ADDENDUM + shift) * m,
    rootRadius: pitchRadius - (DEDENDUM - shift) * m,
    thicknessMm,
    filletMm: root_fillet,
  };
}

export function makeGear(kernel: Kernel, params: PartParams<"gear">): PartShape {
  const { feature, at, z, b, bore, helix_angle, hand, hub_d, hub_h } = params;
  const form = toothForm(params);
  mustBeBelow("bore", bore, 2 * form.rootRadius, "the root diameter");
  if (helix_angle > 0 && z > MAX_HELICAL_TEETH)
    throw invalidInput(`z is ${z} and must be at most ${MAX_HELICAL_TEETH} for a helical gear.`);
  const loop = gearLoop(form);
  return kernel.scope((own) => {
    const turnRad = ((b * Math.tan(degToRad(helix_angle))) / form.pitchRadius) * (hand === "left" ? -1 : 1);
    const assembly = new Assembly(kernel, own, feature, at);
    if (helix_angle > 0) {
      const body = screwSweep(kernel, own, loop, XY_PLANE, { turnRad, rise: b });
      const roles = body.roles.map((role) => (role === "start" ? "bottom" : role === "end" ? "top" : role));
      assembly.add({ ...body, roles });
    } else assembly.add(extrudeRegion(kernel, own, { outer: loop, holes: [] }, b));
    addHub(kernel, own, assembly, { b, bore, hub_d, hub_h, limit: 2 * form.rootRadius });
    return assembly.build("The gear");
  });
}

/** A hub on top and the bore through everything; sizes of 0 leave them out. */
export function addHub(
  kernel: Kernel,
  own: Own,
  assembly: Assembly,
  { b, bore, hub_d, hub_h, limit }: { b: number; bore: number; hub_d: number; hub_h: number; limit: number },
): void {
  const hub = hub_d > 0 && hub_h > 0;
  if (hub) {
    mustBeBelow("hub_d", hub_d, limit, "the diameter that it stands on");
    mustBeBelow("bore", bore, hub_d, "hub_d");
    assembly.add(rod(kernel, own, hub_d, b, b + hub_h), { name: "hub" });
  }
  if (bore > 0) assembly.cut(rod(kernel, own, bore, -OVERSHOOT_MM, b + (hub ? hub_h : 0) + OVERSHOOT_MM, "wall"), { name: "bore" });
}

export function makeInternalGear(
  kernel: Kernel,
  { feature, at, m, z, b, od, backlash, pressure_angle }: PartParams<"internal_gear">,
): PartShape {
  checkAngle(pressure_angle);
  const pitchRadius = (m * z) / 2;
  const form: ToothForm = {
    z,
    pitchRadius,
    pressureAngleRad: degToRad(pressure_angle),
    // Its spaces are the teeth of a gear whose tips reach the ring's root.
    tipRadius: pitchRadius + DEDENDUM * m,
    rootRadius: pitchRadius - ADDENDUM * m,
    thicknessMm: (Math.PI / 2) * m + backlash,
    filletMm: 0,
  };
  mustBeAbove("od", od, 2 * form.tipRadius, "the root diameter of the teeth");
  const spaces = gearLoop(form).map((piece) => ({
    ...piece,
    role: piece.role?.replace(/tip$/, "ROOT").replace(/root$/, "tip").replace("ROOT", "root"),
  }));
  return kernel.scope((own) =>
    new Assembly(kernel, own, feature, at)
      .add(raised(kernel, own, { outer: circleLoop(od / 2, "outer"), holes: [spaces] }, 0, b))
      .build("The internal gear"),
  );
}

export function makeRack(kernel: Kernel, { feature, at, m, z, b, h, backlash, pressure_angle }: PartParams<"rack">): PartShape {
  checkAngle(pressure_angle);
  mustBeAbove("h", h, DEDENDUM * m, "the dedendum");
  const slope = Math.tan(degToRad(pressure_angle));
  const halfAtPitch = (Math.PI * m) / 4 - backlash / 2;
  const half = (height: number) => halfAtPitch - height * slope;
  if (half(ADDENDUM * m) <= 0)
    throw invalidInput(
      `backlash is ${backlash} and must be less than ${tidy(backlash + 2 * half(ADDENDUM * m))}, or the teeth are pointed.`,
    );
  const pitch = Math.PI * m;
  const [low, high] = [h - DEDENDUM * m, h + ADDENDUM * m];
  const corners: Point2dMm[] = [];
  const roles: string[] = [];
  const put = (at: Point2dMm, role: string) => {
    corners.push(at);
    roles.push(role);
  };
  const end = (pitch * z) / 2;
  put([-end, 0], "bottom_edge");
  put([end, 0], "+x");
  put([end, low], "root");
  for (let index = z - 1; index >= 0; index--) {
    const x = -end + pitch * (index + 0.5);
    put([x + half(low - h), low], `tooth[${index + 1}]/flank`);
    put([x + half(high - h), high], `tooth[${index + 1}]/tip`);
    put([x - half(high - h), high], `tooth[${index + 1}]/flank`);
    put([x - half(low - h), low], "root");
  }
  put([-end, low], "-x");
  return kernel.scope((own) => {
    // Drawn in XZ: the plane's normal is −Y, so it starts at +b/2.
    const plane = {
      origin: [0, b / 2, 0] as [number, number, number],
      u: [1, 0, 0] as [number, number, number],
      v: [0, 0, 1] as [number, number, number],
    };
    const body = extrudeRegion(kernel, own, { outer: polygonLoop(corners, roles), holes: [] }, b, plane);
    const side: Record<string, string> = { bottom: "+y", top: "-y", bottom_edge: "bottom" };
    return new Assembly(kernel, own, feature, at).add({ ...body, roles: body.roles.map((role) => side[role] ?? role) }).build("The rack");
  });
}
