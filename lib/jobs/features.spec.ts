import type { Inngest, InngestFunction } from "inngest";
import type pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type MovableClock, movableClock } from "./movable-clock";
import { forgetOld } from "./retention";
import { openSpecDatabase, type SpecDatabase } from "./spec-database";
import { type SpecApp, specApp, startSpecApp, until } from "./spec-harness";

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

type Define = (client: Inngest) => InngestFunction.Any[];
type Options = Parameters<typeof specApp>[2];

async function start(define: Define, options?: Options): Promise<SpecApp> {
  const app = await startSpecApp(pool, define, options);
  apps.push(app);
  return app;
}

const liveRuns = async () => (await pool.query("SELECT count(*)::int AS n FROM jobs.runs WHERE ended_at IS NULL")).rows[0].n as number;
const waitingKind = (kind: string) =>
  until(
    async () => ((await pool.query("SELECT 1 FROM jobs.queue WHERE kind = $1", [kind])).rowCount ? true : undefined),
    `a queued ${kind}`,
  );

/** A gate that a step waits at until the test opens it. */
function gate() {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { open, opened };
}

describe("events", () => {
  it("the same id starts one run, another id another", async () => {
    const app = await start((client) => [client.createFunction({ id: "f", triggers: { event: "a/b" } }, () => "ran")]);
    for (const id of ["x", "x", "y", "x"]) await app.client.send({ id, name: "a/b", data: {} });
    expect(await app.ended("app-f", 2)).toHaveLength(2);
    expect(await liveRuns()).toBe(0);
  });

  it("an idempotency key starts one run whatever the event ids, and a missing field is no key", async () => {
    const app = await start((client) => [
      client.createFunction({ id: "f", triggers: { event: "a/b" }, idempotency: "event.data.order" }, ({ event }) => event.data),
    ]);
    await app.client.send([1, 1, 2, 1].map((order) => ({ name: "a/b", data: { order } })));
    await app.client.send([{ name: "a/b", data: {} }]);
    const runs = await app.ended("app-f", 3);
    expect(runs.map((run) => run.output)).toEqual([{ order: 1 }, { order: 2 }, {}]);
  });

  it("a trigger's expression decides, and one over a missing field does not match", async () => {
    const app = await start((client) => [
      client.createFunction(
        { id: "big", triggers: [{ event: "a/b", if: "event.data.n > 10.0" }, { event: "c/d" }] },
        ({ event }) => event.name,
      ),
    ]);
    await app.client.send([
      { name: "a/b", data: { n: 20.5 } },
      { name: "a/b", data: { n: 5.5 } },
      { name: "a/b", data: {} },
      { name: "c/d", data: {} },
    ]);
    const runs = await app.ended("app-big", 2);
    expect(runs.map((run) => run.output)).toEqual(["a/b", "c/d"]);
    expect(await liveRuns()).toBe(0);
  });

  it("an event that is too large is refused with the limit, and stores nothing", async () => {
    const app = await start((client) => [client.createFunction({ id: "f", triggers: { event: "a/b" } }, () => "ran")]);
    await expect(app.client.send({ name: "a/b", data: { text: "x".repeat(300_000) } })).rejects.toThrow(/262144/);
    expect((await pool.query("SELECT 1 FROM jobs.events")).rowCount).toBe(0);
  });

  it("a step can send events, which start functions", async () => {
    const app = await start((client) => [
      client.createFunction({ id: "sender", triggers: { event: "a/b" } }, ({ step }) =>
        step.sendEvent("tell", { name: "c/d", data: { from: "sender" } }),
      ),
      client.createFunction({ id: "hearer", triggers: { event: "c/d" } }, ({ event }) => event.data.from),
    ]);
    await app.client.send({ name: "a/b", data: {} });
    expect((await app.ended("app-hearer"))[0]).toMatchObject({ output: "sender" });
  });
});

describe("waiting", () => {
  it("waitForEvent gets the whole matching event, and not one that does not match", async () => {
    const app = await start((client) => [
      client.createFunction({ id: "waiter", triggers: { event: "a/b" } }, async ({ step }) => {
        const heard = await step.waitForEvent("reply", { event: "c/d", match: "data.id", timeout: "1h" });
        return heard?.data;
      }),
    ]);
    await app.client.send({ name: "a/b", data: { id: 1 } });
    await waitingKind("wait");
    await app.client.send([
      { name: "c/d", data: {} },
      { name: "c/d", data: { id: 2 } },
      { name: "c/d", data: { id: 1, answer: "yes" } },
    ]);
    expect((await app.ended("app-waiter"))[0]).toMatchObject({ output: { id: 1, answer: "yes" } });
  });

  it("waitForEvent gives null after its time, whichever way the clock got there", async () => {
    const clock = movableClock();
    const app = await start(
      (client) => [
        client.createFunction({ id: "waiter", triggers: { event: "a/b" } }, async ({ step }) => ({
          heard: await step.waitForEvent("reply", { event: "c/d", timeout: "3d" }),
        })),
      ],
      { clock },
    );
    await app.client.send({ name: "a/b", data: {} });
    await waitingKind("wait");
    clock.advance(-86_400_000); // a clock that goes back only makes it wait longer
    app.runner.wake();
    expect(await liveRuns()).toBe(1);
    clock.advance(5 * 86_400_000);
    app.runner.wake();
    expect((await app.ended("app-waiter"))[0]).toMatchObject({ output: { heard: null } });
  });

  it("sleeping and waiting runs outlive a restart of the runner", async () => {
    const clock = movableClock();
    const define: Define = (client) => [
      client.createFunction({ id: "long", triggers: { event: "a/b" } }, async ({ step }) => {
        await step.sleep("nap", "7d");
        const heard = await step.waitForEvent("reply", { event: "c/d", timeout: "7d" });
        return heard?.data.word;
      }),
    ];
    const first = await startSpecApp(pool, define, { clock });
    await first.client.send({ name: "a/b", data: {} });
    await waitingKind("sleep");
    await first.stop();
    clock.advance(8 * 86_400_000);
    const second = await startSpecApp(pool, define, { clock });
    await waitingKind("wait");
    await second.stop();
    const third = await start(define, { clock });
    await third.client.send({ name: "c/d", data: { word: "still here" } });
    expect((await third.ended("app-long"))[0]).toMatchObject({ output: "still here" });
  });
});

describe("races", () => {
  it("Promise.race takes the step that settled first; the run ends with the slower one", async () => {
    const app = await start((client) => [
      client.createFunction({ id: "f", triggers: { event: "a/b" } }, async ({ step }) => {
        const winner = await Promise.race([step.run("quick", () => "quick"), step.sleep("nap", "1s").then(() => "nap")]);
        return step.run("after", () => winner);
      }),
    ]);
    await app.client.send({ name: "a/b", data: {} });
    expect((await app.ended("app-f"))[0]).toMatchObject({ status: "completed", output: "quick" });
  });

  it("a parallel group in race mode goes on as soon as one has settled, and no step runs twice", async () => {
    const calls: string[] = [];
    const app = await start((client) => [
      client.createFunction({ id: "f", triggers: { event: "a/b" } }, async ({ step, group }) => {
        const winner = await group.parallel({ mode: "race" }, () =>
          Promise.race(
            [10, 300].map((ms) =>
              step.run(`after ${ms}`, async () => {
                calls.push(`after ${ms}`);
                await new Promise((resolve) => setTimeout(resolve, ms));
                return ms;
              }),
            ),
          ),
        );
        await step.run("next", () => calls.push("next"));
        return winner;
      }),
    ]);
    await app.client.send({ name: "a/b", data: {} });
    expect((await app.ended("app-f"))[0]).toMatchObject({ status: "completed", output: 10 });
    expect([...calls].sort()).toEqual(["after 10", "after 300", "next"]);
  });
});

describe("retention", () => {
  it("forgets old runs with their steps, event ids after a day and idempotency keys in time, and nothing younger", async () => {
    const clock = movableClock();
    const app = await start(
      (client) => [
        client.createFunction({ id: "f", triggers: { event: "a/b" }, idempotency: "event.data.k" }, ({ step }) => step.run("s", () => 1)),
      ],
      { clock },
    );
    await app.client.send({ id: "e", name: "a/b", data: { k: "k" } });
    await app.ended("app-f");
    const counts = async () => {
      await forgetOld({ pool, clock });
      const { rows } = await pool.query(
        `SELECT (SELECT count(*) FROM jobs.runs)::int AS runs, (SELECT count(*) FROM jobs.steps)::int AS steps,
           (SELECT count(*) FROM jobs.events)::int AS events, (SELECT count(*) FROM jobs.idempotency)::int AS keys`,
      );
      return rows[0];
    };
    clock.advance(23 * 3_600_000);
    expect(await counts()).toEqual({ runs: 1, steps: 1, events: 1, keys: 1 });
    clock.advance(3 * 3_600_000);
    expect(await counts()).toEqual({ runs: 1, steps: 1, events: 0, keys: 0 });
    clock.advance(7 * 86_400_000);
    expect(await counts()).toEqual({ runs: 0, steps: 0, events: 0, keys: 0 });
  });
});

describe("invoke", () => {
  it("starts one child, gives its output, and its failure as an error that can be caught", async () => {
    const app = await start((client) => {
      const good = client.createFunction({ id: "good", triggers: { event: "x/good" } }, ({ event }) => event.data.n * 2);
      const bad = client.createFunction({ id: "bad", triggers: { event: "x/bad" }, retries: 0 }, () => {
        throw new Error("child fell");
      });
      return [
        good,
        bad,
        client.createFunction({ id: "parent", triggers: { event: "a/b" } }, async ({ step }) => {
          const [doubled, slept] = await Promise.all([
            step.invoke("good one", { function: good, data: { n: 4 } }),
            step.run("beside", () => "beside"),
          ]);
          const caught = await step.invoke("bad one", { function: bad, data: {} }).catch((error: Error) => error.message);
          return [doubled, slept, caught];
        }),
      ];
    });
    await app.client.send({ name: "a/b", data: {} });
    expect((await app.ended("app-parent"))[0]).toMatchObject({
      status: "completed",
      output: [8, "beside", expect.stringContaining("child fell")],
    });
    expect(await app.ended("app-good")).toHaveLength(1);
    expect(await app.ended("app-bad")).toHaveLength(1);
  });
});

describe("cancelling", () => {
  const define =
    (log: string[], opened: Promise<void>): Define =>
    (client) => [
      client.createFunction(
        { id: "f", triggers: { event: "a/b" }, cancelOn: [{ event: "a/stop", match: "data.id" }] },
        async ({ step }) => {
          await step.run("slow", async () => {
            log.push("slow");
            await opened;
          });
          await step.run("never", () => log.push("never"));
        },
      ),
      client.createFunction({ id: "cleanup", triggers: { event: "inngest/function.cancelled" } }, ({ event }) => event.data.function_id),
    ];

  it("while a step executes: its result is refused, the next step never starts, and cleanup hears of it", async () => {
    const log: string[] = [];
    const { open, opened } = gate();
    const app = await start(define(log, opened));
    await app.client.send({ name: "a/b", data: { id: 1 } });
    await until(async () => (log.length > 0 ? true : undefined), "the slow step");
    await app.client.send([
      { name: "a/stop", data: {} },
      { name: "a/stop", data: { id: 2 } },
    ]);
    expect(await liveRuns()).toBe(1);
    await app.client.send({ name: "a/stop", data: { id: 1 } });
    open();
    expect((await app.ended("app-f"))[0]).toMatchObject({ status: "cancelled" });
    expect((await app.ended("app-cleanup"))[0]).toMatchObject({ output: "app-f" });
    await app.stop();
    expect(log).toEqual(["slow"]);
    expect((await pool.query("SELECT 1 FROM jobs.steps WHERE state IS NOT NULL")).rowCount).toBe(0);
  });

  it("timeouts: a run that sleeps past its finish, or never started, is cancelled", async () => {
    const clock: MovableClock = movableClock();
    const { open, opened } = gate();
    const app = await start(
      (client) => [
        client.createFunction({ id: "sleepy", triggers: { event: "a/b" }, timeouts: { finish: "1h" } }, async ({ step }) => {
          await step.sleep("nap", "2h");
        }),
        client.createFunction({ id: "busy", triggers: { event: "c/d" }, concurrency: 1, timeouts: { start: "1m" } }, async () => {
          await opened;
          return "ran";
        }),
      ],
      { clock },
    );
    await app.client.send([
      { name: "a/b", data: {} },
      { name: "c/d", data: {} },
    ]);
    await waitingKind("finish");
    await app.client.send({ name: "c/d", data: {} });
    clock.advance(5_400_000);
    app.runner.wake();
    expect((await app.ended("app-sleepy"))[0]).toMatchObject({
      status: "cancelled",
      error: { message: expect.stringContaining("did not finish") },
    });
    expect((await app.ended("app-busy"))[0]).toMatchObject({
      status: "cancelled",
      error: { message: expect.stringContaining("did not start") },
    });
    open();
    expect((await app.ended("app-busy", 2)).map((run) => run.status).sort()).toEqual(["cancelled", "completed"]);
  });
});

describe("concurrency", () => {
  it("executing steps never exceed the limit of their key, and everything gets its turn", async () => {
    const now = new Map<string, number>();
    const peaks = new Map<string, number>();
    const app = await start((client) => [
      client.createFunction(
        { id: "f", triggers: { event: "a/b" }, concurrency: [{ key: "event.data.who", limit: 2 }, { limit: 3 }] },
        async ({ event, step }) => {
          await step.run("work", async () => {
            for (const key of [event.data.who as string, "all"]) {
              now.set(key, (now.get(key) ?? 0) + 1);
              peaks.set(key, Math.max(peaks.get(key) ?? 0, now.get(key) ?? 0));
            }
            await new Promise((resolve) => setTimeout(resolve, 30));
            for (const key of [event.data.who as string, "all"]) now.set(key, (now.get(key) ?? 0) - 1);
          });
        },
      ),
    ]);
    await app.client.send(Array.from({ length: 15 }, (_, n) => ({ name: "a/b", data: { who: n < 10 ? "ann" : "bob" } })));
    expect(await app.ended("app-f", 15)).toHaveLength(15);
    expect(peaks.get("ann")).toBe(2);
    expect(peaks.get("all")).toBe(3);
  });

  it("a limit of one holds across two processes' runners", async () => {
    let executing = 0;
    let peak = 0;
    const define: Define = (client) => [
      client.createFunction({ id: "f", triggers: { event: "a/b" }, concurrency: 1 }, async ({ step }) => {
        await step.run("work", async () => {
          executing += 1;
          peak = Math.max(peak, executing);
          await new Promise((resolve) => setTimeout(resolve, 15));
          executing -= 1;
        });
      }),
    ];
    const one = await start(define);
    await start(define);
    await one.client.send(Array.from({ length: 20 }, () => ({ name: "a/b", data: {} })));
    await one.ended("app-f", 20);
    expect(peak).toBe(1);
  });
});

describe("limits", () => {
  it("a step over 4 MB fails its run and says what to do instead", async () => {
    const app = await start((client) => [
      client.createFunction({ id: "f", triggers: { event: "a/b" }, retries: 5 }, async ({ step }) => {
        await step.run("huge", () => "x".repeat(4 * 1024 * 1024 + 1));
        return "not reached";
      }),
    ]);
    await app.client.send({ name: "a/b", data: {} });
    expect((await app.ended("app-f"))[0]).toMatchObject({
      status: "failed",
      error: { message: 'Step "huge" returned 4.0 MB; at most 4.0 MB are allowed. Store the bytes and return their key.' },
    });
  });
});

describe("what the runner can't do is refused, not ignored", () => {
  const refused: [option: string, extra: object][] = [
    ["throttle", { throttle: { limit: 1, period: "1m" } }],
    ["rateLimit", { rateLimit: { limit: 1, period: "1m" } }],
    ["debounce", { debounce: { period: "1m" } }],
    ["batchEvents", { batchEvents: { maxSize: 10, timeout: "5s" } }],
    ["priority", { priority: { run: "1" } }],
    ["singleton", { singleton: { mode: "skip" } }],
    ["concurrency.scope", { concurrency: { limit: 1, scope: "account", key: '"x"' } }],
  ];
  it.each(refused)("%s, at start, by name", async (option, extra) => {
    const app = specApp(pool, (client) => [client.createFunction({ id: "f", triggers: { event: "a/b" }, ...extra } as never, () => "x")]);
    await expect(app.runner.start()).rejects.toThrow(new RegExp(`Function "app-f" uses "${option.replace(".", "\\.")}`));
  });

  it("cron triggers, at start", async () => {
    const app = specApp(pool, (client) => [client.createFunction({ id: "f", triggers: { cron: "0 * * * *" } }, () => "x")]);
    await expect(app.runner.start()).rejects.toThrow(/"app-f" uses "cron"/);
  });

  it("signals, when a run asks for one", async () => {
    const app = await start((client) => [
      client.createFunction({ id: "f", triggers: { event: "a/b" } }, async ({ step }) => {
        await step.waitForSignal("signal", { signal: "go", timeout: "1h" });
      }),
    ]);
    await app.client.send({ name: "a/b", data: {} });
    expect((await app.ended("app-f"))[0]).toMatchObject({ status: "failed", error: { message: expect.stringContaining("WaitForSignal") } });
  });
});
