import "server-only";
import { ApiError } from "@/lib/core/errors";
import { newId, newTaskId } from "@/lib/core/ids";
import { balanceOf, charge } from "@/lib/credits";
import { type JsonValue, jsonInput, type Tx, transaction } from "@/lib/db";
import { takeGeneration } from "@/lib/limits";
import { OUTBOX_CHANNEL } from "./outbox";
import type { TaskKind } from "./task";

export interface Submission {
  kind: TaskKind;
  accountId: string;
  keyId?: string | null;
  conversationId?: string | null;
  /** What the task works on, as validated. */
  input: unknown;
  /** Credits. */
  cost: number;
  /** Event that starts the work: "task/generate.requested". */
  eventName: string;
  /** The caller's `Idempotency-Key`: within a day the same one finds this task instead of making another. */
  idempotencyKey?: string | null;
}

export interface Submitted {
  taskId: string;
  creditsRemaining: number;
  /** True when an idempotency key found a task that was there already. */
  existing: boolean;
}

/** How long an idempotency key stands for its task. */
const KEY_LIFE_MS = 86_400_000;

/**
 * Charges, counts and creates a task, and puts the event that starts it into the outbox, in one transaction:
 * either all of it happened or nothing.
 * @throws INSUFFICIENT_CREDITS, RATE_LIMITED (generations of the month), NOT_FOUND (conversation); nothing is started
 */
export function submitTask(submission: Submission): Promise<Submitted> {
  return transaction((tx) => submitTaskIn(tx, submission));
}

/** `submitTask` as part of a larger transaction. */
export async function submitTaskIn(tx: Tx, submission: Submission): Promise<Submitted> {
  const { kind, accountId, cost } = submission;
  const keyId = submission.keyId ?? null;
  const conversationId = submission.conversationId ?? null;
  const idempotencyKey = submission.idempotencyKey ?? null;
  if (idempotencyKey !== null) {
    const existing = await findSubmission(tx, accountId, idempotencyKey);
    if (existing) return existing;
  }
  if (conversationId !== null) await holdConversation(tx, accountId, conversationId);
  const taskId = newTaskId();
  await tx.task.create({
    data: { id: taskId, kind, accountId, keyId, conversationId, input: jsonInput(submission.input ?? {}), cost, idempotencyKey },
    select: { id: true },
  });
  if (kind === "generate" && keyId !== null) await takeGeneration(tx, keyId);
  const creditsRemaining = await charge(tx, { accountId, taskId, amount: cost, reason: kind });
  await tx.outboxEvent.create({ data: { id: newId("outbox"), name: submission.eventName, data: { taskId } }, select: { id: true } });
  // Delivered at commit, so that whoever it wakes finds the row.
  await tx.$executeRaw`SELECT pg_notify(${OUTBOX_CHANNEL}, '')`;
  return { taskId, creditsRemaining, existing: false };
}

/** Ownership is in the query; the lock keeps the conversation from being deleted before the task points to it. */
async function holdConversation(tx: Tx, accountId: string, conversationId: string): Promise<void> {
  const rows = await tx.$queryRaw<JsonValue[]>`
    SELECT 1 FROM conversations WHERE id = ${conversationId} AND account_id = ${accountId} FOR KEY SHARE`;
  if (rows.length === 0) throw new ApiError("NOT_FOUND", "There is no such conversation.");
}

/**
 * The task that an idempotency key stands for, if any. Holds the key until the transaction ends, so that of many
 * requests at once the first makes the task and the others find it.
 */
export async function findSubmission(tx: Tx, accountId: string, idempotencyKey: string): Promise<Submitted | null> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`${accountId}/${idempotencyKey}`}, 0))`;
  const task = await tx.task.findUnique({
    where: { accountId_idempotencyKey: { accountId, idempotencyKey } },
    select: { id: true, createdAt: true },
  });
  if (!task) return null;
  if (Date.now() - task.createdAt.getTime() > KEY_LIFE_MS) {
    await tx.task.update({ where: { id: task.id }, data: { idempotencyKey: null }, select: { id: true } });
    return null;
  }
  return { taskId: task.id, creditsRemaining: await balanceOf(accountId, tx), existing: true };
}
