import { z } from "zod";
import { angleDeg, direction, lengthMm, planeName, pointMm } from "../../geometry";
import { defineOperation } from "../define";
import { draftDeg, feature, profile } from "./common";

/** Bodies: what a part starts from or is combined with. */
export const BODY_OPERATIONS = {
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
      /** Degrees by which the sides lean inward away from the profile's plane; negative leans them outward. */
      draft: draftDeg,
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
} as const;
