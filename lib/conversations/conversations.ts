import "server-only";
import { ApiError } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { db, type JsonValue, type Queryable, transaction } from "@/lib/db";
import { after, pageOf } from "./cursor";
import { type PartDetail, partOfConversation } from "./parts";

/** Until the first part gives its conversation a name. */
export const UNNAMED = "New part";
const MAX_NAME_CHARS = 100;

export interface Conversation {
  id: string;
  name: string;
  createdAt: Date;
  updatedAt: Date;
}

export interface TurnView {
  id: string;
  number: number;
  prompt: string;
  selectedFaces: string[];
  /** `pending` while its task runs; `failed` as soon as that has ended without a result. */
  outcome: "pending" | "part" | "question" | "answer" | "failed";
  taskId: string | null;
  summary: string | null;
  questions: JsonValue[];
  assumptions: JsonValue[];
  warnings: JsonValue[];
  error: string | null;
  revision: number | null;
  createdAt: Date;
}

export interface ConversationDetail extends Conversation {
  turns: TurnView[];
  part: PartDetail | null;
}

const fields = { id: true, name: true, createdAt: true, updatedAt: true } as const;

function readName(name: string): string {
  const trimmed = name.trim();
  if (trimmed.length >= 1 && trimmed.length <= MAX_NAME_CHARS) return trimmed;
  throw new ApiError("VALIDATION_ERROR", `name must have 1 to ${MAX_NAME_CHARS} characters; it has ${trimmed.length}.`, {
    details: [{ path: "name", message: `must have 1 to ${MAX_NAME_CHARS} characters` }],
  });
}

/** A new, empty conversation. */
export async function createConversation(wanted: { accountId: string; name?: string | null }, on: Queryable = db()): Promise<Conversation> {
  const name = wanted.name === undefined || wanted.name === null ? UNNAMED : readName(wanted.name);
  return on.conversation.create({ data: { id: newId("conversation"), accountId: wanted.accountId, name }, select: fields });
}

/** Conversations of an account, newest first. */
export async function listConversations(
  accountId: string,
  { cursor, limit }: { cursor?: string | null; limit: number },
): Promise<{ conversations: Conversation[]; nextCursor: string | null }> {
  const rows = await db().conversation.findMany({
    where: { accountId, ...after(cursor) },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: limit + 1,
    select: fields,
  });
  const page = pageOf(rows, limit);
  return { conversations: page.rows, nextCursor: page.nextCursor };
}

const list = (value: unknown): JsonValue[] => (Array.isArray(value) ? value : []);

/** A conversation of an account with its turns and its part; another's is not found. */
export async function findConversation(accountId: string, id: string): Promise<ConversationDetail | null> {
  const row = await db().conversation.findFirst({
    where: { id, accountId },
    select: {
      ...fields,
      turns: { orderBy: { number: "asc" }, include: { task: { select: { status: true, error: true } } } },
    },
  });
  if (!row) return null;
  const turns = row.turns.map(({ task, ...turn }): TurnView => {
    const lost = turn.outcome === "pending" && (task?.status === "failed" || task?.status === "cancelled" || task?.status === "expired");
    return {
      id: turn.id,
      number: turn.number,
      prompt: turn.prompt,
      selectedFaces: turn.selectedFaces,
      outcome: lost ? "failed" : turn.outcome,
      taskId: turn.taskId,
      summary: turn.summary,
      questions: list(turn.questions),
      assumptions: list(turn.assumptions),
      warnings: list(turn.warnings),
      error: turn.error ?? (lost ? messageIn(task?.error) : null),
      revision: turn.revisionNumber,
      createdAt: turn.createdAt,
    };
  });
  const { id: _, name, createdAt, updatedAt } = row;
  return { id, name, createdAt, updatedAt, turns, part: await partOfConversation(id) };
}

function messageIn(error: unknown): string {
  const message = typeof error === "object" && error !== null && "message" in error ? error.message : undefined;
  return typeof message === "string" ? message : "The task ended without a result.";
}

/** @throws NOT_FOUND, VALIDATION_ERROR */
export async function renameConversation(accountId: string, id: string, name: string): Promise<Conversation> {
  const chosen = readName(name);
  return transaction(async (tx) => {
    const where = { id, accountId };
    const { count } = await tx.conversation.updateMany({ where, data: { name: chosen, renamed: true, updatedAt: new Date() } });
    const conversation = count === 0 ? null : await tx.conversation.findFirst({ where, select: fields });
    if (!conversation) throw new ApiError("NOT_FOUND", "There is no such conversation.");
    await tx.part.updateMany({ where: { conversationId: id, accountId }, data: { name: chosen } });
    return conversation;
  });
}

/**
 * Deletes a conversation, its turns, part and revisions; its files are left to the sweep of expired ones.
 * @throws NOT_FOUND
 */
export async function deleteConversation(accountId: string, id: string): Promise<void> {
  await transaction(async (tx) => {
    await tx.file.updateMany({
      where: { accountId, revision: { part: { conversationId: id, accountId } } },
      data: { expiresAt: new Date() },
    });
    const { count } = await tx.conversation.deleteMany({ where: { id, accountId } });
    if (count === 0) throw new ApiError("NOT_FOUND", "There is no such conversation.");
  });
}
