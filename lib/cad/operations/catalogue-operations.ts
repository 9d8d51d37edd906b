import type { Kernel } from "@/lib/cad/kernel/kernel";
import type { BuiltOperationId } from "@/lib/contract/operations/catalogue";
import type { StepValue } from "./implementation";

/** Every built operation of the catalogue; its schema has checked the parameters. */
export const CATALOGUE_IMPLEMENTATIONS = {} as Record<BuiltOperationId, (kernel: Kernel, params: never) => StepValue>;
