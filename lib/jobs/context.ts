import type { Pool } from "pg";
import type { Clock } from "@/lib/core/clock";
import type { Logger } from "@/lib/core/logger";
import type { FunctionSpec } from "./functions";
import type { Tx } from "./sql";
import type { SentEvent } from "./wire";

/** NOTIFY channel on which processes tell each other of work; the payload is the sender. */
export const WAKE_CHANNEL = "jobs";

/** What the parts of one runner share. */
export interface RunnerContext {
  pool: Pool;
  /** Random, one per runner and start: leases and notifications carry it. */
  owner: string;
  clock: Clock;
  log: Logger;
  backoffMs: readonly number[];
  functions: Map<string, FunctionSpec>;
  /** Functions by the event that triggers them; `cancelledBy` by the event that cancels their runs. */
  triggeredBy: Map<string, FunctionSpec[]>;
  cancelledBy: Map<string, FunctionSpec[]>;
  /** Takes in the events that the end of a run makes, in the same transaction. */
  emit: (tx: Tx, events: SentEvent[]) => Promise<unknown>;
}

/** Index of functions by event name. */
export function indexFunctions(specs: FunctionSpec[]): Pick<RunnerContext, "functions" | "triggeredBy" | "cancelledBy"> {
  const triggeredBy = new Map<string, FunctionSpec[]>();
  const cancelledBy = new Map<string, FunctionSpec[]>();
  const add = (map: Map<string, FunctionSpec[]>, event: string, spec: FunctionSpec) => {
    const list = map.get(event) ?? [];
    if (!list.includes(spec)) list.push(spec);
    map.set(event, list);
  };
  for (const spec of specs) {
    for (const { event } of spec.triggers) add(triggeredBy, event, spec);
    for (const { event } of spec.cancel) add(cancelledBy, event, spec);
  }
  return { functions: new Map(specs.map((spec) => [spec.id, spec])), triggeredBy, cancelledBy };
}
