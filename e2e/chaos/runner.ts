/**
 * Kills job runners at random moments, for longer than the spec does:
 *
 *     node --import tsx e2e/chaos/runner.ts [--series 20] [--kills 8] [--runs 15] [--processes 1] [--seed 1]
 *
 * Needs a PostgreSQL server in DATABASE_URL (a user who may create databases), or starts one in a temporary folder.
 * Prints one JSON line a series and one for all of them; the exit status is 1 when a claim did not hold.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import pg from "pg";
import { migrate } from "@/lib/db/migrate";
import { startDatabase } from "@/lib/db/start-database";
import { crashTrial, type TrialReport } from "@/lib/jobs/crash-trial";

const { values } = parseArgs({
  options: {
    series: { type: "string", default: "20" },
    kills: { type: "string", default: "8" },
    runs: { type: "string", default: "15" },
    processes: { type: "string", default: "1" },
    seed: { type: "string", default: String(Math.floor(Math.random() * 1e9)) },
  },
});
const [series, kills, runs, processes, firstSeed] = [values.series, values.kills, values.runs, values.processes, values.seed].map(
  Number,
) as [number, number, number, number, number];

const folder = mkdtempSync(join(tmpdir(), "partwright-chaos-"));
process.env.DATA_DIR = join(folder, "data");
process.env.LOG_LEVEL ??= "error";
const server = await startDatabase();

/** What did not hold; empty when all is well. */
function broken(report: TrialReport): string[] {
  const ended = Object.values(report.runs).reduce((sum, count) => sum + count, 0);
  const claims: [claim: string, holds: boolean][] = [
    ["every run ended as it should", ended === runs * 4 && report.runs["app-chain completed"] === runs],
    ["nothing is left over", Object.values(report.leftovers).every((count) => count === 0)],
    ["no step executed after its result was stored", report.executedAfterStored.length === 0],
    ["no step executed twice in one process", report.doubledInOneProcess.length === 0],
    ["no step executed while another process was at it", report.doubledWhileAlive.length === 0],
    ["effects, children and refunds happened once", report.effects === report.expectedEffects && report.childRuns === runs],
    ["nobody else ended a process", report.unexpectedExits === 0 && report.kills === kills],
  ];
  return claims.filter(([, holds]) => !holds).map(([claim]) => claim);
}

async function administrate(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(sql);
  await client.end();
}

async function oneSeries(seed: number): Promise<TrialReport> {
  const name = `chaos_${process.pid}_${seed}`;
  await administrate(`CREATE DATABASE ${name}`);
  const url = new URL(server.url);
  url.pathname = `/${name}`;
  try {
    await migrate(url.href);
    return await crashTrial({ url: url.href, ledgerPath: join(folder, `${name}.jsonl`), runs, kills, processes, seed, maxLifeMs: 800 });
  } finally {
    await administrate(`DROP DATABASE ${name} WITH (FORCE)`);
  }
}

const totals = { series: 0, kills: 0, starts: 0, repeated: 0, broken: 0 };
try {
  for (let at = 0; at < series; at++) {
    const report = await oneSeries(firstSeed + at);
    const faults = broken(report);
    totals.series += 1;
    totals.kills += report.kills;
    totals.starts += report.starts;
    totals.repeated += report.repeated;
    totals.broken += faults.length;
    console.log(JSON.stringify({ claim: "runner survives kill -9", pass: faults.length === 0, broken: faults, ...report }));
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
}
console.log(JSON.stringify({ claim: "runner survives kill -9", pass: totals.broken === 0, seed: firstSeed, processes, ...totals }));
process.exitCode = totals.broken === 0 ? 0 : 1;
