import type { Plan, PlanArg } from "@/lib/contract/plan";
import type { Host } from "./host";
import { Refused } from "./outcome-error";
import { resolveArg } from "./resolve-parameters";
import { lengthText } from "./say";

/** Fillets, chamfers and shells against the extents that they must leave. @throws Refused */
export function lintEdges(plan: Plan, host: Host, values: Record<string, number>): void {
  for (const feature of plan.features) {
    if (feature.suppressed === true) continue;
    const args = resolveArg(feature.args, values) as Record<string, PlanArg>;
    if (feature.op === "fillet" || feature.op === "chamfer") {
      const size = feature.op === "fillet" ? args.r : args.c;
      if (typeof size === "number") lintBlend(feature.op, size, args.edges, host);
    }
    if (feature.op === "shell" && typeof args.t === "number") lintShell(args.t, args, host);
    if (feature.op === "move_face" && typeof args.d === "number") lintMovedFace(args.d, host);
  }
}

/** The largest blend that the base leaves room for, and the extent that limits it. */
function roomFor(edges: PlanArg | undefined, { feature, mm, inner }: Host): { room: number; extent: number } | undefined {
  const where = typeof edges === "object" && edges !== null && !Array.isArray(edges) ? edges.where : undefined;
  const predicates = typeof where === "object" && where !== null && !Array.isArray(where) ? where : undefined;
  if (feature.op === "box") {
    const across = Math.min(mm.x, mm.y);
    if (predicates?.parallel !== undefined) return { room: across / 2, extent: across };
    if (predicates?.at === "top" || predicates?.at === "bottom") {
      return mm.z < across / 2 ? { room: mm.z, extent: mm.z } : { room: across / 2, extent: across };
    }
    const smallest = Math.min(across, mm.z);
    return predicates === undefined && typeof edges === "object" && edges !== null && !("any" in edges)
      ? { room: smallest / 2, extent: smallest }
      : undefined;
  }
  if (feature.op === "cylinder" || feature.op === "tube") {
    const wall = inner === undefined ? mm.x / 2 : (mm.x - inner.mm) / 2;
    return mm.z / 2 < wall ? { room: mm.z / 2, extent: mm.z } : { room: wall, extent: inner === undefined ? mm.x : wall };
  }
  return undefined;
}

function lintBlend(op: "fillet" | "chamfer", size: number, edges: PlanArg | undefined, host: Host): void {
  const found = roomFor(edges, host);
  if (found === undefined || size < found.room - 1e-9) return;
  const largest = found.room > 1 ? Math.floor((found.room - 0.05) * 10) / 10 : found.room * 0.9;
  throw new Refused(
    `A ${op} of ${lengthText(size)} does not fit: the ${host.feature.label} is ${lengthText(found.extent)} there, and less than ${lengthText(found.room)} works; up to ${lengthText(largest)} fits.`,
    "impossible",
  );
}

function lintShell(t: number, args: Record<string, PlanArg>, { mm, feature }: Host): void {
  const open = typeof args.open === "object" && args.open !== null && !Array.isArray(args.open) ? args.open : undefined;
  const where = typeof open?.where === "object" && open.where !== null && !Array.isArray(open.where) ? open.where : undefined;
  const openZ = where?.at === "top" || where?.at === "bottom";
  if (args.outward === true) return;
  for (const axis of ["x", "y", "z"] as const) {
    const walls = axis === "z" && openZ ? 1 : 2;
    if (walls * t < mm[axis] - 1e-9) continue;
    const largest = Math.min(mm.x / 2, mm.y / 2, openZ ? mm.z : mm.z / 2);
    const comfortable = largest > 4 ? Math.floor(largest - 1) : largest * 0.5;
    throw new Refused(
      `Walls of ${lengthText(t)} do not fit a ${feature.label} of ${lengthText(mm[axis])}: ${walls === 2 ? `two of them take ${lengthText(2 * t)}` : "the floor alone takes it"}. Less than ${lengthText(largest)} is possible; ${lengthText(comfortable)} leaves a hollow.`,
      "impossible",
    );
  }
}

function lintMovedFace(d: number, { mm, feature }: Host): void {
  const largest = Math.max(mm.x, mm.y, mm.z);
  if (d <= -largest)
    throw new Refused(
      `Moving a face in by ${lengthText(-d)} leaves nothing of a ${feature.label} of ${lengthText(largest)}.`,
      "impossible",
    );
}
