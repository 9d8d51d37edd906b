import { z } from "zod";
import { lengthMm, point2dMm } from "../../geometry";
import { defineOperation } from "../define";
import { count, optionalMm, standing } from "./generators-place";

/** What is cut from plate and bar: mounts, brackets, flanges, heat sinks, extrusions. */
export const PLATE_OPERATIONS = {
  motor_mount: defineOperation({
    id: "part.motor_mount",
    summary: "A plate w by h by t for a motor: four holes on a square `pattern`, a pilot hole in the middle.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      w: lengthMm,
      h: lengthMm,
      t: lengthMm,
      pattern: lengthMm,
      hole_d: lengthMm,
      pilot_d: optionalMm,
      corner_r: optionalMm,
    }),
  }),
  board_mount: defineOperation({
    id: "part.board_mount",
    summary: "A plate with a standoff and a hole through it at each of a board's holes, given from its lower left corner.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      board: point2dMm,
      holes: z.array(point2dMm).min(1).max(50),
      t: lengthMm,
      standoff_d: lengthMm,
      standoff_h: lengthMm,
      hole_d: lengthMm,
      /** Plate beyond the board on every side. */
      margin: optionalMm,
      corner_r: optionalMm,
    }),
  }),
  pipe_flange: defineOperation({
    id: "part.pipe_flange",
    summary: "A pipe flange: bolt holes on a circle, and a raised face below and a hub above where sized.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      od: lengthMm,
      bore: lengthMm,
      t: lengthMm,
      n: z.number().int().min(2).max(100),
      bolt_circle: lengthMm,
      hole_d: lengthMm,
      face_d: optionalMm,
      face_h: optionalMm,
      hub_d: optionalMm,
      hub_h: optionalMm,
    }),
  }),
  bracket: defineOperation({
    id: "part.bracket",
    summary: "An angle of sheet t, w wide along Y: base leg a along X, upright leg b along Z, both outside; holes and gussets.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      /** L: upright at the left. U: at both ends. T: in the middle. Z: at the left, with a top leg c running back from it. */
      shape: z.enum(["L", "U", "T", "Z"]),
      a: lengthMm,
      b: lengthMm,
      c: optionalMm,
      w: lengthMm,
      t: lengthMm,
      hole_d: optionalMm,
      /** Holes in a row along the free length of each leg, evenly spaced. */
      holes_a: z.number().int().min(0).max(50).default(0),
      holes_b: z.number().int().min(0).max(50).default(0),
      /** Leg of triangular gussets in each inner corner, how many along Y, and their thickness (t by default). */
      gusset: optionalMm,
      gussets: z.number().int().min(0).max(20).default(1),
      gusset_t: lengthMm.optional(),
    }),
  }),
  corner_gusset: defineOperation({
    id: "part.corner_gusset",
    summary: "A right-angled triangle of thickness t along Y, legs along X and Z, its tips cut square by `nose`, one hole where sized.",
    returns: "part",
    params: z.strictObject({ ...standing, leg1: lengthMm, leg2: lengthMm, t: lengthMm, nose: optionalMm, hole_d: optionalMm }),
  }),
  heat_sink: defineOperation({
    id: "part.heat_sink",
    summary: "A base with upright fins along X, flush at both sides: so many of them, or as many as fit a gap.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      x: lengthMm,
      y: lengthMm,
      base: lengthMm,
      fin_h: lengthMm,
      fin_t: lengthMm,
      n: count.optional(),
      gap: lengthMm.optional(),
    }),
  }),
  t_slot: defineOperation({
    id: "part.t_slot",
    summary: "A square T-slot extrusion, standing: slot opening, lip, inner width and depth of the slots, web between them, bore.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      size: lengthMm,
      length: lengthMm,
      slot: lengthMm,
      lip: lengthMm,
      inner: lengthMm,
      depth: lengthMm,
      web: lengthMm,
      bore: optionalMm,
    }),
  }),
  t_slot_cover: defineOperation({
    id: "part.t_slot_cover",
    summary: "A strip that covers a slot: cap w by cap_t, stem of the slot's opening less clearance, hooks behind its lip.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      length: lengthMm,
      slot: lengthMm,
      lip: lengthMm,
      w: lengthMm,
      cap_t: lengthMm,
      /** How far the hooks reach beyond the opening on each side. */
      hook: lengthMm,
      clearance: z.number().min(0).max(5).default(0.2),
    }),
  }),
} as const;
