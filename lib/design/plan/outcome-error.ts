import type { Question } from "@/lib/contract/plan";

/** Thrown while planning when the words ask for what cannot be; the message names what was asked and what would work. */
export class Refused extends Error {
  override readonly name = "Refused";
  constructor(
    message: string,
    readonly code?: string,
  ) {
    super(message);
  }
}

/** Thrown while planning when only the person can say: one question with its options. */
export class Unclear extends Error {
  override readonly name = "Unclear";
  constructor(
    readonly question: Question,
    readonly notUnderstood?: string,
  ) {
    super(question.text);
  }
}

/** A question with replies; the first is the default. */
export function ask(text: string, ...options: [label: string, reply: string][]): Unclear {
  return new Unclear({
    text,
    options: options.map(([label, reply], index) => (index === 0 ? { label, reply, default: true as const } : { label, reply })),
  });
}
