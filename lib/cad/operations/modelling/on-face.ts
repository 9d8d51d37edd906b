import type { FaceFrame } from "@/lib/cad/kernel/face-geometry";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import type { PartParams } from "../implementation";
import { PartModel } from "../selectors/part-model";
import { combineParts } from "./booleans";
import { type NamedBy, nextAge } from "./carry-names";
import { checkResult, solidCount } from "./checks";
import { depthBehind, frameOn } from "./face-frame";
import type { Region } from "./outline-segment";
import { placeCopies } from "./place-copies";
import { XY_PLANE } from "./profile-face";
import { repeatChange } from "./repeat-change";
import { extrudeRegions, offsetPlane, type RoledBody } from "./sweeps";

/** Through cuts and the mouths of blind ones reach so far past the faces they pass: no tool ends in a face that it cuts. */
export const OVERSHOOT_MM = 1;

/** Where a feature stands: on a plane face, at places in its frame. */
export type OnFace = Pick<PartParams<"boss">, "feature" | "part" | "on" | "origin" | "at">;
/** How deep a cut goes. */
export type Depth = Pick<PartParams<"hole">, "depth" | "through">;

/** What is added or cut at every place. */
export type FeatureTool = {
  /** For messages: "The hole". */
  what: string;
  kind: "fuse" | "cut";
  angle?: number;
  /** What is cut at the same places afterwards, as the bore of a standoff is. */
  drawCut?(own: Own, depthBehindMm: number): RoledBody;
} & (
  | {
      /** The tool at the origin, the face in the plane Z = 0 and outward up; the feature's parameters and these say it all. */
      draw(own: Own, depthBehindMm: number, frame: FaceFrame): RoledBody;
    }
  | {
      /** The same for tools that depend on more of the part. */
      drawFor(own: Own, depthBehindMm: number, frame: FaceFrame, model: PartModel): RoledBody;
    }
);

/** Places a tool at every position on the face and does one boolean with all of them. */
export function onFace(kernel: Kernel, params: OnFace, tool: FeatureTool): PartShape {
  const { feature, part, on, origin, at } = params;
  return kernel.scope((own) => {
    const model = new PartModel(kernel, own, part);
    const frame = frameOn(model, on, origin);
    const behind = depthBehind(model, frame);
    const by = { feature, age: nextAge([part]) };
    const make = () => {
      const body = "draw" in tool ? tool.draw(own, behind, frame) : tool.drawFor(own, behind, frame, model);
      return buildOnFace(kernel, own, { part, frame, behind, at, by }, body, tool);
    };
    if (!("draw" in tool)) return make();
    const key = [tool.what, { ...params, part: undefined, on: undefined }, frame, behind];
    return repeatChange(kernel, { part, by, key }, make);
  });
}

interface Standing {
  part: PartShape;
  frame: FaceFrame;
  behind: number;
  at: OnFace["at"];
  by: NamedBy;
}

function buildOnFace(kernel: Kernel, own: Own, { part, frame, behind, at, by }: Standing, body: RoledBody, tool: FeatureTool): PartShape {
  const copiesOf = (drawn: RoledBody) => placeCopies(kernel, own, drawn, frame, at, by, tool.angle);
  const result = combineParts(kernel, tool.kind, part, copiesOf(body), by);
  const expected = { what: tool.what, solids: solidCount(kernel, part) };
  checkResult(kernel, result, { ...expected, before: part, volume: tool.kind === "cut" ? "less" : "more" });
  if (!tool.drawCut) return result;
  try {
    const bored = combineParts(kernel, "cut", result, copiesOf(tool.drawCut(own, behind)), by);
    checkResult(kernel, bored, { ...expected, before: result, volume: "less" });
    return bored;
  } finally {
    freePart(result);
  }
}

/** Depth of a cut below its face, with the overshoot of a through cut. */
export function cutDepth({ depth, through }: Depth, depthBehindMm: number): { bottom: number; through: boolean } {
  if (depth !== undefined && through) throw invalidInput("A cut has either a depth or goes through, not both.");
  return depth === undefined ? { bottom: -(depthBehindMm + OVERSHOOT_MM), through: true } : { bottom: -depth, through: false };
}

/** Prisms from above the face down to the cut's bottom: `floor` and `wall[k]`. */
export function regionCut(kernel: Kernel, own: Own, regions: readonly Region[], bottom: number): RoledBody {
  const plane = offsetPlane(XY_PLANE, OVERSHOOT_MM);
  const { shape, roles } = extrudeRegions(kernel, own, regions, plane, bottom - OVERSHOOT_MM);
  return { shape, roles: roles.map((role) => (role === "top" ? "floor" : role === "bottom" ? "mouth" : role.replace("side", "wall"))) };
}
