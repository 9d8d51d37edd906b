import { z } from "zod";
import { lengthMm, pointMm } from "../../geometry";
import { defineOperation } from "../define";
import { feature, profile } from "./common";

const at = pointMm.default([0, 0, 0]);

/** A piece of a path in space, from where the piece before it ended. */
const pathPiece = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("line"), to: pointMm }),
  z.strictObject({ kind: z.literal("arc"), via: pointMm, to: pointMm }),
  z.strictObject({ kind: z.literal("bezier"), control: z.array(pointMm).min(1).max(2), to: pointMm }),
  z.strictObject({ kind: z.literal("spline"), through: z.array(pointMm).min(1).max(500) }),
]);
export const spacePath = z.strictObject({ start: pointMm, pieces: z.array(pathPiece).min(1).max(200) });
export type SpacePath = z.infer<typeof spacePath>;

/** Bodies that a profile or a base polygon makes by growing, following a path or winding. */
export const PROFILED_BODY_OPERATIONS = {
  pyramid: defineOperation({
    id: "part.pyramid",
    summary: "A pyramid of n sides, base across the flats of its foot, cut off where it is top across flats.",
    returns: "part",
    params: z.strictObject({
      feature,
      n: z.number().int().min(3).max(360).default(4),
      base: lengthMm,
      h: lengthMm,
      top: z.number().min(0).default(0),
      at,
    }),
  }),
  sweep: defineOperation({
    id: "part.sweep",
    summary: "A profile carried along a path, across which it stands: u and v are those of a face that looks along the path's start.",
    returns: "part",
    params: z.strictObject({
      feature,
      profile,
      path: spacePath,
      /** Degrees by which the profile turns from start to end; straight paths only. */
      twist: z.number().min(-36_000).max(36_000).default(0),
      /** How the profile turns with the path: least, with its curvature, or keeping its v axis up. */
      frame: z.enum(["minimal", "frenet", "upright"]).default("minimal"),
      /** What corners of the path become. */
      corner: z.enum(["mitred", "round"]).default("mitred"),
      at,
    }),
  }),
  helix_sweep: defineOperation({
    id: "part.helix_sweep",
    summary: "A profile wound about Z on a helix of mean diameter d; u points away from the axis.",
    returns: "part",
    params: z.strictObject({
      feature,
      profile,
      d: lengthMm,
      pitch: lengthMm,
      turns: z.number().min(0.05).max(200),
      hand: z.enum(["right", "left"]).default("right"),
      /** Degrees by which the helix opens upward; negative closes it. */
      taper: z.number().gt(-80).lt(80).default(0),
      /** The profile stands across the helix, or in the plane of the axis as a thread's does. */
      section: z.enum(["normal", "axial"]).default("normal"),
      at,
    }),
  }),
} as const;
