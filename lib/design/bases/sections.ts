import type { Given } from "../plan/slots";
import { given, takeFact } from "../plan/slots";
import { type BaseContext, type BaseTemplate, claimBox, needed, nounText, sizeParam } from "./base-context";

/** Two legs from "50 x 50 legs", "legs 100 and 80", or one number for both. */
function legsOf({ phrase, filled, prompt }: BaseContext): [Given, Given] | undefined {
  const fact = takeFact(phrase, "leg");
  const items = fact === undefined ? [] : [...fact.quantities, ...fact.lists.flat()];
  const [first, second] = items.map((item) => given(item, prompt));
  if (first !== undefined) return [first, second ?? first];
  return filled.leg === undefined ? undefined : [filled.leg, filled.leg];
}

/** An L bracket: the foot lies on Z = 0 along X, the other leg stands; legs are measured outside. */
export const lBracket: BaseTemplate = (context) => {
  const { draft, filled, phrase, prompt } = context;
  // "50 x 40 x 30 x 3": leg, leg, width, thickness, or with one leg for both.
  const list = phrase.loose.find((loose) => loose.kind === "list" && !loose.used);
  if (list !== undefined && phrase.facts.every((fact) => fact.fact !== "leg")) {
    const sizes = list.items.map((item) => given(item, prompt));
    list.used = true;
    const [a, b, third, fourth] = sizes;
    if (a !== undefined && b !== undefined) {
      const width = third ?? filled.width;
      if (width !== undefined) filled.width = width;
      const thickness = fourth ?? filled.thickness;
      if (thickness !== undefined) filled.thickness = thickness;
      build(context, [a, b]);
      return;
    }
  }
  const legs = legsOf(context);
  if (legs === undefined) needed(context, [["leg", "leg lengths"]], [["50 × 50 mm legs, 40 mm wide", "legs 50 x 50 mm, 40 mm wide"]]);
  if (legs !== undefined) build(context, legs);

  function build(_: BaseContext, [foot, upright]: [Given, Given]): void {
    needed(context, [["width", "width"]], [["40 mm", "40 mm wide"]]);
    const w = draft.param("foot_length", { value: foot.mm, source: "prompt", span: foot.span });
    const h = draft.param("leg_height", { value: upright.mm, source: "prompt", span: upright.span });
    const t = sizeParam(context, "thickness");
    const width = sizeParam(context, "width");
    const profile: Record<string, string> = { shape: "l_section", w, h, t: t ?? "=0" };
    draft.feature("base", {
      op: "extrude",
      args: { profile, plane: "xz", symmetric: true, h: width ?? 0, at: [0, 0, `=${h.slice(1)}/2`] },
      label: nounText(context),
    });
    claimBox(context, { x: foot, ...(filled.width === undefined ? {} : { y: filled.width }), z: upright });
  }
};

/** A flat T: a bar along X at the back and a stem to the front, both of one width. */
export const tBracket: BaseTemplate = (context) => {
  const { draft, filled } = context;
  const bar = filled.bar ?? filled.leg;
  if (bar !== undefined) filled.bar = bar;
  needed(
    context,
    [
      ["length", "length"],
      ["width", "width"],
      ["bar", "bar width"],
    ],
    filled.bar === undefined && filled.length !== undefined ? [["20 mm bars", "both bars 20 mm wide"]] : [],
  );
  const [x, y, b, t] = [
    sizeParam(context, "length"),
    sizeParam(context, "width"),
    sizeParam(context, "bar", "bar_width"),
    sizeParam(context, "thickness"),
  ];
  const [l, w, bw] = [x, y, b].map((param) => param?.slice(1) ?? "0");
  const points = [
    [`=-${bw}/2`, `=-${w}/2`],
    [`=${bw}/2`, `=-${w}/2`],
    [`=${bw}/2`, `=${w}/2 - ${bw}`],
    [`=${l}/2`, `=${w}/2 - ${bw}`],
    [`=${l}/2`, `=${w}/2`],
    [`=-${l}/2`, `=${w}/2`],
    [`=-${l}/2`, `=${w}/2 - ${bw}`],
    [`=-${bw}/2`, `=${w}/2 - ${bw}`],
  ];
  draft.feature("base", { op: "extrude", args: { profile: { shape: "polyline", points }, h: t ?? 0 }, label: nounText(context) });
  claimBox(context, { x: filled.length, y: filled.width, z: filled.thickness });
};

/** A flat right triangle, its legs along X and Y. */
export const gusset: BaseTemplate = (context) => {
  const { draft, filled } = context;
  const legs = legsOf(context);
  if (legs === undefined) needed(context, [["leg", "leg lengths"]], [["50 and 50 mm", "legs 50 and 50 mm"]]);
  if (legs === undefined) return;
  const [x, y] = legs;
  const a = draft.param("leg_x", { value: x.mm, source: "prompt", span: x.span });
  const b = draft.param("leg_y", { value: y.mm, source: "prompt", span: y.span });
  const t = sizeParam(context, "thickness");
  const points = [
    [`=-${a.slice(1)}/2`, `=-${b.slice(1)}/2`],
    [`=${a.slice(1)}/2`, `=-${b.slice(1)}/2`],
    [`=-${a.slice(1)}/2`, `=${b.slice(1)}/2`],
  ];
  draft.feature("base", { op: "extrude", args: { profile: { shape: "polyline", points }, h: t ?? 0 }, label: nounText(context) });
  claimBox(context, { x, y, ...(filled.thickness === undefined ? {} : { z: filled.thickness }) });
};

/** A square or rectangular tube: it stands on Z. */
export const squareTube: BaseTemplate = (context) => {
  const { draft, filled } = context;
  if (filled.width !== undefined && filled.height === undefined) filled.height = filled.width;
  needed(
    context,
    [
      ["width", "width"],
      ["wall", "wall thickness"],
      ["length", "length"],
    ],
    [],
  );
  const [x, y, t, l] = [
    sizeParam(context, "width"),
    sizeParam(context, "height"),
    sizeParam(context, "wall"),
    sizeParam(context, "length"),
  ];
  draft.feature("base", { op: "box", args: { x: x ?? 0, y: y ?? 0, z: l ?? 0 }, label: nounText(context) });
  const inner = (size: string | undefined) => `=${size?.slice(1)} - 2*${t?.slice(1)}`;
  draft.feature("cut", {
    op: "pocket",
    args: { profile: { shape: "rectangle", w: inner(x), h: inner(y) }, through: true },
    on: { kind: "face", name: "base/top", where: { normal: [0, 0, 1], at: "top" } },
    label: "opening",
  });
  claimBox(context, { x: filled.width, y: filled.height, z: filled.length });
};
