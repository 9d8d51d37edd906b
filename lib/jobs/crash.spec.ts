import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { createSpecDatabase } from "@/lib/db/spec-database";
import { crashTrial, type TrialReport } from "./crash-trial";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function trial(options: { processes: number; kills: number; runs: number }): Promise<TrialReport> {
  const folder = mkdtempSync(join(tmpdir(), "crash-trial-"));
  folders.push(folder);
  const database = await createSpecDatabase();
  try {
    return await crashTrial({
      ...options,
      url: database.url,
      ledgerPath: join(folder, "ledger.jsonl"),
      seed: Number(process.env.TRIAL_SEED ?? Math.floor(Math.random() * 1e9)),
      maxLifeMs: 400,
    });
  } finally {
    await database.drop();
  }
}

function holds(report: TrialReport, { kills, runs }: { kills: number; runs: number }): void {
  const context = `seed ${report.seed}: ${JSON.stringify(report)}`;
  // 1. Every run completes, or fails by its own error; nothing is left over.
  expect(report.runs, context).toEqual({
    "app-chain completed": runs,
    "app-child completed": runs,
    "app-failing failed": runs,
    "app-failing-failure completed": runs,
  });
  expect(report.leftovers, context).toEqual({ queue: 0, waits: 0, pendingSteps: 0 });
  // 2. No step executes again after its result was stored.
  expect(report.executedAfterStored, context).toEqual([]);
  // 3. None executes twice in one process, nor in a second one while the first lives.
  expect(report.doubledInOneProcess, context).toEqual([]);
  expect(report.doubledWhileAlive, context).toEqual([]);
  // 4. and 5. Effects happen once a key: steps, children and refunds.
  expect(report.effects, context).toBe(report.expectedEffects);
  expect(report.childRuns, context).toBe(runs);
  // 6. Nobody else ended a process.
  expect(report.unexpectedExits, context).toBe(0);
  expect(report.kills, context).toBe(kills);
}

describe("kill -9 at random moments", () => {
  it("one process, six times: every run ends, and only steps in flight run again", { timeout: 180_000 }, async () => {
    const options = { processes: 1, kills: 6, runs: 8 };
    holds(await trial(options), options);
  });

  it("two processes on one database: what one executes the other leaves alone, until the first is dead", { timeout: 180_000 }, async () => {
    const options = { processes: 2, kills: 5, runs: 8 };
    holds(await trial(options), options);
  });
});
