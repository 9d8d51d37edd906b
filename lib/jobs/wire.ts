import { createHash } from "node:crypto";
import { z } from "zod";

/** What the handler answers to an in-band sync. Strict: an option that this runner does not know must be refused, not ignored. */
const trigger = z.union([
  z.strictObject({ event: z.string(), expression: z.string().optional() }),
  z.strictObject({ cron: z.string(), jitter: z.string().optional() }),
]);
const concurrencyOption = z.strictObject({ limit: z.number().int(), key: z.string().optional(), scope: z.string().optional() });

export const functionConfig = z.strictObject({
  id: z.string(),
  name: z.string().optional(),
  triggers: z.array(trigger),
  steps: z.record(z.string(), z.looseObject({ retries: z.strictObject({ attempts: z.number().int().optional() }).optional() })),
  idempotency: z.string().optional(),
  cancel: z.array(z.strictObject({ event: z.string(), if: z.string().optional(), timeout: z.string().optional() })).optional(),
  timeouts: z.strictObject({ start: z.string().optional(), finish: z.string().optional() }).optional(),
  concurrency: z.union([z.number().int(), concurrencyOption, z.array(concurrencyOption)]).optional(),
  batchEvents: z.unknown().optional(),
  rateLimit: z.unknown().optional(),
  throttle: z.unknown().optional(),
  debounce: z.unknown().optional(),
  priority: z.unknown().optional(),
  singleton: z.unknown().optional(),
});
export type FunctionConfig = z.infer<typeof functionConfig>;

export const syncAnswer = z.looseObject({ app_id: z.string(), functions: z.array(z.looseObject({ id: z.string() })) });

/** One operation that the SDK reports. */
export const operation = z.looseObject({
  id: z.string(),
  op: z.string(),
  name: z.string().nullish(),
  displayName: z.string().nullish(),
  opts: z.record(z.string(), z.unknown()).nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});
export type Operation = z.infer<typeof operation>;

/** Result of a step, as it is stored and as it goes back to the SDK. */
export type StepState = { type: "data"; data: unknown } | { type: "error"; error: unknown };

/** An event as functions see it. */
export interface JobEvent {
  id: string;
  name: string;
  data: unknown;
  ts: number;
  [extra: string]: unknown;
}

const sentEvent = z.looseObject({
  name: z.string().min(1).max(256),
  data: z.unknown().optional(),
  id: z.string().max(256).nullish(),
  ts: z.number().nullish(),
});
export type SentEvent = z.infer<typeof sentEvent>;
export const sentEvents = z.union([sentEvent, z.array(sentEvent)]).transform((value) => (Array.isArray(value) ? value : [value]));

/** Body of `POST /v1/checkpoint/:run/async`. */
export const checkpointBody = z.looseObject({
  run_id: z.string(),
  qi_id: z.string(),
  generation_id: z.number().int().optional(),
  steps: z.array(operation),
});

/** The id under which the SDK reports the end of a run. */
export const RUN_END_ID = createHash("sha1").update("complete").digest("hex");

/** What an error tells a person or a later function: no stack, which holds paths of this machine. */
export interface PublicError {
  name: string;
  message: string;
}

/** Name and message of whatever an answer holds as its error. */
export function publicError(thrown: unknown): PublicError {
  let raw = thrown;
  if (typeof raw === "string") {
    try {
      raw = JSON.parse(raw);
    } catch {
      return { name: "Error", message: String(thrown).slice(0, 4_000) };
    }
  }
  if (typeof raw !== "object" || raw === null) return { name: "Error", message: String(raw).slice(0, 4_000) };
  const { name, message, error } = raw as { name?: unknown; message?: unknown; error?: unknown };
  return {
    name: typeof name === "string" ? name : "Error",
    message: (typeof message === "string" ? message : typeof error === "string" ? error : "Unknown error").slice(0, 4_000),
  };
}

/** An error as the SDK takes it back for a step: its own form, without the stack. */
export function stepErrorState(error: unknown): StepState {
  const { name, message } = publicError(error);
  const fields = typeof error === "object" && error !== null ? (error as Record<string, unknown>) : {};
  return { type: "error", error: { ...fields, __serialized: true, name, message, stack: "" } };
}
