import { randomUUID } from "node:crypto";
import { keyOf } from "./cel";
import type { RunnerContext } from "./context";
import { concurrencyKeys, type FunctionSpec } from "./functions";
import { IDEMPOTENCY_KEEP_MS, MAX_RUN_BYTES, MAX_STEP_BYTES } from "./limits";
import type { Tx } from "./sql";
import type { JobEvent, PublicError, StepState } from "./wire";

/** A run as it is locked for a change. */
export interface RunRow {
  id: string;
  fn_id: string;
  event: JobEvent;
  status: "queued" | "running" | "completed" | "failed" | "cancelled";
  parent_run: string | null;
  parent_step: string | null;
  keys: string[];
  caps: number[];
}

/** Locks a run that has not ended; undefined when it has, or is gone. */
export async function lockLiveRun(tx: Tx, runId: string): Promise<RunRow | undefined> {
  const { rows } = await tx.query<RunRow>(
    "SELECT id, fn_id, event, status, parent_run, parent_step, keys, caps FROM jobs.runs WHERE id = $1 AND ended_at IS NULL FOR UPDATE",
    [runId],
  );
  return rows[0];
}

/** What a claim still holds of the queue, locked; undefined when the lease has ended or is another's. The run is locked first. */
export async function holdClaim(
  context: RunnerContext,
  tx: Tx,
  itemId: string,
  generation: number,
): Promise<{ attempt: number; again: boolean } | undefined> {
  const { rows } = await tx.query<{ attempt: number; again: boolean }>(
    "SELECT attempt, again FROM jobs.queue WHERE id = $1 AND owner = $2 AND generation = $3 AND lease_until > clock_timestamp() FOR UPDATE",
    [itemId, context.owner, generation],
  );
  return rows[0];
}

/** Starts a run of `spec` for `event`, unless its idempotency key or its invoking step has one already. */
export async function startRun(
  context: RunnerContext,
  tx: Tx,
  spec: FunctionSpec,
  event: JobEvent,
  parent?: { runId: string; stepId: string },
): Promise<string | undefined> {
  const runId = randomUUID();
  const now = context.clock.now();
  if (spec.idempotency !== undefined && parent === undefined && !(await takeIdempotencyKey(tx, spec, event, runId, now))) return undefined;
  const { keys, caps } = concurrencyKeys(spec, event);
  const runAt = new Date(Math.max(now.getTime(), event.ts));
  const startBy = spec.startTimeoutMs === undefined ? null : new Date(runAt.getTime() + spec.startTimeoutMs);
  const { rowCount } = await tx.query(
    `WITH run AS (
       INSERT INTO jobs.runs (id, fn_id, event, parent_run, parent_step, keys, caps, created_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (parent_run, parent_step) DO NOTHING RETURNING id),
     timer AS (
       INSERT INTO jobs.queue (id, run_id, kind, run_at) SELECT $9, id, 'start', $10::timestamptz FROM run WHERE $10::timestamptz IS NOT NULL)
     INSERT INTO jobs.queue (id, run_id, kind, run_at, keys, caps) SELECT $11, id, 'discover', $12, $6, $7 FROM run`,
    [
      runId,
      spec.id,
      JSON.stringify(event),
      parent?.runId ?? null,
      parent?.stepId ?? null,
      keys,
      caps,
      now,
      randomUUID(),
      startBy,
      randomUUID(),
      runAt,
    ],
  );
  return rowCount === 1 ? runId : undefined;
}

async function takeIdempotencyKey(tx: Tx, spec: FunctionSpec, event: JobEvent, runId: string, now: Date): Promise<boolean> {
  const key = keyOf(spec.idempotency ?? "", { event });
  if (key === undefined) return true; // a missing field identifies nothing
  const { rowCount } = await tx.query(
    `INSERT INTO jobs.idempotency AS known (fn_id, key, run_id, expires_at) VALUES ($1, $2, $3, $4)
     ON CONFLICT (fn_id, key) DO UPDATE SET run_id = excluded.run_id, expires_at = excluded.expires_at WHERE known.expires_at <= $5`,
    [spec.id, key, runId, new Date(now.getTime() + IDEMPOTENCY_KEEP_MS), now],
  );
  return rowCount === 1;
}

/** Asks for the function to be called again; a call that is under way is repeated when it ends. */
export async function requestDiscovery(context: RunnerContext, tx: Tx, run: RunRow): Promise<void> {
  await tx.query(
    `INSERT INTO jobs.queue AS q (id, run_id, kind, run_at, keys, caps) VALUES ($1, $2, 'discover', $3, $4, $5)
     ON CONFLICT (run_id, step_id, kind) DO UPDATE SET again = true WHERE q.owner IS NOT NULL`,
    [randomUUID(), run.id, context.clock.now(), run.keys, run.caps],
  );
}

/**
 * Stores the result of a step; the first stored result wins. The run must be locked.
 * @returns false when the step had a result already
 */
export async function storeResult(
  tx: Tx,
  run: RunRow,
  step: { id: string; op: string; name: string | null },
  state: StepState,
): Promise<boolean> {
  const text = JSON.stringify(state);
  const { rowCount } = await tx.query(
    `INSERT INTO jobs.steps AS s (run_id, id, op, name, state, bytes, settled)
     VALUES ($1, $2, $3, $4, $5, $6, nextval('jobs.settled_order'))
     ON CONFLICT (run_id, id) DO UPDATE SET state = excluded.state, bytes = excluded.bytes, settled = excluded.settled
     WHERE s.state IS NULL`,
    [run.id, step.id, step.op, step.name, text, Buffer.byteLength(text)],
  );
  return rowCount === 1;
}

/** Why a result can't be stored, or undefined. */
export function tooLarge(name: string, state: StepState, storedBytes: number): string | undefined {
  const bytes = Buffer.byteLength(JSON.stringify(state));
  const mb = (count: number) => `${(count / 1024 / 1024).toFixed(1)} MB`;
  if (bytes > MAX_STEP_BYTES)
    return `Step "${name}" returned ${mb(bytes)}; at most ${mb(MAX_STEP_BYTES)} are allowed. Store the bytes and return their key.`;
  if (storedBytes + bytes > MAX_RUN_BYTES)
    return `Step "${name}" brings the results of its run to ${mb(storedBytes + bytes)}; at most ${mb(MAX_RUN_BYTES)} are allowed.`;
  return undefined;
}

/** After a step settled: the function is called again once no sibling is pending, or at once when it races. */
export async function continueRun(context: RunnerContext, tx: Tx, run: RunRow, stepId: string): Promise<void> {
  const { rows } = await tx.query<{ pending: number; race: boolean }>(
    `SELECT count(*) FILTER (WHERE state IS NULL)::int AS pending, coalesce(bool_or(race) FILTER (WHERE id = $2), false) AS race
     FROM jobs.steps WHERE run_id = $1`,
    [run.id, stepId],
  );
  if (rows[0]?.pending === 0 || rows[0]?.race) await requestDiscovery(context, tx, run);
}

/** Settles a waiting step (sleep, wait, invoke) of a run, if both still wait. Locks the run. */
export async function settleStep(
  context: RunnerContext,
  tx: Tx,
  runId: string,
  step: { id: string; op: string },
  state: StepState,
): Promise<void> {
  const run = await lockLiveRun(tx, runId);
  if (!run) return;
  await tx.query("DELETE FROM jobs.waits WHERE run_id = $1 AND step_id = $2", [runId, step.id]);
  await tx.query("DELETE FROM jobs.queue WHERE run_id = $1 AND step_id = $2 AND kind IN ('sleep', 'wait')", [runId, step.id]);
  if (await storeResult(tx, run, { ...step, name: null }, state)) await continueRun(context, tx, run, step.id);
}

/** How a run ends. */
export type RunEnd =
  | { status: "completed"; output: unknown }
  | { status: "failed"; error: PublicError }
  | { status: "cancelled"; error: PublicError };

/** Ends a locked, live run: drops its queue and waits, tells its parent, and emits the events of its end. */
export async function endRun(context: RunnerContext, tx: Tx, run: RunRow, end: RunEnd): Promise<void> {
  const output = end.status === "completed" ? JSON.stringify(end.output ?? null) : null;
  const error = end.status === "completed" ? undefined : end.error;
  await tx.query(
    `WITH ended AS (UPDATE jobs.runs SET status = $2, output = $3, error = $4, ended_at = $5 WHERE id = $1),
     waiting AS (DELETE FROM jobs.waits WHERE run_id = $1)
     DELETE FROM jobs.queue WHERE run_id = $1`,
    [run.id, end.status, output, error === undefined ? null : JSON.stringify(error), context.clock.now()],
  );
  if (run.parent_run !== null && run.parent_step !== null) {
    const state: StepState =
      end.status === "completed"
        ? { type: "data", data: end.output ?? null }
        : { type: "error", error: { __serialized: true, ...end.error, stack: "" } };
    await settleStep(context, tx, run.parent_run, { id: run.parent_step, op: "InvokeFunction" }, state);
  }
  const data = { function_id: run.fn_id, run_id: run.id, event: run.event };
  const names = end.status === "failed" ? ["failed", "finished"] : end.status === "cancelled" ? ["cancelled"] : ["finished"];
  const ended = error === undefined ? { ...data, result: end.status === "completed" ? (end.output ?? null) : null } : { ...data, error };
  const heard = names.map((name) => `inngest/function.${name}`).filter((name) => isHeard(context, name));
  // Only events that a function here listens to: a row for every finished run would be written for nobody.
  if (heard.length > 0)
    await context.emit(
      tx,
      heard.map((name) => ({ name, data: ended, id: `${run.id}/${name}` })),
    );
}

function isHeard(context: RunnerContext, name: string): boolean {
  return context.triggeredBy.has(name) || context.cancelledBy.has(name);
}
