import { describe, expect, it } from "vitest";
import { type CorpusCase, readCorpus } from "@/e2e/corpus/cases";
import { compareError } from "@/e2e/corpus/compare";
import { NOT_READ_YET } from "@/e2e/corpus/not-read-yet";
import type { Plan } from "@/lib/contract/plan";
import type { Outcome } from "./design";
import { compilePlan } from "./plan/compile-plan";
import { deriveChecks } from "./plan/derive-checks";
import { hostOf } from "./plan/host";
import { BLOCK_FACES, TestConversation, textOf } from "./test-conversation";

const SIDES: Record<string, number[]> = {
  "+Z": [0, 0, 1],
  "-Z": [0, 0, -1],
  "+X": [1, 0, 0],
  "-X": [-1, 0, 0],
  "+Y": [0, 1, 0],
  "-Y": [0, -1, 0],
};

function labelOf(selected: string): string {
  const normal = SIDES[selected.slice(1)];
  if (!selected.startsWith("@") || normal === undefined) return selected;
  return BLOCK_FACES.find((face) => face.normal?.every((value, axis) => value === normal[axis]))?.label ?? selected;
}

function converse({ turns }: CorpusCase): { outcome: Outcome; plan: Plan | undefined } {
  const conversation = new TestConversation();
  let outcome: Outcome = { kind: "answer", text: "" };
  for (const { prompt, selected_faces = [] } of turns) outcome = conversation.say(prompt, selected_faces.map(labelOf));
  return { outcome, plan: conversation.plan };
}

const cases = readCorpus();
const wantsError = ({ expect: wanted }: CorpusCase) => wanted.error !== undefined || wanted.clarify_ok === true;
const ascending = (values: readonly number[]) => [...values].sort((left, right) => left - right);

/** Extents by arithmetic, where every feature leaves the base's outline as it is. */
function extentsOf(plan: Plan): number[] | undefined {
  const box = deriveChecks(plan).find((check) => check.kind === "bbox");
  return box?.kind === "bbox" && hostOf(plan) !== undefined ? [box.x ?? 0, box.y ?? 0, box.z ?? 0] : undefined;
}

describe("the corpus, as far as a plan shows it", () => {
  it.each(cases.filter((one) => !wantsError(one) && !NOT_READ_YET.has(one.id)).map((one) => [one.id, one] as const))(
    "%s is read",
    (_, one) => {
      const { outcome, plan } = converse(one);
      expect(["plan", "revert", "answer"], textOf(outcome)).toContain(outcome.kind);
      if (plan === undefined) throw new Error("no plan");
      expect(compilePlan(plan).length).toBeGreaterThan(0);
      const extents = extentsOf(plan);
      const { bbox, holes } = one.expect;
      if (bbox !== undefined && extents !== undefined && plan.features[0]?.op !== "extrude" && !BENT.has(one.id)) {
        ascending(bbox).forEach((wanted, index) => {
          expect(Math.abs((ascending(extents)[index] ?? 0) - wanted)).toBeLessThanOrEqual(one.expect.bbox_tol ?? 0.05);
        });
      }
      const claimed = deriveChecks(plan).filter((check) => check.kind === "hole");
      for (const wanted of holes ?? []) {
        const same = claimed.find(({ d }) => Math.abs(d - wanted.d) <= (wanted.d_tol ?? 0.05));
        expect(same, `a hole of ${wanted.d}`).toMatchObject({ count: wanted.count, through: wanted.through });
      }
      if (holes?.length === 0) expect(claimed).toEqual([]);
    },
  );

  it.each(cases.filter(wantsError).map((one) => [one.id, one] as const))(
    "%s is refused or asked back, naming what it is about",
    (_, one) => {
      const { outcome } = converse(one);
      const text = outcome.kind === "question" || outcome.kind === "refusal" ? textOf(outcome) : undefined;
      expect(compareError(one.expect, text).failures).toEqual([]);
    },
  );

  it.each(cases.filter(({ id }) => NOT_READ_YET.has(id)).map((one) => [one.id, one] as const))(
    "%s is beyond the language yet and ends in a question",
    (_, one) => {
      expect(["question", "refusal"]).toContain(converse(one).outcome.kind);
    },
  );
});

/** Cuts that take a side of the outline with them. */
const BENT = new Set(["rot-05"]);
