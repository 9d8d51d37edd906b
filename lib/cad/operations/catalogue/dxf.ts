import { z } from "zod";
import type { DxfSegment } from "@/lib/cad/exchange/dxf-drawing";
import { writeDxf } from "@/lib/cad/exchange/write-dxf";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { CatalogueImplementations, JsonValue, OperationContext } from "../implementation";
import { dxfPathsOf } from "./dxf-paths";
import { point2d } from "./json-params";
import type { OfShape } from "./params";
import type { Deflections } from "./tessellate-track";

const MAX_SEGMENTS = 20_000;
/** As many digits as any drawing needs: shorter radii are points. */
const SHORTEST_MM = 1e-6;

const radius = z.number().min(SHORTEST_MM).max(1e6);
const degrees = z.number().min(-1e4).max(1e4);
const closed = z.boolean().default(false);

const line = z.strictObject({ start: point2d, end: point2d }).transform((it): DxfSegment => ({ kind: "line", ...it }));
const arc = z
  .strictObject({ center: point2d, radius, startAngle: degrees, endAngle: degrees })
  .transform((it): DxfSegment => ({ kind: "arc", ...it }));
const circle = z.strictObject({ center: point2d, radius }).transform((it): DxfSegment => ({ kind: "circle", ...it }));
const polyline = z
  .strictObject({
    points: z.array(point2d).min(2).max(MAX_SEGMENTS),
    closed,
    bulges: z.array(z.number().min(-1e6).max(1e6)).optional(),
  })
  .refine(({ points, bulges }) => bulges === undefined || bulges.length <= points.length, "holds more bulges than points")
  .transform((it): DxfSegment => ({ kind: "polyline", ...it }));
const spline = z
  .strictObject({ controlPoints: z.array(point2d).min(2).max(2_000), degree: z.number().int().min(1).max(25).default(3), closed })
  .refine((it) => it.controlPoints.length + Number(it.closed) > it.degree, "must hold more controlPoints than its degree")
  .transform((it): DxfSegment => ({ kind: "spline", ...it }));

/** By the field that only one kind has, so that a refusal speaks of what was meant. */
const segment = z.unknown().transform((value, context): DxfSegment => {
  const names = typeof value === "object" && value !== null ? Object.keys(value) : [];
  const has = (name: string) => names.includes(name);
  const schema = has("points") ? polyline : has("controlPoints") ? spline : has("startAngle") ? arc : has("center") ? circle : line;
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  for (const { path, message } of result.error.issues) context.addIssue({ code: "custom", path: [...path], message });
  return z.NEVER;
});
const path = z.strictObject({ segments: z.array(segment).max(MAX_SEGMENTS) });

/** Letters that no name in a drawing may hold; a line break would begin a group of its own. */
const FORBIDDEN = /[<>/\\":;?*|=`]|\p{Cc}/u;
const layerName = z
  .string()
  .min(1)
  .max(255)
  .refine((name) => !FORBIDDEN.test(name), 'must hold none of < > / \\ " : ; ? * | = ` and no line breaks')
  .default("Default");
const color = z
  .string()
  .regex(/^#[0-9a-f]{6}$/i, "must be a colour such as #ff8800")
  .default("#000000");
const part = z.strictObject({ layer: layerName, color, paths: z.array(path).max(MAX_SEGMENTS) });

function parsed<T>(schema: z.ZodType<T>, value: unknown, field: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const where = [field, ...(issue?.path ?? [])].join(".");
  throw invalidInput(`${where} is refused: ${issue?.message ?? "it is not of the form that is needed"}.`);
}

/** Checks what a layer is made of; the paths themselves go on as they came. */
function pathsWithLayer(_kernel: Kernel, params: { paths: JsonValue[]; layer: string; color: string }): JsonValue {
  const { layer, color: worn, paths } = params;
  parsed(part, { layer, color: worn, paths }, "dxf");
  return { layer, color: worn, paths };
}

interface Create {
  pathsParts: unknown[];
  colorFormat: "aci" | "truecolor";
  acadVersion: "AC1009" | "AC1015";
  fileName: string;
  tryDownload: boolean;
}

/** The drawing as text; it is also a file of the task's results, for no output format writes it. */
function createDxf(
  _kernel: Kernel,
  { pathsParts, colorFormat, acadVersion, fileName, tryDownload }: Create,
  context: OperationContext,
): string {
  const parts = parsed(z.array(part).max(1_000), pathsParts, "pathsParts");
  const layers = parts.map(({ layer, color: worn, paths }) => ({
    layer,
    color: worn,
    segments: paths.flatMap(({ segments }) => segments),
  }));
  const count = layers.reduce((sum, { segments }) => sum + segments.length, 0);
  if (count === 0 || count > MAX_SEGMENTS) throw invalidInput(`pathsParts hold ${count} segments and must hold 1 to ${MAX_SEGMENTS}.`);
  const text = writeDxf(layers, { version: acadVersion, colorFormat });
  if (tryDownload) context.addFile({ name: fileName, contentType: "image/vnd.dxf", bytes: new TextEncoder().encode(text) });
  return text;
}

function shapeToPaths(kernel: Kernel, { shape, ...deflections }: OfShape & Deflections): JsonValue {
  return dxfPathsOf(kernel, shape.shape, deflections).map((segments) => ({ segments: segments.map(segmentJson) }));
}

/** A segment as parameters have it: its fields tell its kind. */
function segmentJson({ kind: _kind, ...fields }: DxfSegment): JsonValue {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

/** `occt.io.*` that draw. */
export const DXF: CatalogueImplementations = {
  "occt.io.dxfCreate": createDxf,
  "occt.io.dxfPathsWithLayer": pathsWithLayer,
  "occt.io.shapeToDxfPaths": shapeToPaths,
};
