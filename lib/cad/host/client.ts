import { estimatePipelineMs } from "@/lib/cad/pipeline/estimate-cost";
import type { KernelJob, KernelProgress, KernelResult, ResultOf } from "@/lib/contract/kernel-job";
import { processSingleton } from "@/lib/core/process-singleton";
import { contentHash } from "./content-hash";
import { HostProcess } from "./host-process";
import { type FromHost, failed, type KernelOutcome, type PoolHealth } from "./messages";
import { type KernelHostOptions, kernelHostOptions } from "./options";
import { Quarantine } from "./quarantine";
import { hostLost, quarantined, queueFull, stopped, tooMuch } from "./refusals";
import { cleanScratch, inScratch, isInside } from "./scratch";

export type { KernelOutcome } from "./messages";

/** A job is given to a second host when the first one died under it, and not to a third. */
const MAX_LOSSES = 2;
/** Hosts in a row that died before they were ready; then waiting jobs are told. */
const MAX_FAILED_STARTS = 4;

export interface RunOptions {
  signal?: AbortSignal;
  onProgress?: (progress: KernelProgress) => void;
  /** Wall-clock time in the worker, without the time in the queue. */
  timeoutMs?: number;
}

export interface KernelHostHealth {
  state: "stopped" | "starting" | "ready";
  pid: number | undefined;
  workers: number;
  warm: number;
  busy: number;
  queue: number;
  /** Workers that were discarded, and hosts that were replaced, since this process started. */
  workerRestarts: number;
  hostRestarts: number;
  rssBytes: number;
  heapBytes: number;
}

/** The web process's side of the kernel host: the only way from it to a kernel. */
export interface KernelHost {
  /** Resolves when the first worker can take a job. */
  start(): Promise<void>;
  /**
   * Runs a job in a worker. A job that cannot be done resolves with `ok: false`.
   * @throws ApiError SERVICE_UNAVAILABLE with `retryAfterS` when the queue is full or the host is stopped
   */
  run<Job extends KernelJob>(job: Job, options?: RunOptions): Promise<KernelOutcome<ResultOf<Job>>>;
  /** Lets running jobs finish for a moment, then ends the host. */
  stop(): Promise<void>;
  health(): KernelHostHealth;
  /** Runs `fn` with a private folder, for a job's `scratchDir`, that is removed afterwards. */
  withScratch<T>(fn: (scratchDir: string) => Promise<T>): Promise<T>;
}

interface Pending {
  id: number;
  job: KernelJob;
  estimatedMs: number;
  timeoutMs: number;
  /** Hosts that died while they worked on it. */
  losses: number;
  sent: boolean;
  started: boolean;
  cancelled: boolean;
  onProgress: ((progress: KernelProgress) => void) | undefined;
  settle: (outcome: KernelOutcome, disturbed: boolean) => void;
}

const NO_POOL: PoolHealth = { workers: 0, warm: 0, busy: 0, queue: 0, restarts: 0, recycled: 0, heapBytes: 0 };

export class KernelHostClient implements KernelHost {
  readonly #options: KernelHostOptions;
  readonly #pending = new Map<number, Pending>();
  readonly #quarantine = new Quarantine();
  #host: HostProcess | undefined;
  #state: "new" | "starting" | "ready" | "stopping" | "stopped" = "new";
  #started: { promise: Promise<void>; resolve: () => void; reject: (error: Error) => void } | undefined;
  #lastId = 0;
  #hostRestarts = 0;
  /** Of workers, in hosts that are gone. */
  #earlierRestarts = 0;
  #failedStarts = 0;
  #retryTimer: NodeJS.Timeout | undefined;
  #seen = { modelling: NO_POOL, exchange: NO_POOL, rssBytes: 0 };

  constructor(options: KernelHostOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    if (this.#state === "stopping" || this.#state === "stopped") throw stopped();
    if (!this.#started) {
      this.#started = deferred();
      // Heard by whoever called start; a job that started the host hears by its own outcome.
      this.#started.promise.catch(() => undefined);
      this.#state = "starting";
      await cleanScratch(this.#options.scratchRoot);
      this.#fork();
    }
    await this.#started.promise;
  }

  async run<Job extends KernelJob>(
    job: Job,
    { signal, onProgress, timeoutMs = this.#options.jobTimeoutMs }: RunOptions = {},
  ): Promise<KernelOutcome<ResultOf<Job>>> {
    if (this.#state === "stopping" || this.#state === "stopped") throw stopped();
    if (signal?.aborted) return failed("CANCELLED", "Cancelled.");
    const { config, queueLimit, queueMs, jobTimeoutMs } = this.#options;
    const estimatedMs = estimateJobMs(job);
    if (estimatedMs > jobTimeoutMs) return tooMuch(estimatedMs, jobTimeoutMs);
    const waitMs = this.#backlogMs() / config.workers;
    if (this.#pending.size >= config.workers + queueLimit || waitMs > queueMs) throw queueFull(waitMs);
    if (!this.#started) this.start().catch(() => undefined);

    const id = ++this.#lastId;
    const cancel = () => this.#cancel(id);
    signal?.addEventListener("abort", cancel, { once: true });
    const { outcome, strikes } = await new Promise<{ outcome: KernelOutcome; strikes: number }>((resolve) => {
      const pending: Pending = {
        id,
        job,
        estimatedMs,
        timeoutMs: Math.ceil(timeoutMs),
        losses: 0,
        sent: false,
        started: false,
        cancelled: false,
        onProgress,
        settle: (settled, disturbed) => resolve({ outcome: settled, strikes: pending.losses + (disturbed ? 1 : 0) }),
      };
      this.#pending.set(id, pending);
      this.#admit(pending).catch((error: unknown) => {
        this.#options.log.error("kernel job not admitted", { error });
        pending.settle(failed("INVALID_FILE", "The job's file can't be read."), false);
      });
    });
    signal?.removeEventListener("abort", cancel);
    this.#pending.delete(id);
    this.#sendNextSuspect();
    await this.#remember(job, outcome, strikes);
    // A worker answers a job with the result of its kind.
    return outcome.ok ? withinScratch(job, outcome as { ok: true; result: ResultOf<Job> }) : outcome;
  }

  async stop(): Promise<void> {
    if (this.#state === "stopping" || this.#state === "stopped") return;
    this.#state = "stopping";
    clearTimeout(this.#retryTimer);
    const giveUpMs = performance.now() + this.#options.drainMs;
    while (this.#pending.size > 0 && this.#host && performance.now() < giveUpMs) await new Promise((resolve) => setTimeout(resolve, 20));
    await this.#host?.end();
    this.#host = undefined;
    this.#state = "stopped";
    for (const pending of this.#pending.values()) pending.settle(hostLost("The server is stopping."), false);
    this.#started?.reject(stopped());
  }

  health(): KernelHostHealth {
    const { modelling, exchange, rssBytes } = this.#seen;
    return {
      state: this.#state === "ready" ? "ready" : this.#state === "starting" ? "starting" : "stopped",
      pid: this.#host?.pid,
      workers: modelling.workers + exchange.workers,
      warm: modelling.warm + exchange.warm,
      busy: [...this.#pending.values()].filter(({ started }) => started).length,
      queue: [...this.#pending.values()].filter(({ started }) => !started).length,
      workerRestarts: this.#earlierRestarts + modelling.restarts + exchange.restarts,
      hostRestarts: this.#hostRestarts,
      rssBytes,
      heapBytes: modelling.heapBytes + exchange.heapBytes,
    };
  }

  withScratch<T>(fn: (scratchDir: string) => Promise<T>): Promise<T> {
    return inScratch(this.#options.scratchRoot, fn);
  }

  /** Kernel time that accepted jobs still need, by the cost model. */
  #backlogMs(): number {
    return [...this.#pending.values()].reduce((sum, { estimatedMs }) => sum + estimatedMs, 0);
  }

  /** Sends a job to the host unless its input is in quarantine. */
  async #admit(pending: Pending): Promise<void> {
    if (!this.#quarantine.isEmpty) {
      const minutes = this.#quarantine.refusedForMinutes(await contentHash(pending.job));
      if (minutes > 0) return pending.settle(quarantined(minutes), false);
    }
    if (this.#pending.has(pending.id)) this.#send(pending);
  }

  #send(pending: Pending): void {
    if (!this.#host || pending.sent) return;
    const { id, job, timeoutMs } = pending;
    pending.sent = true;
    this.#host.send({ type: "run", id, job, timeoutMs });
  }

  /** Jobs under which a host died are repeated one at a time, so that the one that kills takes no other with it twice. */
  #sendNextSuspect(): void {
    const suspects = [...this.#pending.values()].filter(({ losses }) => losses > 0);
    const [next] = suspects;
    if (next && !suspects.some(({ sent }) => sent)) this.#send(next);
  }

  #cancel(id: number): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    pending.cancelled = true;
    // The host answers when the worker has ended, so that nobody writes into the scratch folder any more.
    if (this.#host && pending.sent) this.#host.send({ type: "cancel", id });
    else pending.settle(failed("CANCELLED", "Cancelled."), false);
  }

  async #remember(job: KernelJob, outcome: KernelOutcome, strikes: number): Promise<void> {
    if (outcome.ok ? this.#quarantine.isEmpty : strikes === 0) return;
    const hash = await contentHash(job).catch(() => undefined);
    if (hash === undefined) return;
    if (outcome.ok) this.#quarantine.forgive(hash);
    else for (let n = 0; n < strikes; n++) this.#quarantine.strike(hash);
  }

  #fork(): void {
    const { hostPath, config, heartbeatTimeoutMs, log: logger } = this.#options;
    this.#host = new HostProcess({
      hostPath,
      config,
      heartbeatTimeoutMs,
      log: logger,
      onMessage: (message) => this.#receive(message),
      onGone: (reason) => this.#onGone(reason),
    });
    for (const pending of this.#pending.values()) if (pending.losses === 0) this.#send(pending);
    this.#sendNextSuspect();
  }

  #receive(message: FromHost): void {
    if (message.type === "ready") {
      this.#failedStarts = 0;
      if (this.#state === "starting") this.#state = "ready";
      this.#started?.resolve();
    } else if (message.type === "heartbeat") {
      const { modelling, exchange, rssBytes } = message;
      this.#seen = { modelling, exchange, rssBytes };
    } else this.#receiveOfJob(message);
  }

  #receiveOfJob(message: Exclude<FromHost, { type: "ready" | "heartbeat" }>): void {
    const pending = this.#pending.get(message.id);
    if (!pending) return;
    if (message.type === "started") pending.started = true;
    else if (message.type === "progress") pending.onProgress?.(message.progress);
    else pending.settle(message.outcome, message.disturbed);
  }

  #onGone(reason: string): void {
    this.#host = undefined;
    this.#earlierRestarts += this.#seen.modelling.restarts + this.#seen.exchange.restarts;
    this.#seen = { modelling: NO_POOL, exchange: NO_POOL, rssBytes: 0 };
    if (this.#state === "stopping" || this.#state === "stopped") return;
    const wasReady = this.#state === "ready";
    this.#state = "starting";
    this.#hostRestarts += 1;
    if (!wasReady) this.#failedStarts += 1;
    const { log: logger, restartBackoffMs } = this.#options;
    logger.error("kernel host ended and is started again", { reason, restarts: this.#hostRestarts });
    for (const pending of this.#pending.values()) this.#afterLoss(pending);
    if (this.#failedStarts >= MAX_FAILED_STARTS) this.#started?.reject(new Error(`The kernel host does not start: ${reason}`));
    const backoffMs = Math.min(restartBackoffMs * 2 ** this.#failedStarts, 30_000);
    this.#retryTimer = setTimeout(() => {
      cleanScratch(this.#options.scratchRoot).catch((error: unknown) => logger.warn("scratch folder not cleaned", { error }));
      this.#fork();
    }, backoffMs);
  }

  #afterLoss(pending: Pending): void {
    if (pending.started) pending.losses += 1;
    pending.started = false;
    pending.sent = false;
    if (pending.cancelled) pending.settle(failed("CANCELLED", "Cancelled."), false);
    else if (pending.losses >= MAX_LOSSES) {
      pending.settle(hostLost("The geometry kernel was lost twice while it worked on this. Try again in a minute."), false);
    } else if (this.#failedStarts >= MAX_FAILED_STARTS) {
      pending.settle(hostLost("The geometry kernel can't be started at the moment. Try again in a minute."), false);
    }
  }
}

/** What a job takes beside its operations: mesh, measures, files. */
const REST_OF_A_JOB_MS = 100;

function estimateJobMs(job: KernelJob): number {
  return REST_OF_A_JOB_MS + ("steps" in job ? estimatePipelineMs(job.steps) : 0);
}

function deferred(): { promise: Promise<void>; resolve: () => void; reject: (error: Error) => void } {
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

/** What a worker says it wrote must lie in the job's own folder: a broken worker may say anything. */
function withinScratch<Result extends KernelResult>(job: KernelJob, outcome: { ok: true; result: Result }): KernelOutcome<Result> {
  const stray = outcome.result.files.some(({ path }) => !isInside(job.scratchDir, path));
  return stray ? failed("KERNEL_FAILED", "The geometry kernel named a file outside of its folder.") : outcome;
}

/** The kernel host of this process. */
export function kernelHost(): KernelHost {
  return processSingleton("kernel-host", () => new KernelHostClient(kernelHostOptions()));
}
