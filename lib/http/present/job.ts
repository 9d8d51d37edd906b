import type { z } from "zod";
import type { JobView, jobResult } from "@/lib/contract/endpoints/job";
import type { Task } from "@/lib/tasks";
import type { Signer } from "../sign";

type JobResult = z.input<typeof jobResult>;

/** Tasks that the part API shows as jobs; those of the other half need their key. */
export const JOB_KINDS: readonly string[] = ["generate", "import", "export"];

const STATUS: Record<Task["status"], JobView["status"]> = {
  queued: "processing",
  waiting: "processing",
  processing: "processing",
  completed: "completed",
  failed: "failed",
  cancelled: "failed",
  expired: "failed",
};

/** A task as `GET /job` answers it; addresses of files are made anew each time. */
export async function viewJob(task: Task, sign: Signer): Promise<JobView> {
  const status = STATUS[task.status];
  const view: JobView = { job_id: task.id, status, progress: task.progress };
  if (task.stage !== null) view.stage = task.stage;
  if (status === "completed") view.result = await viewResult(task.id, task.result, sign);
  if (status === "failed") view.error = task.error?.message ?? FAILED_WITHOUT_WORDS[task.status] ?? "The job failed.";
  return view;
}

const FAILED_WITHOUT_WORDS: Partial<Record<Task["status"], string>> = {
  cancelled: "The job was cancelled.",
  expired: "The results of this job have expired.",
};

/** A stored result with addresses for the keys it names. */
export async function viewResult(jobId: string, stored: unknown, sign: Signer): Promise<JobResult> {
  const result = typeof stored === "object" && stored !== null ? (stored as Record<string, unknown>) : {};
  const urlOf = async (name: string) => (typeof result[name] === "string" ? await sign(result[name]) : undefined);
  const [glb, thumbnail] = await Promise.all([urlOf("glb_key"), urlOf("thumbnail_key")]);
  return {
    success: result.success === true,
    summary: typeof result.summary === "string" ? result.summary : "",
    ...result,
    job_id: jobId,
    ...(glb !== undefined && { glb_url: glb, model_url: glb }),
    ...(thumbnail !== undefined && { thumbnail_url: thumbnail }),
  };
}
