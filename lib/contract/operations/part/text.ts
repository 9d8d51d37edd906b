import { z } from "zod";
import { angleDeg, lengthMm } from "../../geometry";
import { defineOperation } from "../define";
import { onFace } from "./common";
import { standing } from "./generators-place";

const written = {
  /** Lines are parted by a line feed and centred one below the other. */
  string: z.string().min(1).max(200),
  /** Height of the capital letters. */
  size: lengthMm,
  font: z.enum(["sans", "bold"]).default("sans"),
};

/** Writing, as bodies and on faces. */
export const TEXT_OPERATIONS = {
  text: defineOperation({
    id: "part.text",
    summary: "Letters h high as bodies, reading along X; capitals are `size` tall, the whole is centred.",
    returns: "part",
    params: z.strictObject({ ...standing, ...written, h: lengthMm }),
  }),
  text_on: defineOperation({
    id: "part.text_on",
    summary: "Letters raised from a face or engraved in it, reading along the face's u turned by angle, centred on each place.",
    returns: "part",
    params: z.strictObject({
      ...onFace,
      ...written,
      depth: lengthMm,
      mode: z.enum(["engraved", "raised"]).default("engraved"),
      angle: angleDeg.default(0),
    }),
  }),
} as const;
