import type { z } from "zod";
import type { ExchangeKernel } from "@/lib/cad/exchange/load-exchange-kernel";
import type { Handle, Kernel } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { PART_OPERATIONS, PartOperationName } from "@/lib/contract/operations/part";

/** What a step may yield: a shape, another object of the kernel, bytes, JSON, or lists and records of these. */
export type StepValue =
  | PartShape
  | KernelObject
  | Uint8Array
  | null
  | boolean
  | number
  | string
  | StepValue[]
  | { [name: string]: StepValue };
export type JsonValue = null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue };

/** A kernel object that is no shape: it lives as long as the pipeline that made it and is never written to JSON. */
export class KernelObject {
  constructor(
    readonly kind: "document" | "surface" | "curve" | "curve2d",
    readonly handle: Handle,
  ) {}
}

/** What an operation may use beside its parameters. */
export interface OperationContext {
  /** The kernel for foreign files; loaded at its first use. */
  exchange(): Promise<ExchangeKernel>;
  /** Adds a file to the task's results. */
  addFile(file: { name: string; contentType: string; bytes: Uint8Array }): void;
  /** Tells what the caller should know although the operation succeeded. */
  warn(sentence: string): void;
}

/**
 * An operation of the catalogue; its schema has checked the parameters, references are replaced by what they stand for.
 * Shapes in the result are new: the caller frees results and inputs apart.
 */
export type CatalogueImplementation = (kernel: Kernel, params: never, context: OperationContext) => StepValue | Promise<StepValue>;
export type CatalogueImplementations = Readonly<Record<string, CatalogueImplementation>>;

/** Parameters with their references replaced by the shapes that they stand for. */
export type ResolvedParams<Params> = {
  [Name in keyof Params]: Name extends "part" ? PartShape : Name extends "tools" ? PartShape[] : Params[Name];
};

export type PartParams<Name extends PartOperationName> = ResolvedParams<z.output<(typeof PART_OPERATIONS)[Name]["params"]>>;

type ResultOf<Name extends PartOperationName> = Name extends "measure" ? JsonValue : PartShape;

/** The result is a new shape even where nothing changed: the caller frees results and inputs apart. */
export type PartImplementation<Name extends PartOperationName> = (
  kernel: Kernel,
  params: PartParams<Name>,
  context: OperationContext,
) => ResultOf<Name> | Promise<ResultOf<Name>>;

/** The compiler refuses a missing or mistyped implementation. */
export type PartImplementations = { [Name in PartOperationName]: PartImplementation<Name> };
