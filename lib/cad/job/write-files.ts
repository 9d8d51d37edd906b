import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { writeBrep } from "@/lib/cad/exchange/brep";
import { write3mf } from "@/lib/cad/exchange/write-3mf";
import { writeGlb } from "@/lib/cad/exchange/write-glb";
import { compressStep, writeStep } from "@/lib/cad/exchange/write-step";
import { writeStl } from "@/lib/cad/exchange/write-stl";
import { writeThumbnail } from "@/lib/cad/exchange/write-thumbnail";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { BodyMesh } from "@/lib/cad/mesh/body-mesh";
import type { FaceRecord } from "@/lib/contract/geometry";
import { FORMATS, type NamedBody, type OutputFormat, type PartJob, type ProducedFile } from "@/lib/contract/kernel-job";

/** Formats that are drawn from the mesh and not from the exact shape. */
export const MESH_FORMATS: ReadonlySet<OutputFormat> = new Set(["glb", "stl", "3mf", "png"]);

export interface Finished {
  part: PartShape;
  /** STEP once written, so that STPZ need not write it again. */
  step?: Uint8Array;
  meshes: readonly BodyMesh[];
  /** In explorer order. */
  faces: readonly FaceRecord[];
  /** Names and colours, one for each solid. */
  bodies?: readonly NamedBody[] | undefined;
}

/** Bytes of a finished part in one format. */
export async function writeFormat(
  kernel: Kernel,
  format: OutputFormat,
  finished: Finished,
  output: Pick<PartJob["output"], "name" | "timestamp">,
): Promise<Uint8Array> {
  const { part, meshes, faces, bodies } = finished;
  switch (format) {
    case "step":
    case "stpz":
      finished.step ??= writeStep(kernel, part.shape, { ...output, bodies });
      return format === "step" ? finished.step : compressStep(finished.step);
    case "brep":
      return writeBrep(kernel, part.shape);
    case "glb":
      return writeGlb(meshes, output.name, faces, "z", bodies);
    case "stl":
      return writeStl(meshes);
    case "3mf":
      return write3mf(meshes, output.name);
    case "png":
      return writeThumbnail(meshes);
  }
}

/** Puts a file into the job's folder under a name of ours: a part's name never becomes a path. */
export async function saveFile(scratchDir: string, format: OutputFormat, bytes: Uint8Array): Promise<ProducedFile> {
  const path = join(scratchDir, `part.${FORMATS[format].extension}`);
  await writeFile(path, bytes);
  return { format, path, bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") };
}
