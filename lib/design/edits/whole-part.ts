import type { PlanArg } from "@/lib/contract/plan";
import { ask, Refused } from "../plan/outcome-error";
import { type EditContext, type EditRule, setParam, takeAnywhere, takeLoose } from "./edit-context";
import { factorOf } from "./factor";

/** Scales every length of the plan: features follow by their expressions. */
export function scaleBy(context: EditContext, factor: number): void {
  const { plan } = context.draft;
  if (!(factor > 0) || factor > 1e4 || factor < 1e-4) throw new Refused(`A part cannot be scaled by ${factor}; 0.0001 to 10,000 works.`);
  for (const [name, parameter] of Object.entries(plan.params)) {
    if (parameter.unit === "mm" && parameter.value !== undefined) {
      const { note } = parameter;
      setParam(context, name, parameter.value * factor);
      const after = plan.params[name];
      if (note !== undefined && after !== undefined) plan.params[name] = { ...after, note: `${note}, scaled` };
    }
  }
  for (const feature of plan.features) for (const key of ["edges", "open", "faces"]) scaleSelector(feature.args[key], factor);
}

/** Predicates that speak of lengths grow with the part. */
function scaleSelector(arg: PlanArg | undefined, factor: number): void {
  if (typeof arg !== "object" || arg === null) return;
  if (Array.isArray(arg)) {
    for (const entry of arg) scaleSelector(entry, factor);
    return;
  }
  for (const [key, value] of Object.entries(arg)) {
    if ((key === "length" || key === "radius") && typeof value === "number") arg[key] = value * factor;
    else if ((key === "near" || key === "center") && Array.isArray(value))
      arg[key] = value.map((entry) => (typeof entry === "number" ? entry * factor : entry));
    else if (key === "area" && typeof value === "number") arg[key] = value * factor * factor;
    else scaleSelector(value, factor);
  }
}

/** "scale it to 50 %", "scale by 2". */
export const scale: EditRule = (context) => {
  if (context.clause.verb !== "scale") return false;
  const fact = takeAnywhere(context, "factor") ?? takeAnywhere(context, "by") ?? takeAnywhere(context, "to");
  const quantity = fact?.quantities[0] ?? (fact === undefined ? takeLoose(context) : undefined);
  const factor = fact?.words.some((word) => word === "double" || word === "half")
    ? factorOf(fact)
    : quantity?.unit?.measures === "ratio"
      ? quantity.mm
      : quantity?.value;
  if (factor === undefined) throw ask("By how much should it be scaled?", ["twice as large", "by 200 %"], ["half as large", "by 50 %"]);
  if (quantity?.unit?.measures === "length")
    throw ask(
      `Which side should be ${quantity.mm} mm?`,
      ["the length", `set the length to ${quantity.mm} mm`],
      ["the height", `set the height to ${quantity.mm} mm`],
    );
  scaleBy(context, factor);
  return true;
};

/** "rotate it 90 degrees about the x axis": about the part's own origin; Z when no axis is named. */
export const rotate: EditRule = (context) => {
  const { clause, draft } = context;
  if (clause.verb !== "rotate" && clause.verb !== "flip") return false;
  const fact = takeAnywhere(context, "rotation");
  const along = takeAnywhere(context, "along");
  const words = [...(fact?.words ?? []), ...(along?.words ?? []), ...clause.words];
  const quantity = fact?.quantities[0] ?? takeLoose(context);
  const axis = (["x", "y", "z"] as const).find((name) => words.includes(name)) ?? (clause.verb === "flip" ? "x" : "z");
  const deg = quantity?.mm ?? (clause.verb === "flip" ? 180 : undefined);
  if (deg === undefined) throw ask("By how many degrees?", ["90°", "by 90 degrees"], ["180°", "by 180 degrees"], ["45°", "by 45 degrees"]);
  const angle = words.includes("clockwise") ? -deg : deg;
  if (!words.includes(axis)) draft.assume(`about the ${axis.toUpperCase()} axis`);
  draft.plan.features.push({
    id: freeId(
      draft.plan.features.map(({ id }) => id),
      "m",
    ),
    op: "move",
    args: { axis, angle },
    turn: draft.turn,
    label: `turned ${angle}° about ${axis.toUpperCase()}`,
  });
  return true;
};

export function freeId(taken: string[], prefix: string): string {
  for (let number = 1; ; number++) if (!taken.includes(`${prefix}${number}`)) return `${prefix}${number}`;
}

/** "mirror it in x": the part, mirrored and not doubled. */
export const mirror: EditRule = (context) => {
  const { clause, draft } = context;
  if (clause.verb !== "mirror") return false;
  const along = takeAnywhere(context, "along") ?? takeAnywhere(context, "rotation");
  const axis = (["x", "y", "z"] as const).find((name) => clause.words.includes(name) || along?.words.includes(name)) ?? "x";
  const plane = { x: "yz", y: "xz", z: "xy" }[axis];
  draft.plan.features.push({
    id: freeId(
      draft.plan.features.map(({ id }) => id),
      "m",
    ),
    op: "mirror",
    args: { plane, keep: false },
    turn: draft.turn,
    label: `mirrored along ${axis.toUpperCase()}`,
  });
  return true;
};
