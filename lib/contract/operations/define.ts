import type { z } from "zod";

/** What an operation yields, and what `$ref` to it stands for. */
export type ResultType = "part" | "shape" | "shapes" | "number" | "numbers" | "point" | "points" | "boolean" | "string" | "json" | "void";

/** One kernel function, declared once: validation, OpenAPI, forms, SDK types and the model's tools derive from it. */
export interface Operation<Id extends string = string, Params extends z.ZodType = z.ZodType> {
  id: Id;
  summary: string;
  params: Params;
  returns: ResultType;
}

export function defineOperation<const Id extends string, Params extends z.ZodType>(
  operation: Operation<Id, Params>,
): Operation<Id, Params> {
  return operation;
}
