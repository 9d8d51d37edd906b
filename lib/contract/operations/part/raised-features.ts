import { z } from "zod";
import { angleDeg, lengthMm } from "../../geometry";
import { selector } from "../../plan";
import { defineOperation } from "../define";
import { draftDeg, feature, onFace, part } from "./common";

/** What is raised on a face: walls, posts and rims. */
export const RAISED_OPERATIONS = {
  rib: defineOperation({
    id: "part.rib",
    summary: "A wall t thick and h high on a face, along u turned by angle: length long, or from one face to another.",
    returns: "part",
    params: z.strictObject({
      ...onFace,
      t: lengthMm,
      h: lengthMm,
      length: lengthMm.optional(),
      between: z.tuple([selector, selector]).optional(),
      draft: draftDeg,
      angle: angleDeg.default(0),
    }),
  }),
  gusset: defineOperation({
    id: "part.gusset",
    summary: "A triangular web t thick in the corner of two plane faces, leg1 along the first and leg2 along the second.",
    returns: "part",
    params: z.strictObject({
      feature,
      part,
      between: z.tuple([selector, selector]),
      leg1: lengthMm,
      leg2: lengthMm,
      t: lengthMm,
      /** Offsets of the webs from the middle of the corner. */
      at: z.array(z.number()).min(1).max(100).default([0]),
    }),
  }),
  standoff: defineOperation({
    id: "part.standoff",
    summary: "Posts of outer diameter od and height h with a hole from the top, as deep as the post unless hole_depth says otherwise.",
    returns: "part",
    params: z.strictObject({ ...onFace, od: lengthMm, h: lengthMm, hole_d: lengthMm, hole_depth: lengthMm.optional() }),
  }),
  insert_boss: defineOperation({
    id: "part.insert_boss",
    summary: "Posts for threaded inserts: od wide, h high, bored to d and depth, the mouth widened by lead_in.",
    returns: "part",
    params: z.strictObject({
      ...onFace,
      od: lengthMm,
      h: lengthMm,
      d: lengthMm,
      depth: lengthMm,
      lead_in: z.number().min(0).max(10).default(0.5),
      draft: draftDeg,
    }),
  }),
  lip: defineOperation({
    id: "part.lip",
    summary: "A lip w wide and h high on a rim, or the groove that takes it, larger by clearance; snap adds a bead or its recess.",
    returns: "part",
    params: z.strictObject({
      feature,
      part,
      /** The rim: a plane face with an opening. */
      on: selector,
      kind: z.enum(["tongue", "groove"]).default("tongue"),
      w: lengthMm,
      h: lengthMm,
      clearance: z.number().min(0).max(5).default(0.2),
      snap: z.number().min(0).max(5).default(0),
    }),
  }),
} as const;
