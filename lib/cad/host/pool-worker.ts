import { Worker } from "node:worker_threads";
import type { KernelJob, KernelProgress } from "@/lib/contract/kernel-job";
import { messageOf } from "@/lib/core/errors";
import { createHeapMeter, readHeapBytes } from "./heap-meter";
import { type FromWorker, fromWorker, type ToWorker } from "./messages";
import type { WorkerStart } from "./worker-serve";

/** The thread has ended, by itself or because it was ended. */
export interface Gone {
  type: "gone";
  reason: string;
}

export interface PoolWorkerOptions extends Omit<WorkerStart, "heapMeter"> {
  workerPath: string;
  onCompiled: (exchangeModule: WebAssembly.Module) => void;
}

/** One worker thread as the pool sees it: a question at a time, and an answer or `gone`. */
export class PoolWorker {
  jobs = 0;
  warmRounds = 0;
  readonly #meter = createHeapMeter();
  readonly #thread: Worker;
  #answer: ((message: FromWorker | Gone) => void) | undefined;
  #onProgress: ((progress: KernelProgress) => void) | undefined;
  readonly #onCompiled: PoolWorkerOptions["onCompiled"];
  #gone: Gone | undefined;
  #reason = "";
  readonly #exited: Promise<void>;

  constructor({ workerPath, onCompiled, ...rest }: PoolWorkerOptions) {
    this.#onCompiled = onCompiled;
    const start: WorkerStart = { ...rest, heapMeter: this.#meter };
    // The kernels' chatter goes nowhere; an empty environment leaves nothing to read.
    this.#thread = new Worker(workerPath, { workerData: start, stdout: true, stderr: true, env: {} });
    this.#thread.stdout.resume();
    this.#thread.stderr.resume();
    this.#thread.on("message", (data: unknown) => this.#receive(data));
    this.#thread.on("messageerror", (error) => this.#fail(error));
    this.#thread.on("error", (error) => {
      this.#reason = messageOf(error);
    });
    this.#exited = new Promise((resolve) => {
      this.#thread.once("exit", (code) => {
        this.#gone = { type: "gone", reason: this.#reason || `worker ended with code ${code}` };
        this.#settle(this.#gone);
        resolve();
      });
    });
  }

  /** Size of the kernels' memory at this moment, also in the middle of a job. */
  get heapBytes(): number {
    return readHeapBytes(this.#meter);
  }

  /** Resolves with `ready`, or `gone` when it could not be loaded. */
  ready(): Promise<FromWorker | Gone> {
    return this.#wait();
  }

  run(job: KernelJob, onProgress: (progress: KernelProgress) => void): Promise<FromWorker | Gone> {
    this.jobs += 1;
    this.#onProgress = onProgress;
    return this.#ask({ type: "run", job });
  }

  async isSane(): Promise<boolean> {
    const answer = await this.#ask({ type: "check" });
    return answer.type === "checked" && answer.sane;
  }

  async warmUp(): Promise<boolean> {
    this.warmRounds += 1;
    return (await this.#ask({ type: "warm-up" })).type === "warmed";
  }

  /** Ends the thread wherever it is; resolves when it has ended. */
  async end(): Promise<void> {
    this.#thread.terminate().catch(() => undefined);
    await this.#exited;
  }

  #ask(message: ToWorker): Promise<FromWorker | Gone> {
    const answer = this.#wait();
    if (!this.#gone) this.#thread.postMessage(message);
    return answer;
  }

  #wait(): Promise<FromWorker | Gone> {
    if (this.#gone) return Promise.resolve(this.#gone);
    return new Promise((resolve) => {
      this.#answer = resolve;
    });
  }

  #receive(data: unknown): void {
    const parsed = fromWorker.safeParse(data);
    if (!parsed.success) this.#fail(new Error(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).join("; ")));
    else if (parsed.data.type === "progress") this.#onProgress?.(parsed.data.progress);
    else if (parsed.data.type === "compiled") this.#onCompiled(parsed.data.module);
    else this.#settle(parsed.data);
  }

  /** What a worker says must make sense; one that doesn't is ended. */
  #fail(error: Error): void {
    this.#reason = `unreadable message of a worker: ${error.message}`;
    this.#thread.terminate().catch(() => undefined);
  }

  #settle(message: FromWorker | Gone): void {
    const answer = this.#answer;
    this.#answer = undefined;
    this.#onProgress = undefined;
    answer?.(message);
  }
}
