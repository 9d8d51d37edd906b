import type { FaceRecord, Measurements } from "@/lib/contract/geometry";
import { type Plan, plan as planSchema, type Question } from "@/lib/contract/plan";
import { read } from "./language/read";
import { planNewPart } from "./new-part";
import { planHash } from "./plan/compile-plan";
import { ExpressionError } from "./plan/expression";
import { lint } from "./plan/lint";
import { Refused, Unclear } from "./plan/outcome-error";

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
    if (error instanceof ExpressionError) return { kind: "refusal", message: error.message, code: "invalid_parameter" };
    throw error;
  }
}

function plan(turn: DesignTurn, context: DesignContext): Outcome {
  const reading = read(turn.prompt, context.units, false);
  return finished(planNewPart(reading, turn.prompt, context.units, context.turn));
}

function finished(made: Plan): Outcome {
  lint(made);
  return { kind: "plan", plan: planSchema.parse(made), planHash: planHash(made), planner: "embedded" };
}
