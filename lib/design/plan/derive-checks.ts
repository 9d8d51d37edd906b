import type { Check, Plan } from "@/lib/contract/plan";
import { allPlaces, placesOf } from "./compile-plan";
import { hostOf } from "./host";
import { resolveArg, resolveParameters } from "./resolve-parameters";

const HOLES = new Set(["hole", "counterbore", "countersink"]);
/** These leave the outer sizes of the base alone. */
const KEEPS_BOX = new Set(["hole", "counterbore", "countersink", "slot_cut", "pocket", "fillet", "chamfer", "shell"]);

/** Claims of one diameter are one claim: what is measured cannot tell which sentence a hole came from. */
export function mergeHoleChecks(checks: Check[]): Check[] {
  const merged: Check[] = [];
  for (const check of checks) {
    const same = check.kind === "hole" ? merged.find((other) => other.kind === "hole" && Math.abs(other.d - check.d) < 0.01) : undefined;
    if (check.kind !== "hole" || same?.kind !== "hole") {
      merged.push({ ...check });
      continue;
    }
    same.count += check.count;
    delete same.spacing;
    delete same.pcd;
    if (same.through !== check.through) delete same.through;
    if (same.depth !== check.depth) delete same.depth;
  }
  return merged;
}

/** Holes that cross each other are measured in pieces: of those only the words' other claims are kept. */
export function withoutCrossings(plan: Plan): Check[] {
  const directions = new Set(
    plan.features.flatMap(({ op, on }) => {
      const normal = on?.where?.normal ?? on?.print?.normal;
      return HOLES.has(op) && normal !== undefined ? [normal.map((value) => Math.abs(Math.round(value * 1000))).join()] : [];
    }),
  );
  return directions.size < 2 ? plan.checks : plan.checks.filter(({ kind }) => kind !== "hole");
}

/** What must be true of a plan whose numbers have been changed: its outer sizes, its holes and its blends. */
export function deriveChecks(plan: Plan): Check[] {
  const checks: Check[] = [{ kind: "solids", count: 1 }, { kind: "valid" }];
  const values = resolveParameters(plan);
  const live = plan.features.filter(({ suppressed }) => suppressed !== true);
  const host = hostOf(plan);
  if (host !== undefined && live.slice(1).every(({ op }) => KEEPS_BOX.has(op))) checks.push({ kind: "bbox", ...host.mm });
  if (host?.inner !== undefined) checks.push({ kind: "hole", d: host.inner.mm, count: 1, through: true });
  for (const feature of live) {
    const args = resolveArg(feature.args, values) as Record<string, unknown>;
    if (HOLES.has(feature.op) && typeof args.d === "number") {
      const places = placesOf(feature.pattern, values);
      const check: Extract<Check, { kind: "hole" }> = { kind: "hole", d: args.d, count: places.length, through: args.depth === undefined };
      const whole = feature.pattern !== undefined && allPlaces(feature.pattern, values).length === places.length;
      if (feature.pattern?.kind === "circle" && whole && places.length > 2) check.pcd = 2 * Math.hypot(...(places[0] ?? [0, 0]));
      checks.push(check);
    }
    if (feature.op === "fillet" && typeof args.r === "number") checks.push({ kind: "fillets", r: args.r });
  }
  // A hole drilled into another one may swallow it: what is left of both is not known by arithmetic.
  return mergeHoleChecks(checks);
}
