import type { z } from "zod";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { BUILT_OPERATIONS, schemaOf } from "@/lib/contract/operations/catalogue";
import { PART_OPERATIONS, type PartOperationName } from "@/lib/contract/operations/part";
import { CATALOGUE_IMPLEMENTATIONS } from "./catalogue-operations";
import type { StepValue } from "./implementation";
import { PART_IMPLEMENTATIONS } from "./part-operations";

/** An operation that can be run. */
export interface RunnableOperation {
  id: string;
  params: z.ZodType;
  /** `params` are valid by the schema, their references replaced by shapes. The results are new shapes. */
  run(kernel: Kernel, params: never): StepValue;
}

function runnables(): RunnableOperation[] {
  const part = (Object.keys(PART_IMPLEMENTATIONS) as PartOperationName[]).map((name) => {
    const { id, params } = PART_OPERATIONS[name];
    return { id, params, run: PART_IMPLEMENTATIONS[name] };
  });
  const catalogue = BUILT_OPERATIONS.flatMap((id) => {
    const params = schemaOf(id);
    return params ? [{ id, params, run: CATALOGUE_IMPLEMENTATIONS[id] }] : [];
  });
  return [...part, ...catalogue];
}

/** Both families in one map, by id. */
export const OPERATIONS: ReadonlyMap<string, RunnableOperation> = new Map(runnables().map((operation) => [operation.id, operation]));
