import type { Plan } from "@/lib/contract/plan";
import { nounText } from "./bases/base-context";
import { BASE_TEMPLATES } from "./bases/build-base";
import { FEATURE_TEMPLATES } from "./features/build-feature";
import type { FacePlace } from "./features/face-place";
import { standardParts } from "./features/standard-parts";
import { accountFor } from "./language/account";
import { BASES } from "./language/base-nouns";
import type { FactName } from "./language/fact-rules";
import { FEATURES } from "./language/nouns";
import type { Clause, Fact, Phrase, Reading } from "./language/read";
import { hostOf } from "./plan/host";
import { ask, Refused } from "./plan/outcome-error";
import { PlanDraft } from "./plan/plan-draft";
import { sizesText, titled } from "./plan/say";
import { fillSlots } from "./plan/slots";

const isSized = (phrase: Phrase) => phrase.loose.length > 0 || phrase.facts.some((fact) => fact.quantities.length + fact.lists.length > 0);

/** The answer to which of two parts is meant. */
const ONLY = /,\s*only the ([\w -]+)$/i;
const ADDED = /\b(and|with|plus)\s+(a|an|one|its|the)\s+(matching\s+|separate\s+)?$/i;

/** One phrase for the part: several nouns may name it ("bearing holder: 40 x 40 x 12 block"); the sized one decides. */
function partPhrase(clause: Clause, prompt: string): Phrase | undefined {
  const only = ONLY.exec(prompt.trim())?.[1]?.toLowerCase();
  if (only !== undefined) clause.phrases = clause.phrases.filter(({ noun, name }) => noun.table !== "base" || name === only);
  const nouns = clause.phrases.filter((phrase) => phrase.noun.table === "base");
  const sized = nouns.filter(isSized);
  const main = sized[0] ?? nouns[0];
  // "a box and a lid" are two parts, with or without sizes for the second.
  const added = nouns.find((phrase) => main !== undefined && phrase.start > main.start && ADDED.test(prompt.slice(0, phrase.start)));
  const second = sized[1] ?? added;
  if (main === undefined) return undefined;
  if (second !== undefined && second.name !== main.name) {
    throw ask(
      `One part at a time: I read a ${main.name} and a ${second.name}. Which one should be made?`,
      [`the ${main.name}`, `only the ${main.name}`],
      [`the ${second.name}`, `only the ${second.name}`],
    );
  }
  for (const other of nouns) {
    if (other === main) continue;
    main.facts.push(...other.facts);
    main.loose.push(...other.loose);
  }
  main.facts.push(...clause.facts);
  main.loose.unshift(...clause.loose);
  return main;
}

/** "M8 bolt": the thread makes a part of the word. */
function boltOf(clause: Clause): Phrase | undefined {
  const size = clause.facts.find(({ fact }) => fact === "bolt_size");
  const bolt = BASES.find(({ id }) => id === "bolt");
  if (size === undefined || bolt === undefined) return undefined;
  const { facts, loose } = clause;
  return { noun: { table: "base", noun: bolt }, name: "hex bolt", definite: false, facts, loose, start: size.start, end: size.end };
}

/** Sizes without a noun: three numbers are a block. */
function blockOf(clause: Clause): Phrase | undefined {
  const list = clause.loose.find((loose) => loose.kind === "list" && loose.items.length === 3);
  const block = BASES.find(({ id }) => id === "block");
  if (list === undefined || block === undefined) return undefined;
  return {
    noun: { table: "base", noun: block },
    name: "block",
    definite: false,
    facts: clause.facts,
    loose: clause.loose,
    start: list.start,
    end: list.end,
  };
}

/** Counterbores and countersinks join the hole that they seat: "counterbored hole", "hole with an 11 mm counterbore". */
export function joinSeats(phrases: Phrase[], prompt: string): { phrase: Phrase; seat?: Phrase }[] {
  const joined: { phrase: Phrase; seat?: Phrase }[] = [];
  phrases.forEach((phrase, index) => {
    const id = phrase.noun.noun.id;
    if (id !== "counterbore" && id !== "countersink") {
      if (joined.at(-1)?.phrase !== phrase) joined.push({ phrase });
      return;
    }
    const before = joined.at(-1);
    const after = phrases[index + 1];
    if (after?.noun.noun.id === "hole" && !/[,;:.]|\b(and|with)\b/i.test(prompt.slice(phrase.end, after.start))) {
      after.facts.unshift(...phrase.facts);
      after.loose.unshift(...phrase.loose);
      joined.push({ phrase: after, seat: { ...phrase, facts: [], loose: [] } });
    } else if (before?.phrase.noun.noun.id === "hole" && before.seat === undefined) before.seat = phrase;
    else joined.push({ phrase });
  });
  return joined;
}

/** Puts a sentence's features on the draft. */
export function buildFeatures(draft: PlanDraft, phrases: Phrase[], prompt: string, selected: FacePlace[], part?: Phrase): void {
  for (const { phrase, seat } of joinSeats(phrases, prompt)) {
    const { noun, table } = phrase.noun;
    if (table !== "feature") continue;
    const template = FEATURE_TEMPLATES[noun.id];
    if (template === undefined)
      throw ask(`A ${phrase.name} alone is not read yet. Where is its hole?`, ["in the middle, 5 mm", "5 mm hole in the middle"]);
    template({
      draft,
      phrase,
      prompt,
      host: hostOf(draft.plan),
      selected,
      ...(seat === undefined ? {} : { seat }),
      ...(part === undefined ? {} : { part }),
    });
  }
}

function nameOf(plan: Plan, noun: string): string {
  const host = hostOf(plan);
  if (host === undefined) return titled(noun).slice(0, 80);
  const { x, y, z } = host.mm;
  const sizes = host.outline === "circle" ? `Ø${sizesText([x, z], plan.units)}` : sizesText([x, y, z], plan.units);
  return `${titled(noun)} ${sizes}`.slice(0, 80);
}

/** Plans a part from nothing. @throws Refused, Unclear */
export function planNewPart(reading: Reading, prompt: string, units: "mm" | "in", turn: number): Plan {
  const [clause] = reading.clauses;
  if (clause === undefined)
    throw ask(
      "Which part should be made, and how large?",
      ["a plate 50 × 30 × 5 mm", "plate 50 x 30 x 5 mm"],
      ["a block 40 × 40 × 20 mm", "block 40 x 40 x 20 mm"],
    );
  const named = partPhrase(clause, prompt);
  const bolted = named ?? boltOf(clause);
  const phrase = bolted ?? blockOf(clause);
  if (phrase === undefined) {
    accountFor(reading);
    throw ask(
      "Which part should be made, and how large?",
      ["a plate 50 × 30 × 5 mm", "plate 50 x 30 x 5 mm"],
      ["a block 40 × 40 × 20 mm", "block 40 x 40 x 20 mm"],
    );
  }
  const noun = phrase.noun;
  if (noun.table !== "base") throw new Refused("A part needs a body before it has features.");
  const spoken =
    reading.lexed.systems.has("in") && !reading.lexed.systems.has("mm") ? "in" : reading.lexed.systems.has("mm") ? "mm" : units;
  const draft = new PlanDraft({ units: spoken, name: "Part" }, turn);
  if (bolted === undefined) draft.assume("a rectangular block");
  if (reading.lexed.mixedBare) draft.assume(`numbers without a unit are ${units === "in" ? "inches" : "millimetres"}`);
  accountFor(reading, { wordsOnly: true });
  lendPositions(clause, phrase);
  const implied = impliedCorners(phrase);
  const hasHole = clause.phrases.some(({ noun: { noun: feature } }) => feature.id === "hole");
  BASE_TEMPLATES[noun.noun.family]({ draft, phrase, filled: fillSlots(phrase, prompt), prompt, hasHole });
  buildFeatures(draft, [...implied, ...clause.phrases.filter(({ noun: { table } }) => table === "feature")], prompt, [], phrase);
  standardParts({ draft, phrase, prompt });
  accountFor(reading, { plan: draft.plan });
  draft.plan.name = nameOf(draft.plan, nounText({ phrase }));
  return draft.plan;
}

const POSITIONS = new Set<FactName>([
  "from_edge",
  "from_side",
  "apart",
  "pcd",
  "evenly",
  "coordinates",
  "rectangle",
  "centre",
  "row",
  "along",
  "edges",
]);

/** "drill four holes in a 60x60x6 plate 8 mm from the edges": a plate has no place; the holes before it do. */
function lendPositions(clause: Clause, part: Phrase): void {
  const before = clause.phrases.filter(({ noun, start }) => noun.table === "feature" && start < part.start).at(-1);
  if (before === undefined) return;
  before.facts.push(...part.facts.filter(({ fact, start }) => POSITIONS.has(fact) && start > part.start));
  part.facts = part.facts.filter(({ fact, start }) => !(POSITIONS.has(fact) && start > part.start));
}

/** "plate 60x60x4, R8 corners": a radius said of the part's corners is a fillet without its noun. */
export function impliedCorners(phrase: { facts: Fact[] }): Phrase[] {
  const fact = phrase.facts.find(({ fact: name }) => name === "corner_radius");
  const corners = phrase.facts.find(({ fact: name, words }) => name === "edges" && words.includes("corner"));
  const radius = corners === undefined ? undefined : phrase.facts.find(({ fact: name }) => name === "radius");
  const source = fact ?? radius;
  if (source === undefined) return [];
  const noun = FILLET;
  const taken = [source, ...(corners === undefined ? [] : [corners])];
  phrase.facts = phrase.facts.filter((other) => !taken.includes(other));
  return [{ noun, name: "corner fillet", definite: false, facts: taken, loose: [], start: source.start, end: source.end }];
}

const FILLET: Phrase["noun"] = (() => {
  const noun = FEATURES.find(({ id }) => id === "fillet");
  if (noun === undefined) throw new Error("The table of features has no fillet.");
  return { table: "feature", noun };
})();
