import { schemaOf, stateOf, suggestOperations } from "@/lib/contract/operations/catalogue";
import { MAX_PLAN_STEPS, type PlainStep } from "@/lib/contract/pipeline";
import { ApiError, type ErrorCode, type FieldFault } from "@/lib/core/errors";
import { faultSentence, paramFaults, valueAt } from "./param-faults";
import { findReferences, type Reference } from "./references";

interface Fault {
  code: ErrorCode;
  sentence: string;
  field: FieldFault;
}

const MAX_FAULTS = 20;

/**
 * Checks a pipeline before anything starts: its length, operation ids, references, and parameters where no reference
 * stands. Pure.
 * @throws ApiError with the first fault as message and all of them in `details.faults`
 */
export function checkSteps(steps: readonly PlainStep[], limits: { maxSteps?: number | undefined } = {}): void {
  const maxSteps = limits.maxSteps ?? MAX_PLAN_STEPS;
  if (steps.length === 0) throw new ApiError("VALIDATION_ERROR", "A pipeline has at least one step.");
  if (steps.length > maxSteps)
    throw new ApiError("LIMIT_EXCEEDED", `The pipeline has ${steps.length} steps; up to ${maxSteps} are accepted.`);
  const faults = steps.flatMap((step, index) => faultsOfStep(step, index));
  const [first] = faults;
  if (first) {
    throw new ApiError(first.code, first.sentence, { details: { faults: faults.slice(0, MAX_FAULTS).map(({ field }) => field) } });
  }
}

function faultsOfStep(step: PlainStep, index: number): Fault[] {
  const state = stateOf(step.operation);
  const at = `steps[${index}]`;
  if (state === "unknown") {
    const suggestions = suggestOperations(step.operation);
    const hint = suggestions.length > 0 ? ` Did you mean ${suggestions.join(" or ")}?` : "";
    const sentence = `Step ${index + 1}: there is no operation "${step.operation}".${hint}`;
    return [
      {
        code: "UNKNOWN_OPERATION",
        sentence,
        field: { path: `${at}.operation`, message: sentence, value: step.operation, allowed: suggestions },
      },
    ];
  }
  if (state === "known") {
    const sentence = `Step ${index + 1}: ${step.operation} is in the catalogue but not available yet.`;
    return [{ code: "NOT_IMPLEMENTED", sentence, field: { path: `${at}.operation`, message: sentence, value: step.operation } }];
  }
  try {
    return [...referenceFaults(step, index, at), ...knownParamFaults(step, index, at)];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [
      { code: "LIMIT_EXCEEDED", sentence: `Step ${index + 1}: ${error.message}`, field: { path: `${at}.params`, message: error.message } },
    ];
  }
}

function referenceFaults(step: PlainStep, index: number, at: string): Fault[] {
  return findReferences(step.params).flatMap(({ path, text, reference }) => {
    const reason = referenceFault(reference, index);
    if (!reason) return [];
    const where = [`${at}.params`, ...path].join(".");
    return [
      {
        code: "INVALID_REFERENCE",
        sentence: `Step ${index + 1}: ${text} ${reason}.`,
        field: { path: where, message: reason, value: text },
      },
    ];
  });
}

function referenceFault(reference: Reference | "malformed", index: number): string | null {
  if (reference === "malformed") return "is not a reference; write $ref:N with a number";
  switch (reference.kind) {
    case "prev":
      return index === 0 ? "has no step before it" : null;
    case "ref":
      return reference.index < index ? null : `points to result ${reference.index}; here only 0 to ${index - 1} exist`;
    case "file":
      return "names a file, and this request has none";
    default:
      return "stands only inside a map or a choice";
  }
}

/** What the schema refuses in the parameters as they are written, leaving out what a reference will supply. */
function knownParamFaults(step: PlainStep, index: number, at: string): Fault[] {
  const parsed = schemaOf(step.operation)?.safeParse(step.params ?? {});
  if (!parsed || parsed.success) return [];
  const referencePaths = findReferences(step.params).map(({ path }) => path.join("."));
  const stated = parsed.error.issues.filter((issue) => {
    const path = issue.path.join(".");
    if (valueAt(step.params, issue.path) === undefined && referencePaths.includes("")) return false;
    return !referencePaths.some((reference) => reference === path || reference.startsWith(`${path}.`) || reference === "");
  });
  return paramFaults(stated, step.params).map((field) => ({
    code: "VALIDATION_ERROR",
    sentence: faultSentence(index, step.operation, field),
    field: { ...field, path: `${at}.params.${field.path}` },
  }));
}
