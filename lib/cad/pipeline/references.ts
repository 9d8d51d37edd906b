/** A string in a step's parameters that stands for an earlier result. */
export type Reference =
  | { kind: "prev" }
  | { kind: "ref"; index: number }
  | { kind: "local"; index: number }
  | { kind: "item" }
  | { kind: "index" }
  | { kind: "mapResult" }
  | { kind: "file"; index: number; format: string; codec: string };

const WORDS: Record<string, Reference> = {
  $prev: { kind: "prev" },
  $item: { kind: "item" },
  $index: { kind: "index" },
  $mapResult: { kind: "mapResult" },
};

const FILE = /^\$file:(\d{1,6})(?::(text|buffer|uint8|json|base64))?(?::(raw|gunzip|auto))?$/;

/**
 * Reads a reference. Null for ordinary strings, also those that only resemble one (`$refund`); "malformed" for a known
 * prefix with a bad tail (`$ref:x`).
 */
export function parseReference(text: string): Reference | "malformed" | null {
  const word = Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
  if (word) return word;
  const indexed = /^\$(ref|local):(\d{1,6})$/.exec(text);
  if (indexed) return { kind: indexed[1] === "ref" ? "ref" : "local", index: Number(indexed[2]) };
  const file = FILE.exec(text);
  if (file) return { kind: "file", index: Number(file[1]), format: file[2] ?? "text", codec: file[3] ?? "raw" };
  return /^\$(ref|local|file):/.test(text) ? "malformed" : null;
}

export interface FoundReference {
  /** Keys from the parameters' root: `["shapes", 0]`. */
  path: (string | number)[];
  text: string;
  reference: Reference | "malformed";
}

/** Deepest nesting of parameters; deeper ones serve no operation. */
export const MAX_PARAM_DEPTH = 32;

/** Every reference in a value, at any depth. Throws RangeError beyond MAX_PARAM_DEPTH. */
export function findReferences(value: unknown, path: (string | number)[] = []): FoundReference[] {
  if (path.length > MAX_PARAM_DEPTH) throw new RangeError(`Parameters nest deeper than ${MAX_PARAM_DEPTH} levels.`);
  if (typeof value === "string") {
    const reference = parseReference(value);
    return reference === null ? [] : [{ path, text: value, reference }];
  }
  if (Array.isArray(value)) return value.flatMap((entry, index) => findReferences(entry, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => findReferences(entry, [...path, key]));
}

/** A copy of a value in which every reference is replaced by what `resolve` gives for it. */
export function replaceReferences(value: unknown, resolve: (reference: Reference, text: string) => unknown, depth = 0): unknown {
  if (depth > MAX_PARAM_DEPTH) throw new RangeError(`Parameters nest deeper than ${MAX_PARAM_DEPTH} levels.`);
  if (typeof value === "string") {
    const reference = parseReference(value);
    return reference === null || reference === "malformed" ? value : resolve(reference, value);
  }
  if (Array.isArray(value)) return value.map((entry) => replaceReferences(entry, resolve, depth + 1));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, replaceReferences(entry, resolve, depth + 1)]));
}

/** `steps[2].params.shapes[0]` */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map((key, position) => (typeof key === "number" ? `[${key}]` : `${position === 0 ? "" : "."}${String(key)}`)).join("");
}
