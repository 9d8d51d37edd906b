import { z } from "zod";
import { schemaOf, stateOf, suggestOperations } from "@/lib/contract/operations/catalogue";
import { CALLER_LIMITS, choiceOperator, type PipelineLimits, type PipelineStep } from "@/lib/contract/pipeline";
import { ApiError, type ErrorCode, type FieldFault } from "@/lib/core/errors";
import { faultSentence, paramFaults } from "./param-faults";
import { findReferences, type Reference } from "./references";
import { excessOf } from "./value-limits";

interface Fault {
  code: ErrorCode;
  sentence: string;
  field: FieldFault;
}

export interface PlanOptions {
  limits?: PipelineLimits;
  /** How many input files the request has. */
  inputFiles?: number;
}

/** A pipeline that may start. */
export interface PipelinePlan {
  steps: PipelineStep[];
  /** Operations that it runs at least; maps over earlier results count once. */
  operations: number;
}

const MAX_FAULTS = 20;

/**
 * Checks a pipeline whole, before anything starts: structure, limits, operation ids, references, and parameters where no
 * reference stands. Pure.
 * @param steps as they came, of any shape
 * @throws ApiError with the first fault as message and all of them (up to 20) in `details.faults`
 */
export function planPipeline(steps: unknown, options: PlanOptions = {}): PipelinePlan {
  const check = new PipelineCheck(options.limits ?? CALLER_LIMITS, options.inputFiles ?? 0);
  check.pipeline(steps);
  const [first] = check.faults;
  if (first) {
    throw new ApiError(first.code, first.sentence, { details: { faults: check.faults.slice(0, MAX_FAULTS).map(({ field }) => field) } });
  }
  return { steps: steps as PipelineStep[], operations: check.operations };
}

/** What is known of a list of steps before it runs. */
interface StaticScope {
  path: string;
  /** Global results that exist before the next step; null behind a map of unknown length. */
  results: number | null;
  /** Whether steps here take global indexes. */
  takesIndexes: boolean;
  isTopLevel: boolean;
  inMap: boolean;
  inReduce: boolean;
  nesting: number;
  /** How often the scope runs, as far as known. */
  times: number;
}

const plainKeys = z.strictObject({ operation: z.string().min(1).max(200), params: z.unknown(), output: z.boolean().optional() });
const innerSteps = z.array(z.unknown()).min(1);
const mapKeys = z.strictObject({ type: z.literal("map"), items: z.unknown(), steps: innerSteps, reduce: innerSteps.optional() });
const choiceKeys = z.strictObject({
  type: z.literal("choice"),
  value: z.unknown(),
  operator: choiceOperator,
  compareTo: z.unknown().optional(),
  then: innerSteps,
  else: innerSteps.optional(),
});

/** Walks the steps as the run will, counting results and collecting faults. */
class PipelineCheck {
  readonly faults: Fault[] = [];
  operations = 0;

  constructor(
    private readonly limits: PipelineLimits,
    private readonly inputFiles: number,
  ) {}

  pipeline(steps: unknown): void {
    const { topLevelSteps, operations } = this.limits;
    if (!Array.isArray(steps) || steps.length === 0) {
      this.fault("VALIDATION_ERROR", "steps", "A pipeline has at least one step.");
      return;
    }
    if (steps.length > topLevelSteps) {
      this.fault("LIMIT_EXCEEDED", "steps", `The pipeline has ${steps.length} steps; up to ${topLevelSteps} are accepted.`);
      return;
    }
    this.scope(steps, {
      path: "steps",
      results: 0,
      takesIndexes: true,
      isTopLevel: true,
      inMap: false,
      inReduce: false,
      nesting: 0,
      times: 1,
    });
    if (this.operations > operations) {
      this.fault("LIMIT_EXCEEDED", "steps", `The pipeline runs ${this.operations} operations; up to ${operations} are accepted.`);
    }
  }

  /** Global results after the scope's steps; null when that can't be known. */
  private scope(steps: readonly unknown[], scope: StaticScope): number | null {
    let { results } = scope;
    for (const [position, step] of steps.entries()) {
      if (this.faults.length >= MAX_FAULTS) break;
      results = this.step(step, position, { ...scope, results });
    }
    return results;
  }

  private step(step: unknown, position: number, scope: StaticScope): number | null {
    const at = `${scope.path}[${position}]`;
    const type = typeof step === "object" && step !== null && "type" in step ? step.type : undefined;
    if (type === "map") return this.map(step, position, at, scope);
    if (type === "choice") return this.choice(step, position, at, scope);
    const plain = this.parsed(plainKeys, step, at);
    if (plain) {
      this.operations += scope.times;
      this.plain(plain, position, at, scope);
    }
    return taken(scope, 1);
  }

  private parsed<Keys extends z.ZodType>(keys: Keys, step: unknown, at: string): z.output<Keys> | undefined {
    const parsed = keys.safeParse(step);
    if (parsed.success) return parsed.data;
    for (const field of paramFaults(parsed.error.issues, step)) {
      const path = field.path === "params" && parsed.error.issues[0]?.path.length === 0 ? at : `${at}.${field.path}`;
      this.faults.push({ code: "VALIDATION_ERROR", sentence: `${labelOf(at)}: ${faultSentence(field)}`, field: { ...field, path } });
    }
    return undefined;
  }

  private map(step: unknown, position: number, at: string, scope: StaticScope): number | null {
    const map = this.parsed(mapKeys, step, at);
    if (!map || !this.mayNest(at, scope)) return null;
    const items = this.items(map.items, position, at, scope);
    const times = scope.times * (items ?? 1);
    const inner = { ...scope, isTopLevel: false, inMap: true, nesting: scope.nesting + 1, times };
    const after = this.scope(map.steps, { ...inner, path: `${at}.steps` });
    const perItem = after === null || scope.results === null ? null : after - scope.results;
    const results = items === null || perItem === null ? null : taken(scope, items * perItem);
    if (map.reduce) {
      const reduce = { ...inner, path: `${at}.reduce`, results, takesIndexes: false, inMap: false, inReduce: true, times: scope.times };
      this.scope(map.reduce, reduce);
    }
    return taken({ ...scope, results }, 1);
  }

  /** Number of a map's items; null when an earlier result has them. */
  private items(items: unknown, position: number, at: string, scope: StaticScope): number | null {
    this.value(items, "items", position, at, scope);
    if (Array.isArray(items)) {
      const { mapItems } = this.limits;
      if (items.length > mapItems) {
        this.fault("LIMIT_EXCEEDED", `${at}.items`, `${labelOf(at)}: items has ${items.length} entries; a map takes up to ${mapItems}.`);
        return null;
      }
      return items.length;
    }
    if (findReferences(items).some(({ path }) => path.length === 0)) return null;
    this.fault("VALIDATION_ERROR", `${at}.items`, `${labelOf(at)}: items must be a list, or a reference to one.`, items);
    return null;
  }

  private choice(step: unknown, position: number, at: string, scope: StaticScope): number | null {
    const choice = this.parsed(choiceKeys, step, at);
    if (!choice || !this.mayNest(at, scope)) return taken(scope, 1);
    this.value(choice.value, "value", position, at, scope);
    this.value(choice.compareTo, "compareTo", position, at, scope);
    const branch = { ...scope, isTopLevel: false, takesIndexes: false, nesting: scope.nesting + 1 };
    this.scope(choice.then, { ...branch, path: `${at}.then` });
    if (choice.else) this.scope(choice.else, { ...branch, path: `${at}.else` });
    return taken(scope, 1);
  }

  private mayNest(at: string, { nesting }: StaticScope): boolean {
    if (nesting < this.limits.nesting) return true;
    this.fault("LIMIT_EXCEEDED", at, `${labelOf(at)}: maps and choices nest up to ${this.limits.nesting} deep.`);
    return false;
  }

  private plain(step: z.output<typeof plainKeys>, position: number, at: string, scope: StaticScope): void {
    const label = labelOf(at);
    const state = stateOf(step.operation);
    if (state === "unknown") {
      const suggestions = suggestOperations(step.operation);
      const hint = suggestions.length > 0 ? ` Did you mean ${suggestions.join(" or ")}?` : "";
      this.faults.push({
        code: "UNKNOWN_OPERATION",
        sentence: `${label}: there is no operation "${step.operation}".${hint}`,
        field: { path: `${at}.operation`, message: "is no operation", value: step.operation, allowed: suggestions },
      });
      return;
    }
    if (state === "known") {
      const sentence = `${label}: ${step.operation} is in the catalogue but not available yet.`;
      this.fault("NOT_IMPLEMENTED", `${at}.operation`, sentence, step.operation);
      return;
    }
    if (!this.value(step.params, "params", position, at, scope)) return;
    for (const field of knownParamFaults(step.operation, step.params)) {
      const sentence = `${label}, ${step.operation}: ${faultSentence(field)}`;
      this.faults.push({ code: "VALIDATION_ERROR", sentence, field: { ...field, path: `${at}.params.${field.path}` } });
    }
  }

  /** Judges size and references of a value; false when it is too much to look into. */
  private value(value: unknown, field: string, position: number, at: string, scope: StaticScope): boolean {
    const excess = excessOf(value, this.limits);
    if (excess) {
      const path = [`${at}.${field}`, ...(excess.path ? [excess.path] : [])].join(".");
      this.fault("LIMIT_EXCEEDED", path, `${labelOf(at)}: ${excess.path || field} ${excess.message}.`);
      return false;
    }
    for (const { path, text, reference } of findReferences(value)) {
      const reason = this.referenceFault(reference, position, scope);
      if (reason) this.fault("INVALID_REFERENCE", [`${at}.${field}`, ...path].join("."), `${labelOf(at)}: ${text} ${reason}.`, text);
    }
    return true;
  }

  private referenceFault(reference: Reference | "malformed", position: number, scope: StaticScope): string | null {
    if (reference === "malformed") return "is not a reference; write $ref:N with a number, or $file:N with a format and codec";
    const { results } = scope;
    switch (reference.kind) {
      case "prev":
        return position === 0 ? "has no step before it in its scope" : null;
      case "ref":
        if (results === null || reference.index < results) return null;
        return `points to result ${reference.index}; here ${results === 0 ? "none exists" : `only 0 to ${results - 1} exist`}`;
      case "local":
        if (scope.isTopLevel) return "stands only inside a map or a choice";
        return reference.index < position ? null : `points to step ${reference.index} of its scope, which has not run before it`;
      case "file":
        if (reference.index < this.inputFiles) return null;
        return this.inputFiles === 0
          ? "names a file, and this request has none"
          : `names file ${reference.index}; the request has ${this.inputFiles}`;
      case "mapResult":
        return scope.inReduce ? null : "stands only in the reduce steps of a map";
      default:
        return scope.inMap ? null : "stands only inside a map";
    }
  }

  private fault(code: ErrorCode, path: string, sentence: string, value?: unknown): void {
    this.faults.push({ code, sentence, field: { path, message: sentence, ...(value === undefined ? {} : { value }) } });
  }
}

function taken(scope: StaticScope, count: number): number | null {
  if (!scope.takesIndexes || scope.results === null) return scope.results;
  return scope.results + count;
}

/** "Step 3", and for inner steps "Step 3, then 1". */
export function labelOf(path: string): string {
  const words = [...path.matchAll(/(steps|reduce|then|else)\[(\d+)\]/g)].map(
    ([, list, index]) => `${list === "steps" ? "step" : list} ${Number(index) + 1}`,
  );
  const label = words.join(", ");
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** What the schema refuses in the parameters as they are written, leaving out what a reference will supply. */
function knownParamFaults(operation: string, params: unknown): FieldFault[] {
  const parsed = schemaOf(operation)?.safeParse(params ?? {});
  if (!parsed || parsed.success) return [];
  const referencePaths = findReferences(params).map(({ path }) => path.join("."));
  if (referencePaths.includes("")) return [];
  const stated = parsed.error.issues.filter((issue) => {
    const path = issue.path.join(".");
    return !referencePaths.some((reference) => reference === path || reference.startsWith(`${path}.`));
  });
  return paramFaults(stated, params);
}
