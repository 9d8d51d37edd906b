import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import { degToRad } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { type Curve2, circleLoop, type Loop, polar, rectangleLoop } from "../modelling/region";
import { revolveRegion } from "../modelling/region-sweeps";
import type { RoledBody } from "../modelling/sweeps";
import { Assembly, OVERSHOOT_MM, type Stand } from "./assembly";
import { prism, raised, rod } from "./primitives";
import { mustBeAbove, mustBeBelow } from "./refuse";

/** Drawn in (X, Z) and extruded along Y. */
const ACROSS: Stand = { z: [0, -1, 0], x: [1, 0, 0] };

const line = (from: Point2dMm, to: Point2dMm, role: string): Curve2 => ({ kind: "line", from, to, role });

export function makePipeClamp(kernel: Kernel, { feature, at, pipe_d, t, w, foot, screw_d }: PartParams<"pipe_clamp">): PartShape {
  const r = pipe_d / 2;
  mustBeBelow("t", t, r, "half of pipe_d");
  mustBeAbove("foot", foot, t, "t: it runs from the pipe outwards");
  mustBeBelow("screw_d", screw_d, Math.min(w, foot - t), "the foot beside the band, and w");
  const [outer, end] = [r + t, r + foot];
  const loop: Loop = [
    line([-end, 0], [-r, 0], "bottom"),
    line([-r, 0], [-r, r], "inner"),
    { kind: "arc", from: [-r, r], via: [0, 2 * r], to: [r, r], role: "seat" },
    line([r, r], [r, 0], "inner"),
    line([r, 0], [end, 0], "bottom"),
    line([end, 0], [end, t], "+x"),
    line([end, t], [outer, t], "foot[1]"),
    line([outer, t], [outer, r], "outer"),
    { kind: "arc", from: [outer, r], via: [0, r + outer], to: [-outer, r], role: "band" },
    line([-outer, r], [-outer, t], "outer"),
    line([-outer, t], [-end, t], "foot[2]"),
    line([-end, t], [-end, 0], "-x"),
  ];
  return kernel.scope((own) => {
    const assembly = new Assembly(kernel, own, feature, at).add(prism(kernel, own, loop, -w / 2, w / 2), ACROSS);
    addScrews(kernel, own, assembly, screw_d, (outer + end) / 2, t);
    return assembly.build("The pipe clamp");
  });
}

/** A screw hole through a plate on either side. */
function addScrews(kernel: Kernel, own: Own, assembly: Assembly, d: number, x: number, t: number): void {
  if (d <= 0) return;
  const tool = rod(kernel, own, d, -OVERSHOOT_MM, t + OVERSHOOT_MM, "wall");
  assembly.cut(tool, { origin: [x, 0, 0], name: "hole[1]" }).cut(tool, { origin: [-x, 0, 0], name: "hole[2]" });
}

export function makeShaftClamp(kernel: Kernel, { feature, at, bore, od, w, gap, screw_d }: PartParams<"shaft_clamp">): PartShape {
  mustBeBelow("bore", bore, od, "od");
  mustBeBelow("gap", gap, bore, "bore");
  mustBeBelow("screw_d", screw_d, Math.min(w, (od - bore) / 2), "w and the thickness of the ring");
  return kernel.scope((own) => {
    const ring = raised(kernel, own, { outer: circleLoop(od / 2, "outer"), holes: [circleLoop(bore / 2, "bore")] }, 0, w);
    const slit = prism(
      kernel,
      own,
      rectangleLoop(od / 2 + OVERSHOOT_MM, gap, 0, [od / 4 + OVERSHOOT_MM / 2, 0]),
      -OVERSHOOT_MM,
      w + OVERSHOOT_MM,
    );
    const assembly = new Assembly(kernel, own, feature, at).add(ring).cut(slit, { name: "slit" });
    if (screw_d > 0) {
      const across = rod(kernel, own, screw_d, -od, od, "wall");
      assembly.cut(across, { origin: [(od + bore) / 4, 0, w / 2], z: [0, 1, 0], name: "screw" });
    }
    return assembly.build("The shaft clamp");
  });
}

export function makeCableClip(kernel: Kernel, { feature, at, cable_d, t, w, base, opening, screw_d }: PartParams<"cable_clip">): PartShape {
  const [r, outer] = [cable_d / 2, cable_d / 2 + t];
  // The cable's circle touches the plate; outside, the C meets it here.
  const root = Math.sqrt(outer ** 2 - r ** 2);
  mustBeAbove("base", base, 2 * root, "the width of the C on its plate");
  if (opening <= 0 || opening >= 180) throw invalidInput(`opening is ${opening} and must be between 0 and 180 degrees.`);
  mustBeBelow("screw_d", screw_d, Math.min(w, base / 2 - outer), "the plate beside the C, and w");
  const centre: Point2dMm = [0, t + r];
  const on = (radius: number, angle: number): Point2dMm => {
    const [x, z] = polar(radius, angle);
    return [x, centre[1] + z];
  };
  const [right, left] = [Math.PI / 2 - degToRad(opening) / 2, Math.PI / 2 + degToRad(opening) / 2];
  const loop: Loop = [
    line([-base / 2, 0], [base / 2, 0], "bottom"),
    line([base / 2, 0], [base / 2, t], "+x"),
    line([base / 2, t], [root, t], "plate[1]"),
    { kind: "arc", from: [root, t], via: on(outer, 0), to: on(outer, right), role: "outer" },
    line(on(outer, right), on(r, right), "lip[1]"),
    { kind: "arc", from: on(r, right), via: on(r, -Math.PI / 2), to: on(r, left), role: "seat" },
    line(on(r, left), on(outer, left), "lip[2]"),
    { kind: "arc", from: on(outer, left), via: on(outer, Math.PI), to: [-root, t], role: "outer" },
    line([-root, t], [-base / 2, t], "plate[2]"),
    line([-base / 2, t], [-base / 2, 0], "-x"),
  ];
  return kernel.scope((own) => {
    const assembly = new Assembly(kernel, own, feature, at).add(prism(kernel, own, loop, -w / 2, w / 2), ACROSS);
    addScrews(kernel, own, assembly, screw_d, (outer + base / 2) / 2, t);
    return assembly.build("The cable clip");
  });
}

/** A rod bent from upwards at the origin towards +X. */
function bend(kernel: Kernel, own: Own, d: number, R: number, angleDeg: number): { body: RoledBody; stand: (origin: Vec3) => Stand } {
  const body = revolveRegion(kernel, own, { outer: circleLoop(d / 2, "bend", [R, 0]), holes: [] }, angleDeg);
  return { body, stand: ([x, y, z]) => ({ origin: [x + R, y, z], z: [0, 1, 0], x: [-1, 0, 0] }) };
}

export function makeHook(kernel: Kernel, { feature, at, d, R, angle, shank, plate_d, plate_t }: PartParams<"hook">): PartShape {
  mustBeAbove("R", R, d / 2, "half of d");
  if (angle < 10 || angle > 300) throw invalidInput(`angle is ${angle} and must be from 10 to 300 degrees.`);
  const plate = plate_d > 0 && plate_t > 0;
  if (plate) mustBeAbove("plate_d", plate_d, d, "d");
  const foot = plate ? plate_t : 0;
  return kernel.scope((own) => {
    const curve = bend(kernel, own, d, R, angle);
    const assembly = new Assembly(kernel, own, feature, at)
      .add(rod(kernel, own, d, foot, foot + shank), { name: "shank" })
      .add(curve.body, { ...curve.stand([0, 0, foot + shank]), name: "hook" });
    if (plate) assembly.add(rod(kernel, own, plate_d, 0, foot), { name: "plate" });
    return assembly.build("The hook");
  });
}

export function makeHandle(kernel: Kernel, { feature, at, length, h, d, R, hole_d, hole_depth }: PartParams<"handle">): PartShape {
  mustBeAbove("R", R, d / 2, "half of d");
  mustBeBelow("R", R, Math.min(h, length / 2), "h and half of length");
  mustBeBelow("hole_d", hole_d, d, "d");
  if (hole_d > 0) mustBeBelow("hole_depth", hole_depth, h - R, "the straight part of the legs");
  return kernel.scope((own) => {
    const curve = bend(kernel, own, d, R, 90);
    const half = length / 2;
    const leg = rod(kernel, own, d, 0, h - R);
    const assembly = new Assembly(kernel, own, feature, at)
      .add(leg, { origin: [-half, 0, 0], name: "leg[1]" })
      .add(leg, { origin: [half, 0, 0], name: "leg[2]" })
      .add(curve.body, { ...curve.stand([-half, 0, h - R]), name: "bend[1]" })
      .add(curve.body, { origin: [half - R, 0, h - R], z: [0, -1, 0], x: [1, 0, 0], name: "bend[2]" })
      .add(rod(kernel, own, d, -half + R, half - R), { origin: [0, 0, h], z: [1, 0, 0], name: "bar" });
    if (hole_d > 0) {
      const tool = rod(kernel, own, hole_d, -OVERSHOOT_MM, hole_depth, "wall");
      assembly.cut(tool, { origin: [-half, 0, 0], name: "hole[1]" }).cut(tool, { origin: [half, 0, 0], name: "hole[2]" });
    }
    return assembly.build("The handle");
  });
}
