import { z } from "zod";
import { angleDeg, lengthMm, point2dMm } from "../../geometry";
import { selector } from "../../plan";
import { defineOperation } from "../define";
import { feature, part } from "./common";
import { optionalMm, standing } from "./generators-place";

const box = {
  /** Outside. */
  x: lengthMm,
  y: lengthMm,
  wall: lengthMm,
  corner_r: optionalMm,
  lid_t: lengthMm,
  /** The lid's rim inside the walls; 0 leaves it out. */
  lip_h: optionalMm,
  /** Between lip and wall, per side. */
  clearance: z.number().min(0).max(10).default(0.2),
};

/** What holds, clamps, hangs, houses and turns. */
export const HOLDER_OPERATIONS = {
  enclosure: defineOperation({
    id: "part.enclosure",
    summary:
      "A box, z high with its lid on, and the lid; screw bosses in the corners where sized. Both: the lid lies 10 mm beside the base.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      ...box,
      z: lengthMm,
      floor: lengthMm,
      boss_d: optionalMm,
      /** Pilot in the boss; the lid gets `screw_d`. */
      boss_hole: optionalMm,
      screw_d: optionalMm,
      which: z.enum(["base", "lid", "both"]).default("both"),
    }),
  }),
  lid: defineOperation({
    id: "part.lid",
    summary: "A lid for a box of outer size x by y, outside down: plate lid_t and a lip inside the walls; screw holes where listed.",
    returns: "part",
    params: z.strictObject({ ...standing, ...box, screw_d: optionalMm, screws: z.array(point2dMm).max(50).default([]) }),
  }),
  hinge: defineOperation({
    id: "part.hinge",
    summary: "A butt hinge lying open, its pin along Y: two leaves, alternate knuckles, a pin; holes in a row on each leaf.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      leaf: lengthMm,
      length: lengthMm,
      t: lengthMm,
      pin_d: lengthMm,
      knuckles: z.number().int().min(2).max(50).default(3),
      clearance: z.number().min(0.01).max(5).default(0.2),
      hole_d: optionalMm,
      holes: z.number().int().min(0).max(50).default(0),
      which: z.enum(["all", "left", "right", "pin"]).default("all"),
    }),
  }),
  pipe_clamp: defineOperation({
    id: "part.pipe_clamp",
    summary: "A saddle over a pipe that lies on Z = 0 along Y: band t thick and w wide, a foot with a screw hole on each side.",
    returns: "part",
    params: z.strictObject({ ...standing, pipe_d: lengthMm, t: lengthMm, w: lengthMm, foot: lengthMm, screw_d: optionalMm }),
  }),
  shaft_clamp: defineOperation({
    id: "part.shaft_clamp",
    summary: "A clamping ring: slit along +X, a screw across it.",
    returns: "part",
    params: z.strictObject({ ...standing, bore: lengthMm, od: lengthMm, w: lengthMm, gap: lengthMm, screw_d: optionalMm }),
  }),
  cable_clip: defineOperation({
    id: "part.cable_clip",
    summary: "A clip for a cable along Y: a C open at the top on a base plate, with screw holes on both sides where sized.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      cable_d: lengthMm,
      t: lengthMm,
      w: lengthMm,
      base: lengthMm,
      /** Of the C, seen from its centre. */
      opening: angleDeg.default(80),
      screw_d: optionalMm,
    }),
  }),
  hook: defineOperation({
    id: "part.hook",
    summary: "A hook of round rod: a foot plate, a shank upwards, then a bend of centre-line radius R towards +X.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      d: lengthMm,
      R: lengthMm,
      angle: angleDeg.default(180),
      shank: lengthMm,
      plate_d: optionalMm,
      plate_t: optionalMm,
    }),
  }),
  handle: defineOperation({
    id: "part.handle",
    summary:
      "A bow handle of round rod: feet `length` apart along X, `h` high over its axis, bends of centre-line radius R; tapped-size holes.",
    returns: "part",
    params: z.strictObject({
      ...standing,
      length: lengthMm,
      h: lengthMm,
      d: lengthMm,
      R: lengthMm,
      hole_d: optionalMm,
      hole_depth: optionalMm,
    }),
  }),
  knurl: defineOperation({
    id: "part.knurl",
    summary: "Straight knurling or round flutes along a whole shaft: n grooves of a depth, over its length or a part of it.",
    returns: "part",
    params: z.strictObject({
      feature,
      part,
      on: selector,
      n: z.number().int().min(3).max(200),
      depth: lengthMm,
      style: z.enum(["straight", "flutes"]).default("straight"),
      length: lengthMm.optional(),
      from: z.enum(["top", "bottom"]).default("top"),
    }),
  }),
} as const;
