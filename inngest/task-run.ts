import { TASK_EVENTS } from "./events";
import { failUnexpectedly } from "./failure";

interface FailedContext {
  event: { data: Parameters<typeof failUnexpectedly>[0] };
  step: { run: (id: string, work: () => Promise<void>) => Promise<unknown> };
}

/** What every function that works a task has in common: one run a task, ended when the task is cancelled, failed once. */
export const TASK_RUN = {
  idempotency: "event.data.taskId",
  timeouts: { finish: "30m" },
  cancelOn: [{ event: TASK_EVENTS.cancelled, match: "data.taskId" }] as [{ event: string; match: string }],
  onFailure: async ({ event, step }: FailedContext) => {
    await step.run("fail task", () => failUnexpectedly(event.data));
  },
} as const;
