import type { Plan, Span } from "@/lib/contract/plan";
import { Unclear } from "../plan/outcome-error";
import type { FactName } from "./fact-rules";
import type { Reading } from "./read";
import { spanOf } from "./tokens";

/** Facts that describe what is so anyway; not using them loses nothing. */
const IDLE = new Set<FactName>(
  "noise reference through outer_dimensions centre clearance concentric face evenly along blind row both_ends fit_class tapped no there this_face closed name".split(
    " ",
  ) as FactName[],
);

/** The words around a place, whole ones only. */
function quoted(prompt: string, start: number, end: number): string {
  const from = start === 0 ? 0 : start + (/^\S*/.exec(prompt.slice(start))?.[0].length ?? 0);
  const to = end === prompt.length ? end : end - (/\S*$/.exec(prompt.slice(0, end))?.[0].length ?? 0);
  return prompt.slice(from, to).trim();
}

function notUnderstood(span: Span, prompt: string): Unclear {
  const text = span.text.trim();
  const around = quoted(prompt, Math.max(0, span.start - 24), Math.min(prompt.length, span.end + 24));
  const isNumber = /^[\d.,/ -]+/.test(text);
  return new Unclear(
    {
      text: isNumber
        ? `What is the ${text} in "${around}"? I could not tell which size it is; say it with a word such as long, wide, thick, diameter or deep.`
        : `I do not understand "${text}" in "${around}". Can you say it in other words, or leave it out?`,
      options: [],
    },
    text,
  );
}

/** Sizes that a noun took and no parameter holds: read, but without effect. */
function dropped({ clauses }: Reading, { params }: Pick<Plan, "params">): Span[] {
  const held = new Set(Object.values(params).map(({ span }) => span?.start));
  return clauses.flatMap(({ phrases }) => phrases.flatMap(({ slotted }) => slotted ?? [])).filter(({ start }) => !held.has(start));
}

/**
 * Every number and every content word is used or harmless, or the first that is not becomes a question that quotes it:
 * a part of a sentence is never built as if it were the whole.
 * @throws Unclear
 */
export function accountFor(reading: Reading, options: { wordsOnly?: boolean; plan?: Pick<Plan, "params"> } = {}): void {
  const prompt = reading.lexed.original;
  const open: Span[] = [...reading.unknown];
  if (options.wordsOnly !== true) {
    for (const clause of reading.clauses) {
      for (const holder of [clause, ...clause.phrases]) {
        for (const fact of holder.facts)
          if (!fact.used && fact.fact !== "noise" && !(IDLE.has(fact.fact) && fact.quantities.length === 0 && fact.threads.length === 0))
            open.push(spanOf(prompt, fact.start, fact.end));
        for (const loose of holder.loose) if (!loose.used) open.push(spanOf(prompt, loose.start, loose.end));
      }
    }
  }
  if (options.plan !== undefined) open.push(...dropped(reading, options.plan));
  const [first] = open.sort((left, right) => left.start - right.start);
  if (first !== undefined) throw notUnderstood(first, prompt);
}
