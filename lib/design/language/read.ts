import type { Span } from "@/lib/contract/plan";
import { BASES } from "./base-nouns";
import { EDIT_RULES, FACT_RULES, type FactName, type FactRule } from "./fact-rules";
import { type Lexed, type Lexeme, lex } from "./lexemes";
import { type BaseNoun, FEATURES, type FeatureNoun, type Slot } from "./nouns";
import { type Captured, keysOf, matchLemmas, matchPattern } from "./pattern";
import type { Quantity } from "./quantity";
import { spanOf } from "./tokens";
import { isHarmless, lemmas } from "./vocabulary";

/** Something the words say; `used` once a template has taken it. */
export interface Fact extends Captured {
  fact: FactName;
  start: number;
  end: number;
  used: boolean;
}

/** A size that no word labels. */
export interface Loose {
  kind: "quantity" | "list" | "thread" | "text";
  items: Quantity[];
  thread?: { size: string; pitch?: number };
  text?: string;
  start: number;
  end: number;
  used: boolean;
}

/** A noun with all that is said of it. */
export interface Phrase {
  noun: { table: "base"; noun: BaseNoun } | { table: "feature"; noun: FeatureNoun };
  /** The noun as found, in lemmas. */
  name: string;
  definite: boolean;
  facts: Fact[];
  loose: Loose[];
  /** Sizes that went into a slot; each must end in a parameter. */
  slotted?: Span[];
  start: number;
  end: number;
}

/** One instruction: a verb (or none) and what belongs to it. */
export interface Clause {
  verb?: string;
  phrases: Phrase[];
  /** Said before or without any noun. */
  facts: Fact[];
  loose: Loose[];
  /** Pronouns and other words that an edit may look at. */
  words: string[];
}

export interface Reading {
  clauses: Clause[];
  /** Words that nothing knows, in order. */
  unknown: Span[];
  lexed: Lexed;
}

type Place = { start: number; end: number };
type Unit = Place &
  (
    | { kind: "fact"; fact: Fact }
    | { kind: "noun"; noun: Phrase["noun"]; name: string }
    | { kind: "verb"; verb: string }
    | { kind: "loose"; loose: Loose }
    | { kind: "word"; lemma: string; known: boolean }
    | { kind: "mark"; text: string }
  );

const NAMES = [
  ...BASES.flatMap((noun) => noun.names.map((name) => ({ words: lemmas(name), noun: { table: "base" as const, noun } }))),
  ...FEATURES.flatMap((noun) => noun.names.map((name) => ({ words: lemmas(name), noun: { table: "feature" as const, noun } }))),
].sort((left, right) => right.words.length - left.words.length);

export const VERBS = new Set(
  "make set change move add cut remove rotate flip mirror scale extrude extend shorten increase decrease fill undo redo revert go".split(
    " ",
  ),
);

/** Rows by what they can begin with: most places begin none of them. */
function indexed<Row>(rows: Row[], keys: (row: Row) => Iterable<string>): Map<string, Row[]> {
  const index = new Map<string, Row[]>();
  for (const row of rows) for (const key of keys(row)) index.set(key, [...(index.get(key) ?? []), row]);
  return index;
}

const NEW_PART_INDEX = indexed(FACT_RULES, ({ pattern }) => pattern.keys);
const EDIT_INDEX = indexed(EDIT_RULES, ({ pattern }) => pattern.keys);
const NAME_INDEX = indexed(NAMES, ({ words }) => words.slice(0, 1));

function rowsAt<Row>(index: Map<string, Row[]>, lexeme: Lexeme): Row[] {
  const [first = "", second] = keysOf(lexeme);
  const rows = index.get(first) ?? [];
  const more = second === undefined ? undefined : index.get(second);
  return more === undefined ? rows : [...new Set([...rows, ...more])];
}

function factAt(lexemes: Lexeme[], at: number, rules: FactRule[]): { next: number; fact: Fact } | undefined {
  let best: { next: number; fact: Fact } | undefined;
  for (const rule of rules) {
    const match = matchPattern(rule.pattern, lexemes, at);
    if (match === undefined || match.next <= (best?.next ?? at)) continue;
    const start = lexemes[at]?.start ?? 0;
    const end = lexemes[match.next - 1]?.end ?? start;
    best = { next: match.next, fact: { fact: rule.fact, ...match.captured, start, end, used: false } };
  }
  return best;
}

function looseOf(lexeme: Lexeme): Loose | undefined {
  const place = { start: lexeme.start, end: lexeme.end, used: false };
  if (lexeme.kind === "quantity") return { kind: "quantity", items: [lexeme.quantity], ...place };
  if (lexeme.kind === "list") return { kind: "list", items: lexeme.items, ...place };
  if (lexeme.kind === "thread") return { kind: "thread", items: [], thread: lexeme, ...place };
  return lexeme.kind === "text" ? { kind: "text", items: [], text: lexeme.text, ...place } : undefined;
}

/** Cuts the lexemes into facts, nouns, verbs and what is left; the longest reading at each place wins, a noun before a fact. */
function unitsOf({ lexemes }: Lexed, editing: boolean): Unit[] {
  const units: Unit[] = [];
  for (let at = 0; at < lexemes.length; ) {
    const lexeme = lexemes[at] as Lexeme;
    const noun = rowsAt(NAME_INDEX, lexeme).find(({ words }) => matchLemmas(lexemes, at, words) !== undefined);
    const nounNext = noun === undefined ? at : at + noun.words.length;
    const fact = factAt(lexemes, at, rowsAt(editing ? EDIT_INDEX : NEW_PART_INDEX, lexeme));
    const place = (next: number) => ({ start: lexeme.start, end: lexemes[next - 1]?.end ?? lexeme.end });
    if (noun !== undefined && nounNext >= (fact?.next ?? at)) {
      units.push({ kind: "noun", noun: noun.noun, name: noun.words.join(" "), ...place(nounNext) });
      at = nounNext;
    } else if (fact !== undefined) {
      units.push({ kind: "fact", fact: fact.fact, ...place(fact.next) });
      at = fact.next;
    } else {
      at += 1;
      const loose = looseOf(lexeme);
      if (loose !== undefined) units.push({ kind: "loose", loose, ...place(at) });
      else if (lexeme.kind === "mark") units.push({ kind: "mark", text: lexeme.text, ...place(at) });
      else if (lexeme.kind === "word" && editing && VERBS.has(lexeme.lemma)) units.push({ kind: "verb", verb: lexeme.lemma, ...place(at) });
      else if (lexeme.kind === "word") units.push({ kind: "word", lemma: lexeme.lemma, known: lexeme.known, ...place(at) });
    }
  }
  return units;
}

const SLOTS = new Set<string>(
  "length width height thickness diameter radius od id wall floor across_flats depth side leg bar size web flange".split(
    " ",
  ) satisfies string[],
);

/** Whether a noun can hold what a fact says. */
export function accepts(phrase: Pick<Phrase, "noun">, fact: FactName): boolean {
  const { noun, table } = phrase.noun;
  if (table === "base") return true;
  // A corner has a radius; a hole beside it has none.
  if (fact === "corner_radius") return noun.id === "fillet";
  if (!SLOTS.has(fact)) return true;
  const slot = fact as Slot;
  return noun.order.includes(slot) || noun.takes?.includes(slot) === true || noun.alias?.[slot] !== undefined;
}

/** What may stand before a noun and belong to it. */
const PREMODIFIERS = new Set<FactName>(
  "diameter radius od id depth thickness length width height wall side across_flats size blind through clearance tapped fit_class centre edges row grid count no open bearing bolt_size".split(
    " ",
  ) as FactName[],
);
const STOPS = new Set(["with", "and", "then", "in", "on", "from", "to", "at"]);

/** Where the words that lead up to a noun begin: "two M3 clearance" of "two M3 clearance holes". */
function premodifierStart(units: Unit[], at: number, floor: number): number {
  const noun = units[at];
  let sizes = 0;
  let counts = 0;
  let start = at;
  for (let index = at - 1; index >= floor; index--) {
    const unit = units[index];
    if (unit === undefined || noun?.kind !== "noun" || unit.kind === "mark" || unit.kind === "noun" || unit.kind === "verb") break;
    if (unit.kind === "word" && (STOPS.has(unit.lemma) || !unit.known)) break;
    if (unit.kind === "fact") {
      const { fact, words } = unit.fact;
      // "in a 5x3 grid of 5 mm holes" begins there; "plate 50x50x5 in each corner" belongs to what stands before.
      const [opening] = words;
      if (opening !== undefined && STOPS.has(opening)) return fact === "grid" ? index : start;
      if (!PREMODIFIERS.has(fact) || !accepts(noun, fact)) break;
      if (SLOTS.has(fact)) sizes += 1;
    }
    if (unit.kind === "loose") {
      // "plate 100x50x5 hole 10 mm": the list is the plate's.
      const before = units[index - 1];
      if (noun.noun.table === "feature" && unit.loose.kind === "list" && before?.kind === "noun") break;
      if (noun.noun.table === "feature" && unit.loose.items.length > noun.noun.noun.order.length + 1) break;
      const [item] = unit.loose.items;
      const isCount = unit.loose.kind === "quantity" && item?.unit === undefined && (item?.isCount === true || sizes > 0);
      if (isCount) counts += 1;
      else sizes += 1;
      // A plate's own sizes may stand right before: "plate 50x50x5 10 mm hole".
      if (counts > 1 || (sizes > 1 && !isCount && noun.noun.table === "feature" && units[index + 1]?.kind === "loose")) break;
    }
    start = index;
    if (unit.kind === "word" && (unit.lemma === "a" || unit.lemma === "the")) break;
  }
  return start;
}

function toPhrase(unit: Unit & { kind: "noun" }, definite: boolean): Phrase {
  return { noun: unit.noun, name: unit.name, definite, facts: [], loose: [], start: unit.start, end: unit.end };
}

const DEFINITE = new Set(["the", "this", "that", "them", "its", "both", "all", "each", "other"]);

/** Assembles a clause's units into phrases; facts that the nearest noun cannot hold go to the part. */
function assemble(units: Unit[], verb: string | undefined, prompt: string): Clause {
  const clause: Clause = { phrases: [], facts: [], loose: [], words: [] };
  if (verb !== undefined) clause.verb = verb;
  const owner: (Phrase | undefined)[] = units.map(() => undefined);
  let floor = 0;
  let current: Phrase | undefined;
  units.forEach((unit, at) => {
    if (unit.kind !== "noun") return;
    const start = premodifierStart(units, at, floor);
    const before = units.slice(start, at);
    // "the centre hole": the article may stand inside of what was read as a place.
    const opens = /^\w+/.exec(prompt.slice(before[0]?.start ?? unit.start))?.[0].toLowerCase() ?? "";
    const definite = DEFINITE.has(opens) || before.some((word) => word.kind === "word" && DEFINITE.has(word.lemma));
    const phrase = toPhrase(unit, definite);
    for (let index = floor; index < start; index++) owner[index] = current;
    for (let index = start; index <= at; index++) owner[index] = phrase;
    clause.phrases.push(phrase);
    current = phrase;
    floor = at + 1;
  });
  for (let index = floor; index < units.length; index++) owner[index] = current;
  units.forEach((unit, at) => {
    if (unit.kind === "word") clause.words.push(unit.lemma);
    if (unit.kind === "fact") attach(clause, owner[at], unit.fact);
    if (unit.kind === "loose") (owner[at] ?? clause).loose.push(unit.loose);
  });
  return clause;
}

function attach(clause: Clause, owner: Phrase | undefined, fact: Fact): void {
  if (
    owner !== undefined &&
    accepts(owner, fact.fact) &&
    !(SLOTS.has(fact.fact) && owner.facts.some((other) => other.fact === fact.fact))
  ) {
    owner.facts.push(fact);
    return;
  }
  const base = clause.phrases.find((phrase) => phrase.noun.table === "base");
  (base ?? clause).facts.push(fact);
}

/**
 * Reads a prompt into clauses of noun phrases.
 * @param editing there is a part to change: verbs open clauses, and the phrases of edits are read
 */
export function read(prompt: string, units: "mm" | "in", editing: boolean): Reading {
  const lexed = lex(prompt, units);
  const all = unitsOf(lexed, editing);
  const clauses: Clause[] = [];
  let verb: string | undefined;
  let begin = 0;
  const close = (end: number) => {
    const part = all.slice(begin, end);
    if (
      verb !== undefined ||
      part.some((unit) => unit.kind !== "mark" && unit.kind !== "word") ||
      (clauses.length === 0 && end === all.length)
    ) {
      clauses.push(assemble(part, verb, prompt));
    }
  };
  all.forEach((unit, index) => {
    if (unit.kind !== "verb") return;
    close(index);
    verb = unit.verb;
    begin = index + 1;
  });
  close(all.length);
  const unknown = all.flatMap((unit) =>
    unit.kind === "word" && !unit.known && !isHarmless(unit.lemma) ? [spanOf(prompt, unit.start, unit.end)] : [],
  );
  return { clauses, unknown, lexed };
}
