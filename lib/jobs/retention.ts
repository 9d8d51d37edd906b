import type { RunnerContext } from "./context";
import { EVENT_KEEP_MS, RUN_KEEP_MS } from "./limits";

/** Rows deleted in one go; the rest goes next time. */
const BATCH = 5_000;

/** Deletes finished runs, remembered events and idempotency keys that are old enough. */
export async function forgetOld(context: Pick<RunnerContext, "pool" | "clock">): Promise<void> {
  const now = context.clock.now().getTime();
  await context.pool.query("DELETE FROM jobs.runs WHERE id IN (SELECT id FROM jobs.runs WHERE ended_at < $1 LIMIT $2)", [
    new Date(now - RUN_KEEP_MS),
    BATCH,
  ]);
  await context.pool.query("DELETE FROM jobs.events WHERE id IN (SELECT id FROM jobs.events WHERE received_at < $1 LIMIT $2)", [
    new Date(now - EVENT_KEEP_MS),
    BATCH,
  ]);
  await context.pool.query("DELETE FROM jobs.idempotency WHERE expires_at < $1", [new Date(now)]);
}
