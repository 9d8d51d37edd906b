import { z } from "zod";

/** Formats of a caller's pipeline; `gltf` is a request's word for `glb`. */
export const RESULT_FORMATS = {
  glb: { extension: "glb", contentType: "model/gltf-binary" },
  step: { extension: "stp", contentType: "application/step" },
  stpz: { extension: "stpz", contentType: "application/gzip" },
  "decomposed-mesh": { extension: "json", contentType: "application/json" },
  json: { extension: "json", contentType: "application/json" },
  csv: { extension: "csv", contentType: "text/csv" },
  stl: { extension: "stl", contentType: "model/stl" },
  "3mf": { extension: "3mf", contentType: "model/3mf" },
} as const;
export type ResultFormat = keyof typeof RESULT_FORMATS;

const precision = z.number().min(0.0001).max(10);

/** What a caller wants of the last step's value. */
export const pipelineOutputs = z
  .strictObject({
    formats: z
      .array(z.enum(["step", "stpz", "decomposed-mesh", "gltf", "glb", "json", "csv", "stl", "3mf"]))
      .min(1)
      .max(10)
      .refine((formats) => new Set(formats.map(resultFormat)).size === formats.length, "must not repeat a format")
      .refine((formats) => !(formats.includes("step") && formats.includes("stpz")), "step and stpz exclude each other")
      .optional(),
    /** Linear deflection as a share of edge length; smaller is finer. */
    meshPrecision: precision.default(0.005),
    /** Of glTF only; by default `meshPrecision`. */
    gltfMeshPrecision: precision.optional(),
    /** Turns the result from Y up to Z up, by a rotation; glTF stays Y up. */
    adjustYtoZ: z.boolean().default(false),
    includePipelineInMetadata: z.boolean().default(true),
  })
  .prefault({});
export type PipelineOutputs = z.infer<typeof pipelineOutputs>;

/** The result key of a requested format. */
export function resultFormat(requested: string): ResultFormat {
  return requested === "gltf" ? "glb" : (requested as ResultFormat);
}

/** A file of a task's results. */
export const resultFile = z.strictObject({
  /** A format, `result`, `metadata`, or the name that an operation gave. */
  key: z.string().min(1).max(255),
  path: z.string(),
  filename: z.string(),
  contentType: z.string(),
  bytes: z.number().int(),
  sha256: z.string(),
});
export type ResultFile = z.infer<typeof resultFile>;

/** What a job gave whose result is files, not a part. */
export const filesResult = z.strictObject({
  files: z.array(resultFile),
  warnings: z.array(z.string()),
  /** Milliseconds by stage. */
  timings: z.record(z.string(), z.number()),
  kernel: z.object({ name: z.string(), version: z.string() }),
  /** Of a conversion: what the file held. */
  counts: z.record(z.string(), z.number().int()).optional(),
});
export type FilesResult = z.infer<typeof filesResult>;
