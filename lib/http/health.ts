import "server-only";
import { messageOf } from "@/lib/core/errors";
import { log } from "@/lib/core/log";
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

/** State of the parts that requests depend on. */
export async function checkHealth(checks: Record<string, () => Promise<unknown>> = { database: () => pool().query("SELECT 1") }) {
  const entries = await Promise.all(Object.entries(checks).map(async ([name, check]) => [name, await stateOf(name, check)] as const));
  const parts: Record<string, State> = Object.fromEntries(entries);
  const status: "ok" | "degraded" = entries.every(([, state]) => state === "ok") ? "ok" : "degraded";
  return { status, timestamp: new Date().toISOString(), parts };
}
