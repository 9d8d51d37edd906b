import { z } from "zod";
import { angleDeg, lengthMm } from "../../geometry";
import { defineOperation } from "../define";
import { optionalMm, standing } from "./generators-place";
import { hand } from "./threads";

const teeth = z.number().int().min(4).max(400);
const toothed = {
  m: lengthMm,
  pressure_angle: angleDeg.default(20),
  /** The tooth is thinner by this on the pitch circle, mm. */
  backlash: optionalMm,
};

/** Gears of the basic rack of ISO 53 (addendum 1.0 m, dedendum 1.25 m), and what runs with chains and belts. */
export const GEAR_OPERATIONS = {
  gear: defineOperation({
    id: "part.gear",
    summary: "A spur or helical gear with involute teeth: module m (normal), z teeth, width b; a tooth points along +X.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      ...toothed,
      z: teeth,
      b: lengthMm,
      bore: optionalMm,
      /** Profile shift coefficient x. */
      shift: z.number().min(-1).max(2).default(0),
      helix_angle: z.number().min(0).max(60).default(0),
      hand,
      /** Root fillet; 0.38 m where it fits by default. */
      root_fillet: z.number().min(0).optional(),
      hub_d: optionalMm,
      hub_h: optionalMm,
    }),
  }),
  internal_gear: defineOperation({
    id: "part.internal_gear",
    summary: "A ring with involute teeth inside, od outside; a tooth space points along +X.",
    returns: "part",
    params: z.strictObject({ ...standing, ...toothed, z: teeth, b: lengthMm, od: lengthMm }),
  }),
  rack: defineOperation({
    id: "part.rack",
    summary: "A gear rack of z teeth along X, pitch π m; h from the bottom to the pitch line.",
    returns: "part",
    params: z.strictObject({ ...standing, ...toothed, z: z.number().int().min(1).max(400), b: lengthMm, h: lengthMm }),
  }),
  bevel_gear: defineOperation({
    id: "part.bevel_gear",
    summary:
      "A straight bevel gear with flat ends, its wide end on Z = 0: module there, face width b along the pitch cone, teeth of its mate.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      ...toothed,
      z: z.number().int().min(8).max(120),
      mate: z.number().int().min(8).max(400),
      shaft_angle: z.number().min(30).max(150).default(90),
      b: lengthMm,
      bore: optionalMm,
    }),
  }),
  timing_pulley: defineOperation({
    id: "part.timing_pulley",
    summary: "A pulley for a toothed belt: z grooves, belt face b wide, flanges and hub where sized.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      belt: z.enum(["gt2", "gt3", "htd3m", "htd5m", "htd8m", "mxl", "xl", "l", "t2_5", "t5", "t10"]),
      z: z.number().int().min(8).max(200),
      b: lengthMm,
      bore: optionalMm,
      flange_d: optionalMm,
      flange_h: optionalMm,
      hub_d: optionalMm,
      hub_h: optionalMm,
    }),
  }),
  sprocket: defineOperation({
    id: "part.sprocket",
    summary: "A chain wheel by ISO 606: chain pitch, roller diameter, z teeth, width b.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      pitch: lengthMm,
      roller_d: lengthMm,
      z: z.number().int().min(7).max(150),
      b: lengthMm,
      bore: optionalMm,
      hub_d: optionalMm,
      hub_h: optionalMm,
    }),
  }),
} as const;
