import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { RunnerContext } from "./context";
import { parseMoment, retryMoment } from "./duration";
import { MAX_STEPS_PER_RUN } from "./limits";
import { continueRun, endRun, holdClaim, lockLiveRun, type RunRow, requestDiscovery, startRun, storeResult, tooLarge } from "./runs";
import type { Tx } from "./sql";
import { type JobEvent, type Operation, publicError, RUN_END_ID, type StepState, stepErrorState } from "./wire";

/** A claimed row of the queue. */
export interface QueueItem {
  id: string;
  run_id: string;
  step_id: string;
  kind: "discover" | "step" | "sleep" | "wait" | "start" | "finish";
  attempt: number;
  crashes: number;
  generation: number;
}

/** What the handler answered to a call. */
export type CallAnswer =
  | { kind: "completed"; output: unknown }
  | { kind: "operations"; operations: Operation[]; retryAfter: string | null }
  | { kind: "error"; error: unknown; retriable: boolean; retryAfter: string | null };

/** Applies an answer, all of it or nothing, if the item is still leased by this claim. Returns false for a stale answer. */
export async function applyAnswer(context: RunnerContext, tx: Tx, item: QueueItem, answer: CallAnswer): Promise<boolean> {
  const run = await lockLiveRun(tx, item.run_id);
  if (!run) return false;
  const held = await holdClaim(context, tx, item.id, item.generation);
  if (!held) return false;
  const current = { ...item, attempt: held.attempt };
  if (answer.kind === "completed") {
    await endRun(context, tx, run, { status: "completed", output: answer.output });
  } else if (answer.kind === "error") {
    await functionError(context, tx, run, current, answer);
  } else {
    await applyOperations(context, tx, run, current, answer.operations, { retryAfter: answer.retryAfter, again: held.again });
  }
  return true;
}

function maxAttempts(context: RunnerContext, run: RunRow): number {
  return context.functions.get(run.fn_id)?.maxAttempts ?? 1;
}

async function functionError(
  context: RunnerContext,
  tx: Tx,
  run: RunRow,
  item: QueueItem,
  answer: Extract<CallAnswer, { kind: "error" }>,
): Promise<void> {
  if (!answer.retriable || item.attempt + 1 >= maxAttempts(context, run)) {
    await endRun(context, tx, run, { status: "failed", error: publicError(answer.error) });
  } else {
    await retryItem(context, tx, item, answer.retryAfter);
  }
}

/** The same item again, one attempt on, when its wait is over. */
async function retryItem(context: RunnerContext, tx: Tx, item: QueueItem, retryAfter: string | null): Promise<void> {
  const runAt = retryMoment(retryAfter, item.attempt, context.backoffMs, context.clock.now());
  await tx.query(
    "UPDATE jobs.queue SET attempt = $2, run_at = $3, owner = NULL, lease_until = NULL, crashes = 0, again = false WHERE id = $1",
    [item.id, item.attempt + 1, runAt],
  );
}

async function applyOperations(
  context: RunnerContext,
  tx: Tx,
  run: RunRow,
  item: QueueItem,
  operations: Operation[],
  { retryAfter, again }: { retryAfter: string | null; again: boolean },
): Promise<void> {
  const known = await knownSteps(tx, run.id);
  let retry = false;
  let rediscover = again;
  let settled: string | undefined;
  for (const op of operations) {
    const outcome = await applyOperation(context, tx, run, known, op);
    if (outcome === "ended") return;
    if (outcome === "retry") retry = true;
    if (outcome === "rediscover") rediscover = true;
    if (outcome === "settled") settled = op.id;
  }
  if (retry) return retryItem(context, tx, item, retryAfter);
  await tx.query("DELETE FROM jobs.queue WHERE id = $1", [item.id]);
  if (rediscover) await requestDiscovery(context, tx, run);
  else await continueRun(context, tx, run, settled ?? item.step_id);
}

interface KnownSteps {
  /** True for those with a result. */
  done: Map<string, boolean>;
  bytes: number;
}

async function knownSteps(tx: Tx, runId: string): Promise<KnownSteps> {
  const { rows } = await tx.query<{ id: string; done: boolean; bytes: number }>(
    "SELECT id, state IS NOT NULL AS done, bytes FROM jobs.steps WHERE run_id = $1",
    [runId],
  );
  return { done: new Map(rows.map((row) => [row.id, row.done])), bytes: rows.reduce((sum, row) => sum + row.bytes, 0) };
}

type Outcome = "ended" | "retry" | "rediscover" | "settled" | "planned" | "known";

async function failRun(context: RunnerContext, tx: Tx, run: RunRow, message: string): Promise<Outcome> {
  await endRun(context, tx, run, { status: "failed", error: { name: "RunnerError", message } });
  return "ended";
}

async function applyOperation(context: RunnerContext, tx: Tx, run: RunRow, known: KnownSteps, op: Operation): Promise<Outcome> {
  switch (op.op) {
    case "RunComplete":
      await endRun(context, tx, run, { status: "completed", output: op.data });
      return "ended";
    case "StepRun":
    case "Step":
      return storeOperation(context, tx, run, known, op, { type: "data", data: op.data ?? null });
    case "StepError":
      return "retry";
    case "StepFailed":
      if (op.id === RUN_END_ID) {
        await endRun(context, tx, run, { status: "failed", error: publicError(op.error) });
        return "ended";
      }
      return storeOperation(context, tx, run, known, op, stepErrorState(op.error));
    case "DiscoveryRequest":
      return "rediscover";
    case "StepPlanned":
    case "Sleep":
    case "WaitForEvent":
    case "InvokeFunction":
      // A discovery that was under way while siblings ended can plan again what is planned or done.
      if (known.done.has(op.id)) return "known";
      if (known.done.size >= MAX_STEPS_PER_RUN) return failRun(context, tx, run, `A run may have at most ${MAX_STEPS_PER_RUN} steps.`);
      known.done.set(op.id, false);
      return planOperation(context, tx, run, op);
    default:
      return failRun(
        context,
        tx,
        run,
        `The embedded runner does not support the operation "${op.op}" (step "${op.displayName ?? op.id}").`,
      );
  }
}

async function storeOperation(
  context: RunnerContext,
  tx: Tx,
  run: RunRow,
  known: KnownSteps,
  op: Operation,
  state: StepState,
): Promise<Outcome> {
  const name = op.displayName ?? op.name ?? op.id;
  const fault =
    tooLarge(name, state, known.bytes) ??
    (known.done.size >= MAX_STEPS_PER_RUN && !known.done.has(op.id) ? `A run may have at most ${MAX_STEPS_PER_RUN} steps.` : undefined);
  if (fault !== undefined) return failRun(context, tx, run, fault);
  await storeResult(tx, run, { id: op.id, op: op.op, name }, state);
  known.done.set(op.id, true);
  return "settled";
}

const waitOptions = z.looseObject({ timeout: z.string().nullish(), if: z.string().nullish() });
const invokeOptions = z.looseObject({
  function_id: z.string(),
  payload: z.looseObject({ data: z.unknown().optional() }).nullish(),
  timeout: z.unknown().optional(),
});

async function planOperation(context: RunnerContext, tx: Tx, run: RunRow, op: Operation): Promise<Outcome> {
  const name = op.displayName ?? op.name ?? null;
  await tx.query("INSERT INTO jobs.steps (run_id, id, op, name, race) VALUES ($1, $2, $3, $4, $5)", [
    run.id,
    op.id,
    op.op,
    name,
    op.opts?.parallelMode === "race",
  ]);
  const now = context.clock.now();
  if (op.op === "StepPlanned") {
    await enqueue(tx, run.id, op.id, "step", now, run);
  } else if (op.op === "Sleep") {
    const moment = momentOf(op.name ?? "", now);
    if (!moment) return failRun(context, tx, run, `The sleep "${name}" has no length or date that can be read: "${op.name}".`);
    await enqueue(tx, run.id, op.id, "sleep", moment);
  } else if (op.op === "WaitForEvent") {
    const options = waitOptions.safeParse(op.opts ?? {});
    const moment = options.success ? momentOf(options.data.timeout ?? "", now) : undefined;
    if (!options.success || !moment || !op.name) return failRun(context, tx, run, `The wait "${name}" has options that can't be read.`);
    await tx.query("INSERT INTO jobs.waits (run_id, step_id, event, expr) VALUES ($1, $2, $3, $4)", [
      run.id,
      op.id,
      op.name,
      options.data.if ?? null,
    ]);
    await enqueue(tx, run.id, op.id, "wait", moment);
  } else {
    return invoke(context, tx, run, op);
  }
  return "planned";
}

function momentOf(text: string, now: Date): Date | undefined {
  try {
    return parseMoment(text, now);
  } catch {
    return undefined;
  }
}

async function invoke(context: RunnerContext, tx: Tx, run: RunRow, op: Operation): Promise<Outcome> {
  const options = invokeOptions.safeParse(op.opts);
  if (!options.success) return failRun(context, tx, run, `The invocation "${op.displayName ?? op.id}" has options that can't be read.`);
  const { function_id: functionId, payload, timeout } = options.data;
  if (timeout !== undefined && timeout !== null) {
    return failRun(context, tx, run, `The embedded runner does not support "timeout" of step.invoke (step "${op.displayName ?? op.id}").`);
  }
  const spec = context.functions.get(functionId);
  if (!spec) return failRun(context, tx, run, `There is no function "${functionId}" to invoke (step "${op.displayName ?? op.id}").`);
  const event: JobEvent = {
    id: randomUUID(),
    name: "inngest/function.invoked",
    data: payload?.data ?? {},
    ts: context.clock.now().getTime(),
  };
  await startRun(context, tx, spec, event, { runId: run.id, stepId: op.id });
  return "planned";
}

async function enqueue(tx: Tx, runId: string, stepId: string, kind: QueueItem["kind"], runAt: Date, caps?: RunRow): Promise<void> {
  await tx.query(
    `INSERT INTO jobs.queue (id, run_id, step_id, kind, run_at, keys, caps) VALUES ($1, $2, $3, $4, $5, $6, $7)
     ON CONFLICT (run_id, step_id, kind) DO NOTHING`,
    [randomUUID(), runId, stepId, kind, runAt, caps?.keys ?? [], caps?.caps ?? []],
  );
}
