"use client";

import { type QueryClient, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { topUp } from "@/lib/contract/endpoints/accounts";
import {
  deleteConversation,
  getConversation,
  listConversations,
  listParts,
  renameConversation,
  revertConversation,
} from "@/lib/contract/endpoints/conversations";
import { type ExportFormat, exportPart } from "@/lib/contract/endpoints/exports";
import { getJob } from "@/lib/contract/endpoints/job";
import { type Conversation, call, type JobResult, type Me, RequestError } from "./api";
import { fetchMe } from "./session";
import { useStudio } from "./store";

export const KEYS = {
  me: ["me"],
  conversations: ["conversations"],
  parts: ["parts"],
  conversation: (id: string) => ["conversation", id],
  revision: (jobId: string) => ["revision", jobId],
} as const;

/** A refusal stays one; only silence is worth asking again. */
const retry = (count: number, error: Error) => count < 2 && error instanceof RequestError && (error.status === 0 || error.status >= 500);

export function useMe() {
  return useQuery({ queryKey: KEYS.me, queryFn: ({ signal }) => fetchMe(signal), staleTime: 60_000, retry });
}

/** Newest first, at most 100; each with the picture of its part. */
export function useConversations() {
  const me = useMe();
  const enabled = me.data !== undefined;
  const list = useQuery({
    queryKey: KEYS.conversations,
    queryFn: ({ signal }) => call(listConversations, { query: { limit: 100 }, signal }),
    enabled,
    retry,
  });
  const parts = useQuery({
    queryKey: KEYS.parts,
    queryFn: ({ signal }) => call(listParts, { query: { limit: 100 }, signal }),
    enabled,
    retry,
  });
  const pictures = new Map(parts.data?.parts.map((part) => [part.conversation_id, part.thumbnail_url]));
  return { ...list, conversations: list.data?.conversations, pictures };
}

export function useConversation(id: string | null) {
  const me = useMe();
  return useQuery({
    queryKey: KEYS.conversation(id ?? "none"),
    queryFn: ({ signal }) => call(getConversation, { params: { conversation_id: id ?? "" }, signal }),
    enabled: id !== null && me.data !== undefined,
    retry,
  });
}

/** Result of an earlier revision, which lies in the job that made it; null asks for nothing. */
export function useRevisionResult(jobId: string | null) {
  return useQuery({
    queryKey: KEYS.revision(jobId ?? "none"),
    queryFn: async ({ signal }): Promise<JobResult | null> => {
      const job = await call(getJob, { params: { job_id: jobId ?? "" }, signal });
      return job.result ?? null;
    },
    enabled: jobId !== null,
    staleTime: 600_000,
    retry,
  });
}

/** After a job has ended: everything that may have changed. */
export async function refreshAfterJob(client: QueryClient, conversationId: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: KEYS.conversation(conversationId) }),
    client.invalidateQueries({ queryKey: KEYS.conversations }),
    client.invalidateQueries({ queryKey: KEYS.parts }),
    client.invalidateQueries({ queryKey: KEYS.me }),
  ]);
}

export function useRename() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, name }: { id: string; name: string }) =>
      call(renameConversation, { params: { conversation_id: id }, body: { name } }),
    onMutate: ({ id, name }) => {
      client.setQueryData<Conversation>(KEYS.conversation(id), (known) => (known === undefined ? known : { ...known, name }));
    },
    onSettled: (_data, _error, { id }) =>
      Promise.all([
        client.invalidateQueries({ queryKey: KEYS.conversation(id) }),
        client.invalidateQueries({ queryKey: KEYS.conversations }),
      ]),
  });
}

export function useDelete() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(deleteConversation, { params: { conversation_id: id } }),
    onSettled: () => client.invalidateQueries({ queryKey: KEYS.conversations }),
  });
}

/** Makes an earlier (or later) revision the current one. */
export function useRevert() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ id, revision }: { id: string; revision: number }) =>
      call(revertConversation, { params: { conversation_id: id }, body: { revision } }),
    onSuccess: async (_data, { id }) => {
      await refreshAfterJob(client, id);
      useStudio.getState().set({ viewedRevision: null });
    },
  });
}

export function useTopUp() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call(topUp),
    onSuccess: ({ credits }) => {
      setCredits(client, credits);
      useStudio.getState().set({ problem: null });
    },
  });
}

export function setCredits(client: QueryClient, credits: number): void {
  client.setQueryData<Me>(KEYS.me, (me) => (me === undefined ? me : { ...me, account: { ...me.account, credits } }));
}

/** Makes the file and hands it to the browser's downloads. */
export function useExport() {
  return useMutation({
    mutationFn: (request: { conversationId: string; revision: number; format: ExportFormat }) =>
      call(exportPart, { body: { conversation_id: request.conversationId, revision: request.revision, format: request.format } }),
    onSuccess: ({ download_url, filename }) => {
      const link = document.createElement("a");
      link.href = download_url;
      link.download = filename;
      document.body.append(link);
      link.click();
      link.remove();
    },
  });
}
