import type { FaceRecord } from "@/lib/contract/geometry";
import type { Plan } from "@/lib/contract/plan";
import { placeOnFace } from "../features/face-place";
import { accountFor } from "../language/account";
import type { Reading } from "../language/read";
import { deriveChecks } from "../plan/derive-checks";
import { hostOf } from "../plan/host";
import { ask, Refused } from "../plan/outcome-error";
import { PlanDraft } from "../plan/plan-draft";
import { listText, sizesText } from "../plan/say";
import { assignment, comparative, multiple } from "./dimensions";
import type { EditContext, EditRule } from "./edit-context";
import { addFeatures, extrude, remove, shift, spacing } from "./features";
import { mirror, rotate, scale } from "./whole-part";

/** Ways to read an instruction, in order; the first that fits does it. A further edit is a row here. */
const RULES: EditRule[] = [remove, scale, rotate, mirror, extrude, spacing, comparative, multiple, shift, assignment, addFeatures];

const SIZES: EditRule[] = [comparative, assignment];
const CHANGES = new Set(["delta_named", "to", "length", "width", "height", "thickness", "diameter", "depth", "wall"]);

/** Whether an instruction still holds a change that nothing has done. */
function hasMore({ clause }: EditContext): boolean {
  return [clause, ...clause.phrases].some(({ facts }) =>
    facts.some(({ fact, used, quantities }) => !used && CHANGES.has(fact) && quantities.length > 0),
  );
}

/** Faces by label, in the order selected. @throws Refused for a label that the part does not have */
export function facesByLabel(labels: string[], faces: FaceRecord[]): FaceRecord[] {
  return labels.map((label) => {
    const face = faces.find((candidate) => candidate.label.toLowerCase() === label.trim().toLowerCase());
    if (face !== undefined) return face;
    const known = faces.map((candidate) => candidate.label);
    const list = known.length > 8 ? `${listText(known.slice(0, 8))} and ${known.length - 8} more` : listText(known);
    throw new Refused(
      known.length === 0 ? `There is no ${label}: there is no part yet.` : `There is no ${label}; this part has ${list}.`,
      "unknown_face",
    );
  });
}

/** Changes the stored plan by the instructions of a sentence. @throws Refused, Unclear */
export function applyEdit(reading: Reading, prompt: string, stored: Plan, turn: number, selectedFaces: FaceRecord[]): Plan {
  const draft = new PlanDraft(stored, turn);
  draft.plan.questions = [];
  draft.plan.unread = [];
  draft.plan.assumptions = [];
  draft.plan.standards = stored.standards;
  accountFor(reading, { wordsOnly: true });
  for (const clause of reading.clauses) {
    const empty = clause.phrases.length === 0 && clause.facts.length === 0 && clause.loose.length === 0;
    if (empty && reading.clauses.length > 1 && !["rotate", "flip", "mirror", "scale", "remove"].includes(clause.verb ?? "")) continue;
    const selected = selectedFaces.map((face) => placeOnFace(hostOf(draft.plan), face));
    const context: EditContext = { draft, clause, prompt, selected };
    const done = RULES.some((rule) => rule(context));
    // "5 mm taller and 10 mm longer" is one clause with two changes.
    for (let more = done; more && hasMore(context); ) more = SIZES.some((rule) => rule(context));
    if (!done) {
      accountFor(reading);
      throw ask(
        `What should change? The part is ${listText([`${draft.plan.name}`])}.`,
        ["5 mm taller", "make it 5 mm taller"],
        ["a 5 mm hole in the middle", "add a 5 mm hole in the centre"],
      );
    }
  }
  accountFor(reading, { plan: draft.plan });
  draft.plan.checks = deriveChecks(draft.plan);
  rename(draft.plan, stored);
  return draft.plan;
}

/** New values of named parameters, as sliders and programs send them. @throws Refused */
export function applyParameters(stored: Plan, parameters: Record<string, number>, turn: number): Plan {
  const draft = new PlanDraft(stored, turn);
  for (const [name, value] of Object.entries(parameters)) {
    const parameter = Object.hasOwn(draft.plan.params, name) ? draft.plan.params[name] : undefined;
    if (parameter === undefined)
      throw new Refused(`There is no parameter "${name}"; this part has ${listText(Object.keys(draft.plan.params))}.`, "unknown_parameter");
    if (!Number.isFinite(value)) throw new Refused(`The parameter ${name} needs a finite number.`, "invalid_parameter");
    if (parameter.unit === "count" && (!Number.isInteger(value) || value < 1))
      throw new Refused(`The parameter ${name} is a count: ${value} is not a whole number from 1 up.`, "invalid_parameter");
    const { expr: _, ...rest } = parameter;
    draft.plan.params[name] = { ...rest, value, source: "user" };
  }
  draft.plan.checks = deriveChecks(draft.plan);
  rename(draft.plan, stored);
  return draft.plan;
}

/** A name made of sizes follows the sizes; a name of its own stays. */
function rename(plan: Plan, stored: Plan): void {
  const match = /^(.*?)( Ø| )([\d.]+(?: × [\d.]+){1,2})$/.exec(stored.name);
  const host = hostOf(plan);
  if (match === null || host === undefined) return;
  const { x, y, z } = host.mm;
  const sizes = host.outline === "circle" ? [x, z] : [x, y, z];
  plan.name = `${match[1]}${match[2]}${sizesText(sizes, plan.units)}`.slice(0, 80);
}
