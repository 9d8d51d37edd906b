import type { Question } from "@/lib/contract/plan";
import type { Reading } from "../language/read";

const ORDINALS: Record<string, number> = { first: 0, original: 0, second: 1, third: 2, fourth: 3, "1": 0, "2": 1, "3": 2, "4": 3 };

/**
 * A reply to a pending question as the words to add to the prompt that raised it: "the second", "default", an option's
 * own label, or a bare size. Undefined when the sentence stands for itself.
 */
export function replyMeant(prompt: string, question: Question, reading: Reading): string | undefined {
  const plain = prompt.trim().toLowerCase().replace(/[.!]$/, "");
  const exact = question.options.find(({ label, reply }) => label.toLowerCase() === plain || reply.toLowerCase() === plain);
  if (exact !== undefined) return exact.reply;
  if (/^(the )?(default|yes|ok|okay|sure|go ahead)( one| option| please)?$/.test(plain)) {
    return question.options.find((option) => option.default === true)?.reply ?? question.options[0]?.reply;
  }
  const ordinal = /^(?:the |option |number )?(first|second|third|fourth)(?: one| option)?$|^option ([1-4])$/.exec(plain);
  const index = ordinal === null ? undefined : ORDINALS[ordinal[1] ?? ordinal[2] ?? ""];
  if (index !== undefined) return question.options[index]?.reply;
  const standsAlone =
    reading.clauses.some((clause) => clause.verb !== undefined || clause.phrases.length > 0) || reading.unknown.length > 0;
  return standsAlone ? undefined : prompt.trim();
}
