import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import { type CatalogueOperation, listOperations } from "@/lib/contract/operations/catalogue";
import { messageOf } from "@/lib/core/errors";
import type { CatalogueImplementation, OperationContext, StepValue } from "../../implementation";
import { SERVICES } from "./base-services";
import { boundedResult } from "./bounded-result";
import { StandIns } from "./stand-ins";

/** Parameters by name, as the schema left them, with words where objects were. */
export type PureFunction = (params: never, context: OperationContext) => unknown;

export interface PureNamespace {
  name: string;
  /** What the package has not, or does in a way that JSON can't take; it wins over the package. */
  own: Readonly<Record<string, PureFunction>>;
  /** Called first, whoever computes: refuses what would not end, or not fit. */
  refuse?: ((id: string, operation: string, params: Readonly<Record<string, unknown>>) => void) | undefined;
  /** Brings parameters into the form that the package takes. */
  prepare?: ((operation: string, params: Record<string, unknown>) => Record<string, unknown>) | undefined;
  /** Whether shapes may be entries of lists and records. */
  takesObjects?: boolean | undefined;
}

/** Implementations of every operation of a namespace that we or the package can compute. */
export function pureNamespace({
  name,
  own,
  refuse,
  prepare,
  takesObjects = false,
}: PureNamespace): Record<string, CatalogueImplementation> {
  const implementations: Record<string, CatalogueImplementation> = {};
  for (const { id, returns } of listOperations()) {
    if (!id.startsWith(`${name}.`)) continue;
    const operation = id.slice(name.length + 1);
    const compute = own[operation] ?? methodOf(SERVICES[name], operation);
    if (!compute) continue;
    implementations[id] = (kernel: Kernel, params: Record<string, unknown>, context: OperationContext) => {
      const standIns = new StandIns();
      const plain = Object.fromEntries(Object.entries(params).map(([key, value]) => [key, standIns.replace(value)]));
      if (standIns.count > 0 && !takesObjects) throw invalidInput(`${id} computes with JSON alone; it takes no shapes.`);
      refuse?.(id, operation, plain);
      const prepared = prepare?.(operation, plain) ?? plain;
      return finish(
        kernel,
        standIns,
        id,
        returns,
        attempt(id, () => compute(prepared as never, context)),
      );
    };
  }
  return implementations;
}

function methodOf(service: object | undefined, name: string): PureFunction | undefined {
  const method: unknown = service && Reflect.get(service, name);
  return typeof method === "function" ? (params) => Reflect.apply(method, service, [params]) : undefined;
}

/** Whatever the arithmetic throws is about the values given: it never touched the kernel. */
function attempt(id: string, compute: () => unknown): unknown {
  try {
    return compute();
  } catch (error) {
    if (error instanceof KernelError) throw error;
    throw invalidInput(`${id} can't take these values: ${messageOf(error)}.`);
  }
}

/** Results that may be nothing. */
const NULLABLE: ReadonlySet<CatalogueOperation["returns"]> = new Set(["any", "void"]);
const MAY_BE_NULL: ReadonlySet<string> = new Set(["line.lineLineIntersection", "text.regexMatch"]);

function finish(kernel: Kernel, standIns: StandIns, id: string, returns: string, result: unknown): StepValue {
  if ((result === undefined || result === null) && !NULLABLE.has(returns) && !MAY_BE_NULL.has(id)) {
    throw invalidInput(`${id} has no result for these values.`);
  }
  const bounded = boundedResult(id, result);
  return standIns.count > 0 ? standIns.restore(kernel, bounded) : bounded;
}
