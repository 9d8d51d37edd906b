import { z } from "zod";
import { angleDeg, axisName, pointMm } from "../../geometry";
import { defineOperation } from "../define";
import { feature, part } from "./common";
import { anyPlane } from "./direct-edits";

/** Moves, mirrors, patterns, combinations; and measuring. */
export const ARRANGEMENT_OPERATIONS = {
  move: defineOperation({
    id: "part.move",
    summary: "Turns the part about an axis through a point, then moves it.",
    returns: "part",
    params: z.strictObject({
      feature,
      part,
      by: pointMm.default([0, 0, 0]),
      axis: axisName.default("z"),
      angle: angleDeg.default(0),
      about: pointMm.default([0, 0, 0]),
    }),
  }),
  mirror: defineOperation({
    id: "part.mirror",
    summary: "Mirrors the part in a plane; keep joins both halves.",
    returns: "part",
    params: z.strictObject({ feature, part, plane: anyPlane, keep: z.boolean().default(true) }),
  }),
  pattern_linear: defineOperation({
    id: "part.pattern_linear",
    summary: "Copies of a body at pitches px and py, fused.",
    returns: "part",
    params: z.strictObject({
      feature,
      part,
      nx: z.number().int().min(1).max(500),
      ny: z.number().int().min(1).max(500).default(1),
      px: z.number(),
      py: z.number().default(0),
      /** Positions left out, from 0; rows run along X. */
      skip: z.array(z.number().int()).max(500).default([]),
    }),
  }),
  pattern_circular: defineOperation({
    id: "part.pattern_circular",
    summary: "Copies of a body turned about Z, fused.",
    returns: "part",
    params: z.strictObject({
      feature,
      part,
      n: z.number().int().min(2).max(500),
      angle: angleDeg.default(360),
      skip: z.array(z.number().int()).max(500).default([]),
    }),
  }),
  combine: defineOperation({
    id: "part.combine",
    summary: "Union, difference or intersection of the part with other bodies, in one boolean.",
    returns: "part",
    params: z.strictObject({ feature, part, tools: z.array(part).min(1).max(500), how: z.enum(["union", "subtract", "intersect"]) }),
  }),
  measure: defineOperation({
    id: "part.measure",
    summary: "Volume, area, bounding box, counts, holes and fillets of a part.",
    returns: "json",
    params: z.strictObject({ part }),
  }),
} as const;
