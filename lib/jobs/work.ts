import { setTimeout as sleep } from "node:timers/promises";
import { messageOf } from "@/lib/core/errors";
import { applyAnswer, type CallAnswer, type QueueItem } from "./apply";
import { callFunction, type Endpoint } from "./calls";
import type { RunnerContext } from "./context";
import { cancelRun } from "./events";
import { MAX_CRASHES } from "./limits";
import { endRun, holdClaim, lockLiveRun, settleStep } from "./runs";
import { type Tx, transaction } from "./sql";
import type { JobEvent, StepState } from "./wire";

/** What came of a claimed item. */
export interface WorkOutcome {
  /** Its run is under a concurrency cap: others may be waiting for the place. */
  capped: boolean;
}

/** Does what a claimed item asks for and stores the outcome. */
export async function workItem(context: RunnerContext, endpoint: Endpoint, item: QueueItem): Promise<WorkOutcome> {
  if (item.kind !== "discover" && item.kind !== "step") {
    await store(context, (tx) => fireTimer(context, tx, item));
    return { capped: false };
  }
  if (item.crashes >= MAX_CRASHES) {
    await store(context, (tx) => failCrashing(context, tx, item));
    return { capped: true };
  }
  const call = await loadCall(context, item);
  if (!call) return { capped: false };
  const answer = await callFunction(endpoint, call);
  if (isStale(answer)) return { capped: call.capped };
  const applied = await store(context, (tx) => applyAnswer(context, tx, item, answer));
  if (!applied) context.log.debug("embedded runner: answer of a lost lease dropped", { run: item.run_id, function: call.functionId });
  return { capped: call.capped };
}

/** The call was told to stop at a checkpoint: whoever holds the lease now goes on. */
function isStale(answer: CallAnswer): boolean {
  return answer.kind === "error" && typeof answer.error === "string" && answer.error.includes('"StaleDispatchError"');
}

/** A transaction that outlives short absences of the database: a result that is not stored would be computed again. */
async function store<T>(context: RunnerContext, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await transaction(context.pool, work);
    } catch (error) {
      if (attempt === 5) throw error;
      context.log.warn("embedded runner: outcome not stored yet", { error: messageOf(error) });
      await sleep(100 * 2 ** attempt);
    }
  }
}

async function fireTimer(context: RunnerContext, tx: Tx, item: QueueItem): Promise<void> {
  if (!(await holdClaim(context, tx, item.id, item.generation))) return;
  if (item.kind === "start" || item.kind === "finish") {
    const what = item.kind === "start" ? "did not start" : "did not finish";
    await cancelRun(context, tx, item.run_id, `The run ${what} within its time limit.`);
    return;
  }
  const op = item.kind === "sleep" ? "Sleep" : "WaitForEvent";
  await settleStep(context, tx, item.run_id, { id: item.step_id, op }, { type: "data", data: null });
}

async function failCrashing(context: RunnerContext, tx: Tx, item: QueueItem): Promise<void> {
  const run = await lockLiveRun(tx, item.run_id);
  if (!run) return;
  const message = `The work ended its process ${item.crashes} times and is not tried again.`;
  await endRun(context, tx, run, { status: "failed", error: { name: "CrashError", message } });
}

interface LoadedRun {
  fn_id: string;
  event: JobEvent;
  status: string;
  capped: boolean;
  steps: { id: string; state: StepState | null }[];
}

async function loadCall(context: RunnerContext, item: QueueItem) {
  const now = context.clock.now();
  const { rows } = await context.pool.query<LoadedRun>(
    `WITH started AS (
       UPDATE jobs.runs SET status = 'running', started_at = $2 WHERE id = $1 AND status = 'queued')
     SELECT r.fn_id, r.event, r.status, cardinality(r.keys) > 0 AS capped,
       (SELECT coalesce(json_agg(json_build_object('id', s.id, 'state', s.state) ORDER BY s.settled NULLS LAST), '[]'::json)
        FROM jobs.steps s WHERE s.run_id = r.id) AS steps
     FROM jobs.runs r WHERE r.id = $1 AND r.ended_at IS NULL`,
    [item.run_id, now],
  );
  const run = rows[0];
  if (!run) return undefined;
  const spec = context.functions.get(run.fn_id);
  if (!spec) {
    await store(context, (tx) => failUnknown(context, tx, item, run.fn_id));
    return undefined;
  }
  if (run.status === "queued" && (spec.startTimeoutMs !== undefined || spec.finishTimeoutMs !== undefined)) {
    const finishBy = spec.finishTimeoutMs === undefined ? null : new Date(now.getTime() + spec.finishTimeoutMs);
    await context.pool.query(
      `WITH begun AS (DELETE FROM jobs.queue WHERE run_id = $1 AND kind = 'start')
       INSERT INTO jobs.queue (id, run_id, kind, run_at)
       SELECT gen_random_uuid()::text, id, 'finish', $2::timestamptz FROM jobs.runs WHERE id = $1 AND ended_at IS NULL AND $2::timestamptz IS NOT NULL
       ON CONFLICT (run_id, step_id, kind) DO NOTHING`,
      [item.run_id, finishBy],
    );
  }
  const done = run.steps.filter((step): step is { id: string; state: StepState } => step.state !== null);
  return {
    runId: item.run_id,
    functionId: run.fn_id,
    stepId: item.kind === "step" ? item.step_id : undefined,
    itemId: item.id,
    generation: item.generation,
    attempt: item.attempt,
    maxAttempts: spec.maxAttempts,
    event: run.event,
    steps: done,
    planOnly: done.length < run.steps.length,
    capped: run.capped,
  };
}

async function failUnknown(context: RunnerContext, tx: Tx, item: QueueItem, functionId: string): Promise<void> {
  const run = await lockLiveRun(tx, item.run_id);
  if (!run) return;
  const message = `There is no function "${functionId}" any more.`;
  await endRun(context, tx, run, { status: "failed", error: { name: "RunnerError", message } });
}
