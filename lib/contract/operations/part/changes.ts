import { z } from "zod";
import { angleDeg, lengthMm } from "../../geometry";
import { selector } from "../../plan";
import { defineOperation } from "../define";
import { feature, part } from "./common";

/** What changes edges, faces or the whole part. */
export const CHANGE_OPERATIONS = {
  fillet: defineOperation({
    id: "part.fillet",
    summary: "Rounds the selected edges.",
    returns: "part",
    params: z.strictObject({ feature, part, edges: selector, r: lengthMm }),
  }),
  chamfer: defineOperation({
    id: "part.chamfer",
    summary: "Bevels the selected edges: c on both sides, or c on the flatter face with c2 on the other or an angle to it.",
    returns: "part",
    params: z.strictObject({ feature, part, edges: selector, c: lengthMm, c2: lengthMm.optional(), angle: angleDeg.optional() }),
  }),
  shell: defineOperation({
    id: "part.shell",
    summary: "Hollows the part to a wall of t, open at the selected faces.",
    returns: "part",
    params: z.strictObject({ feature, part, t: lengthMm, open: selector.optional(), outward: z.boolean().default(false) }),
  }),
  move_face: defineOperation({
    id: "part.move_face",
    summary: "Moves selected plane faces outward by d (inward when negative), their neighbours following.",
    returns: "part",
    params: z.strictObject({ feature, part, faces: selector, d: z.number() }),
  }),
  scale: defineOperation({
    id: "part.scale",
    summary: "Scales the whole part about the world origin.",
    returns: "part",
    params: z.strictObject({ feature, part, factor: z.number().min(1e-4).max(1e4) }),
  }),
} as const;
