import { join } from "node:path";
import type { Measurements } from "@/lib/contract/geometry";
import { publishRevision } from "@/lib/conversations";
import { confirmUpload } from "@/lib/files";
import { storage } from "@/lib/storage";
import { failTask, type Task } from "@/lib/tasks";
import { kernelError } from "./failure";
import { stemOf } from "./filename";
import { type KernelWorkOutcome, runKernelWork, TASK_OVER } from "./kernel-work";
import { openTask } from "./open-task";
import { partResult, publishedFiles } from "./result";

/** Reads an upload of the task's account into a shape with its files. */
export async function importUpload(taskId: string, key: string): Promise<KernelWorkOutcome> {
  const task = await openTask(taskId);
  if (!task) return TASK_OVER;
  const upload = await confirmUpload(task.accountId, key);
  return runKernelWork(
    taskId,
    async (scratchDir) => {
      const path = join(scratchDir, "source");
      await storage().getToFile(upload.key, path);
      return {
        kind: "import",
        file: { path, filename: upload.filename },
        scratchDir,
        output: {
          name: stemOf(upload.filename),
          formats: ["step", "glb", "brep", "png"],
          quality: "normal",
          timestamp: task.createdAt.toISOString(),
        },
      };
    },
    { from: 0.05, to: 0.9 },
  );
}

/** The imported shape becomes a revision of the conversation's part. */
export async function publishImport(taskId: string, key: string, outcome: KernelWorkOutcome): Promise<void> {
  const task = await openTask(taskId);
  if (!task) return;
  if (!outcome.ok) {
    await failTask(taskId, kernelError(outcome.failure), { refund: true });
    return;
  }
  const upload = await confirmUpload(task.accountId, key);
  const { conversationId } = task;
  const { measurements, faces, lastLabel, timings } = outcome.result;
  const partName = stemOf(upload.filename);
  const prompt = promptOf(task);
  const warnings = [...outcome.result.warnings, ...(prompt === "" ? [] : [NOT_APPLIED])];
  const summary = summaryOf(upload.filename, measurements);
  const common = { taskId, conversationId, summary, measurements, faces, parameters: [], warnings };
  await publishRevision({
    ...common,
    prompt,
    plan: null,
    planHash: null,
    partName,
    lastLabel,
    files: publishedFiles(partName, outcome.files),
    result: (published) =>
      partResult({ ...common, files: outcome.files, assumptions: [], questions: [], planner: "embedded", timings }, published),
  });
}

const NOT_APPLIED = "The file was taken in as it is: the words beside it were not applied to the imported shape.";

function promptOf(task: Task): string {
  const { input } = task;
  if (typeof input !== "object" || input === null || !("prompt" in input)) return "";
  return typeof input.prompt === "string" ? input.prompt : "";
}

function summaryOf(filename: string, { bounding_box: box, solids, faces }: Measurements): string {
  const size = box.size.map((mm) => Number(mm.toFixed(2))).join(" × ");
  return `Imported ${filename}: ${size} mm, ${solids} ${solids === 1 ? "solid" : "solids"}, ${faces} faces.`;
}
