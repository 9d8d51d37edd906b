import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { facesOf } from "@/lib/cad/kernel/topology";
import type { PartParams } from "../implementation";
import { cutDepth, onFace } from "../modelling/on-face";
import { circleLoop } from "../modelling/region";
import type { RoledBody } from "../modelling/sweeps";
import { PartModel } from "../selectors/part-model";
import { Assembly, OVERSHOOT_MM } from "./assembly";
import { combineBodies } from "./combine-bodies";
import { type CylinderFace, cylinderOn } from "./cylinder-face";
import { raised, rod } from "./primitives";
import { stretchOf, swapSleeve } from "./sleeve";
import { checkThread, minorDiameter, type Thread, threadedBody } from "./thread-section";

/** Lengths that are given twice agree to this. */
const SAME_MM = 1e-6;

export function makeThreadedRod(kernel: Kernel, { feature, at, d, pitch, length, mode, hand }: PartParams<"threaded_rod">): PartShape {
  checkThread({ d, pitch }, mode === "modelled" ? length : 0);
  return kernel.scope((own) => {
    const body = mode === "modelled" ? threadedBody(kernel, own, { d, pitch, hand }, 0, length) : rod(kernel, own, d, 0, length, "thread");
    return new Assembly(kernel, own, feature, at).add(body).build("The threaded rod");
  });
}

/** A cosmetic thread leaves the geometry as it is and names the face. */
export function cutThread(kernel: Kernel, params: PartParams<"thread">): PartShape {
  const { feature, part, on, mode, hand, d, pitch, from } = params;
  checkThread({ d, pitch });
  return kernel.scope((own) => {
    const model = new PartModel(kernel, own, part);
    const cylinder = cylinderOn(model, on);
    checkFit(cylinder, d, pitch);
    const { start, length } = stretchOf(model, cylinder, params.length, from);
    if (mode === "cosmetic") return withAlias(kernel, part, cylinder.index, `${feature}/thread`);
    checkThread({ d, pitch }, length);
    const { inward, radius } = cylinder;
    const thread = { d, pitch, hand, ...(inward ? { innerRadius: radius } : {}) };
    const sleeves = threadSleeves(kernel, own, thread, cylinder, length);
    return swapSleeve(
      kernel,
      own,
      { feature, part },
      cylinder,
      { start, ...sleeves },
      { what: "The thread", volume: inward ? "changed" : "less" },
    );
  });
}

/** Holes of the drill's size with the thread cut into their upper part as a real helix. */
export function cutModelledThreads(kernel: Kernel, params: PartParams<"tapped_hole">): PartShape {
  const { d: drill, thread_d: d, pitch, hand, depth, at } = params;
  checkThread({ d, pitch });
  const least = minorDiameter(d, pitch);
  if (drill < least - 1e-3) throw invalidInput(`d is ${drill} and must be at least ${least} for a modelled thread of ${d} mm.`);
  if (params.tip_angle !== undefined) throw invalidInput("tip_angle is for cosmetic threads; a modelled one ends flat.");
  const reach = depth === undefined ? undefined : (params.thread_depth ?? depth);
  return onFace(kernel, params, {
    what: "The tapped hole",
    kind: "cut",
    draw: (own, behind) => {
      const bottom = reach === undefined ? cutDepth(params, behind).bottom : -reach;
      const tip = depth === undefined ? bottom : -depth;
      checkThread({ d, pitch }, OVERSHOOT_MM - bottom, at.length);
      const thread = threadedBody(kernel, own, { d, pitch, hand, innerRadius: drill / 2 }, bottom, OVERSHOOT_MM);
      const roled = { ...thread, roles: thread.roles.map((role) => (role === "start" ? "floor" : role === "end" ? "mouth" : role)) };
      return tip < bottom ? combineBodies(kernel, own, "fuse", roled, [rod(kernel, own, drill, tip, bottom, "wall")]) : roled;
    },
  });
}

function checkFit({ inward, radius }: CylinderFace, d: number, pitch: number): void {
  const diameter = Math.round(2 * radius * 1e6) / 1e6;
  if (!inward) {
    if (Math.abs(diameter - d) > 1e-3) throw invalidInput(`d is ${d} and must be ${diameter}, the diameter of the shaft.`);
    return;
  }
  const least = minorDiameter(d, pitch);
  if (diameter >= d - SAME_MM || diameter < least - 1e-3) {
    throw invalidInput(`A hole of ${diameter} mm can't take a thread of d ${d} mm; the hole must be from ${least} to below ${d} mm.`);
  }
}

function withAlias(kernel: Kernel, part: PartShape, index: number, alias: string): PartShape {
  return kernel.scope((own) => {
    const shape = own.release(part.shape.Moved(own(new kernel.oc.TopLoc_Location()), false));
    const faces = facesOf(kernel, own, shape).map((face, at) => {
      const known = part.faces[at];
      const name = known?.name ?? `face[${at + 1}]`;
      const aliases = at === index ? [...(known?.aliases ?? []), alias] : known?.aliases;
      return { ...known, name, ...(aliases ? { aliases } : {}), face: own.release(face) };
    });
    return { shape, faces };
  });
}

/** A plain sleeve around a cylinder and the threaded one for its place; it reaches half a pitch beyond the thread's depth. */
function threadSleeves(
  kernel: Kernel,
  own: Own,
  thread: Thread,
  { inward, radius }: CylinderFace,
  length: number,
): { plain: RoledBody; shaped: RoledBody } {
  const { d, pitch } = thread;
  const minor = minorDiameter(d, pitch) / 2;
  const outer = inward ? d / 2 + pitch / 2 : radius;
  const inner = inward ? radius : Math.max(minor - pitch / 2, minor / 2);
  const plain = raised(kernel, own, { outer: circleLoop(outer, "outer"), holes: [circleLoop(inner, "inner")] }, 0, length);
  const shaped = inward
    ? combineBodies(kernel, own, "cut", rod(kernel, own, 2 * outer, 0, length, "outer"), [
        threadedBody(kernel, own, thread, -pitch, length + pitch),
      ])
    : combineBodies(kernel, own, "cut", threadedBody(kernel, own, thread, 0, length), [
        rod(kernel, own, 2 * inner, -OVERSHOOT_MM, length + OVERSHOOT_MM, "inner"),
      ]);
  return { plain, shaped };
}
