import { randomUUID } from "node:crypto";
import { matches } from "./cel";
import type { RunnerContext } from "./context";
import { MAX_EVENT_BYTES } from "./limits";
import { endRun, lockLiveRun, settleStep, startRun } from "./runs";
import type { Tx } from "./sql";
import type { JobEvent, SentEvent } from "./wire";

/** Thrown for an event that is too large. */
export class EventTooLargeError extends Error {
  override readonly name = "EventTooLargeError";
}

/**
 * Takes in events: stores each once, starts the runs it triggers, cancels those it cancels and wakes those that wait for it.
 * An id that was seen with the same name in the last 24 h does nothing.
 * @returns the events' ids, in order
 */
export async function sendEvents(context: RunnerContext, tx: Tx, events: SentEvent[]): Promise<string[]> {
  const ids: string[] = [];
  for (const sent of events) ids.push(await sendEvent(context, tx, sent));
  return ids;
}

async function sendEvent(context: RunnerContext, tx: Tx, sent: SentEvent): Promise<string> {
  const now = context.clock.now();
  const internalId = randomUUID();
  const event: JobEvent = { ...sent, id: sent.id ?? internalId, name: sent.name, data: sent.data ?? {}, ts: sent.ts ?? now.getTime() };
  const data = JSON.stringify(event.data);
  // Ends of runs carry the event that started them and may be larger than what may be sent.
  if (!event.name.startsWith("inngest/") && Buffer.byteLength(data) > MAX_EVENT_BYTES) {
    throw new EventTooLargeError(`Event "${event.name}" holds ${Buffer.byteLength(data)} bytes; at most ${MAX_EVENT_BYTES} are allowed.`);
  }
  const { rowCount } = await tx.query(
    `INSERT INTO jobs.events (id, ext_id, name, data, ts, received_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (name, ext_id) DO NOTHING`,
    [internalId, sent.id ?? null, event.name, data, new Date(event.ts), now],
  );
  if (rowCount !== 1) return event.id;
  await cancelRuns(context, tx, event);
  await resolveWaits(context, tx, event);
  for (const spec of context.triggeredBy.get(event.name) ?? []) {
    const triggered = spec.triggers.some((trigger) => trigger.event === event.name && matches(trigger.expression, { event }));
    if (triggered) await startRun(context, tx, spec, event);
  }
  return event.id;
}

/** In the expressions of cancellations and waits, `event` is the run's own event and `async` is the new one. */
async function cancelRuns(context: RunnerContext, tx: Tx, event: JobEvent): Promise<void> {
  for (const spec of context.cancelledBy.get(event.name) ?? []) {
    const { rows } = await tx.query<{ id: string; event: JobEvent }>(
      "SELECT id, event FROM jobs.runs WHERE fn_id = $1 AND ended_at IS NULL ORDER BY id",
      [spec.id],
    );
    for (const candidate of rows) {
      const hit = spec.cancel.some(
        (rule) => rule.event === event.name && matches(rule.expression, { event: candidate.event, async: event }),
      );
      if (hit) await cancelRun(context, tx, candidate.id, `Cancelled by the event "${event.name}".`);
    }
  }
}

/** Cancels a run that has not ended. The step that executes now ends, but its result is refused. */
export async function cancelRun(context: RunnerContext, tx: Tx, runId: string, message: string): Promise<void> {
  const run = await lockLiveRun(tx, runId);
  if (run) await endRun(context, tx, run, { status: "cancelled", error: { name: "CancelledError", message } });
}

async function resolveWaits(context: RunnerContext, tx: Tx, event: JobEvent): Promise<void> {
  const { rows } = await tx.query<{ run_id: string; step_id: string; expr: string | null; event: JobEvent }>(
    `SELECT w.run_id, w.step_id, w.expr, r.event FROM jobs.waits w JOIN jobs.runs r ON r.id = w.run_id
     WHERE w.event = $1 ORDER BY w.run_id, w.step_id`,
    [event.name],
  );
  for (const wait of rows) {
    if (!matches(wait.expr, { event: wait.event, async: event })) continue;
    await settleStep(context, tx, wait.run_id, { id: wait.step_id, op: "WaitForEvent" }, { type: "data", data: event });
  }
}
