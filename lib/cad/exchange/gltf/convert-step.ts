import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { ConversionOptions } from "@/lib/contract/convert";
import { admitFile } from "../admit-file";
import { countOccurrences, freeDocument } from "../exchange-document";
import { VIEW_LIMITS } from "../part21/assembly";
import { type DocumentKernels, readStepDocument } from "../read-step-document";
import { buildGltf } from "./build-gltf";
import { PartMesher } from "./part-mesh";
import { writeGltf } from "./write-gltf";

export interface Converted {
  glb: Uint8Array;
  warnings: string[];
  /** What the file held. */
  counts: { products: number; nodes: number; meshes: number; materials: number; triangles: number };
}

type Stage = "read" | "mesh" | "write";

/** Runs a stage and takes its time. */
export type Timed = <T>(stage: Stage, fn: () => T | Promise<T>) => Promise<T>;

/**
 * Converts STEP, also gzipped, to GLB in metres.
 * @throws KernelError INVALID_FILE for what is no STEP file or holds no shape
 */
export async function convertStepToGlb(
  kernels: DocumentKernels,
  bytes: Uint8Array,
  options: ConversionOptions,
  timed: Timed = (_, fn) => Promise.resolve(fn()),
): Promise<Converted> {
  const { format, content } = await admitFile(bytes, VIEW_LIMITS);
  if (format !== "step")
    throw new KernelError(`The file is ${format.toUpperCase()}; STEP files are converted to glTF.`, { code: "INVALID_FILE" });
  const kernel = await kernels.modelling();
  const source = await timed("read", () =>
    readStepDocument(kernels, content, {
      colors: options.readColors,
      names: options.readNames,
      materials: options.readMaterials,
      layers: options.readLayers,
      properties: options.readProps,
    }),
  );
  const mesher = new PartMesher(kernel, options);
  const nodes = countOccurrences(source);
  const products = source.products.length;
  const gltf = await timed("mesh", () => {
    try {
      return buildGltf(source, options, (shape) => mesher.mesh(shape));
    } finally {
      freeDocument(source);
    }
  });
  const root = gltf.getRoot();
  if (root.listMeshes().length === 0) throw new KernelError("The file holds no faces; there is nothing to show.", { code: "INVALID_FILE" });
  const counts = { products, nodes, meshes: root.listMeshes().length, materials: root.listMaterials().length, triangles: mesher.triangles };
  return { glb: await timed("write", () => writeGltf(gltf, options)), warnings: [...mesher.warnings], counts };
}
