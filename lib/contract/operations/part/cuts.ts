import { z } from "zod";
import { angleDeg, lengthMm } from "../../geometry";
import { selector } from "../../plan";
import { defineOperation } from "../define";
import { depth, feature, onFace, part, profile } from "./common";
import { hand, threadMode } from "./threads";

const angle = angleDeg.default(0);

/** Cuts for screws, keys, rings, nuts, air and plugs. */
export const CUT_OPERATIONS = {
  tapped_hole: defineOperation({
    id: "part.tapped_hole",
    summary: "Holes drilled to d for a thread, which is noted on their walls, or cut as a real helix when modelled.",
    returns: "part",
    params: z.strictObject({
      ...onFace,
      ...depth,
      /** Drill diameter. */
      d: lengthMm,
      /** Major diameter of the thread. */
      thread_d: lengthMm,
      pitch: lengthMm,
      thread_depth: lengthMm.optional(),
      /** As it is written on a drawing: `M6x1`, `1/4-20 UNC`. */
      designation: z.string().min(1).max(40),
      tip_angle: angleDeg.optional(),
      mode: threadMode,
      hand,
    }),
  }),
  keyway: defineOperation({
    id: "part.keyway",
    summary: "A keyway in the outside of a shaft or in a bore, w wide and depth deep from the round surface.",
    returns: "part",
    params: z.strictObject({
      feature,
      part,
      on: selector,
      w: lengthMm,
      depth: lengthMm,
      /** Whole face when absent. */
      length: lengthMm.optional(),
      /** From the lower end of the round face to the keyway's middle; the middle of the face when absent. */
      position: z.number().optional(),
      /** Around the axis, from +X (from +Y for an axis along X) towards the axis' left. */
      angle,
      ends: z.enum(["round", "square"]).default("round"),
    }),
  }),
  groove: defineOperation({
    id: "part.groove",
    summary: "A ring groove, w wide and depth deep: around a shaft, inside a bore, or in a plane face on mean diameter d.",
    returns: "part",
    params: z.strictObject({
      feature,
      part,
      on: selector,
      w: lengthMm,
      depth: lengthMm,
      /** From the lower end of the round face to the groove's middle; the middle of the face when absent. */
      position: z.number().optional(),
      /** Mean diameter, on plane faces. */
      d: lengthMm.optional(),
      at: onFace.at,
      origin: onFace.origin,
    }),
  }),
  channel: defineOperation({
    id: "part.channel",
    summary: "A channel along u turned by angle: v, dovetail (w at the face, flanks at `flank` to the floor) or t (w neck over a foot).",
    returns: "part",
    params: z.strictObject({
      ...onFace,
      kind: z.enum(["v", "dovetail", "t"]),
      w: lengthMm,
      /** Of a v it follows from the flank when absent. */
      depth: lengthMm.optional(),
      /** Full angle of a v, 90° where neither it nor a depth is given; of a dovetail between floor and flank, 60°. */
      flank: z.number().min(5).max(175).optional(),
      foot_w: lengthMm.optional(),
      foot_h: lengthMm.optional(),
      /** From end to end across the part when absent. */
      length: lengthMm.optional(),
      angle,
    }),
  }),
  nut_trap: defineOperation({
    id: "part.nut_trap",
    summary: "A hexagonal pocket for a nut, af across flats and t high; slide opens it to the part's side along u turned by angle.",
    returns: "part",
    params: z.strictObject({
      ...onFace,
      af: lengthMm,
      t: lengthMm,
      slide: z.boolean().default(false),
      /** Material left above a nut that slides in. */
      below: z.number().min(0).default(0),
      angle,
    }),
  }),
  vent_grid: defineOperation({
    id: "part.vent_grid",
    summary: "Slots along v, or hexagons, w wide at a pitch, as many as fit an area a by b.",
    returns: "part",
    params: z.strictObject({
      ...onFace,
      ...depth,
      kind: z.enum(["slots", "hex"]).default("slots"),
      w: lengthMm,
      pitch: lengthMm,
      a: lengthMm,
      b: lengthMm,
      angle,
    }),
  }),
  connector_cutout: defineOperation({
    id: "part.connector_cutout",
    summary: "An opening of a connector's outline, larger all round by clearance, with a screw hole on either side where asked.",
    returns: "part",
    params: z.strictObject({
      ...onFace,
      ...depth,
      profile,
      clearance: z.number().min(0).max(10).default(0),
      screw_d: lengthMm.optional(),
      /** Between the screws' centres, along u. */
      screw_pitch: lengthMm.optional(),
      angle,
    }),
  }),
} as const;
