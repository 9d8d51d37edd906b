import type { Slot } from "../language/nouns";
import type { Phrase } from "../language/read";
import { ask } from "../plan/outcome-error";
import type { PlanDraft } from "../plan/plan-draft";
import { lengthText } from "../plan/say";
import type { Filled, Given } from "../plan/slots";

/** What a base template works with: the draft, the noun's phrase and the sizes read. */
export interface BaseContext {
  draft: PlanDraft;
  phrase: Phrase;
  filled: Filled;
  prompt: string;
  /** The sentence gives the part a hole. */
  hasHole: boolean;
}

/** A base template: puts the first feature on the draft and claims what the words claim. */
export type BaseTemplate = (context: BaseContext) => void;

/** The noun as said: "plate", "hollow shaft". */
export function nounText({ phrase }: Pick<BaseContext, "phrase">): string {
  const [first = phrase.name] = phrase.noun.noun.names;
  // "mounting plate" is a plate; "washer" stays a washer although it is built as a ring.
  return phrase.name.endsWith(first) || !phrase.noun.noun.names.includes(phrase.name) ? first : phrase.name;
}

/** A parameter from a size that was said, else from the noun's default; undefined when neither is there. */
export function sizeParam(context: BaseContext, slot: Slot, name: string = slot): `=${string}` | undefined {
  const { draft, filled, phrase } = context;
  const said = filled[slot];
  if (said !== undefined) return draft.param(name, { value: said.mm, source: "prompt", span: said.span });
  const noun = phrase.noun.noun;
  const standard = "defaults" in noun ? noun.defaults?.[slot] : undefined;
  if (standard === undefined) return undefined;
  const param = draft.param(name, { value: standard, source: "default" });
  draft.assume(`${slot.replace("_", " ")} ${lengthText(standard)}`, param);
  return param;
}

/** The parameter, or one question about all sizes that are missing. */
export function needed(context: BaseContext, slots: [slot: Slot, words: string][], suggestion: [label: string, reply: string][]): void {
  const noun = context.phrase.noun.noun;
  const defaults = "defaults" in noun ? (noun.defaults ?? {}) : {};
  const missing = slots.filter(([slot]) => context.filled[slot] === undefined && defaults[slot] === undefined);
  if (missing.length === 0) return;
  const names = missing.map(([, words]) => words);
  const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
  throw ask(`What ${list} should the ${nounText(context)} have?`, ...suggestion);
}

/** The span of a size, as a claim to be checked on the measured part. */
export function claimBox(context: BaseContext, sizes: { x?: Given; y?: Given; z?: Given }): void {
  const [first] = Object.values(sizes);
  context.draft.check({
    kind: "bbox",
    ...(sizes.x === undefined ? {} : { x: sizes.x.mm }),
    ...(sizes.y === undefined ? {} : { y: sizes.y.mm }),
    ...(sizes.z === undefined ? {} : { z: sizes.z.mm }),
    ...(first === undefined ? {} : { span: first.span }),
  });
}
