import { invalidInput } from "@/lib/cad/kernel/kernel-error";

/** Refuses lists that go together, by the names of their parameters, unless they are as long as each other. */
export function requirePairs(id: string, params: Readonly<Record<string, unknown>>, pairs: readonly (readonly [string, string])[]): void {
  for (const [a, b] of pairs) {
    const [first, second] = [params[a], params[b]];
    if (Array.isArray(first) && Array.isArray(second) && first.length !== second.length) {
      throw invalidInput(`${b} of ${id} holds ${second.length} entries and must hold ${first.length}, as ${a} does.`);
    }
  }
}
