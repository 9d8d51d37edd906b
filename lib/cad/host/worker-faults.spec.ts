import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import type { KernelHostClient, RunOptions } from "./client";
import type { KernelOutcome } from "./messages";
import { buildSpecPrograms, expectServed, specJob, until, untilFile, withHost } from "./spec-host";

beforeAll(buildSpecPrograms);

const run = (host: KernelHostClient, operation: string, options: RunOptions & { params?: Record<string, number> } = {}) =>
  host.withScratch((dir) => host.run(specJob(operation, dir, options.params), options));

const codeOf = (outcome: KernelOutcome) => (outcome.ok ? "ok" : outcome.failure.code);

const restarts = (host: KernelHostClient, count: number) => until(`${count} restarts`, () => host.health().workerRestarts === count);

describe("a worker", () => {
  it("in an endless loop is ended at its time limit, and the next job is served", () =>
    withHost(async (host) => {
      expect(codeOf(await run(host, "spin", { timeoutMs: 100 }))).toBe("TIME_LIMIT");
      await expectServed(host);
      await restarts(host, 1);
    }));

  it("that eats memory is ended at the limit of the host, which lives on", () =>
    withHost(
      async (host) => {
        const { pid } = host.health();
        expect(codeOf(await run(host, "hog"))).toBe("MEMORY_LIMIT");
        await expectServed(host);
        await restarts(host, 1);
        expect(host.health().pid).toBe(pid);
        expect(host.health().hostRestarts).toBe(0);
      },
      { memoryLimitBytes: 600 * 1_048_576 },
    ));

  it("that eats memory is the one that is ended, not its neighbour who has run longer", () =>
    withHost(
      async (host) => {
        await host.withScratch(async (dir) => {
          const neighbour = host.run(specJob("wait", dir));
          await untilFile(join(dir, "began"));
          expect(codeOf(await run(host, "hog"))).toBe("MEMORY_LIMIT");
          writeFileSync(join(dir, "go"), "");
          expect(codeOf(await neighbour)).toBe("ok");
        });
      },
      { workers: 2, memoryLimitBytes: 600 * 1_048_576 },
    ));

  it("that ends by itself fails its job and is replaced", () =>
    withHost(async (host) => {
      const outcome = await run(host, "exit");
      expect(codeOf(outcome)).toBe("KERNEL_FAILED");
      await expectServed(host);
      await restarts(host, 1);
    }));

  it("in which the kernel threw is replaced; one that refused in our own words is kept", () =>
    withHost(async (host) => {
      expect(codeOf(await run(host, "refuse"))).toBe("KERNEL_FAILED");
      await expectServed(host);
      await restarts(host, 0);
      expect(codeOf(await run(host, "throw"))).toBe("KERNEL_FAILED");
      await expectServed(host);
      await restarts(host, 1);
    }));

  it("that fails the canary after a refusal never serves again", () =>
    withHost(async (host) => {
      expect(codeOf(await run(host, "poison"))).toBe("KERNEL_FAILED");
      await restarts(host, 1);
      await expectServed(host);
    }));

  it("whose shape has measures that no part may have refuses it in words, and is kept", () =>
    withHost(async (host) => {
      const outcome = await run(host, "absurd");
      expect(outcome).toMatchObject({ ok: false, failure: { code: "KERNEL_FAILED", message: expect.stringContaining("within 100 m") } });
      await expectServed(host);
      await restarts(host, 0);
    }));

  it("that says what no schema allows is ended", () =>
    withHost(async (host) => {
      expect(codeOf(await run(host, "babble"))).toBe("KERNEL_FAILED");
      await expectServed(host);
      await restarts(host, 1);
    }));

  it("is recycled after its number of jobs, which is no restart", () =>
    withHost(
      async (host) => {
        for (let n = 0; n < 5; n++) await expectServed(host);
        await restarts(host, 0);
      },
      { recycleAfterJobs: 2 },
    ));

  it("whose heap has grown is recycled after its job, and its memory comes back", () =>
    withHost(
      async (host) => {
        expect(codeOf(await run(host, "grow", { params: { pages: 1_024 } }))).toBe("ok");
        await until("heap is small again", () => host.health().heapBytes < 32 * 1_048_576 && host.health().workers > 0);
        await expectServed(host);
        await restarts(host, 0);
      },
      { recycleHeapBytes: 32 * 1_048_576 },
    ));

  it("that names a file outside of the job's folder is not believed", () =>
    withHost((host) =>
      host.withScratch(async (dir) => {
        writeFileSync(join(dir, "stray"), "");
        expect(codeOf(await host.run(specJob("answer", dir)))).toBe("KERNEL_FAILED");
      }),
    ));
});

describe("restarts", () => {
  it("are counted one for each worker that was lost", () =>
    withHost(
      async (host) => {
        const kills = ["exit", "throw", "babble", "poison"];
        for (let round = 0; round < 3; round++) {
          for (const kill of kills) await run(host, kill, { params: { round } });
        }
        await restarts(host, 3 * kills.length);
        expect(host.health().hostRestarts).toBe(0);
        await expectServed(host);
      },
      { workers: 2 },
    ));
});

describe("quarantine", () => {
  it("refuses an input that hung a worker twice, and no other", () =>
    withHost(async (host) => {
      expect(codeOf(await run(host, "spin", { timeoutMs: 50 }))).toBe("TIME_LIMIT");
      expect(codeOf(await run(host, "spin", { timeoutMs: 50 }))).toBe("TIME_LIMIT");
      expect(codeOf(await run(host, "spin", { timeoutMs: 50 }))).toBe("QUARANTINED");
      expect(codeOf(await run(host, "spin", { timeoutMs: 50, params: { other: 1 } }))).toBe("TIME_LIMIT");
      await expectServed(host);
      await restarts(host, 3);
    }));
});

describe("progress", () => {
  it("arrives in order, is thinned out, and keeps its end", () =>
    withHost(
      async (host) => {
        const seen: number[] = [];
        const stages: string[] = [];
        await run(host, "chatter", {
          params: { times: 10_000 },
          onProgress: ({ stage, fraction }) => {
            seen.push(fraction);
            stages.push(stage);
          },
        });
        expect(seen).toEqual([...seen].sort((a, b) => a - b));
        expect(seen.length).toBeLessThan(100);
        expect(stages[0]).toBe("building");
        expect(seen.at(-1)).toBe(1);
      },
      { progressIntervalMs: 1_000 },
    ));
});
