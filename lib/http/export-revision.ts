import "server-only";
import type { ExportFormat } from "@/lib/contract/endpoints/exports";
import { findConversation, type HeadRevision, headRevision } from "@/lib/conversations";
import { ApiError, ERRORS, type ErrorCode } from "@/lib/core/errors";
import { filesOfTask } from "@/lib/files";
import { submitTask, type Task } from "@/lib/tasks";
import type { Principal } from "./principal";
import { waitForTask } from "./wait-for-task";

/** Below the 120 s after which a repeat with the same Idempotency-Key takes over. */
const WAIT_MS = 100_000;

interface Wanted {
  conversationId?: string | null;
  partId?: string | null;
  revision?: number | null;
}

/**
 * The revision that an export is about.
 * @throws NOT_FOUND no such conversation, part or revision of this account; NOTHING_TO_EXPORT no part yet
 */
export async function revisionToExport(accountId: string, wanted: Wanted): Promise<HeadRevision> {
  const revision = await headRevision(accountId, wanted);
  if (revision) return revision;
  const conversation = wanted.conversationId ? await findConversation(accountId, wanted.conversationId) : null;
  if (conversation && !conversation.part) {
    throw new ApiError(
      "NOTHING_TO_EXPORT",
      "This conversation has no part yet. Generate one, wait until its job is completed, then export.",
    );
  }
  throw new ApiError("NOT_FOUND", "There is no such conversation, part or revision.");
}

/** Storage key of a revision in a format; a file that exists is used again, else a task makes it. */
export async function exportRevision(principal: Principal, revision: HeadRevision, format: ExportFormat): Promise<string> {
  const existing = revision.files.find(({ kind }) => kind === format);
  if (existing) return existing.key;
  const { taskId } = await submitTask({
    kind: "export",
    accountId: principal.accountId,
    keyId: principal.keyId,
    conversationId: revision.conversationId,
    input: { part_id: revision.partId, revision: revision.number, format },
    cost: 0,
    eventName: "task/export.requested",
  });
  const task = await waitForTask(taskId, WAIT_MS);
  if (task.status !== "completed") throw failureOf(task);
  return await keyMadeBy(principal.accountId, task, revision, format);
}

/** The file may hang on the revision or on the task that made it. */
async function keyMadeBy(accountId: string, task: Task, { partId, number }: HeadRevision, format: ExportFormat): Promise<string> {
  const [made, fresh] = await Promise.all([filesOfTask(accountId, task.id), headRevision(accountId, { partId, revision: number })]);
  const file = [...(fresh?.files ?? []), ...made].find(({ kind }) => kind === format);
  if (!file) throw new ApiError("NOT_FOUND", "The part was deleted while its file was being made.");
  return file.key;
}

function failureOf({ error }: Task): ApiError {
  const code: ErrorCode = error && error.code in ERRORS ? (error.code as ErrorCode) : "KERNEL_FAILED";
  return new ApiError(code, error?.message ?? "The file could not be made.");
}
