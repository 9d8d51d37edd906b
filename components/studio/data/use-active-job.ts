"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import type { Conversation, Job } from "./api";
import { followJob, type JobProgress } from "./job-stream";
import { refreshAfterJob } from "./queries";
import { type ActiveJob, useStudio } from "./store";

/** A stage that a job has been in. */
export interface StageSeen {
  stage: string;
  message: string;
}

export interface JobWatch {
  job: ActiveJob;
  progress: JobProgress;
  stages: StageSeen[];
}

const AT_START: JobProgress = { percent: 0, stage: "", message: "" };

/** The unfinished job of a conversation and how far it is; one that an earlier page started is taken up again. */
export function useActiveJob(conversationId: string | null, conversation: Conversation | undefined): JobWatch | null {
  const client = useQueryClient();
  const job = useStudio((state) => (conversationId === null ? undefined : state.jobs[conversationId]));
  const [progress, setProgress] = useState<JobProgress>(AT_START);
  const [stages, setStages] = useState<StageSeen[]>([]);
  useAdoptPending(job, conversation);

  useEffect(() => {
    if (job === undefined) return;
    setProgress(AT_START);
    setStages([]);
    return followJob(job.jobId, {
      onProgress: (next) => {
        setProgress(next);
        if (next.stage !== "") setStages((seen) => withStage(seen, next));
      },
      onEnd: (ended) => void finish(job, ended),
      onLost: ({ message }) => void finish(job, { job_id: job.jobId, status: "failed", progress: 0, error: message }),
    });

    async function finish(active: ActiveJob, ended: Job): Promise<void> {
      if (ended.status === "failed") noteFailure(active, ended.error ?? "The part could not be built.");
      // The old part stays on screen until the new one is known.
      await refreshAfterJob(client, active.conversationId);
      useStudio.getState().endJob(active.conversationId);
    }
  }, [job, client]);

  return job === undefined ? null : { job, progress, stages };
}

function withStage(seen: StageSeen[], { stage, message }: JobProgress): StageSeen[] {
  const known = seen.findIndex((one) => one.stage === stage);
  if (known === -1) return [...seen, { stage, message }];
  return seen.map((one, at) => (at === known ? { stage, message } : one));
}

/** Words that gave nothing go back into the box, unless something else has been typed. */
function noteFailure(job: ActiveJob, error: string): void {
  const { failJob, draft, set, conversationId } = useStudio.getState();
  failJob({ jobId: job.jobId, conversationId: job.conversationId, prompt: job.prompt, error });
  if (draft === "" && conversationId === job.conversationId) set({ draft: job.prompt });
}

function useAdoptPending(job: ActiveJob | undefined, conversation: Conversation | undefined): void {
  useEffect(() => {
    const last = conversation?.turns.at(-1);
    if (conversation === undefined || job !== undefined || last === undefined) return;
    if (last.outcome !== "pending" || last.job_id === null) return;
    useStudio.getState().startJob({
      jobId: last.job_id,
      conversationId: conversation.conversation_id,
      prompt: last.prompt,
      selectedFaces: last.selected_faces,
      parameters: null,
      startedMs: new Date(last.created_at).getTime(),
    });
  }, [conversation, job]);
}
