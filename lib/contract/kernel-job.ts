import { z } from "zod";
import { convertJob } from "./convert";
import { type FilesResult, filesResult, pipelineOutputs } from "./evaluation";
import { faceRecord, measurements } from "./geometry";
import { pipelineStep } from "./pipeline";

/** What a shape can be written as. `edges` of the B-rep are inside the GLB; `png` is the thumbnail. */
export const outputFormat = z.enum(["step", "stpz", "glb", "stl", "3mf", "brep", "png"]);
export type OutputFormat = z.infer<typeof outputFormat>;

export const FORMATS: Record<OutputFormat, { extension: string; contentType: string }> = {
  step: { extension: "step", contentType: "application/step" },
  stpz: { extension: "stpz", contentType: "application/gzip" },
  glb: { extension: "glb", contentType: "model/gltf-binary" },
  stl: { extension: "stl", contentType: "model/stl" },
  "3mf": { extension: "3mf", contentType: "model/3mf" },
  brep: { extension: "brep", contentType: "text/plain" },
  png: { extension: "png", contentType: "image/png" },
};

export const meshQuality = z.enum(["draft", "normal", "fine"]);
export type MeshQuality = z.infer<typeof meshQuality>;

/** How a finished shape is written. */
export const outputRequest = z.strictObject({
  /** Name of the part: STEP product, glTF node, 3MF object. */
  name: z.string().min(1).max(200),
  formats: z.array(outputFormat).max(7),
  quality: meshQuality.default("normal"),
  /** Stands in the STEP header instead of the clock, so that the same plan gives the same bytes. ISO 8601. */
  timestamp: z.string(),
});

/** A file read by a job, inside its scratch folder. */
const jobFile = z.strictObject({ path: z.string(), filename: z.string() });

/** Faces of the revision before, so that those still there keep their labels. */
const faceHistory = z.strictObject({
  faces: z.array(faceRecord),
  lastLabel: z.number().int(),
  /** Names and numbers of faces that earlier revisions had and this one does not. */
  retired: z.array(z.strictObject({ name: z.string(), label: z.string() })).optional(),
});

const common = {
  /** Folder that the job may read and write; everything it makes lies in it. */
  scratchDir: z.string(),
  output: outputRequest,
  history: faceHistory.optional(),
};

/** Work for a kernel. Data only: no handles, no credentials, no addresses. */
export const kernelJob = z.discriminatedUnion("kind", [
  /** Runs operations in order; the last result is the shape. */
  z.strictObject({ kind: z.literal("pipeline"), steps: z.array(pipelineStep).min(1), ...common }),
  /** A caller's pipeline, whose result is any value; files as its `outputs` ask. */
  z.strictObject({
    kind: z.literal("evaluate"),
    steps: z.array(pipelineStep).min(1),
    inputFiles: z
      .array(jobFile.extend({ role: z.string().max(100) }))
      .max(5)
      .default([]),
    outputs: pipelineOutputs,
    /** Files are called after it: `result.glb`, `pipeline.stp`. */
    basename: z.enum(["result", "pipeline"]),
    /** Beginning of metadata.json: what the caller's task is. */
    about: z.record(z.string(), z.unknown()).default({}),
    scratchDir: common.scratchDir,
    timestamp: z.string(),
  }),
  /** STEP to glTF. */
  convertJob,
  /** Writes an existing shape (BREP text) in further formats. */
  z.strictObject({ kind: z.literal("export"), file: jobFile, ...common }),
  /** Reads a foreign file by its content; its faces are named `import/1`, … */
  z.strictObject({ kind: z.literal("import"), file: jobFile, ...common }),
]);
export type KernelJob = z.infer<typeof kernelJob>;

export const producedFile = z.object({ format: outputFormat, path: z.string(), bytes: z.number().int(), sha256: z.string() });
export type ProducedFile = z.infer<typeof producedFile>;

const channel = z.number().min(0).max(1);
/** What a body of a foreign file is called and wears. */
export const namedBody = z.object({
  name: z.string(),
  /** Linear red, green, blue (as glTF has them) and opacity. */
  color: z.tuple([channel, channel, channel, channel]).readonly().optional(),
});
export type NamedBody = z.infer<typeof namedBody>;

/** What a job gave that ends in a part. */
export const partResult = z.object({
  files: z.array(producedFile),
  measurements,
  faces: z.array(faceRecord),
  lastLabel: z.number().int(),
  /** Of an imported file that tells them, one for each solid in the order of the shape. */
  bodies: z.array(namedBody).optional(),
  warnings: z.array(z.string()),
  /** Milliseconds by stage: `operations`, `measure`, `mesh`, `step`, `glb`, …; and by `feature:<id>`. */
  timings: z.record(z.string(), z.number()),
  kernel: z.object({ name: z.string(), version: z.string() }),
});
export type PartResult = z.infer<typeof partResult>;

/** Jobs that end in files of a caller's choice. */
export type FilesJob = Extract<KernelJob, { kind: "evaluate" | "convert" }>;
/** Jobs that end in a part. */
export type PartJob = Exclude<KernelJob, FilesJob>;

export const kernelResult = z.union([partResult, filesResult]);
export type KernelResult = PartResult | FilesResult;
export type ResultOf<Job extends KernelJob> = Job extends FilesJob ? FilesResult : PartResult;

/** Why a job gave nothing. */
export const kernelFailure = z.object({
  code: z.enum([
    "KERNEL_FAILED",
    "TIME_LIMIT",
    "MEMORY_LIMIT",
    "LIMIT_EXCEEDED",
    "CANCELLED",
    "INVALID_FILE",
    "INVALID_INPUT",
    "RESULT_NOT_A_SHAPE",
    "HOST_LOST",
    "QUARANTINED",
  ]),
  /** One sentence for the person who asked. */
  message: z.string(),
  step: z.number().int().optional(),
  /** Way to the step, through maps and choices: `steps[2].steps[0]`. */
  path: z.string().optional(),
  operation: z.string().optional(),
  feature: z.string().optional(),
  /** Largest value that would have worked, with the parameter's name. */
  feasible: z.object({ param: z.string(), max: z.number() }).optional(),
  kernelStatus: z.string().optional(),
});
export type KernelFailure = z.infer<typeof kernelFailure>;

export const kernelProgress = z.object({ stage: z.string(), fraction: z.number().min(0).max(1), message: z.string().optional() });
export type KernelProgress = z.infer<typeof kernelProgress>;
