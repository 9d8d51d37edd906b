import type { FaceFrame } from "@/lib/cad/kernel/face-geometry";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Profile } from "@/lib/contract/operations/part/common";
import { degToRad } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { combineParts } from "../modelling/booleans";
import { nextAge } from "../modelling/carry-names";
import { checkResult, solidCount } from "../modelling/checks";
import { depthBehind, frameOn } from "../modelling/face-frame";
import { placeCopies } from "../modelling/place-copies";
import { XY_PLANE } from "../modelling/profile-face";
import { outlineOf } from "../modelling/profile-outline";
import { extrudeOutline, offsetPlane, type RoledBody } from "../modelling/sweeps";
import { PartModel } from "../selectors/part-model";
import { turnedPolygon } from "./bodies";

/** Through cuts and the mouths of blind ones reach so far past the faces they pass: no tool ends in a face that it cuts. */
const OVERSHOOT_MM = 1;

export type OnFace = Pick<PartParams<"boss">, "feature" | "part" | "on" | "origin" | "at">;
type Depth = Pick<PartParams<"hole">, "depth" | "through">;

export interface FeatureTool {
  /** For messages: "The hole". */
  what: string;
  kind: "fuse" | "cut";
  angle?: number;
  /** The tool at the origin, the face in the plane Z = 0 and outward up. */
  draw(own: Own, depthBehindMm: number, frame: FaceFrame): RoledBody;
}

/** Places a tool at every position on the face and does one boolean with all of them. */
export function onFace(kernel: Kernel, { feature, part, on, origin, at }: OnFace, tool: FeatureTool): PartShape {
  return kernel.scope((own) => {
    const model = new PartModel(kernel, own, part);
    const frame = frameOn(model, on, origin);
    const by = { feature, age: nextAge([part]) };
    const body = tool.draw(own, depthBehind(model, frame), frame);
    const copies = placeCopies(kernel, own, body, frame, at, by, tool.angle);
    const result = combineParts(kernel, tool.kind, part, copies, by);
    checkResult(kernel, result, {
      what: tool.what,
      before: part,
      volume: tool.kind === "cut" ? "less" : "more",
      solids: solidCount(kernel, part),
    });
    return result;
  });
}

/** Depth of a cut below its face, with the overshoot of a through cut. */
export function cutDepth({ depth, through }: Depth, depthBehindMm: number): { bottom: number; through: boolean } {
  if (depth !== undefined && through) throw invalidInput("A cut has either a depth or goes through, not both.");
  return depth === undefined ? { bottom: -(depthBehindMm + OVERSHOOT_MM), through: true } : { bottom: -depth, through: false };
}

/** A prism from above the face down to the cut's bottom: `floor` and `wall[k]`. */
function profileCut(kernel: Kernel, own: Own, profile: Profile, bottom: number): RoledBody {
  const plane = offsetPlane(XY_PLANE, OVERSHOOT_MM);
  const { shape, roles } = extrudeOutline(kernel, own, outlineOf(profile), plane, bottom - OVERSHOOT_MM);
  return { shape, roles: roles.map((role) => (role === "top" ? "floor" : role === "bottom" ? "mouth" : role.replace("side", "wall"))) };
}

export function addBoss(kernel: Kernel, params: PartParams<"boss">): PartShape {
  const { d, h } = params;
  return onFace(kernel, params, {
    what: "The boss",
    kind: "fuse",
    draw: (own) =>
      turnedPolygon(kernel, own, [
        [[0, 0], "foot"],
        [[d / 2, 0], "wall"],
        [[d / 2, h], "top"],
        [[0, h], "axis"],
      ]),
  });
}

export function addPad(kernel: Kernel, params: PartParams<"pad">): PartShape {
  const { profile, h, angle } = params;
  return onFace(kernel, params, {
    what: "The pad",
    kind: "fuse",
    angle,
    draw: (own) => extrudeOutline(kernel, own, outlineOf(profile), XY_PLANE, h),
  });
}

export function cutPocket(kernel: Kernel, params: PartParams<"pocket">): PartShape {
  const { profile, angle } = params;
  return onFace(kernel, params, {
    what: "The pocket",
    kind: "cut",
    angle,
    draw: (own, behind) => profileCut(kernel, own, profile, cutDepth(params, behind).bottom),
  });
}

export function cutSlot(kernel: Kernel, params: PartParams<"slot_cut">): PartShape {
  const { length, w, angle } = params;
  return onFace(kernel, params, {
    what: "The slot",
    kind: "cut",
    angle,
    draw: (own, behind) => profileCut(kernel, own, { shape: "slot", length, w }, cutDepth(params, behind).bottom),
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
