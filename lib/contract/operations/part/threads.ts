import { z } from "zod";
import { lengthMm } from "../../geometry";
import { selector } from "../../plan";
import { defineOperation } from "../define";
import { feature, part } from "./common";
import { standing } from "./generators-place";

/** Nominal diameter and pitch of a 60° thread (ISO 68-1; a pitch of 25.4 / tpi is UNC or UNF). */
export const threadSize = { d: lengthMm, pitch: lengthMm };
export const threadMode = z.enum(["cosmetic", "modelled"]).default("cosmetic");
export const hand = z.enum(["right", "left"]).default("right");

/** Screw threads of the basic profile: 60°, crests P/8, roots P/4, pitch diameter d − 0.6495 P, minor d − 1.0825 P. */
export const THREAD_OPERATIONS = {
  thread: defineOperation({
    id: "part.thread",
    summary: "A thread on a whole cylinder: on a shaft of diameter d, or in a hole between the minor diameter and d.",
    returns: "part",
    params: z.strictObject({
      feature,
      part,
      on: selector,
      ...threadSize,
      /** Whole face when absent. */
      length: lengthMm.optional(),
      /** End at which a shorter thread starts. */
      from: z.enum(["top", "bottom"]).default("top"),
      mode: threadMode,
      hand,
    }),
  }),
  threaded_rod: defineOperation({
    id: "part.threaded_rod",
    summary: "A rod threaded over its whole length.",
    returns: "part",
    params: z.strictObject({ ...standing, ...threadSize, length: lengthMm, mode: threadMode, hand }),
  }),
} as const;
