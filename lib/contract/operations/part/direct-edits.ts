import { z } from "zod";
import { axisName, direction, lengthMm, planeName, point2dMm, pointMm } from "../../geometry";
import { selector } from "../../plan";
import { defineOperation } from "../define";
import { feature, part } from "./common";

/** A plane through the origin by name, or any by a point and its normal. */
export const anyPlane = z.union([planeName, z.strictObject({ origin: pointMm.default([0, 0, 0]), normal: direction })]);
export type AnyPlane = z.infer<typeof anyPlane>;

/** What changes a part directly, whatever made it; and more ways to repeat it. */
export const DIRECT_EDIT_OPERATIONS = {
  draft: defineOperation({
    id: "part.draft",
    summary: "Leans faces by an angle about where they meet the neutral plane face; positive narrows the part away from it.",
    returns: "part",
    params: z.strictObject({ feature, part, faces: selector, angle: z.number().gt(-80).lt(80), neutral: selector }),
  }),
  delete_face: defineOperation({
    id: "part.delete_face",
    summary: "Removes faces and extends their neighbours until the part is closed again: holes fill, bosses and fillets go.",
    returns: "part",
    params: z.strictObject({ feature, part, faces: selector }),
  }),
  split: defineOperation({
    id: "part.split",
    summary: "Cuts the part by a plane and keeps the side that its normal looks to, the other, or both as bodies of their own.",
    returns: "part",
    params: z.strictObject({ feature, part, plane: anyPlane, keep: z.enum(["positive", "negative", "both"]).default("positive") }),
  }),
  resize: defineOperation({
    id: "part.resize",
    summary:
      "Makes the part `to` long along an axis: a stretch where its section does not change is lengthened or shortened, features keep their size, and the lower end stays.",
    returns: "part",
    params: z.strictObject({
      feature,
      part,
      axis: axisName,
      to: lengthMm,
      /** Where along the axis; the longest stretch of even section when absent. */
      at: z.number().optional(),
    }),
  }),
  pattern_list: defineOperation({
    id: "part.pattern_list",
    summary: "Copies of a body moved by each of the offsets, fused; [0, 0, 0] is the body itself.",
    returns: "part",
    params: z.strictObject({ feature, part, at: z.array(pointMm).min(1).max(500) }),
  }),
  pattern_corners: defineOperation({
    id: "part.pattern_corners",
    summary: "Four copies of a body at ±x, ±y from where it stands, from (+, +) anticlockwise, fused.",
    returns: "part",
    params: z.strictObject({ feature, part, offset: point2dMm, skip: z.array(z.number().int().min(0).max(3)).max(3).default([]) }),
  }),
} as const;
