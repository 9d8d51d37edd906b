/** A string in a step's parameters that stands for an earlier result. */
export type Reference =
  | { kind: "prev" }
  | { kind: "ref"; index: number }
  | { kind: "local"; index: number }
  | { kind: "item" }
  | { kind: "index" }
  | { kind: "mapResult" }
  | FileReference;

export interface FileReference {
  kind: "file";
  index: number;
  format: FileFormat;
  codec: FileCodec;
}
export type FileFormat = "text" | "buffer" | "uint8" | "json" | "base64";
export type FileCodec = "raw" | "gunzip" | "auto";

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
  if (!text.startsWith("$")) return null;
  const word = Object.hasOwn(WORDS, text) ? WORDS[text] : undefined;
  if (word) return word;
  const indexed = /^\$(ref|local):(\d{1,6})$/.exec(text);
  if (indexed) return { kind: indexed[1] === "ref" ? "ref" : "local", index: Number(indexed[2]) };
  const file = FILE.exec(text);
  if (file) {
    const [, index, format = "text", codec = "raw"] = file;
    return { kind: "file", index: Number(index), format: format as FileFormat, codec: codec as FileCodec };
  }
  return /^\$(ref|local|file):/.test(text) ? "malformed" : null;
}

/** Keys from a value's root: `["shapes", 0]`. */
export type ValuePath = readonly (string | number)[];

export interface FoundReference {
  path: ValuePath;
  text: string;
  reference: Reference | "malformed";
}

/** Every reference in a value, at any depth; the value's depth has been checked. */
export function findReferences(value: unknown, path: ValuePath = []): FoundReference[] {
  if (typeof value === "string") {
    const reference = parseReference(value);
    return reference === null ? [] : [{ path, text: value, reference }];
  }
  if (Array.isArray(value)) return value.flatMap((entry, index) => findReferences(entry, [...path, index]));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]) => findReferences(entry, [...path, key]));
}

/** `steps[2].params.shapes[0]` */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map((key, position) => (typeof key === "number" ? `[${key}]` : `${position === 0 ? "" : "."}${String(key)}`)).join("");
}
