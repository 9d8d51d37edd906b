import { isChoiceStep, isMapStep, type PipelineStep } from "@/lib/contract/pipeline";

/*
 * A cost model of operations, from what their parameters say before anything runs. It need not be right: it must see
 * what would run for minutes. The figures are milliseconds of a warm worker, from docs/benchmarks.md.
 */

/** A boolean with n tools: linear at first, then like n^2.5. */
const MS_PER_TOOL = 5;
const TOOLS_BEFORE_STEEP = 1_600;

/** Cost of one boolean with so many tools. */
export function booleanMs(tools: number): number {
  const linear = MS_PER_TOOL * tools;
  if (tools <= TOOLS_BEFORE_STEEP) return linear;
  return MS_PER_TOOL * TOOLS_BEFORE_STEEP * (tools / TOOLS_BEFORE_STEEP) ** 2.5;
}

/** Milliseconds of a whole pipeline; maps over earlier results count once. */
export function estimatePipelineMs(steps: readonly PipelineStep[]): number {
  return steps.reduce((sum, step) => {
    if (isMapStep(step)) {
      const times = Array.isArray(step.items) ? step.items.length : 1;
      return sum + times * estimatePipelineMs(step.steps) + estimatePipelineMs(step.reduce ?? []);
    }
    if (isChoiceStep(step)) return sum + Math.max(estimatePipelineMs(step.then), estimatePipelineMs(step.else ?? []));
    return sum + estimateStepMs(step.operation, step.params);
  }, 0);
}

const PLAIN_MS = 1;

/** Milliseconds that one operation takes, by the number of things that its parameters multiply. */
export function estimateStepMs(operation: string, params: unknown): number {
  if (typeof params !== "object" || params === null) return PLAIN_MS;
  const copies = copiesOf(params);
  if (operation.startsWith("part.") || operation.startsWith("occt.booleans.")) return PLAIN_MS + booleanMs(copies);
  return PLAIN_MS + copies;
}

/** Places of a feature, cells of a pattern, shapes of a boolean. */
function copiesOf(params: object): number {
  const lengthOf = (key: string) => {
    const value = (params as Record<string, unknown>)[key];
    return Array.isArray(value) ? value.length : 1;
  };
  const countOf = (key: string) => {
    const value = (params as Record<string, unknown>)[key];
    return typeof value === "number" && value > 1 ? value : 1;
  };
  const at = "at" in params && Array.isArray(params.at) && Array.isArray(params.at[0]) ? params.at.length : 1;
  return Math.max(at, countOf("nx") * countOf("ny"), countOf("n"), lengthOf("shapes"), lengthOf("tools"));
}
