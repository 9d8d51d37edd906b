import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError, type KernelErrorDetails, toKernelError } from "@/lib/cad/kernel/kernel-error";
import { freePart, isPartShape, type NamedFace, type PartShape } from "@/lib/cad/kernel/part-shape";
import { facesOf } from "@/lib/cad/kernel/topology";
import type { OperationContext, StepValue } from "@/lib/cad/operations/implementation";
import { OPERATIONS, type RunnableOperation } from "@/lib/cad/operations/registry";
import type { KernelProgress } from "@/lib/contract/kernel-job";
import { paramTypeOf } from "@/lib/contract/operations/catalogue";
import {
  type ChoiceStep,
  isChoiceStep,
  isMapStep,
  type MapStep,
  type PipelineLimits,
  type PipelineStep,
  PLAN_LIMITS,
  type PlainStep,
} from "@/lib/contract/pipeline";
import { isChosen } from "./choose";
import { contentOf, type InputFile } from "./input-files";
import { faultSentence, paramFaults } from "./param-faults";
import { labelOf, planPipeline } from "./plan";
import { pathText, type Reference } from "./references";
import type { StepCache } from "./step-cache";
import { type FilledParams, fillParams, freeValue, keyOfStep, objectsIn, partsIn, summaryOf, withValues } from "./step-values";

export interface RunOptions {
  onProgress?: ((progress: KernelProgress) => void) | undefined;
  /** Called after each operation with the wall-clock time that it took; `cached` when it was not run. */
  onStep?:
    | ((step: { path: string; operation: string; feature: string | undefined; elapsedMs: number; cached: boolean }) => void)
    | undefined;
  /** Bounds of the pipeline; by default those of a plan. */
  limits?: PipelineLimits | undefined;
  inputFiles?: readonly InputFile[] | undefined;
  /** What operations may use beside their parameters; by default nothing. */
  context?: OperationContext | undefined;
  /** Earlier results, by what made them; without it every step is run. */
  cache?: StepCache | undefined;
}

/** Of a pipeline that reads no foreign files and keeps none. */
const NO_CONTEXT: OperationContext = {
  exchange: () => Promise.reject(new KernelError("This pipeline has no exchange kernel.")),
  addFile: () => undefined,
  warn: () => undefined,
};

export interface PipelineResult {
  /** Value of the last step. */
  value: StepValue;
  /** Values of the steps marked `output`, in order, as JSON; of a step inside a map one for each iteration. */
  outputs: unknown[];
  /** The last operation that ran: its family decides which axis of the result is up. */
  lastOperation: string | undefined;
  /** Frees what the value holds; the cache keeps its own. */
  release(): void;
}

/**
 * Runs operations in order; fails at the first that fails.
 * @returns the last step's shape, which the caller frees; faces that nobody named are `face[k]`
 * @throws KernelError naming step, operation and feature
 */
export async function runSteps(
  kernel: Kernel,
  steps: readonly PipelineStep[],
  options: Omit<RunOptions, "cache"> = {},
): Promise<PartShape> {
  return partOf(kernel, await runPipeline(kernel, steps, options), steps);
}

/**
 * The shape that a pipeline gave, its faces named.
 * @throws KernelError when it gave something else, which is then freed
 */
export function partOf(kernel: Kernel, { value, release }: PipelineResult, steps: readonly PipelineStep[]): PartShape {
  if (isPartShape(value)) {
    nameUnnamed(kernel, value);
    return value;
  }
  release();
  const last = steps.length - 1;
  const step = steps[last];
  const operation = step && "operation" in step ? step.operation : step?.type;
  throw invalidInput(`The last step, ${operation}, gives no shape; a part ends with an operation that does.`, { step: last, operation });
}

/** As `runSteps`, for pipelines whose result need not be a shape. */
export async function runPipeline(kernel: Kernel, steps: readonly PipelineStep[], options: RunOptions = {}): Promise<PipelineResult> {
  try {
    planPipeline(steps, { limits: options.limits ?? PLAN_LIMITS, inputFiles: options.inputFiles?.length ?? 0 });
  } catch (error) {
    throw toKernelError(kernel.oc, error);
  }
  return await new PipelineRun(kernel, options).run(steps);
}

/** Results of one list of steps, where `$prev` and `$local` look, and what stands around it. */
interface Scope {
  path: string;
  results: StepValue[];
  isTopLevel: boolean;
  takesIndexes: boolean;
  item?: { value: StepValue; index: number } | undefined;
  mapResult?: StepValue[] | undefined;
  /** Share of the whole at its beginning, and how much of the whole it is. */
  progress: { from: number; span: number };
}

interface Marked {
  /** Inside a map: a value for each iteration. */
  repeats: boolean;
  values: unknown[];
}

/** One evaluation: the global results, and the shapes that die with it. */
class PipelineRun {
  /** Global results, where `$ref` looks. */
  private readonly results: StepValue[] = [];
  /** Everything that any step gave, so that all of it is freed. */
  private readonly made: StepValue[] = [];
  private readonly marked = new Map<string, Marked>();
  private readonly keys = new WeakMap<PartShape, string>();
  private readonly context: OperationContext;
  private readonly limits: PipelineLimits;
  private operations = 0;
  private lastOperation: string | undefined;

  constructor(
    private readonly kernel: Kernel,
    private readonly options: RunOptions,
  ) {
    this.context = options.context ?? NO_CONTEXT;
    this.limits = options.limits ?? PLAN_LIMITS;
  }

  async run(steps: readonly PipelineStep[]): Promise<PipelineResult> {
    let value: StepValue = null;
    try {
      value = await this.scope(steps, {
        path: "steps",
        results: [],
        isTopLevel: true,
        takesIndexes: true,
        progress: { from: 0, span: 1 },
      });
      this.options.onProgress?.({ stage: "operations", fraction: 1 });
      const outputs = [...this.marked.values()].map(({ repeats, values }) => (repeats ? values : values[0]));
      const result = value;
      return { value, outputs, lastOperation: this.lastOperation, release: () => this.free([result], null) };
    } catch (error) {
      value = null;
      throw error;
    } finally {
      this.free(this.made, value);
    }
  }

  /** Frees what values hold, but for what is kept and what the cache owns. */
  private free(values: readonly StepValue[], kept: StepValue): void {
    const keep = new Set<unknown>([...partsIn(kept), ...objectsIn(kept)]);
    for (const part of new Set(values.flatMap(partsIn))) if (!keep.has(part) && !this.options.cache?.owns(part)) freePart(part);
    for (const object of new Set(values.flatMap(objectsIn))) if (!keep.has(object)) freeValue(object);
  }

  private async scope(steps: readonly PipelineStep[], scope: Scope): Promise<StepValue> {
    const { from, span } = scope.progress;
    for (const [index, step] of steps.entries()) {
      const progress = { from: from + (span * index) / steps.length, span: span / steps.length };
      const at = `${scope.path}[${index}]`;
      const value = await this.step(step, at, { ...scope, progress });
      scope.results.push(value);
      if (scope.takesIndexes) this.results.push(value);
    }
    return scope.results.at(-1) ?? null;
  }

  private async step(step: PipelineStep, at: string, scope: Scope): Promise<StepValue> {
    if (isMapStep(step)) return await this.map(step, at, scope);
    if (isChoiceStep(step)) return await this.choice(step, at, scope);
    const value = await this.operation(step, at, scope);
    this.made.push(value);
    if (step.output) this.mark(at, value, scope.item !== undefined);
    return value;
  }

  private mark(at: string, value: StepValue, repeats: boolean): void {
    const marked = this.marked.get(at) ?? { repeats, values: [] };
    marked.values.push(summaryOf(this.kernel, value));
    this.marked.set(at, marked);
  }

  private async map(step: MapStep, at: string, scope: Scope): Promise<StepValue> {
    const items = this.filled(step.items, at, "items", scope);
    const label = labelOf(at);
    if (!Array.isArray(items)) throw this.refusal(at, "map", `${label}: items is no list.`);
    if (items.length > this.limits.mapItems) {
      throw this.refusal(at, "map", `${label}: items has ${items.length} entries; a map takes up to ${this.limits.mapItems}.`);
    }
    const { from, span } = scope.progress;
    const results: StepValue[] = [];
    for (const [index, value] of (items as StepValue[]).entries()) {
      const progress = { from: from + (span * index) / items.length, span: span / items.length };
      const inner = { ...scope, path: `${at}.steps`, results: [], isTopLevel: false, item: { value, index }, progress };
      results.push(await this.scope(step.steps, inner));
    }
    if (!step.reduce) return results;
    const reduce = {
      ...scope,
      path: `${at}.reduce`,
      results: [],
      isTopLevel: false,
      takesIndexes: false,
      item: undefined,
      mapResult: results,
    };
    return await this.scope(step.reduce, { ...reduce, progress: { from: from + span, span: 0 } });
  }

  private async choice(step: ChoiceStep, at: string, scope: Scope): Promise<StepValue> {
    const value = this.filled(step.value, at, "value", scope);
    const compareTo = step.compareTo === undefined ? undefined : this.filled(step.compareTo, at, "compareTo", scope);
    const chosen = this.attempt(at, "choice", () => isChosen(value, step.operator, compareTo));
    const branch = chosen ? step.then : step.else;
    if (!branch) return null;
    const path = `${at}.${chosen ? "then" : "else"}`;
    return await this.scope(branch, { ...scope, path, results: [], isTopLevel: false, takesIndexes: false });
  }

  /** A value of a map or choice with its references looked up. */
  private filled(value: unknown, at: string, field: string, scope: Scope): unknown {
    return this.attempt(at, field, () => {
      const filled = fillParams(value, (reference) => this.resolve(reference, scope));
      return withValues(filled.params, filled);
    });
  }

  private attempt<T>(at: string, operation: string, work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw toKernelError(this.kernel.oc, error, placeOf(at, operation));
    }
  }

  private async operation(step: PlainStep, at: string, scope: Scope): Promise<StepValue> {
    this.options.onProgress?.({ stage: "operations", fraction: scope.progress.from, message: step.operation });
    const feature = featureOf(step);
    const startedMs = performance.now();
    try {
      if (++this.operations > this.limits.operations) {
        throw this.refusal(at, step.operation, `The pipeline runs more than ${this.limits.operations} operations.`);
      }
      this.lastOperation = step.operation;
      const { value, cached } = await this.evaluated(step, at, scope);
      this.options.onStep?.({ path: at, operation: step.operation, feature, elapsedMs: performance.now() - startedMs, cached });
      return value;
    } catch (error) {
      throw toKernelError(this.kernel.oc, error, { ...placeOf(at, step.operation), feature });
    }
  }

  private async evaluated(step: PlainStep, at: string, scope: Scope): Promise<{ value: StepValue; cached: boolean }> {
    const operation = OPERATIONS.get(step.operation);
    if (!operation) throw invalidInput(`There is no operation "${step.operation}".`);
    const filled = fillParams(step.params ?? {}, (reference) => this.resolve(reference, scope));
    const { cache } = this.options;
    const key = cache ? keyOfStep(step.operation, filled, (part) => this.keys.get(part)) : undefined;
    const known = key === undefined ? undefined : cache?.take(key);
    if (key !== undefined && known !== undefined) {
      this.name(known, key);
      return { value: known, cached: true };
    }
    const startedMs = performance.now();
    const { value, isPure } = await this.computed(operation, filled, at);
    if (key !== undefined && isPure) {
      this.name(value, key);
      cache?.put(key, value, performance.now() - startedMs);
    }
    return { value, cached: false };
  }

  /** Gives the shapes of a step's value their names, by which later steps name theirs. */
  private name(value: StepValue, key: string): void {
    for (const [index, part] of partsIn(value).entries()) if (!this.keys.has(part)) this.keys.set(part, `${key}/${index}`);
  }

  /** Runs an operation. `isPure` unless it used its context: then another run must do it again. */
  private async computed(operation: RunnableOperation, filled: FilledParams, at: string): Promise<{ value: StepValue; isPure: boolean }> {
    const parsed = operation.params.safeParse(filled.params);
    const [issue] = parsed.success ? [] : paramFaults(parsed.error.issues, filled.params);
    const fault = issue ?? handleFault(operation.id, filled);
    if (fault || !parsed.success) {
      throw invalidInput(`${labelOf(at)}, ${operation.id}: ${fault ? faultSentence(fault) : "its parameters are refused."}`);
    }
    // Features find their way by face names; the catalogue's shapes have none.
    if (operation.id.startsWith("part.")) {
      for (const { value } of filled.handles) if (isPartShape(value)) nameUnnamed(this.kernel, value);
    }
    let isPure = true;
    const used =
      <Args extends unknown[], Result>(fn: (...args: Args) => Result) =>
      (...args: Args): Result => {
        isPure = false;
        return fn(...args);
      };
    const { exchange, addFile, warn } = this.context;
    const context: OperationContext = { exchange, addFile: used(addFile), warn: used(warn) };
    const value = await operation.run(this.kernel, withValues(parsed.data, filled) as never, context);
    return { value, isPure };
  }

  private resolve(reference: Reference, scope: Scope): StepValue {
    const found = this.lookUp(reference, scope);
    if (found === undefined) throw invalidInput("A reference points to a result that does not exist.");
    return found;
  }

  private lookUp(reference: Reference, scope: Scope): StepValue | undefined {
    switch (reference.kind) {
      case "prev":
        return scope.results.at(-1);
      case "ref":
        return this.results[reference.index];
      case "local":
        return scope.results[reference.index];
      case "item":
        return scope.item?.value;
      case "index":
        return scope.item?.index;
      case "mapResult":
        return scope.mapResult;
      case "file":
        return contentOf(this.options.inputFiles ?? [], reference);
    }
  }

  private refusal(at: string, operation: string, message: string): KernelError {
    return new KernelError(message, { ...placeOf(at, operation), code: "LIMIT_EXCEEDED" });
  }
}

/** Where a failure happened: the top-level step, and the whole way to an inner one. */
function placeOf(at: string, operation: string): KernelErrorDetails {
  return { step: Number(/^steps\[(\d+)\]/.exec(at)?.[1] ?? 0), path: at, operation };
}

/** A shape or other kernel object in a place that takes none, or another kind. */
function handleFault(id: string, { handles }: FilledParams): { path: string; message: string } | undefined {
  for (const { path, value } of handles) {
    const wanted = paramTypeOf(id, String(path[0]));
    const got = isPartShape(value) ? "shape" : value.kind;
    if (wanted !== undefined && wanted !== "any" && wanted !== got) {
      return { path: pathText(path), message: `is a ${got} and must be a ${wanted}` };
    }
  }
  return undefined;
}

function featureOf({ params }: PlainStep): string | undefined {
  if (typeof params !== "object" || params === null || !("feature" in params)) return undefined;
  return typeof params.feature === "string" ? params.feature : undefined;
}

/** Names the faces of a shape that came without names. */
function nameUnnamed(kernel: Kernel, part: PartShape): void {
  if (part.faces.length > 0) return;
  part.faces = kernel.scope((own) =>
    facesOf(kernel, own, part.shape).map((face, index): NamedFace => ({ name: `face[${index + 1}]`, face: own.release(face) })),
  );
}
