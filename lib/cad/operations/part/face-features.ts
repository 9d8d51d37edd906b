import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { degToRad } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { cutDepth, OVERSHOOT_MM, onFace, regionCut } from "../modelling/on-face";
import type { Region } from "../modelling/outline-segment";
import { roundedCorners } from "../modelling/polygon";
import { XY_PLANE } from "../modelling/profile-face";
import { regionsOf } from "../modelling/profile-outline";
import { extrudeRegions } from "../modelling/sweeps";
import { endAt } from "../modelling/up-to";
import { turnedPolygon } from "./bodies";

export function addBoss(kernel: Kernel, params: PartParams<"boss">): PartShape {
  const { d, h, draft } = params;
  const top = d / 2 - h * Math.tan(degToRad(draft));
  if (top <= 0) {
    const max = (Math.atan(d / 2 / h) * 180) / Math.PI;
    throw invalidInput(`draft is ${draft} and must be less than ${max}: the boss would end in a point.`, {
      feasible: { param: "draft", max },
    });
  }
  return onFace(kernel, params, {
    what: "The boss",
    kind: "fuse",
    draw: (own) =>
      turnedPolygon(kernel, own, [
        [[0, 0], "foot"],
        [[d / 2, 0], "wall"],
        [[top, h], "top"],
        [[0, h], "axis"],
      ]),
  });
}

/** Raised by h, or up to a plane face that looks back at it. */
export function addPad(kernel: Kernel, params: PartParams<"pad">): PartShape {
  const { profile, h, to, angle } = params;
  if ((h === undefined) === (to === undefined))
    throw invalidInput("A pad has either a height h or a face that it goes up to, and not both.");
  const regions = regionsOf(profile);
  return onFace(kernel, params, {
    what: "The pad",
    kind: "fuse",
    angle,
    ...(to === undefined
      ? { draw: (own: Own) => extrudeRegions(kernel, own, regions, XY_PLANE, h ?? 0) }
      : { drawFor: (own, _, frame, model) => endAt(kernel, own, model, { regions, frame, to, params }) }),
  });
}

/** A pocket's convex corners are rounded by r, as its cutter leaves them. */
export function cutPocket(kernel: Kernel, params: PartParams<"pocket">): PartShape {
  const { profile, angle, r } = params;
  const regions = r === undefined ? regionsOf(profile) : regionsOf(profile).map((region) => withRoundedCorners(region, r));
  return onFace(kernel, params, {
    what: "The pocket",
    kind: "cut",
    angle,
    draw: (own, behind) => regionCut(kernel, own, regions, cutDepth(params, behind).bottom),
  });
}

function withRoundedCorners({ outer, holes }: Region, r: number): Region {
  return { outer: roundedCorners(outer, r, "convex"), holes: holes.map((hole) => roundedCorners(hole, r, "concave")) };
}

export function cutSlot(kernel: Kernel, params: PartParams<"slot_cut">): PartShape {
  const { length, w, angle } = params;
  const regions = regionsOf({ shape: "slot", length, w });
  return onFace(kernel, params, {
    what: "The slot",
    kind: "cut",
    angle,
    draw: (own, behind) => regionCut(kernel, own, regions, cutDepth(params, behind).bottom),
  });
}

export function cutHole(kernel: Kernel, params: PartParams<"hole">): PartShape {
  const { d, tip_angle } = params;
  if (tip_angle !== undefined && (tip_angle <= 0 || tip_angle >= 180)) {
    throw invalidInput(`A drill's tip angle lies between 0° and 180°, not at ${tip_angle}°.`);
  }
  const r = d / 2;
  return onFace(kernel, params, {
    what: "The hole",
    kind: "cut",
    draw: (own, behind) => {
      const { bottom, through } = cutDepth(params, behind);
      const tip = tip_angle === undefined || through ? bottom : bottom - r / Math.tan(degToRad(tip_angle) / 2);
      return turnedPolygon(kernel, own, [
        [[0, tip], "floor"],
        [[r, bottom], "wall"],
        [[r, OVERSHOOT_MM], "mouth"],
        [[0, OVERSHOOT_MM], "axis"],
      ]);
    },
  });
}

export function cutCounterbore(kernel: Kernel, params: PartParams<"counterbore">): PartShape {
  const { d, D, seat_depth, depth } = params;
  if (D <= d) throw invalidInput(`A counterbore of D ${D} mm is not wider than its hole of d ${d} mm.`);
  if (depth !== undefined && depth <= seat_depth) {
    throw invalidInput(`A hole ${depth} mm deep ends within its seat, which is ${seat_depth} mm deep.`);
  }
  return onFace(kernel, params, {
    what: "The counterbored hole",
    kind: "cut",
    draw: (own, behind) => {
      const { bottom } = cutDepth(params, behind);
      if (seat_depth >= behind)
        throw invalidInput(`A seat ${seat_depth} mm deep goes through the part, which is ${behind} mm thick there.`);
      return turnedPolygon(kernel, own, [
        [[0, bottom], "floor"],
        [[d / 2, bottom], "wall"],
        [[d / 2, -seat_depth], "seat"],
        [[D / 2, -seat_depth], "cbore"],
        [[D / 2, OVERSHOOT_MM], "mouth"],
        [[0, OVERSHOOT_MM], "axis"],
      ]);
    },
  });
}

export function cutCountersink(kernel: Kernel, params: PartParams<"countersink">): PartShape {
  const { d, D, angle, depth } = params;
  if (D <= d) throw invalidInput(`A countersink of D ${D} mm is not wider than its hole of d ${d} mm.`);
  if (angle <= 0 || angle >= 180) throw invalidInput(`A countersink's angle lies between 0° and 180°, not at ${angle}°.`);
  const seat = (D - d) / 2 / Math.tan(degToRad(angle) / 2);
  if (depth !== undefined && depth < seat)
    throw invalidInput(`A hole ${depth} mm deep ends within its countersink, which is ${seat} mm deep.`);
  return onFace(kernel, params, {
    what: "The countersunk hole",
    kind: "cut",
    draw: (own, behind) => {
      // Where the part is thinner than the countersink is deep, the tool still has to end below its cone.
      const { bottom } = cutDepth(params, Math.max(behind, seat));
      return turnedPolygon(kernel, own, [
        [[0, bottom], "floor"],
        [[d / 2, bottom], "wall"],
        [[d / 2, -seat], "csink"],
        [[D / 2, 0], "mouth_wall"],
        [[D / 2, OVERSHOOT_MM], "mouth"],
        [[0, OVERSHOOT_MM], "axis"],
      ]);
    },
  });
}
