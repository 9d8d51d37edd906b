import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { bundleKernelHost } from "@/lib/cad/host/bundle";
import { KernelHostClient } from "@/lib/cad/host/client";
import type { HostConfig } from "@/lib/cad/host/messages";
import { kernelHostOptions } from "@/lib/cad/host/options";
import type { PartJob, PartResult } from "@/lib/contract/kernel-job";
import type { PlainStep } from "@/lib/contract/pipeline";
import { createLogger } from "@/lib/core/logger";
import { FEATURE_COUNT, featurePart } from "./feature-part";
import { bracketSteps, plateSteps, ROUNDED_BOX_STEPS, SHELL_STEPS } from "./modelling-steps";
import { table } from "./report";
import { fitPower, median, slopeOf } from "./statistics";

/*
 * What only the whole kernel host can show: its process, its pools, its messages.
 */

const OUT = "dist/bench-kernel";
const TIMESTAMP = "2000-01-01T00:00:00Z";
const MIB = 1_048_576;

/** A host for the time of `fn`. Results of steps are kept only where that is what is measured. */
async function withHost<T>(config: Partial<HostConfig>, fn: (host: KernelHostClient) => Promise<T>, keepsSteps = false): Promise<T> {
  await bundleKernelHost(OUT);
  const scratchRoot = await mkdtemp(join(tmpdir(), "partwright-bench-host-"));
  const cache = keepsSteps ? { dir: join(scratchRoot, "shapes"), maxBytes: 256 * MIB } : undefined;
  const host = new KernelHostClient(
    kernelHostOptions({
      scratchRoot,
      hostPath: resolve(OUT, "kernel-host.mjs"),
      log: createLogger("silent"),
      jobTimeoutMs: 10 * 60_000,
      configOverrides: { workerPath: resolve(OUT, "kernel-worker.mjs"), spares: 0, cache, ...config },
    }),
  );
  try {
    await host.start();
    while (host.health().warm < (config.workers ?? 1)) await sleep(100);
    return await fn(host);
  } finally {
    await host.stop();
    await rm(scratchRoot, { recursive: true, force: true });
  }
}

async function runSteps(host: KernelHostClient, steps: PlainStep[], formats: PartJob["output"]["formats"] = []): Promise<PartResult> {
  return host.withScratch(async (scratchDir) => {
    const outcome = await host.run({
      kind: "pipeline",
      scratchDir,
      steps,
      output: { name: "part", formats, quality: "normal", timestamp: TIMESTAMP },
    });
    if (!outcome.ok) throw new Error(outcome.failure.message);
    return outcome.result;
  });
}

const MIXED = [plateSteps(4), ROUNDED_BOX_STEPS, SHELL_STEPS, plateSteps(50), bracketSteps()];
const mixed = (index: number) => MIXED[index % MIXED.length] ?? ROUNDED_BOX_STEPS;

/** Jobs a second of one and of two workers, on the same mixed parts. */
export async function throughput(): Promise<string[]> {
  const jobs = 100;
  const rates: number[] = [];
  for (const workers of [1, 2]) {
    rates.push(
      await withHost({ workers }, async (host) => {
        const all = (count: number) =>
          Promise.all(Array.from({ length: count }, (_, index) => runSteps(host, mixed(index), ["step", "glb"])));
        await all(100);
        const startedMs = performance.now();
        await all(jobs);
        return jobs / ((performance.now() - startedMs) / 1_000);
      }),
    );
  }
  const [one = Number.NaN, two = Number.NaN] = rates;
  return [
    "## Throughput of the kernel host",
    "",
    `${jobs} mixed parts with STEP and GLB, all submitted at once, workers warm.`,
    "",
    ...table(
      ["workers", "jobs a second"],
      [
        ["1", one.toFixed(1)],
        ["2", two.toFixed(1)],
        ["ratio", (two / one).toFixed(2)],
      ],
    ),
  ];
}

const HOLES = [4, 16, 50, 100, 200, 400, 800, 1_600];

/** Time of one cut by its number of holes, and the law that fits. */
export async function holeCurve(): Promise<string[]> {
  return withHost({ workers: 1 }, async (host) => {
    const rows: (readonly [number, number])[] = [];
    for (const holes of HOLES) {
      const times: number[] = [];
      for (let repeat = 0; repeat < (holes <= 100 ? 5 : holes <= 400 ? 3 : 1); repeat++) {
        const { timings, measurements } = await runSteps(host, plateSteps(holes));
        if (measurements.holes.length === 0) throw new Error(`the plate with ${holes} holes has none`);
        times.push(timings.operations ?? Number.NaN);
      }
      rows.push([holes, median(times)]);
    }
    const small = fitPower(rows.filter(([holes]) => holes >= 16 && holes <= 400));
    const large = fitPower(rows.filter(([holes]) => holes >= 400));
    const law = ({ factor, exponent }: typeof small) => `${factor.toFixed(2)} ms × N^${exponent.toFixed(2)}`;
    return [
      "## Cost of a cut by its holes",
      "",
      `Operations alone, one cut, warm. From 16 to 400 holes the time is ${law(small)}; from 400 on, ${law(large)}.`,
      "",
      ...table(
        ["holes", "ms", "ms a hole"],
        rows.map(([holes, ms]) => [`${holes}`, ms.toFixed(0), (ms / holes).toFixed(2)]),
      ),
    ];
  });
}

/** Resident memory of the host over many jobs, workers replaced as in production. */
export async function memory(): Promise<string[]> {
  const jobs = Number(process.env.BENCH_JOBS ?? 2_000);
  return withHost({ workers: 1 }, async (host) => {
    const rss = () => host.health().rssBytes / MIB;
    const rows: (readonly [number, number])[] = [[0, rss()]];
    for (let done = 1; done <= jobs; done++) {
      await runSteps(host, mixed(done), ["step", "glb"]);
      if (done % 200 === 0 || done === jobs) {
        await sleep(1_000); // the next heartbeat
        rows.push([done, rss()]);
      }
    }
    const settled = rows.filter(([done]) => done >= jobs / 4);
    const slope = settled.length > 1 ? slopeOf(settled) * 1_000 : Number.NaN;
    return [
      `## Memory over ${jobs} jobs`,
      "",
      `Mixed parts with STEP and GLB, one worker, replaced as in production. After the first quarter the host grows by ${slope.toFixed(1)} MiB per 1,000 jobs.`,
      "",
      ...table(
        ["jobs", "resident, MiB"],
        rows.map(([done, mib]) => [`${done}`, mib.toFixed(0)]),
      ),
    ];
  });
}

/** What a change of one feature costs against building the part anew, in one worker that keeps the results of steps. */
export async function parameterChange(): Promise<string[]> {
  return withHost(
    { workers: 1 },
    async (host) => {
      const build = async (steps: PlainStep[]) => (await runSteps(host, steps)).timings.operations ?? Number.NaN;
      const full: number[] = [];
      const changed = Array.from({ length: FEATURE_COUNT }, (): number[] => []);
      for (let round = 0; round < 16; round++) {
        const prefix = `r${round}`;
        full.push(await build(featurePart(prefix)));
        for (const [index, times] of changed.entries()) times.push(await build(featurePart(prefix, index)));
      }
      const settled = (times: readonly number[] = []) => median(times.slice(6));
      const fullMs = settled(full);
      const shares = changed.map((times) => settled(times) / fullMs);
      const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
      return [
        "## A parameter change",
        "",
        `A part of ${FEATURE_COUNT} features, each of which changes once; the part before is known. Operations alone, warm; the whole part takes ${fullMs.toFixed(1)} ms. A change takes ${percent(shares.reduce((sum, share) => sum + share, 0) / shares.length)} of that on average, ${percent(median(shares))} in the middle.`,
        "",
        ...table(
          ["feature that changes", "ms", "share of a full build"],
          shares.map((share, index) => [`${index + 1}`, (share * fullMs).toFixed(1), percent(share)]),
        ),
      ];
    },
    true,
  );
}
