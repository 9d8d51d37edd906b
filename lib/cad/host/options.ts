import { availableParallelism } from "node:os";
import { join } from "node:path";
import { dataPath, env } from "@/lib/core/env";
import { log } from "@/lib/core/log";
import type { Logger } from "@/lib/core/logger";
import type { HostConfig } from "./messages";

const MIB = 1_048_576;

export interface KernelHostOptions {
  hostPath: string;
  config: HostConfig;
  scratchRoot: string;
  /** Jobs that may wait beyond those that run. */
  queueLimit: number;
  /** Estimated kernel time by worker beyond which no more jobs are taken. */
  queueMs: number;
  jobTimeoutMs: number;
  heartbeatTimeoutMs: number;
  /** How long `stop` lets running jobs finish. */
  drainMs: number;
  restartBackoffMs: number;
  log: Logger;
}

/** Options as the settings say; whatever is given stands instead. */
export function kernelHostOptions(given: Partial<KernelHostOptions> & { configOverrides?: Partial<HostConfig> } = {}): KernelHostOptions {
  const { configOverrides, ...rest } = given;
  const { KERNEL_WORKERS, KERNEL_MEMORY_LIMIT_MB, KERNEL_JOB_TIMEOUT_MS } = env();
  const scratchRoot = given.scratchRoot ?? dataPath("scratch");
  return {
    hostPath: join(/* turbopackIgnore: true */ process.cwd(), "dist/kernel-host.mjs"),
    scratchRoot,
    queueLimit: 100,
    queueMs: 120_000,
    jobTimeoutMs: KERNEL_JOB_TIMEOUT_MS,
    heartbeatTimeoutMs: 15_000,
    drainMs: 5_000,
    restartBackoffMs: 100,
    log: log(),
    config: {
      workerPath: join(/* turbopackIgnore: true */ process.cwd(), "dist/kernel-worker.mjs"),
      scratchRoot,
      cache: { dir: dataPath("cache/shapes"), maxBytes: 256 * MIB },
      workers: KERNEL_WORKERS ?? Math.max(1, Math.min(availableParallelism(), 4)),
      exchangeWorkers: 1,
      spares: 1,
      memoryLimitBytes: KERNEL_MEMORY_LIMIT_MB * MIB,
      recycleAfterJobs: 500,
      recycleHeapBytes: 512 * MIB,
      exchangeIdleMs: 3 * 60_000,
      warmUpRounds: 6,
      startTimeoutMs: 60_000,
      progressIntervalMs: 100,
      heartbeatMs: 500,
      ...configOverrides,
    },
    ...rest,
  };
}
