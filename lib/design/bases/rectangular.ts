import { sideSelector } from "../features/face-place";
import type { Slot } from "../language/nouns";
import { Refused } from "../plan/outcome-error";
import { lengthText } from "../plan/say";
import { given, takeFlag } from "../plan/slots";
import { type BaseContext, type BaseTemplate, claimBox, needed, nounText, sizeParam } from "./base-context";

/** Plates, flat brackets, blocks and boxes: length along X, width along Y, thickness or height along Z. */
export const rectangular: BaseTemplate = (context) => {
  const { filled, phrase, draft } = context;
  const up: Slot = phrase.noun.noun.order.includes("thickness") ? "thickness" : "height";
  spreadSide(context, up);
  const suggestion: [string, string][] =
    up === "thickness"
      ? [
          ["50 × 30 × 5 mm", "50 x 30 x 5 mm"],
          ["100 × 60 × 5 mm", "100 x 60 x 5 mm"],
        ]
      : [
          ["50 × 30 × 20 mm", "50 x 30 x 20 mm"],
          ["100 × 60 × 40 mm", "100 x 60 x 40 mm"],
        ];
  const known = [filled.length, filled.width].filter((size) => size !== undefined).length;
  const rest: [string, string][] =
    filled.length === undefined && filled.width === undefined
      ? suggestion
      : filled.width === undefined
        ? [["as wide as long", `${filled.length?.mm ?? 50} mm wide${filled[up] ? "" : ", 5 mm thick"}`]]
        : [];
  needed(
    context,
    [
      ["length", "length"],
      ["width", "width"],
      [up, up],
    ],
    known === 2 ? [[`10 mm ${up}`, `10 mm ${up === "thickness" ? "thick" : "tall"}`]] : rest,
  );
  if (hollow(context, up)) return;
  const [x, y, z] = [sizeParam(context, "length"), sizeParam(context, "width"), sizeParam(context, up)];
  draft.feature("base", { op: "box", args: { x: x ?? 0, y: y ?? 0, z: z ?? 0 }, label: nounText(context) });
  claimBox(context, { x: filled.length, y: filled.width, z: filled[up] });
};

/** A box with walls: open at the top it is a block with a pocket, closed it is a shell. Sizes are outside unless said inside. */
function hollow(context: BaseContext, up: Slot): boolean {
  const { filled, phrase, draft } = context;
  const inside = takeFlag(phrase, "inner_dimensions");
  const open = takeFlag(phrase, "open");
  if (!open && !inside && filled.wall === undefined && filled.floor === undefined) return false;
  const closed = takeFlag(phrase, "closed");
  takeFlag(phrase, "outer_dimensions");
  const wall = filled.wall ?? filled.floor;
  const t = draft.param(
    "wall",
    wall === undefined ? { value: 2, source: "default" } : { value: wall.mm, source: "prompt", span: wall.span },
  );
  if (wall === undefined) draft.assume("walls of 2 mm", t);
  const thickness = t.slice(1);
  const floor = draft
    .param(
      "floor",
      filled.floor === undefined
        ? { expr: thickness, source: "derived" }
        : { value: filled.floor.mm, source: "prompt", span: filled.floor.span },
    )
    .slice(1);
  const ends = closed ? `2*${floor}` : floor;
  const size = (slot: Slot, walls: string): string => {
    if (!inside) return sizeParam(context, slot)?.slice(1) ?? "0";
    const inner = sizeParam(context, slot, `inner_${slot}`)?.slice(1) ?? "0";
    return draft.param(slot, { expr: `${inner} + ${walls}`, source: "derived" }).slice(1);
  };
  const [x, y, z] = [size("length", `2*${thickness}`), size("width", `2*${thickness}`), size(up, ends)];
  draft.feature("base", { op: "box", args: { x: `=${x}`, y: `=${y}`, z: `=${z}` }, label: nounText(context) });
  if (!inside) claimBox(context, { x: filled.length, y: filled.width, z: filled[up] });
  if (closed) {
    draft.feature("sh", { op: "shell", args: { t }, label: "hollow" });
    return true;
  }
  if (!open) draft.assume("open at the top");
  const room = (slot: Slot, expr: string) => draft.param(`inside_${slot}`, { expr, source: "derived" });
  draft.feature("p", {
    op: "pocket",
    args: {
      profile: { shape: "rectangle", w: room("length", `${x} - 2*${thickness}`), h: room("width", `${y} - 2*${thickness}`) },
      depth: room(up, `${z} - ${floor}`),
    },
    on: sideSelector("top"),
    label: "inside",
  });
  return true;
}

/** "60 mm square": one number for length and width. */
function spreadSide({ filled }: BaseContext, up: Slot): void {
  const side = filled.side;
  if (side !== undefined) {
    filled.length ??= side;
    filled.width ??= side;
    delete filled.side;
  }
  // "80 wide, 60 high, 5 thick": a plate that stands is read lying.
  if (up === "thickness" && filled.length === undefined && filled.height !== undefined) {
    filled.length = filled.height;
    delete filled.height;
  }
}

/** "a 10 x 10 x 10 cm cube": the same number three times, or it is none. */
function sideFromList({ phrase, filled, prompt }: BaseContext): void {
  const list = phrase.loose.find((loose) => loose.kind === "list" && !loose.used);
  const [first, ...rest] = list?.items ?? [];
  if (list === undefined || first === undefined || filled.side !== undefined) return;
  const other = rest.find((item) => Math.abs(item.mm - first.mm) > 1e-6);
  if (other !== undefined)
    throw new Refused(
      `A cube has equal sides, and ${lengthText(first.mm)} and ${lengthText(other.mm)} were given; ask for a block.`,
      "contradiction",
    );
  list.used = true;
  filled.side = given(first, prompt);
}

/** A cube: one number for all three. */
export const cube: BaseTemplate = (context) => {
  sideFromList(context);
  const { filled, draft, phrase } = context;
  needed(
    context,
    [["side", "size"]],
    [
      ["20 mm", "20 mm"],
      ["50 mm", "50 mm"],
    ],
  );
  const side = filled.side;
  const [x, y, z] = (["length", "width", "height"] as const).map((name) =>
    draft.param(name, side === undefined ? { value: 0, source: "prompt" } : { value: side.mm, source: "prompt", span: side.span }),
  );
  draft.feature("base", { op: "box", args: { x: x ?? 0, y: y ?? 0, z: z ?? 0 }, label: phrase.name });
  claimBox(context, { x: side, y: side, z: side });
};
