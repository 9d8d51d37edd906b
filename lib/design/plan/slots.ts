import type { Span } from "@/lib/contract/plan";
import type { FactName } from "../language/fact-rules";
import type { Slot } from "../language/nouns";
import type { Quantity } from "../language/quantity";
import type { Fact, Loose, Phrase } from "../language/read";
import { spanOf } from "../language/tokens";
import { Refused } from "./outcome-error";
import { lengthText } from "./say";

/** A size with the words that gave it. */
export interface Given {
  mm: number;
  span: Span;
}

export type Filled = Partial<Record<Slot, Given>>;

export function given(quantity: Quantity, prompt: string, factor = 1): Given {
  return { mm: quantity.mm * factor, span: spanOf(prompt, quantity.start, quantity.end) };
}

/** The first fact of a name that nothing has taken yet; it is taken by this. */
export function takeFact(holder: { facts: Fact[] }, name: FactName): Fact | undefined {
  const fact = holder.facts.find((candidate) => candidate.fact === name && !candidate.used);
  if (fact !== undefined) fact.used = true;
  return fact;
}

/** Takes every fact of a name; true when there was one. */
export function takeFlag(holder: { facts: Fact[] }, name: FactName): boolean {
  let found = false;
  while (takeFact(holder, name) !== undefined) found = true;
  return found;
}

function put(filled: Filled, slot: Slot, value: Given, noun: string): void {
  const before = filled[slot];
  if (before !== undefined && Math.abs(before.mm - value.mm) > 1e-6) {
    throw new Refused(
      `The ${slot.replace("_", " ")} of the ${noun} is given twice: ${lengthText(before.mm)} ("${before.span.text}") and ${lengthText(value.mm)} ("${value.span.text}"). Say which one holds.`,
    );
  }
  filled[slot] = value;
}

/** Which slot of a noun a labelled size fills, and by what factor. */
function target(phrase: Phrase, fact: FactName): { slot: Slot; factor: number } | undefined {
  const { noun } = phrase.noun;
  const takes = "takes" in noun ? (noun.takes ?? []) : [];
  const has = (slot: Slot) => noun.order.includes(slot) || takes.includes(slot);
  const slot = fact as Slot;
  if (fact === "radius" && !noun.order.includes("radius")) {
    const round = (["diameter", "od"] as const).find(has);
    return round === undefined ? undefined : { slot: round, factor: 2 };
  }
  if (has(slot)) return { slot, factor: 1 };
  const alias = noun.alias?.[slot];
  if (alias !== undefined) return { slot: alias, factor: 1 };
  // Slots that only some parts read are kept under their own name.
  return phrase.noun.table === "base" && EXTRA.has(slot) ? { slot, factor: 1 } : undefined;
}

const EXTRA = new Set<Slot>([
  "wall",
  "floor",
  "leg",
  "bar",
  "side",
  "id",
  "od",
  "diameter",
  "depth",
  "thickness",
  "height",
  "length",
  "width",
]);
const LABELS: FactName[] = [
  "length",
  "width",
  "height",
  "thickness",
  "diameter",
  "radius",
  "od",
  "id",
  "wall",
  "floor",
  "across_flats",
  "depth",
  "side",
  "bar",
  "size",
  "web",
  "flange",
];

/** Fills a noun's slots: labelled sizes first, then bare numbers and size lists in the noun's own order. */
export function fillSlots(phrase: Phrase, prompt: string): Filled {
  const filled: Filled = {};
  for (const fact of phrase.facts) {
    if (fact.used || !LABELS.includes(fact.fact)) continue;
    const [quantity] = fact.quantities;
    const place = quantity === undefined ? undefined : target(phrase, fact.fact);
    if (quantity === undefined || place === undefined) continue;
    put(filled, place.slot, given(quantity, prompt, place.factor), phrase.name);
    fact.used = true;
  }
  for (const loose of phrase.loose) fillLoose(phrase, loose, filled, prompt);
  phrase.slotted = [...(phrase.slotted ?? []), ...Object.values(filled).map(({ span }) => span)];
  return filled;
}

function fillLoose(phrase: Phrase, loose: Loose, filled: Filled, prompt: string): void {
  if (loose.used || loose.kind === "thread" || loose.kind === "text") return;
  const open = phrase.noun.noun.order.filter((slot) => filled[slot] === undefined);
  if (loose.items.some((item) => item.isCount) || loose.items.length > open.length) return;
  loose.items.forEach((item, index) => {
    const slot = open[index];
    if (slot !== undefined) filled[slot] = given(item, prompt);
  });
  loose.used = true;
}
