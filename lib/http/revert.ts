import "server-only";
import { headRevision, publishRevert, submitTurn } from "@/lib/conversations";
import { ApiError } from "@/lib/core/errors";

/**
 * Makes an earlier revision the head. It is a turn like any other, so that the chat tells the whole story; its task
 * costs nothing and is done here and now, so its event has no function that waits for it.
 * @throws NOT_FOUND no such conversation or revision of this account
 */
export async function revert(accountId: string, conversationId: string, revision: number): Promise<{ partId: string }> {
  const target = await headRevision(accountId, { conversationId, revision });
  if (!target) throw new ApiError("NOT_FOUND", "There is no such conversation or revision.");
  if (target.isHead) return { partId: target.partId };
  const prompt = `Go back to revision ${revision}`;
  const { taskId } = await submitTurn({
    kind: "generate",
    accountId,
    conversationId,
    prompt,
    input: { prompt },
    cost: 0,
    eventName: "task/revert.done",
  });
  const published = await publishRevert({
    taskId,
    conversationId,
    prompt,
    revision,
    summary: `Back to revision ${revision}: ${target.summary}`,
  });
  if (!published) throw new ApiError("CONFLICT", "The conversation changed at the same time. Try again.");
  return { partId: published.partId };
}
