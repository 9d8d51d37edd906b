import { z } from "zod";

/*
 * Options of STEP to glTF conversion. The output is true size in metres, Y up; names and defaults are those of the
 * documented API, `compression` is ours.
 */

const meshDeflection = z
  .number()
  .min(0.0001)
  .max(10)
  .default(0.005)
  .describe(
    "How far the mesh may be from the surface: a fraction of the length of each edge while meshRelative, else mm. Smaller is finer.",
  );
const meshAngle = z
  .number()
  .min(0.01)
  .max(Math.PI)
  .default(0.5)
  .describe("Largest turn between neighbouring segments, rad. Smaller is finer.");
const meshRelative = z.boolean().default(true).describe("Measures the deflection in fractions of edge length instead of mm.");
const internalVerticesMode = z
  .boolean()
  .default(false)
  .describe(
    "Takes vertices that lie free in the interior of a face into its mesh. Accepted and without effect: they are always taken, since this kernel's mesh is wrong without.",
  );
const controlSurfaceDeflection = z.boolean().default(false).describe("Refines triangles that bulge from a free-form surface. Slower.");

/** How the vertex data is compressed. Ours; the Draco endpoints set `draco` instead. */
export const gltfCompression = z
  .enum(["none", "quantize", "meshopt"])
  .default("none")
  .describe(
    "quantize: 16-bit positions, 8-bit normals (KHR_mesh_quantization), read by nearly every viewer. meshopt: that, and compressed (EXT_meshopt_compression).",
  );

/** Body of the simple conversion, without its file. */
export const simpleConversion = z.strictObject({
  meshPrecision: meshDeflection,
  meshAngle,
  meshRelative,
  internalVerticesMode,
  controlSurfaceDeflection,
  compression: gltfCompression,
});
export type SimpleConversion = z.infer<typeof simpleConversion>;

/** What a node or a mesh is called after: the part, its occurrence in the assembly, or both. */
export const nameFormat = z
  .enum(["empty", "product", "instance", "instanceOrProduct", "productOrInstance", "productAndInstance", "productAndInstanceAndOcaf"])
  .default("instance")
  .describe(
    "product: the part's name; instance: the name of its occurrence; A or B: B where A is empty; productAndInstance: `part [occurrence]`; …AndOcaf: with the entry in the document, `[0:1:1:2]`.",
  );
export type NameFormat = z.infer<typeof nameFormat>;

/** `options` of the advanced conversion. */
export const advancedConversion = z.strictObject({
  readColors: z.boolean().default(true).describe("Colours of parts, occurrences and single faces become materials."),
  readNames: z.boolean().default(true).describe("Names of parts and occurrences become names of nodes and meshes."),
  readMaterials: z.boolean().default(true).describe("Physical materials name the glTF materials; name and density stand in `extras`."),
  readLayers: z.boolean().default(false).describe("Layers stand in the nodes' `extras.layers`."),
  readProps: z.boolean().default(false).describe("Volume, area and centroid that the file states stand in the nodes' `extras`."),
  meshDeflection,
  meshAngle,
  meshParallel: z
    .boolean()
    .default(true)
    .describe("Accepted and without effect: a conversion runs on one thread, several run beside each other."),
  meshRelative,
  internalVerticesMode,
  controlSurfaceDeflection,
  faceCountThreshold: z
    .number()
    .int()
    .min(-1)
    .max(500_000)
    .default(-1)
    .describe("Parts with more faces than this are meshed solid by solid, which takes less memory; -1: each part in one pass."),
  mergeFaces: z.boolean().default(true).describe("One mesh primitive per part and material, instead of one per face."),
  splitIndices16: z.boolean().default(true).describe("Splits large meshes so that 16-bit indices are enough."),
  parallelWrite: z.boolean().default(true).describe("Accepted and without effect: a conversion runs on one thread."),
  embedTextures: z
    .boolean()
    .default(true)
    .describe("Textures go into the file. The STEP files that are read carry none, so that it has no effect on them."),
  forceUVExport: z.boolean().default(false).describe("Writes the surfaces' parameters as texture coordinates."),
  nodeNameFormat: nameFormat,
  meshNameFormat: nameFormat,
  transformFormat: z
    .enum(["compact", "mat4", "trs"])
    .default("compact")
    .describe("compact: translation, rotation, scale as far as they differ from none; trs: always all three; mat4: a matrix."),
  adjustZtoY: z.boolean().default(true).describe("Turns Z up into glTF's Y up, by a rotation: nothing is mirrored."),
  scale: z.number().min(1e-6).max(1000).default(1).describe("A factor on top of true size."),
  compression: gltfCompression,
});
export type AdvancedConversion = z.infer<typeof advancedConversion>;

const bits = (standard: number) => z.number().int().min(0).max(31).default(standard);

/** `draco` of the Draco conversions. Bits: 0, and more than 20, keep the numbers as they are; 1 counts as 2. */
export const dracoCompression = z.strictObject({
  useDraco: z.boolean().default(true),
  dracoCompressionLevel: z.number().int().min(0).max(10).default(7).describe("0 the fastest, 10 the smallest."),
  dracoQuantizePositionBits: bits(14),
  dracoQuantizeNormalBits: bits(10),
  dracoQuantizeTexcoordBits: bits(12),
  dracoQuantizeColorBits: bits(8),
  dracoQuantizeGenericBits: bits(12),
  dracoUnifiedQuantization: z
    .boolean()
    .default(false)
    .describe("One grid for the whole scene instead of one per mesh: no seams between parts."),
});
export type DracoCompression = z.infer<typeof dracoCompression>;

/** A conversion as the kernel does it. */
export const conversionOptions = z.strictObject({ ...advancedConversion.shape, draco: dracoCompression.optional() });
export type ConversionOptions = z.infer<typeof conversionOptions>;

/** The simple conversion in terms of the advanced one. */
export function fromSimple({ meshPrecision, ...rest }: SimpleConversion, draco?: DracoCompression): ConversionOptions {
  return conversionOptions.parse({ ...rest, meshDeflection: meshPrecision, draco });
}

/** Work for a kernel: a STEP file, or a gzipped one, becomes `result.glb`. */
export const convertJob = z.strictObject({
  kind: z.literal("convert"),
  /** Inside the scratch folder. */
  file: z.strictObject({ path: z.string(), filename: z.string() }),
  options: conversionOptions,
  /** Folder that the job may read and write; everything it makes lies in it. */
  scratchDir: z.string(),
});
export type ConvertJob = z.infer<typeof convertJob>;
