import { z } from "zod";
import { lengthMm, point2dMm } from "../../geometry";

const MAX_PIECES = 2_000;

/** A piece of a drawn loop, from where the piece before it ended. */
export const drawnPiece = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("line"), to: point2dMm }),
  z.strictObject({ kind: z.literal("arc"), via: point2dMm, to: point2dMm }),
  /** A Bézier curve: quadratic with one control point, cubic with two. */
  z.strictObject({ kind: z.literal("bezier"), control: z.array(point2dMm).min(1).max(2), to: point2dMm }),
  /** A smooth curve through the points, the last of which is its end. */
  z.strictObject({ kind: z.literal("spline"), through: z.array(point2dMm).min(1).max(500) }),
]);

/** A closed loop of pieces, closed by a straight one where they don't end at the start; or a whole circle. */
export const drawnLoop = z.union([
  z.strictObject({ start: point2dMm, pieces: z.array(drawnPiece).min(1).max(MAX_PIECES) }),
  z.strictObject({ center: point2dMm, d: lengthMm }),
]);
export type DrawnLoop = z.infer<typeof drawnLoop>;

/** Profiles made of drawn loops, and the sections of rolled and bent bars. */
export const DRAWN_PROFILES = [
  /** One loop of lines, arcs and curves. */
  z.strictObject({ shape: z.literal("path"), start: point2dMm, pieces: z.array(drawnPiece).min(1).max(MAX_PIECES) }),
  /** Outlines with holes, as read from an SVG or DXF file or from letters. */
  z.strictObject({
    shape: z.literal("drawing"),
    outlines: z
      .array(z.strictObject({ outer: drawnLoop, holes: z.array(drawnLoop).max(500).default([]) }))
      .min(1)
      .max(500),
  }),
  /**
   * A bar's section, h high and w wide overall, centred: flanges tf and webs tw thick (both t where not given), inner
   * corners rounded by r. Z has flanges of w each; C is a U lying open to the right with lips; O is a hollow
   * rectangle, its outer corners rounded by r, or a pipe of diameter h where w is not given.
   */
  z.strictObject({
    shape: z.literal("section"),
    type: z.enum(["l", "u", "z", "t", "i", "c", "o"]),
    h: lengthMm,
    w: lengthMm.optional(),
    t: lengthMm.optional(),
    tf: lengthMm.optional(),
    tw: lengthMm.optional(),
    lip: lengthMm.optional(),
    r: z.number().min(0).optional(),
  }),
  /** A round shaft with one flat, which faces +v; `flat` is measured across it, from the flat to the round opposite. */
  z.strictObject({ shape: z.literal("d_shape"), d: lengthMm, flat: lengthMm }),
  /** n points on radius ro with valleys on radius ri between them; one point at +v. */
  z.strictObject({ shape: z.literal("star"), n: z.number().int().min(3).max(360), ro: lengthMm, ri: lengthMm }),
] as const;
