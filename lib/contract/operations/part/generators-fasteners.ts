import { z } from "zod";
import { lengthMm } from "../../geometry";
import { defineOperation } from "../define";
import { optionalMm, standing } from "./generators-place";
import { hand, threadMode, threadSize } from "./threads";

/** Fasteners by their numbers; whoever plans takes these from the standards' tables. */
export const FASTENER_OPERATIONS = {
  bolt: defineOperation({
    id: "part.bolt",
    summary: "A bolt standing on its head: hex (ISO 4014), socket (ISO 4762), button (ISO 7380) or countersunk (ISO 10642).",
    returns: "part",
    params: z.strictObject({
      ...standing,
      ...threadSize,
      /** Below the head; of a countersunk bolt, overall. */
      length: lengthMm,
      head: z.enum(["hex", "socket", "button", "countersunk"]),
      /** Across flats of a hex head, else its diameter. */
      head_size: lengthMm,
      /** Not for countersunk heads, whose cone of 90° sets it. */
      head_h: lengthMm.optional(),
      /** Hexagon socket across flats; 0 leaves it out. */
      socket: optionalMm,
      socket_depth: lengthMm.optional(),
      /** From the tip; the whole shank by default. */
      thread_length: lengthMm.optional(),
      mode: threadMode,
      hand,
    }),
  }),
  nut: defineOperation({
    id: "part.nut",
    summary: "A hexagon nut, af across flats; cosmetic threads leave the bore at the minor diameter.",
    returns: "part",
    params: z.strictObject({ ...standing, ...threadSize, af: lengthMm, h: lengthMm, mode: threadMode, hand }),
  }),
  washer: defineOperation({
    id: "part.washer",
    summary: "A plain washer.",
    returns: "part",
    params: z.strictObject({ ...standing, id: lengthMm, od: lengthMm, h: lengthMm }),
  }),
  spacer: defineOperation({
    id: "part.spacer",
    summary: "A round or hexagonal spacer or standoff with a hole through it, or blind holes in both ends.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      shape: z.enum(["round", "hex"]).default("round"),
      /** Outer diameter, or across flats. */
      od: lengthMm,
      h: lengthMm,
      hole_d: lengthMm,
      hole_depth: lengthMm.optional(),
      /** A stud on top, hole in the bottom only. */
      stud_d: optionalMm,
      stud_length: optionalMm,
    }),
  }),
} as const;
