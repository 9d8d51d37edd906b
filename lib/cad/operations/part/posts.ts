import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Point2dMm } from "@/lib/contract/geometry";
import { degToRad } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { OVERSHOOT_MM, onFace } from "../modelling/on-face";
import type { RoledBody } from "../modelling/sweeps";
import { turnedPolygon } from "./bodies";

/** A post with a hole from its top; deeper than the post, the hole goes on into the part. */
export function addStandoff(kernel: Kernel, params: PartParams<"standoff">): PartShape {
  const { od, h, hole_d, hole_depth = h } = params;
  refuseThinWall(hole_d, od, "hole_d", "od");
  return onFace(kernel, params, {
    what: "The standoff",
    kind: "fuse",
    draw: (own) => post(kernel, own, od / 2, od / 2, h),
    drawCut: (own, behind) => bore(kernel, own, { d: hole_d, top: h, depth: hole_depth, leadIn: 0, behind }),
  });
}

/** A post for a threaded insert: the mouth of its bore is widened so that the insert finds its way. */
export function addInsertBoss(kernel: Kernel, params: PartParams<"insert_boss">): PartShape {
  const { od, h, d, depth, lead_in, draft } = params;
  const top = od / 2 - h * Math.tan(degToRad(draft));
  refuseThinWall(d + 2 * lead_in, 2 * top, lead_in > 0 ? "d + 2 lead_in" : "d", "the post's diameter at its top");
  return onFace(kernel, params, {
    what: "The insert boss",
    kind: "fuse",
    draw: (own) => post(kernel, own, od / 2, top, h),
    drawCut: (own, behind) => bore(kernel, own, { d, top: h, depth, leadIn: lead_in, behind }),
  });
}

function refuseThinWall(inner: number, outer: number, innerParam: string, outerParam: string): void {
  if (inner < outer) return;
  throw invalidInput(`${innerParam} is ${inner} and must be less than ${outerParam}, ${outer} mm.`, {
    feasible: { param: innerParam, max: outer },
  });
}

function post(kernel: Kernel, own: Own, foot: number, top: number, h: number): RoledBody {
  return turnedPolygon(kernel, own, [
    [[0, 0], "foot"],
    [[foot, 0], "wall"],
    [[top, h], "top"],
    [[0, h], "axis"],
  ]);
}

interface Bore {
  d: number;
  top: number;
  depth: number;
  leadIn: number;
  behind: number;
}

function bore(kernel: Kernel, own: Own, { d, top, depth, leadIn, behind }: Bore): RoledBody {
  if (leadIn >= depth) throw invalidInput(`lead_in is ${leadIn} and must be less than depth, ${depth} mm.`);
  // A bore that reaches the far side goes through it rather than ending in it.
  const bottom = depth >= top + behind - 1e-9 ? -(behind + OVERSHOOT_MM) : top - depth;
  const mouth: [Point2dMm, string][] =
    leadIn > 0
      ? [
          [[d / 2, top - leadIn], "lead_in"],
          [[d / 2 + leadIn, top], "mouth_wall"],
          [[d / 2 + leadIn, top + OVERSHOOT_MM], "mouth"],
        ]
      : [[[d / 2, top + OVERSHOOT_MM], "mouth"]];
  return turnedPolygon(kernel, own, [[[0, bottom], "floor"], [[d / 2, bottom], "bore"], ...mouth, [[0, top + OVERSHOOT_MM], "axis"]]);
}
