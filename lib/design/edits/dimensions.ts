import type { Feature } from "@/lib/contract/plan";
import type { Fact } from "../language/read";
import { ask, Refused } from "../plan/outcome-error";
import { resolveParameters } from "../plan/resolve-parameters";
import { rowOf } from "../standards/look-up";
import { STANDARDS } from "../standards/tables";
import {
  type EditContext,
  type EditRule,
  featurePhrases,
  hostFor,
  paramName,
  setParam,
  takeAnywhere,
  takeLoose,
  targetOf,
  targetsOf,
} from "./edit-context";
import { factorOf } from "./factor";
import { scaleBy } from "./whole-part";

type Dimension = "length" | "width" | "height" | "thickness" | "diameter" | "wall" | "radius" | "pitch" | "depth" | "size";

/** Comparatives: the dimension and its sense. */
const COMPARATIVES: Record<string, [Dimension, 1 | -1]> = {
  taller: ["height", 1],
  longer: ["length", 1],
  wider: ["width", 1],
  thicker: ["thickness", 1],
  shorter: ["length", -1],
  narrower: ["thickness", -1],
  bigger: ["size", 1],
  smaller: ["size", -1],
};

const NAMES: Record<string, Dimension> = {
  long: "length",
  wide: "width",
  tall: "height",
  thick: "thickness",
  diameter: "diameter",
  wall: "wall",
  radius: "radius",
  pitch: "pitch",
  spaced: "pitch",
  deep: "depth",
};

/** World Z of a part that was turned by right angles is another axis of its base. */
function baseAxis({ draft }: EditContext, axis: "x" | "y" | "z"): "x" | "y" | "z" {
  let current = axis;
  for (const feature of [...draft.plan.features].reverse()) {
    if (feature.op !== "move") continue;
    const turnDeg = typeof feature.args.angle === "number" ? feature.args.angle : 0;
    const about = feature.args.axis;
    if (Math.abs(turnDeg / 90 - Math.round(turnDeg / 90)) > 1e-9) continue;
    if (Math.round(turnDeg / 90) % 2 === 0 || about === current) continue;
    current = (["x", "y", "z"] as const).find((other) => other !== current && other !== about) ?? current;
  }
  return current;
}

/** Parameter of a dimension of the whole part. */
function partParam(context: EditContext, dimension: Dimension): string {
  const { plan } = context.draft;
  const host = hostFor(context);
  const named = (name: string) => (Object.hasOwn(plan.params, name) ? name : undefined);
  const axis = (name: "x" | "y" | "z") =>
    Object.hasOwn(plan.params, host.expr[baseAxis(context, name)]) ? host.expr[baseAxis(context, name)] : undefined;
  const candidates: Partial<Record<Dimension, (string | undefined)[]>> = {
    length: [named("length"), axis("x"), axis("z")],
    width: [named("width"), axis("y")],
    height: [axis("z")],
    thickness: [named("thickness"), named("wall"), axis("z")],
    diameter: [named("diameter"), named("outer_d"), named("hole_d"), named("bore_d")],
    wall: [named("wall"), named("thickness")],
    radius: [named("fillet_r"), named("corner_r")],
    pitch: [named("hole_pitch"), named("hole_pitch_x"), named("bolt_circle"), named("slot_pitch")],
    depth: [named("hole_depth"), named("pocket_depth"), named("slot_depth"), named("width")],
  };
  const found = candidates[dimension]?.find((name) => name !== undefined);
  if (found === undefined)
    throw new Refused(`This part has no ${dimension} that can be changed; its parameters are ${Object.keys(plan.params).join(", ")}.`);
  return found;
}

/** Parameter of a dimension of one feature; its diameter or first size when none is named. */
function featureParam({ draft }: EditContext, feature: Feature, dimension: Dimension): string {
  const args = feature.args;
  const pattern = feature.pattern;
  const byName: Partial<Record<Dimension, unknown[]>> = {
    diameter: [args.d],
    depth: [args.depth],
    height: [args.h],
    length: [args.length],
    width: [args.w],
    radius: [args.r, args.d],
    wall: [args.t],
    thickness: [args.t],
    pitch: pattern?.kind === "grid" ? [pattern.px, pattern.py] : pattern?.kind === "circle" ? [pattern.pcd] : [],
    size: [args.d, args.r, args.c, args.t, args.length],
  };
  if (dimension === "depth" && args.through === true) {
    // A through cut that gets a depth turns blind.
    feature.args = { ...args, depth: draft.param(`${feature.op.split("_")[0]}_depth`, { value: 0, source: "user" }) };
    delete feature.args.through;
    return paramName(feature.args.depth) ?? "";
  }
  const name = (byName[dimension] ?? []).map(paramName).find((candidate) => candidate !== undefined);
  if (name === undefined)
    throw new Refused(
      `The ${feature.label} has no ${dimension} that can be changed; its parameters are among ${Object.keys(draft.plan.params).join(", ")}.`,
    );
  return name;
}

/** What an instruction speaks of: one feature, or the part. */
function subject(context: EditContext): Feature | undefined {
  const [phrase] = featurePhrases(context);
  return phrase === undefined ? undefined : targetOf(context, phrase);
}

function paramFor(context: EditContext, dimension: Dimension): string {
  const feature = subject(context);
  return feature === undefined ? partParam(context, dimension) : featureParam(context, feature, dimension);
}

/** "5 mm taller", "the hole 2 mm bigger in diameter", "10 % longer"; without an amount it asks. */
export const comparative: EditRule = (context) => {
  const verb = VERBS[context.clause.verb ?? ""];
  const fact = takeAnywhere(context, "delta_named");
  const bare = fact === undefined && verb !== undefined && context.selected.length === 0 && featurePhrases(context).length === 0;
  if (fact === undefined && !(bare && takeBack(context, "to") === undefined && takeBack(context, "name") === undefined)) return false;
  const word = fact?.words.find((candidate) => candidate in COMPARATIVES) ?? verb ?? "bigger";
  const [said, sense] = COMPARATIVES[word] ?? ["size", 1];
  const further = fact?.words.map((candidate) => NAMES[candidate]).find((name) => name !== undefined);
  const dimension = further ?? said;
  const quantity = fact?.quantities[0] ?? takeAnywhere(context, "by")?.quantities[0] ?? takeLoose(context);
  if (quantity === undefined) {
    throw ask(`How much ${word} should it be?`, ["5 mm", "by 5 mm"], ["10 mm", "by 10 mm"], ["20 mm", "by 20 mm"]);
  }
  const isRatio = quantity.unit?.measures === "ratio";
  if (dimension === "size" && featurePhrases(context).length === 0) {
    if (!isRatio)
      throw ask(
        `${word === "bigger" ? "Bigger" : "Smaller"} in which direction?`,
        ["taller", `make it ${quantity.mm} mm ${word === "bigger" ? "taller" : "shorter"}`],
        ["longer", `make it ${quantity.mm} mm longer`],
        ["wider", `make it ${quantity.mm} mm wider`],
      );
    scaleBy(context, 1 + sense * quantity.mm);
    return true;
  }
  const name = (fact === undefined ? undefined : shorterPart(context, word)) ?? paramFor(context, dimension);
  const before = resolveParameters(context.draft.plan)[name] ?? 0;
  const value = isRatio ? before * (1 + sense * quantity.mm) : before + sense * quantity.mm;
  if (value <= 0) throw new Refused(`${quantity.mm} mm less leaves nothing of ${before} mm; up to ${Math.max(0, before - 0.5)} mm can go.`);
  setParam(context, name, value);
  return true;
};

/** "shorten it by 5 mm": verbs that are comparatives. */
const VERBS: Record<string, string> = { shorten: "shorter", extend: "longer" };

/** Looks for a fact without taking it. */
function takeBack({ clause }: EditContext, name: Fact["fact"]): Fact | undefined {
  return [clause, ...clause.phrases].flatMap(({ facts }) => facts).find((fact) => fact.fact === name && !fact.used);
}

/** "Shorter" of a block is its height; of a rod its length. */
function shorterPart(context: EditContext, word: string): string | undefined {
  if (word !== "shorter" || featurePhrases(context).length > 0) return undefined;
  return partParam(context, Object.hasOwn(context.draft.plan.params, "height") ? "height" : "length");
}

/** "double the thickness", "half the width", "make it twice as long". */
export const multiple: EditRule = (context) => {
  // "cut it in half" takes a half away; it makes nothing half as large.
  if (context.clause.verb === "cut") return false;
  const named = takeAnywhere(context, "name");
  const fact = context.clause.facts
    .concat(...context.clause.phrases.map(({ facts }) => facts))
    .find((candidate) => candidate.fact === "factor" && !candidate.used);
  if (fact === undefined) {
    if (named !== undefined) named.used = false;
    return false;
  }
  const factor = factorOf(fact);
  const word = named?.words.find((candidate) => candidate in NAMES) ?? context.clause.words.find((candidate) => candidate in NAMES);
  if (factor === undefined) return false;
  fact.used = true;
  if (word === undefined && featurePhrases(context).length === 0) {
    scaleBy(context, factor);
    return true;
  }
  const name = paramFor(context, word === undefined ? "size" : (NAMES[word] ?? "size"));
  setParam(context, name, (resolveParameters(context.draft.plan)[name] ?? 0) * factor);
  return true;
};

const LABELS = ["length", "width", "height", "thickness", "diameter", "wall", "radius", "depth", "od", "id", "apart"] as const;
const AS_DIMENSION: Record<string, Dimension> = { od: "diameter", apart: "pitch" };

/** Verbs that size what is there, even without "the": "increase hole size". */
const SIZING = new Set(["change", "set", "increase", "decrease"]);

const DONE = new Set(["shell", "fillet", "chamfer", "counterbore", "countersink"]);

/** "make it 60 mm long", "set the width to 40", "change the holes to M4", "increase the height by 5". */
export const assignment: EditRule = (context) => {
  const { clause, draft } = context;
  const phrases = featurePhrases(context);
  // "make it hollow", "fillet the edges": these are done, not sized.
  if (phrases.some(({ noun, definite }) => !definite && DONE.has(noun.noun.id))) return false;
  // New features are not assignments: "add a 5 mm hole".
  if (clause.verb === "add" || clause.verb === "cut") return false;
  if (phrases.some(({ definite }) => !definite) && !SIZING.has(clause.verb ?? "")) return false;
  const holders = [clause, ...clause.phrases];
  const labelled = holders
    .flatMap(({ facts }) => facts)
    .find((fact) => !fact.used && (LABELS as readonly string[]).includes(fact.fact) && fact.quantities.length > 0);
  const named = takeAnywhere(context, "name");
  const to = takeAnywhere(context, "to");
  const by = to === undefined ? takeAnywhere(context, "by") : undefined;
  const thread = to?.threads[0] ?? phrases.flatMap(({ loose }) => loose).find((loose) => loose.kind === "thread" && !loose.used)?.thread;
  if (thread !== undefined && phrases[0] !== undefined) {
    for (const loose of phrases[0].loose) if (loose.thread === thread) loose.used = true;
    return rethread(context, thread.size);
  }
  const word = named?.words.find((candidate) => candidate in NAMES);
  if (labelled !== undefined && by === undefined) {
    labelled.used = true;
    // Another number beside it is for another change, or is asked about; it is never dropped.
    if (to !== undefined) to.used = false;
    const name = paramFor(context, AS_DIMENSION[labelled.fact] ?? (labelled.fact as Dimension));
    setParam(context, name, labelled.quantities[0]?.mm ?? 0);
    return true;
  }
  const quantity =
    (to ?? by)?.quantities[0] ?? (word !== undefined || phrases.some(({ definite }) => definite) ? takeLoose(context) : undefined);
  if (quantity === undefined || (word === undefined && phrases.length === 0)) {
    for (const fact of [named, to, by]) if (fact !== undefined) fact.used = false;
    return false;
  }
  const name = paramFor(context, word === undefined ? "size" : (NAMES[word] ?? "size"));
  const before = resolveParameters(draft.plan)[name] ?? 0;
  const sense = clause.verb === "decrease" || clause.verb === "shorten" ? -1 : 1;
  const amount = quantity.unit?.measures === "ratio" ? before * quantity.mm : quantity.mm;
  setParam(context, name, by === undefined ? quantity.mm : before + sense * amount);
  return true;
};

/** Holes for another thread: the clearance or tap drill of its table. */
function rethread(context: EditContext, size: string): boolean {
  const { draft } = context;
  const [phrase] = featurePhrases(context);
  if (phrase === undefined) return false;
  for (const feature of targetsOf(context, phrase)) {
    const name = paramName(feature.args.d);
    if (name === undefined) continue;
    const tapped = draft.plan.params[name]?.note?.startsWith("tap drill") === true;
    const d = tapped
      ? rowOf(STANDARDS.threads_metric.rows, size, "ISO metric threads").tap_drill
      : rowOf(STANDARDS.clearance_holes_metric.rows, size, "ISO 273 clearance holes").normal;
    setParam(context, name, d);
    const parameter = draft.plan.params[name];
    if (parameter !== undefined)
      draft.plan.params[name] = {
        ...parameter,
        source: "standard",
        note: tapped ? `tap drill ${size}` : `${size} clearance, ISO 273 normal`,
      };
    feature.label = feature.label.replace(/M[\d.]+/, size);
  }
  return true;
}
