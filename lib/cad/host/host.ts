import type { KernelJob } from "@/lib/contract/kernel-job";
import { decideOnMemory } from "./memory-watchdog";
import { type FromHost, failed, type HostConfig, hostConfig, toHost } from "./messages";
import { Pool } from "./pool";

const WATCH_MS = 100;
/** How long memory may take to come back after a worker was ended. */
const SETTLE_MS = 1_000;

/** Compiles what all workers share; undefined when there is nothing. */
export type Compile = () => Promise<WebAssembly.Module | undefined>;

/** Runs this process as a kernel host: two pools, a memory watchdog, a heartbeat, and an end as soon as the parent is gone. */
export function serveHost(compile: Compile): void {
  process.on("disconnect", die);
  if (!process.connected) die();
  // A terminal sends these to the whole group; the parent decides when the host ends.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => undefined);

  const config = hostConfig.parse(JSON.parse(process.argv[2] ?? "null"));
  const send = (message: FromHost) => {
    if (process.connected) process.send?.(message);
  };
  const pools = openPools(config, compile, send);
  process.on("message", (data: unknown) => receive(data, pools, send));
  watchMemory(config, pools);
  const beat = () =>
    send({
      type: "heartbeat",
      modelling: pools.modelling.health(),
      exchange: pools.exchange.health(),
      rssBytes: process.memoryUsage.rss(),
    });
  setInterval(beat, config.heartbeatMs);
}

/** No orphans: SIGKILL to itself works also while threads are deep in C++. */
function die(): void {
  process.kill(process.pid, "SIGKILL");
}

interface Pools {
  modelling: Pool;
  exchange: Pool;
}

function openPools(config: HostConfig, compile: Compile, send: (message: FromHost) => void): Pools {
  let ready = false;
  const onReady = () => {
    if (!ready) send({ type: "ready" });
    ready = true;
  };
  const { workerPath, scratchRoot, cache, progressIntervalMs, startTimeoutMs, recycleAfterJobs, recycleHeapBytes } = config;
  const common = { startTimeoutMs, recycleAfterJobs, progressIntervalMs, onHopeless: giveUp };
  let module: ReturnType<Compile> | undefined;
  let exchangeModule: WebAssembly.Module | undefined;
  const startWith = async () => {
    module ??= compile();
    return { workerPath, scratchRoot, cache, progressIntervalMs, module: await module, exchangeModule: undefined, onCompiled };
  };
  const onCompiled = (compiled: WebAssembly.Module) => {
    exchangeModule ??= compiled;
  };
  return {
    modelling: new Pool({
      ...common,
      size: config.workers,
      spares: config.spares,
      warmUpRounds: config.warmUpRounds,
      recycleHeapBytes,
      startWith,
      onReady,
    }),
    exchange: new Pool({
      ...common,
      size: config.exchangeWorkers,
      spares: 0,
      idleEndMs: config.exchangeIdleMs,
      warmUpRounds: 0,
      // Its start costs seconds and it carries two kernels.
      recycleHeapBytes: recycleHeapBytes * 2,
      startWith: async () => ({ ...(await startWith()), exchangeModule }),
      onReady: () => undefined,
    }),
  };
}

function receive(data: unknown, { modelling, exchange }: Pools, send: (message: FromHost) => void): void {
  const parsed = toHost.safeParse(data);
  if (!parsed.success) {
    const id = typeof data === "object" && data !== null && "id" in data && typeof data.id === "number" ? data.id : 0;
    if (id > 0) send({ type: "done", id, outcome: failed("INVALID_INPUT", `Not a job: ${parsed.error.message}`), disturbed: false });
    return;
  }
  const message = parsed.data;
  if (message.type === "cancel") {
    modelling.cancel(message.id);
    exchange.cancel(message.id);
    return;
  }
  const { id, job, timeoutMs } = message;
  (readsForeignFiles(job) ? exchange : modelling).submit({
    id,
    job,
    timeoutMs,
    onStarted: () => send({ type: "started", id }),
    onProgress: (progress) => send({ type: "progress", id, progress }),
    onDone: (outcome, disturbed) => send({ type: "done", id, outcome, disturbed }),
  });
}

/** Foreign files are hostile until read, and the second kernel may be needed for them. */
function readsForeignFiles(job: KernelJob): boolean {
  if (job.kind === "import" || job.kind === "convert") return true;
  return job.kind === "evaluate" && (job.inputFiles.length > 0 || /"occt\.(io|assembly)\./.test(JSON.stringify(job.steps)));
}

function watchMemory(config: HostConfig, { modelling, exchange }: Pools): void {
  let settledMs = 0;
  setInterval(() => {
    if (performance.now() < settledMs) return;
    const { end, restart } = decideOnMemory(process.memoryUsage.rss(), config.memoryLimitBytes, [
      ...modelling.memoryUsers(),
      ...exchange.memoryUsers(),
    ]);
    for (const user of end) user.end();
    if (end.length > 0) settledMs = performance.now() + SETTLE_MS;
    // Over the limit before any work: the limit is too small for the kernels themselves, and another host would fare no better.
    else if (restart && settledMs > 0) giveUp("memory does not come back");
  }, WATCH_MS);
}

/** Ends the host; the client starts another and repeats what was running. */
function giveUp(reason: string): void {
  process.stderr.write(`kernel host ends: ${reason}\n`);
  // An ordinary exit would wait for threads that may never end. The moment is for the line above.
  setTimeout(die, 20);
}
