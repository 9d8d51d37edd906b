import { NonRetriableError, RetryAfterError } from "inngest";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { openSpecDatabase, type SpecDatabase } from "./spec-database";
import { type SpecApp, startSpecApp } from "./spec-harness";

let database: SpecDatabase;
let pool: pg.Pool;
const apps: SpecApp[] = [];

beforeAll(async () => {
  database = await openSpecDatabase();
  pool = database.pool;
});
afterAll(() => database.close());
afterEach(async () => {
  for (const app of apps.splice(0)) await app.stop();
  await pool.query("TRUNCATE jobs.events, jobs.runs, jobs.idempotency CASCADE");
});

async function start(define: Parameters<typeof startSpecApp>[1], options?: Parameters<typeof startSpecApp>[2]): Promise<SpecApp> {
  const app = await startSpecApp(pool, define, options);
  apps.push(app);
  return app;
}

describe("a run", () => {
  it("executes its steps in order, each once, and keeps its output", async () => {
    const calls: string[] = [];
    const app = await start((client) => [
      client.createFunction({ id: "steps", triggers: { event: "a/b" } }, async ({ event, step }) => {
        const one = await step.run("one", () => {
          calls.push("one");
          return { n: event.data.n as number };
        });
        const two = await step.run("two", () => {
          calls.push("two");
          return one.n * 2;
        });
        return { two };
      }),
    ]);
    await app.client.send({ name: "a/b", data: { n: 21 } });
    const [run] = await app.ended("app-steps");
    expect(run).toMatchObject({ status: "completed", output: { two: 42 }, error: null });
    expect(calls).toEqual(["one", "two"]);
    const { rows } = await pool.query(
      "SELECT (SELECT count(*) FROM jobs.queue)::int AS queue, (SELECT count(*) FROM jobs.waits)::int AS waits",
    );
    expect(rows[0]).toEqual({ queue: 0, waits: 0 });
  });

  it("goes on after a sleep with the results from before it", async () => {
    const app = await start((client) => [
      client.createFunction({ id: "sleeper", triggers: { event: "a/b" } }, async ({ step }) => {
        const before = await step.run("before", () => "kept");
        await step.sleep("nap", "1s");
        return step.run("after", () => `${before} over the nap`);
      }),
    ]);
    await app.client.send({ name: "a/b", data: {} });
    expect((await app.ended("app-sleeper"))[0]).toMatchObject({ status: "completed", output: "kept over the nap" });
  });

  it("runs parallel steps, steps in loops and parallel steps again", async () => {
    const app = await start((client) => [
      client.createFunction({ id: "parallel", triggers: { event: "a/b" } }, async ({ step }) => {
        const first = await Promise.all([1, 2, 3].map((n) => step.run(`square-${n}`, () => n * n)));
        let sum = 0;
        for (const n of first) sum += await step.run(`add-${n}`, () => n);
        const second = await Promise.all([step.run("x", () => sum), step.sleep("nap", "1s"), step.run("y", () => sum * 2)]);
        return [sum, second[0], second[2]];
      }),
    ]);
    await app.client.send({ name: "a/b", data: {} });
    expect((await app.ended("app-parallel"))[0]).toMatchObject({ status: "completed", output: [14, 14, 28] });
  });
});

describe("errors", () => {
  it("a step that fails is tried again until it succeeds, and only that step", async () => {
    const calls: string[] = [];
    const app = await start((client) => [
      client.createFunction({ id: "flaky", triggers: { event: "a/b" }, retries: 3 }, async ({ step }) => {
        await step.run("before", () => calls.push("before"));
        const tries = await step.run("flaky", () => {
          calls.push("flaky");
          const count = calls.filter((call) => call === "flaky").length;
          if (count < 3) throw new Error("not yet");
          return count;
        });
        await step.run("after", () => calls.push("after"));
        return tries;
      }),
    ]);
    await app.client.send({ name: "a/b", data: {} });
    expect((await app.ended("app-flaky"))[0]).toMatchObject({ status: "completed", output: 3 });
    expect(calls).toEqual(["before", "flaky", "flaky", "flaky", "after"]);
  });

  it("retries: N means N + 1 attempts, then the run fails and onFailure hears of it once", async () => {
    let attempts = 0;
    const heard: unknown[] = [];
    const app = await start((client) => {
      const hopeless = client.createFunction(
        {
          id: "hopeless",
          triggers: { event: "a/b" },
          retries: 2,
          onFailure: async ({ event, step }) => {
            await step.run("note", () => heard.push([event.data.error.message, event.data.event.data]));
          },
        },
        async ({ step }) => {
          await step.run("fails", () => {
            attempts += 1;
            throw new Error("always");
          });
        },
      );
      return [hopeless];
    });
    await app.client.send({ name: "a/b", data: { id: 7 } });
    expect((await app.ended("app-hopeless"))[0]).toMatchObject({ status: "failed", error: { message: "always" } });
    await app.ended("app-hopeless-failure");
    expect(attempts).toBe(3);
    expect(heard).toEqual([["always", { id: 7 }]]);
  });

  it("a NonRetriableError fails at once, and a caught step error lets the function go on", async () => {
    let attempts = 0;
    const app = await start((client) => [
      client.createFunction({ id: "caught", triggers: { event: "a/b" }, retries: 5 }, async ({ step }) => {
        try {
          await step.run("bad", () => {
            attempts += 1;
            throw new NonRetriableError("bad input");
          });
        } catch (error) {
          return step.run("fallback", () => `instead of: ${(error as Error).message}`);
        }
      }),
    ]);
    await app.client.send({ name: "a/b", data: {} });
    expect((await app.ended("app-caught"))[0]).toMatchObject({ status: "completed", output: "instead of: bad input" });
    expect(attempts).toBe(1);
  });

  it("an error outside of steps is tried again as a whole, without the steps that are done", async () => {
    const calls: string[] = [];
    const app = await start((client) => [
      client.createFunction({ id: "outside", triggers: { event: "a/b" }, retries: 1 }, async ({ step, attempt }) => {
        await step.run("done", () => calls.push("done"));
        calls.push(`attempt ${attempt}`);
        if (calls.filter((call) => call.startsWith("attempt")).length < 2) throw new Error("between steps");
        return "fine";
      }),
    ]);
    await app.client.send({ name: "a/b", data: {} });
    expect((await app.ended("app-outside"))[0]).toMatchObject({ status: "completed", output: "fine" });
    expect(calls.filter((call) => call === "done")).toHaveLength(1);
  });

  it("RetryAfterError sets the time of the next attempt", async () => {
    const times: number[] = [];
    const app = await start(
      (client) => [
        client.createFunction({ id: "later", triggers: { event: "a/b" }, retries: 1 }, async ({ step }) =>
          step.run("busy", () => {
            times.push(Date.now());
            if (times.length === 1) throw new RetryAfterError("busy", 1_000);
            return "done";
          }),
        ),
      ],
      { backoffMs: [60_000] },
    );
    await app.client.send({ name: "a/b", data: {} });
    expect((await app.ended("app-later"))[0]).toMatchObject({ status: "completed", output: "done" });
    expect(times).toHaveLength(2);
  });
});
