"use client";

import type { PartSource } from "@/components/viewer/use-part-model";
import type { Conversation, JobResult } from "./api";
import { useConversation, useRevisionResult } from "./queries";
import { useStudio } from "./store";

export interface CurrentPart {
  conversation: Conversation | undefined;
  isLoading: boolean;
  error: Error | null;
  /** Result of the revision that is looked at. */
  result: JobResult | null;
  /** Its number; null while there is no part. */
  revision: number | null;
  headRevision: number | null;
  source: PartSource | null;
  refetch: () => void;
}

/** Job that made a revision: the newest part turn that carries its number. */
export function jobOfRevision(conversation: Conversation | undefined, revision: number): string | null {
  const made = conversation?.turns.findLast((turn) => turn.outcome === "part" && turn.revision === revision);
  return made?.job_id ?? null;
}

/** What the room shows: the newest revision of the open conversation, or the earlier one that was chosen. */
export function useCurrentPart(): CurrentPart {
  const conversationId = useStudio((state) => state.conversationId);
  const viewedRevision = useStudio((state) => state.viewedRevision);
  const query = useConversation(conversationId);
  const conversation = conversationId === null ? undefined : query.data;
  const headRevision = conversation?.part?.revision ?? null;
  const isEarlier = viewedRevision !== null && viewedRevision !== headRevision;
  const earlier = useRevisionResult(isEarlier ? jobOfRevision(conversation, viewedRevision) : null);
  const head = conversation?.result?.success === true ? conversation.result : null;
  const result = isEarlier ? (earlier.data ?? null) : head;
  // While an earlier revision loads, what was there stays.
  const shown = result ?? head;
  return {
    conversation,
    isLoading: query.isLoading && conversationId !== null,
    error: query.error,
    result: shown,
    revision: result !== null && isEarlier ? viewedRevision : headRevision,
    headRevision,
    source: shown?.glb_url === undefined ? null : { key: shown.glb_key ?? shown.glb_url, url: shown.glb_url },
    refetch: () => void query.refetch(),
  };
}
