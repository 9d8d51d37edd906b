import { ZodError } from "zod";
import type { FaceRecord, Measurements } from "@/lib/contract/geometry";
import { type Plan, plan as planSchema, type Question } from "@/lib/contract/plan";
import { answerOf } from "./answers";
import { applyEdit, applyParameters, facesByLabel } from "./edits/apply-edit";
import { revisionMeant } from "./edits/history";
import { replyMeant } from "./edits/reply";
import { type Reading, read } from "./language/read";
import { outOfScope } from "./language/scope";
import { planNewPart } from "./new-part";
import { planHash } from "./plan/compile-plan";
import { mergeHoleChecks, withoutCrossings } from "./plan/derive-checks";
import { ExpressionError } from "./plan/expression";
import { lint } from "./plan/lint";
import { Refused, Unclear } from "./plan/outcome-error";

/** Longest prompt that is read, in UTF-16 units. */
const MAX_PROMPT = 5_000;

/** The conversation so far, as far as planning needs it. */
export interface DesignContext {
  /** Number of the turn being planned, from 1. */
  turn: number;
  units: "mm" | "in";
  /** Plan of the head revision. */
  plan?: Plan | undefined;
  /** Earlier revisions, oldest first. */
  history: { number: number; plan: Plan }[];
  /** Faces of the head revision. */
  faces: FaceRecord[];
  measurements?: Measurements | undefined;
  /** The question that the last turn ended with. */
  pending?: { question: Question; plan?: Plan | undefined; prompt: string } | undefined;
}

/** What the person or program asks in one turn. */
export interface DesignTurn {
  prompt: string;
  /** Labels: "Face 1". */
  selectedFaces: string[];
  /** New values of parameters of the current part, in the parameter's own unit. */
  parameters?: Record<string, number> | undefined;
}

/** What planning comes to. */
export type Outcome =
  | { kind: "plan"; plan: Plan; planHash: string; planner: "embedded" }
  | { kind: "question"; question: Question; notUnderstood?: string }
  | { kind: "refusal"; message: string; code?: string }
  | { kind: "revert"; revision: number }
  | { kind: "answer"; text: string };

/** Plans a turn: words and conversation in, a plan, a question, a refusal, an answer or a way back out. Never throws for any text. */
export function design(turn: DesignTurn, context: DesignContext): Outcome {
  try {
    return plan(turn, context);
  } catch (error) {
    if (error instanceof Refused)
      return { kind: "refusal", message: error.message, ...(error.code === undefined ? {} : { code: error.code }) };
    if (error instanceof Unclear) {
      return {
        kind: "question",
        question: error.question,
        ...(error.notUnderstood === undefined ? {} : { notUnderstood: error.notUnderstood }),
      };
    }
    if (error instanceof ZodError) {
      const [issue] = error.issues;
      return {
        kind: "refusal",
        message: `This cannot be built: ${issue?.path.join(".") ?? "a value"}: ${issue?.message ?? "out of range"}.`,
        code: "invalid_size",
      };
    }
    if (error instanceof ExpressionError) return { kind: "refusal", message: error.message, code: "invalid_parameter" };
    throw error;
  }
}

const VERBS_OF_NEW = new Set(["make", undefined]);

/** Whether a sentence asks for another part and not for a change of this one: it names a body with sizes of its own. */
function asksForNewPart(reading: Reading, prompt: string, context: DesignContext): boolean {
  if (context.plan === undefined) return true;
  const [clause] = reading.clauses;
  const base = clause?.phrases.find(({ noun }) => noun.table === "base");
  if (reading.clauses.length !== 1 || clause === undefined || base === undefined || base.definite) return false;
  if (!VERBS_OF_NEW.has(clause.verb) || clause.words.includes("it") || /\b(it|this|that|its)\b/i.test(prompt)) return false;
  const sized = base.loose.some(({ items }) => items.length > 0) || base.facts.some(({ quantities }) => quantities.length > 0);
  return sized && clause.facts.every(({ fact }) => fact !== "delta_named");
}

function plan(turn: DesignTurn, context: DesignContext): Outcome {
  const selected = facesByLabel(turn.selectedFaces, context.faces);
  const { parameters } = turn;
  let stored = context.plan;
  if (parameters !== undefined && Object.keys(parameters).length > 0) {
    if (stored === undefined) throw new Refused("There is no part yet whose parameters could be set.");
    stored = applyParameters(stored, parameters, context.turn);
    if (turn.prompt.trim() === "") return finished(stored);
  }
  if (turn.prompt.trim() === "") throw new Refused("There is nothing to read: say which part to make, or what to change.", "empty_prompt");
  if (turn.prompt.length > MAX_PROMPT)
    throw new Refused(`The prompt has ${turn.prompt.length} characters; at most ${MAX_PROMPT} are read.`, "prompt_too_long");
  const { pending } = context;
  if (pending !== undefined && turn.prompt.length <= 200) {
    const reply = replyMeant(turn.prompt, pending.question, read(turn.prompt, context.units, stored !== undefined));
    if (reply !== undefined)
      return planPrompt(`${pending.prompt.trim().replace(/[.?!]+$/, "")}, ${reply}`, { ...context, plan: stored }, selected);
  }
  return planPrompt(turn.prompt, { ...context, plan: stored }, selected);
}

function planPrompt(prompt: string, context: DesignContext, selected: FaceRecord[]): Outcome {
  const editing = read(prompt, context.units, true);
  if (context.plan !== undefined || context.history.length > 0) {
    const revision = revisionMeant(editing.lexed, context.history);
    if (revision !== undefined) return { kind: "revert", revision };
  }
  const answer = answerOf(editing.lexed, context);
  if (answer !== undefined) return { kind: "answer", text: answer };
  outOfScope(editing.lexed);
  const { plan: stored } = context;
  if (stored === undefined || asksForNewPart(editing, prompt, context)) {
    return finished(planNewPart(read(prompt, context.units, false), prompt, context.units, context.turn));
  }
  return finished(applyEdit(editing, prompt, stored, context.turn, selected));
}

function finished(made: Plan): Outcome {
  lint(made);
  made.checks = mergeHoleChecks(withoutCrossings(made));
  return { kind: "plan", plan: planSchema.parse(made), planHash: planHash(made), planner: "embedded" };
}
