import { parentPort, workerData } from "node:worker_threads";
import { type KernelFailure, type KernelJob, type KernelProgress, type KernelResult, kernelResult } from "@/lib/contract/kernel-job";
import { MAX_LENGTH_MM } from "@/lib/core/units";
import { type HeapMeter, meterGrowth, writeHeapBytes } from "./heap-meter";
import { type FromWorker, type HostConfig, type KernelOutcome, toWorker } from "./messages";
import { throttleProgress } from "./progress-throttle";

/** What the host gives a worker when it starts it. */
export interface WorkerStart {
  /** Compiled once by the host; absent when there is nothing to share. */
  module: WebAssembly.Module | undefined;
  /** The same of the exchange kernel, once a worker of this host has needed it. */
  exchangeModule: WebAssembly.Module | undefined;
  heapMeter: HeapMeter;
  scratchRoot: string;
  cache: HostConfig["cache"];
  progressIntervalMs: number;
}

/** What a worker can do, once its kernel is loaded. */
export interface KernelWork {
  run(job: KernelJob, onProgress: (progress: KernelProgress) => void): Promise<KernelResult>;
  /** The canary. */
  isSane(): boolean;
  /** One representative job. */
  warmUp(): Promise<void>;
  heapBytes(): number;
  /** A throw as data, and whether the kernel may be used after it. */
  explain(thrown: unknown): { failure: KernelFailure; clean: boolean };
}

/**
 * A result that no schema allows is refused here, in words: a foreign file can hold a sound shape that is larger than any
 * part may be, or one whose measures are not finite. Further out it would look like a broken worker.
 */
function checked(job: KernelJob, result: KernelResult): KernelOutcome {
  const parsed = kernelResult.safeParse(result);
  if (parsed.success) return { ok: true, result: parsed.data };
  const [issue] = parsed.error.issues;
  const subject = job.kind === "import" ? "The file's shape" : "The part";
  const failure = {
    code: job.kind === "import" ? "INVALID_FILE" : "KERNEL_FAILED",
    message: `${subject} has measures that no part may have: it must be finite and lie within ${MAX_LENGTH_MM / 1_000} m of the origin.`,
    kernelStatus: issue && `${issue.path.join(".")}: ${issue.message}`,
  } as const;
  return { ok: false, failure };
}

/** Loads, proves itself by the canary, then serves one message at a time until the host ends the thread. */
export async function serveWorker(
  load: (start: WorkerStart, onCompiled: (exchangeModule: WebAssembly.Module) => void) => Promise<KernelWork>,
): Promise<void> {
  const port = parentPort;
  if (!port) throw new Error("A kernel worker runs as a worker thread of the kernel host.");
  const start = workerData as WorkerStart;
  const post = (message: FromWorker) => port.postMessage(message);
  meterGrowth(start.heapMeter);
  const work = await load(start, (module) => post({ type: "compiled", module }));
  writeHeapBytes(start.heapMeter, work.heapBytes());
  if (!work.isSane()) throw new Error("The canary failed in a new worker.");

  const report = async (job: KernelJob): Promise<{ outcome: KernelOutcome; clean: boolean }> => {
    const onProgress = throttleProgress((progress) => post({ type: "progress", progress }), start.progressIntervalMs);
    try {
      return { outcome: checked(job, await work.run(job, onProgress)), clean: true };
    } catch (thrown) {
      const { failure, clean } = work.explain(thrown);
      return { outcome: { ok: false, failure }, clean };
    }
  };
  const serve = async (data: unknown): Promise<void> => {
    const message = toWorker.parse(data);
    if (message.type === "run") {
      const { outcome, clean } = await report(message.job);
      writeHeapBytes(start.heapMeter, work.heapBytes());
      post({ type: "done", outcome, clean });
    } else if (message.type === "check") post({ type: "checked", sane: work.isSane() });
    else {
      await work.warmUp();
      writeHeapBytes(start.heapMeter, work.heapBytes());
      post({ type: "warmed" });
    }
  };
  port.on("message", (data: unknown) => {
    // Thrown outside of promises, so that the thread ends and the host hears why.
    serve(data).catch((error: unknown) =>
      setImmediate(() => {
        throw error;
      }),
    );
  });
  post({ type: "ready" });
}
