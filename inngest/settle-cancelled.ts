import { failTask } from "@/lib/tasks";
import { APP_ID, inngest } from "./client";
import { taskIdOf } from "./events";

/** Functions that work for a task. */
const TASK_FUNCTIONS = ["generate", "import", "export"].map((id) => `${APP_ID}-${id}`);

/**
 * A run that was cancelled (by a time limit; a person's cancelling has ended the task before) does not reach onFailure:
 * its task is ended here, so that no credit stays taken for nothing.
 */
export const settleCancelled = inngest.createFunction(
  {
    id: "settle-cancelled",
    triggers: { event: "inngest/function.cancelled", if: TASK_FUNCTIONS.map((id) => `event.data.function_id == '${id}'`).join(" || ") },
    retries: 5,
  },
  async ({ event, step }) => {
    const taskId = taskIdOf(event.data.event.data);
    const message = "The work took longer than its time limit and was stopped. Your credit is back.";
    await step.run("fail task", () => failTask(taskId, { code: "TIME_LIMIT", message }, { refund: true }));
  },
);
