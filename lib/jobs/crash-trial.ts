import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";

/** How a crash trial goes: processes are killed at random moments and replaced until every run has ended. */
export interface TrialOptions {
  url: string;
  ledgerPath: string;
  /** Runs of each of the two kinds (a chain with parallel steps, a child and a sleep; one that always fails). */
  runs: number;
  kills: number;
  /** Processes at a time. */
  processes: number;
  seed: number;
  /** Longest life of a process that is ready before its kill. Kills must stay below the runner's cap of crashes a step. */
  maxLifeMs: number;
}

export interface TrialReport {
  seed: number;
  kills: number;
  /** Processes that ended otherwise than by a kill of ours. */
  unexpectedExits: number;
  runs: Record<string, number>;
  leftovers: { queue: number; waits: number; pendingSteps: number };
  /** Steps that started again after their result had been stored. */
  executedAfterStored: string[];
  /** Steps that started twice in one process. */
  doubledInOneProcess: string[];
  /** Steps that started while another, living process was executing them. */
  doubledWhileAlive: string[];
  starts: number;
  /** Steps that were in flight at a kill and ran again. */
  repeated: number;
  effects: number;
  expectedEffects: number;
  childRuns: number;
}

interface Line {
  boot: number;
  run: string;
  step: string;
  what: "start" | "end";
  at: number;
}

interface Boot {
  number: number;
  child: ChildProcess;
  /** `run step` whose result was stored before the process began. */
  stored: Set<string>;
  killedAt: number | undefined;
}

/** Runs one trial on a migrated, empty database. */
export async function crashTrial(options: TrialOptions): Promise<TrialReport> {
  const random = mulberry32(options.seed);
  const pool = new pg.Pool({ connectionString: options.url, max: 4 });
  pool.on("error", () => undefined);
  await pool.query("CREATE TABLE effects (key text PRIMARY KEY, tries integer NOT NULL DEFAULT 1)");
  writeFileSync(options.ledgerPath, "");
  const boots: Boot[] = [];
  const alive: Boot[] = [];
  let unexpectedExits = 0;

  const launch = async (): Promise<void> => {
    const boot: Boot = { number: boots.length, stored: await storedSteps(pool), killedAt: undefined, child: start(options, boots.length) };
    boots.push(boot);
    alive.push(boot);
    boot.child.once("exit", (_, signal) => {
      if (boot.killedAt === undefined || signal !== "SIGKILL") unexpectedExits += 1;
    });
    await ready(boot.child);
  };

  try {
    await Promise.all(Array.from({ length: options.processes }, launch));
    for (let kill = 0; kill < options.kills; kill++) {
      await sleep(20 + random() * options.maxLifeMs);
      const [victim] = alive.splice(Math.floor(random() * alive.length), 1);
      if (!victim) throw new Error("There is no process to kill.");
      await end(victim);
      await launch();
    }
    await allEnded(pool, options);
    return await report(pool, options, boots, unexpectedExits);
  } finally {
    for (const boot of alive) await end(boot);
    await pool.end();
  }
}

function start({ url, ledgerPath, runs }: TrialOptions, boot: number): ChildProcess {
  const script = resolve(import.meta.dirname, "crash-child.ts");
  return spawn(process.execPath, ["--import", "tsx", script, url, ledgerPath, String(boot), String(runs)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolveReady, reject) => {
    child.stdout?.once("data", () => resolveReady());
    child.once("exit", (code) => reject(new Error(`The process ended before it was ready (${code}).`)));
  });
}

function end(boot: Boot): Promise<void> {
  return new Promise((done) => {
    boot.child.once("exit", () => done());
    boot.killedAt = Date.now();
    boot.child.kill("SIGKILL");
  });
}

async function storedSteps(pool: pg.Pool): Promise<Set<string>> {
  const { rows } = await pool.query<{ run_id: string; name: string }>("SELECT run_id, name FROM jobs.steps WHERE state IS NOT NULL");
  return new Set(rows.map((row) => `${row.run_id} ${row.name}`));
}

async function allEnded(pool: pg.Pool, { runs }: TrialOptions): Promise<void> {
  // Chains, their children, failing runs, and the runs of their onFailure.
  const expected = runs * 4;
  const giveUp = Date.now() + 30_000 + runs * 1_000;
  for (;;) {
    const { rows } = await pool.query<{ ended: number; live: number }>(
      "SELECT count(*) FILTER (WHERE ended_at IS NOT NULL)::int AS ended, count(*) FILTER (WHERE ended_at IS NULL)::int AS live FROM jobs.runs",
    );
    if (rows[0]?.live === 0 && rows[0].ended >= expected) return;
    if (Date.now() > giveUp) throw new Error(`Runs are stuck: ${JSON.stringify(rows[0])} of ${expected}: ${await stuck(pool)}`);
    await sleep(50);
  }
}

/** What is known of runs that do not end. */
async function stuck(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query(
    `SELECT r.fn_id, r.status, (SELECT json_agg(q) FROM jobs.queue q WHERE q.run_id = r.id) AS queue,
       (SELECT json_agg(json_build_object('name', s.name, 'op', s.op, 'done', s.state IS NOT NULL)) FROM jobs.steps s WHERE s.run_id = r.id) AS steps
     FROM jobs.runs r WHERE r.ended_at IS NULL LIMIT 3`,
  );
  const { rows: ended } = await pool.query(
    "SELECT fn_id, status, error->>'message' AS error, count(*)::int AS n FROM jobs.runs GROUP BY 1, 2, 3",
  );
  return JSON.stringify({ rows, ended });
}

async function report(pool: pg.Pool, options: TrialOptions, boots: Boot[], unexpectedExits: number): Promise<TrialReport> {
  const lines = readLedger(options.ledgerPath);
  const starts = lines.filter((line) => line.what === "start");
  const one = async <T extends pg.QueryResultRow>(sql: string) => (await pool.query<T>(sql)).rows;
  const [leftovers] = await one<TrialReport["leftovers"]>(
    `SELECT (SELECT count(*) FROM jobs.queue)::int AS queue, (SELECT count(*) FROM jobs.waits)::int AS waits,
       (SELECT count(*) FROM jobs.steps s JOIN jobs.runs r ON r.id = s.run_id WHERE s.state IS NULL AND r.status = 'completed')::int AS "pendingSteps"`,
  );
  const runs = await one<{ what: string; n: number }>(
    "SELECT fn_id || ' ' || status AS what, count(*)::int AS n FROM jobs.runs GROUP BY 1 ORDER BY 1",
  );
  const [effects] = await one<{ n: number }>("SELECT count(*)::int AS n FROM effects");
  const distinct = new Set(starts.map((line) => `${line.run} ${line.step}`)).size;
  return {
    seed: options.seed,
    kills: boots.filter((boot) => boot.killedAt !== undefined).length,
    unexpectedExits,
    runs: Object.fromEntries(runs.map(({ what, n }) => [what, n])),
    leftovers: leftovers ?? { queue: -1, waits: -1, pendingSteps: -1 },
    ...violations(starts, boots),
    starts: starts.length,
    repeated: starts.length - distinct,
    effects: effects?.n ?? 0,
    // A chain has 6 steps and its child 2; a failing run one before it fails, and its refund.
    expectedEffects: options.runs * (6 + 2 + 1 + 1),
    childRuns: runs.filter(({ what }) => what.startsWith("app-child ")).reduce((sum, { n }) => sum + n, 0),
  };
}

function violations(starts: Line[], boots: Boot[]): Pick<TrialReport, "executedAfterStored" | "doubledInOneProcess" | "doubledWhileAlive"> {
  const executedAfterStored: string[] = [];
  const doubledInOneProcess: string[] = [];
  const doubledWhileAlive: string[] = [];
  const before = new Map<string, Line[]>();
  for (const line of starts) {
    const id = `${line.run} ${line.step}`;
    if (boots[line.boot]?.stored.has(id)) executedAfterStored.push(id);
    for (const earlier of before.get(id) ?? []) {
      if (earlier.boot === line.boot) doubledInOneProcess.push(id);
      else if ((boots[earlier.boot]?.killedAt ?? Number.POSITIVE_INFINITY) > line.at) doubledWhileAlive.push(id);
    }
    before.set(id, [...(before.get(id) ?? []), line]);
  }
  return { executedAfterStored, doubledInOneProcess, doubledWhileAlive };
}

function readLedger(path: string): Line[] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((text) => text.includes('"what"'))
    .map((text) => JSON.parse(text) as Line);
}

/** A seeded generator: a trial's kills can be repeated. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
