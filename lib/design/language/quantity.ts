import type { Token } from "./tokens";
import { numberWord, type Unit, unitNamed } from "./units";

/** A number as written, with the unit that stands beside it. */
export interface Quantity {
  /** In the written unit. */
  value: number;
  /** Absent for a bare number; a trailing unit of a list counts as each item's. */
  unit?: Unit;
  /** The unit was written beside this very number. */
  ownUnit: boolean;
  /** Millimetres, degrees or a ratio; a bare number is resolved when the whole prompt is known. */
  mm: number;
  /** Written "4x", "x4" or as a word: how many, never how long. */
  isCount: boolean;
  start: number;
  end: number;
}

const DENOMINATORS = new Set([2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 64, 128]);

/** Takes the last bits of a conversion away, so that 1.5 in and 38.1 mm are one number. */
export function exact(value: number): number {
  return Number(value.toPrecision(14));
}

interface Read {
  value: number;
  next: number;
}

function integerAt(tokens: Token[], index: number): number | undefined {
  const token = tokens[index];
  return token?.kind === "number" && /^\d+$/.test(token.text) ? token.value : undefined;
}

/** A fraction n/m at `index`; in a size list such as 80/40/5 a slash is a separator. */
function fractionAt(tokens: Token[], index: number): Read | undefined {
  const numerator = integerAt(tokens, index);
  const denominator = integerAt(tokens, index + 2);
  if (numerator === undefined || denominator === undefined || tokens[index + 1]?.text !== "/") return undefined;
  if (!DENOMINATORS.has(denominator) || (numerator >= denominator && numerator > 15)) return undefined;
  if (tokens[index + 3]?.text === "/" && tokens[index + 4]?.kind === "number") return undefined;
  return { value: numerator / denominator, next: index + 3 };
}

/** A plain, mixed or fractional number: 12, 2.5, 3/8, 1-1/2, 2 1/4. */
function numberAt(tokens: Token[], index: number): Read | undefined {
  const fraction = fractionAt(tokens, index);
  if (fraction !== undefined) return fraction;
  const first = tokens[index];
  if (first?.kind !== "number" || first.value === undefined) return undefined;
  if (integerAt(tokens, index) !== undefined) {
    const dash = tokens[index + 1]?.text === "-" ? 1 : 0;
    const rest = fractionAt(tokens, index + 1 + dash);
    if (rest !== undefined && rest.value < 1) return { value: first.value + rest.value, next: rest.next };
  }
  return { value: first.value, next: index + 1 };
}

/** After a number with a space, these make of "in" a preposition: "ø10 in each corner". */
const AFTER_PREPOSITION = new Set(
  "each every the a an all both its it this that total one line row top corner corners center centre middle diameter steel aluminium aluminum pla".split(
    " ",
  ),
);

function unitAt(tokens: Token[], index: number): { unit: Unit; next: number } | undefined {
  let at = index;
  if (tokens[at]?.text === "-" && tokens[at]?.glued && tokens[at + 1]?.kind === "word" && tokens[at + 1]?.glued) at += 1;
  const token = tokens[at];
  if (token === undefined || token.kind === "number" || token.kind === "text") return undefined;
  const unit = unitNamed(token.text);
  if (unit === undefined) return undefined;
  const following = tokens[at + 1];
  if (token.text === "in" && !token.glued && following?.kind === "word" && AFTER_PREPOSITION.has(following.text)) return undefined;
  // "5 m3 holes": the m belongs to the number after it.
  if (token.text === "m" && following?.kind === "number" && following.glued) return undefined;
  return { unit, next: at + 1 };
}

/** Reads a quantity at `index`; feet and inches together are one quantity. */
export function quantityAt(tokens: Token[], index: number): { quantity: Quantity; next: number } | undefined {
  const first = tokens[index];
  if (first === undefined) return undefined;
  const negative = first.text === "-" && tokens[index + 1]?.kind === "number" && tokens[index + 1]?.glued === true && !first.glued;
  const begin = negative ? index + 1 : index;
  const word = first.kind === "word" ? numberWord(first.text) : undefined;
  const number = word === undefined ? numberAt(tokens, begin) : { value: word, next: index + 1 };
  if (number === undefined) return undefined;
  const found = unitAt(tokens, number.next);
  let value = negative ? -number.value : number.value;
  let next = found?.next ?? number.next;
  const unit = found?.unit;
  if (unit !== undefined && tokens[next - 1]?.text === "'") {
    const dash = tokens[next]?.text === "-" ? 1 : 0;
    const inches = numberAt(tokens, next + dash);
    const inchUnit = inches === undefined ? undefined : unitAt(tokens, inches.next);
    if (inches !== undefined && inchUnit?.unit.system === "in") {
      value += inches.value / 12;
      next = inchUnit.next;
    }
  }
  let isCount = word !== undefined && unit === undefined;
  const times = tokens[next];
  if (unit === undefined && times?.text === "x" && times.glued && tokens[next + 1]?.glued !== true) {
    const after = tokens[next + 1];
    // "4x M8": the sign belongs to the count; "4x 30" may as well be a size list and is left to the noun.
    if (after?.kind !== "number") {
      isCount = true;
      next += 1;
    }
  }
  const end = tokens[next - 1]?.end ?? first.end;
  const quantity: Quantity = {
    value,
    ownUnit: unit !== undefined,
    mm: exact(value * (unit?.factor ?? 1)),
    isCount,
    start: first.start,
    end,
  };
  if (unit !== undefined) quantity.unit = unit;
  return { quantity, next };
}
