import type { z } from "zod";
import type { resolvedParameter } from "@/lib/contract/endpoints/job";
import type { Conversation, ConversationDetail, PartDetail, PartView, RevisionFile, RevisionView, TurnView } from "@/lib/conversations";
import type { Signer } from "../sign";
import { viewResult } from "./job";

export function viewConversation({ id, name, createdAt }: Conversation) {
  return { conversation_id: id, name, created_at: createdAt.toISOString() };
}

/** A conversation with its turns, its part and the newest result, as the studio shows it. */
export async function viewConversationDetail(conversation: ConversationDetail, sign: Signer) {
  const { part, turns } = conversation;
  const [revisions, result] = await Promise.all([
    Promise.all((part?.revisions ?? []).map((revision) => viewRevision(revision, sign))),
    part ? viewResult(part.head.taskId ?? "", part.head.result, sign) : null,
  ]);
  return {
    ...viewConversation(conversation),
    turns: turns.map(viewTurn),
    part: part && { part_id: part.id, name: part.name, revision: part.revision, revisions },
    result,
  };
}

function viewTurn(turn: TurnView) {
  return {
    turn_id: turn.id,
    number: turn.number,
    prompt: turn.prompt,
    selected_faces: turn.selectedFaces,
    created_at: turn.createdAt.toISOString(),
    outcome: turn.outcome,
    job_id: turn.taskId,
    summary: turn.summary,
    questions: turn.questions,
    assumptions: turn.assumptions,
    warnings: turn.warnings,
    error: turn.error,
    revision: turn.revision,
  };
}

async function viewRevision({ number, summary, createdAt, dimensions, files }: RevisionView, sign: Signer) {
  return { revision: number, summary, created_at: createdAt.toISOString(), dimensions, thumbnail_url: await thumbnailOf(files, sign) };
}

async function thumbnailOf(files: readonly RevisionFile[], sign: Signer): Promise<string | null> {
  const thumbnail = files.find(({ kind }) => kind === "png");
  return thumbnail ? await sign(thumbnail.key, thumbnail.filename) : null;
}

/** A part in a list; `files` are those of its head. */
export async function viewPart(part: PartView, files: readonly RevisionFile[], sign: Signer) {
  return {
    part_id: part.id,
    conversation_id: part.conversationId,
    name: part.name,
    revision: part.revision,
    created_at: part.createdAt.toISOString(),
    thumbnail_url: await thumbnailOf(files, sign),
  };
}

/** A part with its revisions, what was measured on its head, and links to the head's files. */
export async function viewPartDetail(part: PartDetail, sign: Signer) {
  const { head } = part;
  const [x, y, z] = head.measurements.bounding_box.size;
  return {
    ...(await viewPart(part, head.files, sign)),
    summary: head.summary,
    dimensions: { x, y, z },
    measurements: head.measurements,
    faces: head.faces,
    parameters: parametersIn(head.result),
    revisions: await Promise.all(part.revisions.map((revision) => viewRevision(revision, sign))),
    files: await Promise.all(
      head.files.map(async ({ kind, key, filename, bytes }) => ({ format: kind, key, url: await sign(key, filename), bytes, filename })),
    ),
  };
}

type Parameter = z.input<typeof resolvedParameter>;

/** As the job's result listed them. */
function parametersIn({ parameters }: Record<string, unknown>): Parameter[] {
  return Array.isArray(parameters) ? (parameters as Parameter[]) : [];
}
