import { readFile } from "node:fs/promises";
import { RetryAfterError } from "inngest";
import { kernelHost } from "@/lib/cad/host/client";
import { FORMATS, type KernelFailure, type OutputFormat, type PartJob, type PartResult } from "@/lib/contract/kernel-job";
import { ApiError } from "@/lib/core/errors";
import { storage } from "@/lib/storage";
import { subscribeTask } from "@/lib/tasks";
import { progressWriter, type Relabel } from "./task-progress";

/** A file that a step has put into storage. */
export interface StoredFile {
  format: OutputFormat;
  key: string;
  bytes: number;
  sha256: string;
  contentType: string;
}

/** What a kernel step returns: small, since the files are in storage. */
export type KernelWorkOutcome =
  | { ok: true; result: Omit<PartResult, "files">; files: StoredFile[] }
  | { ok: false; failure: KernelFailure };

interface Progress {
  /** Share of the whole task, 0..1, when the kernel begins and when it ends. */
  from: number;
  to: number;
  relabel?: Relabel;
}

/** The task had ended before the kernel was asked. */
export const TASK_OVER: KernelWorkOutcome = { ok: false, failure: { code: "CANCELLED", message: "The task has ended." } };

/** Files up to this are read at once; larger ones are streamed from the scratch folder. */
const SMALL_FILE_BYTES = 8 * 1024 * 1024;

/**
 * Runs a kernel job for a task: in a folder of its own that is deleted afterwards, with the kernel's progress written to
 * the task, stopped when the task is cancelled, and with what it made stored under keys of the task.
 * Done again, it writes the same keys.
 * @throws when the host was lost or is overloaded, so that the step is tried again
 */
export async function runKernelWork(
  taskId: string,
  prepare: (scratchDir: string) => Promise<PartJob>,
  { from, to, relabel }: Progress,
): Promise<KernelWorkOutcome> {
  const cancelled = new AbortController();
  const progress = progressWriter(taskId, { from, to, ...(relabel && { relabel }) });
  const unsubscribe = subscribeTask(taskId, (event) => {
    if (event.status === "cancelled") cancelled.abort();
  });
  try {
    return await kernelHost().withScratch(async (scratchDir) => {
      const job = await prepare(scratchDir);
      const startedMs = performance.now();
      const outcome = await kernelHost().run(job, { signal: cancelled.signal, onProgress: progress.report });
      const kernelMs = performance.now() - startedMs;
      await progress.settle();
      if (!outcome.ok) {
        if (outcome.failure.code === "HOST_LOST") throw new Error(outcome.failure.message);
        return outcome;
      }
      const { files: produced, ...result } = outcome.result;
      const storingMs = performance.now();
      const files = await Promise.all(produced.map((file) => storeFile(taskId, file)));
      const timings = { ...result.timings, kernel: kernelMs, store: performance.now() - storingMs };
      return { ok: true, result: { ...result, timings }, files };
    });
  } catch (error) {
    if (error instanceof ApiError && error.retryAfterS !== undefined) throw new RetryAfterError(error.message, error.retryAfterS * 1_000);
    throw error;
  } finally {
    unsubscribe();
  }
}

async function storeFile(taskId: string, { format, path, bytes, sha256 }: PartResult["files"][number]): Promise<StoredFile> {
  const { extension, contentType } = FORMATS[format];
  const key = `models/${taskId}/${format === "png" ? "thumbnail" : "model"}.${extension}`;
  await storage().put(key, bytes <= SMALL_FILE_BYTES ? await readFile(path) : { path }, contentType);
  return { format, key, bytes, sha256, contentType };
}
