import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { MAX_CHARACTERS, requireCharacters } from "./bounded-result";
import { type PureFunction, pureNamespace } from "./pure-namespace";

interface OfText {
  text: string;
}

interface Searched extends OfText {
  search: string;
}

interface Padded extends OfText {
  length: number;
  padString: string;
}

interface Expression extends OfText {
  pattern: string;
  flags: string;
}

/** A drawn letter is some forty points. */
const MAX_DRAWN_CHARACTERS = 2_000;

const OWN: Record<string, PureFunction> = {
  charAt: ({ text, index }: OfText & { index: number }) => text.charAt(index),
  concat: ({ texts }: { texts: unknown[] }) => texts.map(asText).join(""),
  endsWith: ({ text, search }: Searched) => text.endsWith(search),
  format: ({ text, values }: OfText & { values: unknown[] }) =>
    text.replace(/\{(\d+)\}/g, (placeholder, index) => (Number(index) in values ? asText(values[Number(index)]) : placeholder)),
  includes: ({ text, search }: Searched) => text.includes(search),
  indexOf: ({ text, search }: Searched) => text.indexOf(search),
  isEmpty: ({ text }: OfText) => text.trim() === "",
  lastIndexOf: ({ text, search }: Searched) => text.lastIndexOf(search),
  length: ({ text }: OfText) => text.length,
  padEnd: ({ text, length, padString }: Padded) => text.padEnd(length, padString),
  padStart: ({ text, length, padString }: Padded) => text.padStart(length, padString),
  // Expressions run under the time limit of the worker: nothing else ends one that tries every way to match.
  regexMatch: ({ text, ...expression }: Expression) => text.match(regexOf(expression)),
  regexReplace: ({ text, replaceWith, ...expression }: Expression & { replaceWith: string }) => {
    requireGrowth(text, replaceWith);
    return text.replace(regexOf(expression), replaceWith);
  },
  regexSearch: ({ text, ...expression }: Expression) => text.search(regexOf(expression)),
  regexSplit: ({ text, ...expression }: Expression) => text.split(regexOf(expression)),
  regexTest: ({ text, ...expression }: Expression) => regexOf(expression).test(text),
  repeat: ({ text, count }: OfText & { count: number }) => text.repeat(count),
  // By letters as Unicode counts them, so that none is torn apart.
  reverse: ({ text }: OfText) => [...text].reverse().join(""),
  slice: ({ text, start, end }: OfText & { start: number; end: number }) => text.slice(start, end),
  startsWith: ({ text, search }: Searched) => text.startsWith(search),
  substring: ({ text, start, end }: OfText & { start: number; end: number }) => text.substring(start, end),
  toLowerCase: ({ text }: OfText) => text.toLowerCase(),
  toLowerCaseFirst: ({ text }: OfText) => text.charAt(0).toLowerCase() + text.slice(1),
  toString: ({ item }: { item: unknown }) => asText(item),
  toStringEach: ({ list }: { list: unknown[] }) => list.map(asText),
  toUpperCase: ({ text }: OfText) => text.toUpperCase(),
  toUpperCaseFirst: ({ text }: OfText) => text.charAt(0).toUpperCase() + text.slice(1),
  trim: ({ text }: OfText) => text.trim(),
  trimEnd: ({ text }: OfText) => text.trimEnd(),
  trimStart: ({ text }: OfText) => text.trimStart(),
};

/** Records as JSON; the language would write "[object Object]". */
function asText(value: unknown): string {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? JSON.stringify(value) : String(value);
}

function regexOf({ pattern, flags }: Omit<Expression, "text">): RegExp {
  return new RegExp(pattern, flags);
}

/** Each character may be a match, and each `$` of the replacement may stand for the whole text. */
function requireGrowth(text: string, replacement: string): void {
  const references = replacement.split("$").length - 1;
  const worst = (text.length + 1) * (replacement.length + references * text.length);
  if (worst > 100 * MAX_CHARACTERS) throw invalidInput("text and replaceWith are too long together for what a replacement could become.");
}

function refuse(id: string, operation: string, params: Readonly<Record<string, unknown>>): void {
  const { text, texts, list, separator, count, length, search, replaceWith, values } = params;
  const characters = typeof text === "string" ? text.length : 0;
  if (operation === "repeat") {
    if (!(Number(count) >= 0)) throw invalidInput(`count is ${count} and must be 0 or more.`);
    requireCharacters(id, characters * Number(count));
  }
  if (operation === "padStart" || operation === "padEnd") requireCharacters(id, Number(length));
  if (operation === "replaceAll" && typeof text === "string") {
    requireCharacters(id, characters + (text.split(String(search)).length - 1) * String(replaceWith).length);
  }
  if (operation === "join" && Array.isArray(list)) requireCharacters(id, sizeOf(list) + list.length * String(separator).length);
  if (operation === "concat" && Array.isArray(texts)) requireCharacters(id, sizeOf(texts));
  if (operation === "format" && Array.isArray(values) && typeof text === "string") {
    requireCharacters(id, characters + (text.split("{").length - 1) * sizeOf(values));
  }
  if (operation === "vectorText" && characters > MAX_DRAWN_CHARACTERS) {
    throw invalidInput(`text has ${characters} characters and may have ${MAX_DRAWN_CHARACTERS} to be drawn.`);
  }
}

function sizeOf(texts: readonly unknown[]): number {
  return texts.reduce<number>((sum, text) => sum + (typeof text === "string" ? text.length : 20), 0);
}

/** `text.*` */
export const TEXTS = pureNamespace({ name: "text", own: OWN, refuse });
