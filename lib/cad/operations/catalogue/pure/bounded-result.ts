import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { JsonValue } from "../../implementation";

/** Entries that one list of a result may have. */
export const MAX_ENTRIES = 100_000;
/** Characters that one text of a result may have. */
export const MAX_CHARACTERS = 1_000_000;
/** Values in a result in all: a list of lists multiplies. */
const MAX_VALUES = 1_000_000;

/**
 * A result as plain JSON.
 * @throws KernelError INVALID_INPUT where it is too large, or holds a number that JSON has not
 */
export function boundedResult(id: string, result: unknown): JsonValue {
  let values = 0;
  const convert = (value: unknown): JsonValue => {
    if (++values > MAX_VALUES) throw invalidInput(`${id} gives more than ${MAX_VALUES} values.`);
    if (typeof value === "number") return finite(id, value);
    if (typeof value === "string") return within(id, value);
    if (typeof value === "boolean") return value;
    if (value === null || value === undefined) return null;
    if (Array.isArray(value)) {
      requireEntries(id, value.length);
      return value.map(convert);
    }
    if (typeof value !== "object") throw invalidInput(`${id} gives a ${typeof value}, which is no JSON.`);
    const known = Object.entries(value).filter(([, entry]) => entry !== undefined);
    return Object.fromEntries(known.map(([name, entry]) => [name, convert(entry)]));
  };
  return convert(result);
}

function finite(id: string, value: number): number {
  if (Number.isFinite(value)) return value === 0 ? 0 : value;
  throw invalidInput(`${id} gives ${value} for these values; a result must be a finite number.`);
}

function within(id: string, value: string): string {
  requireCharacters(id, value.length);
  return value;
}

/** Refuses a list before it is made. */
export function requireEntries(id: string, count: number): void {
  if (!(count <= MAX_ENTRIES)) throw invalidInput(`${id} gives a list of ${count} entries; at most ${MAX_ENTRIES} are allowed.`);
}

/** Refuses a text before it is made. */
export function requireCharacters(id: string, count: number): void {
  if (!(count <= MAX_CHARACTERS)) throw invalidInput(`${id} gives a text of ${count} characters; at most ${MAX_CHARACTERS} are allowed.`);
}
