import type { Plan } from "@/lib/contract/plan";
import { MAX_LENGTH_MM, MIN_LENGTH_MM } from "@/lib/core/units";
import { namesIn } from "./expression";
import { type Host, hostOf } from "./host";
import { lintCuts } from "./lint-cuts";
import { lintEdges } from "./lint-edges";
import { Refused } from "./outcome-error";
import { resolveParameters } from "./resolve-parameters";
import { lengthText, numberText } from "./say";

/** These may be zero or negative. */
const SIGNED = /(_x|_y|^shift|^extrusion|offset|from_|^m[xy])/;

/** Refuses by arithmetic what no kernel could build; the sentence names what was asked, what it conflicts with and what would work. @throws Refused */
export function lint(plan: Plan): void {
  const values = resolveParameters(plan);
  const body = plan.features[0]?.label ?? "part";
  for (const name of Object.keys(values)) lintSize(plan, name, values, body);
  const host = hostOf(plan);
  if (host === undefined) return;
  lintBody(host, body);
  lintCuts(plan, host, values);
  lintEdges(plan, host, values);
}

function lintSize(plan: Plan, name: string, values: Record<string, number>, body: string): void {
  const value = values[name] ?? 0;
  const parameter = plan.params[name];
  if (parameter === undefined || parameter.unit === "deg") return;
  const words = name.replaceAll("_", " ");
  if (parameter.unit === "count") {
    if (value < 1 || value > 2_000 || !Number.isInteger(value))
      throw new Refused(`A ${words} of ${numberText(value)} cannot be made; it is a whole number from 1 to 2,000.`, "invalid_size");
    return;
  }
  if (SIGNED.test(name)) return;
  if (value > MAX_LENGTH_MM)
    throw new Refused(`A ${words} of ${lengthText(value)} is beyond what can be made; at most 100 m.`, "invalid_size");
  if (value >= MIN_LENGTH_MM) return;
  if (parameter.expr !== undefined) {
    const used = namesIn(parameter.expr).map((used) => `${used.replaceAll("_", " ")} ${lengthText(values[used] ?? 0)}`);
    throw new Refused(
      `The ${words} of the ${body} comes to ${lengthText(value)} from ${used.join(" and ")}; nothing would be left. Make one of them smaller.`,
      "impossible",
    );
  }
  throw new Refused(
    `A ${words} of ${lengthText(value)} cannot be made: a ${body} needs more than 0 mm, at least ${MIN_LENGTH_MM} mm.`,
    "invalid_size",
  );
}

function lintBody({ feature, inner, mm, values }: Host, body: string): void {
  if (inner !== undefined && inner.mm >= mm.x - 1e-9) {
    throw new Refused(
      `An inner diameter of ${lengthText(inner.mm)} does not fit into an outer diameter of ${lengthText(mm.x)}; up to ${lengthText(Math.max(mm.x - 2, mm.x * 0.8))} leaves ${lengthText(Math.min(1, mm.x * 0.1))} of wall.`,
      "impossible",
    );
  }
  const profile = feature.args.profile;
  if (typeof profile === "object" && profile !== null && !Array.isArray(profile) && profile.shape === "l_section") {
    const t = values.thickness ?? 0;
    const smallest = Math.min(mm.x, mm.z);
    if (t >= smallest)
      throw new Refused(
        `A ${body} of ${lengthText(t)} thickness has no legs of ${lengthText(smallest)}; up to ${lengthText(smallest / 2)} works.`,
        "impossible",
      );
  }
  if (feature.op === "extrude" && values.bar_width !== undefined && values.bar_width >= Math.min(mm.x, mm.y)) {
    throw new Refused(
      `Bars of ${lengthText(values.bar_width)} leave no T of ${lengthText(mm.x)} by ${lengthText(mm.y)}; less than ${lengthText(Math.min(mm.x, mm.y))} works.`,
      "impossible",
    );
  }
}
