import "server-only";
import { log } from "@/lib/core/log";
import { findTask, subscribeTask, type Task, type TaskEvent, TERMINAL_STATUSES, taskEvents } from "@/lib/tasks";
import { type EventSink, eventStream } from "../event-stream";
import type { Signer } from "../sign";
import { viewJob } from "./job";

/**
 * A job as server-sent events: every `progress` after `afterSequence` (those of the past too), then `result` with the
 * body that GET /job answers, then `end`.
 */
export async function streamJob(task: Task, sign: Signer, afterSequence: number): Promise<Response> {
  const from = startOf(await taskEvents(task.id), afterSequence);
  return eventStream((sink) =>
    subscribeTask(
      task.id,
      (event) => {
        if (TERMINAL_STATUSES.includes(event.status)) void finish(task.id, sign, sink);
        else sink.send({ event: "progress", id: event.sequence, data: viewEvent(task, event) });
      },
      from,
    ),
  );
}

/** Never past the last event, nor past one that ends the task: whoever asks for more still gets the result. */
function startOf(known: readonly TaskEvent[], afterSequence: number): number {
  const last = known.at(-1);
  if (!last) return 0;
  return Math.min(afterSequence, TERMINAL_STATUSES.includes(last.status) ? last.sequence - 1 : last.sequence);
}

async function finish(taskId: string, sign: Signer, sink: EventSink): Promise<void> {
  try {
    const task = await findTask(taskId);
    if (task) sink.send({ event: "result", data: await viewJob(task, sign) });
    sink.send({ event: "end", data: { job_id: taskId } });
  } catch (error) {
    // The stream just ends; the client falls back to GET /job.
    log().error("job result not streamed", { error });
  } finally {
    sink.close();
  }
}

function viewEvent(task: Task, event: TaskEvent) {
  return {
    job_id: task.id,
    status: "processing",
    progress: event.progress,
    stage: event.stage,
    message: event.message,
    elapsed_ms: Math.max(0, event.createdAt.getTime() - task.createdAt.getTime()),
  };
}
