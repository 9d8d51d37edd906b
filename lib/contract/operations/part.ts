import { z } from "zod";
import { angleDeg, axisName, direction, lengthMm, planeName, point2dMm, pointMm } from "../geometry";
import { selector } from "../plan";
import { defineOperation } from "./define";

/*
 * Features on a part: right-handed, Z up, millimetres, degrees.
 *
 * Placement on a face. A face has a frame (origin, u, v, n) with n outward: on top u = +X, v = +Y; bottom u = +X,
 * v = −Y; front u = +X, v = +Z; back u = −X, v = +Z; right u = +Y, v = +Z; left u = −Y, v = +Z; on any other plane
 * v is the steepest way up and u = v × n. The origin is the middle of the face's bounding rectangle in (u, v) for
 * `centre`, or the world origin dropped onto the plane for `world`. `at` lists [u, v] offsets from it; `angle`
 * turns each profile about n.
 */

/** A reference to the part so far: `"$prev"` or `"$ref:N"`. */
const part = z.string().regex(/^\$(prev|ref:\d+|local:\d+)$/);
/** Id of the plan's feature; faces that the operation makes are named after it. */
const feature = z.string().regex(/^[a-z][a-z0-9_]{0,30}$/);
const places = z
  .array(point2dMm)
  .min(1)
  .max(2_000)
  .default([[0, 0]]);
const origin = z.enum(["centre", "world"]).default("centre");

/** Closed outline in its own (u, v) plane, centred on the origin unless it lists points. */
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
]);
export type Profile = z.infer<typeof profile>;

/** Exactly one of `depth` and `through`; neither means through. */
const depth = { depth: lengthMm.optional(), through: z.literal(true).optional() };
const onFace = { feature, part, on: selector, origin, at: places };

export const PART_OPERATIONS = {
  // Bodies: centred on X and Y, base at Z = 0, then moved by `at`.
  box: defineOperation({
    id: "part.box",
    summary: "A block, x by y by z.",
    returns: "part",
    params: z.strictObject({ feature, x: lengthMm, y: lengthMm, z: lengthMm, at: pointMm.default([0, 0, 0]) }),
  }),
  cylinder: defineOperation({
    id: "part.cylinder",
    summary: "A cylinder of diameter d and height h.",
    returns: "part",
    params: z.strictObject({ feature, d: lengthMm, h: lengthMm, at: pointMm.default([0, 0, 0]), direction: direction.default([0, 0, 1]) }),
  }),
  cone: defineOperation({
    id: "part.cone",
    summary: "A cone or frustum; d1 at the base, d2 at the top.",
    returns: "part",
    params: z.strictObject({ feature, d1: z.number().min(0), d2: z.number().min(0), h: lengthMm, at: pointMm.default([0, 0, 0]) }),
  }),
  sphere: defineOperation({
    id: "part.sphere",
    summary: "A ball of diameter d, standing on Z = 0.",
    returns: "part",
    params: z.strictObject({ feature, d: lengthMm, at: pointMm.default([0, 0, 0]) }),
  }),
  torus: defineOperation({
    id: "part.torus",
    summary: "A ring: D between tube centres, d across the tube; lies on Z = 0.",
    returns: "part",
    params: z.strictObject({ feature, D: lengthMm, d: lengthMm, at: pointMm.default([0, 0, 0]) }),
  }),
  tube: defineOperation({
    id: "part.tube",
    summary: "A tube of outer diameter od, inner diameter id and height h.",
    returns: "part",
    params: z.strictObject({ feature, od: lengthMm, id: lengthMm, h: lengthMm, at: pointMm.default([0, 0, 0]) }),
  }),
  prism: defineOperation({
    id: "part.prism",
    summary: "A regular prism of n sides, af across flats, height h; a flat faces front.",
    returns: "part",
    params: z.strictObject({ feature, n: z.number().int().min(3).max(360), af: lengthMm, h: lengthMm, at: pointMm.default([0, 0, 0]) }),
  }),
  wedge: defineOperation({
    id: "part.wedge",
    summary: "A block whose top slopes from z1 at the left to z2 at the right.",
    returns: "part",
    params: z.strictObject({
      feature,
      x: lengthMm,
      y: lengthMm,
      z1: z.number().min(0),
      z2: z.number().min(0),
      at: pointMm.default([0, 0, 0]),
    }),
  }),
  extrude: defineOperation({
    id: "part.extrude",
    summary: "A profile of a plane, extruded by h along the plane's normal (z, −y for xz, x), then moved by `at`.",
    returns: "part",
    params: z.strictObject({
      feature,
      profile,
      h: lengthMm,
      plane: planeName.default("xy"),
      symmetric: z.boolean().default(false),
      at: pointMm.default([0, 0, 0]),
    }),
  }),
  revolve: defineOperation({
    id: "part.revolve",
    summary: "A profile of the XZ plane (u = radius along X, v = Z), turned about Z.",
    returns: "part",
    params: z.strictObject({ feature, profile, angle: angleDeg.default(360), at: pointMm.default([0, 0, 0]) }),
  }),
  loft: defineOperation({
    id: "part.loft",
    summary: "A solid through profiles at rising heights.",
    returns: "part",
    params: z.strictObject({
      feature,
      sections: z
        .array(z.strictObject({ profile, z: z.number() }))
        .min(2)
        .max(50),
      ruled: z.boolean().default(false),
      at: pointMm.default([0, 0, 0]),
    }),
  }),

  // Added to or taken from a face.
  boss: defineOperation({
    id: "part.boss",
    summary: "Round bosses of diameter d and height h on a face.",
    returns: "part",
    params: z.strictObject({ ...onFace, d: lengthMm, h: lengthMm }),
  }),
  pad: defineOperation({
    id: "part.pad",
    summary: "A profile raised from a face by h.",
    returns: "part",
    params: z.strictObject({ ...onFace, profile, h: lengthMm, angle: angleDeg.default(0) }),
  }),
  pocket: defineOperation({
    id: "part.pocket",
    summary: "A profile cut into a face, to a depth or through.",
    returns: "part",
    params: z.strictObject({ ...onFace, ...depth, profile, angle: angleDeg.default(0) }),
  }),
  hole: defineOperation({
    id: "part.hole",
    summary: "Round holes of diameter d, to a depth or through; flat bottom unless a tip angle is given.",
    returns: "part",
    params: z.strictObject({ ...onFace, ...depth, d: lengthMm, tip_angle: angleDeg.optional() }),
  }),
  counterbore: defineOperation({
    id: "part.counterbore",
    summary: "Holes of diameter d with a flat seat of diameter D, seat_depth deep.",
    returns: "part",
    params: z.strictObject({ ...onFace, ...depth, d: lengthMm, D: lengthMm, seat_depth: lengthMm }),
  }),
  countersink: defineOperation({
    id: "part.countersink",
    summary: "Holes of diameter d with a conical seat of diameter D at the face.",
    returns: "part",
    params: z.strictObject({ ...onFace, ...depth, d: lengthMm, D: lengthMm, angle: angleDeg.default(90) }),
  }),
  slot_cut: defineOperation({
    id: "part.slot_cut",
    summary: "Slots with round ends, length overall, along u turned by angle.",
    returns: "part",
    params: z.strictObject({ ...onFace, ...depth, length: lengthMm, w: lengthMm, angle: angleDeg.default(0) }),
  }),

  // Changes.
  fillet: defineOperation({
    id: "part.fillet",
    summary: "Rounds the selected edges.",
    returns: "part",
    params: z.strictObject({ feature, part, edges: selector, r: lengthMm }),
  }),
  chamfer: defineOperation({
    id: "part.chamfer",
    summary: "Bevels the selected edges: c on both sides, or c on the flatter face with c2 on the other or an angle to it.",
    returns: "part",
    params: z.strictObject({ feature, part, edges: selector, c: lengthMm, c2: lengthMm.optional(), angle: angleDeg.optional() }),
  }),
  shell: defineOperation({
    id: "part.shell",
    summary: "Hollows the part to a wall of t, open at the selected faces.",
    returns: "part",
    params: z.strictObject({ feature, part, t: lengthMm, open: selector.optional(), outward: z.boolean().default(false) }),
  }),
  move_face: defineOperation({
    id: "part.move_face",
    summary: "Moves selected plane faces outward by d (inward when negative), their neighbours following.",
    returns: "part",
    params: z.strictObject({ feature, part, faces: selector, d: z.number() }),
  }),
  scale: defineOperation({
    id: "part.scale",
    summary: "Scales the whole part about the world origin.",
    returns: "part",
    params: z.strictObject({ feature, part, factor: z.number().min(1e-4).max(1e4) }),
  }),

  // Arrangement.
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
    summary: "Mirrors the part in a plane through the origin; keep joins both halves.",
    returns: "part",
    params: z.strictObject({ feature, part, plane: planeName, keep: z.boolean().default(true) }),
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

export type PartOperationName = keyof typeof PART_OPERATIONS;
