import type { z } from "zod";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { PART_OPERATIONS, PartOperationName } from "@/lib/contract/operations/part";

/** What a step may yield: a shape, JSON, or a list of either. */
export type StepValue = PartShape | JsonValue | StepValue[];
export type JsonValue = null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue };

/** Parameters with their references replaced by the shapes that they stand for. */
export type ResolvedParams<Params> = {
  [Name in keyof Params]: Name extends "part" ? PartShape : Name extends "tools" ? PartShape[] : Params[Name];
};

export type PartParams<Name extends PartOperationName> = ResolvedParams<z.output<(typeof PART_OPERATIONS)[Name]["params"]>>;

type ResultOf<Name extends PartOperationName> = Name extends "measure" ? JsonValue : PartShape;

/** The result is a new shape even where nothing changed: the caller frees results and inputs apart. */
export type PartImplementation<Name extends PartOperationName> = (kernel: Kernel, params: PartParams<Name>) => ResultOf<Name>;

/** The compiler refuses a missing or mistyped implementation. */
export type PartImplementations = { [Name in PartOperationName]: PartImplementation<Name> };
