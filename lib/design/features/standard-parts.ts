import type { Phrase } from "../language/read";
import type { PlanDraft } from "../plan/plan-draft";
import { numberText } from "../plan/say";
import { given } from "../plan/slots";
import { namedRow } from "../standards/look-up";
import { confidenceOf, STANDARDS } from "../standards/tables";
import { sideSelector } from "./face-place";

interface Named {
  draft: PlanDraft;
  phrase: Phrase;
  prompt: string;
}

/** Play of the pilot hole around a motor's centring ring, mm. */
const PILOT_PLAY_MM = 0.5;

/** Features that a named standard part brings with it, when the sentence gives none: a motor's holes in its plate. */
export function standardParts({ draft, phrase, prompt }: Named): void {
  const fact = phrase.facts.find((candidate) => candidate.fact === "nema" && !candidate.used);
  const [quantity] = fact?.quantities ?? [];
  if (fact === undefined || quantity === undefined) return;
  fact.used = true;
  // The sentence's own holes are the motor's.
  if (draft.plan.features.length > 1) return;
  const row = namedRow(STANDARDS.nema_motors.rows, `NEMA${quantity.value}`, "NEMA motors");
  const confidence = row.name === "NEMA17" || row.name === "NEMA23" ? "A" : confidenceOf("nema_motors");
  draft.plan.standards.push({ table: "nema_motors", row: row.name, field: "pattern", confidence });
  const { span } = given(quantity, prompt);
  const pitch = draft.param("hole_pitch", { value: row.pattern, source: "standard", span, note: row.name });
  const d = draft.param("hole_d", { value: row.clear_hole, source: "standard", note: `${row.name} screw ${row.screw}` });
  const pilot = draft.param("pilot_d", { value: row.pilot_d + PILOT_PLAY_MM, source: "standard", note: `${row.name} centring ring` });
  draft.feature("h", { op: "hole", args: { d: pilot, through: true }, on: sideSelector("top"), label: "pilot hole" });
  draft.feature("h", {
    op: "hole",
    args: { d, through: true },
    on: sideSelector("top"),
    pattern: { kind: "grid", nx: 2, ny: 2, px: pitch, py: pitch },
    label: `four ${row.screw} motor holes`,
  });
  draft.assume(`${row.name}: four Ø${numberText(row.clear_hole)} mm holes on a ${numberText(row.pattern)} mm square`, pitch);
  draft.assume(`pilot hole Ø${numberText(row.pilot_d + PILOT_PLAY_MM)} mm`, pilot);
  draft.check({ kind: "hole", d: row.clear_hole, count: 4, through: true });
  draft.check({ kind: "hole", d: row.pilot_d + PILOT_PLAY_MM, count: 1, through: true });
}
