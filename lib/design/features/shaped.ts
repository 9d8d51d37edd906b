import { ask, Refused } from "../plan/outcome-error";
import { lengthText } from "../plan/say";
import type { Given } from "../plan/slots";
import { fillSlots, given, takeFact, takeFlag } from "../plan/slots";
import { sideSelector } from "./face-place";
import { type FeatureContext, type FeatureTemplate, facePlace } from "./feature-context";
import { isPlural, takeCount } from "./hole";

function blockHost({ host, phrase }: FeatureContext) {
  if (host === undefined || host.feature.op !== "box")
    throw new Refused(`A ${phrase.name} is cut into blocks and plates; this part is not one.`);
  return host;
}

const said = (size: Given) => ({ value: size.mm, source: "prompt" as const, span: size.span });

/** A V groove along the length, in the middle of the top. */
export const vGroove: FeatureTemplate = (context) => {
  const { draft, phrase, prompt } = context;
  const host = blockHost(context);
  const angled = phrase.loose.find((loose) => !loose.used && loose.items[0]?.unit?.measures === "angle");
  const [angle] = angled?.items ?? [];
  if (angled !== undefined) angled.used = true;
  const { depth } = fillSlots(phrase, prompt);
  if (depth === undefined) throw ask("How deep should the groove be?", ["5 mm", "groove 5 mm deep"], ["10 mm", "groove 10 mm deep"]);
  if (depth.mm >= host.mm.z)
    throw new Refused(
      `A groove ${lengthText(depth.mm)} deep goes through the ${lengthText(host.mm.z)} ${host.feature.label}.`,
      "impossible",
    );
  for (const name of ["along", "centre", "face", "edges"] as const) takeFlag(phrase, name);
  const d = draft.param("groove_depth", said(depth)).slice(1);
  const a = draft
    .param("groove_angle", { value: angle?.mm ?? 90, unit: "deg", source: angle === undefined ? "default" : "prompt" })
    .slice(1);
  if (angle === undefined) draft.assume("a 90° groove", a);
  // The tool ends 1 mm above the top: a cut never ends in the face that it opens.
  const halfWidth = `(${d} + 1)*tan(${a}/2)`;
  const top = `(${host.expr.z})/2`;
  const points = [
    [`=-${halfWidth}`, `=${top} + 1`],
    [0, `=${top} - ${d}`],
    [`=${halfWidth}`, `=${top} + 1`],
  ];
  draft.feature("g", {
    op: "pocket",
    args: { profile: { shape: "polyline", points }, through: true },
    on: sideSelector("right"),
    label: `V groove ${lengthText(depth.mm)} deep`,
  });
};

/** A keyway in a shaft, from its upper end down; depth from the top of the round. */
export const keyway: FeatureTemplate = (context) => {
  const { draft, phrase, prompt, host } = context;
  if (host?.feature.op !== "cylinder") throw new Refused("A keyway is cut into a shaft; this part is not one.");
  const { width, depth, length } = fillSlots(phrase, prompt);
  if (width === undefined || depth === undefined)
    throw ask("How wide and how deep should the keyway be?", ["8 mm wide, 4 mm deep", "keyway 8 mm wide, 4 mm deep"]);
  if (width.mm >= host.mm.x || depth.mm >= host.mm.x) {
    throw new Refused(
      `A keyway of ${lengthText(width.mm)} by ${lengthText(depth.mm)} does not fit a ${lengthText(host.mm.x)} shaft.`,
      "impossible",
    );
  }
  for (const name of ["along", "through", "centre", "face"] as const) takeFlag(phrase, name);
  const w = draft.param("keyway_width", said(width));
  const d = draft.param("keyway_depth", said(depth));
  const run = length === undefined ? { through: true } : { depth: draft.param("keyway_length", said(length)) };
  draft.feature("k", {
    op: "pocket",
    args: { profile: { shape: "rectangle", w, h: `=2*${d.slice(1)}` }, ...run },
    on: sideSelector("top"),
    at: { origin: "centre", dy: `=${host.expr.x}/2` },
    label: `keyway ${lengthText(width.mm)} wide`,
  });
  // The cut takes the top of the round with it.
  for (const check of draft.plan.checks) if (check.kind === "bbox") delete check.y;
};

/** A slit from the middle out through one side. */
export const slit: FeatureTemplate = (context) => {
  const { draft, phrase, prompt } = context;
  const host = blockHost(context);
  const { width } = fillSlots(phrase, prompt);
  if (width === undefined) throw ask("How wide should the slit be?", ["2 mm", "slit 2 mm wide"]);
  const toSide = takeFact(phrase, "to_side");
  const side = toSide?.quantities.at(-1);
  if (side !== undefined && ![host.mm.x, host.mm.y].some((extent) => Math.abs(extent - side.mm) < 1e-6)) {
    throw new Refused(
      `No side of the ${host.feature.label} is ${lengthText(side.mm)}; they are ${lengthText(host.mm.x)} and ${lengthText(host.mm.y)}.`,
    );
  }
  takeFlag(phrase, "through");
  // A side as long as the width is one of the ends along X.
  const alongX = side === undefined || Math.abs(host.mm.y - side.mm) < 1e-6;
  const w = draft.param("slit_width", said(width));
  const reach = `(${alongX ? host.expr.x : host.expr.y})/2 + 1`;
  const profile = alongX ? { shape: "rectangle", w: `=${reach}`, h: w } : { shape: "rectangle", w, h: `=${reach}` };
  draft.feature("sl", {
    op: "pocket",
    args: { profile, through: true },
    on: sideSelector("top"),
    at: { origin: "centre", ...(alongX ? { dx: `=(${reach})/2` } : { dy: `=(${reach})/2` }) },
    label: `${lengthText(width.mm)} slit`,
  });
};

/** Fins that stand on the top across the length, the first and the last flush with the ends. */
export const fin: FeatureTemplate = (context) => {
  const { draft, phrase, prompt } = context;
  const host = blockHost(context);
  const count = takeCount(phrase, isPlural(phrase, prompt));
  const { thickness, height } = fillSlots(phrase, prompt);
  if (count === undefined || thickness === undefined || height === undefined) {
    throw ask("How many fins, how thick and how tall?", ["9 fins, 2 mm thick, 20 mm tall", "9 fins 2 mm thick and 20 mm tall"]);
  }
  if (count < 2 || count * thickness.mm >= host.mm.x) {
    throw new Refused(
      `${count} fins of ${lengthText(thickness.mm)} do not fit a base ${lengthText(host.mm.x)} long with gaps between them; up to ${Math.max(2, Math.floor(host.mm.x / (2 * thickness.mm)))} do.`,
      "impossible",
    );
  }
  takeFlag(phrase, "evenly");
  takeFlag(phrase, "centre");
  const t = draft.param("fin_thickness", said(thickness));
  const h = draft.param("fin_height", said(height));
  const n = draft.param("fin_count", { value: count, unit: "count", source: "prompt" });
  const pitch = draft.param("fin_pitch", { expr: `(${host.expr.x} - ${t.slice(1)})/(${n.slice(1)} - 1)`, source: "derived" });
  draft.feature("fin", {
    op: "pad",
    args: { profile: { shape: "rectangle", w: t, h: `=${host.expr.y}` }, h },
    on: sideSelector("top"),
    pattern: { kind: "grid", nx: n, ny: 1, px: pitch, py: 0 },
    label: `${count} fins`,
  });
  for (const check of draft.plan.checks) if (check.kind === "bbox") delete check.z;
};

/** A raised rectangle, sized itself or by the opening that it fits into with some play on every side. */
export const step: FeatureTemplate = (context) => {
  const { draft, phrase, prompt } = context;
  const { depth } = fillSlots(phrase, prompt);
  const [a, b] = takeFact(phrase, "opening")?.lists[0] ?? [];
  const play = takeFact(phrase, "play")?.quantities[0];
  if (depth === undefined || a === undefined || b === undefined)
    throw ask("How large is the opening that the step fits, and how deep is the step?", [
      "96 × 56 mm, 2 mm deep",
      "step 2 mm deep that fits a 96 x 56 mm opening",
    ]);
  const place = facePlace(context);
  const [length, width] = [draft.param("opening_length", said(given(a, prompt))), draft.param("opening_width", said(given(b, prompt)))];
  const gap = draft.param("clearance", play === undefined ? { value: 0.2, source: "default" } : said(given(play, prompt))).slice(1);
  if (play === undefined) draft.assume("0.2 mm of play on every side", gap);
  const h = draft.param("step_depth", said(depth));
  draft.feature("st", {
    op: "pad",
    args: { profile: { shape: "rectangle", w: `${length} - 2*${gap}`, h: `${width} - 2*${gap}` }, h },
    on: place.selector,
    label: `step ${lengthText(depth.mm)} deep`,
  });
  for (const check of draft.plan.checks) if (check.kind === "bbox") delete check.z;
};
