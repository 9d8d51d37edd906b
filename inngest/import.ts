import { importInput } from "@/lib/contract/task-input";
import { markStarted } from "@/lib/tasks";
import { inngest } from "./client";
import { TASK_EVENTS, taskIdOf } from "./events";
import { importUpload, publishImport } from "./import-upload";
import type { KernelWorkOutcome } from "./kernel-work";
import { inputOf, openTask } from "./open-task";
import { TASK_RUN } from "./task-run";

/** Makes an uploaded file a revision of its conversation's part. */
export const importPart = inngest.createFunction(
  {
    id: "import",
    triggers: { event: TASK_EVENTS.import },
    retries: 3,
    ...TASK_RUN,
  },
  async ({ event, step }) => {
    const taskId = taskIdOf(event.data);
    const key = await step.run("read task", async () => {
      await markStarted(taskId);
      const task = await openTask(taskId);
      return task ? inputOf(importInput, task).s3_key : null;
    });
    if (key === null) return;
    const outcome = (await step.run("import", () => importUpload(taskId, key))) as KernelWorkOutcome;
    await step.run("publish", () => publishImport(taskId, key, outcome));
  },
);
