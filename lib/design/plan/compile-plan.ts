import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { PART_OPERATIONS } from "@/lib/contract/operations/part";
import type { PlainStep } from "@/lib/contract/pipeline";
import type { Feature, Pattern, Plan } from "@/lib/contract/plan";
import { resolveArg, resolveParameters, resolveQuantity } from "./resolve-parameters";

/** Changes whenever the same steps would give another shape, so that no stale build is taken for it. */
export const KERNEL_VERSION = "occt-8.0/part-1";

/** Parameters that a plan does not state: the part so far, and the place on a face. */
function fieldsOf(op: string): ReadonlySet<string> {
  const operation = PART_OPERATIONS[op as keyof typeof PART_OPERATIONS];
  if (operation === undefined) throw new Error(`There is no operation "part.${op}".`);
  return new Set(Object.keys(operation.params.shape));
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
  const fields = fieldsOf(feature.op);
  if (fields.has("part")) params.part = "$prev";
  if (fields.has("on") && fields.has("origin")) {
    const { origin = "centre", dx = 0, dy = 0, angle } = feature.at ?? {};
    const [u, v] = [resolveQuantity(dx, values), resolveQuantity(dy, values)];
    params.on = feature.on;
    params.origin = origin;
    params.at = placesOf(feature.pattern, values).map(([x, y]) => [Number((x + u).toFixed(9)), Number((y + v).toFixed(9))]);
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
