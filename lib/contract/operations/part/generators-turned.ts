import { z } from "zod";
import { lengthMm } from "../../geometry";
import { defineOperation } from "../define";
import { onFace } from "./common";
import { optionalMm, standing } from "./generators-place";
import { hand } from "./threads";

/** What is turned or wound: bearings, knobs, wheels, barbs, springs, cams. */
export const TURNED_OPERATIONS = {
  bearing: defineOperation({
    id: "part.bearing",
    summary: "A bearing as a dummy: bore d, outside D, width B; a groove in both faces shows the rings where `recess` is sized.",
    returns: "part",
    params: z.strictObject({ ...standing, d: lengthMm, D: lengthMm, B: lengthMm, recess: optionalMm }),
  }),
  hose_barb: defineOperation({
    id: "part.hose_barb",
    summary: "A hose barb on a round base: n barbs of `pitch`, each barb_d wide at its foot and `od` at its top, bored through.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      od: lengthMm,
      barb_d: lengthMm,
      n: z.number().int().min(1).max(50),
      pitch: lengthMm,
      bore: lengthMm,
      base_d: lengthMm,
      base_h: lengthMm,
    }),
  }),
  knob: defineOperation({
    id: "part.knob",
    summary: "A round knob with a stem below and flutes around it, bored from below.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      d: lengthMm,
      h: lengthMm,
      flutes: z.number().int().min(0).max(100).default(0),
      /** Diameter of the cylinders, centred on the rim, that cut the flutes. */
      flute_d: optionalMm,
      stem_d: optionalMm,
      stem_h: optionalMm,
      bore: optionalMm,
      bore_depth: optionalMm,
    }),
  }),
  wheel: defineOperation({
    id: "part.wheel",
    summary: "A wheel: rim, web in the middle of the width, hub, bore, and round holes in the web.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      d: lengthMm,
      w: lengthMm,
      rim_t: lengthMm,
      web_t: lengthMm,
      hub_d: lengthMm,
      hub_w: lengthMm.optional(),
      bore: lengthMm,
      holes: z.number().int().min(0).max(100).default(0),
      hole_d: optionalMm,
    }),
  }),
  o_ring_gland: defineOperation({
    id: "part.o_ring_gland",
    summary: "Ring grooves in a face for O-rings: inner diameter, width and depth.",
    returns: "part",
    params: z.strictObject({ ...onFace, id: lengthMm, w: lengthMm, depth: lengthMm }),
  }),
  spring: defineOperation({
    id: "part.spring",
    summary: "A compression spring standing on Z: wire d, mean coil diameter, turns and pitch; its wire is round across the helix.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      d: lengthMm,
      mean_d: lengthMm,
      turns: z.number().min(0.25).max(100),
      pitch: lengthMm,
      hand,
      /** Closed ends: one more turn at each end, wound nearly wire on wire. */
      ends: z.enum(["open", "closed"]).default("open"),
    }),
  }),
  cam: defineOperation({
    id: "part.cam",
    summary: "A plate cam b thick: harmonic rise, dwell and fall from a base circle, or a smooth curve through radii evenly around.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      b: lengthMm,
      bore: optionalMm,
      base_d: lengthMm.optional(),
      lift: lengthMm.optional(),
      /** Degrees; what they leave of the turn is rest on the base circle. */
      rise: z.number().min(1).max(359).default(90),
      dwell: z.number().min(0).max(358).default(0),
      fall: z.number().min(1).max(359).default(90),
      radii: z.array(lengthMm).min(6).max(360).optional(),
    }),
  }),
} as const;
