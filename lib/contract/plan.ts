import { z } from "zod";
import { direction, fingerprint, pointMm, sideName, surfaceType } from "./geometry";

/** Where in the prompt something was read: UTF-16 offsets, end exclusive. */
export const span = z.object({ start: z.number().int(), end: z.number().int(), text: z.string() });
export type Span = z.infer<typeof span>;

/** Says what a machinist would say ("the vertical outer edges"), not "edge 17". `count` is asserted. */
export interface Selector {
  kind: "face" | "edge" | "vertex" | "axis";
  /** A face by its name. */
  name?: string | undefined;
  /** Only what this feature made. */
  of?: string | undefined;
  where?: SelectorPredicates | undefined;
  /** Union of several selectors of the same kind; the other fields then stay empty. */
  any?: Selector[] | undefined;
  count?: number | undefined;
  print?: z.infer<typeof fingerprint> | undefined;
}

export interface SelectorPredicates {
  /** Outward normal of a plane face, within 1°. */
  normal?: [number, number, number] | undefined;
  type?: z.infer<typeof surfaceType> | "line" | "circle" | undefined;
  /** Faces: the outermost plane faces of that side. Edges: those that lie wholly in that extreme plane. */
  at?: z.infer<typeof sideName> | undefined;
  largest?: true | undefined;
  smallest?: true | undefined;
  /** Edges on the outer boundary of the faces they bound, seen along `parallel` or from above: not those of holes. */
  outer?: true | undefined;
  inner?: true | undefined;
  convex?: true | undefined;
  concave?: true | undefined;
  /** Straight edges along, or plane faces whose normal is along, this direction. */
  parallel?: [number, number, number] | undefined;
  perpendicular?: [number, number, number] | undefined;
  /** mm, within 1e-4. */
  length?: number | undefined;
  /** mm, within 1e-4. */
  radius?: number | undefined;
  /** Edges that two selected faces share. */
  between?: [Selector, Selector] | undefined;
  /** Edges that bound the selected faces. */
  boundary_of?: Selector | undefined;
  /** Of several, the nearest to this point. */
  near?: [number, number, number] | undefined;
}

export const selector: z.ZodType<Selector> = z.lazy(() =>
  z.strictObject({
    kind: z.enum(["face", "edge", "vertex", "axis"]),
    name: z.string().max(200).optional(),
    of: z.string().max(60).optional(),
    where: predicates.optional(),
    any: z.array(selector).max(64).optional(),
    count: z.number().int().min(0).max(10_000).optional(),
    print: fingerprint.optional(),
  }),
);

const predicates: z.ZodType<SelectorPredicates> = z.lazy(() =>
  z.strictObject({
    normal: direction.optional(),
    type: z.union([surfaceType, z.enum(["line", "circle"])]).optional(),
    at: sideName.optional(),
    largest: z.literal(true).optional(),
    smallest: z.literal(true).optional(),
    outer: z.literal(true).optional(),
    inner: z.literal(true).optional(),
    convex: z.literal(true).optional(),
    concave: z.literal(true).optional(),
    parallel: direction.optional(),
    perpendicular: direction.optional(),
    length: z.number().positive().optional(),
    radius: z.number().positive().optional(),
    between: z.tuple([selector, selector]).optional(),
    boundary_of: selector.optional(),
    near: pointMm.optional(),
  }),
);

/** A number, or an expression over the plan's parameters: `"=length/2 - edge_margin"`. */
export const quantity = z.union([z.number(), z.string().regex(/^=.{1,200}$/)]);
export type Quantity = z.infer<typeof quantity>;

export const parameterSource = z.enum(["prompt", "standard", "default", "derived", "user"]);

export const parameter = z.strictObject({
  value: z.number().optional(),
  /** Without the leading `=`; exactly one of `value` and `expr` is present. */
  expr: z.string().max(200).optional(),
  unit: z.enum(["mm", "deg", "count", "ratio"]),
  min: z.number().optional(),
  max: z.number().optional(),
  step: z.number().optional(),
  source: parameterSource,
  span: span.optional(),
  note: z.string().optional(),
  tolerance: z.string().optional(),
});
export type Parameter = z.infer<typeof parameter>;

/** Arguments as planned: the operation's own parameters, where any number may be an expression. */
export type PlanArg = string | number | boolean | null | PlanArg[] | { [name: string]: PlanArg };
export const planArg: z.ZodType<PlanArg> = z.lazy(() =>
  z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(planArg), z.record(z.string(), planArg)]),
);

/**
 * Where the copies of a feature stand, relative to the feature's own place on its face.
 * Positions are numbered in the order given by `list`, row by row for `grid`, from +u anticlockwise for `circle`.
 */
export const pattern = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("list"),
    at: z
      .array(z.tuple([quantity, quantity]))
      .min(1)
      .max(2_000),
    skip: z.array(z.number().int()).optional(),
  }),
  z.strictObject({
    kind: z.literal("grid"),
    nx: quantity,
    ny: quantity,
    px: quantity,
    py: quantity,
    skip: z.array(z.number().int()).optional(),
  }),
  z.strictObject({
    kind: z.literal("circle"),
    n: quantity,
    pcd: quantity,
    start: quantity.optional(),
    skip: z.array(z.number().int()).optional(),
  }),
  /** Four places at ±mx, ±my from the feature's own place, from (+, +) anticlockwise. */
  z.strictObject({ kind: z.literal("corners"), mx: quantity, my: quantity, skip: z.array(z.number().int()).optional() }),
]);
export type Pattern = z.infer<typeof pattern>;

/** Where a feature stands on its face: an offset in the face's own frame (see `part.*` operations). */
export const placement = z.strictObject({
  origin: z.enum(["centre", "world"]).default("centre"),
  dx: quantity.optional(),
  dy: quantity.optional(),
  angle: quantity.optional(),
});
export type Placement = z.infer<typeof placement>;

export const feature = z.strictObject({
  /** Unique, short, stable across edits: `base`, `h1`, `f1`. */
  id: z.string().regex(/^[a-z][a-z0-9_]{0,30}$/),
  /** A `part.*` operation, without the prefix. */
  op: z.string(),
  args: z.record(z.string(), planArg),
  on: selector.optional(),
  at: placement.optional(),
  pattern: pattern.optional(),
  suppressed: z.boolean().optional(),
  /** Number of the turn that made or last changed it, from 1. */
  turn: z.number().int(),
  /** For people: "two M3 clearance holes". */
  label: z.string(),
});
export type Feature = z.infer<typeof feature>;

/** A claim of the words, to be proved on the measured part; never derived from the features. */
export const check = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("bbox"),
    x: z.number().optional(),
    y: z.number().optional(),
    z: z.number().optional(),
    span: span.optional(),
  }),
  z.strictObject({ kind: z.literal("extent"), value: z.number(), span: span.optional() }),
  z.strictObject({
    kind: z.literal("volume"),
    value: z.number().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    span: span.optional(),
  }),
  z.strictObject({
    kind: z.literal("hole"),
    d: z.number(),
    count: z.number().int(),
    through: z.boolean().optional(),
    depth: z.number().optional(),
    /** Each to the next in a row. */
    spacing: z.number().optional(),
    pcd: z.number().optional(),
    span: span.optional(),
  }),
  z.strictObject({ kind: z.literal("solids"), count: z.number().int() }),
  z.strictObject({ kind: z.literal("valid") }),
  z.strictObject({ kind: z.literal("fillets"), r: z.number(), count: z.number().int().optional(), span: span.optional() }),
]);
export type Check = z.infer<typeof check>;

/** Something the words left open and a default filled; shown as a chip that can be changed. */
export const assumption = z.strictObject({
  text: z.string(),
  /** Parameter to change when the assumption is wrong. */
  param: z.string().optional(),
});

export const question = z.strictObject({
  text: z.string(),
  options: z.array(z.strictObject({ label: z.string(), reply: z.string(), default: z.literal(true).optional() })).max(4),
});
export type Question = z.infer<typeof question>;

export const standardUse = z.strictObject({ table: z.string(), row: z.string(), field: z.string(), confidence: z.enum(["A", "B", "C"]) });

/** A part as a feature tree with named parameters. Compiles to a pipeline of `part.*` operations; nothing in it is executable text. */
export const plan = z.strictObject({
  version: z.literal(1),
  /** What the answer speaks in; everything stored is mm. */
  units: z.enum(["mm", "in"]),
  name: z.string().min(1).max(80),
  params: z.record(z.string().regex(/^[a-z][a-z0-9_]{0,40}$/), parameter),
  features: z.array(feature).max(200),
  checks: z.array(check),
  assumptions: z.array(assumption),
  questions: z.array(question),
  standards: z.array(standardUse),
  /** Numbers and words of the prompt that nothing used. */
  unread: z.array(span),
});
export type Plan = z.infer<typeof plan>;
