import { placement } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { facesOf } from "@/lib/cad/kernel/topology";
import { add, multiply, type Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import { degToRad } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { combineParts } from "../modelling/booleans";
import { nextAge } from "../modelling/carry-names";
import { checkResult, solidCount } from "../modelling/checks";
import { OVERSHOOT_MM, onFace } from "../modelling/on-face";
import type { Segment } from "../modelling/outline-segment";
import { located } from "../modelling/place-copies";
import { polygonSegments } from "../modelling/polygon";
import { XY_PLANE } from "../modelling/profile-face";
import { regionsOf } from "../modelling/profile-outline";
import { middleOn, type RoundFace, radialAt, roundFaceOn } from "../modelling/round-face";
import { extrudeOutline, offsetPlane, type RoledBody } from "../modelling/sweeps";
import { PartModel } from "../selectors/part-model";
import { selectFaces } from "../selectors/resolve-selector";
import { turnedPolygon } from "./bodies";

interface Cut {
  feature: string;
  part: PartShape;
  what: string;
  /** The tool drawn at the origin, and where its Z and X go. */
  body: RoledBody;
  at: Vec3;
  normal: Vec3;
  x: Vec3;
}

function cutOnce(kernel: Kernel, own: Own, { feature, part, what, body, at, normal, x }: Cut): PartShape {
  const by = { feature, age: nextAge([part]) };
  const shape = located(kernel, own, body.shape, placement(kernel, own, at, normal, x));
  const faces = facesOf(kernel, own, shape).map((face, index) => ({ name: `${feature}/${body.roles[index] ?? "face"}`, ...by, face }));
  const result = combineParts(kernel, "cut", part, [{ shape, faces }], by);
  checkResult(kernel, result, { what, before: part, volume: "less", solids: solidCount(kernel, part) });
  return result;
}

/** Depth is measured from the round surface above the keyway's middle, as in DIN 6885. */
export function cutKeyway(kernel: Kernel, { feature, part, on, w, depth, length, position, angle, ends }: PartParams<"keyway">): PartShape {
  return kernel.scope((own) => {
    const face = roundFaceOn(new PartModel(kernel, own, part), on);
    const radius = face.radiusMm;
    if (w >= 2 * radius)
      throw invalidInput(`w is ${w} and must be less than ${2 * radius}, the diameter.`, { feasible: { param: "w", max: 2 * radius } });
    const chord = Math.sqrt(radius ** 2 - (w / 2) ** 2);
    if (!face.inward && depth >= radius) {
      throw invalidInput(`depth is ${depth} and must be less than ${radius}, the shaft's radius.`, {
        feasible: { param: "depth", max: radius },
      });
    }
    if (!face.inward && depth <= radius - chord) {
      throw invalidInput(`depth is ${depth} and must be more than ${radius - chord}: the keyway's edges lie that far below its middle.`);
    }
    const whole = length === undefined;
    const middle = middleOn(face, position, length ?? face.lengthMm, "length");
    const outline = keyOutline(whole ? face.lengthMm + 2 * OVERSHOOT_MM : length, w, whole ? "square" : ends);
    const [floor, mouth] = face.inward ? [radius + depth, chord / 2] : [radius - depth, radius + OVERSHOOT_MM];
    const { shape, roles } = extrudeOutline(kernel, own, outline, offsetPlane(XY_PLANE, mouth), floor - mouth);
    const named = roles.map((role) => (role === "top" ? "floor" : role === "bottom" ? "mouth" : role.replace("side", "wall")));
    return cutOnce(kernel, own, {
      feature,
      part,
      what: "The keyway",
      body: { shape, roles: named },
      at: add(face.start, multiply(face.axis, middle)),
      normal: radialAt(face, degToRad(angle)),
      x: face.axis,
    });
  });
}

function keyOutline(length: number, w: number, ends: "round" | "square"): Segment[] {
  if (ends === "round") return regionsOf({ shape: "slot", length, w })[0]?.outer ?? [];
  return regionsOf({ shape: "rectangle", w: length, h: w })[0]?.outer ?? [];
}

/** A ring groove on a shaft, in a bore, or in a plane face. */
export function cutGroove(kernel: Kernel, params: PartParams<"groove">): PartShape {
  const { feature, part, on, w, depth, position, d } = params;
  return kernel.scope((own) => {
    const model = new PartModel(kernel, own, part);
    const [first = 0] = selectFaces(model, on);
    if (model.face(first).type === "plane") return faceGroove(kernel, params);
    if (d !== undefined) throw invalidInput(`d is ${d} and only a groove in a plane face has a diameter of its own.`);
    const face = roundFaceOn(model, on);
    const middle = middleOn(face, position, w, "w");
    return cutOnce(kernel, own, {
      feature,
      part,
      what: "The groove",
      body: ring(kernel, own, face, w, depth),
      at: add(face.start, multiply(face.axis, middle)),
      normal: face.axis,
      x: face.zero,
    });
  });
}

function ring(kernel: Kernel, own: Own, { radiusMm: r, inward }: RoundFace, w: number, depth: number): RoledBody {
  if (!inward && depth >= r) {
    throw invalidInput(`depth is ${depth} and must be less than ${r}, the shaft's radius.`, { feasible: { param: "depth", max: r } });
  }
  const [inside, outside] = inward ? [r / 2, r + depth] : [r - depth, r + OVERSHOOT_MM];
  return turnedPolygon(kernel, own, [
    [[inside, -w / 2], "start"],
    [[outside, -w / 2], inward ? "floor" : "mouth"],
    [[outside, w / 2], "end"],
    [[inside, w / 2], inward ? "mouth" : "floor"],
  ]);
}

function faceGroove(kernel: Kernel, params: PartParams<"groove">): PartShape {
  const { w, depth, d, position } = params;
  if (position !== undefined) throw invalidInput(`position is ${position} and belongs to grooves in round faces; in a plane one use at.`);
  if (d === undefined) throw invalidInput("d is missing: a groove in a plane face has a mean diameter.");
  if (w >= d) throw invalidInput(`w is ${w} and must be less than d, ${d} mm.`, { feasible: { param: "w", max: d } });
  return onFace(kernel, params, {
    what: "The groove",
    kind: "cut",
    draw: (own, behind) => {
      if (depth >= behind) {
        throw invalidInput(`depth is ${depth} and must be less than ${behind}, the part's thickness there.`, {
          feasible: { param: "depth", max: behind },
        });
      }
      return turnedPolygon(kernel, own, [
        [[(d - w) / 2, -depth], "floor"],
        [[(d + w) / 2, -depth], "outer"],
        [[(d + w) / 2, OVERSHOOT_MM], "mouth"],
        [[(d - w) / 2, OVERSHOOT_MM], "inner"],
      ]);
    },
  });
}

/** A channel along u: its section is drawn across it, the face at height 0. */
export function cutChannel(kernel: Kernel, params: PartParams<"channel">): PartShape {
  const { length, angle } = params;
  const corners = channelSection(params);
  return onFace(kernel, params, {
    what: "The channel",
    kind: "cut",
    angle,
    drawFor: (own, behind, _, model) => {
      const depth = -Math.min(...corners.map(([[, z]]) => z));
      if (depth >= behind) {
        throw invalidInput(`depth is ${depth} and must be less than ${behind}, the part's thickness there.`, {
          feasible: { param: "depth", max: behind },
        });
      }
      const reach = length ?? 4 * Math.hypot(...model.boundingBox().size);
      const plane = { origin: [-reach / 2, 0, 0] as Vec3, u: [0, 1, 0] as Vec3, v: [0, 0, 1] as Vec3 };
      const { shape, roles } = extrudeOutline(kernel, own, polygonSegments(corners.map(([corner]) => corner)), plane, reach);
      const names = new Map(corners.map(([, role], index) => [`side[${index + 1}]`, role]));
      const ends: Record<string, string> = { bottom: "start", top: "end" };
      return { shape, roles: roles.map((role) => names.get(role) ?? ends[role] ?? role) };
    },
  });
}

type Corner = [Point2dMm, string];

/** Corners anticlockwise, each with the role of the side that starts there. */
function channelSection({ kind, w, depth, flank, foot_w, foot_h }: PartParams<"channel">): Corner[] {
  const half = w / 2;
  if (kind !== "t" && (foot_w !== undefined || foot_h !== undefined))
    throw invalidInput(`foot_w and foot_h belong to a "t" channel, not to a "${kind}".`);
  if (kind === "v") {
    if (depth !== undefined && flank !== undefined) throw invalidInput("A v channel has either a depth or an angle flank, not both.");
    const deep = depth ?? half / Math.tan(degToRad(flank ?? 90) / 2);
    return closed([[[0, -deep], "wall[2]"]], half, "wall[1]");
  }
  if (depth === undefined) throw invalidInput(`depth is missing: a "${kind}" channel has one.`);
  if (kind === "dovetail") {
    const lean = depth / Math.tan(degToRad(flank ?? 60));
    if (lean <= -half) throw invalidInput(`flank is ${flank} and must be smaller: the walls would meet above the floor.`);
    return closed(
      [
        [[-half - lean, -depth], "floor"],
        [[half + lean, -depth], "wall[2]"],
      ],
      half,
      "wall[1]",
    );
  }
  if (flank !== undefined) throw invalidInput(`flank is ${flank} and a "t" channel has none.`);
  if (foot_w === undefined || foot_h === undefined) throw invalidInput('foot_w and foot_h are needed for a "t" channel.');
  if (foot_w <= w) throw invalidInput(`foot_w is ${foot_w} and must be more than w, ${w} mm.`);
  if (foot_h >= depth)
    throw invalidInput(`foot_h is ${foot_h} and must be less than depth, ${depth} mm.`, { feasible: { param: "foot_h", max: depth } });
  const foot: Corner[] = [
    [[-half, foot_h - depth], "roof[1]"],
    [[-foot_w / 2, foot_h - depth], "side[1]"],
    [[-foot_w / 2, -depth], "floor"],
    [[foot_w / 2, -depth], "side[2]"],
    [[foot_w / 2, foot_h - depth], "roof[2]"],
    [[half, foot_h - depth], "wall[2]"],
  ];
  return closed(foot, half, "wall[1]");
}

/** Below the face as given, above it a little further up so that the cut does not end in the face. */
function closed(below: readonly Corner[], half: number, lastWall: string): Corner[] {
  return [
    ...below,
    [[half, 0], "mouth_wall"],
    [[half, OVERSHOOT_MM], "mouth"],
    [[-half, OVERSHOOT_MM], "mouth_wall"],
    [[-half, 0], lastWall],
  ];
}
