import { NonRetriableError } from "inngest";
import type { z } from "zod";
import { findTask, type Task, TERMINAL_STATUSES } from "@/lib/tasks";

/** A task that is about a conversation, as those of the part API are. */
export type ConversationTask = Task & { conversationId: string };

/** The task of an event while there is still something to do; undefined once it has ended or its conversation is gone. */
export async function openTask(taskId: string): Promise<ConversationTask | undefined> {
  const task = await findTask(taskId);
  if (!task) throw new NonRetriableError(`There is no task ${taskId}.`);
  const { conversationId } = task;
  if (TERMINAL_STATUSES.includes(task.status) || conversationId === null) return undefined;
  return { ...task, conversationId };
}

/** What a task works on. A task whose input is not of its kind's form will not become so by trying again. */
export function inputOf<T>(schema: z.ZodType<T>, task: Task): T {
  const parsed = schema.safeParse(task.input);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new NonRetriableError(`The input of a task of kind "${task.kind}" is wrong: ${issue?.path.join(".")}: ${issue?.message}.`);
}
