import { appendFileSync, closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { Inngest } from "inngest";
import { serve } from "inngest/edge";
import pg from "pg";
import { createLogger } from "@/lib/core/logger";
import { EmbeddedRunner } from "./runner";

/**
 * A process for crash trials: a runner with functions that note every step's start and end in an fsynced file.
 * Arguments: database URL, ledger file, number of this boot, number of runs of each kind.
 */
const [url = "", ledgerPath = "", boot = "0", runCount = "1"] = process.argv.slice(2);
const log = createLogger("error");

const ledger = openSync(ledgerPath, "a");
function note(runId: string, step: string, what: "start" | "end"): void {
  writeSync(ledger, `${JSON.stringify({ boot: Number(boot), pid: process.pid, run: runId, step, what, at: Date.now() })}\n`);
  fsyncSync(ledger);
}

const pool = new pg.Pool({ connectionString: url, max: 10 });
pool.on("error", () => undefined);

const signingKey = "signkey-test-00ff00ff";
const held: { runner?: EmbeddedRunner } = {};
const client = new Inngest({
  id: "app",
  baseUrl: "http://inngest.embedded",
  isDev: false,
  eventKey: "embedded",
  signingKey,
  fetch: async (input: string | URL | Request, init?: RequestInit) =>
    held.runner?.fetch(new Request(input, init)) ?? new Response(null, { status: 503 }),
  logger: { info() {}, warn() {}, error() {}, debug() {} },
});

/** An effect outside of the runner: it happens at every execution, and counts once per key. */
async function effect(key: string): Promise<void> {
  await pool.query("INSERT INTO effects (key) VALUES ($1) ON CONFLICT (key) DO UPDATE SET tries = effects.tries + 1", [key]);
}

async function work(runId: string, step: string): Promise<string> {
  note(runId, step, "start");
  await sleep(5 + Math.random() * 40);
  await effect(`${runId}:${step}`);
  note(runId, step, "end");
  return step;
}

const child = client.createFunction({ id: "child", triggers: { event: "trial/child" } }, async ({ step, runId }) => {
  await step.run("c1", () => work(runId, "c1"));
  return step.run("c2", () => work(runId, "c2"));
});

const chain = client.createFunction(
  { id: "chain", triggers: { event: "trial/chain" }, idempotency: "event.data.n", concurrency: { limit: 6 } },
  async ({ step, runId, event }) => {
    await step.run("s1", () => work(runId, "s1"));
    await step.run("s2", () => work(runId, "s2"));
    await Promise.all(["p1", "p2", "p3"].map((id) => step.run(id, () => work(runId, id))));
    await step.invoke("call", { function: child, data: { n: event.data.n } });
    await step.sleep("nap", "1s");
    await step.run("s3", () => work(runId, "s3"));
    return "done";
  },
);

const failing = client.createFunction(
  {
    id: "failing",
    triggers: { event: "trial/fail" },
    retries: 1,
    onFailure: async ({ event, step, runId }) => {
      await step.run("refund", async () => {
        note(runId, "refund", "start");
        await effect(`refund:${event.data.run_id}`);
        note(runId, "refund", "end");
      });
    },
  },
  async ({ step, runId }) => {
    await step.run("ok", () => work(runId, "ok"));
    await step.run("bad", async () => {
      await sleep(10);
      throw new Error("always");
    });
  },
);

const handler = serve({ client, functions: [chain, child, failing] });
const runner = new EmbeddedRunner({
  pool,
  handler: async (request) => handler(request),
  signingKey,
  log,
  backoffMs: [30],
  leaseMs: 4_000,
  pollMs: 50,
});
held.runner = runner;
await runner.start();
// The same events at every boot: their ids make them count once.
const numbers = Array.from({ length: Number(runCount) }, (_, n) => n);
await client.send([
  ...numbers.map((n) => ({ id: `chain-${n}`, name: "trial/chain", data: { n } })),
  ...numbers.map((n) => ({ id: `fail-${n}`, name: "trial/fail", data: { n } })),
]);
process.stdout.write("ready\n");
process.on("SIGTERM", () => {
  void runner.stop().then(() => {
    closeSync(ledger);
    process.exit(0);
  });
});
process.on("uncaughtException", (error) => {
  appendFileSync(ledgerPath, `${JSON.stringify({ crash: String(error) })}\n`);
  process.exit(1);
});
