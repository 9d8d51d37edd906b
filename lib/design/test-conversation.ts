import type { FaceRecord } from "@/lib/contract/geometry";
import type { Plan } from "@/lib/contract/plan";
import { type DesignContext, design, type Outcome } from "./design";

/** The six faces of a block, as the first measurement labels them. */
export const BLOCK_FACES: FaceRecord[] = (
  [
    ["top", [0, 0, 1]],
    ["bottom", [0, 0, -1]],
    ["+x", [1, 0, 0]],
    ["-x", [-1, 0, 0]],
    ["+y", [0, 1, 0]],
    ["-y", [0, -1, 0]],
  ] as const
).map(([role, normal], index) => ({
  label: `Face ${index + 1}`,
  name: `base/${role}`,
  type: "plane",
  area: 100,
  center: [0, 0, 0],
  normal: [...normal],
}));

/** A conversation for tests: each turn is planned on what the turns before left. */
export class TestConversation {
  private readonly revisions: { number: number; plan: Plan }[] = [];
  private pending: DesignContext["pending"];
  private turn = 0;
  plan: Plan | undefined;

  constructor(private readonly units: "mm" | "in" = "mm") {}

  say(prompt: string, selectedFaces: string[] = [], parameters?: Record<string, number>): Outcome {
    this.turn += 1;
    const history = this.revisions.filter(({ plan }) => plan !== this.plan);
    const outcome = design(
      { prompt, selectedFaces, parameters },
      {
        turn: this.turn,
        units: this.units,
        plan: this.plan,
        history,
        faces: this.plan === undefined ? [] : BLOCK_FACES,
        pending: this.pending,
      },
    );
    this.pending = outcome.kind === "question" ? { question: outcome.question, prompt } : undefined;
    if (outcome.kind === "plan") {
      this.plan = outcome.plan;
      this.revisions.push({ number: this.turn, plan: outcome.plan });
    }
    if (outcome.kind === "revert") this.plan = this.revisions.find(({ number }) => number === outcome.revision)?.plan;
    return outcome;
  }
}

/** The plan of one sentence. @throws Error with what came instead */
export function planOf(prompt: string, units: "mm" | "in" = "mm"): Extract<Outcome, { kind: "plan" }> {
  const outcome = new TestConversation(units).say(prompt);
  if (outcome.kind === "plan") return outcome;
  throw new Error(`"${prompt}" gave no plan but ${JSON.stringify(outcome)}`);
}

/** What a question or a refusal says. */
export function textOf(outcome: Outcome): string {
  if (outcome.kind === "question") return outcome.question.text;
  if (outcome.kind === "refusal") return outcome.message;
  return outcome.kind === "answer" ? outcome.text : "";
}
