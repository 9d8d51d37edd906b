import { z } from "zod";
import { angleDeg, lengthMm } from "../../geometry";
import { defineOperation } from "../define";
import { optionalMm, standing } from "./generators-place";

/** Outer diameter, and the inner one or the wall. */
const bored = { od: lengthMm, id: lengthMm.optional(), wall: lengthMm.optional() };

/** Pipe fittings. */
export const PIPE_OPERATIONS = {
  elbow: defineOperation({
    id: "part.elbow",
    summary: "A pipe bend of centre-line radius R: starts at Z = 0 going up and bends towards +X; legs run straight on.",
    returns: "part",
    params: z.strictObject({ ...standing, ...bored, R: lengthMm, angle: angleDeg.default(90), leg: optionalMm }),
  }),
  tee: defineOperation({
    id: "part.tee",
    summary: "A pipe tee lying on Z = 0: run long along X, its branch along +Y; a cross branches along −Y too.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      ...bored,
      run: lengthMm,
      /** From the run's axis. */
      branch: lengthMm,
      cross: z.boolean().default(false),
    }),
  }),
} as const;
