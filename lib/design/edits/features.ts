import type { Feature, Quantity } from "@/lib/contract/plan";
import { isPlural } from "../features/hole";
import type { Phrase } from "../language/read";
import { buildFeatures, impliedCorners } from "../new-part";
import { allPlaces } from "../plan/compile-plan";
import { namesIn } from "../plan/expression";
import { hostOf, inside } from "../plan/host";
import { ask, Refused } from "../plan/outcome-error";
import { resolveParameters, resolveQuantity } from "../plan/resolve-parameters";
import { lengthText } from "../plan/say";
import { fillSlots } from "../plan/slots";
import { rowOf } from "../standards/look-up";
import { STANDARDS } from "../standards/tables";
import {
  type EditContext,
  type EditRule,
  featureList,
  featurePhrases,
  paramName,
  removeFeature,
  setParam,
  sweep,
  takeAnywhere,
  takeLoose,
  targetOf,
  targetsOf,
} from "./edit-context";

/** "remove the centre hole", "delete all fillets", "remove one of the holes". */
export const remove: EditRule = (context) => {
  const { clause, draft } = context;
  if (clause.verb !== "remove" && clause.verb !== "fill") return false;
  const phrases = featurePhrases(context);
  if (phrases.length === 0)
    throw ask(
      `What should be removed? The part has ${featureList(draft.plan)}.`,
      ...draft.plan.features.slice(1, 5).map(({ label }): [string, string] => [label, `remove the ${label}`]),
    );
  for (const phrase of phrases) {
    const found = targetsOf(context, phrase);
    const noun = phrase.noun.noun.names[0] ?? phrase.name;
    if (found.length === 0) throw new Refused(`There is no ${noun} to remove; the part has ${featureList(draft.plan)}.`);
    const counted = phrase.loose.find((loose) => !loose.used && loose.kind === "quantity" && loose.items[0]?.unit === undefined);
    const count = counted?.items[0]?.value;
    const [only] = found;
    if (found.length > 1 && !isPlural(phrase, context.prompt) && count === undefined) targetOf(context, phrase);
    if (count !== undefined && counted !== undefined && only?.pattern !== undefined && found.length === 1) {
      counted.used = true;
      skipLast(context, only, count);
      continue;
    }
    for (const holder of [phrase]) {
      for (const fact of holder.facts) fact.used = true;
      for (const loose of holder.loose) loose.used = true;
    }
    for (const feature of found) removeFeature(draft, feature);
  }
  return true;
};

/** Leaves the last places of a pattern out; the others stay where they are. */
function skipLast({ draft }: EditContext, feature: Feature, count: number): void {
  if (feature.pattern === undefined) return;
  const total = allPlaces(feature.pattern, resolveParameters(draft.plan)).length;
  const skip = new Set(feature.pattern.skip ?? []);
  for (let index = total - 1; index >= 0 && count > 0 && skip.size < total; index--) {
    if (skip.has(index)) continue;
    skip.add(index);
    if (skip.size >= (feature.pattern.skip?.length ?? 0) + count) break;
  }
  if (skip.size >= total) removeFeature(draft, feature);
  else feature.pattern.skip = [...skip].sort((left, right) => left - right);
}

/** "move the holes 10 mm closer together": the distance changes by the amount, half on each side. */
export const spacing: EditRule = (context) => {
  const closer = takeAnywhere(context, "closer");
  const fact = closer ?? takeAnywhere(context, "further");
  if (fact === undefined) return false;
  const quantity = fact.quantities[0] ?? takeAnywhere(context, "by")?.quantities[0] ?? takeLoose(context);
  if (quantity === undefined)
    throw ask(`How much ${closer === undefined ? "further apart" : "closer"}?`, ["5 mm", "by 5 mm"], ["10 mm", "by 10 mm"]);
  const [phrase] = featurePhrases(context);
  const patterned = context.draft.plan.features.filter((feature) => feature.pattern !== undefined);
  const feature = phrase === undefined ? patterned.at(-1) : targetOf(context, phrase);
  const pattern = feature?.pattern;
  if (feature === undefined || pattern === undefined)
    throw new Refused(`There is only one ${phrase?.name ?? "feature"}; nothing can come closer to it.`);
  if (FROM_EDGES.test(context.prompt)) {
    takeAnywhere(context, "edges");
    moveFromEdges(context, pattern, closer === undefined ? quantity.mm : -quantity.mm);
    return true;
  }
  respace(context, pattern, closer === undefined ? quantity.mm : -quantity.mm);
  return true;
};

const FROM_EDGES = /\b(from|to)\s+(the\s+|each\s+|all\s+|its\s+)?(outer\s+|outside\s+)?(edge|side|border)s?\b/i;

/** "5 mm further from the edges": the margin of a pattern that keeps one. */
function moveFromEdges(context: EditContext, pattern: NonNullable<Feature["pattern"]>, inwardMm: number): void {
  const margin =
    pattern.kind === "corners" ? namesIn(String(pattern.mx).replace(/^=/, "")).find((name) => name.includes("margin")) : undefined;
  if (margin === undefined) throw ask("How far from the edges should they stand?", ["10 mm from each edge", "10 mm from each edge"]);
  const before = resolveParameters(context.draft.plan)[margin] ?? 0;
  if (before + inwardMm <= 0)
    throw new Refused(`They stand ${lengthText(before)} from the edges; ${lengthText(-inwardMm)} closer leaves nothing of it.`);
  setParam(context, margin, before + inwardMm);
}

function respace(context: EditContext, pattern: NonNullable<Feature["pattern"]>, by: number): void {
  const values = resolveParameters(context.draft.plan);
  const change = (quantity: Quantity, amount: number): Quantity => {
    const name = paramName(quantity);
    const value = resolveQuantity(quantity, values) + amount;
    if (value <= 0)
      throw new Refused(
        `${lengthText(-amount)} closer leaves no distance: they stand ${lengthText(resolveQuantity(quantity, values))} apart.`,
      );
    if (name === undefined) return context.draft.param("hole_pitch", { value, source: "user" });
    setParam(context, name, value);
    return quantity;
  };
  if (pattern.kind === "circle") pattern.pcd = change(pattern.pcd, by);
  else if (pattern.kind === "corners") {
    pattern.mx = `=${inside(String(pattern.mx).replace(/^=/, ""))} + ${by / 2}`;
    pattern.my = `=${inside(String(pattern.my).replace(/^=/, ""))} + ${by / 2}`;
  } else if (pattern.kind === "grid") {
    const [alongX, alongY] = [resolveQuantity(pattern.nx, values) > 1, resolveQuantity(pattern.ny, values) > 1];
    const same = pattern.px === pattern.py;
    if (alongX) pattern.px = change(pattern.px, by);
    if (alongY) pattern.py = same ? pattern.px : change(pattern.py, by);
  } else throw new Refused("These stand at given places; say where each should go.");
}

const DIRECTIONS: Record<string, ["dx" | "dy", 1 | -1]> = {
  right: ["dx", 1],
  left: ["dx", -1],
  back: ["dy", 1],
  up: ["dy", 1],
  front: ["dy", -1],
  down: ["dy", -1],
};

/** "move the hole 10 mm to the left": on its face, as seen from outside. */
export const shift: EditRule = (context) => {
  const { clause, draft } = context;
  const [phrase] = featurePhrases(context);
  if (clause.verb !== "move" || phrase === undefined) return false;
  const toward = takeAnywhere(context, "face")?.words.find((word) => word in DIRECTIONS) ?? clause.words.find((word) => word in DIRECTIONS);
  const quantity = takeLoose(context) ?? takeAnywhere(context, "by")?.quantities[0];
  const feature = targetOf(context, phrase);
  if (toward === undefined || quantity === undefined)
    throw ask(
      `Where should the ${feature.label} go?`,
      ["10 mm to the left", "10 mm to the left"],
      ["10 mm to the right", "10 mm to the right"],
    );
  const [key, sense] = DIRECTIONS[toward] ?? ["dx", 1];
  const before = feature.at?.[key];
  const name = draft.param(key === "dx" ? "shift_x" : "shift_y", { value: sense * quantity.mm, source: "prompt" });
  feature.at = {
    ...(feature.at ?? { origin: "centre" }),
    [key]: before === undefined ? name : `=${inside(String(before).replace(/^=/, ""))} + ${name.slice(1)}`,
  };
  return true;
};

/** "extrude this face by 10 mm": the top grows the part's height, any other face is moved. */
export const extrude: EditRule = (context) => {
  const { clause, draft, selected } = context;
  const onFace = takeAnywhere(context, "this_face");
  const wanted =
    clause.verb === "extrude" ||
    (clause.verb === "extend" && selected.length > 0) ||
    (clause.verb === "move" && onFace !== undefined && featurePhrases(context).length === 0);
  if (!wanted) {
    if (onFace !== undefined) onFace.used = false;
    return false;
  }
  if (selected.length === 0) throw ask("Which face should be extruded?", ["the top", `make it 10 mm taller`]);
  const quantity = takeAnywhere(context, "by")?.quantities[0] ?? takeLoose(context) ?? takeAnywhere(context, "height")?.quantities[0];
  if (quantity === undefined) throw ask("By how much?", ["10 mm", "by 10 mm"], ["5 mm", "by 5 mm"]);
  const host = hostOf(draft.plan);
  const inward = clause.words.includes("inner") || clause.words.includes("down");
  const amount = inward ? -quantity.mm : quantity.mm;
  const turned = draft.plan.features.some(({ op }) => op === "move" || op === "mirror");
  for (const place of selected) {
    const height = host?.expr.z;
    const isTop = place.side === "top" && place.expr !== undefined && !turned;
    if (isTop && height !== undefined && Object.hasOwn(draft.plan.params, height)) {
      setParam(context, height, (host?.mm.z ?? 0) + amount);
      continue;
    }
    const d = draft.param("extrusion", { value: amount, source: "prompt" });
    draft.feature("e", {
      op: "move_face",
      args: { faces: JSON.parse(JSON.stringify(place.selector)), d },
      label: `${place.name} moved by ${lengthText(amount)}`,
    });
  }
  return true;
};

/** "counterbore it 6 mm diameter 5 deep": the latest hole gets a seat. */
function seatLatest(context: EditContext, phrase: Phrase): void {
  const { draft, prompt } = context;
  const feature = [...draft.plan.features].reverse().find(({ op }) => op === "hole" || op === "counterbore" || op === "countersink");
  if (feature === undefined) throw new Refused(`There is no hole to ${phrase.noun.noun.id}; the part has ${featureList(draft.plan)}.`);
  const filled = fillSlots(phrase, prompt);
  const screw = /M[\d.]+/.exec(feature.label)?.[0];
  const sink = phrase.noun.noun.id === "countersink";
  const row =
    screw === undefined || sink ? undefined : rowOf(STANDARDS.counterbore_socket_head.rows, screw, "counterbores for socket head screws");
  const head = screw === undefined || !sink ? undefined : rowOf(STANDARDS.flat_head_socket_screw.rows, screw, "countersunk screws");
  const D = filled.diameter?.mm ?? row?.d1 ?? head?.dk_theoretical;
  if (D === undefined)
    throw ask(
      `What diameter should the ${phrase.noun.noun.id} have?`,
      ["10 mm", "10 mm diameter"],
      ["15 mm", "15 mm diameter"],
      ["20 mm", "20 mm diameter"],
    );
  const wide = draft.param(`${phrase.noun.noun.id}_d`, {
    value: D,
    source: filled.diameter === undefined ? "standard" : "prompt",
    ...(filled.diameter === undefined ? {} : { span: filled.diameter.span }),
  });
  if (filled.diameter === undefined) draft.assume(`${phrase.noun.noun.id} Ø${D} mm for ${screw}`, wide);
  const { seat_depth: _, D: __, angle: ___, ...rest } = feature.args;
  if (phrase.noun.noun.id === "countersink") {
    feature.op = "countersink";
    feature.args = { ...rest, D: wide, angle: 90 };
  } else {
    const depth = filled.depth?.mm ?? row?.t;
    if (depth === undefined) throw ask("How deep should the counterbore be?", ["5 mm", "5 mm deep"]);
    feature.op = "counterbore";
    feature.args = {
      ...rest,
      D: wide,
      seat_depth: draft.param("counterbore_depth", {
        value: depth,
        source: filled.depth === undefined ? "standard" : "prompt",
        ...(filled.depth === undefined ? {} : { span: filled.depth.span }),
      }),
    };
  }
  feature.turn = draft.turn;
  sweep(draft.plan);
}

const SEATS = new Set(["counterbore", "countersink"]);

/** New features, on the selected face when there is one. */
export const addFeatures: EditRule = (context) => {
  const { clause, draft, prompt, selected } = context;
  const phrases = featurePhrases(context);
  // "add a 3 mm radius to the corners": a radius of corners is a fillet without its noun.
  if (phrases.length === 0) phrases.push(...impliedCorners(clause));
  const [first] = phrases;
  if (first === undefined) return false;
  first.facts.push(...clause.facts.splice(0));
  // "fillet the edges by 3 mm": the amount is the feature's size.
  for (const fact of first.facts) {
    const [quantity] = fact.quantities;
    if ((fact.fact !== "by" && fact.fact !== "to") || fact.used || quantity === undefined) continue;
    fact.used = true;
    first.loose.push({ kind: "quantity", items: [quantity], start: fact.start, end: fact.end, used: false });
  }
  first.loose.unshift(...clause.loose.splice(0));
  for (const base of clause.phrases.filter(({ noun }) => noun.table === "base")) {
    first.facts.push(...base.facts.splice(0));
    first.loose.push(...base.loose.splice(0));
  }
  const [, second] = phrases;
  const ofHoles = phrases.length === 2 && second?.noun.noun.id === "hole" && second.definite;
  // "make the holes countersunk": the seat may stand behind them.
  if (phrases.length === 2 && first.noun.noun.id === "hole" && first.definite && second !== undefined && SEATS.has(second.noun.noun.id)) {
    second.facts.push(...first.facts.splice(0));
    second.loose.push(...first.loose.splice(0));
    seatLatest(context, second);
    return true;
  }
  if (SEATS.has(first.noun.noun.id) && (phrases.length === 1 || ofHoles)) {
    if (ofHoles && second !== undefined) {
      first.facts.push(...second.facts.splice(0));
      first.loose.push(...second.loose.splice(0));
    }
    seatLatest(context, first);
    return true;
  }
  const known = new Set(draft.plan.features.map(({ id }) => id));
  buildFeatures(draft, phrases, prompt, selected);
  for (const feature of draft.plan.features) if (!known.has(feature.id)) feature.turn = draft.turn;
  return true;
};
