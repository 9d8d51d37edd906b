import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { pureNamespace } from "./pure-namespace";
import { listedTransformation } from "./transformations";

/** Lists that pair. */
const PAIRS: readonly [string, string][] = [
  ["startPoints", "endPoints"],
  ["lines", "transformation"],
];

function refuse(_id: string, operation: string, params: Readonly<Record<string, unknown>>): void {
  for (const [a, b] of PAIRS) {
    const [first, second] = [params[a], params[b]];
    if (Array.isArray(first) && Array.isArray(second) && first.length !== second.length) {
      throw invalidInput(`${b} of line.${operation} holds ${second.length} entries and must hold ${first.length}, as ${a} does.`);
    }
  }
}

/** `line.*` */
export const LINES = pureNamespace({ name: "line", own: {}, refuse, prepare: listedTransformation });
