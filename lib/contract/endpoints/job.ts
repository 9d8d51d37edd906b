import { z } from "zod";
import { defineEndpoint } from "../endpoint";
import { faceRecord, measurements } from "../geometry";
import { question } from "../plan";
import { isoTime, opaqueId, xyz } from "./common";

/** A named parameter of the part, as the studio's sliders and `parameters` of `/generate` know it. */
export const resolvedParameter = z.looseObject({
  name: z.string(),
  value: z.number(),
  unit: z.string().optional(),
  label: z.string().optional(),
  expression: z.string().optional(),
});

/** What a finished job answers. Keys last, URLs are made anew at each answer. */
export const jobResult = z.looseObject({
  success: z.boolean(),
  summary: z.string(),
  job_id: z.string(),
  conversation_id: z.string().optional(),
  part_id: z.string().optional(),
  revision: z.number().int().optional(),
  glb_url: z.url().optional(),
  glb_key: z.string().optional(),
  step_key: z.string().optional(),
  model_url: z.url().optional(),
  thumbnail_url: z.url().optional(),
  thumbnail_key: z.string().optional(),
  dimensions: xyz.optional(),
  measurements: measurements.partial().optional(),
  faces: z.array(faceRecord.partial()).optional(),
  parameters: z.array(resolvedParameter).optional(),
  assumptions: z.array(z.looseObject({ text: z.string() })).optional(),
  questions: z.array(question).optional(),
  warnings: z.array(z.string()).optional(),
  planner: z.enum(["embedded", "model"]).optional(),
});

export const jobView = z.object({
  job_id: z.string(),
  status: z.enum(["processing", "completed", "failed"]),
  /** 0 to 100. */
  progress: z.number().min(0).max(100),
  stage: z.string().optional(),
  result: jobResult.optional(),
  /** One sentence: what is wrong, and what would be possible. */
  error: z.string().optional(),
});
export type JobView = z.input<typeof jobView>;

/** A UUID v4. Whatever is none names no job: 404, as for any other that does not exist. */
const jobParams = z.strictObject({ job_id: z.string().max(1_000) });

export const getJob = defineEndpoint({
  half: "part",
  method: "GET",
  path: "/job/{job_id}",
  summary: "State and result of a job. The id, a random UUID, is the credential.",
  accepts: ["key", "session"],
  anonymous: true,
  status: 200,
  params: jobParams,
  data: jobView,
  errors: ["NOT_FOUND"],
});

export const jobEvents = defineEndpoint({
  half: "part",
  method: "GET",
  path: "/job/{job_id}/events",
  summary: "Progress of a job as server-sent events: `progress`, then `result`, then `end`. `Last-Event-ID` continues.",
  accepts: ["key", "session"],
  anonymous: true,
  status: 200,
  params: jobParams,
  data: z.string(),
  contentType: "text/event-stream",
  errors: ["NOT_FOUND"],
});

export const cancelJob = defineEndpoint({
  half: "part",
  method: "POST",
  path: "/job/{job_id}/cancel",
  summary: "Stops a job of yours; its credit returns.",
  accepts: ["key", "session"],
  permission: "generate",
  status: 200,
  params: jobParams,
  data: z.object({ job_id: z.string(), cancelled: z.literal(true) }),
  errors: ["NOT_FOUND", "TASK_NOT_CANCELLABLE"],
});

/** Prompts are 1 to 5,000 characters; empty only beside `parameters`. */
export const MAX_PROMPT_CHARACTERS = 5_000;

export const generate = defineEndpoint({
  half: "part",
  method: "POST",
  path: "/generate",
  summary: "Starts designing a part from words. Costs one credit, returned if the job fails or asks a question.",
  accepts: ["key", "session"],
  permission: "generate",
  status: 200,
  body: z
    .strictObject({
      prompt: z.string().trim().max(MAX_PROMPT_CHARACTERS).default(""),
      conversation_id: opaqueId.nullish(),
      imported_step_key: z.string().min(1).max(500).nullish(),
      web_search_enabled: z.boolean().default(true),
      selected_faces: z
        .array(z.string().regex(/^Face \d{1,6}$/, 'must be a face label such as "Face 3"'))
        .max(100)
        .default([]),
      parameters: z
        .record(z.string().regex(/^[a-z][a-z0-9_]{0,40}$/), z.number().finite())
        .refine((parameters) => Object.keys(parameters).length <= 200, "at most 200 parameters")
        .optional(),
    })
    .refine((body) => body.prompt !== "" || Object.keys(body.parameters ?? {}).length > 0, {
      path: ["prompt"],
      message: `must be 1 to ${MAX_PROMPT_CHARACTERS} characters that say what to make (it may be empty only beside parameters)`,
    }),
  data: z.object({
    job_id: z.string(),
    status: z.literal("processing"),
    credits_remaining: z.number().int(),
    conversation_id: z.string(),
  }),
  errors: ["NOT_FOUND", "INSUFFICIENT_CREDITS", "RATE_LIMITED"],
});

export const importPart = defineEndpoint({
  half: "part",
  method: "POST",
  path: "/import",
  summary: "Makes an uploaded CAD file revision 1 of a conversation's part.",
  accepts: ["key", "session"],
  permission: "import",
  status: 200,
  body: z.strictObject({ s3_key: z.string().min(1).max(500), conversation_id: opaqueId.nullish() }),
  data: z.object({ job_id: z.string(), conversation_id: z.string(), status: z.literal("processing") }),
  errors: ["NOT_FOUND", "FILE_NOT_CONFIRMED", "FILE_MISMATCH"],
});

export const uploadFile = defineEndpoint({
  half: "part",
  method: "POST",
  path: "/upload",
  summary: "Announces a CAD file; the bytes are then PUT to `upload_url`.",
  accepts: ["key", "session"],
  permission: "import",
  status: 200,
  body: z.strictObject({
    filename: z.string().trim().min(1).max(255),
    bytes: z
      .number()
      .int()
      .min(1)
      .max(100 * 1024 * 1024)
      .optional(),
    content_type: z
      .string()
      .min(1)
      .max(255)
      .regex(/^[\w.+-]+\/[\w.+-]+$/, "must be a media type such as application/step")
      .optional(),
  }),
  data: z.object({ upload_url: z.url(), s3_key: z.string(), expires_at: isoTime }),
  errors: [],
});
