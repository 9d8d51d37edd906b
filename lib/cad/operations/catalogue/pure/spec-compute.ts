import { expect } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { schemaOf } from "@/lib/contract/operations/catalogue";
import type { OperationContext } from "../../implementation";
import { PURE_OPERATIONS } from "./pure-operations";

/** A kernel that nobody may ask anything. */
const NO_KERNEL = new Proxy(
  {},
  {
    get: () => {
      throw new Error("A pure operation asked the kernel.");
    },
  },
) as Kernel;

export type AddedFile = Parameters<OperationContext["addFile"]>[0];

/** Result of a pure operation, with its defaults filled in and its parameters checked, as a pipeline does it. */
export function compute(id: string, params: Record<string, unknown> = {}, files: AddedFile[] = []): unknown {
  const run = PURE_OPERATIONS[id];
  const schema = schemaOf(id);
  if (!run || !schema) throw new Error(`${id} is not built.`);
  const context: OperationContext = {
    exchange: () => Promise.reject(new Error("There is no exchange kernel.")),
    addFile: (file) => files.push(file),
    warn: () => undefined,
  };
  return run(NO_KERNEL, schema.parse(params) as never, context);
}

/** The same value, whose numbers need be equal to nine decimals only. */
export function near(value: unknown): unknown {
  if (typeof value === "number") return expect.closeTo(value, 9);
  if (Array.isArray(value)) return value.map(near);
  if (typeof value !== "object" || value === null || "asymmetricMatch" in value) return value;
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, near(entry)]));
}

/** Operation, parameters, result. */
export type Truth = [id: string, params: Record<string, unknown>, result: unknown];
/** Operation, parameters, words of the refusal. */
export type Refusal = [id: string, params: Record<string, unknown>, message: RegExp];
