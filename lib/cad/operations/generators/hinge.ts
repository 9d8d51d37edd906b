import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Point2dMm } from "@/lib/contract/geometry";
import type { PartParams } from "../implementation";
import { circleLoop, type Loop, rectangleLoop } from "../modelling/region";
import { Assembly, type Stand } from "./assembly";
import { raised, rod } from "./primitives";
import { mustBeAbove, mustBeBelow } from "./refuse";

/** Knuckles are as thick around the pin as the leaves. */
const knuckleRadius = ({ pin_d, t, clearance }: PartParams<"hinge">) => (pin_d + clearance) / 2 + t;

/** Extruded along −Y from a drawing in (X, Z). */
const ALONG: Stand = { z: [0, -1, 0], x: [1, 0, 0] };

export function makeHinge(kernel: Kernel, params: PartParams<"hinge">): PartShape {
  const { feature, at, leaf, length, pin_d, knuckles, clearance, hole_d, holes, which } = params;
  const radius = knuckleRadius(params);
  const pitch = length / knuckles;
  mustBeAbove("leaf", leaf, radius + clearance, "the radius of the knuckles and the clearance");
  mustBeBelow("clearance", clearance, pitch / 2, "half of a knuckle's length");
  const room = leaf - radius - clearance;
  if (holes > 0) {
    if (hole_d === 0) throw invalidInput("hole_d is 0 and must be a size: holes are asked for.");
    mustBeBelow("hole_d", hole_d, Math.min(room, length / (holes + 1)), "the room on the leaf");
  }
  return kernel.scope((own) => {
    const assembly = new Assembly(kernel, own, feature, at);
    for (const side of ["left", "right"] as const) if (which === "all" || which === side) addLeaf(kernel, own, assembly, params, side);
    if (which === "all" || which === "pin") {
      // Alone, the pin stands on Z = 0 as every turned part does.
      const stand: Stand = which === "pin" ? {} : { origin: [0, -length / 2, radius], z: [0, 1, 0] };
      assembly.add(rod(kernel, own, pin_d, 0, length), { ...stand, name: "pin" });
    }
    return assembly.build("The hinge", which === "all" ? 3 : 1);
  });
}

/** A leaf: its plate clear of the other's knuckles, and each knuckle in one outline with its root. */
function addLeaf(kernel: Kernel, own: Own, assembly: Assembly, params: PartParams<"hinge">, side: "left" | "right"): void {
  const { leaf, length, t, pin_d, knuckles, clearance, hole_d, holes } = params;
  const sense = side === "right" ? 1 : -1;
  const radius = knuckleRadius(params);
  const clear = radius + clearance;
  const pitch = length / knuckles;
  const middle: Point2dMm = [(sense * (clear + leaf)) / 2, 0];
  const bores = Array.from({ length: holes }, (_, index) =>
    circleLoop(hole_d / 2, `hole[${index + 1}]/wall`, [middle[0], (length * (index + 1)) / (holes + 1) - length / 2]),
  );
  assembly.add(raised(kernel, own, { outer: rectangleLoop(leaf - clear, length, 0, middle), holes: bores }, 0, t), { name: side });
  const outline: Loop = knuckleLoop(radius, t, clear, sense);
  for (let index = side === "left" ? 0 : 1; index < knuckles; index += 2) {
    // The gap between knuckles is shared; the outermost reach the ends of the leaf.
    const from = index * pitch + (index === 0 ? 0 : clearance / 2);
    const to = (index + 1) * pitch - (index === knuckles - 1 ? 0 : clearance / 2);
    const region = { outer: outline, holes: [circleLoop((pin_d + clearance) / 2, "bore", [0, radius])] };
    const body = raised(kernel, own, region, length / 2 - to, length / 2 - from);
    assembly.add(body, { ...ALONG, name: `${side}/knuckle[${Math.floor(index / 2) + 1}]` });
  }
}

/** A circle that stands on the leaf's underside, and the leaf's thickness from there outwards. */
function knuckleLoop(radius: number, t: number, reach: number, sense: 1 | -1): Loop {
  const meet = Math.sqrt(radius ** 2 - (radius - t) ** 2);
  const at = (x: number, z: number): Point2dMm => [sense * x, z];
  return [
    { kind: "line", from: at(0, 0), to: at(reach, 0), role: "underside" },
    { kind: "line", from: at(reach, 0), to: at(reach, t), role: "root" },
    { kind: "line", from: at(reach, t), to: at(meet, t), role: "top" },
    { kind: "arc", from: at(meet, t), via: at(-radius, radius), to: at(0, 0), role: "outside" },
  ];
}
