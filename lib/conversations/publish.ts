import "server-only";
import type { FaceRecord, Measurements } from "@/lib/contract/geometry";
import type { Plan } from "@/lib/contract/plan";
import { ApiError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { type JsonObject, jsonInput, nullableJson, type Tx, transaction } from "@/lib/db";
import { recordFile } from "@/lib/files";
import { completeTask } from "@/lib/tasks";
import { UNNAMED } from "./conversations";
import { lockConversation, openTurn } from "./turns";

/** An object that is in storage already. */
export interface PublishedFile {
  key: string;
  /** The format. */
  kind: string;
  filename: string;
  contentType: string;
  bytes: number;
  sha256: string;
}

export interface Published {
  partId: string;
  revisionId: string;
  /** Number of the head now. */
  revision: number;
}

export interface NewRevision {
  taskId: string;
  conversationId: string;
  prompt: string;
  /** Null for an imported file; then `partName` names the part. */
  plan: Plan | null;
  planHash: string | null;
  partName?: string;
  summary: string;
  measurements: Measurements;
  faces: FaceRecord[];
  /** Number of the last face label given. */
  lastLabel: number;
  parameters: unknown;
  files: PublishedFile[];
  /** What `GET /job` answers, without addresses; a function when it says which revision it became. */
  result: JsonObject | ((published: Published) => JsonObject);
  warnings?: unknown[];
}

/**
 * Makes a revision the head of its conversation's part, records its files, answers the turn and completes the task,
 * in one transaction. Done again for the same task, it returns what it made the first time.
 * @returns null when the task had ended otherwise (cancelled, failed): nothing is published
 * @throws NOT_FOUND the conversation was deleted
 */
export function publishRevision(fresh: NewRevision): Promise<Published | null> {
  const { taskId, conversationId } = fresh;
  return transaction(async (tx) => {
    const conversation = await lockConversation(tx, conversationId);
    const { accountId } = conversation;
    const earlier = await tx.revision.findUnique({ where: { taskId }, select: { id: true, partId: true, number: true } });
    if (earlier) return { partId: earlier.partId, revisionId: earlier.id, revision: earlier.number };
    if (!(await isOpen(tx, taskId))) return null;
    const partName = conversation.renamed ? conversation.name : (fresh.plan?.name ?? fresh.partName ?? "Part");
    await nameConversation(tx, conversationId, conversation.name, partName);
    const published = await addRevision(tx, fresh, accountId, partName);
    for (const file of fresh.files) await recordFile({ ...file, accountId, taskId, revisionId: published.revisionId }, tx);
    const result = typeof fresh.result === "function" ? fresh.result(published) : fresh.result;
    await tx.revision.update({ where: { id: published.revisionId }, data: { result: jsonInput(result) }, select: { id: true } });
    const turn = await openTurn(tx, fresh);
    await tx.turn.update({
      where: { id: turn.id },
      data: {
        outcome: "part",
        summary: fresh.summary,
        assumptions: jsonInput(fresh.plan?.assumptions ?? []),
        questions: jsonInput(fresh.plan?.questions ?? []),
        warnings: jsonInput(fresh.warnings ?? []),
        revisionNumber: published.revision,
      },
      select: { id: true },
    });
    await completeTask(tx, taskId, result);
    return published;
  });
}

/** A conversation without a name of its own is called after its part, and follows it when an edit changes its sizes. */
async function nameConversation(tx: Tx, id: string, name: string, partName: string): Promise<void> {
  const part = await tx.part.findUnique({ where: { conversationId: id }, select: { name: true } });
  const follows = name === UNNAMED || name === part?.name;
  await tx.conversation.update({
    where: { id },
    data: { updatedAt: new Date(), ...(follows && { name: partName }) },
    select: { id: true },
  });
}

/** Whether a task has not ended; holds it so until the transaction does. */
export async function isOpen(tx: Tx, taskId: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT 1 AS open FROM tasks WHERE id = ${taskId}::uuid AND status IN ('queued', 'processing', 'waiting') FOR NO KEY UPDATE`;
  return rows.length > 0;
}

async function addRevision(tx: Tx, fresh: NewRevision, accountId: string, partName: string): Promise<Published> {
  const { conversationId, lastLabel } = fresh;
  const part = await tx.part.findUnique({
    where: { conversationId },
    select: { id: true, headNumber: true, lastLabel: true, revisions: { orderBy: { number: "desc" }, take: 1, select: { number: true } } },
  });
  // Numbers go on after an undo: what was undone keeps its own.
  const number = (part?.revisions[0]?.number ?? 0) + 1;
  const partId = part?.id ?? newId("part");
  const labels = Math.max(lastLabel, part?.lastLabel ?? 0);
  if (part) {
    const data = { headNumber: number, lastLabel: labels, name: partName, updatedAt: new Date() };
    await tx.part.update({ where: { id: partId }, data, select: { id: true } });
  } else {
    const data = { id: partId, conversationId, accountId, name: partName, headNumber: number, lastLabel: labels };
    await tx.part.create({ data, select: { id: true } });
  }
  const revisionId = newId("revision");
  await tx.revision.create({
    data: {
      id: revisionId,
      partId,
      number,
      parentNumber: part?.headNumber ?? null,
      taskId: fresh.taskId,
      prompt: fresh.prompt,
      plan: nullableJson(fresh.plan),
      planHash: fresh.planHash,
      summary: fresh.summary,
      measurements: jsonInput(fresh.measurements),
      faces: jsonInput(fresh.faces),
      parameters: jsonInput(fresh.parameters ?? []),
      result: jsonInput({}),
    },
    select: { id: true },
  });
  return { partId, revisionId, revision: number };
}

interface Revert {
  taskId: string;
  conversationId: string;
  prompt: string;
  /** Number of the revision to go back to. */
  revision: number;
  summary: string;
  /** From the revision's own result; default: that result with the new summary and job. */
  result?: JsonObject | ((earlier: JsonObject) => JsonObject);
  /** Whether the credit goes back, since nothing was made. */
  refund?: boolean;
}

/**
 * Goes back to an earlier revision: makes it the head, answers the turn and completes the task, in one transaction.
 * @returns null when the task had ended before
 * @throws NOT_FOUND no such revision, or no part yet
 */
export function publishRevert({ taskId, conversationId, prompt, revision, summary, result, refund }: Revert): Promise<Published | null> {
  return transaction(async (tx) => {
    const conversation = await lockConversation(tx, conversationId);
    const target = await tx.revision.findFirst({
      where: { number: revision, part: { conversationId } },
      select: { id: true, partId: true, number: true, result: true, plan: true },
    });
    if (!target) throw new ApiError("NOT_FOUND", `There is no revision ${revision} to go back to.`);
    const published = { partId: target.partId, revisionId: target.id, revision };
    if (!(await isOpen(tx, taskId))) return (await answeredBy(tx, taskId, revision)) ? published : null;
    const plan = target.plan as Plan | null;
    const name = conversation.renamed || plan === null ? {} : { name: plan.name };
    if (name.name !== undefined) await nameConversation(tx, conversationId, conversation.name, name.name);
    await tx.part.update({
      where: { id: target.partId },
      data: { headNumber: revision, updatedAt: new Date(), ...name },
      select: { id: true },
    });
    const turn = await openTurn(tx, { conversationId, taskId, prompt });
    await tx.turn.update({ where: { id: turn.id }, data: { outcome: "part", summary, revisionNumber: revision }, select: { id: true } });
    const earlier = target.result as JsonObject;
    const shown = typeof result === "function" ? result(earlier) : (result ?? { ...earlier, summary, job_id: taskId });
    await completeTask(tx, taskId, shown, { refund: refund ?? false });
    return published;
  });
}

/** Whether this task was the one that went back: then it is only being done again. */
async function answeredBy(tx: Tx, taskId: string, revision: number): Promise<boolean> {
  const turn = await tx.turn.findUnique({ where: { taskId }, select: { outcome: true, revisionNumber: true } });
  return turn?.outcome === "part" && turn.revisionNumber === revision;
}
