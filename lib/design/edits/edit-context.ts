import type { Feature, Plan } from "@/lib/contract/plan";
import type { FacePlace } from "../features/face-place";
import type { Clause, Fact, Phrase } from "../language/read";
import { namesIn } from "../plan/expression";
import { hostOf } from "../plan/host";
import { ask, Refused } from "../plan/outcome-error";
import type { PlanDraft } from "../plan/plan-draft";
import { resolveParameters, resolveQuantity } from "../plan/resolve-parameters";
import { lengthText, listText, numberText } from "../plan/say";

/** What an edit works with: a draft of the stored plan and one instruction. */
export interface EditContext {
  draft: PlanDraft;
  clause: Clause;
  prompt: string;
  selected: FacePlace[];
}

/** Tries one way to read an instruction; true when it was that and has been done. */
export type EditRule = (context: EditContext) => boolean;

const KINDS: Record<string, string[]> = {
  hole: ["hole", "counterbore", "countersink"],
  counterbore: ["counterbore"],
  countersink: ["countersink"],
  slot: ["slot_cut"],
  pocket: ["pocket"],
  fillet: ["fillet"],
  chamfer: ["chamfer"],
  shell: ["shell"],
  boss: ["boss"],
};

const inCentre = ({ pattern, at }: Feature) => pattern === undefined && (at === undefined || (at.dx === undefined && at.dy === undefined));

/** "Which hole …?": with the sizes by which the next sentence can tell them apart. */
function whichOne(noun: string, found: Feature[], plan: Plan) {
  const [first] = found.map((feature) => sizesOf(feature, plan)[0]);
  const example = first === undefined ? "" : ` Say it with its size, such as "the ${numberText(first)} mm ${noun}".`;
  return ask(`Which ${noun} do you mean: ${listText(found.map(({ label }) => label))}?${example}`);
}

/** Words before a noun that pick one of a pattern. */
const ONE_OF_SEVERAL = /\b(left|right|upper|lower|front|back|first|second|third|last|leftmost|rightmost)\s+$/i;

const SIZE_ARGS = ["d", "D", "r", "c", "w", "length", "t"];

/** Sizes by which people call a feature, in mm. */
function sizesOf({ args }: Feature, plan: Plan): number[] {
  const values = resolveParameters(plan);
  return SIZE_ARGS.flatMap((name) => {
    const arg = args[name];
    return typeof arg === "number" || (typeof arg === "string" && arg.startsWith("=")) ? [resolveQuantity(arg, values)] : [];
  });
}

/** The size that stands before the noun: "the 30 mm hole". What stands behind it is what should become of it. */
function sizeBefore(phrase: Phrase) {
  return phrase.loose.find(
    ({ used, kind, items, start }) => !used && kind === "quantity" && items[0]?.unit?.measures === "length" && start < phrase.start,
  );
}

/**
 * Features that a phrase speaks of: by kind, then by where they stand, their thread or their size.
 * @throws Unclear when words tell them apart by what none of several has
 */
export function targetsOf({ draft, prompt }: EditContext, phrase: Phrase): Feature[] {
  const ops = KINDS[phrase.noun.noun.id] ?? [];
  let found = draft.plan.features.slice(1).filter(({ op }) => ops.includes(op));
  const narrow = (...tests: ((feature: Feature) => boolean)[]) => {
    const kept = tests.map((test) => found.filter(test)).find(({ length }) => length > 0);
    if (kept === undefined) throw whichOne(phrase.noun.noun.names[0] ?? phrase.name, found, draft.plan);
    found = kept;
  };
  const take = (name: Fact["fact"]) => {
    const fact = phrase.facts.find((candidate) => candidate.fact === name && !candidate.used);
    if (fact !== undefined) fact.used = true;
    return fact;
  };
  const size = sizeBefore(phrase);
  const mm = size?.items[0]?.mm;
  const isSo = (feature: Feature) => sizesOf(feature, draft.plan).some((known) => mm !== undefined && Math.abs(known - mm) < 1e-6);
  if (size !== undefined && (found.length > 1 || found.some(isSo))) {
    narrow(isSo);
    size.used = true;
  }
  if (found.length > 1) {
    if (phrase.name.includes("bore")) narrow(({ args }) => typeof args.d === "string" && args.d.includes("bore"));
    // A hole that was moved out of the middle is still the one that is not part of a pattern.
    if (take("centre") !== undefined) narrow(inCentre, ({ pattern }) => pattern === undefined);
    if (take("edges") !== undefined) narrow(({ pattern }) => pattern?.kind === "corners" || pattern?.kind === "grid");
    const thread = phrase.facts.flatMap(({ threads }) => threads)[0] ?? phrase.loose.find(({ kind }) => kind === "thread")?.thread;
    if (thread !== undefined) narrow(({ label }) => label.includes(thread.size));
  } else {
    take("centre");
    take("edges");
  }
  take("no");
  const [only] = found;
  const single = ONE_OF_SEVERAL.exec(prompt.slice(0, phrase.start))?.[1];
  if (single !== undefined && only?.pattern !== undefined && found.length === 1) {
    throw new Refused(`The ${single} one of the ${only.label} cannot be changed alone; change all of them, or remove them and place each.`);
  }
  return found;
}

/** The one feature that a phrase speaks of; of several the words must say which. */
export function targetOf(context: EditContext, phrase: Phrase): Feature {
  const found = targetsOf(context, phrase);
  const [first, second] = found;
  const noun = phrase.noun.noun.names[0] ?? phrase.name;
  if (first === undefined) throw new Refused(`There is no ${noun} in this part; it has ${featureList(context.draft.plan)}.`);
  if (second === undefined) return first;
  throw whichOne(noun, found, context.draft.plan);
}

export function featureList(plan: Plan): string {
  const labels = plan.features.slice(1).map(({ label }) => label);
  return labels.length === 0 ? "no features yet" : listText(labels);
}

/** Name of the parameter behind an argument, when it is one and not an expression. */
export function paramName(arg: unknown): string | undefined {
  return typeof arg === "string" && /^=[a-z][a-z0-9_]*$/.test(arg) ? arg.slice(1) : undefined;
}

/** Gives a parameter a value that somebody asked for. */
export function setParam({ draft }: EditContext, name: string, value: number): void {
  const parameter = draft.plan.params[name];
  if (parameter === undefined) return;
  const clean = Number(value.toPrecision(12));
  const { expr: _, ...rest } = parameter;
  draft.plan.params[name] = { ...rest, value: clean, source: "user" };
  draft.plan.assumptions = draft.plan.assumptions.filter(({ param }) => param !== name);
}

/** Removes a feature and the parameters that nothing else uses. */
export function removeFeature(draft: PlanDraft, feature: Feature): void {
  draft.plan.features = draft.plan.features.filter((other) => other !== feature);
  sweep(draft.plan);
}

/** Drops parameters that no feature and no other parameter uses. */
export function sweep(plan: Plan): void {
  for (let changed = true; changed; ) {
    const used = new Set<string>();
    for (const match of JSON.stringify(plan.features).matchAll(/"=([^"]*)"/g)) for (const name of namesIn(match[1] ?? "")) used.add(name);
    for (const { expr } of Object.values(plan.params)) if (expr !== undefined) for (const name of namesIn(expr)) used.add(name);
    const idle = Object.keys(plan.params).filter((name) => !used.has(name));
    for (const name of idle) delete plan.params[name];
    plan.assumptions = plan.assumptions.filter(({ param }) => param === undefined || Object.hasOwn(plan.params, param));
    changed = idle.length > 0;
  }
}

/** The first unused number of an instruction that no word labels. */
export function takeLoose(context: EditContext) {
  for (const holder of [...context.clause.phrases, context.clause]) {
    const loose = holder.loose.find((candidate) => !candidate.used && candidate.kind === "quantity");
    const [quantity] = loose?.items ?? [];
    if (loose !== undefined && quantity !== undefined) {
      loose.used = true;
      return quantity;
    }
  }
  return undefined;
}

/** Takes a fact wherever in the instruction it stands. */
export function takeAnywhere(context: EditContext, name: Fact["fact"]): Fact | undefined {
  for (const holder of [context.clause, ...context.clause.phrases]) {
    const fact = holder.facts.find((candidate) => candidate.fact === name && !candidate.used);
    if (fact !== undefined) {
      fact.used = true;
      return fact;
    }
  }
  return undefined;
}

export function featurePhrases({ clause }: EditContext): Phrase[] {
  return clause.phrases.filter(({ noun }) => noun.table === "feature");
}

export function hostFor({ draft }: EditContext) {
  const host = hostOf(draft.plan);
  if (host === undefined) throw new Refused("This part has no sizes that can be changed by name; give a face and a distance instead.");
  return host;
}

export const say = lengthText;
