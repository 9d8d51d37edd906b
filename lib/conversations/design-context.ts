import "server-only";
import type { FaceRecord, Measurements } from "@/lib/contract/geometry";
import type { Plan, Question } from "@/lib/contract/plan";
import { db } from "@/lib/db";
import { headRevision } from "./parts";

/** What the planner knows besides the words. */
export interface DesignContext {
  /** Number of the turn being answered, from 1. */
  turn: number;
  units: "mm" | "in";
  /** Of the head. */
  plan?: Plan;
  /** Revisions that the head came from, oldest first, without the head itself: what undo can go back to. */
  history: { number: number; plan: Plan }[];
  /** Of the head. */
  faces: FaceRecord[];
  measurements?: Measurements;
  /** The question that the last turn ended with. */
  pending?: { question: Question; plan?: Plan; prompt: string };
  /** Number of the last face label ever given in this conversation. */
  lastLabel: number;
  /** Number of the head. */
  revision?: number;
}

/** Context of a conversation for one of its tasks; the caller has established whose it is. */
export async function designContext(conversationId: string, taskId?: string): Promise<DesignContext> {
  const [turns, part] = await Promise.all([
    db().turn.findMany({
      where: { conversationId },
      orderBy: { number: "asc" },
      select: { number: true, taskId: true, outcome: true, questions: true, pendingPlan: true, prompt: true },
    }),
    db().part.findUnique({ where: { conversationId }, select: { id: true, accountId: true, headNumber: true, lastLabel: true } }),
  ]);
  const own = taskId === undefined ? undefined : turns.find((turn) => turn.taskId === taskId);
  const turn = own?.number ?? (turns.at(-1)?.number ?? 0) + 1;
  const before = turns.filter((other) => other.number < turn).at(-1);
  const head = part && (await headRevision(part.accountId, { partId: part.id }));
  const pending = before?.outcome === "question" ? pendingOf(before) : undefined;
  return {
    turn,
    units: head?.plan?.units ?? "mm",
    ...(head?.plan && { plan: head.plan }),
    history: part ? await ancestors(part.id, part.headNumber) : [],
    faces: head?.faces ?? [],
    ...(head && { measurements: head.measurements, revision: head.number }),
    ...(pending && { pending }),
    lastLabel: part?.lastLabel ?? 0,
  };
}

function pendingOf(turn: { questions: unknown; pendingPlan: unknown; prompt: string }): DesignContext["pending"] {
  const [question] = Array.isArray(turn.questions) ? (turn.questions as Question[]) : [];
  if (!question) return undefined;
  return { question, prompt: turn.prompt, ...(turn.pendingPlan !== null && { plan: turn.pendingPlan as Plan }) };
}

/** The line that leads to the head: after an undo, what was undone is not in it. */
async function ancestors(partId: string, head: number): Promise<DesignContext["history"]> {
  const rows = await db().revision.findMany({
    where: { partId, number: { lte: head } },
    select: { number: true, parentNumber: true, plan: true },
  });
  const byNumber = new Map(rows.map((row) => [row.number, row]));
  const line: DesignContext["history"] = [];
  for (let at = byNumber.get(head)?.parentNumber ?? null; at !== null; at = byNumber.get(at)?.parentNumber ?? null) {
    const plan = byNumber.get(at)?.plan;
    if (plan) line.unshift({ number: at, plan: plan as unknown as Plan });
  }
  return line;
}
