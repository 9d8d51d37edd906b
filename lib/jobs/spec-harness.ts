import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import type pg from "pg";
import { createLogger, type Logger } from "@/lib/core/logger";
import type { Handler } from "./calls";
import { EmbeddedRunner, type RunnerOptions } from "./runner";

/** An app of its own for one spec: a client whose requests go to `runner`, and a runner that drives `functions`. */
export interface SpecApp {
  client: Inngest;
  runner: EmbeddedRunner;
  handler: Handler;
  signingKey: string;
  pool: pg.Pool;
  /** Rows of a run, once it has ended. */
  ended(functionId: string, count?: number): Promise<RunView[]>;
  stop(graceMs?: number): Promise<void>;
}

export interface RunView {
  id: string;
  fn_id: string;
  status: string;
  output: unknown;
  error: { name: string; message: string } | null;
}

export const quietLog: Logger = createLogger("silent");

type Options = Partial<Pick<RunnerOptions, "clock" | "backoffMs" | "leaseMs" | "pollMs" | "capacity">>;

/** Makes a client and its functions without starting anything; `wrap` may watch or change what reaches the handler. */
export function specApp(
  pool: pg.Pool,
  define: (client: Inngest) => InngestFunction.Any[],
  options: Options = {},
  intercept: (request: Request, next: (request: Request) => Promise<Response>) => Promise<Response> = (request, next) => next(request),
): SpecApp {
  const signingKey = `signkey-test-${randomBytes(16).toString("hex")}`;
  const held: { runner?: EmbeddedRunner } = {};
  const client = new Inngest({
    id: "app",
    baseUrl: "http://inngest.embedded",
    isDev: false,
    eventKey: "embedded",
    signingKey,
    fetch: async (input: string | URL | Request, init?: RequestInit) =>
      intercept(new Request(input, init), async (request) => held.runner?.fetch(request) ?? new Response(null, { status: 503 })),
    logger: silentLogger,
  });
  const handler = serve({ client, functions: define(client) }) as Handler;
  const runner = new EmbeddedRunner({ pool, handler, signingKey, log: quietLog, backoffMs: [20], pollMs: 100, ...options });
  held.runner = runner;
  return {
    client,
    runner,
    handler,
    signingKey,
    pool,
    ended: (functionId, count = 1) => endedRuns(pool, functionId, count),
    stop: (graceMs = 5_000) => runner.stop(graceMs),
  };
}

/** As `specApp`, started. */
export async function startSpecApp(...args: Parameters<typeof specApp>): Promise<SpecApp> {
  const app = specApp(...args);
  await app.runner.start();
  return app;
}

const silentLogger = { info() {}, warn() {}, error() {}, debug() {} };

async function endedRuns(pool: pg.Pool, functionId: string, count: number): Promise<RunView[]> {
  return until(async () => {
    const { rows } = await pool
      .query<RunView>(
        "SELECT id, fn_id, status, output, error FROM jobs.runs WHERE fn_id = $1 AND ended_at IS NOT NULL ORDER BY created_at",
        [functionId],
      )
      .catch(() => ({ rows: [] })); // specs cut connections, this one too
    return rows.length >= count ? rows : undefined;
  }, `${count} ended run(s) of ${functionId}`);
}

/** Asks again and again until there is an answer. */
export async function until<T>(ask: () => Promise<T | undefined>, what: string, timeoutMs = 20_000): Promise<T> {
  const giveUp = Date.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > giveUp) throw new Error(`Still waiting for ${what} after ${timeoutMs} ms.`);
    await sleep(10);
  }
}
