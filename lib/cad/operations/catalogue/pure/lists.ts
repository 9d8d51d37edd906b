import { isDeepStrictEqual } from "node:util";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { requireEntries } from "./bounded-result";
import { type PureFunction, pureNamespace } from "./pure-namespace";

type List = unknown[];

interface OfList {
  list: List;
}

/** Deeper lists are not flattened one in another. */
const MAX_LEVEL = 100;

const OWN: Record<string, PureFunction> = {
  concatenate: ({ lists }: { lists: List[] }) => lists.flat(1),
  // Entries are equal when they say the same, as JSON has no identity.
  findIndex: ({ list, item }: OfList & { item: unknown }) => list.findIndex((entry) => isDeepStrictEqual(entry, item)),
  getFirstItem: ({ list }: OfList) => filled(list).at(0),
  getLastItem: ({ list }: OfList) => filled(list).at(-1),
  includes: ({ list, item }: OfList & { item: unknown }) => list.some((entry) => isDeepStrictEqual(entry, item)),
  interleave: ({ lists }: { lists: List[] }) => {
    const longest = lists.reduce((most, { length }) => Math.max(most, length), 0);
    return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list.slice(index, index + 1))).flat(1);
  },
  removeDuplicates: ({ list }: OfList) => withoutDuplicates(list),
  removeFirstItem: ({ list }: OfList) => filled(list).slice(1),
  removeItemAtIndexFromEnd: ({ list, index }: OfList & { index: number }) => {
    if (!(Number.isInteger(index) && index >= 0 && index < list.length))
      throw invalidInput(`index is ${index} and must be from 0 to ${list.length - 1}.`);
    return list.toSpliced(list.length - 1 - index, 1);
  },
  removeItemAtIndex: ({ list, index }: OfList & { index: number }) => (index >= 0 && index < list.length ? list.toSpliced(index, 1) : list),
  removeLastItem: ({ list }: OfList) => filled(list).slice(0, -1),
  repeatInPattern: ({ list, lengthLimit }: OfList & { lengthLimit: number }) =>
    Array.from({ length: Math.max(0, Math.ceil(lengthLimit)) }, (_, index) => filled(list)[index % list.length]),
  shuffle: ({ list }: OfList) => shuffled(list),
};

function filled(list: List): List {
  if (list.length === 0) throw invalidInput("list is empty and must hold at least 1 item.");
  return list;
}

/** The first of each; quick for texts and numbers, and by comparison for the rest. */
function withoutDuplicates(list: List): List {
  const seen = new Set<unknown>();
  const structures: List = [];
  return list.filter((entry) => {
    if (typeof entry !== "object" || entry === null) {
      if (seen.has(entry)) return false;
      seen.add(entry);
      return true;
    }
    if (structures.some((known) => isDeepStrictEqual(known, entry))) return false;
    structures.push(entry);
    return true;
  });
}

/** Fisher and Yates: every order is as likely. */
function shuffled(list: List): List {
  const mixed = [...list];
  for (let last = mixed.length - 1; last > 0; last--) {
    const other = Math.floor(Math.random() * (last + 1));
    [mixed[last], mixed[other]] = [mixed[other], mixed[last]];
  }
  return mixed;
}

function refuse(id: string, operation: string, params: Readonly<Record<string, unknown>>): void {
  const { times, lengthLimit, level, nth, nrElements } = params;
  if (operation === "repeat") requireEntries(id, Number(times));
  if (operation === "repeatInPattern") requireEntries(id, Number(lengthLimit));
  if (level !== undefined && !(Number(level) >= 0 && Number(level) <= MAX_LEVEL))
    throw invalidInput(`level is ${level} and must be from 0 to ${MAX_LEVEL}.`);
  for (const [name, value] of Object.entries({ nth, nrElements })) {
    if (value !== undefined && !(Number.isInteger(value) && Number(value) >= 1))
      throw invalidInput(`${name} is ${value} and must be a whole number from 1.`);
  }
}

/** `lists.*` */
export const LISTS = pureNamespace({ name: "lists", own: OWN, refuse, takesObjects: true });
