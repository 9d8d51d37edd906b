import type { Quantity as Amount, Pattern, Placement } from "@/lib/contract/plan";
import { inside } from "../plan/host";
import { ask, Refused } from "../plan/outcome-error";
import { numberText } from "../plan/say";
import { given, takeFact, takeFlag } from "../plan/slots";
import type { FacePlace } from "./face-place";
import type { FeatureContext } from "./feature-context";
import { onBoard, onTriangle } from "./named-positions";

/** Where copies of a feature stand on its face, and what was claimed of it. */
export interface Positions {
  at?: Placement;
  pattern?: Pattern;
  count: number;
  spacing?: number;
  pcd?: number;
}

export interface PositionRequest {
  context: FeatureContext;
  place: FacePlace;
  /** As said; undefined when the words leave it open. */
  count: number | undefined;
  plural: boolean;
  /** Expression of the copy's own diameter or width, for default margins. */
  size: string;
  sizeMm: number;
  /** "hole", "slot": prefix of parameter names, and the word in questions. */
  noun: string;
}

/** One way to read where copies stand; undefined when the words do not say it this way. */
export type Rule = (request: PositionRequest) => Positions | undefined;

const half = (expr: string) => `${inside(expr)}/2`;

/** The longer side of the face, unless the words name one. */
function rowAxis({ context, place }: PositionRequest): "u" | "v" {
  const words = takeFact(context.phrase, "along")?.words ?? [];
  if (words.includes("wide") || words.includes("y") || words.includes("short")) return "v";
  if (words.includes("long") || words.includes("x")) return "u";
  return (place.mm?.v ?? 0) > (place.mm?.u ?? 0) + 1e-9 ? "v" : "u";
}

function row(axis: "u" | "v", n: Amount, pitch: Amount): Pattern {
  return axis === "u" ? { kind: "grid", nx: n, ny: 1, px: pitch, py: 0 } : { kind: "grid", nx: 1, ny: n, px: 0, py: pitch };
}

function countParam({ context, noun }: PositionRequest, count: number): Amount {
  return context.draft.param(`${noun}_count`, { value: count, unit: "count", source: "prompt" });
}

const onCircle: Rule = (request) => {
  const { context, count, noun } = request;
  const { draft, phrase, prompt } = context;
  const fact = takeFact(phrase, "pcd");
  const quantity = fact?.quantities[0];
  if (quantity === undefined) return undefined;
  takeFlag(phrase, "evenly");
  if (count === undefined)
    throw ask(`How many ${noun}s are on the ${numberText(quantity.mm)} mm circle?`, ["4", "4 holes"], ["6", "6 holes"], ["8", "8 holes"]);
  const size = given(quantity, prompt);
  const pcd = draft.param("bolt_circle", { value: size.mm, source: "prompt", span: size.span });
  return { pattern: { kind: "circle", n: countParam(request, count), pcd }, count, pcd: size.mm };
};

const inGrid: Rule = (request) => {
  const { context, count, noun } = request;
  const { draft, phrase, prompt } = context;
  const grid = phrase.facts.find((fact) => fact.fact === "grid" && !fact.used);
  const items = grid?.lists[0] ?? [];
  const [nx, ny] = items;
  const whole = items.length === 2 && items.every((item) => item.unit === undefined && Number.isInteger(item.value) && item.value <= 100);
  if (grid === undefined || nx === undefined || ny === undefined || !whole || (count !== undefined && count !== nx.value * ny.value))
    return undefined;
  grid.used = true;
  const apart = takeFact(phrase, "apart");
  const pitches = apart?.quantities ?? takeFact(phrase, "rectangle")?.lists[0] ?? [];
  const [px, py] = [pitches[0], pitches[1] ?? pitches[0]];
  if (px === undefined || py === undefined)
    throw ask(
      `How far apart are the ${noun}s of the ${nx.value} × ${ny.value} grid?`,
      ["20 mm", "spaced 20 mm"],
      ["10 mm", "spaced 10 mm"],
    );
  takeFlag(phrase, "centre");
  const x = given(px, prompt);
  const y = given(py, prompt);
  const pitchX = draft.param(`${noun}_pitch`, { value: x.mm, source: "prompt", span: x.span });
  const pitchY = px === py ? pitchX : draft.param(`${noun}_pitch_y`, { value: y.mm, source: "prompt", span: y.span });
  const n = draft.param(`${noun}_columns`, { value: nx.value, unit: "count", source: "prompt", span: given(nx, prompt).span });
  const m = draft.param(`${noun}_rows`, { value: ny.value, unit: "count", source: "prompt", span: given(ny, prompt).span });
  return { pattern: { kind: "grid", nx: n, ny: m, px: pitchX, py: pitchY }, count: nx.value * ny.value, spacing: Math.min(x.mm, y.mm) };
};

/** Four on a rectangle: "on a 31 mm square", "on a 100 x 60 pattern". */
const onRectangle: Rule = ({ context, count, noun }) => {
  const { draft, phrase, prompt } = context;
  const fact = phrase.facts.find((candidate) => !candidate.used && (candidate.fact === "rectangle" || candidate.fact === "grid"));
  const items = fact === undefined ? [] : [...fact.quantities, ...fact.lists.flat()];
  const [a, b] = [items[0], items[1] ?? items[0]];
  if (fact === undefined || a === undefined || b === undefined || items.length > 2) return undefined;
  if (count !== undefined && count !== 4)
    throw new Refused(`A rectangle has four corners, and ${count} ${noun}s were asked; say how the ${count} stand, or ask for 4.`);
  fact.used = true;
  takeFlag(phrase, "edges");
  const x = given(a, prompt);
  const y = given(b, prompt);
  const px = draft.param(`${noun}_pitch_x`, { value: x.mm, source: "prompt", span: x.span });
  const py = draft.param(`${noun}_pitch_y`, { value: y.mm, source: "prompt", span: y.span });
  return { pattern: { kind: "grid", nx: 2, ny: 2, px, py }, count: 4 };
};

const atCoordinates: Rule = ({ context, count, noun }) => {
  const { draft, phrase, prompt } = context;
  const fact = takeFact(phrase, "coordinates");
  const [a, b] = fact?.quantities ?? [];
  if (a === undefined || b === undefined) return undefined;
  if (count !== undefined && count > 1)
    throw ask(`Only one position is given for ${count} ${noun}s. Where are the others?`, ["one hole is enough", "one hole"]);
  const [x, y] = [given(a, prompt), given(b, prompt)];
  const dx = draft.param(`${noun}_x`, { value: x.mm, source: "prompt", span: x.span });
  const dy = draft.param(`${noun}_y`, { value: y.mm, source: "prompt", span: y.span });
  return { at: { origin: "centre", dx, dy }, count: 1 };
};

/** "10 mm from the left edge and 15 mm from the front": one copy, measured to its centre. */
const fromSides: Rule = ({ context, place, count, noun }) => {
  const { draft, phrase, prompt } = context;
  const at: Placement = { origin: "centre" };
  let found = false;
  for (;;) {
    const fact = takeFact(phrase, "from_side");
    const quantity = fact?.quantities[0];
    if (fact === undefined || quantity === undefined) break;
    if (place.expr === undefined)
      throw new Refused(`The edges of ${place.name} are not straight, so that nothing can be measured from its ${fact.words.at(-1)} edge.`);
    found = true;
    const side = fact.words.find((word) => ["left", "right", "front", "back", "top", "bottom"].includes(word)) ?? "left";
    const size = given(quantity, prompt);
    const param = draft.param(`${noun}_from_${side}`, { value: size.mm, source: "prompt", span: size.span }).slice(1);
    if (side === "left") at.dx = `=${param} - ${half(place.expr.u)}`;
    else if (side === "right") at.dx = `=${half(place.expr.u)} - ${param}`;
    else if (side === "front" || side === "bottom") at.dy = `=${param} - ${half(place.expr.v)}`;
    else at.dy = `=${half(place.expr.v)} - ${param}`;
  }
  if (!found) return undefined;
  if (count !== undefined && count > 1)
    throw ask(`Where are the other ${count - 1} ${noun}s?`, [`in a row`, "in a row along the length"], ["one is enough", "one hole"]);
  takeFlag(phrase, "centre");
  return { at, count: 1 };
};

const besideCentre: Rule = ({ context, noun }) => {
  const { draft, phrase, prompt } = context;
  const quantity = takeFact(phrase, "from_centre")?.quantities[0];
  if (quantity === undefined) return undefined;
  const size = given(quantity, prompt);
  const dx = draft.param(`${noun}_offset`, { value: size.mm, source: "prompt", span: size.span });
  draft.assume("offset along +X", dx);
  return { at: { origin: "centre", dx }, count: 1 };
};

/** Corners: a margin from the edges, or a default one. */
const inCorners: Rule = (request) => {
  const { context, place, count, noun, size, sizeMm } = request;
  const { draft, phrase, prompt } = context;
  const margin = phrase.facts.find((fact) => fact.fact === "from_edge" && !fact.used);
  const corner = phrase.facts.some((fact) => fact.fact === "edges" && fact.words.includes("corner"));
  const four = count === 4 || (count === undefined && (corner || margin !== undefined)) || (count === 1 && corner);
  const wanted =
    corner ||
    margin !== undefined ||
    (count === 4 && phrase.facts.every((fact) => fact.used || !["apart", "row", "evenly"].includes(fact.fact)));
  if (!four || !wanted || place.outline === "circle") return undefined;
  if (place.expr === undefined)
    throw new Refused(`${place.name} has no four straight edges, so that its corners are not known; say where the ${noun}s stand.`);
  takeFlag(phrase, "edges");
  takeFlag(phrase, "row");
  const quantity = margin?.quantities[0];
  if (margin !== undefined) margin.used = true;
  let inset: string;
  if (quantity !== undefined) {
    const said = given(quantity, prompt);
    inset = draft.param("edge_margin", { value: said.mm, source: "prompt", span: said.span }).slice(1);
  } else if (takeFlag(phrase, "concentric") && cornerRadius(context) !== undefined) {
    inset = draft.param("edge_margin", { expr: cornerRadius(context) ?? size, source: "derived" }).slice(1);
  } else {
    // The wider of the two margins of the house that leaves the holes on the plate.
    const small = Math.min(place.mm?.u ?? 0, place.mm?.v ?? 0);
    const expr = sizeMm * 5 < small ? `2*${inside(size)}` : size;
    inset = draft.param("edge_margin", { expr, source: "default" }).slice(1);
    draft.assume(`${noun}s ${sizeMm * 5 < small ? "two diameters" : "one diameter"} from the edges`, inset);
  }
  return {
    pattern: { kind: "corners", mx: `=${half(place.expr.u)} - ${inset}`, my: `=${half(place.expr.v)} - ${inset}` },
    count: 4,
  };
};

/** The radius that the corners of the base are to have, from a phrase of the same sentence or a fillet already there. */
function cornerRadius({ draft }: FeatureContext): string | undefined {
  const fillet = draft.plan.features.find((feature) => feature.op === "fillet");
  const r = fillet?.args.r;
  return typeof r === "string" && r.startsWith("=") ? r.slice(1) : undefined;
}

const inRow: Rule = (request) => {
  const { context, place, count, noun } = request;
  const { draft, phrase, prompt } = context;
  const apart = takeFact(phrase, "apart");
  const ends = apart === undefined ? phrase.facts.find((fact) => fact.fact === "from_edge" && !fact.used) : undefined;
  if (apart === undefined && ends === undefined) return undefined;
  takeFlag(phrase, "row");
  takeFlag(phrase, "centre");
  const quantity = (apart ?? ends)?.quantities[0];
  if (quantity === undefined) return undefined;
  const n = count ?? (request.plural ? 2 : 1);
  const axis = rowAxis(request);
  const size = given(quantity, prompt);
  if (ends !== undefined) {
    ends.used = true;
    if (n === 1)
      throw ask(
        `From which edge is the ${noun} ${numberText(size.mm)} mm away?`,
        ["the left", `${numberText(size.mm)} mm from the left edge`],
        ["the front", `${numberText(size.mm)} mm from the front edge`],
      );
    if (place.expr === undefined || n !== 2)
      throw ask(`How do the ${n} ${noun}s stand?`, ["in a row, evenly spaced", "evenly spaced in a row"]);
    const margin = draft.param("edge_margin", { value: size.mm, source: "prompt", span: size.span }).slice(1);
    return { pattern: row(axis, 2, `=${place.expr[axis]} - 2*${margin}`), count: 2 };
  }
  if (count === undefined && request.plural) draft.assume(`two ${noun}s`);
  if (n === 1) throw ask(`${numberText(size.mm)} mm apart from what? One ${noun} was asked for.`, [`two ${noun}s`, `two ${noun}s`]);
  const pitch = draft.param(`${noun}_pitch`, { value: size.mm, source: "prompt", span: size.span });
  return { pattern: row(axis, countParam(request, n), pitch), count: n, spacing: size.mm };
};

/** No position was said: one in the middle, the rest evenly; told as an assumption. */
const byDefault: Rule = (request) => {
  const { context, place, noun, sizeMm } = request;
  const { draft, phrase } = context;
  const middle = takeFlag(phrase, "centre");
  const evenly = takeFlag(phrase, "evenly") || takeFlag(phrase, "row");
  const count = request.count ?? 1;
  if (count === 1) {
    if (request.plural) throw ask(`How many ${noun}s?`, ["2", `2 ${noun}s`], ["4", `4 ${noun}s`]);
    if (!middle) draft.assume(`${noun} in the middle of the ${place.name}`);
    return { at: { origin: "centre" }, count: 1 };
  }
  if (place.expr === undefined)
    throw ask(`How do the ${count} ${noun}s stand on ${place.name}?`, [
      `in a row ${numberText(3 * sizeMm)} mm apart`,
      `${numberText(3 * sizeMm)} mm apart`,
    ]);
  if (place.outline === "circle") {
    const inner = context.host?.inner?.expr ?? "0";
    const pcd = draft.param("bolt_circle", { expr: `(${place.expr.u} + ${inner})/2`, source: "default" });
    draft.assume(`${noun}s on a circle half-way to the edge`, pcd);
    return { pattern: { kind: "circle", n: countParam(request, count), pcd }, count };
  }
  const axis = rowAxis(request);
  const n = countParam(request, count);
  const pitch = draft.param(`${noun}_pitch`, { expr: `${inside(place.expr[axis])}/(${n.toString().slice(1)} + 1)`, source: "default" });
  if (!evenly) draft.assume(`${noun}s in a row, evenly spaced`, pitch);
  return { pattern: row(axis, n, pitch), count };
};

/** In order: the more a rule says, the earlier it stands. */
const RULES: Rule[] = [
  onTriangle,
  onBoard,
  onCircle,
  inGrid,
  onRectangle,
  atCoordinates,
  fromSides,
  besideCentre,
  inCorners,
  inRow,
  byDefault,
];

/** Works out where the copies stand. */
export function positionsOf(request: PositionRequest): Positions {
  for (const rule of RULES) {
    const positions = rule(request);
    if (positions !== undefined) return positions;
  }
  return { count: 1 };
}
