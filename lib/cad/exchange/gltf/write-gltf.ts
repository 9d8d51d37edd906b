import { type Document, Logger, NodeIO, PropertyType } from "@gltf-transform/core";
import { EXTMeshoptCompression, KHRDracoMeshCompression, KHRMeshQuantization } from "@gltf-transform/extensions";
import { dedup, quantize } from "@gltf-transform/functions";
import draco3d from "draco3d";
import { MeshoptEncoder } from "meshoptimizer";
import type { ConversionOptions, DracoCompression } from "@/lib/contract/convert";
import { type GlbParts, packGlb, unpackGlb } from "./glb-container";

/** Writes a glTF document as GLB, compressed and with its transforms as the options say. */
export async function writeGltf(doc: Document, options: ConversionOptions): Promise<Uint8Array> {
  const io = new NodeIO();
  doc.setLogger(new Logger(Logger.Verbosity.ERROR));
  if (options.draco?.useDraco) await addDraco(doc, io, options.draco);
  else if (options.compression !== "none") await compress(doc, io, options.compression);
  const glb = await io.writeBinary(doc);
  if (options.transformFormat === "compact") return glb;
  const parts = unpackGlb(glb);
  for (const node of parts.json.nodes ?? []) rewriteTransform(node, options.transformFormat);
  return packGlb(parts);
}

async function addDraco(doc: Document, io: NodeIO, draco: DracoCompression): Promise<void> {
  const speed = 10 - draco.dracoCompressionLevel;
  doc
    .createExtension(KHRDracoMeshCompression)
    .setRequired(true)
    .setEncoderOptions({
      method: KHRDracoMeshCompression.EncoderMethod.EDGEBREAKER,
      encodeSpeed: speed,
      decodeSpeed: speed,
      quantizationBits: {
        POSITION: bits(draco.dracoQuantizePositionBits),
        NORMAL: bits(draco.dracoQuantizeNormalBits),
        TEX_COORD: bits(draco.dracoQuantizeTexcoordBits),
        COLOR: bits(draco.dracoQuantizeColorBits),
        GENERIC: bits(draco.dracoQuantizeGenericBits),
      },
      // Without bits there is no grid that could be shared.
      quantizationVolume: draco.dracoUnifiedQuantization && bits(draco.dracoQuantizePositionBits) > 0 ? localBounds(doc) : "mesh",
    });
  io.registerExtensions([KHRDracoMeshCompression]).registerDependencies({ "draco3d.encoder": await dracoEncoder() });
}

/** A float has 24 bits, and the encoder aborts on meshes with 30: from 21 on the numbers stay as they are, by 0 bits. */
const MOST_BITS = 20;
/** Below this the encoder gives files that are larger than without it. */
const FEWEST_BITS = 2;

function bits(wanted: number): number {
  return wanted === 0 || wanted > MOST_BITS ? 0 : Math.max(wanted, FEWEST_BITS);
}

let encoder: Promise<unknown> | undefined;

function dracoEncoder(): Promise<unknown> {
  encoder ??= draco3d.createEncoderModule();
  return encoder;
}

/** Bounds of all vertices in the frames of their own meshes: that is where Draco's grid lies. */
function localBounds(doc: Document): { min: [number, number, number]; max: [number, number, number] } {
  const min: [number, number, number] = [Infinity, Infinity, Infinity];
  const max: [number, number, number] = [-Infinity, -Infinity, -Infinity];
  for (const mesh of doc.getRoot().listMeshes()) {
    for (const primitive of mesh.listPrimitives()) {
      const position = primitive.getAttribute("POSITION");
      const [low, high] = [position?.getMin([]) ?? [], position?.getMax([]) ?? []];
      for (const axis of [0, 1, 2] as const) {
        min[axis] = Math.min(min[axis], low[axis] ?? Infinity);
        max[axis] = Math.max(max[axis], high[axis] ?? -Infinity);
      }
    }
  }
  return { min, max };
}

async function compress(doc: Document, io: NodeIO, compression: "quantize" | "meshopt"): Promise<void> {
  io.registerExtensions([KHRMeshQuantization, EXTMeshoptCompression]);
  // Quantization works mesh by mesh; the vertices of a part that occurs several times are brought together again.
  await doc.transform(
    quantize({ quantizePosition: 16, quantizeNormal: 8, quantizeTexcoord: 14 }),
    dedup({ propertyTypes: [PropertyType.ACCESSOR] }),
  );
  if (compression === "quantize") return;
  await MeshoptEncoder.ready;
  doc.createExtension(EXTMeshoptCompression).setRequired(true).setEncoderOptions({ method: EXTMeshoptCompression.EncoderMethod.QUANTIZE });
  io.registerDependencies({ "meshopt.encoder": MeshoptEncoder });
}

type GltfNode = NonNullable<GlbParts["json"]["nodes"]>[number];

const NO_TRANSFORM = { translation: [0, 0, 0], rotation: [0, 0, 0, 1], scale: [1, 1, 1] };

function rewriteTransform(node: GltfNode, format: "trs" | "mat4"): void {
  const trs = { ...NO_TRANSFORM, ...pickTransform(node) };
  if (format === "trs") {
    Object.assign(node, trs);
    return;
  }
  const { translation, rotation, scale, ...rest } = node;
  for (const key of Object.keys(node)) delete node[key as keyof GltfNode];
  Object.assign(node, rest);
  if (translation || rotation || scale) node.matrix = composeMatrix(trs);
}

function pickTransform({ translation, rotation, scale }: GltfNode): Partial<typeof NO_TRANSFORM> {
  return { ...(translation ? { translation } : {}), ...(rotation ? { rotation } : {}), ...(scale ? { scale } : {}) };
}

/** Column-major, as glTF has it: translation · rotation · scale. */
function composeMatrix({ translation, rotation, scale }: typeof NO_TRANSFORM): number[] {
  const [x = 0, y = 0, z = 0, w = 1] = rotation;
  const columns = [
    [1 - 2 * (y * y + z * z), 2 * (x * y + z * w), 2 * (x * z - y * w)],
    [2 * (x * y - z * w), 1 - 2 * (x * x + z * z), 2 * (y * z + x * w)],
    [2 * (x * z + y * w), 2 * (y * z - x * w), 1 - 2 * (x * x + y * y)],
  ];
  return [...columns.flatMap((column, index) => [...column.map((value) => value * (scale[index] ?? 1)), 0]), ...translation, 1];
}
