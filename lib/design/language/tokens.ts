import type { Span } from "@/lib/contract/plan";
import type { Normalised } from "./normalise";

/** The smallest thing read: a number, a run of letters, a quoted text or a mark. */
export interface Token {
  kind: "number" | "word" | "text" | "mark";
  /** As normalised. */
  text: string;
  /** Numbers only: as it stands, before any unit. */
  value?: number;
  /** No space before it. */
  glued: boolean;
  start: number;
  end: number;
}

/** A number may not be so long that it loses digits without anybody noticing. */
const NUMBER = /^(?:\d{1,3}(?:,\d{3})+(?![\d,])(?:\.\d+)?|\d+[.,]\d+(?![.\d]|,\d)|\.\d+|\d+)/;
const QUOTED = /^"([^"\n]{1,60})"/;
const MARKS = /^(?:\+\/-|±|[^\s\p{L}\d])/u;

/** "2,5" is two and a half, "1,500" a thousand and a half thousand. */
function numberOf(text: string): number {
  if (/^\d{1,3}(,\d{3})+(\.\d+)?$/.test(text)) return Number(text.replaceAll(",", ""));
  return Number(text.replace(",", "."));
}

/** A quote opens a text only when it does not follow a number, where it is an inch mark. */
function opensText(rest: string, previous: Token | undefined): boolean {
  return QUOTED.test(rest) && !(previous !== undefined && previous.kind === "number");
}

/** Splits a normalised prompt; nothing is dropped but white space. */
export function tokenise({ text, map }: Normalised): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  let glued = false;
  while (position < text.length) {
    const rest = text.slice(position, position + 80);
    const space = /^\s+/.exec(rest);
    if (space !== null) {
      position += space[0].length;
      glued = false;
      continue;
    }
    const previous = tokens.at(-1);
    const [kind, raw] = read(rest, previous);
    const token: Token = { kind, text: raw, glued, start: map[position] ?? 0, end: map[position + raw.length] ?? 0 };
    if (kind === "number") token.value = numberOf(raw);
    if (kind === "text") token.text = raw.slice(1, -1);
    tokens.push(token);
    position += raw.length;
    glued = true;
  }
  return tokens;
}

function read(rest: string, previous: Token | undefined): [Token["kind"], string] {
  const number = NUMBER.exec(rest);
  if (number !== null) return ["number", number[0]];
  if (opensText(rest, previous)) return ["text", QUOTED.exec(rest)?.[0] ?? ""];
  if (rest.startsWith("ø")) return ["mark", "ø"];
  // "x" between numbers is a sign of multiplication, not part of a word: 50x30, 50mmx30mm.
  const unit = previous?.kind === "number" ? /^(?:mm|cm|um|in|ft|m)(?=x[\d.ø])/.exec(rest) : null;
  const word = unit ?? /^(?:x(?=[\d.ø])|[\p{L}]+(?:'(?:s|t|m|d|re|ll)\b)?)/u.exec(rest);
  if (word !== null) return ["word", word[0]];
  const mark = MARKS.exec(rest);
  return ["mark", mark?.[0] ?? rest.slice(0, 1)];
}

/** Where a run of tokens stands in the prompt. */
export function spanOf(original: string, start: number, end: number): Span {
  return { start, end, text: original.slice(start, end) };
}
