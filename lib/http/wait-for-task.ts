import "server-only";
import { ApiError } from "@/lib/core/errors";
import { findTask, subscribeTask, type Task, TERMINAL_STATUSES } from "@/lib/tasks";

/**
 * The task once it has ended.
 * @throws SERVICE_UNAVAILABLE it had not ended in time; it goes on, so asking again later finds its outcome
 */
export async function waitForTask(taskId: string, timeoutMs: number): Promise<Task> {
  let stop: () => void = () => undefined;
  let timer: NodeJS.Timeout | undefined;
  const ended = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), timeoutMs);
    stop = subscribeTask(taskId, (event) => {
      if (TERMINAL_STATUSES.includes(event.status)) resolve(true);
    });
  });
  try {
    const inTime = await ended;
    const task = await findTask(taskId);
    if (task && TERMINAL_STATUSES.includes(task.status)) return task;
    throw new ApiError("SERVICE_UNAVAILABLE", inTime ? "The task is gone." : "This takes longer than usual. Ask again in a moment.", {
      retryAfterS: 5,
    });
  } finally {
    clearTimeout(timer);
    stop();
  }
}
