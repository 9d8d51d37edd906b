import { getJob } from "@/lib/contract/endpoints/job";
import { call, type Job, RequestError } from "./api";

/** Where a job stands. */
export interface JobProgress {
  /** 0 to 100. */
  percent: number;
  stage: string;
  message: string;
}

export interface JobListener {
  onProgress: (progress: JobProgress) => void;
  /** Once; completed or failed. */
  onEnd: (job: Job) => void;
  /** Nothing more can be learnt about the job. */
  onLost: (error: RequestError) => void;
}

const POLL_MS = 1_000;
/** Broken streams before asking again and again takes over. */
const MAX_STREAM_ERRORS = 3;
/** Failed questions in a row before the job counts as lost. */
const MAX_POLL_ERRORS = 20;

/**
 * Follows a job: server-sent events while they come, else polling.
 * @returns stops following; the job itself goes on
 */
export function followJob(jobId: string, listener: JobListener): () => void {
  const abort = new AbortController();
  let ended = false;
  const end = (job: Job) => {
    if (ended || abort.signal.aborted) return;
    ended = true;
    abort.abort();
    listener.onEnd(job);
  };
  const poll = () => void pollJob(jobId, abort.signal, listener, end);
  const source = new EventSource(`/api/v1/job/${encodeURIComponent(jobId)}/events`);
  let errors = 0;
  source.addEventListener("progress", (event) => {
    errors = 0;
    const progress = readProgress(event.data);
    if (progress !== null) listener.onProgress(progress);
  });
  source.addEventListener("result", (event) => {
    const job = readJson(event.data) as Job | null;
    if (job !== null && (job.status === "completed" || job.status === "failed")) end(job);
  });
  const fallBack = () => {
    source.close();
    if (!ended && !abort.signal.aborted) poll();
  };
  source.addEventListener("end", fallBack);
  source.addEventListener("error", () => {
    errors += 1;
    if (source.readyState === EventSource.CLOSED || errors >= MAX_STREAM_ERRORS) fallBack();
  });
  abort.signal.addEventListener("abort", () => source.close());
  return () => abort.abort();
}

async function pollJob(jobId: string, signal: AbortSignal, listener: JobListener, end: (job: Job) => void): Promise<void> {
  let errors = 0;
  while (!signal.aborted) {
    try {
      const job = await call(getJob, { params: { job_id: jobId }, signal });
      errors = 0;
      if (job.status !== "processing") {
        end(job);
        return;
      }
      listener.onProgress({ percent: job.progress, stage: job.stage ?? "", message: "" });
    } catch (thrown) {
      if (signal.aborted) return;
      errors += 1;
      const isGone = thrown instanceof RequestError && thrown.status === 404;
      if (isGone || errors >= MAX_POLL_ERRORS) {
        listener.onLost(thrown instanceof RequestError ? thrown : new RequestError("OFFLINE", "The server cannot be reached.", 0));
        return;
      }
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

function readJson(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

function readProgress(text: unknown): JobProgress | null {
  const data = readJson(text);
  if (typeof data !== "object" || data === null) return null;
  return {
    percent: "progress" in data && typeof data.progress === "number" ? data.progress : 0,
    stage: "stage" in data && typeof data.stage === "string" ? data.stage : "",
    message: "message" in data && typeof data.message === "string" ? data.message : "",
  };
}
