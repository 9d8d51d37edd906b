import type { InngestFunction } from "inngest";
import { exportPart } from "./export";
import { generate } from "./generate";
import { importPart } from "./import";
import { settleCancelled } from "./settle-cancelled";

/** Every durable function of the app. */
export const functions: InngestFunction.Any[] = [generate, exportPart, importPart, settleCancelled];
