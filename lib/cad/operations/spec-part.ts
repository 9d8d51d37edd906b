import { type ExchangeKernel, loadExchangeKernel } from "@/lib/cad/exchange/load-exchange-kernel";
import { freePart } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, centerOfMassOf, isValid, surfaceOf, volumeOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { countOf } from "@/lib/cad/kernel/topology";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { type RunOptions, runPipeline, runSteps } from "@/lib/cad/pipeline/run-steps";
import type { BoundingBox } from "@/lib/contract/geometry";
import type { PlainStep } from "@/lib/contract/pipeline";
import type { SelectorPredicates } from "@/lib/contract/plan";
import type { OperationContext } from "./implementation";

/** What specs ask of a finished part. */
export interface BuiltPart {
  volume: number;
  area: number;
  /** Centre of mass. */
  center: Vec3;
  box: BoundingBox;
  valid: boolean;
  solids: number;
  names: string[];
  aliasesOf(name: string): string[];
}

/** A `part.*` step on the step before it. */
export function feature(operation: string, params: Record<string, unknown>): PlainStep {
  return { operation: `part.${operation}`, params: { part: "$prev", ...params } };
}

/** A `part.*` step that starts a part. */
export function body(operation: string, params: Record<string, unknown>): PlainStep {
  return { operation: `part.${operation}`, params: { feature: "base", ...params } };
}

export function box(x: number, y: number, z: number): PlainStep {
  return body("box", { x, y, z });
}

export const face = (where: SelectorPredicates) => ({ kind: "face", where });
export const edge = (where: SelectorPredicates, count?: number) => ({ kind: "edge", where, count });
export const TOP = face({ at: "top" });
export const VERTICAL: SelectorPredicates = { parallel: [0, 0, 1] };

/** A step of the catalogue. */
export const step = (operation: string, params: Record<string, unknown> = {}): PlainStep => ({ operation, params });

/** Value of the last step, which is not a shape. */
export async function lastValue(...steps: PlainStep[]): Promise<unknown> {
  const { value } = await runPipeline(await specKernel(), steps);
  return value;
}
let exchange: Promise<ExchangeKernel> | undefined;

/** What operations may use in specs: the exchange kernel, loaded when first asked for. */
export const SPEC_CONTEXT: OperationContext = {
  exchange: () => {
    exchange ??= loadExchangeKernel();
    return exchange;
  },
  addFile: () => undefined,
  warn: () => undefined,
};

/** Runs steps on the specs' kernel, measures the result and frees it. */
export function build(...steps: PlainStep[]): Promise<BuiltPart> {
  return builtFrom(steps);
}

/** As `build`, with what operations may use beside their parameters. */
export async function builtFrom(steps: readonly PlainStep[], options: RunOptions = {}): Promise<BuiltPart> {
  const kernel = await specKernel();
  const part = await runSteps(kernel, steps, { context: SPEC_CONTEXT, ...options });
  try {
    return {
      volume: volumeOf(kernel, part.shape),
      area: surfaceOf(kernel, part.shape).area,
      center: centerOfMassOf(kernel, part.shape),
      box: boundingBoxOf(kernel, part.shape),
      valid: isValid(kernel, part.shape),
      solids: countOf(kernel, part.shape, "TopAbs_SOLID"),
      names: part.faces.map(({ name }) => name).toSorted(),
      aliasesOf: (name) => part.faces.find((candidate) => candidate.name === name)?.aliases ?? [],
    };
  } finally {
    freePart(part);
  }
}

/** Relative difference allowed to an exact formula: the kernel integrates to about eleven digits. */
export const EXACT = 1e-9;
