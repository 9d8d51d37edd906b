import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError, type KernelErrorDetails, toKernelError } from "@/lib/cad/kernel/kernel-error";
import { freePart, isPartShape, type NamedFace, type PartShape } from "@/lib/cad/kernel/part-shape";
import { facesOf } from "@/lib/cad/kernel/topology";
import type { OperationContext, StepValue } from "@/lib/cad/operations/implementation";
import { OPERATIONS } from "@/lib/cad/operations/registry";
import type { KernelProgress } from "@/lib/contract/kernel-job";
import type { PlainStep } from "@/lib/contract/pipeline";
import { faultSentence, paramFaults } from "./param-faults";
import { checkSteps } from "./plan";
import { type Reference, replaceReferences } from "./references";

export interface RunOptions {
  onProgress?: ((progress: KernelProgress) => void) | undefined;
  /** Called after each step with the wall-clock time that it took. */
  onStep?: ((step: { index: number; operation: string; feature: string | undefined; elapsedMs: number }) => void) | undefined;
  maxSteps?: number | undefined;
  /** What operations may use beside their parameters; by default nothing. */
  context?: OperationContext | undefined;
}

/** Of a pipeline that reads no foreign files and keeps none. */
const NO_CONTEXT: OperationContext = {
  exchange: () => Promise.reject(new Error("This pipeline has no exchange kernel.")),
  addFile: () => undefined,
  warn: () => undefined,
};

export interface PipelineResult {
  /** Value of the last step; whoever receives shapes frees them. */
  value: StepValue;
  /** Values of the steps marked `output`, in order; shapes in it are summaries. */
  outputs: unknown[];
}

/**
 * Runs operations in order; fails at the first that fails.
 * @returns the last step's shape, which the caller frees; faces that nobody named are `face[k]`
 * @throws KernelError naming step, operation and feature
 */
export async function runSteps(kernel: Kernel, steps: readonly PlainStep[], options: RunOptions = {}): Promise<PartShape> {
  const { value } = await runPipeline(kernel, steps, options);
  if (isPartShape(value)) {
    nameUnnamed(kernel, value);
    return value;
  }
  freeValue(value);
  const last = steps.length - 1;
  throw invalidInput(`The last step, ${steps[last]?.operation}, gives no shape; a part ends with an operation that does.`, {
    step: last,
    operation: steps[last]?.operation,
  });
}

/** As `runSteps`, for pipelines whose result need not be a shape. */
export async function runPipeline(kernel: Kernel, steps: readonly PlainStep[], options: RunOptions = {}): Promise<PipelineResult> {
  try {
    checkSteps(steps, { maxSteps: options.maxSteps });
  } catch (error) {
    throw toKernelError(kernel.oc, error);
  }
  return await new PipelineRun(kernel, options).run(steps);
}

/** Results of one list of steps, where `$prev` and `$local` look. */
interface Scope {
  results: StepValue[];
}

/** One evaluation: the global results, and the shapes that die with it. */
class PipelineRun {
  private readonly results: StepValue[] = [];
  private readonly outputs: unknown[] = [];
  private readonly context: OperationContext;

  constructor(
    private readonly kernel: Kernel,
    private readonly options: RunOptions,
  ) {
    this.context = options.context ?? NO_CONTEXT;
  }

  async run(steps: readonly PlainStep[]): Promise<PipelineResult> {
    let value: StepValue = null;
    try {
      value = await this.runScope(steps, { results: [] });
      return { value, outputs: this.outputs };
    } catch (error) {
      value = null;
      throw error;
    } finally {
      const kept = new Set(partsIn(value));
      for (const part of this.results.flatMap(partsIn)) if (!kept.has(part)) freePart(part);
    }
  }

  private async runScope(steps: readonly PlainStep[], scope: Scope): Promise<StepValue> {
    for (const [index, step] of steps.entries()) {
      this.options.onProgress?.({ stage: "operations", fraction: index / steps.length, message: step.operation });
      const startedMs = performance.now();
      const value = await this.runStep(step, index, scope);
      scope.results.push(value);
      this.results.push(value);
      if (step.output) this.outputs.push(summaryOf(value));
      this.options.onStep?.({ index, operation: step.operation, feature: featureOf(step), elapsedMs: performance.now() - startedMs });
    }
    this.options.onProgress?.({ stage: "operations", fraction: 1 });
    return scope.results.at(-1) ?? null;
  }

  private async runStep(step: PlainStep, index: number, scope: Scope): Promise<StepValue> {
    const place: KernelErrorDetails = { step: index, operation: step.operation, feature: featureOf(step) };
    try {
      const operation = OPERATIONS.get(step.operation);
      if (!operation) throw new KernelError(`There is no operation "${step.operation}".`, { code: "INVALID_INPUT" });
      const handles: PartShape[] = [];
      const filled = replaceReferences(step.params ?? {}, (reference) => tokensFor(this.resolve(reference, scope), handles));
      const parsed = operation.params.safeParse(filled);
      if (!parsed.success) {
        const [fault] = paramFaults(parsed.error.issues, filled);
        throw invalidInput(fault ? faultSentence(index, step.operation, fault) : `${step.operation} refuses its parameters.`);
      }
      // Features find their way by face names; the catalogue's shapes have none.
      if (step.operation.startsWith("part.")) for (const part of handles) nameUnnamed(this.kernel, part);
      return await operation.run(this.kernel, withHandles(parsed.data, handles) as never, this.context);
    } catch (error) {
      throw toKernelError(this.kernel.oc, error, place);
    }
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
      default:
        return undefined;
    }
  }
}

/*
 * Schemas know shapes only as references, since they must be readable where no kernel is. So a shape enters the
 * parameters as `$local:K`, where K numbers the step's own table of handles; after validation it takes its place.
 */
function tokensFor(value: StepValue, handles: PartShape[]): unknown {
  if (isPartShape(value)) return `$local:${handles.push(value) - 1}`;
  return Array.isArray(value) ? value.map((entry) => tokensFor(entry, handles)) : value;
}

function withHandles(params: unknown, handles: readonly PartShape[]): unknown {
  return replaceReferences(params, (reference, text) => (reference.kind === "local" ? (handles[reference.index] ?? text) : text));
}

function partsIn(value: StepValue): PartShape[] {
  if (isPartShape(value)) return [value];
  return Array.isArray(value) ? value.flatMap(partsIn) : [];
}

/** Frees the shapes of a pipeline's result. */
export function freeValue(value: StepValue): void {
  for (const part of partsIn(value)) freePart(part);
}

function featureOf({ params }: PlainStep): string | undefined {
  if (typeof params !== "object" || params === null || !("feature" in params)) return undefined;
  return typeof params.feature === "string" ? params.feature : undefined;
}

/** What a result looks like in JSON: the value itself, and for shapes their kind and number of faces. */
function summaryOf(value: StepValue): unknown {
  if (isPartShape(value))
    return { type: value.shape.ShapeType().replace("TopAbs_", "").toLowerCase(), faces: value.faces.map(({ name }) => name) };
  return Array.isArray(value) ? value.map(summaryOf) : value;
}

/** Names the faces of a shape that came without names. */
function nameUnnamed(kernel: Kernel, part: PartShape): void {
  if (part.faces.length > 0) return;
  part.faces = kernel.scope((own) =>
    facesOf(kernel, own, part.shape).map((face, index): NamedFace => ({ name: `face[${index + 1}]`, face: own.release(face) })),
  );
}
