import { z } from "zod";
import { lengthMm, point2dMm } from "../../geometry";
import { selector } from "../../plan";
import { DRAWN_PROFILES } from "./profiles";

/*
 * Features on a part: right-handed, Z up, millimetres, degrees.
 *
 * Placement on a face. A face has a frame (origin, u, v, n) with n outward: on top u = +X, v = +Y; bottom u = +X,
 * v = −Y; front u = +X, v = +Z; back u = −X, v = +Z; right u = +Y, v = +Z; left u = −Y, v = +Z; on any other plane
 * v is the steepest way up and u = v × n. The origin is the middle of the face's bounding rectangle in (u, v) for
 * `centre`, or the world origin dropped onto the plane for `world`. `at` lists [u, v] offsets from it; `angle`
 * turns each profile about n.
 */

/** A reference to the part so far: `"$prev"`, `"$ref:N"`, …. */
export const part = z.string().regex(/^\$(prev|ref:\d+|local:\d+|item|mapResult)$/);
/** Id of the plan's feature; faces that the operation makes are named after it. */
export const feature = z.string().regex(/^[a-z][a-z0-9_]{0,30}$/);
/** A place that is left out is null, so that those after it keep their numbers and their faces' names. */
export const places = z
  .array(point2dMm.nullable())
  .min(1)
  .max(2_000)
  .default([[0, 0]]);
export const origin = z.enum(["centre", "world"]).default("centre");

/** Closed outlines in their own (u, v) plane, centred on the origin unless they list points. */
export const profile = z.discriminatedUnion("shape", [
  z.strictObject({ shape: z.literal("rectangle"), w: lengthMm, h: lengthMm, r: z.number().min(0).optional() }),
  z.strictObject({ shape: z.literal("circle"), d: lengthMm }),
  z.strictObject({ shape: z.literal("slot"), length: lengthMm, w: lengthMm }),
  z.strictObject({ shape: z.literal("polygon"), n: z.number().int().min(3).max(360), af: lengthMm.optional(), d: lengthMm.optional() }),
  z.strictObject({ shape: z.literal("polyline"), points: z.array(point2dMm).min(3).max(2_000) }),
  /** Semi-axes, a along u and b along v. */
  z.strictObject({ shape: z.literal("ellipse"), a: lengthMm, b: lengthMm }),
  /** L: h up, w across, both outside, corner at the origin's lower left, centred as a whole; r rounds the inner corner. */
  z.strictObject({ shape: z.literal("l_section"), w: lengthMm, h: lengthMm, t: lengthMm, r: z.number().min(0).optional() }),
  ...DRAWN_PROFILES,
]);
export type Profile = z.infer<typeof profile>;

/** Degrees by which walls lean; positive narrows what is raised. */
export const draftDeg = z.number().gt(-80).lt(80).default(0);
/** Exactly one of `depth` and `through`; neither means through. */
export const depth = { depth: lengthMm.optional(), through: z.literal(true).optional() };
export const onFace = { feature, part, on: selector, origin, at: places };
