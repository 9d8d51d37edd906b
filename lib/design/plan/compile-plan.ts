import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { PART_OPERATIONS } from "@/lib/contract/operations/part";
import type { PlainStep } from "@/lib/contract/pipeline";
import type { Feature, Pattern, Plan } from "@/lib/contract/plan";
import { resolveArg, resolveParameters, resolveQuantity } from "./resolve-parameters";

/** Changes whenever the same steps would give another shape, so that no stale build is taken for it. */
export const KERNEL_VERSION = "occt-8.0/part-1";

/** Operations that start a part change none; those on a face stand at places of it. */
function takes(op: string, param: "part" | "on" | "at"): boolean {
  const shape = PART_OPERATIONS[op as keyof typeof PART_OPERATIONS]?.params.shape;
  return shape !== undefined && param in shape;
}

type Place = [number, number];

/** Places of a pattern relative to the feature's own, in their numbering, skipped ones left out. */
export function placesOf(pattern: Pattern | undefined, values: Record<string, number>): Place[] {
  if (pattern === undefined) return [[0, 0]];
  const skip = new Set(pattern.skip ?? []);
  return allPlaces(pattern, values).filter((_, index) => !skip.has(index));
}

/** Places of a pattern with those that are skipped. */
export function allPlaces(pattern: Pattern, values: Record<string, number>): Place[] {
  const of = (quantity: number | string) => resolveQuantity(quantity, values);
  const clean = (value: number) => Number(value.toFixed(9)) + 0;
  switch (pattern.kind) {
    case "list":
      return pattern.at.map(([u, v]) => [clean(of(u)), clean(of(v))]);
    case "grid": {
      const [nx, ny, px, py] = [of(pattern.nx), of(pattern.ny), of(pattern.px), of(pattern.py)];
      return Array.from({ length: Math.max(0, nx * ny) }, (_, index): Place => {
        const column = index % nx;
        const row = Math.floor(index / nx);
        return [clean((column - (nx - 1) / 2) * px), clean((row - (ny - 1) / 2) * py)];
      });
    }
    case "circle": {
      const [n, pcd, start] = [of(pattern.n), of(pattern.pcd), of(pattern.start ?? 0)];
      return Array.from({ length: Math.max(0, n) }, (_, index): Place => {
        const angle = ((start + (index * 360) / n) * Math.PI) / 180;
        return [clean((pcd / 2) * Math.cos(angle)), clean((pcd / 2) * Math.sin(angle))];
      });
    }
    case "corners": {
      const [mx, my] = [of(pattern.mx), of(pattern.my)];
      return [
        [mx, my],
        [-mx, my],
        [-mx, -my],
        [mx, -my],
      ];
    }
  }
}

function stepOf(feature: Feature, values: Record<string, number>): PlainStep {
  const params = resolveArg(feature.args, values) as Record<string, unknown>;
  params.feature = feature.id;
  if (takes(feature.op, "part")) params.part = "$prev";
  if (takes(feature.op, "on") && !takes(feature.op, "at")) params.on = feature.on;
  if (takes(feature.op, "on") && takes(feature.op, "at")) {
    const { origin = "centre", dx = 0, dy = 0, angle } = feature.at ?? {};
    const [u, v] = [resolveQuantity(dx, values), resolveQuantity(dy, values)];
    params.on = feature.on;
    params.origin = origin;
    const skip = new Set(feature.pattern?.skip ?? []);
    const places = feature.pattern ? allPlaces(feature.pattern, values) : placesOf(undefined, values);
    // A place that is skipped stays in the list: the places after it keep their numbers.
    params.at = places.map(([x, y], index) => (skip.has(index) ? null : [Number((x + u).toFixed(9)), Number((y + v).toFixed(9))]));
    if (angle !== undefined) params.angle = resolveQuantity(angle, values);
  }
  return { operation: `part.${feature.op}`, params };
}

/**
 * The operations that build a plan, with every number worked out: the base first, then features on `$prev`.
 * @throws ExpressionError, or ZodError when a feature does not fit its operation
 */
export function compilePlan(plan: Plan): PlainStep[] {
  const values = resolveParameters(plan);
  const features = plan.features.filter(({ suppressed }) => suppressed !== true);
  return features.map((feature) => {
    const step = stepOf(feature, values);
    PART_OPERATIONS[feature.op as keyof typeof PART_OPERATIONS].params.parse(step.params);
    return step;
  });
}

/** SHA-256 of what will be built and by which kernel: key of the build cache, and what a test compares. */
export function planHash(plan: Plan): string {
  const content = canonicalize({ kernel: KERNEL_VERSION, steps: compilePlan(plan) }) ?? "";
  return createHash("sha256").update(content).digest("hex");
}
