import { join } from "node:path";
import { FORMATS } from "@/lib/contract/kernel-job";
import { exportInput } from "@/lib/contract/task-input";
import { type HeadRevision, headRevision } from "@/lib/conversations";
import { transaction } from "@/lib/db";
import { recordFile } from "@/lib/files";
import { storage } from "@/lib/storage";
import { completeTask, failTask, findTask, markStarted, type Task, TERMINAL_STATUSES } from "@/lib/tasks";
import { inngest } from "./client";
import { TASK_EVENTS, taskIdOf } from "./events";
import { kernelError } from "./failure";
import { safeFilename } from "./filename";
import { type KernelWorkOutcome, runKernelWork } from "./kernel-work";
import { inputOf } from "./open-task";
import { TASK_RUN } from "./task-run";

/** Writes a revision in a further format. Its result: `{ key, filename, format, bytes }`. */
export const exportPart = inngest.createFunction(
  {
    id: "export",
    triggers: { event: TASK_EVENTS.export },
    retries: 3,
    ...TASK_RUN,
  },
  async ({ event, step }) => {
    const taskId = taskIdOf(event.data);
    const outcome = (await step.run("write", () => write(taskId))) as KernelWorkOutcome | null;
    if (outcome !== null) await step.run("record", () => record(taskId, outcome));
  },
);

interface Wanted {
  task: Task;
  revision: HeadRevision;
  format: keyof typeof FORMATS;
}

/** What the task asks for; undefined once it has ended. Fails the task when there is nothing to export. */
async function wanted(taskId: string): Promise<Wanted | undefined> {
  const task = await findTask(taskId);
  if (!task || TERMINAL_STATUSES.includes(task.status)) return undefined;
  const { conversation_id, part_id, revision: number, format } = inputOf(exportInput, task);
  const revision = await headRevision(task.accountId, {
    conversationId: conversation_id ?? null,
    partId: part_id ?? null,
    revision: number ?? null,
  });
  if (revision) return { task, revision, format };
  const message = "There is no part to export yet. Generate one first.";
  await failTask(taskId, { code: "NOTHING_TO_EXPORT", message }, { refund: true });
  return undefined;
}

/** From the stored B-rep: exact, and no plan is run again. A file that is there already is taken as it is. */
async function write(taskId: string): Promise<KernelWorkOutcome | null> {
  await markStarted(taskId);
  const found = await wanted(taskId);
  if (!found) return null;
  const { revision, format, task } = found;
  const known = revision.files.find(({ kind }) => kind === format);
  if (known) {
    const { key, filename, bytes } = known;
    await transaction((tx) => completeTask(tx, taskId, { key, filename, format, bytes }));
    return null;
  }
  const brep = revision.files.find(({ kind }) => kind === "brep");
  if (!brep) return { ok: false, failure: { code: "INVALID_INPUT", message: "The exact shape of this revision is no longer stored." } };
  return runKernelWork(
    task.id,
    async (scratchDir) => {
      const path = join(scratchDir, "source.brep");
      await storage().getToFile(brep.key, path);
      const output = {
        name: revision.partName,
        formats: [format],
        quality: "normal" as const,
        timestamp: revision.createdAt.toISOString(),
      };
      const lastLabel = Math.max(0, ...revision.faces.map(({ label }) => Number(label.replace(/\D/g, ""))));
      return { kind: "export", file: { path, filename: "source.brep" }, scratchDir, output, history: { faces: revision.faces, lastLabel } };
    },
    { from: 0.05, to: 0.95 },
  );
}

async function record(taskId: string, outcome: KernelWorkOutcome): Promise<void> {
  if (!outcome.ok) {
    await failTask(taskId, kernelError(outcome.failure), { refund: true });
    return;
  }
  const found = await wanted(taskId);
  const file = outcome.files[0];
  if (!found || !file) return;
  const { revision, format, task } = found;
  const { key, contentType, bytes, sha256 } = file;
  const filename = safeFilename(revision.partName, FORMATS[format].extension);
  const entry = {
    accountId: task.accountId,
    key,
    kind: format,
    filename,
    contentType,
    bytes,
    sha256,
    taskId,
    revisionId: revision.revisionId,
  };
  await transaction(async (tx) => {
    await recordFile(entry, tx);
    await completeTask(tx, taskId, { key, filename, format, bytes });
  });
}
