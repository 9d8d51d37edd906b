import "server-only";
import { ApiError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type Tx, transaction } from "@/lib/db";
import { findSubmission, type Submission, submitTaskIn } from "@/lib/tasks";
import { createConversation } from "./conversations";

export interface TurnSubmission extends Omit<Submission, "conversationId"> {
  /** Null: a new conversation. */
  conversationId: string | null;
  prompt: string;
  /** Labels: "Face 1". */
  selectedFaces?: string[];
}

export interface SubmittedTurn {
  taskId: string;
  conversationId: string;
  creditsRemaining: number;
}

/**
 * Says something in a conversation: makes the conversation if need be, the turn, and the task with its charge and
 * event, in one transaction.
 * @throws NOT_FOUND (conversation), INSUFFICIENT_CREDITS, RATE_LIMITED; nothing is started or made
 */
export function submitTurn({ prompt, selectedFaces = [], ...submission }: TurnSubmission): Promise<SubmittedTurn> {
  const { accountId, idempotencyKey } = submission;
  return transaction(async (tx) => {
    const existing = idempotencyKey ? await findSubmission(tx, accountId, idempotencyKey) : null;
    if (existing) {
      const turn = await tx.turn.findUnique({ where: { taskId: existing.taskId }, select: { conversationId: true } });
      if (!turn) throw new ApiError("NOT_FOUND", "The conversation of this request was deleted.");
      return { taskId: existing.taskId, conversationId: turn.conversationId, creditsRemaining: existing.creditsRemaining };
    }
    const conversationId = submission.conversationId ?? (await createConversation({ accountId }, tx)).id;
    await lockConversation(tx, conversationId, accountId);
    const { taskId, creditsRemaining } = await submitTaskIn(tx, { ...submission, conversationId });
    await openTurn(tx, { conversationId, taskId, prompt, selectedFaces });
    return { taskId, conversationId, creditsRemaining };
  });
}

interface LockedConversation {
  accountId: string;
  name: string;
  renamed: boolean;
}

/**
 * Holds a conversation against other writers until the transaction ends; with an account, only if it is that one's.
 * @throws NOT_FOUND
 */
export async function lockConversation(tx: Tx, conversationId: string, accountId?: string): Promise<LockedConversation> {
  const rows = await tx.$queryRaw<LockedConversation[]>`
    SELECT account_id AS "accountId", name, renamed FROM conversations
    WHERE id = ${conversationId} AND account_id = COALESCE(${accountId ?? null}, account_id) FOR NO KEY UPDATE`;
  const [row] = rows;
  if (!row) throw new ApiError("NOT_FOUND", "There is no such conversation.");
  return row;
}

interface OpenTurn {
  conversationId: string;
  taskId: string;
  prompt: string;
  selectedFaces?: string[];
}

/** The turn of a task, made if it is not there; the conversation must be locked. */
export async function openTurn(tx: Tx, { conversationId, taskId, prompt, selectedFaces = [] }: OpenTurn): Promise<{ id: string }> {
  const found = await tx.turn.findUnique({ where: { taskId }, select: { id: true } });
  if (found) return found;
  const last = await tx.turn.aggregate({ where: { conversationId }, _max: { number: true } });
  await tx.conversation.update({ where: { id: conversationId }, data: { updatedAt: new Date() }, select: { id: true } });
  return tx.turn.create({
    data: { id: newId("turn"), conversationId, number: (last._max.number ?? 0) + 1, taskId, prompt, selectedFaces },
    select: { id: true },
  });
}
