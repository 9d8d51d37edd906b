import { z } from "zod";
import { MAX_LENGTH_MM } from "@/lib/core/units";
import builtOperations from "./built-operations.json";
import catalogueData from "./catalogue.json";
import type { ResultType } from "./define";
import { PART_OPERATIONS } from "./part";

/*
 * The CAD cloud's catalogue: right-handed, Y up, millimetres, degrees. Ids and defaults are those of the open-source
 * `@bitbybit-dev` packages, so that pipelines written for them run here; the data is `catalogue.json`.
 */

export interface CatalogueParam {
  name: string;
  type: string;
  required: boolean;
  default?: unknown;
  enum?: string[];
  min?: number;
  max?: number;
  raw?: string;
}

export interface CatalogueOperation {
  id: string;
  params: CatalogueParam[];
  returns: string;
  returnsKind?: string;
  returnsRaw?: string;
}

const CATALOGUE: ReadonlyMap<string, CatalogueOperation> = new Map(
  (catalogueData as CatalogueOperation[]).map((operation) => [operation.id, operation]),
);

/** Operations of the catalogue that are implemented; written by `npm run ops -- --write` from `lib/cad/operations`. */
const BUILT: ReadonlySet<string> = new Set(builtOperations);
const PART: ReadonlyMap<string, (typeof PART_OPERATIONS)[keyof typeof PART_OPERATIONS]> = new Map(
  Object.values(PART_OPERATIONS).map((operation) => [operation.id, operation]),
);

export interface ListedOperation {
  id: string;
  family: "part" | "catalogue";
  /** False for ids that are known and not yet built: a request that names one is refused before it starts. */
  available: boolean;
  summary?: string;
  params?: readonly CatalogueParam[];
  returns: ResultType | string;
}

/** Every operation there is, `part.*` first, then the catalogue by id. */
export function listOperations(): ListedOperation[] {
  const part = [...PART.values()].map(
    ({ id, summary, returns }): ListedOperation => ({ id, family: "part", available: true, summary, returns }),
  );
  const catalogue = [...CATALOGUE.values()].map(
    ({ id, params, returns }): ListedOperation => ({ id, family: "catalogue", available: BUILT.has(id), params, returns }),
  );
  return [...part, ...catalogue];
}

/** Type of a parameter's values, of a list's elements; `shape` for every parameter of `part.*` that takes a reference. */
export function paramTypeOf(id: string, name: string): string | undefined {
  if (PART.has(id)) return "shape";
  return CATALOGUE.get(id)
    ?.params.find((param) => param.name === name)
    ?.type.replaceAll("[]", "");
}

export type OperationState = "built" | "known" | "unknown";

/** Whether an id can be run, is listed only, or does not exist. */
export function stateOf(id: string): OperationState {
  if (PART.has(id) || BUILT.has(id)) return "built";
  return CATALOGUE.has(id) ? "known" : "unknown";
}

const schemas = new Map<string, z.ZodType>();

/** Schema of an operation's parameters, in which shapes stand as references; undefined for ids that don't exist. */
export function schemaOf(id: string): z.ZodType | undefined {
  const part = PART.get(id);
  if (part) return part.params;
  const known = schemas.get(id);
  if (known) return known;
  const operation = CATALOGUE.get(id);
  if (!operation) return undefined;
  const schema = z.strictObject(Object.fromEntries(operation.params.map((param) => [param.name, schemaOfParam(param, id)])));
  schemas.set(id, schema);
  return schema;
}

/** Lengths and factors of these may be negative: inward, or mirrored. */
const SIGNED: ReadonlySet<string> = new Set([
  "occt.operations.offset.distance",
  "occt.operations.offsetAdv.distance",
  "occt.transforms.scaleFromCenter.factor",
  "occt.transforms.scaleUniformToMatrix.factor",
]);

const OF_KERNELS = /^(occt|occtPro|manifold|jscad)\./;

function schemaOfParam(param: CatalogueParam, id: string): z.ZodType {
  const schema = SIGNED.has(`${id}.${param.name}`) || !OF_KERNELS.test(id) ? schemaOfPlain(param) : schemaOfType(param.type, param);
  if (param.required) return schema;
  return param.default === undefined ? schema.optional() : schema.default(param.default);
}

/** Arithmetic takes any number; limits of size are geometry's. */
function schemaOfPlain(param: CatalogueParam): z.ZodType {
  if (param.type !== "number" || COUNT.test(param.name)) return schemaOfType(param.type, param);
  return z.number();
}

const coordinate = z.number().min(-MAX_LENGTH_MM).max(MAX_LENGTH_MM);
const point = z.tuple([coordinate, coordinate, coordinate]);
const point2d = z.tuple([coordinate, coordinate]);
/** A shape or other object of a kernel, which only a reference can give. */
const referenceTo = (noun: string) => {
  const error = `must be a reference to a ${noun}, such as $ref:0 or $prev`;
  return z.string({ error }).regex(/^\$(prev|ref:\d+|local:\d+|item|mapResult)$/, error);
};
const bytes = z.union([z.string().max(100_000_000), z.instanceof(Uint8Array)]);

const matrix = z.array(z.number()).length(16);

const TYPES: Record<string, z.ZodType> = {
  boolean: z.boolean(),
  point,
  vector: point,
  point2d,
  vector2d: point2d,
  line: z.strictObject({ start: point, end: point }),
  segment: z.tuple([point, point]),
  polyline: z.strictObject({ points: z.array(point).max(100_000), isClosed: z.boolean().optional() }),
  triangle: z.tuple([point, point, point]),
  matrix,
  color: z.string().regex(/^#[0-9a-f]{6}$/i, "must be a colour such as #ff8800"),
  shape: referenceTo("shape"),
  document: referenceTo("document"),
  surface: referenceTo("surface"),
  curve: referenceTo("curve"),
  curve2d: referenceTo("curve2d"),
  file: bytes,
  bytes,
};

const MAX_LIST = 100_000;
/** One matrix is accepted where several are. */
const matrices = z.union([matrix, z.array(matrix).max(MAX_LIST)]);

function schemaOfType(type: string, param: CatalogueParam): z.ZodType {
  if (type === "matrix[]") return matrices;
  if (type.endsWith("[]")) {
    const entry = schemaOfType(type.slice(0, -2), param);
    const list = z.array(param.raw?.includes("| null") ? entry.nullable() : entry).max(MAX_LIST);
    return type === "shape[]" ? list.min(1).max(2_000) : list;
  }
  if (type === "number") return schemaOfNumber(param);
  if (type === "string") return param.enum ? z.enum(param.enum) : z.string().max(1_000_000);
  const schema = TYPES[type] ?? z.unknown();
  return (type === "vector" || type === "point") && DIRECTION.test(param.name)
    ? schema.refine(isNotZero, "must not be the zero vector")
    : schema;
}

const DIRECTION = /^(direction|axis|normal)$/;
const COUNT = /^(nr|nb|number)[A-Z]/;
const SIZE = /^(width|length|height|size|thickness|distance|factor|radius|radiusMinor|radiusMajor|majorRadius|minorRadius)$/;

/** Bounds of the catalogue are a slider's; only what geometry can't take is refused. */
function schemaOfNumber({ name, min }: CatalogueParam): z.ZodType {
  const number = z.number().min(-1e9).max(1e9);
  if (COUNT.test(name)) {
    return z
      .number()
      .int()
      .min(Math.max(1, min ?? 1))
      .max(MAX_LIST);
  }
  // A length without a lower bound is a place along a curve, which 0 and, on closed ones, less than 0 may be.
  if (name === "length" && min === undefined) return number;
  if (SIZE.test(name)) return z.number().gt(0).max(MAX_LENGTH_MM);
  return /^radius\d$/.test(name) ? z.number().min(0).max(MAX_LENGTH_MM) : number;
}

function isNotZero(value: unknown): boolean {
  return Array.isArray(value) && value.some((component) => Math.abs(Number(component)) > 1e-9);
}

const SUGGESTED = 3;

/** Ids that a misspelt one may have meant, the nearest first: alike as a whole, or in their last segment. */
export function suggestOperations(id: string): string[] {
  const wanted = id.toLowerCase().slice(0, 200);
  const last = lastSegment(wanted);
  return listOperations()
    .flatMap(({ id: candidate, available }) => {
      const lower = candidate.toLowerCase();
      const whole = editDistance(wanted, lower);
      const segment = editDistance(last, lastSegment(lower));
      const near = whole <= Math.max(1, wanted.length / 6) || segment <= last.length / 4;
      return near ? [{ candidate, off: Math.min(whole, segment + 0.5) + (available ? 0 : 1) }] : [];
    })
    .toSorted((a, b) => a.off - b.off || (a.candidate < b.candidate ? -1 : 1))
    .slice(0, SUGGESTED)
    .map(({ candidate }) => candidate);
}

function lastSegment(id: string): string {
  return id.slice(id.lastIndexOf(".") + 1);
}

/** Least number of inserted, dropped, replaced and swapped letters between two words. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swaps = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swapped = swaps ? (before[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      next.push(Math.min(replaced, swapped, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
