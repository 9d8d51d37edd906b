import type { Feature, Plan, PlanArg, Quantity } from "@/lib/contract/plan";
import { resolveParameters, resolveQuantity } from "./resolve-parameters";

/** The base of a plan by arithmetic: its outline from above and its extents, with the expressions behind them. */
export interface Host {
  feature: Feature;
  /** Outline from above. */
  outline: "rectangle" | "circle" | "other";
  /** Extents along X, Y and Z: expressions without `=`, or numbers as text. */
  expr: { x: string; y: string; z: string };
  mm: { x: number; y: number; z: number };
  /** Round outlines only; the inner diameter where there is one. */
  inner?: { expr: string; mm: number };
  /** Expressions may be edited as single parameters. */
  values: Record<string, number>;
}

const text = (arg: PlanArg | undefined): string => (typeof arg === "string" && arg.startsWith("=") ? arg.slice(1) : String(arg ?? 0));

const bracketed = (expr: string): string => (/^[a-z0-9_.]+$/.test(expr) ? expr : `(${expr})`);

/** Extents of each kind of base, as expressions of its arguments. */
const EXTENTS: Record<string, (args: Record<string, PlanArg>) => Pick<Host, "outline" | "expr"> & { inner?: string }> = {
  box: ({ x, y, z }) => ({ outline: "rectangle", expr: { x: text(x), y: text(y), z: text(z) } }),
  cylinder: ({ d, h }) => ({ outline: "circle", expr: { x: text(d), y: text(d), z: text(h) } }),
  tube: ({ od, id, h }) => ({ outline: "circle", expr: { x: text(od), y: text(od), z: text(h) }, inner: text(id) }),
  sphere: ({ d }) => ({ outline: "other", expr: { x: text(d), y: text(d), z: text(d) } }),
  prism: ({ af, h }) => ({ outline: "other", expr: { x: `${bracketed(text(af))}*2/sqrt(3)`, y: text(af), z: text(h) } }),
  wedge: ({ x, y, z1, z2 }) => ({ outline: "rectangle", expr: { x: text(x), y: text(y), z: `max(${text(z1)}, ${text(z2)})` } }),
  cone: ({ d1, d2, h }) => {
    const d = `max(${text(d1)}, ${text(d2)})`;
    return { outline: "circle", expr: { x: d, y: d, z: text(h) } };
  },
};

function extrudeExtents({ profile, h, plane }: Record<string, PlanArg>): (Pick<Host, "outline" | "expr"> & { inner?: string }) | undefined {
  if (typeof profile !== "object" || profile === null || Array.isArray(profile)) return undefined;
  const size = profileSize(profile);
  if (size === undefined) return undefined;
  const [u, v] = size;
  if (plane === "xz") return { outline: "other", expr: { x: u, y: text(h), z: v } };
  if (plane === "yz") return { outline: "other", expr: { x: text(h), y: u, z: v } };
  return { outline: profile.shape === "rectangle" ? "rectangle" : "other", expr: { x: u, y: v, z: text(h) } };
}

function profileSize(profile: Record<string, PlanArg>): [string, string] | undefined {
  switch (profile.shape) {
    case "rectangle":
    case "l_section":
      return [text(profile.w), text(profile.h)];
    case "circle":
      return [text(profile.d), text(profile.d)];
    case "slot":
      return [text(profile.length), text(profile.w)];
    case "polyline":
      return polylineSize(profile.points);
    default:
      return undefined;
  }
}

function polylineSize(points: PlanArg | undefined): [string, string] | undefined {
  if (!Array.isArray(points)) return undefined;
  const side = (axis: 0 | 1) => {
    const values = points.flatMap((point) => (Array.isArray(point) ? [text(point[axis])] : []));
    const distinct = [...new Set(values)].join(", ");
    return `max(${distinct}) - min(${distinct})`;
  };
  return [side(0), side(1)];
}

/** The base of a plan; undefined when it has none that arithmetic knows. */
export function hostOf(plan: Plan): Host | undefined {
  const [feature] = plan.features;
  if (feature === undefined) return undefined;
  const found = feature.op === "extrude" ? extrudeExtents(feature.args) : EXTENTS[feature.op]?.(feature.args);
  if (found === undefined) return undefined;
  const values = resolveParameters(plan);
  const of = (expr: string) => resolveQuantity(`=${expr}` as Quantity, values);
  const { outline, expr, inner } = found;
  const host: Host = { feature, outline, expr, mm: { x: of(expr.x), y: of(expr.y), z: of(expr.z) }, values };
  if (inner !== undefined) host.inner = { expr: inner, mm: of(inner) };
  return host;
}

/** An expression that may stand inside another. */
export const inside = bracketed;
