import type { KernelJob, KernelProgress } from "@/lib/contract/kernel-job";
import { messageOf } from "@/lib/core/errors";
import { type FromWorker, failed, type KernelOutcome, type PoolHealth } from "./messages";
import { type Gone, PoolWorker, type PoolWorkerOptions } from "./pool-worker";
import { throttleProgress } from "./progress-throttle";
import { VERDICTS, type Verdict } from "./verdicts";

/** A job as the pool takes it. */
export interface PoolJob {
  id: number;
  job: KernelJob;
  timeoutMs: number;
  onStarted: () => void;
  onProgress: (progress: KernelProgress) => void;
  onDone: (outcome: KernelOutcome, disturbed: boolean) => void;
}

export interface PoolOptions {
  /** Jobs at once. */
  size: number;
  /** Workers kept ready beyond `size`. */
  spares: number;
  /** Set: no worker stands by; the last one ends after so long without a job. */
  idleEndMs?: number;
  warmUpRounds: number;
  startTimeoutMs: number;
  recycleAfterJobs: number;
  recycleHeapBytes: number;
  progressIntervalMs: number;
  /** What a worker of this pool starts with; asked at each start, as the module may be compiled on first need. */
  startWith: () => Promise<PoolWorkerOptions>;
  onReady: () => void;
  /** The pool can't go on in this process: workers don't start, or a thread can't be ended. */
  onHopeless: (reason: string) => void;
}

type Phase = "starting" | "idle" | "warming" | "busy" | "ending";

interface Member {
  worker: PoolWorker;
  phase: Phase;
  usedMs: number;
  running: Running | undefined;
  /** First steps of its latest jobs, whose results it holds in memory; the latest first. */
  recent: string[];
}

interface Running {
  job: PoolJob;
  startedMs: number;
  verdict: Verdict | undefined;
}

/** A member as the memory watchdog sees it. */
export interface MemoryUser {
  heapBytes: number;
  /** Milliseconds its job has run; undefined when it has none. */
  runningMs: number | undefined;
  /** Ends the worker; its job, if any, ends with MEMORY_LIMIT. */
  end: () => void;
}

/** Parts that a worker is expected to have in its cache. */
const RECENT_JOBS = 8;
const MAX_START_FAILURES = 3;
const START_BACKOFF_MS = 250;
const END_TIMEOUT_MS = 5_000;
const CANARY_TIMEOUT_MS = 10_000;
const WARM_UP_TIMEOUT_MS = 30_000;

/** Worker threads and a first-in-first-out queue: one job a worker, and no worker used after anything went wrong in it. */
export class Pool {
  readonly #options: PoolOptions;
  readonly #members = new Set<Member>();
  readonly #queue: PoolJob[] = [];
  #opening = false;
  #startFailures = 0;
  #restarts = 0;
  #recycled = 0;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#maintain();
  }

  submit(job: PoolJob): void {
    this.#queue.push(job);
    this.#dispatch();
  }

  /** Takes a job out of the queue, or ends the worker in the middle of it. */
  cancel(id: number): void {
    const at = this.#queue.findIndex((job) => job.id === id);
    const [queued] = at < 0 ? [] : this.#queue.splice(at, 1);
    queued?.onDone(failed("CANCELLED", VERDICTS.CANCELLED(0)), false);
    for (const member of this.#members) if (member.running?.job.id === id) this.#stop(member, "CANCELLED");
  }

  health(): PoolHealth {
    const members = [...this.#members].filter(({ phase }) => phase !== "starting" && phase !== "ending");
    return {
      workers: members.length,
      warm: members.filter(({ worker }) => this.#isWarm(worker)).length,
      busy: this.#busy(),
      queue: this.#queue.length,
      restarts: this.#restarts,
      recycled: this.#recycled,
      heapBytes: [...this.#members].reduce((sum, { worker }) => sum + worker.heapBytes, 0),
    };
  }

  memoryUsers(): MemoryUser[] {
    return [...this.#members]
      .filter(({ phase }) => phase !== "ending")
      .map((member) => ({
        heapBytes: member.worker.heapBytes,
        runningMs: member.running && performance.now() - member.running.startedMs,
        end: () => (member.running ? this.#stop(member, "MEMORY_LIMIT") : this.#retire(member)),
      }));
  }

  #busy(): number {
    return [...this.#members].filter(({ running }) => running).length;
  }

  #idle(): Member[] {
    return [...this.#members].filter(({ phase }) => phase === "idle");
  }

  /** Rounds of work that its code has seen, as far as they make it faster. */
  #warmth(worker: PoolWorker): number {
    return Math.min(worker.warmRounds + worker.jobs, this.#options.warmUpRounds);
  }

  #isWarm(worker: PoolWorker): boolean {
    return this.#warmth(worker) === this.#options.warmUpRounds;
  }

  #dispatch(): void {
    while (this.#queue.length > 0 && this.#busy() < this.#options.size) {
      const [job] = this.#queue;
      const member = job && this.#bestFor(job);
      if (!member) break;
      this.#queue.shift();
      void this.#run(member, job);
    }
    this.#maintain();
    this.#warm();
  }

  /** Of the idle workers one that has made this part before; else the warmest, so that the spare stays a spare. */
  #bestFor({ job }: PoolJob): Member | undefined {
    const start = startOf(job);
    const knows = ({ recent }: Member) => (start !== undefined && recent.includes(start) ? 1 : 0);
    const [best] = this.#idle().sort(
      (a, b) => knows(b) - knows(a) || this.#warmth(b.worker) - this.#warmth(a.worker) || b.usedMs - a.usedMs,
    );
    return best;
  }

  async #run(member: Member, job: PoolJob): Promise<void> {
    const running: Running = { job, startedMs: performance.now(), verdict: undefined };
    member.phase = "busy";
    member.running = running;
    const timer = setTimeout(() => this.#stop(member, "TIME_LIMIT"), job.timeoutMs);
    job.onStarted();
    const answer = await member.worker.run(job.job, throttleProgress(job.onProgress, this.#options.progressIntervalMs));
    clearTimeout(timer);
    member.running = undefined;
    member.usedMs = performance.now();
    const start = startOf(job.job);
    if (start !== undefined) member.recent = [start, ...member.recent.filter((other) => other !== start)].slice(0, RECENT_JOBS);
    const { outcome, disturbed, fit } = this.#judge(running, answer);
    job.onDone(outcome, disturbed);
    if (!fit) await this.#discard(member);
    else if (!outcome.ok && !(await this.#passesCanary(member))) await this.#discard(member);
    else if (this.#isSpent(member.worker)) this.#retire(member);
    else member.phase = "idle";
    this.#dispatch();
  }

  #judge({ job, verdict }: Running, answer: FromWorker | Gone): { outcome: KernelOutcome; disturbed: boolean; fit: boolean } {
    if (verdict) return { outcome: failed(verdict, VERDICTS[verdict](job.timeoutMs)), disturbed: verdict !== "CANCELLED", fit: false };
    if (answer.type === "done") {
      // A throw is not yet a disturbance: the worker is replaced, but the input did not kill or hang it.
      return { outcome: answer.outcome, disturbed: false, fit: answer.clean };
    }
    const kernelStatus = answer.type === "gone" ? answer.reason : `answered ${answer.type}`;
    const failure = { code: "KERNEL_FAILED", message: "The geometry kernel crashed on this input.", kernelStatus } as const;
    return { outcome: { ok: false, failure }, disturbed: true, fit: false };
  }

  #isSpent(worker: PoolWorker): boolean {
    return worker.jobs >= this.#options.recycleAfterJobs || worker.heapBytes > this.#options.recycleHeapBytes;
  }

  /** The canary, with a limit: a poisoned instance may also hang. */
  async #passesCanary(member: Member): Promise<boolean> {
    return this.#within(CANARY_TIMEOUT_MS, member, member.worker.isSane());
  }

  /** False when the worker isn't done in time; it is ended then. */
  async #within(limitMs: number, member: Member, work: Promise<boolean>): Promise<boolean> {
    const timer = setTimeout(() => void this.#end(member), limitMs);
    const passed = await work;
    clearTimeout(timer);
    return passed;
  }

  #stop(member: Member, verdict: Verdict): void {
    if (!member.running || member.running.verdict) return;
    member.running.verdict = verdict;
    void this.#end(member);
  }

  async #end(member: Member): Promise<void> {
    member.phase = "ending";
    const timer = setTimeout(() => this.#options.onHopeless("a worker thread can't be ended"), END_TIMEOUT_MS);
    await member.worker.end();
    clearTimeout(timer);
    this.#members.delete(member);
  }

  async #discard(member: Member): Promise<void> {
    this.#restarts += 1;
    await this.#end(member);
  }

  /** Ends a worker that did nothing wrong. */
  #retire(member: Member): void {
    this.#recycled += 1;
    void this.#end(member).then(() => this.#maintain());
  }

  /** Opens workers one after another, so that the first is ready as soon as can be. */
  #maintain(): void {
    const { size, spares, idleEndMs } = this.#options;
    const wanted = idleEndMs === undefined ? size + spares : Math.min(size, this.#queue.length + this.#busy());
    const live = [...this.#members].filter(({ phase }) => phase !== "ending").length;
    if (this.#opening || live >= wanted) return;
    this.#opening = true;
    void this.#open().then((fault) => {
      this.#opening = false;
      if (fault === undefined) return this.#dispatch();
      if (++this.#startFailures >= MAX_START_FAILURES) return this.#options.onHopeless(`workers don't start: ${fault}`);
      setTimeout(() => this.#maintain(), START_BACKOFF_MS * 2 ** this.#startFailures);
    });
  }

  /** Why no worker could be opened; undefined when one is. */
  async #open(): Promise<string | undefined> {
    let worker: PoolWorker;
    try {
      worker = new PoolWorker(await this.#options.startWith());
    } catch (error) {
      return messageOf(error);
    }
    const member: Member = { worker, phase: "starting", usedMs: performance.now(), running: undefined, recent: [] };
    this.#members.add(member);
    let fault = "it took too long";
    const isReady = worker.ready().then((answer) => {
      if (answer.type === "gone") fault = answer.reason;
      return answer.type === "ready";
    });
    if (!(await this.#within(this.#options.startTimeoutMs, member, isReady))) {
      await this.#end(member);
      return fault;
    }
    // The watchdog may have ended it meanwhile.
    if (member.phase !== "starting") return undefined;
    this.#startFailures = 0;
    member.phase = "idle";
    this.#options.onReady();
    this.#endWhenIdle(member);
    return undefined;
  }

  /** Warms one idle worker at a time while nobody waits, a round at a time: a job never waits long for it, nor shares its cores with more. */
  #warm(): void {
    const isWarming = [...this.#members].some(({ phase }) => phase === "warming");
    if (isWarming || this.#queue.length > 0 || this.#busy() >= this.#options.size) return;
    const cold = this.#idle().filter(({ worker }) => !this.#isWarm(worker));
    // The one that is nearest to being warm first: one warm worker soon is better than several later.
    const [next] = cold.sort((a, b) => this.#warmth(b.worker) - this.#warmth(a.worker));
    if (next) void this.#warmOnce(next);
  }

  async #warmOnce(member: Member): Promise<void> {
    member.phase = "warming";
    const warmed = await this.#within(WARM_UP_TIMEOUT_MS, member, member.worker.warmUp());
    // Compared anew: the worker may have been ended while it warmed.
    const phase: Phase = member.phase;
    if (!warmed && this.#members.has(member)) await this.#discard(member);
    else if (phase === "warming") member.phase = "idle";
    this.#dispatch();
  }

  #endWhenIdle(member: Member): void {
    const { idleEndMs } = this.#options;
    if (idleEndMs === undefined) return;
    const check = setInterval(
      () => {
        if (!this.#members.has(member)) clearInterval(check);
        else if (member.phase === "idle" && performance.now() - member.usedMs >= idleEndMs) {
          clearInterval(check);
          this.#retire(member);
        }
      },
      Math.min(idleEndMs, 1_000),
    );
    check.unref();
  }
}

/** What tells that a job may go on from where an earlier one was: its first step. */
function startOf(job: KernelJob): string | undefined {
  return "steps" in job ? JSON.stringify(job.steps[0]) : undefined;
}
