import { NonRetriableError } from "inngest";
import { z } from "zod";

/** Events carry ids; everything else is read from the database by the step that needs it. */
export const TASK_EVENTS = {
  generate: "task/generate.requested",
  export: "task/export.requested",
  import: "task/import.requested",
  cancelled: "task/cancelled",
} as const;

const taskData = z.object({ taskId: z.uuid() });

/** The task of an event; an event without one can't be handled by trying again. */
export function taskIdOf(data: unknown): string {
  const parsed = taskData.safeParse(data);
  if (!parsed.success) throw new NonRetriableError("The event has no taskId.");
  return parsed.data.taskId;
}
