import { setTimeout as sleep } from "node:timers/promises";
import type { Inngest, InngestFunction } from "inngest";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { MAX_CRASHES } from "./limits";
import { openSpecDatabase, type SpecDatabase } from "./spec-database";
import { type SpecApp, startSpecApp, until } from "./spec-harness";

let database: SpecDatabase;
const apps: SpecApp[] = [];

beforeAll(async () => {
  database = await openSpecDatabase();
});
afterAll(() => database.close());
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop();
  await database.pool.query("TRUNCATE jobs.events, jobs.runs, jobs.idempotency CASCADE");
});

async function start(define: (client: Inngest) => InngestFunction.Any[], options?: Parameters<typeof startSpecApp>[2]): Promise<SpecApp> {
  const app = await startSpecApp(database.pool, define, options);
  apps.push(app);
  return app;
}

/** Ends every connection to the database but the one that asks, as a restart of the server does. */
async function cutConnections(): Promise<void> {
  const client = new pg.Client({ connectionString: database.url });
  client.on("error", () => undefined);
  await client.connect();
  await client.query(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
  );
  await client.end();
}

describe("the database goes away for a moment", () => {
  it("a run goes on to its end, each step executed once whose result could be stored", async () => {
    const calls: string[] = [];
    const app = await start((client) => [
      client.createFunction({ id: "f", triggers: { event: "a/b" }, retries: 5 }, async ({ step }) => {
        for (let n = 0; n < 6; n++) {
          await step.run(`s${n}`, async () => {
            calls.push(`s${n}`);
            await sleep(20);
          });
        }
        return "through";
      }),
    ]);
    await app.client.send({ name: "a/b", data: {} });
    for (let cut = 0; cut < 3; cut++) {
      await sleep(25);
      await cutConnections();
    }
    expect((await app.ended("app-f"))[0]).toMatchObject({ status: "completed", output: "through" });
    expect(new Set(calls).size).toBe(6);
  });
});

describe("leases", () => {
  it("outlast a step that takes longer than a lease, because they are renewed", async () => {
    let executions = 0;
    const define = (client: Inngest) => [
      client.createFunction({ id: "slow", triggers: { event: "a/b" } }, async ({ step }) => {
        await step.run("slow", async () => {
          executions += 1;
          await sleep(1_500);
        });
        return "done";
      }),
    ];
    const app = await start(define, { leaseMs: 400 });
    await start(define, { leaseMs: 400 });
    await app.client.send({ name: "a/b", data: {} });
    expect((await app.ended("app-slow"))[0]).toMatchObject({ status: "completed", output: "done" });
    expect(executions).toBe(1);
  });

  it("a step whose lease was taken over can't store its result, begin the next, nor end the run", async () => {
    const nexts: string[] = [];
    let first = true;
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const app = await start((client) => [
      client.createFunction({ id: "f", triggers: { event: "a/b" } }, async ({ step }) => {
        const word = await step.run("s", async () => {
          if (!first) return "second";
          first = false;
          await released;
          return "first";
        });
        await step.run("next", () => nexts.push(`first process, ${word}`));
        return word;
      }),
    ]);
    const other = await start((client) => [
      client.createFunction({ id: "f", triggers: { event: "a/b" } }, async ({ step }) => {
        const word = await step.run("s", () => "second");
        await step.run("next", () => nexts.push(`second process, ${word}`));
        return word;
      }),
    ]);
    await app.client.send({ name: "a/b", data: {} });
    await until(async () => (first ? undefined : true), "the first execution");
    // Its process is silent: the lease ends, and whoever claims next goes on.
    await database.pool.query("UPDATE jobs.queue SET lease_until = clock_timestamp() - interval '1 second'");
    const [run] = await until(async () => {
      other.runner.wake();
      const rows = await other.ended("app-f");
      return rows.length > 0 ? rows : undefined;
    }, "the run");
    release();
    await app.stop();
    expect(run).toMatchObject({ status: "completed", output: "second" });
    expect(nexts).toEqual(["second process, second"]);
    const { rows } = await database.pool.query("SELECT state->>'data' AS word FROM jobs.steps WHERE name = 's'");
    expect(rows).toEqual([{ word: "second" }]);
  });
});

describe("stopping", () => {
  it("claims nothing more, and lets what is under way end", async () => {
    let started = false;
    const app = await start((client) => [
      client.createFunction({ id: "f", triggers: { event: "a/b" } }, async ({ step }) => {
        await step.run("s", async () => {
          started = true;
          await sleep(200);
        });
        return "ended in order";
      }),
    ]);
    await app.client.send({ name: "a/b", data: {} });
    await until(async () => (started ? true : undefined), "the step");
    await app.stop();
    const { rows } = await database.pool.query("SELECT status, output FROM jobs.runs");
    expect(rows).toEqual([{ status: "completed", output: "ended in order" }]);
  });
});

describe("crashes", () => {
  it("a step that was in flight at too many crashes fails its run instead of ending the process for ever", async () => {
    const app = await start((client) => [client.createFunction({ id: "f", triggers: { event: "a/b" } }, () => "never")]);
    await app.stop();
    await database.pool.query(
      `WITH run AS (INSERT INTO jobs.runs (id, fn_id, event, created_at) VALUES ('r', 'app-f', '{"name":"a/b","data":{},"id":"e","ts":0}', now()) RETURNING id)
       INSERT INTO jobs.queue (id, run_id, kind, run_at, crashes, owner, lease_until)
       SELECT 'q', id, 'discover', now(), $1, 'somebody', now() - interval '1 second' FROM run`,
      [MAX_CRASHES - 1],
    );
    const next = await start((client) => [client.createFunction({ id: "f", triggers: { event: "a/b" } }, () => "never")]);
    expect((await next.ended("app-f"))[0]).toMatchObject({ status: "failed", error: { name: "CrashError" } });
  });
});
