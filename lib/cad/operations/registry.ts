import type { z } from "zod";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { schemaOf } from "@/lib/contract/operations/catalogue";
import { PART_OPERATIONS, type PartOperationName } from "@/lib/contract/operations/part";
import { CATALOGUE_IMPLEMENTATIONS } from "./catalogue-operations";
import type { OperationContext, StepValue } from "./implementation";
import { PART_IMPLEMENTATIONS } from "./part-operations";

/** An operation that can be run. */
export interface RunnableOperation {
  id: string;
  params: z.ZodType;
  /** `params` are valid by the schema, their references replaced by shapes. The results are new shapes. */
  run(kernel: Kernel, params: never, context: OperationContext): StepValue | Promise<StepValue>;
}

function runnables(): RunnableOperation[] {
  const part = (Object.keys(PART_IMPLEMENTATIONS) as PartOperationName[]).map((name) => {
    const { id, params } = PART_OPERATIONS[name];
    return { id, params, run: PART_IMPLEMENTATIONS[name] };
  });
  const catalogue = Object.entries(CATALOGUE_IMPLEMENTATIONS).map(([id, run]) => {
    const params = schemaOf(id);
    if (!params) throw new Error(`${id} is implemented and not in the catalogue.`);
    return { id, params, run };
  });
  return [...part, ...catalogue];
}

/** Both families in one map, by id. */
export const OPERATIONS: ReadonlyMap<string, RunnableOperation> = new Map(runnables().map((operation) => [operation.id, operation]));
