import type { KernelFailure } from "@/lib/contract/kernel-job";
import type { Plan } from "@/lib/contract/plan";
import { log } from "@/lib/core/log";
import { failTask, type TaskError } from "@/lib/tasks";
import { taskIdOf } from "./events";

const round = (value: number) => Number(value.toPrecision(4));

/** What a kernel's failure means for the person who asked: one sentence, the feature by its label, what would have worked. */
export function kernelError(failure: KernelFailure, plan?: Plan): TaskError {
  const { code, message, feature, feasible } = failure;
  const label = plan?.features.find(({ id }) => id === feature)?.label;
  const named = label === undefined || message.includes(label) ? message : `${capital(label)}: ${lower(message)}`;
  const hint =
    feasible === undefined || /up to|at most|largest/i.test(message) ? "" : ` Up to ${round(feasible.max)} works for ${feasible.param}.`;
  return {
    code,
    message: `${named}${hint}`,
    details: {
      ...(failure.step !== undefined && { step: failure.step }),
      ...(failure.operation !== undefined && { operation: failure.operation }),
      ...(feature !== undefined && { feature }),
      ...(feasible !== undefined && { feasible }),
    },
  };
}

/** The words that were not met by what was built; the first of them speaks, all are kept. */
export function checkError(violations: readonly { message: string }[]): TaskError {
  const [first] = violations;
  return {
    code: "KERNEL_FAILED",
    message: first?.message ?? "The part that was built is not the one that was asked for.",
    details: { violations: violations.map(({ message }) => message) },
  };
}

/** Data of `inngest/function.failed`, as far as it matters here. */
interface FailedRun {
  error: { name?: string; message: string };
  event: { data?: unknown };
}

/**
 * Ends the task of a run that failed by an unexpected error; the credit goes back, once. The error's text is for the
 * log alone: it may hold paths or addresses.
 */
export async function failUnexpectedly({ error, event }: FailedRun): Promise<void> {
  const taskId = taskIdOf(event.data);
  log().error("a task's run failed", { task: taskId.slice(0, 8), name: error.name, error: error.message });
  const message = "Something went wrong on our side. Your credit is back; please try again.";
  await failTask(taskId, { code: "INTERNAL_ERROR", message }, { refund: true });
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
/** Not for acronyms and symbols: only a capital that begins an ordinary word. */
const lower = (text: string) => (/^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text);
