import type { Check, Feature } from "@/lib/contract/plan";
import { MM_PER_INCH } from "@/lib/core/units";
import type { Phrase } from "../language/read";
import { countInWords } from "../language/units";
import { ask, Refused } from "../plan/outcome-error";
import { lengthText, numberText } from "../plan/say";
import { fillSlots, type Given, given, takeFact, takeFlag } from "../plan/slots";
import { rowOf } from "../standards/look-up";
import { confidenceOf, STANDARDS, type TableName } from "../standards/tables";
import { type FeatureContext, type FeatureTemplate, facePlace } from "./feature-context";
import { positionsOf } from "./positions";

interface Size {
  /** Expression of the diameter. */
  param: `=${string}`;
  mm: number;
  words: string;
  thread?: string;
}

/** How many were asked: "four", "4x", "8 x 9mm", "qty 4"; a bare whole number counts when a size stands beside it. */
export function takeCount(phrase: Phrase, plural: boolean): number | undefined {
  const fact = takeFact(phrase, "count");
  const [said] = fact?.quantities ?? [];
  if (said !== undefined) return said.value;
  const counted = phrase.loose.find((loose) => !loose.used && loose.items[0]?.isCount === true && loose.kind === "quantity");
  if (counted !== undefined) {
    counted.used = true;
    return counted.items[0]?.value;
  }
  const bareWhole = (loose: Phrase["loose"][number]) => {
    const [item] = loose.items;
    return item !== undefined && !item.ownUnit && Number.isInteger(item.value) && item.value > 0 && item.value <= 500;
  };
  // "8 x 9mm holes", "2x 20x6 slots": one more number than the noun has slots for.
  const slots = phrase.noun.noun.order.length;
  const list = phrase.loose.find((loose) => !loose.used && loose.kind === "list" && bareWhole(loose) && loose.items.length === slots + 1);
  if (list !== undefined) {
    const [first, ...rest] = list.items;
    list.items = rest;
    list.kind = rest.length === 1 ? "quantity" : "list";
    return first?.value;
  }
  const sized =
    phrase.loose.filter((loose) => !loose.used).length > 1 ||
    phrase.facts.some((other) => ["diameter", "radius", "clearance", "tapped", "drill", "id", "size"].includes(other.fact));
  const bare = phrase.loose.find(
    (loose) => !loose.used && loose.kind === "quantity" && bareWhole(loose) && loose.items[0]?.unit === undefined,
  );
  const first = bare !== undefined && phrase.loose.indexOf(bare) === 0 && phrase.facts.every((other) => other.start > bare.start);
  if (bare !== undefined && first && (sized || plural) && bare.start < phrase.start) {
    bare.used = true;
    return bare.items[0]?.value;
  }
  return undefined;
}

/** The word as it stands, to tell "hole" from "holes". */
export function isPlural(phrase: Phrase, prompt: string): boolean {
  return /[^s]s$/i.test(prompt.slice(phrase.start, phrase.end));
}

function tellStandard(context: FeatureContext, table: TableName, row: string, field: string): void {
  context.draft.plan.standards.push({ table, row, field, confidence: confidenceOf(table) });
}

/** The thread size of a hole, from "M3 clearance", "tapped M8" or a bare "M5". */
function takeThread(phrase: Phrase): { size: string; pitch?: number } | undefined {
  for (const fact of phrase.facts) {
    const [thread] = fact.threads;
    if (thread !== undefined && !fact.used && ["clearance", "tapped", "bolt_size"].includes(fact.fact)) return thread;
  }
  takeFlag(phrase, "bolt_size");
  const loose = phrase.loose.find((candidate) => candidate.kind === "thread" && !candidate.used);
  if (loose?.thread === undefined) return undefined;
  loose.used = true;
  return loose.thread;
}

function threadedSize(context: FeatureContext, thread: { size: string; pitch?: number }, noun: string): Size {
  const { phrase, draft } = context;
  const tapped = takeFlag(phrase, "tapped");
  const fit = takeFact(phrase, "fit_class")?.words[0];
  takeFlag(phrase, "clearance");
  const drill = takeFact(phrase, "drill")?.quantities[0];
  const span = undefined;
  if (thread.size.startsWith("M")) {
    if (tapped || drill !== undefined) {
      const row = rowOf(STANDARDS.threads_metric.rows, thread.size, "ISO metric threads");
      tellStandard(context, "threads_metric", row.size, "tap_drill");
      const mm = drill?.mm ?? (thread.pitch === undefined ? row.tap_drill : Number((row.d - thread.pitch).toFixed(3)));
      if (drill === undefined) draft.assume(`${row.size} tapped hole as its ${numberText(mm)} mm drill, thread not modelled`);
      return {
        param: draft.param(`${noun}_d`, { value: mm, source: drill === undefined ? "standard" : "prompt", note: `tap drill ${row.size}` }),
        mm,
        words: `${row.size} tapped`,
        thread: row.size,
      };
    }
    const row = rowOf(STANDARDS.clearance_holes_metric.rows, thread.size, "ISO 273 clearance holes");
    const field = fit === "close" || fit === "loose" ? fit : "normal";
    tellStandard(context, "clearance_holes_metric", row.size, field);
    const mm = row[field];
    const param = draft.param(`${noun}_d`, {
      value: mm,
      source: "standard",
      note: `${row.size} clearance, ISO 273 ${field}`,
      ...(span === undefined ? {} : { span }),
    });
    if (fit === undefined) draft.assume(`${row.size} clearance hole Ø${numberText(mm)} mm (ISO 273 normal)`, param);
    return { param, mm, words: `${row.size} clearance`, thread: row.size };
  }
  const row = rowOf(STANDARDS.clearance_holes_inch.rows, thread.size, "inch clearance holes");
  const field = fit === "close" ? "close_in" : fit === "loose" ? "loose_in" : "normal_in";
  tellStandard(context, "clearance_holes_inch", row.size, field);
  const mm = Number((row[field] * MM_PER_INCH).toFixed(6));
  if (tapped) throw new Refused(`A tapped ${thread.size} hole is not read yet; give its drill size instead, such as a 5 mm hole.`);
  return {
    param: draft.param(`${noun}_d`, { value: mm, source: "standard", note: `${row.size} clearance` }),
    mm,
    words: `${row.size} clearance`,
    thread: row.size,
  };
}

function sizeOf(context: FeatureContext, diameter: Given | undefined, noun: string): Size {
  const { draft, phrase } = context;
  const thread = takeThread(phrase);
  if (thread !== undefined && diameter === undefined) return threadedSize(context, thread, noun);
  const drill = diameter === undefined ? takeFact(phrase, "drill")?.quantities[0] : undefined;
  const said = diameter ?? (drill === undefined ? undefined : given(drill, context.prompt));
  if (said === undefined) {
    throw ask(
      `What diameter should the ${noun} have?`,
      ["5.5 mm (M5 clearance)", "5.5 mm diameter"],
      ["3.4 mm (M3 clearance)", "3.4 mm diameter"],
      ["10 mm", "10 mm diameter"],
    );
  }
  if (thread !== undefined) {
    takeFlag(phrase, "tapped");
    takeFlag(phrase, "clearance");
  }
  const param = draft.param(`${noun}_d`, { value: said.mm, source: "prompt", span: said.span });
  return { param, mm: said.mm, words: lengthText(said.mm, draft.plan.units), ...(thread === undefined ? {} : { thread: thread.size }) };
}

/** The seat of a counterbored or countersunk hole: its operation and arguments. */
function seatArgs(context: FeatureContext, size: Size): Pick<Feature, "op" | "args"> {
  const { draft, seat, prompt } = context;
  if (seat === undefined) return { op: "hole", args: { d: size.param } };
  const filled = fillSlots(seat, prompt);
  const seatThread = seat.loose.find((loose) => loose.kind === "thread" && !loose.used);
  if (seatThread !== undefined) seatThread.used = true;
  const thread = size.thread ?? seatThread?.thread?.size;
  const noun = seat.noun.noun.id;
  if (noun === "countersink") {
    const angle = seat.facts.find((fact) => !fact.used && fact.quantities.some((quantity) => quantity.unit?.measures === "angle"));
    const row =
      thread === undefined || filled.diameter ? undefined : rowOf(STANDARDS.flat_head_socket_screw.rows, thread, "countersunk screws");
    if (row !== undefined) tellStandard(context, "flat_head_socket_screw", row.size, "dk_theoretical");
    const mm = filled.diameter?.mm ?? row?.dk_theoretical ?? size.mm * 2;
    const D = draft.param("countersink_d", {
      value: mm,
      source: filled.diameter ? "prompt" : row ? "standard" : "default",
      ...(filled.diameter ? { span: filled.diameter.span } : {}),
    });
    if (filled.diameter === undefined) draft.assume(`countersink Ø${numberText(mm)} mm, 90°`, D);
    if (angle !== undefined) angle.used = true;
    return { op: "countersink", args: { d: size.param, D, angle: angle?.quantities[0]?.mm ?? 90 } };
  }
  const row =
    thread === undefined || (filled.diameter && filled.depth)
      ? undefined
      : rowOf(STANDARDS.counterbore_socket_head.rows, thread, "counterbores for socket head screws");
  if (row !== undefined) tellStandard(context, "counterbore_socket_head", row.size, "d1");
  const D = filled.diameter?.mm ?? row?.d1;
  const depth = filled.depth?.mm ?? row?.t;
  if (D === undefined)
    throw ask("What diameter should the counterbore have?", [
      `${numberText(size.mm * 1.8, 1)} mm`,
      `counterbore ${numberText(size.mm * 1.8, 1)} mm diameter ${numberText(size.mm, 1)} mm deep`,
    ]);
  if (depth === undefined)
    throw ask("How deep should the counterbore be?", [`${numberText(size.mm, 1)} mm`, `counterbore ${numberText(size.mm, 1)} mm deep`]);
  const wide = draft.param("counterbore_d", {
    value: D,
    source: filled.diameter ? "prompt" : "standard",
    ...(filled.diameter ? { span: filled.diameter.span } : {}),
  });
  const deep = draft.param("counterbore_depth", {
    value: depth,
    source: filled.depth ? "prompt" : "standard",
    ...(filled.depth ? { span: filled.depth.span } : {}),
  });
  if (filled.diameter === undefined) draft.assume(`counterbore Ø${numberText(D)} × ${numberText(depth)} mm for a socket head screw`, wide);
  return { op: "counterbore", args: { d: size.param, D: wide, seat_depth: deep } };
}

/** "through", or "through the 20 mm thickness", which must be the thickness there. */
function takeThrough({ phrase, host }: FeatureContext): void {
  for (let fact = takeFact(phrase, "through"); fact !== undefined; fact = takeFact(phrase, "through")) {
    const [quantity] = fact.quantities;
    if (quantity === undefined || host === undefined || Math.abs(quantity.mm - host.mm.z) < 1e-6) continue;
    throw new Refused(
      `The ${host.feature.label} is ${lengthText(host.mm.z)} thick, not ${lengthText(quantity.mm)}: say through which face the hole goes.`,
    );
  }
}

/** Round holes: size, count, depth, seat and places. */
export const hole: FeatureTemplate = (context) => {
  const { draft, phrase, prompt } = context;
  const noun = phrase.name.includes("bore") ? "bore" : "hole";
  const plural = isPlural(phrase, prompt);
  const count = takeCount(phrase, plural);
  const filled = fillSlots(phrase, prompt);
  const place = facePlace(context);
  const size = sizeOf(context, filled.diameter, noun);
  const blind = takeFlag(phrase, "blind");
  if (blind && filled.depth === undefined)
    throw ask(`How deep is the blind ${noun}?`, ["half of the material", `${numberText((place.mm?.depth ?? 20) / 2)} mm deep`]);
  takeThrough(context);
  const seat = seatArgs(context, size);
  const positions = positionsOf({ context, place, count, plural, size: size.param.slice(1), sizeMm: size.mm, noun });
  const depth =
    filled.depth === undefined
      ? { through: true }
      : { depth: draft.param(`${noun}_depth`, { value: filled.depth.mm, source: "prompt", span: filled.depth.span }) };
  draft.feature("h", {
    op: seat.op,
    args: { ...seat.args, ...depth },
    on: place.selector,
    ...(positions.at === undefined ? {} : { at: positions.at }),
    ...(positions.pattern === undefined ? {} : { pattern: positions.pattern }),
    label: `${positions.count === 1 ? "" : `${countInWords(positions.count)} `}${size.words} ${noun}${positions.count === 1 ? "" : "s"}`,
  });
  const claim: Check = { kind: "hole", d: size.mm, count: positions.count, through: filled.depth === undefined };
  if (filled.depth !== undefined) claim.depth = filled.depth.mm;
  if (positions.spacing !== undefined && positions.count > 1) claim.spacing = positions.spacing;
  if (positions.pcd !== undefined) claim.pcd = positions.pcd;
  draft.check(claim);
};
