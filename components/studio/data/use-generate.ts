"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { cancelJob, generate } from "@/lib/contract/endpoints/job";
import { newId } from "@/lib/core/ids";
import { asRequestError, call, type GenerateBody } from "./api";
import { KEYS, refreshAfterJob, setCredits } from "./queries";
import { fetchMe } from "./session";
import { type Submission, useStudio } from "./store";

/** Sends words or parameter values to the planner; progress and result arrive through the job. */
export function useGenerate(): (submission: Submission) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (submission) => {
      const { conversationId, set, startJob, jobs } = useStudio.getState();
      if (useStudio.getState().submission !== null || (conversationId !== null && jobs[conversationId] !== undefined)) return;
      set({ submission, problem: null });
      const body: GenerateBody = {
        prompt: submission.prompt,
        conversation_id: conversationId,
        selected_faces: submission.selectedFaces,
        ...(submission.parameters !== null && { parameters: submission.parameters }),
      };
      try {
        // The first words may be sent before the visitor has become a guest.
        await client.fetchQuery({ queryKey: KEYS.me, queryFn: ({ signal }) => fetchMe(signal), staleTime: Number.POSITIVE_INFINITY });
        const started = await call(generate, { body, headers: { "Idempotency-Key": newId("request") } });
        setCredits(client, started.credits_remaining);
        startJob({ ...submission, jobId: started.job_id, conversationId: started.conversation_id, startedMs: Date.now() });
        const stillThere = useStudio.getState().conversationId === conversationId;
        if (stillThere) set({ conversationId: started.conversation_id, viewedRevision: null });
        if (submission.parameters === null && stillThere) set({ draft: "" });
      } catch (thrown) {
        set({ problem: asRequestError(thrown) });
      } finally {
        set({ submission: null });
      }
    },
    [client],
  );
}

/** Stops a job; its credit returns. A job that has just ended is left as it is. */
export function useCancel(): (jobId: string, conversationId: string) => Promise<void> {
  const client = useQueryClient();
  return useCallback(
    async (jobId, conversationId) => {
      try {
        await call(cancelJob, { params: { job_id: jobId } });
      } catch (thrown) {
        const error = asRequestError(thrown);
        if (error.code !== "TASK_NOT_CANCELLABLE") useStudio.getState().set({ problem: error });
      }
      await refreshAfterJob(client, conversationId);
    },
    [client],
  );
}
