import { z } from "zod";
import { type KernelFailure, type KernelResult, kernelFailure, kernelJob, kernelProgress, kernelResult } from "@/lib/contract/kernel-job";

const count = z.number().int().min(0);
const jobId = z.number().int().min(1);

/** How a host works; given by the client when it starts one. */
export const hostConfig = z.strictObject({
  /** Script of a worker thread. */
  workerPath: z.string().min(1),
  /** Folder for the host's own scratch work (warm-up). */
  scratchRoot: z.string().min(1),
  /** Folder for results of steps that may be needed again, and its bound; none are kept without it. */
  cache: z.strictObject({ dir: z.string().min(1), maxBytes: count }).optional(),
  /** Modelling jobs at once. */
  workers: z.number().int().min(1).max(64),
  /** Foreign files read at once; a worker for them carries two kernels. */
  exchangeWorkers: z.number().int().min(1).max(8).default(1),
  /** Workers kept ready beyond these, so that a discarded one leaves no gap. */
  spares: z.number().int().min(0).max(8),
  /** Resident memory of the whole host process. */
  memoryLimitBytes: z.number().int().min(1),
  /** A worker is replaced after so many jobs… */
  recycleAfterJobs: z.number().int().min(1),
  /** …or when its kernels' heap, which never shrinks, is larger than this. */
  recycleHeapBytes: z.number().int().min(1),
  /** The exchange worker ends after so long without a job. */
  exchangeIdleMs: z.number().int().min(1),
  /** Representative jobs that a new worker does before it counts as warm. */
  warmUpRounds: count,
  /** A worker that isn't ready by then is given up. */
  startTimeoutMs: z.number().int().min(1),
  progressIntervalMs: count,
  heartbeatMs: z.number().int().min(1),
});
export type HostConfig = z.infer<typeof hostConfig>;

/** What a job gave; the same shape from worker to caller. */
export const kernelOutcome = z.discriminatedUnion("ok", [
  z.object({ ok: z.literal(true), result: kernelResult }),
  z.object({ ok: z.literal(false), failure: kernelFailure }),
]);
export type KernelOutcome<Result extends KernelResult = KernelResult> =
  | { ok: true; result: Result }
  | { ok: false; failure: KernelFailure };

/** Counters of one pool of workers. */
export const poolHealth = z.object({
  /** Workers that can take a job or have one. */
  workers: count,
  warm: count,
  busy: count,
  queue: count,
  /** Workers discarded because something went wrong, or because their job was stopped. */
  restarts: count,
  /** Workers replaced for their age or size. */
  recycled: count,
  heapBytes: count,
});
export type PoolHealth = z.infer<typeof poolHealth>;

export const toHost = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("run"), id: jobId, job: kernelJob, timeoutMs: z.number().int().min(1) }),
  z.strictObject({ type: z.literal("cancel"), id: jobId }),
]);
export type ToHost = z.infer<typeof toHost>;

export const fromHost = z.discriminatedUnion("type", [
  /** The first worker can take a job. */
  z.strictObject({ type: z.literal("ready") }),
  z.strictObject({ type: z.literal("heartbeat"), modelling: poolHealth, exchange: poolHealth, rssBytes: count }),
  z.strictObject({ type: z.literal("started"), id: jobId }),
  z.strictObject({ type: z.literal("progress"), id: jobId, progress: kernelProgress }),
  /** `disturbed`: the job killed its worker, hung or ate the memory. */
  z.strictObject({ type: z.literal("done"), id: jobId, outcome: kernelOutcome, disturbed: z.boolean() }),
]);
export type FromHost = z.infer<typeof fromHost>;

export const toWorker = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("run"), job: kernelJob }),
  z.strictObject({ type: z.literal("check") }),
  z.strictObject({ type: z.literal("warm-up") }),
]);
export type ToWorker = z.infer<typeof toWorker>;

export const fromWorker = z.discriminatedUnion("type", [
  /** Kernel loaded and the canary passed. */
  z.strictObject({ type: z.literal("ready") }),
  z.strictObject({ type: z.literal("progress"), progress: kernelProgress }),
  /** `clean`: a result, or a refusal decided by our own code; anything else ends the worker. */
  z.strictObject({ type: z.literal("done"), outcome: kernelOutcome, clean: z.boolean() }),
  z.strictObject({ type: z.literal("checked"), sane: z.boolean() }),
  /** The exchange kernel as the worker compiled it: its successors are spared the seconds that it takes. */
  z.strictObject({ type: z.literal("compiled"), module: z.instanceof(WebAssembly.Module) }),
  z.strictObject({ type: z.literal("warmed") }),
]);
export type FromWorker = z.infer<typeof fromWorker>;

/** A failure as an outcome. */
export function failed(code: KernelFailure["code"], message: string): { ok: false; failure: KernelFailure } {
  return { ok: false, failure: { code, message } };
}
