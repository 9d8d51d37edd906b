import "server-only";
import { db, type JsonValue, type Queryable } from "@/lib/db";

export const TASK_KINDS = ["generate", "import", "export", "cad", "pipeline", "compound", "model", "convert"] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export type TaskStatus = "queued" | "processing" | "waiting" | "completed" | "failed" | "cancelled" | "expired";

/** A task in one of these never changes its state again. */
export const TERMINAL_STATUSES: readonly TaskStatus[] = ["completed", "failed", "cancelled", "expired"];
export const OPEN_STATUSES: readonly TaskStatus[] = ["queued", "processing", "waiting"];

/** Why a task failed: a code of lib/core/errors or of the kernel, and one sentence for the person who asked. */
export interface TaskError {
  code: string;
  message: string;
  details?: JsonValue;
}

export interface Task {
  id: string;
  kind: TaskKind;
  accountId: string;
  keyId: string | null;
  conversationId: string | null;
  status: TaskStatus;
  /** 0..100; never falls. */
  progress: number;
  stage: string | null;
  input: JsonValue;
  result: JsonValue;
  error: TaskError | null;
  /** Credits charged. */
  cost: number;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
  expiresAt: Date | null;
}

export const TASK_FIELDS = {
  id: true,
  kind: true,
  accountId: true,
  keyId: true,
  conversationId: true,
  status: true,
  progress: true,
  stage: true,
  input: true,
  result: true,
  error: true,
  cost: true,
  createdAt: true,
  startedAt: true,
  finishedAt: true,
  expiresAt: true,
} as const;

type Row = Omit<Task, "kind" | "input" | "result" | "error"> & { kind: string; input: unknown; result: unknown; error: unknown };

/** The columns hold what this module wrote; the database cannot know their shape. */
function taskOf(row: Row): Task {
  return {
    ...row,
    kind: row.kind as TaskKind,
    input: row.input as JsonValue,
    result: row.result as JsonValue,
    error: row.error as TaskError | null,
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Whether a text can be a task's id at all; anything else would be an error of the database rather than "not found". */
export const isTaskId = (text: string): boolean => UUID.test(text);

/** A task by id alone: whoever knows the id may. For everything else use `findTaskOf`. */
export async function findTask(taskId: string, on: Queryable = db()): Promise<Task | null> {
  if (!isTaskId(taskId)) return null;
  const row = await on.task.findUnique({ where: { id: taskId }, select: TASK_FIELDS });
  return row && taskOf(row);
}

/** A task of an account; another's is not found. */
export async function findTaskOf(accountId: string, taskId: string): Promise<Task | null> {
  if (!isTaskId(taskId)) return null;
  const row = await db().task.findFirst({ where: { id: taskId, accountId }, select: TASK_FIELDS });
  return row && taskOf(row);
}

interface Listing {
  page: number;
  limit: number;
  kinds?: readonly TaskKind[];
  statuses?: readonly TaskStatus[];
}

/** Tasks of an account, newest first; `page` from 1. */
export async function listTasks(accountId: string, { page, limit, kinds, statuses }: Listing): Promise<{ tasks: Task[]; total: number }> {
  const where = {
    accountId,
    ...(kinds && { kind: { in: [...kinds] } }),
    ...(statuses && { status: { in: [...statuses] } }),
  };
  const [rows, total] = await Promise.all([
    db().task.findMany({
      where,
      select: TASK_FIELDS,
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      skip: (page - 1) * limit,
      take: limit,
    }),
    db().task.count({ where }),
  ]);
  return { tasks: rows.map(taskOf), total };
}
