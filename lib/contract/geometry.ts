import { z } from "zod";
import { MAX_LENGTH_MM, MIN_LENGTH_MM } from "@/lib/core/units";

const finite = z.number().finite();

/** A point in millimetres, [x, y, z], in the frame of the operation that takes it. */
export const pointMm = z.tuple([
  finite.min(-MAX_LENGTH_MM).max(MAX_LENGTH_MM),
  finite.min(-MAX_LENGTH_MM).max(MAX_LENGTH_MM),
  finite.min(-MAX_LENGTH_MM).max(MAX_LENGTH_MM),
]);
export type PointMm = z.infer<typeof pointMm>;

/** A point of a plane in millimetres, [u, v]. */
export const point2dMm = z.tuple([finite.min(-MAX_LENGTH_MM).max(MAX_LENGTH_MM), finite.min(-MAX_LENGTH_MM).max(MAX_LENGTH_MM)]);
export type Point2dMm = z.infer<typeof point2dMm>;

/** A direction; any non-zero vector, normalised by who uses it. */
export const direction = z.tuple([finite, finite, finite]).refine(([x, y, z]) => Math.hypot(x, y, z) > 1e-9, "must not be the zero vector");
export type Direction = z.infer<typeof direction>;

/** A size: more than nothing, at most 100 m. */
export const lengthMm = finite.min(MIN_LENGTH_MM).max(MAX_LENGTH_MM);

export const angleDeg = finite.min(-36_000).max(36_000);

export const axisName = z.enum(["x", "y", "z"]);
export const planeName = z.enum(["xy", "xz", "yz"]);
/** Top +Z, bottom −Z, right +X, left −X, back +Y, front −Y. */
export const sideName = z.enum(["top", "bottom", "left", "right", "front", "back"]);
export type SideName = z.infer<typeof sideName>;

export const surfaceType = z.enum(["plane", "cylinder", "cone", "sphere", "torus", "bspline", "other"]);
export type SurfaceType = z.infer<typeof surfaceType>;

/** Axis-aligned, tight to the exact shape (not to its mesh). */
export const boundingBox = z.object({ min: pointMm, max: pointMm, size: pointMm });
export type BoundingBox = z.infer<typeof boundingBox>;

/** What is needed to find a face again when its name is gone. */
export const fingerprint = z.object({
  type: surfaceType,
  center: pointMm,
  area: finite,
  normal: pointMm.optional(),
  radius: finite.optional(),
});
export type Fingerprint = z.infer<typeof fingerprint>;

/** A thread that is noted on a hole's or shaft's wall and not modelled. */
export const threadNote = z.object({
  /** `M6x1`, `1/4-20 UNC`. */
  designation: z.string(),
  /** Major diameter. */
  diameter: finite,
  pitch: finite,
  /** Of the thread; through where absent. */
  depth: finite.optional(),
});
export type ThreadNote = z.infer<typeof threadNote>;

/** A face of a measured part. */
export const faceRecord = z.object({
  /** "Face 1", …: for the life of the conversation; never given to another face. */
  label: z.string(),
  /** By role: `base/top`, `h1[3]/wall`; see the planner's naming. */
  name: z.string(),
  /** Further names, of faces that merged into this one. */
  aliases: z.array(z.string()).optional(),
  /** Plan feature that made the face. */
  feature: z.string().optional(),
  type: surfaceType,
  area: finite,
  center: pointMm,
  /** Outward; planes only. */
  normal: pointMm.optional(),
  /** Cylinders, spheres; the tube's radius of a torus. */
  radius: finite.optional(),
  /** Direction of the axis of cylinders, cones and tori. */
  axis: pointMm.optional(),
  thread: threadNote.optional(),
});
export type FaceRecord = z.infer<typeof faceRecord>;

/** A hole: a chain of coaxial, touching, inward-facing cylinders and cones; its diameter is the smallest. */
export const holeRecord = z.object({
  diameter: finite,
  through: z.boolean(),
  /** Of the whole chain along its axis. */
  depth: finite,
  /** Middle of the mouth of the hole. */
  center: pointMm,
  axis: pointMm,
  /** Distance to the nearest hole of the same diameter and axis direction; absent when alone. */
  spacing: finite.optional(),
  counterbore: z.object({ diameter: finite, depth: finite }).optional(),
  countersink: z.object({ diameter: finite, angleDeg: finite }).optional(),
});
export type HoleRecord = z.infer<typeof holeRecord>;

/** A blend found by shape: convex or concave part-cylinder or torus tangent to its neighbours. */
export const filletRecord = z.object({ radius: finite, count: z.number().int() });

/** What was measured on the finished B-rep. Millimetres, Z up; volumes mm³, areas mm². */
export const measurements = z.object({
  volume_mm3: finite,
  area_mm2: finite,
  center_of_mass: pointMm,
  bounding_box: boundingBox,
  solids: z.number().int(),
  faces: z.number().int(),
  edges: z.number().int(),
  vertices: z.number().int(),
  valid: z.boolean(),
  holes: z.array(holeRecord),
  fillets: z.array(filletRecord),
});
export type Measurements = z.infer<typeof measurements>;
