import { z } from "zod";

/*
 * The pipeline language: operations in order, with references between them.
 *
 * A reference is a string that matches whole, anywhere in `params`, `items`, `value` or `compareTo`:
 * `$ref:N` entry N of the global results · `$prev` the result before, in the same scope · `$local:N` result N of the
 * present scope · `$item`, `$index` element of the innermost map · `$mapResult` of the map, in its reduce steps ·
 * `$file:N[:format][:codec]` content of an input file.
 *
 * A plain top-level step takes one global index. A map that starts at s takes one for each plain inner step of each
 * iteration and then one for its own result; a choice takes one. Reduce steps and steps of a choice take none.
 */

/** One operation; strings such as `$ref:0` and `$prev` in `params` stand for earlier results. */
export interface PlainStep {
  operation: string;
  params?: unknown;
  /** Puts the value into result.json. */
  output?: boolean | undefined;
}

/** Runs `steps` once for each item; yields the list of their last results, or what `reduce` makes of it. */
export interface MapStep {
  type: "map";
  items: unknown;
  steps: PipelineStep[];
  reduce?: PipelineStep[] | undefined;
}

/** Compares `value` with `compareTo` and runs `then` or `else`; yields the branch's last result, null without a branch. */
export interface ChoiceStep {
  type: "choice";
  value: unknown;
  operator: ChoiceOperator;
  compareTo?: unknown;
  then: PipelineStep[];
  else?: PipelineStep[] | undefined;
}

export type PipelineStep = PlainStep | MapStep | ChoiceStep;

/** `eq`, `neq`: deep equality; the four orders: two numbers or two strings; `exists`: neither null nor missing. */
export const choiceOperator = z.enum(["eq", "neq", "gt", "gte", "lt", "lte", "exists"]);
export type ChoiceOperator = z.infer<typeof choiceOperator>;

export const plainStep: z.ZodType<PlainStep> = z.strictObject({
  operation: z.string().min(1).max(200),
  params: z.unknown(),
  output: z.boolean().optional(),
});

const inner = z.lazy(() => z.array(pipelineStep).min(1).max(50));

export const mapStep: z.ZodType<MapStep> = z.strictObject({
  type: z.literal("map"),
  items: z.unknown(),
  steps: inner,
  reduce: inner.optional(),
});

export const choiceStep: z.ZodType<ChoiceStep> = z.strictObject({
  type: z.literal("choice"),
  value: z.unknown(),
  operator: choiceOperator,
  compareTo: z.unknown().optional(),
  then: inner,
  else: inner.optional(),
});

/** Check the nesting before parsing: a schema that calls itself follows any depth. */
export const pipelineStep: z.ZodType<PipelineStep> = z.lazy(() => z.union([plainStep, mapStep, choiceStep]));

export const isMapStep = (step: PipelineStep): step is MapStep => "type" in step && step.type === "map";
export const isChoiceStep = (step: PipelineStep): step is ChoiceStep => "type" in step && step.type === "choice";

/** Bounds of a pipeline; a caller's and, wider where it must be, a plan's. */
export interface PipelineLimits {
  topLevelSteps: number;
  /** Operations run, iterations included. */
  operations: number;
  mapItems: number;
  /** Maps and choices within each other. */
  nesting: number;
  inputFiles: number;
  paramDepth: number;
  paramKeys: number;
  arrayElements: number;
  stringCharacters: number;
}

export const CALLER_LIMITS: PipelineLimits = {
  topLevelSteps: 50,
  operations: 500,
  mapItems: 100,
  nesting: 3,
  inputFiles: 5,
  paramDepth: 10,
  paramKeys: 500,
  arrayElements: 10_000,
  stringCharacters: 1_000_000,
};

/** A plan is a pipeline of ours, not a caller's: it may be longer, and its selectors nest deeper. */
export const PLAN_LIMITS: PipelineLimits = { ...CALLER_LIMITS, topLevelSteps: 200, paramDepth: 32, paramKeys: 2_000 };
