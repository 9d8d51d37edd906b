import { cancelJob } from "@/lib/contract/endpoints/job";
import { ApiError } from "@/lib/core/errors";
import { methods } from "@/lib/http/methods";
import { JOB_KINDS } from "@/lib/http/present/job";
import { route } from "@/lib/http/route";
import { cancelTask, findTaskOf } from "@/lib/tasks";

/** POST /api/v1/job/{job_id}/cancel: stops a job of the caller; its credit returns. */
export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = methods({
  POST: route(cancelJob, async ({ params, principal }) => {
    const task = await findTaskOf(principal.accountId, params.job_id);
    if (!task || !JOB_KINDS.includes(task.kind)) throw new ApiError("NOT_FOUND", "There is no such job.");
    if (!(await cancelTask(principal.accountId, task.id))) {
      throw new ApiError("TASK_NOT_CANCELLABLE", "This job has ended already.", { details: { status: task.status } });
    }
    return { job_id: task.id, cancelled: true as const };
  }),
});
