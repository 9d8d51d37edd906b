import type { z } from "zod";
import { admitFile } from "@/lib/cad/exchange/admit-file";
import { freeDocument } from "@/lib/cad/exchange/exchange-document";
import { convertStepToGlb } from "@/lib/cad/exchange/gltf/convert-step";
import { importFile } from "@/lib/cad/exchange/import-file";
import { READ_ALL, readStepDocument } from "@/lib/cad/exchange/read-step-document";
import { compressStep, writeStep } from "@/lib/cad/exchange/write-step";
import { writeStl, writeStlText } from "@/lib/cad/exchange/write-stl";
import { axis1 } from "@/lib/cad/kernel/gp";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { tessellate } from "@/lib/cad/mesh/tessellate";
import { conversionOptions, dracoCompression, fromSimple, simpleConversion } from "@/lib/contract/convert";
import type { CatalogueImplementations, JsonValue, OperationContext } from "../implementation";
import { assemblyJson } from "./assembly-json";
import { transformedCopy } from "./bare-shape";
import { deflectionOf } from "./mesh-deflection";
import type { OfShape } from "./params";

/** What a parameter of type `file` may hold: text, or bytes, also as base64. */
type FileParam = string | Uint8Array;

/** Time in the header of a STEP file: the same pipeline gives the same bytes. */
const TIMESTAMP = "2000-01-01T00:00:00Z";
const STEP_TYPE = "application/step";

function bytesOf(file: FileParam, field: string): Uint8Array {
  if (file instanceof Uint8Array) return file;
  if (typeof file !== "string") throw invalidInput(`${field} is ${JSON.stringify(file)} and must be the text or the bytes of a file.`);
  // Bytes travel through JSON as base64, which no STEP or IGES text is: both hold blanks or semicolons early on.
  const isBase64 = file.length > 0 && file.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(file);
  return isBase64 ? Uint8Array.from(Buffer.from(file, "base64")) : new TextEncoder().encode(file);
}

/** The half turns of a quarter about X: Z up to Y up and back. Nothing is mirrored, so a chiral part stays itself. */
function turned(kernel: Kernel, shape: PartShape["shape"], to: "Y up" | "Z up"): PartShape {
  return kernel.scope((own) => {
    const turn = own(new kernel.oc.gp_Trsf());
    turn.SetRotation(axis1(kernel, own, [0, 0, 0], [1, 0, 0]), (to === "Y up" ? -Math.PI : Math.PI) / 2);
    return transformedCopy(kernel, own, shape, turn);
  });
}

/** Content decides the type; `fileName` says nothing. */
async function loadStepOrIges(
  kernel: Kernel,
  { filetext, adjustZtoY }: { filetext: FileParam; fileName?: string; adjustZtoY: boolean },
  context: OperationContext,
): Promise<PartShape> {
  const kernels = { modelling: () => Promise.resolve(kernel), exchange: context.exchange };
  const { part, warnings } = await importFile(kernels, bytesOf(filetext, "filetext"));
  for (const warning of warnings) context.warn(warning);
  if (!adjustZtoY) return part;
  try {
    return turned(kernel, part.shape, "Y up");
  } finally {
    freePart(part);
  }
}

interface SaveStep extends OfShape {
  fileName: string;
  adjustYtoZ: boolean;
}

function stepBytes(kernel: Kernel, { shape, fileName, adjustYtoZ }: SaveStep): Uint8Array {
  const name = fileName.replace(/\.(stp|step|stpz)$/i, "") || "shape";
  if (!adjustYtoZ) return writeStep(kernel, shape.shape, { name, timestamp: TIMESTAMP });
  const upright = turned(kernel, shape.shape, "Z up");
  try {
    return writeStep(kernel, upright.shape, { name, timestamp: TIMESTAMP });
  } finally {
    freePart(upright);
  }
}

interface SaveStl extends OfShape {
  fileName: string;
  /** Largest distance of the facets from the shape, mm. */
  precision: number;
  adjustYtoZ: boolean;
  binary: boolean;
}

function stlBytes(kernel: Kernel, { shape, precision, adjustYtoZ, binary }: SaveStl, context: OperationContext): Uint8Array {
  const upright = adjustYtoZ ? turned(kernel, shape.shape, "Z up") : undefined;
  try {
    const placed = upright?.shape ?? shape.shape;
    const meshes = tessellate(kernel, placed, deflectionOf(kernel, placed, precision, context));
    if (meshes.every(({ indices }) => indices.length === 0)) throw invalidInput("shape has no faces; STL holds nothing but facets.");
    return binary ? writeStl(meshes) : new TextEncoder().encode(writeStlText(meshes));
  } finally {
    if (upright) freePart(upright);
  }
}

function saveStl(kernel: Kernel, params: SaveStl, context: OperationContext): null {
  context.addFile({ name: params.fileName, contentType: "model/stl", bytes: stlBytes(kernel, params, context) });
  return null;
}

/** Text as it is, bytes as base64: both are what a parameter of type `file` takes. */
function saveStlAndReturn(kernel: Kernel, params: SaveStl, context: OperationContext): string {
  return Buffer.from(stlBytes(kernel, params, context)).toString(params.binary ? "base64" : "utf8");
}

function saveStep(kernel: Kernel, params: SaveStep, context: OperationContext): null {
  const isPacked = /\.stpz$/i.test(params.fileName);
  const step = stepBytes(kernel, params);
  context.addFile({
    name: params.fileName,
    contentType: isPacked ? "application/gzip" : STEP_TYPE,
    bytes: isPacked ? compressStep(step) : step,
  });
  return null;
}

function saveStepAndReturn(kernel: Kernel, params: SaveStep): string {
  return new TextDecoder().decode(stepBytes(kernel, params));
}

/** As the documented body of the conversion, with the file beside its options. */
function conversion(
  kernel: Kernel,
  stepData: FileParam,
  options: z.infer<typeof conversionOptions>,
  context: OperationContext,
): Promise<Uint8Array> {
  const kernels = { modelling: () => Promise.resolve(kernel), exchange: context.exchange };
  return convertStepToGlb(kernels, bytesOf(stepData, "stepData"), options).then(({ glb, warnings }) => {
    for (const warning of warnings) context.warn(warning);
    return glb;
  });
}

type WithFile = { stepData: FileParam } & Record<string, unknown>;

/** Parses options by the schema of the endpoints: its ranges count here too. */
function parsed<T>(schema: z.ZodType<T>, options: Record<string, unknown>): T {
  const result = schema.safeParse(options);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw invalidInput(`${issue?.path.join(".") ?? "An option"}: ${issue?.message ?? "is not allowed"}.`);
}

function splitDraco(options: Record<string, unknown>): { draco: Record<string, unknown>; rest: Record<string, unknown> } {
  const entries = Object.entries(options);
  const isDraco = ([name]: [string, unknown]) => name in dracoCompression.shape;
  return { draco: Object.fromEntries(entries.filter(isDraco)), rest: Object.fromEntries(entries.filter((entry) => !isDraco(entry))) };
}

function convertSimple(kernel: Kernel, { stepData, ...options }: WithFile, context: OperationContext): Promise<Uint8Array> {
  return conversion(kernel, stepData, fromSimple(parsed(simpleConversion, options)), context);
}

function convertSimpleWithDraco(kernel: Kernel, { stepData, ...options }: WithFile, context: OperationContext): Promise<Uint8Array> {
  const { draco, rest } = splitDraco(options);
  return conversion(kernel, stepData, fromSimple(parsed(simpleConversion, rest), parsed(dracoCompression, draco)), context);
}

function convertAdvanced(kernel: Kernel, { stepData, ...options }: WithFile, context: OperationContext): Promise<Uint8Array> {
  return conversion(kernel, stepData, parsed(conversionOptions, options), context);
}

function convertAdvancedWithDraco(kernel: Kernel, { stepData, ...options }: WithFile, context: OperationContext): Promise<Uint8Array> {
  const { draco, rest } = splitDraco(options);
  return conversion(kernel, stepData, parsed(conversionOptions, { ...rest, draco }), context);
}

async function parseStepToJson(kernel: Kernel, { stepData }: { stepData: FileParam }, context: OperationContext): Promise<JsonValue> {
  const { format, content } = await admitFile(bytesOf(stepData, "stepData"));
  if (format !== "step") throw invalidInput(`stepData is ${format.toUpperCase()} and must be STEP.`);
  const kernels = { modelling: () => Promise.resolve(kernel), exchange: context.exchange };
  const document = await readStepDocument(kernels, content, { ...READ_ALL, layers: false, properties: false, materials: false });
  try {
    return assemblyJson(document);
  } finally {
    freeDocument(document);
  }
}

/** `occt.io.*` */
export const IO: CatalogueImplementations = {
  "occt.io.convertStepToGltf": convertSimple,
  "occt.io.convertStepToGltfAdvanced": convertAdvanced,
  "occt.io.convertStepToGltfAdvancedWithDraco": convertAdvancedWithDraco,
  "occt.io.convertStepToGltfWithDraco": convertSimpleWithDraco,
  "occt.io.loadSTEPorIGES": loadStepOrIges,
  "occt.io.parseStepToJson": parseStepToJson,
  "occt.io.saveShapeSTEP": saveStep,
  "occt.io.saveShapeSTEPAndReturn": saveStepAndReturn,
  "occt.io.saveShapeStl": saveStl,
  "occt.io.saveShapeStlAndReturn": saveStlAndReturn,
};
