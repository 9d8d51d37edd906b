import "server-only";
import { messageOf } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
import { processSingleton } from "@/lib/core/process-singleton";
import { pool } from "@/lib/db";

type State = "ok" | "down";

const TIMEOUT_MS = 3_000;

/** Whether a check passes in time; why not is for the log alone. */
async function stateOf(name: string, check: () => Promise<unknown>): Promise<State> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${TIMEOUT_MS} ms`)), TIMEOUT_MS);
  });
  try {
    await Promise.race([check(), late]);
    return "ok";
  } catch (error) {
    log().warn("health check failed", { part: name, error: messageOf(error) });
    return "down";
  } finally {
    clearTimeout(timer);
  }
}

type Check = () => Promise<unknown>;

const checks = () => processSingleton<Map<string, Check>>("health-checks", () => new Map());

/** Adds a part to what /health looks at; `check` rejects when the part is down. For those who start parts that routes may not import. */
export function registerHealthCheck(name: string, check: Check): void {
  checks().set(name, check);
}

/** State of the parts that requests depend on. */
export async function checkHealth() {
  const all: [string, Check][] = [["database", () => pool().query("SELECT 1")], ...checks()];
  const entries = await Promise.all(all.map(async ([name, check]) => [name, await stateOf(name, check)] as const));
  const parts: Record<string, State> = Object.fromEntries(entries);
  const status: "ok" | "degraded" = entries.every(([, state]) => state === "ok") ? "ok" : "degraded";
  return { status, timestamp: new Date().toISOString(), parts };
}
