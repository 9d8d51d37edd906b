import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { ApiError } from "@/lib/core/errors";
import { KernelHostClient } from "./client";
import { buildSpecPrograms, expectServed, isAlive, PARENT_PROGRAM, specJob, specOptions, until, untilFile, withHost } from "./spec-host";

beforeAll(buildSpecPrograms);

describe("a host that dies", () => {
  it("is started again, and its running job is done by the next one", () =>
    withHost(async (host) => {
      const outcome = await host.withScratch((dir) => host.run(specJob("killHostOnce", dir)));
      expect(outcome.ok).toBe(true);
      expect(host.health().hostRestarts).toBe(1);
    }));

  it("under kill -9 loses no job, running or waiting", () =>
    withHost(async (host) => {
      await host.withScratch(async (dir) => {
        const running = host.run(specJob("wait", dir));
        await untilFile(join(dir, "began"));
        const waiting = [1, 2, 3].map(() => host.withScratch((other) => host.run(specJob("answer", other))));
        rmSync(join(dir, "began"));
        process.kill(host.health().pid ?? 0, "SIGKILL");
        await untilFile(join(dir, "began"));
        writeFileSync(join(dir, "go"), "");
        expect((await Promise.all([running, ...waiting])).map(({ ok }) => ok)).toEqual([true, true, true, true]);
      });
      expect(host.health().hostRestarts).toBe(1);
    }));

  it("twice under the same job gives HOST_LOST, and then the input is refused", () =>
    withHost(async (host) => {
      const attempt = () => host.withScratch((dir) => host.run(specJob("killHost", dir)));
      expect(await attempt()).toMatchObject({ ok: false, failure: { code: "HOST_LOST" } });
      expect(host.health().hostRestarts).toBe(2);
      expect(await attempt()).toMatchObject({ ok: false, failure: { code: "QUARANTINED" } });
      expect(host.health().hostRestarts).toBe(2);
      await expectServed(host);
    }));

  it("takes no innocent job with it: of two that ran, the one that kills fails and the other is done", () =>
    withHost(
      async (host) => {
        await host.withScratch(async (dir) => {
          const innocent = host.run(specJob("wait", dir));
          await untilFile(join(dir, "began"));
          const guilty = host.withScratch((other) => host.run(specJob("killHost", other)));
          await until("the first death", () => host.health().hostRestarts === 1);
          writeFileSync(join(dir, "go"), "");
          expect((await innocent).ok).toBe(true);
          expect(await guilty).toMatchObject({ ok: false, failure: { code: "HOST_LOST" } });
        });
        expect(host.health().hostRestarts).toBe(2);
      },
      { workers: 2 },
    ));

  it("is counted once for each kill", () =>
    withHost(async (host) => {
      for (let kills = 1; kills <= 5; kills++) {
        process.kill(host.health().pid ?? 0, "SIGKILL");
        await until("the restart", () => host.health().hostRestarts === kills && host.health().state === "ready");
        await expectServed(host);
      }
      expect(host.health().hostRestarts).toBe(5);
    }));

  it("when it is stopped by a signal and silent, is killed and replaced", () =>
    withHost(
      async (host) => {
        process.kill(host.health().pid ?? 0, "SIGSTOP");
        await until("the restart", () => host.health().hostRestarts === 1 && host.health().state === "ready");
        await expectServed(host);
      },
      {},
      { heartbeatTimeoutMs: 2_000 },
    ));

  it("before any worker is ready tells waiting jobs and whoever started it, and comes up once it can", async () => {
    const options = await specOptions();
    writeFileSync(join(options.scratchRoot, "no-starts"), "");
    const host = new KernelHostClient(options);
    const job = host.withScratch((dir) => host.run(specJob("answer", dir)));
    await expect(host.start()).rejects.toThrow("does not start");
    expect(await job).toMatchObject({ ok: false, failure: { code: "HOST_LOST" } });
    rmSync(join(options.scratchRoot, "no-starts"));
    await until("ready", () => host.health().state === "ready");
    await expectServed(host);
    await host.stop();
  });
});

describe("a parent that dies", () => {
  it("leaves no host behind, not even one whose worker spins", async () => {
    const { log: _, ...options } = await specOptions();
    const parent = spawn(process.execPath, [PARENT_PROGRAM, JSON.stringify(options)], { stdio: ["ignore", "pipe", "inherit"] });
    const [line] = (await once(parent.stdout, "data")) as [Buffer];
    const hostPid = Number(line.toString());
    expect(isAlive(hostPid)).toBe(true);
    parent.kill("SIGKILL");
    await until("the host has gone", () => !isAlive(hostPid));
  });
});

describe("cancelling", () => {
  it("ends a job in the middle of a loop that nothing else can leave", () =>
    withHost(async (host) => {
      const cancel = new AbortController();
      const outcome = host.withScratch((dir) => host.run(specJob("spin", dir), { signal: cancel.signal }));
      await until("running", () => host.health().busy === 1);
      cancel.abort();
      expect(await outcome).toMatchObject({ ok: false, failure: { code: "CANCELLED" } });
      await expectServed(host);
      await until("one restart", () => host.health().workerRestarts === 1);
    }));

  it("takes a waiting job out of the queue and touches no worker", () =>
    withHost(async (host) => {
      await host.withScratch(async (dir) => {
        const running = host.run(specJob("wait", dir));
        await untilFile(join(dir, "began"));
        const cancel = new AbortController();
        const waiting = host.run(specJob("spin", dir), { signal: cancel.signal });
        cancel.abort();
        expect(await waiting).toMatchObject({ ok: false, failure: { code: "CANCELLED" } });
        writeFileSync(join(dir, "go"), "");
        expect((await running).ok).toBe(true);
      });
      expect(host.health().workerRestarts).toBe(0);
    }));

  it("before the start runs nothing", () =>
    withHost(async (host) => {
      const outcome = await host.withScratch((dir) => host.run(specJob("killHost", dir), { signal: AbortSignal.abort() }));
      expect(outcome).toMatchObject({ ok: false, failure: { code: "CANCELLED" } });
      expect(host.health().hostRestarts).toBe(0);
    }));
});

describe("the queue", () => {
  it("is first in, first out, and one job more than it holds is refused with a time to come back", () =>
    withHost(
      async (host) => {
        await host.withScratch(async (dir) => {
          const running = host.run(specJob("wait", dir));
          await untilFile(join(dir, "began"));
          const order: number[] = [];
          const waiting = [1, 2, 3].map((n) => host.run(specJob("answer", dir)).then(() => order.push(n)));
          const refused = await host.run(specJob("answer", dir)).catch((error: unknown) => error);
          expect(refused).toBeInstanceOf(ApiError);
          expect(refused).toMatchObject({ code: "SERVICE_UNAVAILABLE", retryAfterS: expect.any(Number) });
          writeFileSync(join(dir, "go"), "");
          await Promise.all([running, ...waiting]);
          expect(order).toEqual([1, 2, 3]);
        });
        await expectServed(host);
      },
      {},
      { queueLimit: 3 },
    ));
});

describe("memory", () => {
  it("that is too small for the kernels themselves fails jobs, and does not restart the host for ever", () =>
    withHost(
      async (host) => {
        const outcome = await host.withScratch((dir) => host.run(specJob("spin", dir)));
        expect(outcome).toMatchObject({ ok: false, failure: { code: "MEMORY_LIMIT" } });
      },
      { memoryLimitBytes: 10 * 1_048_576 },
    ));

  it("that does not come back when the job has ended is given back by another host", () =>
    withHost(
      async (host) => {
        const { pid } = host.health();
        await host.withScratch((dir) => host.run(specJob("spin", dir)));
        await until("another host", () => host.health().pid !== pid && host.health().state === "ready");
        expect(host.health().hostRestarts).toBe(1);
      },
      { memoryLimitBytes: 10 * 1_048_576 },
    ));
});

describe("stopping", () => {
  it("ends the host, and later jobs are refused", async () => {
    const host = new KernelHostClient(await specOptions());
    await host.start();
    const { pid } = host.health();
    await host.stop();
    expect(isAlive(pid ?? 0)).toBe(false);
    await expect(host.run(specJob("answer", "/nowhere"))).rejects.toMatchObject({ code: "SERVICE_UNAVAILABLE" });
    expect(host.health().hostRestarts).toBe(0);
  });

  it("lets a job that is about to end, end; and tells one that is not", async () => {
    const host = new KernelHostClient(await specOptions({ workers: 2 }, { drainMs: 500 }));
    await host.start();
    const spinning = host.withScratch((dir) => host.run(specJob("spin", dir)));
    await host.withScratch(async (dir) => {
      const short = host.run(specJob("wait", dir));
      await until("both begun", () => host.health().busy === 2);
      const stopping = host.stop();
      writeFileSync(join(dir, "go"), "");
      expect((await short).ok).toBe(true);
      await stopping;
    });
    expect(await spinning).toMatchObject({ ok: false, failure: { code: "HOST_LOST" } });
  });
});

describe("scratch folders", () => {
  it("are private to a job, and gone when it is over", () =>
    withHost(async (host, { scratchRoot }) => {
      await host.withScratch(async (dir) => {
        expect(readdirSync(scratchRoot)).toEqual([dir.slice(scratchRoot.length + 1)]);
      });
      expect(readdirSync(scratchRoot)).toEqual([]);
    }));

  it("of a process that no longer runs are cleaned at the next start; those of one that does are not", async () => {
    const options = await specOptions();
    const [dead, alive] = [join(options.scratchRoot, "job-999999999-abc"), join(options.scratchRoot, `job-${process.pid}-abc`)];
    mkdirSync(dead);
    mkdirSync(alive);
    const host = new KernelHostClient(options);
    await host.start();
    expect(readdirSync(options.scratchRoot)).toEqual([alive.slice(options.scratchRoot.length + 1)]);
    await host.stop();
  });
});
