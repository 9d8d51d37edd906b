import "server-only";
import { refund } from "@/lib/credits";
import { db, type JsonValue, Prisma, type Queryable, type Tx, transaction } from "@/lib/db";
import { isTaskId, type TaskError, type TaskStatus } from "./task";
import { TASK_CHANNEL } from "./task-events";

const OPEN = Prisma.sql`('queued', 'processing', 'waiting')`;

interface Change {
  status?: TaskStatus;
  /** 0..100; lower than before changes nothing. */
  progress?: number;
  stage?: string | null;
  message?: string | null;
  /** Further assignments: SQL of ours, never a caller's text. */
  set?: Prisma.Sql;
  /** Further conditions. */
  where?: Prisma.Sql;
}

/**
 * Changes a task that is still open, writes the event and tells the listeners, in one statement.
 * The condition on the state is the compare-and-set: of many that end a task one succeeds.
 * @returns whether it changed
 */
async function change(on: Queryable, taskId: string, { status, progress, stage, message, set, where }: Change): Promise<boolean> {
  if (!isTaskId(taskId)) return false;
  const rows = await on.$queryRaw<unknown[]>`
    WITH changed AS (
      UPDATE tasks SET
        status = COALESCE(${status ?? null}::task_status, status),
        progress = GREATEST(progress, ${progress ?? 0}::int),
        stage = COALESCE(${stage ?? null}, stage),
        last_event = last_event + 1,
        alive_at = now()${set ? Prisma.sql`, ${set}` : Prisma.empty}
      WHERE id = ${taskId}::uuid AND status IN ${OPEN}${where ? Prisma.sql` AND ${where}` : Prisma.empty}
      RETURNING id, last_event, status, progress, stage
    ), event AS (
      INSERT INTO task_events (task_id, sequence, status, progress, stage, message)
      SELECT id, last_event, status, progress, stage, ${message ?? null} FROM changed
      RETURNING task_id
    )
    SELECT pg_notify(${TASK_CHANNEL}, task_id::text)::text AS told FROM event`;
  return rows.length > 0;
}

/** Marks a queued task as begun; a later call, as when a step is done again, changes nothing. */
export async function markStarted(taskId: string): Promise<boolean> {
  return change(db(), taskId, {
    status: "processing",
    set: Prisma.sql`started_at = now()`,
    where: Prisma.sql`status = 'queued'`,
  });
}

/** At most this much until a task is completed: 100 means done. */
const MAX_OPEN_PROGRESS = 99;
const MAX_MESSAGE_CHARS = 500;

/** Says how far a task is; `fraction` of the whole, 0..1. The progress shown never falls. */
export async function reportProgress(
  taskId: string,
  { stage, fraction, message }: { stage: string; fraction: number; message?: string },
): Promise<boolean> {
  const bounded = Number.isFinite(fraction) ? Math.min(Math.max(fraction, 0), 1) : 0;
  return change(db(), taskId, {
    progress: Math.min(MAX_OPEN_PROGRESS, Math.floor(bounded * 100)),
    stage: stage.slice(0, 100),
    message: message?.slice(0, MAX_MESSAGE_CHARS) ?? null,
  });
}

/**
 * Completes a task in the transaction that stores its outcome.
 * `refund` gives the credits back all the same, as when the answer is a question.
 * @returns false when it had ended before: the caller's transaction should then store nothing
 */
export async function completeTask(tx: Tx, taskId: string, result: unknown, options: { refund?: boolean } = {}): Promise<boolean> {
  const done = await change(tx, taskId, {
    status: "completed",
    progress: 100,
    set: Prisma.sql`finished_at = now(), started_at = COALESCE(started_at, now()), result = ${JSON.stringify(result ?? null)}::jsonb`,
  });
  if (done && options.refund) await refund(tx, taskId, "Nothing was made");
  return done;
}

/**
 * Ends a task as failed, once, and gives its credits back in the same transaction.
 * @returns whether it ended now; false when it had ended before, and then nothing moves
 */
export async function failTask(taskId: string, error: TaskError, options: { refund: boolean }): Promise<boolean> {
  return end(taskId, "failed", error, options.refund);
}

function end(taskId: string, status: "failed" | "cancelled", error: TaskError, withRefund: boolean, where?: Prisma.Sql): Promise<boolean> {
  const text = JSON.stringify({ code: error.code, message: error.message, ...(error.details !== undefined && { details: error.details }) });
  return transaction(async (tx) => {
    const ended = await change(tx, taskId, {
      status,
      message: error.message.slice(0, MAX_MESSAGE_CHARS),
      set: Prisma.sql`finished_at = now(), error = ${text}::jsonb`,
      ...(where && { where }),
    });
    if (ended && withRefund) await refund(tx, taskId, status === "failed" ? "Task failed" : "Task cancelled");
    return ended;
  });
}

/** Cancels an open task of an account and gives its credits back; false when there is none such or it had ended. */
export async function cancelTask(accountId: string, taskId: string): Promise<boolean> {
  const error = { code: "CANCELLED", message: "The task was cancelled." };
  return end(taskId, "cancelled", error, true, Prisma.sql`account_id = ${accountId}`);
}

/**
 * Fails tasks that gave no sign of life for `idleMs`: the net under lost runs, so that no credit stays taken for nothing.
 * A task whose event still waits in the outbox has not been lost.
 * @returns ids of the tasks that were failed
 */
export async function failAbandonedTasks(idleMs: number, limit = 100): Promise<string[]> {
  const rows = await db().$queryRaw<{ id: string }[]>`
    SELECT t.id::text AS id FROM tasks t
    WHERE t.status IN ('queued', 'processing') AND t.alive_at < now() - make_interval(secs => ${idleMs / 1_000}::float8)
      AND NOT EXISTS (SELECT 1 FROM outbox_events o WHERE o.data->>'taskId' = t.id::text)
    ORDER BY t.alive_at LIMIT ${limit}`;
  const details: JsonValue = { idleMs };
  const error = { code: "SERVICE_UNAVAILABLE", message: "The work was lost on the way. Your credit is back; please try again.", details };
  const failed: string[] = [];
  for (const { id } of rows) if (await failTask(id, error, { refund: true })) failed.push(id);
  return failed;
}
