import "server-only";
import type { Plan, Question } from "@/lib/contract/plan";
import { type JsonObject, jsonInput, nullableJson, transaction } from "@/lib/db";
import { completeTask } from "@/lib/tasks";
import { isOpen } from "./publish";
import { lockConversation, openTurn } from "./turns";

/** An answer in words instead of a part. */
export type Reply =
  | { kind: "question"; question: Question /** Unfinished; the answer continues it. */; plan?: Plan }
  | { kind: "answer"; text: string };

interface NewReply {
  taskId: string;
  conversationId: string;
  prompt: string;
  outcome: Reply;
  /** What `GET /job` answers; by default the documented form of a question or an answer. */
  result?: JsonObject;
}

function resultOf({ taskId, conversationId, outcome }: NewReply): JsonObject {
  const common = { job_id: taskId, conversation_id: conversationId, planner: "embedded", assumptions: [], warnings: [] };
  if (outcome.kind === "answer") return { success: true, summary: outcome.text, questions: [], ...common };
  return { success: false, summary: outcome.question.text, questions: [jsonOf(outcome.question)], ...common };
}

const jsonOf = (value: unknown): JsonObject => JSON.parse(JSON.stringify(value)) as JsonObject;

/**
 * Answers a turn with a question or words, completes the task and gives its credit back, in one transaction.
 * @returns false when the task had ended before: nothing changes
 * @throws NOT_FOUND the conversation was deleted
 */
export function publishReply(reply: NewReply): Promise<boolean> {
  const { taskId, conversationId, outcome } = reply;
  return transaction(async (tx) => {
    await lockConversation(tx, conversationId);
    if (!(await isOpen(tx, taskId))) return false;
    const turn = await openTurn(tx, reply);
    const asks = outcome.kind === "question";
    await tx.turn.update({
      where: { id: turn.id },
      data: {
        outcome: outcome.kind,
        summary: asks ? outcome.question.text : outcome.text,
        questions: jsonInput(asks ? [outcome.question] : []),
        pendingPlan: nullableJson(asks ? outcome.plan : null),
      },
      select: { id: true },
    });
    return completeTask(tx, taskId, reply.result ?? resultOf(reply), { refund: true });
  });
}
