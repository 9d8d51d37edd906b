import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { kernelHost } from "@/lib/cad/host/client";
import { FORMATS, type KernelFailure, type KernelJob, type KernelResult, type OutputFormat } from "@/lib/contract/kernel-job";
import { storage } from "@/lib/storage";
import { subscribeTask } from "@/lib/tasks";
import { progressWriter } from "./task-progress";

/** A file that a step has put into storage. */
export interface StoredFile {
  format: OutputFormat;
  key: string;
  bytes: number;
  sha256: string;
  contentType: string;
}

export type KernelOutcome = { ok: true; result: Omit<KernelResult, "files">; files: StoredFile[] } | { ok: false; failure: KernelFailure };

/** Work of a task for the kernel; the scratch folder is made here. */
type Work = (scratchDir: string) => Promise<KernelJob>;

/** Failures of the host, not of the part: another attempt can succeed. */
const RETRIABLE: readonly KernelFailure["code"][] = ["HOST_LOST"];

/**
 * Runs a kernel job for a task: in a folder of its own that is deleted afterwards, with the kernel's progress written to
 * the task, stopped when the task is cancelled, and with what it made stored under keys of the task.
 * Repeating it writes the same keys again.
 * @throws when the host was lost, so that the step is tried again
 */
export async function runKernelWork(taskId: string, work: Work, progress: { from: number; to: number }): Promise<KernelOutcome> {
  const scratchDir = await mkdtemp(join(tmpdir(), "partwright-"));
  const cancelled = new AbortController();
  const writer = progressWriter(taskId, progress.from, progress.to);
  const unsubscribe = subscribeTask(taskId, (event) => {
    if (event.status === "cancelled") cancelled.abort();
  });
  try {
    const outcome = await kernelHost().run(await work(scratchDir), { signal: cancelled.signal, onProgress: writer.report });
    await writer.settle();
    if (!outcome.ok) {
      if (RETRIABLE.includes(outcome.failure.code)) throw new Error(outcome.failure.message);
      return outcome;
    }
    const { files, ...result } = outcome.result;
    return { ok: true, result, files: await Promise.all(files.map((file) => storeFile(taskId, file))) };
  } finally {
    unsubscribe();
    await rm(scratchDir, { recursive: true, force: true });
  }
}

async function storeFile(taskId: string, file: KernelResult["files"][number]): Promise<StoredFile> {
  const { extension, contentType } = FORMATS[file.format];
  const name = file.format === "png" ? "thumbnail" : "model";
  const key = `models/${taskId}/${name}.${extension}`;
  // Small files (most parts) go in one write; reading them here spares the store a second pass.
  const body = file.bytes <= 8 * 1024 * 1024 ? await readFile(file.path) : { path: file.path };
  await storage().put(key, body, contentType);
  return { format: file.format, key, bytes: file.bytes, sha256: file.sha256, contentType };
}
