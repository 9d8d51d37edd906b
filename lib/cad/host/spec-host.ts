import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import type { KernelJob } from "@/lib/contract/kernel-job";
import { createLogger } from "@/lib/core/logger";
import { bundlePrograms } from "./bundle";
import { KernelHostClient } from "./client";
import type { HostConfig } from "./messages";
import { type KernelHostOptions, kernelHostOptions } from "./options";

const OUT = "dist/spec-host";
const PROGRAMS = import.meta.dirname;

/** Programs of the specs: the host without a kernel, a worker that misbehaves on demand, a parent to be killed. */
export async function buildSpecPrograms(): Promise<void> {
  const names = ["host", "worker", "parent"];
  await bundlePrograms(OUT, Object.fromEntries(names.map((name) => [name, join(PROGRAMS, `spec-programs/${name}.ts`)])));
}

export const PARENT_PROGRAM = join(OUT, "parent.mjs");

/** Options of a host for specs; nothing waits long. */
export async function specOptions(config: Partial<HostConfig> = {}, given: Partial<KernelHostOptions> = {}): Promise<KernelHostOptions> {
  const scratchRoot = await mkdtemp(join(tmpdir(), "partwright-host-"));
  return kernelHostOptions({
    scratchRoot,
    hostPath: join(process.cwd(), OUT, "host.mjs"),
    restartBackoffMs: 10,
    drainMs: 100,
    log: createLogger("silent"),
    ...given,
    configOverrides: { workerPath: join(process.cwd(), OUT, "worker.mjs"), workers: 1, heartbeatMs: 20, ...config },
  });
}

/** A started host for the time of `fn`. */
export async function withHost(
  fn: (host: KernelHostClient, options: KernelHostOptions) => Promise<void>,
  config: Partial<HostConfig> = {},
  given: Partial<KernelHostOptions> = {},
): Promise<void> {
  const options = await specOptions(config, given);
  const host = new KernelHostClient(options);
  try {
    await host.start();
    await fn(host, options);
  } finally {
    await host.stop();
    await rm(options.scratchRoot, { recursive: true, force: true });
  }
}

export function specJob(operation: string, scratchDir: string, params: Record<string, number> = {}): KernelJob {
  const output = { name: "part", formats: [], quality: "normal" as const, timestamp: "2000-01-01T00:00:00Z" };
  return { kind: "pipeline", steps: [{ operation, params }], scratchDir, output };
}

/** Waits for a condition, for at most half a minute. */
export async function until(what: string, condition: () => boolean): Promise<void> {
  for (let tries = 0; !condition(); tries++) {
    if (tries > 3_000) throw new Error(`never: ${what}`);
    await sleep(10);
  }
}

export async function untilFile(path: string): Promise<void> {
  await until(path, () => existsSync(path));
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** The next job of the host is served: the proof that it survived whatever came before. */
export async function expectServed(host: KernelHostClient): Promise<void> {
  const outcome = await host.withScratch((dir) => host.run(specJob("answer", dir)));
  expect(outcome.ok).toBe(true);
}
