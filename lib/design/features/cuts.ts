import { countInWords } from "../language/units";
import { ask } from "../plan/outcome-error";
import { lengthText, sizesText } from "../plan/say";
import { fillSlots, takeFact, takeFlag } from "../plan/slots";
import { namedRow } from "../standards/look-up";
import { STANDARDS } from "../standards/tables";
import { type FeatureContext, type FeatureTemplate, facePlace } from "./feature-context";
import { isPlural, takeCount } from "./hole";
import { positionsOf } from "./positions";

function depthArgs(
  { draft, phrase }: FeatureContext,
  depth: { mm: number; span: { start: number; end: number; text: string } } | undefined,
  noun: string,
) {
  takeFlag(phrase, "through");
  takeFlag(phrase, "blind");
  if (depth === undefined) return { through: true };
  return { depth: draft.param(`${noun}_depth`, { value: depth.mm, source: "prompt", span: depth.span }) };
}

/** Slots with round ends; length is overall and lies along the face's u unless the words turn it. */
export const slot: FeatureTemplate = (context) => {
  const { draft, phrase, prompt } = context;
  const plural = isPlural(phrase, prompt);
  const count = takeCount(phrase, plural);
  const filled = fillSlots(phrase, prompt);
  if (filled.length === undefined || filled.width === undefined) {
    throw ask("How long and how wide should the slot be?", ["20 × 6 mm", "20 x 6 mm"], ["30 × 8 mm", "30 x 8 mm"]);
  }
  const place = facePlace(context);
  const along = phrase.facts.filter((fact) => fact.fact === "along" && fact.words.some((word) => word.startsWith("slot")));
  for (const fact of along) fact.used = true;
  const across = along.some((fact) => fact.words.includes("wide"));
  const length = draft.param("slot_length", { value: filled.length.mm, source: "prompt", span: filled.length.span });
  const w = draft.param("slot_width", { value: filled.width.mm, source: "prompt", span: filled.width.span });
  const positions = positionsOf({ context, place, count, plural, size: length.slice(1), sizeMm: filled.length.mm, noun: "slot" });
  takeFlag(phrase, "along");
  draft.feature("s", {
    op: "slot_cut",
    args: { length, w, ...depthArgs(context, filled.depth, "slot"), ...(across ? { angle: 90 } : {}) },
    on: place.selector,
    ...(positions.at === undefined ? {} : { at: positions.at }),
    ...(positions.pattern === undefined ? {} : { pattern: positions.pattern }),
    label: `${positions.count === 1 ? "slot" : `${countInWords(positions.count)} slots`} ${sizesText([filled.length.mm, filled.width.mm])} mm`,
  });
};

/** Pockets and cut-outs: rectangular, round, or with round ends; bearings have a table. */
export const pocket: FeatureTemplate = (context) => {
  const { draft, phrase, prompt } = context;
  const plural = isPlural(phrase, prompt);
  const bearing = takeFact(phrase, "bearing")?.quantities[0];
  const count = takeCount(phrase, plural);
  const filled = fillSlots(phrase, prompt);
  const round = takeFlag(phrase, "rounded_ends");
  if (bearing !== undefined) {
    const row = namedRow(STANDARDS.ball_bearings.rows, String(bearing.value), "ball bearings");
    filled.diameter ??= { mm: row.D, span: { start: bearing.start, end: bearing.end, text: prompt.slice(bearing.start, bearing.end) } };
    draft.plan.standards.push({ table: "ball_bearings", row: row.name, field: "D", confidence: "A" });
    // "(14 deep)" fills the depth; a seat without one takes the bearing's width.
    filled.depth ??= { mm: row.B, span: filled.diameter.span };
  }
  const place = facePlace(context);
  const side = filled.side ?? (filled.width === undefined ? filled.length : undefined);
  const length = filled.side ?? filled.length;
  const width = filled.width ?? side;
  const size = filled.diameter ?? length;
  if (size === undefined || (filled.diameter === undefined && width === undefined)) {
    throw ask("How large should the pocket be?", ["20 × 10 mm, 5 mm deep", "20 x 10 mm, 5 mm deep"]);
  }
  const d = (name: string, from: { mm: number; span: { start: number; end: number; text: string } }) =>
    draft.param(name, { value: from.mm, source: bearing && name.endsWith("_d") ? "standard" : "prompt", span: from.span });
  const profile: Record<string, string> =
    filled.diameter !== undefined
      ? { shape: "circle", d: d("pocket_d", filled.diameter) }
      : round && length !== undefined && width !== undefined
        ? { shape: "slot", length: d("pocket_length", length), w: d("pocket_width", width) }
        : { shape: "rectangle", w: d("pocket_length", length ?? size), h: d("pocket_width", width ?? size) };
  const first = Object.values(profile)[1] ?? "=0";
  const positions = positionsOf({ context, place, count, plural, size: first.slice(1), sizeMm: size.mm, noun: "pocket" });
  draft.feature("p", {
    op: "pocket",
    args: { profile, ...depthArgs(context, filled.depth, "pocket") },
    on: place.selector,
    ...(positions.at === undefined ? {} : { at: positions.at }),
    ...(positions.pattern === undefined ? {} : { pattern: positions.pattern }),
    label: `${filled.diameter === undefined ? `${sizesText([size.mm, width?.mm ?? size.mm])} mm` : `Ø${lengthText(filled.diameter.mm)}`} pocket`,
  });
};
