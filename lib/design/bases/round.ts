import type { Slot } from "../language/nouns";
import { Refused } from "../plan/outcome-error";
import { lengthText } from "../plan/say";
import { takeFact } from "../plan/slots";
import { rowOf } from "../standards/look-up";
import { STANDARDS } from "../standards/tables";
import { type BaseContext, type BaseTemplate, claimBox, needed, nounText, sizeParam } from "./base-context";

const upSlot = ({ phrase }: BaseContext): Slot =>
  (["thickness", "height", "length"] as const).find((slot) => phrase.noun.noun.order.includes(slot)) ?? "height";

/** Discs, cylinders, rods, shafts: they stand on Z. An inner diameter makes a tube of it. */
export const round: BaseTemplate = (context) => {
  const { filled, draft } = context;
  if (filled.id !== undefined || filled.wall !== undefined) {
    if (filled.diameter !== undefined) filled.od = filled.diameter;
    tube(context);
    return;
  }
  threadedRod(context);
  const up = upSlot(context);
  needed(
    context,
    [
      ["diameter", "diameter"],
      [up, up],
    ],
    filled.diameter === undefined
      ? [["50 mm diameter", "50 mm diameter"]]
      : [[`20 mm`, up === "thickness" ? "20 mm thick" : up === "height" ? "20 mm tall" : "20 mm long"]],
  );
  const d = sizeParam(context, "diameter");
  const h = sizeParam(context, up);
  draft.feature("base", { op: "cylinder", args: { d: d ?? 0, h: h ?? 0 }, label: nounText(context) });
  claimBox(context, { x: filled.diameter, y: filled.diameter, z: filled[up] });
};

/** "M6 threaded rod 50 mm": the thread is the diameter, its form is not modelled. */
function threadedRod({ phrase, filled, draft }: BaseContext): void {
  const fact = phrase.facts.find((candidate) => candidate.fact === "tapped" && candidate.threads.length > 0);
  const [thread] = fact?.threads ?? [];
  if (fact === undefined || thread === undefined) return;
  const row = rowOf(STANDARDS.threads_metric.rows, thread.size, "ISO metric threads");
  if (filled.diameter !== undefined && filled.length === undefined) {
    filled.length = filled.diameter;
    delete filled.diameter;
  }
  fact.used = true;
  filled.diameter ??= { mm: row.d, span: { start: fact.start, end: fact.end, text: row.size } };
  draft.plan.standards.push({ table: "threads_metric", row: row.size, field: "d", confidence: "A" });
  draft.assume(`${row.size} thread at its nominal diameter, not modelled`);
}

/** Tubes, rings, spacers: outer and inner diameter, or one of them and the wall. */
export const tube: BaseTemplate = (context) => {
  const { filled, draft, phrase, hasHole } = context;
  const up = upSlot(context);
  const wall = filled.wall;
  // "Ø12 x 20": a second number that cannot be the bore, or need not be, is how long the part is.
  const bare = filled.id !== undefined && !phrase.facts.some(({ fact }) => fact === "id");
  if (bare && filled[up] === undefined && (wall !== undefined || (filled.id?.mm ?? 0) >= (filled.od?.mm ?? Number.POSITIVE_INFINITY))) {
    filled[up] = filled.id;
    delete filled.id;
  }
  if (filled.id === undefined && wall === undefined && filled.od !== undefined && hasHole) {
    // The bore is a hole of its own in the sentence.
    filled.diameter = filled.od;
    delete filled.od;
    round(context);
    return;
  }
  const open: [Slot, string][] = [[up, up]];
  if (filled.od === undefined && !(filled.id !== undefined && wall !== undefined)) open.unshift(["od", "outer diameter"]);
  if (filled.id === undefined && wall === undefined) open.push(["id", "inner diameter"]);
  needed(context, open, open.length === 1 && open[0]?.[0] === "id" ? [["2 mm wall", "2 mm wall"]] : []);
  if (
    filled.od !== undefined &&
    filled.id !== undefined &&
    wall !== undefined &&
    Math.abs(filled.od.mm - filled.id.mm - 2 * wall.mm) > 1e-6
  ) {
    throw new Refused(
      `${lengthText(filled.od.mm)} outside and ${lengthText(filled.id.mm)} inside make a wall of ${lengthText((filled.od.mm - filled.id.mm) / 2)}, not of ${lengthText(wall.mm)}; leave one of the three out.`,
      "contradiction",
    );
  }
  const t = wall === undefined ? undefined : sizeParam(context, "wall");
  const id =
    filled.id !== undefined ? sizeParam(context, "id", "inner_d") : draft.param("inner_d", { expr: "outer_d - 2*wall", source: "derived" });
  const od =
    filled.od !== undefined
      ? sizeParam(context, "od", "outer_d")
      : draft.param("outer_d", { expr: `inner_d + 2*${t?.slice(1) ?? "0"}`, source: "derived" });
  const h = sizeParam(context, up);
  draft.feature("base", { op: "tube", args: { od: od ?? 0, id: id ?? 0, h: h ?? 0 }, label: nounText(context) });
  claimBox(context, { x: filled.od, y: filled.od, z: filled[up] });
  if (filled.id !== undefined) draft.check({ kind: "hole", d: filled.id.mm, count: 1, through: true, span: filled.id.span });
};

/** Hexagonal prisms, standoffs and nut blanks: across flats and length. */
export const prism: BaseTemplate = (context) => {
  const { filled, draft, phrase } = context;
  const up = upSlot(context);
  needed(
    context,
    [
      ["across_flats", "size across flats"],
      [up, up],
    ],
    [],
  );
  // "M3 standoff": the thread names the part; its hole is a phrase of its own.
  for (const loose of phrase.loose) if (loose.kind === "thread") loose.used = true;
  const noun = phrase.noun.noun;
  const af = sizeParam(context, "across_flats", "across_flats");
  const h = sizeParam(context, up);
  draft.feature("base", {
    op: "prism",
    args: { n: "sides" in noun ? (noun.sides ?? 6) : 6, af: af ?? 0, h: h ?? 0 },
    label: nounText(context),
  });
  claimBox(context, { y: filled.across_flats, z: filled[up] });
};

/** A ball that stands on Z = 0. */
export const sphere: BaseTemplate = (context) => {
  const { filled, draft } = context;
  needed(context, [["diameter", "diameter"]], [["30 mm", "30 mm diameter"]]);
  draft.feature("base", { op: "sphere", args: { d: sizeParam(context, "diameter") ?? 0 }, label: nounText(context) });
  claimBox(context, { x: filled.diameter, y: filled.diameter, z: filled.diameter });
};

/** A block whose top slopes from one height to another. */
export const wedge: BaseTemplate = (context) => {
  const { filled, draft, phrase, prompt } = context;
  const other = takeFact(phrase, "other_end")?.quantities[0];
  needed(
    context,
    [
      ["length", "length"],
      ["width", "width"],
      ["height", "height"],
    ],
    [],
  );
  const [x, y, high] = [sizeParam(context, "length"), sizeParam(context, "width"), sizeParam(context, "height")];
  const low =
    other === undefined
      ? 0
      : draft.param("end_height", {
          value: other.mm,
          source: "prompt",
          span: { start: other.start, end: other.end, text: prompt.slice(other.start, other.end) },
        });
  draft.feature("base", { op: "wedge", args: { x: x ?? 0, y: y ?? 0, z1: high ?? 0, z2: low }, label: nounText(context) });
  claimBox(context, { x: filled.length, y: filled.width });
};
