import type { PipelineLimits } from "@/lib/contract/pipeline";
import { pathText } from "./references";

type Bounds = Pick<PipelineLimits, "paramDepth" | "paramKeys" | "arrayElements" | "stringCharacters">;

/** What is too much in a value, as a field and a sentence; undefined when it is within the bounds. */
export interface Excess {
  path: string;
  message: string;
}

interface Entry {
  value: unknown;
  path: readonly (string | number)[];
}

/**
 * Measures a value from outside: depth, keys in all, elements of each array, characters of each string.
 * Without recursion, so that no depth can exhaust the stack.
 */
export function excessOf(root: unknown, { paramDepth, paramKeys, arrayElements, stringCharacters }: Bounds): Excess | undefined {
  const open: Entry[] = [{ value: root, path: [] }];
  let keys = 0;
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const { value, path } = entry;
    const excess = (message: string) => ({ path: pathText(path), message });
    if (path.length > paramDepth) return excess(`nests deeper than ${paramDepth} levels`);
    if (typeof value === "string" && value.length > stringCharacters) {
      return excess(`has ${value.length} characters; at most ${stringCharacters} are accepted`);
    }
    if (typeof value !== "object" || value === null) continue;
    if (Array.isArray(value)) {
      if (value.length > arrayElements) return excess(`has ${value.length} elements; at most ${arrayElements} are accepted`);
      for (const [index, inner] of value.entries()) if (isComposite(inner)) open.push({ value: inner, path: [...path, index] });
    } else {
      const entries = Object.entries(value);
      keys += entries.length;
      if (keys > paramKeys) return excess(`has more than ${paramKeys} keys in all`);
      for (const [key, inner] of entries) if (isComposite(inner)) open.push({ value: inner, path: [...path, key] });
    }
  }
  return undefined;
}

/** Numbers, booleans and null need no look. */
function isComposite(value: unknown): boolean {
  return typeof value === "string" || (typeof value === "object" && value !== null);
}
