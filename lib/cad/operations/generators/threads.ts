import { frameDirections } from "@/lib/cad/kernel/face-geometry";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { facesOf } from "@/lib/cad/kernel/topology";
import { add, multiply } from "@/lib/cad/kernel/vector";
import type { PartParams } from "../implementation";
import { combineParts } from "../modelling/booleans";
import { nextAge } from "../modelling/carry-names";
import { checkResult, solidCount } from "../modelling/checks";
import { placeCopies } from "../modelling/place-copies";
import { circleLoop } from "../modelling/region";
import { extrudeRegion } from "../modelling/region-sweeps";
import type { RoledBody } from "../modelling/sweeps";
import { turnedPolygon } from "../part/bodies";
import { cutDepth, onFace } from "../part/face-features";
import { PartModel } from "../selectors/part-model";
import { Assembly, OVERSHOOT_MM } from "./assembly";
import { combineBodies } from "./combine-bodies";
import { type CylinderFace, cylinderOn } from "./cylinder-face";
import { checkThread, minorDiameter, type Thread, threadedBody } from "./thread-section";

/** Lengths that are given twice agree to this. */
const SAME_MM = 1e-6;

export function makeThreadedRod(kernel: Kernel, { feature, at, d, pitch, length, mode, hand }: PartParams<"threaded_rod">): PartShape {
  checkThread({ d, pitch }, mode === "modelled" ? length : 0);
  return kernel.scope((own) => {
    const body =
      mode === "modelled"
        ? threadedBody(kernel, own, { d, pitch, hand }, 0, length)
        : extrudeRegion(kernel, own, { outer: circleLoop(d / 2, "thread"), holes: [] }, length);
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
    const length = params.length ?? cylinder.length;
    if (length > cylinder.length + SAME_MM) {
      throw invalidInput(`length is ${length} and must be at most ${cylinder.length}, the length of ${model.nameOf(cylinder.index)}.`, {
        feasible: { param: "length", max: cylinder.length },
      });
    }
    if (mode === "cosmetic") return withAlias(kernel, part, cylinder.index, `${feature}/thread`);
    checkThread({ d, pitch }, length);
    const thread = { d, pitch, hand, ...(cylinder.inward ? { innerRadius: cylinder.radius } : {}) };
    const start = from === "top" ? cylinder.length - length : 0;
    return threadSleeve(kernel, own, { feature, part }, thread, {
      ...cylinder,
      base: add(cylinder.base, multiply(cylinder.axis, start)),
      length,
    });
  });
}

export function cutTappedHole(kernel: Kernel, params: PartParams<"tapped_hole">): PartShape {
  const { d, pitch, mode, hand, depth, at } = params;
  const drill = params.drill ?? d - pitch;
  checkThread({ d, pitch });
  const least = minorDiameter(d, pitch);
  if (drill >= d || drill < least - 1e-3) {
    throw invalidInput(`drill is ${drill} and must be from ${least} to below ${d} for a thread of d ${d} mm.`);
  }
  const drillDepth = depth === undefined ? undefined : (params.drill_depth ?? depth + 3 * pitch);
  if (depth !== undefined && drillDepth !== undefined && drillDepth < depth) {
    throw invalidInput(`drill_depth is ${drillDepth} and must be at least the thread's depth of ${depth} mm.`);
  }
  return onFace(kernel, params, {
    what: "The tapped hole",
    kind: "cut",
    draw: (own, behind) => {
      const { bottom } = cutDepth(params, behind);
      const tip = drillDepth === undefined ? bottom : -drillDepth;
      if (mode === "cosmetic") return drilled(kernel, own, drill / 2, tip, bottom);
      checkThread({ d, pitch }, OVERSHOOT_MM - bottom, at.length);
      const thread = threadedBody(kernel, own, { d, pitch, hand, innerRadius: drill / 2 }, bottom, OVERSHOOT_MM);
      const roled = { ...thread, roles: thread.roles.map((role) => (role === "start" ? "floor" : role === "end" ? "mouth" : role)) };
      return tip < bottom ? combineBodies(kernel, own, "fuse", roled, [cylinderBody(kernel, own, drill / 2, tip, bottom)]) : roled;
    },
  });
}

/** A plain hole whose upper wall is `thread` and whose rest is `wall`. */
function drilled(kernel: Kernel, own: Own, radius: number, tip: number, threadEnd: number): RoledBody {
  return turnedPolygon(kernel, own, [
    [[0, tip], "floor"],
    [[radius, tip], "wall"],
    [[radius, Math.max(tip, threadEnd)], "thread"],
    [[radius, OVERSHOOT_MM], "mouth"],
    [[0, OVERSHOOT_MM], "axis"],
  ]);
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

/**
 * Takes a sleeve around the cylinder out of the part and puts a threaded one in. Only plane ends and exact cylinders
 * meet in these booleans; cutting the helix itself into the shaft intersects every turn and takes minutes.
 */
function threadSleeve(
  kernel: Kernel,
  own: Own,
  { feature, part }: Pick<PartParams<"thread">, "feature" | "part">,
  thread: Thread,
  { base, axis, length, inward, radius }: CylinderFace,
): PartShape {
  const { d, pitch } = thread;
  // The sleeve reaches half a pitch beyond the thread's own depth, as far as a core is left.
  const outer = inward ? d / 2 + pitch / 2 : radius;
  const inner = inward ? radius : Math.max(minorDiameter(d, pitch) / 2 - pitch / 2, minorDiameter(d, pitch) / 4);
  const sleeve = extrudeRegion(kernel, own, { outer: circleLoop(outer, "outer"), holes: [circleLoop(inner, "inner")] }, length);
  const threaded = inward
    ? combineBodies(kernel, own, "cut", extrudeRegion(kernel, own, { outer: circleLoop(outer, "outer"), holes: [] }, length), [
        threadedBody(kernel, own, thread, -pitch, length + pitch),
      ])
    : combineBodies(kernel, own, "cut", threadedBody(kernel, own, thread, 0, length), [
        cylinderBody(kernel, own, inner, -OVERSHOOT_MM, length + OVERSHOOT_MM),
      ]);
  const by = { feature, age: nextAge([part]) };
  const { u } = frameDirections(axis);
  const frame = { origin: base, u, v: u, n: axis };
  const place = (body: RoledBody) => placeCopies(kernel, own, body, frame, [[0, 0]], by);
  const bored = combineParts(kernel, "cut", part, place(sleeve), by);
  try {
    const result = combineParts(kernel, "fuse", bored, place(threaded), by);
    checkResult(kernel, result, {
      what: "The thread",
      before: part,
      volume: inward ? "changed" : "less",
      solids: solidCount(kernel, part),
    });
    return result;
  } finally {
    freePart(bored);
  }
}

function cylinderBody(kernel: Kernel, own: Own, radius: number, from: number, to: number): RoledBody {
  const plane = {
    origin: [0, 0, from] as [number, number, number],
    u: [1, 0, 0] as [number, number, number],
    v: [0, 1, 0] as [number, number, number],
  };
  return extrudeRegion(kernel, own, { outer: circleLoop(radius, "inner"), holes: [] }, to - from, plane);
}
