import { sideSelector } from "../features/face-place";
import { Refused } from "../plan/outcome-error";
import { type Given, given, takeFact } from "../plan/slots";
import { rowOf } from "../standards/look-up";
import { STANDARDS } from "../standards/tables";
import { type BaseContext, type BaseTemplate, claimBox, needed, nounText, sizeParam } from "./base-context";

/** "from 50 mm OD to 30 mm OD": the lower and the upper diameter. */
function fromTo({ phrase, prompt }: BaseContext): [Given, Given] | undefined {
  const [first, second] = takeFact(phrase, "from_to")?.quantities ?? [];
  return first === undefined || second === undefined ? undefined : [given(first, prompt), given(second, prompt)];
}

/** A cone, or a frustum when two diameters are given. */
export const cone: BaseTemplate = (context) => {
  const { draft, filled } = context;
  const pair = fromTo(context);
  if (pair !== undefined) filled.diameter = pair[0];
  needed(
    context,
    [
      ["diameter", "base diameter"],
      ["height", "height"],
    ],
    [["40 mm diameter, 50 mm tall", "40 mm diameter 50 mm tall"]],
  );
  const top = pair === undefined ? 0 : draft.param("top_d", { value: pair[1].mm, source: "prompt", span: pair[1].span });
  const [d, h] = [sizeParam(context, "diameter"), sizeParam(context, "height")];
  draft.feature("base", { op: "cone", args: { d1: d ?? 0, d2: top, h: h ?? 0 }, label: nounText(context) });
  claimBox(context, { z: filled.height });
};

/** A conical pipe reducer with its wall measured radially; it stands on its first end. */
export const reducer: BaseTemplate = (context) => {
  const { draft, filled } = context;
  const pair = fromTo(context);
  if (pair === undefined) throw new Refused('A reducer needs both its diameters: "from 50 mm OD to 30 mm OD".');
  needed(
    context,
    [
      ["wall", "wall"],
      ["length", "length"],
    ],
    [],
  );
  const [a, b] = pair.map((size, index) =>
    draft.param(index === 0 ? "start_d" : "end_d", { value: size.mm, source: "prompt", span: size.span }).slice(1),
  );
  const [t, h] = [sizeParam(context, "wall"), sizeParam(context, "length")].map((param) => param?.slice(1));
  if (filled.wall !== undefined && 2 * filled.wall.mm >= Math.min(pair[0].mm, pair[1].mm)) {
    throw new Refused(
      `Walls of ${filled.wall.mm} mm leave no opening in ${Math.min(pair[0].mm, pair[1].mm)} mm; less than half of it works.`,
      "impossible",
    );
  }
  const points = [
    [`=${a}/2 - ${t}`, 0],
    [`=${a}/2`, 0],
    [`=${b}/2`, `=${h}`],
    [`=${b}/2 - ${t}`, `=${h}`],
  ];
  draft.feature("base", { op: "revolve", args: { profile: { shape: "polyline", points } }, label: nounText(context) });
  const wider = pair[0].mm > pair[1].mm ? pair[0] : pair[1];
  claimBox(context, { x: wider, y: wider, z: filled.length });
};

/** An I section that stands on Z: height along Y, width along X. */
export const iBeam: BaseTemplate = (context) => {
  const { draft, filled } = context;
  needed(
    context,
    [
      ["height", "height"],
      ["width", "width"],
      ["web", "web thickness"],
      ["flange", "flange thickness"],
      ["length", "length"],
    ],
    [],
  );
  const name = (slot: "height" | "width" | "web" | "flange" | "length") => sizeParam(context, slot)?.slice(1) ?? "0";
  const [h, w, web, flange, length] = [name("height"), name("width"), name("web"), name("flange"), name("length")];
  const quarter: [string, string][] = [
    [`${w}/2`, `-${h}/2`],
    [`${w}/2`, `-${h}/2 + ${flange}`],
    [`${web}/2`, `-${h}/2 + ${flange}`],
    [`${web}/2`, `${h}/2 - ${flange}`],
    [`${w}/2`, `${h}/2 - ${flange}`],
    [`${w}/2`, `${h}/2`],
  ];
  const points = [...quarter.map(([x, y]) => [`=${x}`, `=${y}`]), ...quarter.toReversed().map(([x, y]) => [`=-${x}`, `=${y}`])];
  draft.feature("base", { op: "extrude", args: { profile: { shape: "polyline", points }, h: `=${length}` }, label: nounText(context) });
  claimBox(context, { x: filled.width, y: filled.height, z: filled.length });
};

/** A hexagon head bolt, ISO 4014: head and plain shank, thread not modelled. */
export const bolt: BaseTemplate = (context) => {
  const { draft, phrase, filled } = context;
  const fact = takeFact(phrase, "bolt_size");
  const loose = phrase.loose.find((candidate) => candidate.kind === "thread" && !candidate.used);
  if (loose !== undefined) loose.used = true;
  const thread = fact?.threads[0] ?? loose?.thread;
  if (thread === undefined) throw new Refused('A bolt needs its thread: "M8 bolt, 40 mm long".');
  needed(context, [["length", "length"]], [["40 mm", "40 mm long"]]);
  const row = rowOf(STANDARDS.hex_bolt.rows, thread.size, "ISO 4014 bolts");
  draft.plan.standards.push({ table: "hex_bolt", row: row.size, field: "s", confidence: "A" });
  const d = Number(row.size.slice(1));
  const note = `${row.size}, ISO 4014`;
  const af = draft.param("across_flats", { value: row.s, source: "standard", note });
  const k = draft.param("head_height", { value: row.k, source: "standard", note });
  const shank = draft.param("thread_d", { value: d, source: "standard", note });
  const length = sizeParam(context, "length");
  draft.feature("base", { op: "prism", args: { n: 6, af, h: k }, label: `${row.size} bolt` });
  draft.feature("b", { op: "boss", args: { d: shank, h: length ?? 0 }, on: sideSelector("top"), label: `${row.size} shank` });
  draft.assume(`${row.size} thread at its nominal diameter, not modelled`);
  if (filled.length !== undefined) draft.check({ kind: "bbox", z: filled.length.mm + row.k, span: filled.length.span });
};
