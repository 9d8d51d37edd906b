import { z } from "zod";
import { angleDeg, lengthMm } from "../../geometry";
import { selector } from "../../plan";
import { defineOperation } from "../define";
import { depth, draftDeg, onFace, profile } from "./common";

/** What is added to or taken from a face. */
export const FACE_FEATURE_OPERATIONS = {
  boss: defineOperation({
    id: "part.boss",
    summary: "Round bosses of diameter d at the foot and height h on a face, their walls leaning inward by draft.",
    returns: "part",
    params: z.strictObject({ ...onFace, d: lengthMm, h: lengthMm, draft: draftDeg }),
  }),
  pad: defineOperation({
    id: "part.pad",
    summary: "A profile raised from a face by h, or up to another plane face.",
    returns: "part",
    params: z.strictObject({ ...onFace, profile, h: lengthMm.optional(), to: selector.optional(), angle: angleDeg.default(0) }),
  }),
  pocket: defineOperation({
    id: "part.pocket",
    summary: "A profile cut into a face, to a depth or through; r rounds its corners as a cutter does.",
    returns: "part",
    params: z.strictObject({ ...onFace, ...depth, profile, r: lengthMm.optional(), angle: angleDeg.default(0) }),
  }),
  hole: defineOperation({
    id: "part.hole",
    summary: "Round holes of diameter d, to a depth or through; flat bottom unless a tip angle is given.",
    returns: "part",
    params: z.strictObject({ ...onFace, ...depth, d: lengthMm, tip_angle: angleDeg.optional() }),
  }),
  counterbore: defineOperation({
    id: "part.counterbore",
    summary: "Holes of diameter d with a flat seat of diameter D, seat_depth deep.",
    returns: "part",
    params: z.strictObject({ ...onFace, ...depth, d: lengthMm, D: lengthMm, seat_depth: lengthMm }),
  }),
  countersink: defineOperation({
    id: "part.countersink",
    summary: "Holes of diameter d with a conical seat of diameter D at the face.",
    returns: "part",
    params: z.strictObject({ ...onFace, ...depth, d: lengthMm, D: lengthMm, angle: angleDeg.default(90) }),
  }),
  slot_cut: defineOperation({
    id: "part.slot_cut",
    summary: "Slots with round ends, length overall, along u turned by angle.",
    returns: "part",
    params: z.strictObject({ ...onFace, ...depth, length: lengthMm, w: lengthMm, angle: angleDeg.default(0) }),
  }),
} as const;
