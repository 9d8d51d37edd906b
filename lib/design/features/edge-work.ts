import type { SideName } from "@/lib/contract/geometry";
import type { Selector } from "@/lib/contract/plan";
import type { Host } from "../plan/host";
import { ask } from "../plan/outcome-error";
import { lengthText, listText } from "../plan/say";
import { fillSlots, takeFact, takeFlag } from "../plan/slots";
import type { FeatureContext, FeatureTemplate } from "./feature-context";

interface EdgeChoice {
  selector: Selector;
  /** For people: "top edges". */
  words: string;
  /** How many there are, when the base's arithmetic says so. */
  count?: number;
}

const SIDES: SideName[] = ["top", "bottom", "left", "right", "front", "back"];
const VERTICAL: [number, number, number] = [0, 0, 1];

const rim = (side: SideName): Selector => ({ kind: "edge", where: { at: side, outer: true } });

function verticalEdges(host: Host | undefined): EdgeChoice {
  const box = host?.feature.op === "box";
  const selector: Selector = { kind: "edge", where: { type: "line", parallel: VERTICAL, outer: true, convex: true } };
  return { selector, words: "vertical edges", ...(box ? { count: 4 } : {}) };
}

/** What "edges" means with these words on this base. */
function chosenEdges(words: string[], { host, selected }: FeatureContext): EdgeChoice {
  const [face] = selected;
  if (face !== undefined && !words.some((word) => word === "vertical" || word === "all_of_part")) {
    const selectors = selected.map((place): Selector => ({ kind: "edge", where: { boundary_of: place.selector } }));
    const [only] = selectors;
    const rectangle = face.outline === "rectangle" && host?.feature.op === "box";
    const selector: Selector = selectors.length === 1 && only !== undefined ? only : { kind: "edge", any: selectors };
    return {
      selector,
      words: `edges of ${listText(selected.map(({ name }) => name))}`,
      ...(rectangle && selectors.length === 1 ? { count: 4 } : {}),
    };
  }
  const side = words.map((word) => SIDES.find((name) => name === word)).find((name) => name !== undefined);
  if (side !== undefined) {
    const box = host?.feature.op === "box";
    return { selector: rim(side), words: `${side} edges`, ...(box ? { count: 4 } : {}) };
  }
  if (words.includes("corner") || words.includes("vertical")) return verticalEdges(host);
  if (words.includes("inner") || words.includes("concave"))
    return { selector: { kind: "edge", where: { concave: true } }, words: "inner edges" };
  const round = host?.outline === "circle";
  if (words.includes("end") || (round && (words.includes("outer") || words.includes("both")))) {
    return {
      selector: { kind: "edge", any: [rim("top"), rim("bottom")] },
      words: "outer edges at both ends",
      ...(round ? { count: 2 } : {}),
    };
  }
  if (words.includes("outer")) return { selector: { kind: "edge", where: { outer: true } }, words: "outer edges" };
  return { selector: { kind: "edge" }, words: "all edges" };
}

function edgesOf(context: FeatureContext): EdgeChoice {
  const { phrase, draft, host } = context;
  const words: string[] = [];
  for (let fact = takeFact(phrase, "edges"); fact !== undefined; fact = takeFact(phrase, "edges")) words.push(...fact.words);
  const side = takeFact(phrase, "face");
  if (side !== undefined) words.push(...side.words);
  if (takeFlag(phrase, "both_ends")) words.push("end");
  if (phrase.name.includes("corner")) words.push("corner");
  if (phrase.name.includes("inner")) words.push("inner");
  takeFlag(phrase, "this_face");
  takeFlag(phrase, "concentric");
  const choice = chosenEdges(words, context);
  if (words.length === 0 && context.selected.length === 0) {
    if (host?.outline === "circle" && host.feature.op === "cylinder") {
      draft.assume("the edges at both ends");
      return chosenEdges(["end"], context);
    }
    const cut = draft.plan.features.some(({ op }) => op === "hole" || op === "slot_cut" || op === "pocket");
    draft.assume(cut ? "all outer edges" : "all edges");
    // Without a word of the holes their rims are left as they are.
    if (cut) return { selector: { kind: "edge", where: { outer: true } }, words: "outer edges" };
  }
  return choice;
}

/**
 * A tenth of the smallest extent, on a round number: what is taken when no radius is said. Corners of a plate are
 * judged by its outline, not by its thickness.
 */
function defaultSize(host: Host | undefined, isCorner = false): number {
  const smallest = host === undefined ? 10 : Math.min(host.mm.x, host.mm.y, ...(isCorner ? [] : [host.mm.z]));
  const tenth = smallest / 10;
  return tenth >= 1 ? Math.floor(tenth) : Math.max(0.1, Math.round(tenth * 10) / 10);
}

/** Rounds edges; the inside corner of an L is a size of its profile. */
export const fillet: FeatureTemplate = (context) => {
  const { draft, phrase, prompt, host } = context;
  for (const fact of phrase.facts) if (fact.fact === "corner_radius") fact.fact = "radius";
  const corner = phrase.facts.some((fact) => fact.fact === "radius" && fact.words.includes("corner"));
  const filled = fillSlots(phrase, prompt);
  const said = filled.radius;
  const profile = host?.feature.args.profile;
  const inL =
    phrase.name.includes("inner") &&
    typeof profile === "object" &&
    profile !== null &&
    !Array.isArray(profile) &&
    profile.shape === "l_section";
  const atCorners =
    corner || phrase.name.includes("corner") || phrase.facts.some((fact) => fact.fact === "edges" && fact.words.includes("corner"));
  const mm = said?.mm ?? defaultSize(host, atCorners);
  const name = atCorners ? "corner_r" : "fillet_r";
  const r = draft.param(name, said === undefined ? { value: mm, source: "default" } : { value: mm, source: "prompt", span: said.span });
  if (said === undefined) draft.assume(`radius ${lengthText(mm)}`, r);
  if (inL && host !== undefined) {
    const base = draft.plan.features.find(({ id }) => id === host.feature.id);
    if (base !== undefined) base.args.profile = { ...profile, r };
    draft.check({ kind: "fillets", r: mm, count: 1, ...(said === undefined ? {} : { span: said.span }) });
    return;
  }
  if (corner) phrase.name = `corner ${phrase.name}`;
  const edges = edgesOf(context);
  draft.feature("f", { op: "fillet", args: { edges: asArg(edges.selector), r }, label: `${lengthText(mm)} fillet on the ${edges.words}` });
  draft.check({
    kind: "fillets",
    r: mm,
    ...(edges.count === undefined ? {} : { count: edges.count }),
    ...(said === undefined ? {} : { span: said.span }),
  });
};

/** Bevels edges: one size, 45°. */
export const chamfer: FeatureTemplate = (context) => {
  const { draft, phrase, prompt, host } = context;
  const sized = phrase.facts.find((fact) => fact.fact === "size");
  const angle = sized?.quantities[1] ?? phrase.loose.find((loose) => loose.items[0]?.unit?.measures === "angle")?.items[0];
  for (const loose of phrase.loose) if (loose.items[0] === angle) loose.used = true;
  for (const fact of phrase.facts) if (fact.fact === "radius" || fact.fact === "thickness" || fact.fact === "depth") fact.fact = "size";
  const filled = fillSlots(phrase, prompt);
  const said = filled.size;
  if (said === undefined && host === undefined) throw ask("How large should the chamfer be?", ["1 mm", "1 mm"], ["2 mm", "2 mm"]);
  const mm = said?.mm ?? defaultSize(host);
  const c = draft.param(
    "chamfer",
    said === undefined ? { value: mm, source: "default" } : { value: mm, source: "prompt", span: said.span },
  );
  if (said === undefined) draft.assume(`chamfer ${lengthText(mm)} × 45°`, c);
  const edges = edgesOf(context);
  const tilt =
    angle === undefined || Math.abs(angle.mm - 45) < 1e-6
      ? {}
      : { angle: draft.param("chamfer_angle", { value: angle.mm, unit: "deg", source: "prompt" }) };
  draft.feature("c", {
    op: "chamfer",
    args: { edges: asArg(edges.selector), c, ...tilt },
    label: `${lengthText(mm)} chamfer on the ${edges.words}`,
  });
};

/** A selector as an argument: plain data. */
function asArg(selector: Selector): Record<string, never> {
  return JSON.parse(JSON.stringify(selector));
}
