import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import type { PartParams } from "../implementation";
import { circleLoop, type Loop, rectangleLoop } from "../modelling/region";
import { Assembly, OVERSHOOT_MM } from "./assembly";
import { prism, raised, rod } from "./primitives";
import { mustBeAbove, mustBeBelow } from "./refuse";

/** The lid of an enclosure lies so far beside its base. */
const LID_GAP_MM = 10;

type BoxSizes = Pick<PartParams<"lid">, "x" | "y" | "wall" | "corner_r" | "lid_t" | "lip_h" | "clearance">;

function checkBox({ x, y, wall, corner_r, clearance, lip_h }: BoxSizes): void {
  const side = Math.min(x, y);
  mustBeBelow("wall", wall, side / 2, "half of the shorter side");
  if (corner_r > side / 2)
    throw invalidInput(`corner_r is ${corner_r} and must be at most ${side / 2}.`, { feasible: { param: "corner_r", max: side / 2 } });
  if (lip_h > 0) mustBeBelow("clearance", clearance, side / 2 - 2 * wall, "what wall and lip leave");
}

/** The inner outline of walls, its corners rounded as far as the wall leaves. */
function inset({ x, y, corner_r }: BoxSizes, by: number): Loop {
  return rectangleLoop(x - 2 * by, y - 2 * by, Math.max(0, corner_r - by));
}

/** A lid with its outside on Z = 0: plate, lip, holes, and room for what stands in the corners. */
function addLid(
  kernel: Kernel,
  own: Own,
  assembly: Assembly,
  sizes: BoxSizes & { screw_d: number },
  options: { origin: Vec3; screws: readonly Point2dMm[]; relief: number; prefix: string },
): void {
  const { wall, lid_t, lip_h, clearance, screw_d } = sizes;
  const { origin, screws, relief, prefix } = options;
  const named = (name: string) => ({ origin, name: `${prefix}${name}` });
  const holes = screw_d > 0 ? screws.map((at, index) => circleLoop(screw_d / 2, `hole[${index + 1}]/wall`, at)) : [];
  assembly.add(raised(kernel, own, { outer: inset(sizes, 0), holes }, 0, lid_t), named("plate"));
  if (lip_h <= 0) return;
  const lip = { outer: inset(sizes, wall + clearance), holes: [inset(sizes, 2 * wall + clearance)] };
  assembly.add(raised(kernel, own, lip, lid_t, lid_t + lip_h), named("lip"));
  if (relief <= 0) return;
  for (const [index, [px, py]] of screws.entries()) {
    const tool = rod(kernel, own, relief, lid_t, lid_t + lip_h + OVERSHOOT_MM, "relief");
    assembly.cut(tool, { origin: [origin[0] + px, origin[1] + py, origin[2]], name: `${prefix}lip[${index + 1}]` });
  }
}

export function makeLid(kernel: Kernel, params: PartParams<"lid">): PartShape {
  const { feature, at, x, y, screws, screw_d } = params;
  checkBox(params);
  if (screws.length > 0) mustBeAbove("screw_d", screw_d, 0, "screws are asked for");
  for (const [index, [px, py]] of screws.entries()) {
    if (Math.abs(px) + screw_d / 2 >= x / 2 || Math.abs(py) + screw_d / 2 >= y / 2) {
      throw invalidInput(`screws[${index}] at ${JSON.stringify([px, py])} does not lie on the lid of ${x} x ${y} mm.`);
    }
  }
  return kernel.scope((own) => {
    const assembly = new Assembly(kernel, own, feature, at);
    // A screw near the wall goes through the lip as well: the lip gives way to it.
    addLid(kernel, own, assembly, params, { origin: [0, 0, 0], screws, relief: screw_d, prefix: "" });
    return assembly.build("The lid");
  });
}

export function makeEnclosure(kernel: Kernel, params: PartParams<"enclosure">): PartShape {
  const { feature, at, x, z, wall, floor, lid_t, lip_h, clearance, boss_d, which } = params;
  checkBox(params);
  const height = z - lid_t;
  mustBeBelow("floor", floor, height, "z less lid_t");
  mustBeBelow("lip_h", lip_h, height - floor, "the depth of the box");
  const screws = boss_d > 0 ? bossPlaces(params) : [];
  return kernel.scope((own) => {
    const assembly = new Assembly(kernel, own, feature, at);
    if (which !== "lid") addBase(kernel, own, assembly, params, height, screws);
    if (which !== "base") {
      const origin: Vec3 = which === "both" ? [x + LID_GAP_MM, 0, 0] : [0, 0, 0];
      const relief = boss_d > 0 ? boss_d + 2 * clearance : 0;
      addLid(kernel, own, assembly, { ...params, wall }, { origin, screws, relief, prefix: which === "both" ? "lid/" : "" });
    }
    return assembly.build("The enclosure", which === "both" ? 2 : 1);
  });
}

/** Bosses stand in the corners, grown into both walls by an eighth of their diameter. */
function bossPlaces({ x, y, wall, corner_r, boss_d, boss_hole, screw_d }: PartParams<"enclosure">): Point2dMm[] {
  mustBeBelow("boss_hole", boss_hole, boss_d, "boss_d");
  mustBeBelow("screw_d", screw_d, boss_d, "boss_d");
  const into = Math.min(wall / 2, boss_d / 8);
  // A rounded corner keeps the boss further in, where its circle still lies within the walls' outside.
  const round = Math.max(0, corner_r - boss_d / 2 - wall + into) * (1 - Math.SQRT1_2);
  const edge = wall + boss_d / 2 - into + round;
  const [px, py] = [x / 2 - edge, y / 2 - edge];
  mustBeBelow("boss_d", boss_d, 2 * Math.min(px, py), "the room between two bosses");
  return [
    [px, py],
    [-px, py],
    [-px, -py],
    [px, -py],
  ];
}

function addBase(
  kernel: Kernel,
  own: Own,
  assembly: Assembly,
  params: PartParams<"enclosure">,
  height: number,
  screws: readonly Point2dMm[],
): void {
  const { wall, floor, boss_d, boss_hole } = params;
  assembly
    .add(prism(kernel, own, inset(params, 0), 0, floor), { name: "floor" })
    .add(raised(kernel, own, { outer: inset(params, 0), holes: [inset(params, wall)] }, floor, height), { name: "wall" });
  for (const [index, [px, py]] of screws.entries()) {
    const origin: Vec3 = [px, py, 0];
    assembly.add(rod(kernel, own, boss_d, floor, height), { origin, name: `boss[${index + 1}]` });
    if (boss_hole > 0)
      assembly.cut(rod(kernel, own, boss_hole, floor, height + OVERSHOOT_MM, "wall"), { origin, name: `boss[${index + 1}]/hole` });
  }
}
