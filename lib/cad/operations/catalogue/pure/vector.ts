import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { requireEntries } from "./bounded-result";
import { eased } from "./math";
import { requirePairs } from "./paired-lists";
import { type PureFunction, pureNamespace } from "./pure-namespace";

type Numbers = number[];

const OWN: Record<string, PureFunction> = {
  // Between parallel vectors rounding carries the cosine beyond 1.
  angleBetween: ({ first, second }: { first: Numbers; second: Numbers }) => {
    const cosine = dot(first, second) / Math.sqrt(dot(first, first) * dot(second, second));
    return (Math.acos(Math.max(-1, Math.min(1, cosine))) * 180) / Math.PI;
  },
  max: ({ vector }: { vector: Numbers }) => extreme(vector, Math.max),
  min: ({ vector }: { vector: Numbers }) => extreme(vector, Math.min),
  parseNumbers: ({ vector }: { vector: string[] }) => vector.map(parsed),
  spanEaseItems: ({ nrItems, min, max, ease, intervals }: Span & { ease: string; intervals: boolean }) => {
    const items = shares(nrItems).map((share) => min + (max - min) * eased(ease, share));
    return intervals ? items.map((item, index) => item - (items[index - 1] ?? 0)) : items;
  },
  spanLinearItems: ({ nrItems, min, max }: Span) => shares(nrItems).map((share) => min + (max - min) * share),
};

interface Span {
  nrItems: number;
  min: number;
  max: number;
}

/** From 0 to 1 in even steps; one item alone is at 0. */
function shares(count: number): Numbers {
  return Array.from({ length: count }, (_, index) => index / Math.max(1, count - 1));
}

function dot(a: Numbers, b: Numbers): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

function extreme(vector: Numbers, of: (a: number, b: number) => number): number {
  if (vector.length === 0) throw invalidInput("vector is empty and must hold at least 1 number.");
  return vector.reduce((found, value) => of(found, value));
}

function parsed(text: string, index: number): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  if (!Number.isFinite(value)) throw invalidInput(`vector[${index}] is ${JSON.stringify(text.slice(0, 40))} and must be a number.`);
  return value;
}

/** Pairs that must be as long as each other. */
const PAIRS: readonly [string, string][] = [
  ["first", "second"],
  ["point", "vector"],
];

function refuse(id: string, operation: string, params: Readonly<Record<string, unknown>>): void {
  requirePairs(id, params, PAIRS);
  const number = (name: string) => Number(params[name]);
  if (operation === "range") requireEntries(id, number("max"));
  if (operation !== "span") return;
  if (!(number("step") > 0)) throw invalidInput(`step is ${number("step")} and must be more than 0.`);
  requireEntries(id, Math.floor((number("max") - number("min")) / number("step")) + 1);
}

/** `vector.*` */
export const VECTORS = pureNamespace({ name: "vector", own: OWN, refuse });
