import "server-only";
import { systemClock } from "@/lib/core/clock";
import { ApiError } from "@/lib/core/errors";
import { findTask, type Task } from "@/lib/tasks";
import { countAttempt } from "./address-limits";
import { JOB_KINDS } from "./present/job";
import type { Principal } from "./principal";

/** The id alone opens a job until this long after its end; from then on only its owner. */
export const OPEN_AFTER_END_MS = 24 * 60 * 60 * 1_000;

/**
 * The job of an id. The id is the credential, so whoever tries unknown ones is limited by address.
 * @throws NOT_FOUND unknown, of the other half of the API, or long over and not the caller's
 */
export async function findJob(jobId: string, principal: Principal | null, address: string): Promise<Task> {
  const task = await findTask(jobId);
  if (task && isOpenTo(task, principal, systemClock.now())) return task;
  await countAttempt("job-miss", address);
  throw new ApiError("NOT_FOUND", "There is no such job.");
}

/** Whether the id, with or without a credential, opens this task here. */
export function isOpenTo(task: Pick<Task, "kind" | "finishedAt" | "accountId">, principal: Principal | null, now: Date): boolean {
  if (!JOB_KINDS.includes(task.kind)) return false;
  const endedMs = task.finishedAt?.getTime();
  return endedMs === undefined || now.getTime() - endedMs < OPEN_AFTER_END_MS || principal?.accountId === task.accountId;
}
