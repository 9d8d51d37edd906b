import { NonRetriableError } from "inngest";
import { PLAN_LIMITS } from "@/lib/contract/pipeline";
import type { Plan } from "@/lib/contract/plan";
import { generateInput } from "@/lib/contract/task-input";
import { designContext, findConversation, publishReply, publishRevert, publishRevision, retiredFaces } from "@/lib/conversations";
import { messageOf } from "@/lib/core/errors";
import { refund } from "@/lib/credits";
import { transaction } from "@/lib/db";
import { checkPart, compilePlan, describePart, design, type Outcome, resolveParameters } from "@/lib/design";
import { failTask, markStarted, reportProgress, type TaskError } from "@/lib/tasks";
import { inngest } from "./client";
import { TASK_EVENTS, taskIdOf } from "./events";
import { checkError, kernelError } from "./failure";
import { importUpload, publishImport } from "./import-upload";
import { type KernelWorkOutcome, runKernelWork, TASK_OVER } from "./kernel-work";
import { type ConversationTask, inputOf, openTask } from "./open-task";
import { parameterViews, partResult, publishedFiles } from "./result";
import { featureLabels } from "./task-progress";
import { TASK_RUN } from "./task-run";

/**
 * What step "plan" hands on: the planner's outcome, a file to take in, nothing because the task has ended, or that an
 * earlier turn of the conversation is still being worked on, whose part these words are about.
 */
type Planned = Exclude<Outcome, PlannedPart> | TimedPart | { kind: "import"; key: string } | { kind: "over" } | { kind: "wait" };

/** Looks for the end of an earlier turn come every second at first, then every five. */
const QUICK_LOOKS = 30;

type PlannedPart = Extract<Outcome, { kind: "plan" }>;

type TimedPart = PlannedPart & {
  isFree: boolean;
  /** Milliseconds from the request to the first step, and of the planner. */
  timings: { queue: number; plan: number };
};

/** Turns the words of a task into a revision of its conversation's part, or into a question. */
export const generate = inngest.createFunction(
  {
    id: "generate",
    triggers: { event: TASK_EVENTS.generate },
    retries: 3,
    ...TASK_RUN,
  },
  async ({ event, step }) => {
    const taskId = taskIdOf(event.data);
    let planned = (await step.run("plan", () => planTask(taskId))) as Planned;
    for (let look = 1; planned.kind === "wait"; look++) {
      await step.sleep(`wait-${look}`, look <= QUICK_LOOKS ? "1s" : "5s");
      planned = (await step.run(`plan-${look}`, () => planTask(taskId))) as Planned;
    }
    const outcome = planned;
    if (outcome.kind === "import") {
      const read = (await step.run("import", () => importUpload(taskId, outcome.key))) as KernelWorkOutcome;
      await step.run("publish", () => publishImport(taskId, outcome.key, read));
      // The words beside the file were not applied: taking a file in costs nothing.
      await step.run("refund", () => transaction((tx) => refund(tx, taskId, "The words were not applied")));
    } else if (outcome.kind === "plan") {
      const built = (await step.run("build", () => build(taskId, outcome.plan))) as KernelWorkOutcome;
      await step.run("publish", () => publish(taskId, outcome, built));
      if (outcome.isFree) await step.run("refund", () => transaction((tx) => refund(tx, taskId, "New values of parameters")));
    } else if (outcome.kind !== "over") {
      await step.run("answer", () => answer(taskId, outcome));
    }
  },
);

/** Reads the words against the conversation. Pure but for its reading, so that a repetition plans the same. */
async function planTask(taskId: string): Promise<Planned> {
  const startedAtMs = Date.now();
  const [task] = await Promise.all([openTask(taskId), markStarted(taskId)]);
  if (!task) return { kind: "over" };
  const input = inputOf(generateInput, task);
  if (input.imported_step_key != null) return { kind: "import", key: input.imported_step_key };
  const [context] = await Promise.all([
    designContext(task.conversationId, taskId),
    reportProgress(taskId, { stage: "planning", fraction: 0.05 }),
  ]);
  if (context.turn > 1 && (await hasEarlierWork(task, context.turn))) return { kind: "wait" };
  const { prompt, selected_faces: selectedFaces, parameters } = input;
  const planningMs = performance.now();
  try {
    const outcome = design({ prompt, selectedFaces, ...(parameters && { parameters }) }, context);
    // New values of parameters, without words, cost nothing.
    if (outcome.kind !== "plan") return outcome;
    const timings = { queue: startedAtMs - task.createdAt.getTime(), plan: performance.now() - planningMs };
    return { ...outcome, isFree: prompt.trim() === "", timings };
  } catch (error) {
    // Planning is a function of its input: it would throw again.
    throw new NonRetriableError(messageOf(error), { cause: error });
  }
}

/** Turns are answered in their order: "make it taller" means the part that the turn before is still making. */
async function hasEarlierWork({ accountId, conversationId }: ConversationTask, turn: number): Promise<boolean> {
  const conversation = await findConversation(accountId, conversationId);
  return conversation?.turns.some(({ number, outcome }) => number < turn && outcome === "pending") ?? false;
}

const FORMATS_OF_REVISION = ["step", "glb", "brep", "png"] as const;

async function build(taskId: string, plan: Plan): Promise<KernelWorkOutcome> {
  const task = await openTask(taskId);
  if (!task) return TASK_OVER;
  const steps = compilePlan(plan);
  if (steps.length > PLAN_LIMITS.topLevelSteps) {
    const message = `The part has ${steps.length} features; at most ${PLAN_LIMITS.topLevelSteps} are built at once.`;
    return { ok: false, failure: { code: "INVALID_INPUT", message } };
  }
  const context = await designContext(task.conversationId, taskId);
  const retired = await retiredFaces(task.conversationId, context);
  return runKernelWork(
    taskId,
    async (scratchDir) => ({
      kind: "pipeline",
      steps,
      scratchDir,
      history: { faces: context.faces, lastLabel: context.lastLabel, retired },
      output: { name: plan.name, formats: [...FORMATS_OF_REVISION], quality: "normal", timestamp: task.createdAt.toISOString() },
    }),
    { from: 0.1, to: 0.95, relabel: featureLabels(plan.features) },
  );
}

/** The measured part becomes a revision if it is what the words asked for; else the task fails with the first difference. */
async function publish(
  taskId: string,
  { plan, planHash, planner, timings: planned }: TimedPart,
  outcome: KernelWorkOutcome,
): Promise<void> {
  const task = await openTask(taskId);
  if (!task) return;
  if (!outcome.ok) return fail(taskId, kernelError(outcome.failure, plan));
  const { measurements, faces, lastLabel, warnings: kernelWarnings } = outcome.result;
  const timings = { ...planned, ...outcome.result.timings };
  const violations = checkPart(plan, measurements);
  if (violations.length > 0) return fail(taskId, checkError(violations));
  const { conversationId } = task;
  const described = describePart(plan, measurements, { units: plan.units });
  const summary = described.summary;
  const warnings = [...described.warnings, ...kernelWarnings];
  const parameters = parameterViews(plan, resolveParameters(plan));
  const { files } = outcome;
  const { assumptions, questions } = plan;
  const parts = {
    taskId,
    conversationId,
    summary,
    measurements,
    faces,
    files,
    parameters,
    assumptions,
    questions,
    warnings,
    planner,
    timings,
  };
  await publishRevision({
    taskId,
    conversationId,
    prompt: inputOf(generateInput, task).prompt,
    plan,
    planHash,
    summary,
    measurements,
    faces,
    lastLabel,
    parameters,
    files: publishedFiles(plan.name, files),
    warnings,
    result: (published) => partResult(parts, published),
  });
}

/** Everything that is not a part: the credit goes back. */
async function answer(taskId: string, outcome: Exclude<Outcome, PlannedPart>): Promise<void> {
  const task = await openTask(taskId);
  if (!task) return;
  const { conversationId } = task;
  const { prompt } = inputOf(generateInput, task);
  if (outcome.kind === "refusal") return fail(taskId, { code: outcome.code ?? "VALIDATION_ERROR", message: outcome.message });
  if (outcome.kind === "revert") {
    const summary = `Back to revision ${outcome.revision}.`;
    await publishRevert({ taskId, conversationId, prompt, revision: outcome.revision, summary, refund: true });
  } else {
    await publishReply({ taskId, conversationId, prompt, outcome });
  }
}

async function fail(taskId: string, error: TaskError): Promise<void> {
  await failTask(taskId, error, { refund: true });
}
