import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { KernelJob, PartJob } from "@/lib/contract/kernel-job";
import { createLogger } from "@/lib/core/logger";
import { KernelHostClient } from "./client";
import type { HostConfig } from "./messages";
import { type KernelHostOptions, kernelHostOptions } from "./options";
import { until } from "./spec-host";
import { warmUpJob } from "./warm-up-job";

async function withRealHost(
  fn: (host: KernelHostClient) => Promise<void>,
  config: Partial<HostConfig> = {},
  given: Partial<KernelHostOptions> = {},
): Promise<void> {
  const host = new KernelHostClient(
    kernelHostOptions({
      log: createLogger("silent"),
      ...given,
      configOverrides: { workers: 1, warmUpRounds: 0, cache: undefined, ...config },
    }),
  );
  try {
    await host.start();
    await fn(host);
  } finally {
    await host.stop();
  }
}

const output: PartJob["output"] = { name: "bracket", formats: ["step", "glb"], quality: "normal", timestamp: "2000-01-01T00:00:00Z" };
const top = { kind: "face", where: { at: "top" } };

const plate = (scratchDir: string, size: number, holeAt: [number, number][], holeMm: number): Extract<PartJob, { kind: "pipeline" }> => ({
  kind: "pipeline",
  scratchDir,
  output,
  steps: [
    { operation: "part.box", params: { feature: "base", x: size, y: size * 0.6, z: 10 } },
    { operation: "part.hole", params: { feature: "h1", part: "$prev", on: top, d: holeMm, at: holeAt, through: true } },
  ],
});

/** 900 holes in one cut: seconds inside one call of the kernel. */
const manyHoles: [number, number][] = Array.from({ length: 900 }, (_, n) => [(n % 30) * 12 - 174, Math.floor(n / 30) * 7 - 101.5]);

describe("the real kernel in the host", () => {
  it("makes the 50 × 30 × 10 bracket with two 3.4 mm holes: its volume is that of the formula, its files are there", () =>
    withRealHost(async (host) => {
      await host.withScratch(async (dir) => {
        const outcome = await host.run(
          plate(
            dir,
            50,
            [
              [-20, 0],
              [20, 0],
            ],
            3.4,
          ),
        );
        if (!outcome.ok) throw new Error(outcome.failure.message);
        const { measurements, files, faces } = outcome.result;
        // Analytic surfaces: exact but for rounding.
        expect(measurements.volume_mm3).toBeCloseTo(50 * 30 * 10 - 2 * Math.PI * 1.7 ** 2 * 10, 6);
        expect(measurements).toMatchObject({ faces: 8, solids: 1, valid: true });
        expect(faces).toHaveLength(8);
        expect(files.map(({ format }) => format).sort()).toEqual(["glb", "step"]);
        for (const { path, bytes } of files) expect(readFileSync(path).byteLength).toBe(bytes);
      });
      expect(host.health().workerRestarts).toBe(0);
    }));

  it("is stopped in the middle of a long boolean by a cancellation, and goes on with the next job", () =>
    withRealHost(
      async (host) => {
        await host.withScratch(async (dir) => {
          const cancel = new AbortController();
          const long = host.run(plate(dir, 400, manyHoles, 3), {
            signal: cancel.signal,
            // Said when the step begins: what runs then is one call of the kernel.
            onProgress: ({ message }) => message === "part.hole" && cancel.abort(),
          });
          expect(await long).toMatchObject({ ok: false, failure: { code: "CANCELLED" } });
          const next = await host.run(plate(dir, 50, [[0, 0]], 5));
          expect(next.ok).toBe(true);
        });
        await until("one restart", () => host.health().workerRestarts === 1);
      },
      { progressIntervalMs: 0 },
    ));

  it("over its time limit is stopped, and says so", () =>
    withRealHost(async (host) => {
      const outcome = await host.withScratch((dir) => host.run(plate(dir, 400, manyHoles, 3), { timeoutMs: 200 }));
      expect(outcome).toMatchObject({ ok: false, failure: { code: "TIME_LIMIT" } });
      expect((await host.withScratch((dir) => host.run(plate(dir, 50, [[0, 0]], 5)))).ok).toBe(true);
    }));

  it("refuses a fillet that is too large in words, with the worker kept", () =>
    withRealHost(async (host) => {
      const job = (scratchDir: string): KernelJob => ({
        kind: "pipeline",
        scratchDir,
        output,
        steps: [
          { operation: "part.box", params: { feature: "base", x: 10, y: 10, z: 10 } },
          { operation: "part.fillet", params: { feature: "f1", part: "$prev", edges: { kind: "edge" }, r: 9 } },
        ],
      });
      const outcome = await host.withScratch((dir) => host.run(job(dir)));
      expect(outcome).toMatchObject({ ok: false, failure: { code: "KERNEL_FAILED", feature: "f1" } });
      expect((await host.withScratch((dir) => host.run(plate(dir, 50, [[0, 0]], 5)))).ok).toBe(true);
    }));

  it("gives the same bytes for the same job from a cold worker and from a warm one", () =>
    withRealHost(async (host) => {
      const digests = async () =>
        host.withScratch(async (dir) => {
          const outcome = await host.run(warmUpJob(dir));
          if (!outcome.ok) throw new Error(outcome.failure.message);
          return outcome.result.files.map(({ format, sha256 }) => `${format} ${sha256}`);
        });
      const cold = await digests();
      expect(cold).toHaveLength(5);
      expect(await digests()).toEqual(cold);
    }));

  it("warms its workers by itself and leaves nothing in the scratch folder", () =>
    withRealHost(
      async (host) => {
        await until("warm", () => host.health().warm === 2);
        await host.withScratch(async (dir) => expect(existsSync(dir)).toBe(true));
        expect(host.health().workerRestarts).toBe(0);
      },
      { warmUpRounds: 1 },
    ));

  it("reads a STEP file that it wrote, in the exchange worker, with the same volume", () =>
    withRealHost(async (host) => {
      await host.withScratch(async (dir) => {
        const made = await host.run(plate(dir, 50, [[0, 0]], 5));
        if (!made.ok) throw new Error(made.failure.message);
        const path = made.result.files.find(({ format }) => format === "step")?.path ?? "";
        const read = await host.run({
          kind: "import",
          scratchDir: dir,
          output: { ...output, formats: ["glb"] },
          file: { path, filename: "plate.step" },
        });
        if (!read.ok) throw new Error(read.failure.message);
        expect(read.result.measurements.volume_mm3).toBeCloseTo(50 * 30 * 10 - Math.PI * 2.5 ** 2 * 10, 6);
      });
      expect(host.health().workerRestarts).toBe(0);
    }));
});
