import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type FuzzSeed, mutate, type SeedFormat } from "@/lib/cad/exchange/spec-mutate";
import { Random } from "@/lib/cad/exchange/spec-random";
import type { PartJob, PartResult } from "@/lib/contract/kernel-job";
import { createLogger } from "@/lib/core/logger";
import { KernelHostClient, type KernelOutcome } from "./client";
import { kernelHostOptions } from "./options";

export interface FuzzOptions {
  count: number;
  seed: number;
  /** The first mutant; of a run with this seed. */
  from?: number;
  /** Files at once. */
  lanes: number;
  timeoutMs: number;
  /** Told of every mutant that did not simply give a part or a refusal. */
  onUnusual?: (index: number, story: string, outcome: string, elapsedMs: number) => void;
}

export interface FuzzReport {
  claim: string;
  seed: number;
  counts: Record<string, number>;
  pass: boolean;
  /** What the claim is judged by. */
  hostRestarts: number;
  canariesFailed: number;
  overran: number;
  rssGrowth: number;
  elapsedS: number;
}

/** A job may take so much longer than its limit: the worker has to be ended. */
const GRACE_MS = 2_000;
const MAX_RSS_GROWTH = 0.1;
const WARM_UP_FILES = 200;

/** Gives mutants of sound files to a real kernel host, and checks after everything unusual that it is as sane as before. */
export async function runFuzz({ count, seed, from = 0, lanes, timeoutMs, onUnusual }: FuzzOptions): Promise<FuzzReport> {
  const startedMs = performance.now();
  const host = new KernelHostClient(
    kernelHostOptions({
      log: createLogger("error"),
      jobTimeoutMs: timeoutMs,
      configOverrides: {
        workers: 1,
        spares: 0,
        warmUpRounds: 0,
        exchangeWorkers: lanes,
        exchangeIdleMs: 2_000,
        heartbeatMs: 100,
        progressIntervalMs: 0,
      },
    }),
  );
  const counts: Record<string, number> = {};
  const report = { hostRestarts: 0, canariesFailed: 0, overran: 0, rssGrowth: 0 };
  try {
    await host.start();
    const seeds = await fuzzSeeds(host);
    const canary = async () => {
      const { outcome } = await readFileJob(host, canarySeed(seeds).bytes, 60_000);
      // A cube of 300 mm: a kernel that says otherwise is poisoned.
      const isRight = outcome.ok && Math.abs(outcome.result.measurements.volume_mm3 / 300 ** 3 - 1) < 1e-9;
      if (isRight) return;
      report.canariesFailed++;
      onUnusual?.(-1, "canary", outcome.ok ? "another volume" : outcome.failure.message, 0);
    };
    let next = from;
    const lane = async (end: number) => {
      while (next < end) {
        const index = next++;
        const { bytes, story } = mutate(new Random(seed, index), seeds);
        const { outcome, elapsedMs } = await readFileJob(host, bytes, timeoutMs);
        const name = outcomeName(outcome);
        counts[name] = (counts[name] ?? 0) + 1;
        if (elapsedMs > timeoutMs + GRACE_MS) report.overran++;
        if (name === "part" || name === "refused") continue;
        onUnusual?.(
          index,
          story,
          outcome.ok ? name : `${name}: ${outcome.failure.message} ${outcome.failure.kernelStatus ?? ""}`,
          elapsedMs,
        );
        await canary();
      }
    };
    const upTo = (end: number) => Promise.all(Array.from({ length: lanes }, () => lane(end)));
    // The first files compile code that stays, for good reason: memory is compared from then on.
    await upTo(from + Math.min(WARM_UP_FILES, Math.ceil(count / 2)));
    const before = await settledRss(host, canary, lanes);
    await upTo(from + count);
    report.rssGrowth = (await settledRss(host, canary, lanes)) / before - 1;
    report.hostRestarts = host.health().hostRestarts;
    counts["workers replaced"] = host.health().workerRestarts;
  } finally {
    await host.stop();
  }
  const pass = report.hostRestarts === 0 && report.canariesFailed === 0 && report.overran === 0 && report.rssGrowth <= MAX_RSS_GROWTH;
  const claim = `${count} mutated files: no death of the host, every task ends within ${timeoutMs + GRACE_MS} ms, the canary is right after everything unusual, memory comes back`;
  return { claim, seed, counts, pass, ...report, elapsedS: Math.round((performance.now() - startedMs) / 1_000) };
}

/** Memory of the host when its exchange workers have been used, and have ended for want of work. */
async function settledRss(host: KernelHostClient, canary: () => Promise<void>, lanes: number): Promise<number> {
  for (let round = 0; round < 3; round++) await Promise.all(Array.from({ length: lanes }, canary));
  while (host.health().workers > 1) await sleep(100);
  await sleep(1_500);
  return host.health().rssBytes;
}

function outcomeName(outcome: KernelOutcome): string {
  if (outcome.ok) return "part";
  // The kernel's own throw costs a worker; a refusal of ours does not.
  if (outcome.failure.code === "INVALID_FILE") return outcome.failure.kernelStatus === undefined ? "refused" : "kernel threw";
  return outcome.failure.code;
}

async function readFileJob(
  host: KernelHostClient,
  bytes: Uint8Array,
  timeoutMs: number,
): Promise<{ outcome: KernelOutcome<PartResult>; elapsedMs: number }> {
  return host.withScratch(async (scratchDir) => {
    const path = join(scratchDir, "foreign");
    await writeFile(path, bytes);
    const output: PartJob["output"] = { name: "mutant", formats: ["step", "glb"], quality: "draft", timestamp: "2000-01-01T00:00:00Z" };
    // From its first word on: before it the job may have waited for a worker to be replaced.
    let startedMs = performance.now();
    let hasBegun = false;
    const outcome = await host.run(
      { kind: "import", scratchDir, output, file: { path, filename: "foreign" } },
      {
        timeoutMs,
        onProgress: () => {
          if (!hasBegun) startedMs = performance.now();
          hasBegun = true;
        },
      },
    );
    return { outcome, elapsedMs: performance.now() - startedMs };
  });
}

const TESTFILES = "node_modules/occt-import-js/test/testfiles";
const CANARY = "simple-basic-cube/cube.stp";
const REAL_FILES: [string, SeedFormat][] = [
  [`${TESTFILES}/${CANARY}`, "step"],
  [`${TESTFILES}/conical-surface/conical-surface.step`, "step"],
  [`${TESTFILES}/cube-units/cube-in.step`, "step"],
  [`${TESTFILES}/rounded-cube/rounded-cube.step`, "step"],
  [`${TESTFILES}/cax-if/sg1-c5-214.stp`, "step"],
  [`${TESTFILES}/cax-if/s1_pe_214/foot_back_prt.stp`, "step"],
  [`${TESTFILES}/cax-if/s1-tu-203/footback.stp`, "step"],
  [`${TESTFILES}/cax-if/io1-cm-214.stp`, "step"],
  [`${TESTFILES}/cax-if/dm1-id-214.stp`, "step"],
  [`${TESTFILES}/cube-10x10mm/Cube 10x10.igs`, "iges"],
  ["lib/cad/exchange/fixtures/box-10-20-30-surfaces.igs", "iges"],
];

function canarySeed(seeds: readonly FuzzSeed[]): FuzzSeed {
  const seed = seeds.find(({ name }) => name.endsWith(CANARY));
  if (!seed) throw new Error("The canary's file is missing.");
  return seed;
}

/** Small real files, and files of our own with what those lack: blends, a shell, a sphere, a torus, a thread-like sweep. */
async function fuzzSeeds(host: KernelHostClient): Promise<FuzzSeed[]> {
  const real = REAL_FILES.filter(([path]) => existsSync(path)).map(([path, format]) => ({ name: path, format, bytes: readFileSync(path) }));
  return [...real, ...(await writtenSeeds(host))];
}

const BLENDED = [
  { operation: "part.box", params: { feature: "base", x: 30, y: 20, z: 10 } },
  {
    operation: "part.hole",
    params: { feature: "h1", part: "$prev", on: { kind: "face", where: { at: "top" } }, d: 4, at: [[-8, 0]], through: true },
  },
  { operation: "part.fillet", params: { feature: "f1", part: "$prev", edges: { kind: "edge", where: { parallel: [0, 0, 1] } }, r: 2 } },
];
const ROUND = [{ operation: "occt.shapes.solid.createSphere", params: { radius: 7, center: [1, 2, 3] } }];

async function writtenSeeds(host: KernelHostClient): Promise<FuzzSeed[]> {
  const seeds: FuzzSeed[] = [];
  for (const [name, steps] of [
    ["blended", BLENDED],
    ["round", ROUND],
  ] as const) {
    await host.withScratch(async (scratchDir) => {
      const output: PartJob["output"] = { name, formats: ["step", "brep", "stl"], quality: "draft", timestamp: "2000-01-01T00:00:00Z" };
      const outcome = await host.run({ kind: "pipeline", scratchDir, steps: [...steps], output }, { timeoutMs: 60_000 });
      if (!outcome.ok) throw new Error(`A seed could not be written: ${outcome.failure.message}`);
      for (const { format, path } of outcome.result.files) {
        if (format === "step" || format === "brep") seeds.push({ name: `${name}.${format}`, format, bytes: readFileSync(path) });
      }
    });
  }
  return seeds;
}
