import { MM_PER_INCH } from "@/lib/core/units";
import { type Normalised, normalise } from "./normalise";
import { exact, type Quantity, quantityAt } from "./quantity";
import { type Token, tokenise } from "./tokens";
import { lemmaOf } from "./vocabulary";

interface Place {
  start: number;
  end: number;
}

/** What the grammar works on: words by their lemma, quantities, size lists, thread sizes, texts and marks. */
export type Lexeme = Place &
  (
    | { kind: "word"; text: string; lemma: string; known: boolean }
    | { kind: "quantity"; quantity: Quantity }
    | { kind: "list"; items: Quantity[] }
    | { kind: "thread"; size: string; pitch?: number }
    | { kind: "text"; text: string }
    | { kind: "mark"; text: string }
  );

export interface Lexed {
  lexemes: Lexeme[];
  original: string;
  /** Unit systems that the prompt writes. */
  systems: Set<"mm" | "in">;
  /** A number without a unit beside numbers of both systems. */
  mixedBare: boolean;
}

/** `M6`, `M6x1`, `#10`, `#10-32`, `1/4-20`: sizes of threads, not lengths. */
function threadAt(tokens: Token[], index: number): { size: string; pitch?: number; next: number } | undefined {
  const [first, second, third, fourth] = tokens.slice(index, index + 4);
  if (first?.text === "m" && second?.kind === "number" && second.glued && second.value !== undefined) {
    const size = `M${second.value}`;
    if (third?.text === "x" && third.glued && fourth?.kind === "number" && (fourth.value ?? 99) <= 4) {
      return { size, pitch: fourth.value ?? 0, next: index + 4 };
    }
    return { size, next: index + 2 };
  }
  if (first?.text === "#" && second?.kind === "number" && second.glued) {
    const pitched = third?.text === "-" && fourth?.kind === "number";
    return { size: `#${second.text}`, next: index + (pitched ? 4 : 2) };
  }
  const fraction = tokens.slice(index, index + 5);
  if (fraction.map((token) => (token.kind === "number" ? "n" : token.text)).join("") === "n/n-n" && fraction[4]?.glued) {
    if (["unc", "unf", "tap", "tapped", "thread", "threaded", "screw", "bolt"].includes(tokens[index + 5]?.text ?? "")) {
      return { size: `${fraction[0]?.text}/${fraction[2]?.text}`, next: index + 5 };
    }
  }
  return undefined;
}

/** `±0.1`, `+/- 0.05 mm`, `H7`: kept by the prompt's text; they do not change a size. */
function toleranceAt(tokens: Token[], index: number, afterQuantity: boolean): number | undefined {
  const token = tokens[index];
  if (token?.text === "±" || token?.text === "+/-") return quantityAt(tokens, index + 1)?.next;
  const grade = tokens[index + 1];
  if (!afterQuantity || token?.kind !== "word" || !/^(h|g|f|js|k|n|p)$/.test(token.text)) return undefined;
  return grade?.kind === "number" && grade.glued && (grade.value ?? 0) >= 4 && (grade.value ?? 0) <= 12 ? index + 2 : undefined;
}

const SEPARATORS = new Set(["x", "by", "*", "/"]);

function merge(tokens: Token[]): Lexeme[] {
  const lexemes: Lexeme[] = [];
  for (let index = 0; index < tokens.length; ) {
    const token = tokens[index] as Token;
    const place = (next: number) => ({ start: token.start, end: tokens[next - 1]?.end ?? token.end });
    const last = lexemes.at(-1);
    const tolerance = toleranceAt(tokens, index, last?.kind === "quantity" || last?.kind === "thread");
    if (tolerance !== undefined) {
      index = tolerance;
      continue;
    }
    const thread = threadAt(tokens, index);
    if (thread !== undefined) {
      const { next, ...rest } = thread;
      lexemes.push({ kind: "thread", ...rest, ...place(next) });
      index = next;
      continue;
    }
    const read = quantityAt(tokens, index);
    if (read !== undefined) {
      index = pushQuantities(lexemes, tokens, read);
      continue;
    }
    index += 1;
    if (token.kind === "word") {
      const { lemma, known } = lemmaOf(token.text);
      lexemes.push({ kind: "word", text: token.text, lemma, known, ...place(index) });
    } else if (token.kind === "text") lexemes.push({ kind: "text", text: token.text, ...place(index) });
    // A hyphen inside a word is no sign: "T-shaped", "L-bracket".
    else if (!(token.text === "-" || token.text === "'")) lexemes.push({ kind: "mark", text: token.text, ...place(index) });
  }
  return lexemes;
}

/** A quantity, or a list of them joined by x, by, * or /; a trailing unit covers the items before it that have none. */
function pushQuantities(lexemes: Lexeme[], tokens: Token[], first: { quantity: Quantity; next: number }): number {
  const items = [first.quantity];
  let next = first.next;
  while (SEPARATORS.has(tokens[next]?.text ?? "") && !first.quantity.isCount) {
    const more = quantityAt(tokens, next + 1);
    if (more === undefined || tokens[next + 1]?.kind === "word") break;
    items.push(more.quantity);
    next = more.next;
  }
  const before = lexemes.at(-1);
  if (items.length === 1 && before?.kind === "word" && before.text === "x" && first.quantity.start === before.end && !first.quantity.unit) {
    first.quantity.isCount = true;
    lexemes.pop();
  }
  const trailing = items.at(-1)?.unit;
  if (trailing !== undefined) {
    for (const item of items) {
      if (item.unit !== undefined) continue;
      item.unit = trailing;
      item.mm = exact(item.value * trailing.factor);
    }
  }
  const start = first.quantity.start;
  const end = items.at(-1)?.end ?? first.quantity.end;
  lexemes.push(items.length === 1 ? { kind: "quantity", quantity: first.quantity, start, end } : { kind: "list", items, start, end });
  return next;
}

/** Reads a prompt into lexemes; bare numbers take the prompt's only unit, else the conversation's. */
export function lex(prompt: string, conversationUnits: "mm" | "in"): Lexed {
  const plain: Normalised = normalise(prompt);
  const lexemes = merge(tokenise(plain));
  const quantities = lexemes.flatMap((lexeme) =>
    lexeme.kind === "quantity" ? [lexeme.quantity] : lexeme.kind === "list" ? lexeme.items : [],
  );
  const systems = new Set(quantities.flatMap(({ unit }) => (unit?.system === undefined ? [] : [unit.system])));
  const [only] = systems;
  const bare = systems.size === 1 && only !== undefined ? only : conversationUnits;
  let mixedBare = false;
  for (const quantity of quantities) {
    if (quantity.unit !== undefined || quantity.isCount) continue;
    quantity.mm = exact(quantity.value * (bare === "in" ? MM_PER_INCH : 1));
    mixedBare ||= systems.size > 1;
  }
  return { lexemes, original: prompt, systems, mixedBare };
}
