import type { Selector } from "@/lib/contract/plan";
import { ask } from "../plan/outcome-error";
import { lengthText } from "../plan/say";
import { fillSlots, takeFact } from "../plan/slots";
import { sideSelector } from "./face-place";
import { type FeatureTemplate, facePlace } from "./feature-context";
import { isPlural, takeCount } from "./hole";
import { positionsOf } from "./positions";

/** Round bosses, hubs and pegs on a face. */
export const boss: FeatureTemplate = (context) => {
  const { draft, phrase, prompt } = context;
  const plural = isPlural(phrase, prompt);
  const count = takeCount(phrase, plural);
  const filled = fillSlots(phrase, prompt);
  if (filled.diameter === undefined || filled.height === undefined) {
    throw ask("What diameter and height should the boss have?", ["10 mm diameter, 10 mm tall", "10 mm diameter 10 mm tall"]);
  }
  const place = facePlace(context);
  const noun = phrase.name.split(" ").at(-1) ?? "boss";
  const d = draft.param(`${noun}_d`, { value: filled.diameter.mm, source: "prompt", span: filled.diameter.span });
  const h = draft.param(`${noun}_height`, { value: filled.height.mm, source: "prompt", span: filled.height.span });
  const positions = positionsOf({ context, place, count, plural, size: d.slice(1), sizeMm: filled.diameter.mm, noun });
  draft.feature("b", {
    op: "boss",
    args: { d, h },
    on: place.selector,
    ...(positions.at === undefined ? {} : { at: positions.at }),
    ...(positions.pattern === undefined ? {} : { pattern: positions.pattern }),
    label: `Ø${lengthText(filled.diameter.mm)} ${noun}`,
  });
  // What the words say of the part's height is said of the base alone.
  if (place.side === "top" || place.side === "bottom") for (const check of draft.plan.checks) if (check.kind === "bbox") delete check.z;
};

/** Hollows the part; open at the top unless the words or the selection say otherwise. */
export const shell: FeatureTemplate = (context) => {
  const { draft, phrase, prompt, selected } = context;
  const filled = fillSlots(phrase, prompt);
  const wall = filled.wall;
  const t = draft.param(
    "wall",
    wall === undefined ? { value: 2, source: "default" } : { value: wall.mm, source: "prompt", span: wall.span },
  );
  if (wall === undefined) draft.assume("walls of 2 mm", t);
  const closed = takeFact(phrase, "closed") !== undefined;
  const open = takeFact(phrase, "open") ?? takeFact(phrase, "face");
  takeFact(phrase, "this_face");
  let selector: Selector | undefined;
  if (selected.length === 1) selector = selected[0]?.selector;
  else if (selected.length > 1) selector = { kind: "face", any: selected.map((place) => place.selector) };
  else if (!closed) {
    selector = sideSelector(open?.words.includes("bottom") ? "bottom" : "top");
    if (open === undefined) draft.assume("open at the top");
  }
  draft.feature("sh", {
    op: "shell",
    args: { t, ...(selector === undefined ? {} : { open: JSON.parse(JSON.stringify(selector)) }) },
    label: `shell with ${lengthText(wall?.mm ?? 2)} walls`,
  });
};
