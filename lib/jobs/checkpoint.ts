import type { RunnerContext } from "./context";
import { MAX_STEPS_PER_RUN } from "./limits";
import { endRun, holdClaim, lockLiveRun, tooLarge } from "./runs";
import { transaction } from "./sql";
import { type Operation, type StepState, stepErrorState } from "./wire";

interface Checkpoint {
  runId: string;
  itemId: string;
  generation: number | undefined;
  operations: Operation[];
}

/**
 * Stores results that a running call reports on its way: one statement, one round trip.
 * Taken only while the run lives and the item is leased by the claim that the call belongs to.
 * @returns false when the caller is stale (cancelled, superseded or out of its lease) and must stop
 */
export async function takeCheckpoint(context: RunnerContext, { runId, itemId, generation, operations }: Checkpoint): Promise<boolean> {
  if (generation === undefined) return false;
  const claim = { runId, itemId, generation };
  const results = operations.filter((op) => op.op === "StepRun" || op.op === "Step" || op.op === "StepFailed");
  const states: StepState[] = results.map((op) =>
    op.op === "StepFailed" ? stepErrorState(op.error) : { type: "data", data: op.data ?? null },
  );
  for (const [index, state] of states.entries()) {
    const op = results[index];
    const fault = tooLarge(op?.displayName ?? op?.id ?? "", state, 0);
    if (fault !== undefined) return refuse(context, claim, fault);
  }
  const texts = states.map((state) => JSON.stringify(state));
  const { rows } = await context.pool.query<{ held: boolean; steps: number; bytes: string }>(
    `WITH item AS (
       SELECT q.id, q.run_id FROM jobs.queue q JOIN jobs.runs r ON r.id = q.run_id
       WHERE q.id = $1 AND q.run_id = $2 AND q.owner = $3 AND q.generation = $4 AND q.lease_until > clock_timestamp() AND r.ended_at IS NULL
       FOR UPDATE OF q),
     stored AS (
       INSERT INTO jobs.steps AS s (run_id, id, op, name, state, bytes, settled)
       SELECT item.run_id, new.id, new.op, new.name, new.state::json, new.bytes, nextval('jobs.settled_order')
       FROM item, unnest($5::text[], $6::text[], $7::text[], $8::text[], $9::int[]) WITH ORDINALITY AS new (id, op, name, state, bytes, place)
       ORDER BY new.place
       ON CONFLICT (run_id, id) DO UPDATE SET state = excluded.state, bytes = excluded.bytes, settled = excluded.settled
       WHERE s.state IS NULL),
     reset AS (UPDATE jobs.queue q SET attempt = 0, crashes = 0 FROM item WHERE q.id = item.id AND (q.attempt > 0 OR q.crashes > 0))
     SELECT EXISTS (SELECT FROM item) AS held,
       (SELECT count(*) FROM jobs.steps WHERE run_id = $2)::int AS steps,
       (SELECT coalesce(sum(bytes), 0) FROM jobs.steps WHERE run_id = $2) AS bytes`,
    [
      itemId,
      runId,
      context.owner,
      generation,
      results.map((op) => op.id),
      results.map((op) => op.op),
      results.map((op) => op.displayName ?? op.name ?? op.id),
      texts,
      texts.map((text) => Buffer.byteLength(text)),
    ],
  );
  const row = rows[0];
  if (!row?.held) return false;
  // `steps` and `bytes` are as before this statement: enough to keep a run from growing without end.
  if (row.steps + results.length > MAX_STEPS_PER_RUN) return refuse(context, claim, `A run may have at most ${MAX_STEPS_PER_RUN} steps.`);
  const last = states.at(-1);
  const fault = last && tooLarge(results.at(-1)?.displayName ?? "", last, Number(row.bytes));
  return fault === undefined ? true : refuse(context, claim, fault);
}

/** Fails the run for a result that may not be stored, unless the caller has lost its claim; either way it must stop. */
async function refuse(
  context: RunnerContext,
  claim: { runId: string; itemId: string; generation: number },
  message: string,
): Promise<false> {
  await transaction(context.pool, async (tx) => {
    const run = await lockLiveRun(tx, claim.runId);
    if (run && (await holdClaim(context, tx, claim.itemId, claim.generation))) {
      await endRun(context, tx, run, { status: "failed", error: { name: "RunnerError", message } });
    }
  });
  return false;
}
