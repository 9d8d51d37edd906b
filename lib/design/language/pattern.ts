import { BASES } from "./base-nouns";
import type { Lexeme } from "./lexemes";
import { FEATURES } from "./nouns";
import type { Quantity } from "./quantity";
import { lemmas } from "./vocabulary";

/*
 * Patterns over lexemes, one element a word:
 *   word a|b      that lemma, or one of several      {q} a length      {n} a bare whole number   {a} an angle, {deg} with its unit
 *   ?  *          may be missing; may repeat or miss  {p} a ratio      {l} a size list           {m} a thread size
 *   =             the mark, as : , ( ) do             @base @feature   any noun of that table
 */

export interface Captured {
  quantities: Quantity[];
  lists: Quantity[][];
  threads: { size: string; pitch?: number }[];
  /** Lemmas matched, in order. */
  words: string[];
}

interface Element {
  accepts: (lexemes: Lexeme[], at: number, captured: Captured) => number | undefined;
  optional: boolean;
  repeats: boolean;
  /** Keys of the lexemes that it can begin with. */
  keys: string[];
}

export interface Pattern {
  elements: Element[];
  source: string;
  /** Keys of the lexemes that a match can begin with: what an index of patterns is made of. */
  keys: Set<string>;
}

/** Keys that a lexeme is found under in an index. */
export function keysOf(lexeme: Lexeme): string[] {
  if (lexeme.kind === "word") return lexeme.lemma === lexeme.text ? [lexeme.lemma] : [lexeme.lemma, lexeme.text];
  if (lexeme.kind === "mark") return [lexeme.text];
  return [`{${lexeme.kind}}`];
}

const isWhole = (quantity: Quantity) =>
  quantity.unit === undefined && Number.isInteger(quantity.value) && quantity.value > 0 && quantity.value <= 100_000;

function quantityElement(test: (quantity: Quantity) => boolean): Element["accepts"] {
  return (lexemes, at, captured) => {
    const lexeme = lexemes[at];
    if (lexeme?.kind !== "quantity" || !test(lexeme.quantity)) return undefined;
    captured.quantities.push(lexeme.quantity);
    return at + 1;
  };
}

const NOUN_NAMES: Record<string, string[][]> = {
  "@base": BASES.flatMap(({ names }) => names.map(lemmas)).sort((left, right) => right.length - left.length),
  "@feature": FEATURES.flatMap(({ names }) => names.map(lemmas)).sort((left, right) => right.length - left.length),
};

/** End of a run of lemmas at `at`, or undefined. */
export function matchLemmas(lexemes: Lexeme[], at: number, wanted: string[]): number | undefined {
  for (let index = 0; index < wanted.length; index++) {
    const lexeme = lexemes[at + index];
    if (lexeme?.kind !== "word" || (lexeme.lemma !== wanted[index] && lexeme.text !== wanted[index])) return undefined;
  }
  return at + wanted.length;
}

const SPECIAL: Record<string, Element["accepts"]> = {
  "{q}": quantityElement((quantity) => !quantity.isCount && (quantity.unit === undefined || quantity.unit.measures === "length")),
  "{n}": quantityElement(isWhole),
  "{a}": quantityElement((quantity) => quantity.unit === undefined || quantity.unit.measures === "angle"),
  "{deg}": quantityElement((quantity) => quantity.unit?.measures === "angle"),
  "{p}": quantityElement((quantity) => quantity.unit?.measures === "ratio"),
  "{l}": (lexemes, at, captured) => {
    const lexeme = lexemes[at];
    if (lexeme?.kind !== "list") return undefined;
    captured.lists.push(lexeme.items);
    return at + 1;
  },
  "{m}": (lexemes, at, captured) => {
    const lexeme = lexemes[at];
    if (lexeme?.kind !== "thread") return undefined;
    captured.threads.push(lexeme);
    return at + 1;
  },
};

const KEYS: Record<string, string[]> = {
  "{q}": ["{quantity}"],
  "{n}": ["{quantity}"],
  "{a}": ["{quantity}"],
  "{deg}": ["{quantity}"],
  "{p}": ["{quantity}"],
  "{l}": ["{list}"],
  "{m}": ["{thread}"],
};

function nounElement(names: string[][]): Element["accepts"] {
  return (lexemes, at, captured) => {
    for (const name of names) {
      const next = matchLemmas(lexemes, at, name);
      if (next === undefined) continue;
      captured.words.push(name.join(" "));
      return next;
    }
    return undefined;
  };
}

function wordElement(alternatives: string[]): Element["accepts"] {
  const wanted = new Set(alternatives);
  return (lexemes, at, captured) => {
    const lexeme = lexemes[at];
    if (lexeme?.kind === "mark") return wanted.has(lexeme.text) ? at + 1 : undefined;
    if (lexeme?.kind !== "word" || !(wanted.has(lexeme.lemma) || wanted.has(lexeme.text))) return undefined;
    captured.words.push(lexeme.lemma);
    return at + 1;
  };
}

/** Compiles a pattern; each is compiled once, when the tables load. */
export function compilePattern(source: string): Pattern {
  const elements = source.split(" ").map((part): Element => {
    const optional = part.endsWith("?") || part.endsWith("*");
    const repeats = part.endsWith("*");
    const body = optional ? part.slice(0, -1) : part;
    const nouns = NOUN_NAMES[body];
    const accepts = SPECIAL[body] ?? (nouns === undefined ? wordElement(body.split("|")) : nounElement(nouns));
    const keys = KEYS[body] ?? (nouns === undefined ? body.split("|") : nouns.flatMap(([first]) => first ?? []));
    return { accepts, optional, repeats, keys };
  });
  const keys = new Set<string>();
  for (const element of elements) {
    for (const key of element.keys) keys.add(key);
    if (!element.optional) break;
  }
  return { elements, source, keys };
}

/** No phrase of the tables is longer; bounds the work on "top top top …". */
const MAX_MATCH = 12;

function matchFrom(
  pattern: Pattern,
  lexemes: Lexeme[],
  at: number,
  element: number,
  position: number,
  captured: Captured,
): number | undefined {
  const current = pattern.elements[element];
  if (current === undefined) return position;
  const { quantities, lists, threads, words } = captured;
  const before = [quantities.length, lists.length, threads.length, words.length] as const;
  const next = position - at < MAX_MATCH ? current.accepts(lexemes, position, captured) : undefined;
  if (next !== undefined) {
    const further = matchFrom(pattern, lexemes, at, current.repeats ? element : element + 1, next, captured);
    if (further !== undefined) return further;
    [quantities.length, lists.length, threads.length, words.length] = before;
  }
  return current.optional ? matchFrom(pattern, lexemes, at, element + 1, position, captured) : undefined;
}

/** Longest match of a pattern at a lexeme: where it ends and what it caught. */
export function matchPattern(pattern: Pattern, lexemes: Lexeme[], at: number): { next: number; captured: Captured } | undefined {
  const captured: Captured = { quantities: [], lists: [], threads: [], words: [] };
  const next = matchFrom(pattern, lexemes, at, 0, at, captured);
  return next === undefined || next === at ? undefined : { next, captured };
}
