import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { free, type Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { freePart, isPartShape, type PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, surfaceOf, volumeOf } from "@/lib/cad/kernel/properties";
import { countOf } from "@/lib/cad/kernel/topology";
import { KernelObject, type StepValue } from "@/lib/cad/operations/implementation";
import { parseReference, pathText, type Reference, type ValuePath } from "./references";

/** Every shape in a value, at any depth. */
export function partsIn(value: StepValue): PartShape[] {
  if (isPartShape(value)) return [value];
  if (value instanceof KernelObject || value instanceof Uint8Array) return [];
  if (Array.isArray(value)) return value.flatMap(partsIn);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(partsIn) : [];
}

/** Every other object of the kernel in a value. */
export function objectsIn(value: StepValue): KernelObject[] {
  if (value instanceof KernelObject) return [value];
  if (isPartShape(value) || value instanceof Uint8Array) return [];
  if (Array.isArray(value)) return value.flatMap(objectsIn);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(objectsIn) : [];
}

/** Frees what a value holds of the kernel. */
export function freeValue(value: StepValue): void {
  for (const part of partsIn(value)) freePart(part);
  for (const { handle } of objectsIn(value)) free(handle);
}

/** A value as JSON: a shape is its summary, bytes are base64. */
export function summaryOf(kernel: Kernel, value: StepValue): unknown {
  if (isPartShape(value)) return shapeSummary(kernel, value);
  if (value instanceof KernelObject) return { kind: value.kind };
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map((entry) => summaryOf(kernel, entry));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, summaryOf(kernel, entry)]));
}

const NO_BOX = null;

/** Millimetres, in the frame of the operation that made the shape. */
function shapeSummary(kernel: Kernel, { shape }: PartShape): unknown {
  const faces = countOf(kernel, shape, "TopAbs_FACE");
  const edges = countOf(kernel, shape, "TopAbs_EDGE");
  const isEmpty = faces + edges + countOf(kernel, shape, "TopAbs_VERTEX") === 0;
  return {
    kind: shape.ShapeType().replace("TopAbs_", "").toLowerCase(),
    volume: countOf(kernel, shape, "TopAbs_SOLID") > 0 ? volumeOf(kernel, shape) : 0,
    area: faces > 0 ? surfaceOf(kernel, shape).area : 0,
    boundingBox: isEmpty ? NO_BOX : boundingBoxOf(kernel, shape),
    faces,
    edges,
  };
}

/** What a step's parameters become once their references are looked up. */
export interface FilledParams {
  /** With a token in the place of each shape or other kernel object, as schemas know them only as references. */
  params: unknown;
  /** What the tokens stand for, by place. */
  handles: { path: ValuePath; value: PartShape | KernelObject }[];
  /** Texts of results that look like references; a marked copy stands in their place while the schema looks. */
  texts: { path: ValuePath; value: string }[];
}

const TOKEN = "$local:0";
const MARK = "text:";

/** A copy of a step's parameters with every reference replaced by what it stands for. */
export function fillParams(params: unknown, resolve: (reference: Reference) => StepValue): FilledParams {
  const filled: FilledParams = { params: undefined, handles: [], texts: [] };
  filled.params = given(params, [], filled, resolve);
  return filled;
}

function given(value: unknown, path: ValuePath, filled: FilledParams, resolve: (reference: Reference) => StepValue): unknown {
  if (typeof value === "string") {
    const reference = parseReference(value);
    return reference === null || reference === "malformed" ? value : looked(resolve(reference), path, filled);
  }
  if (Array.isArray(value)) return value.map((entry, index) => given(entry, [...path, index], filled, resolve));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, given(entry, [...path, key], filled, resolve)]));
}

function looked(value: StepValue, path: ValuePath, filled: FilledParams): unknown {
  if (isPartShape(value) || value instanceof KernelObject) {
    filled.handles.push({ path, value });
    return TOKEN;
  }
  if (typeof value === "string") {
    if (parseReference(value) === null) return value;
    filled.texts.push({ path, value });
    return MARK + value;
  }
  if (value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map((entry, index) => looked(entry, [...path, index], filled));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, looked(entry, [...path, key], filled)]));
}

/** Puts shapes and texts into validated parameters, in the places of their tokens. */
export function withValues(params: unknown, { handles, texts }: FilledParams): unknown {
  const root = { params };
  for (const { path, value } of [...handles, ...texts]) putAt(root, ["params", ...path], value);
  return root.params;
}

function putAt(root: object, path: ValuePath, value: unknown): void {
  let inner: unknown = root;
  for (const key of path.slice(0, -1)) inner = (inner as Record<string | number, unknown>)[key];
  const last = path.at(-1);
  if (typeof inner !== "object" || inner === null || last === undefined) {
    throw invalidInput(`${pathText(path)} can't be filled by a reference.`);
  }
  Object.defineProperty(inner, last, { value, enumerable: true, configurable: true, writable: true });
}

/**
 * Name of what a step yields: the same for the same operation on the same parameters and the same inputs, whatever
 * the pipeline around it. Undefined when an input has no name, as foreign kernel objects have none.
 */
export function keyOfStep(
  operation: string,
  { params, handles }: FilledParams,
  keyOf: (part: PartShape) => string | undefined,
): string | undefined {
  const inputs: [string, string][] = [];
  for (const { path, value } of handles) {
    const key = isPartShape(value) ? keyOf(value) : undefined;
    if (key === undefined) return undefined;
    inputs.push([pathText(path), key]);
  }
  const text = canonicalize([operation, named(params), inputs]);
  return text === undefined ? undefined : createHash("sha256").update(text).digest("hex");
}

/** JSON for the name: bytes by their hash. */
function named(value: unknown): unknown {
  if (value instanceof Uint8Array) return { sha256: createHash("sha256").update(value).digest("hex") };
  if (Array.isArray(value)) return value.map(named);
  if (typeof value !== "object" || value === null) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, named(entry)]));
}
