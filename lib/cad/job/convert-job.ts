import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Converted, convertStepToGlb } from "@/lib/cad/exchange/gltf/convert-step";
import type { DocumentKernels } from "@/lib/cad/exchange/read-step-document";
import { toKernelError } from "@/lib/cad/kernel/kernel-error";
import type { ConvertJob } from "@/lib/contract/convert";
import type { KernelProgress } from "@/lib/contract/kernel-job";
import { Stopwatch } from "./stopwatch";

/** What a conversion gave. */
export interface ConvertResult {
  files: { key: string; path: string; filename: string; contentType: string; bytes: number; sha256: string }[];
  warnings: string[];
  /** Milliseconds by stage: `read`, `mesh`, `write`. */
  timings: Record<string, number>;
  kernel: { name: string; version: string };
  counts: Converted["counts"];
}

/** Shares of the whole that are done when a stage begins. */
const BEGINS = { read: 0, mesh: 0.6, write: 0.9 } as const;

/**
 * Converts a STEP file of the job's folder to GLB.
 * @param readJobFile reads a file inside of the job's folder, and none outside
 * @throws KernelError
 */
export async function runConvertJob(
  kernels: DocumentKernels,
  { file, options, scratchDir }: ConvertJob,
  readJobFile: (file: { path: string }, scratchDir: string) => Promise<Uint8Array>,
  onProgress: (progress: KernelProgress) => void,
): Promise<ConvertResult> {
  const kernel = await kernels.modelling();
  const watch = new Stopwatch();
  try {
    const bytes = await readJobFile(file, scratchDir);
    const { glb, warnings, counts } = await convertStepToGlb(kernels, bytes, options, (stage, fn) => {
      onProgress({ stage, fraction: BEGINS[stage] });
      return watch.time(stage, fn);
    });
    const path = join(scratchDir, "result.glb");
    await writeFile(path, glb);
    onProgress({ stage: "write", fraction: 1 });
    const sha256 = createHash("sha256").update(glb).digest("hex");
    return {
      files: [{ key: "glb", path, filename: "result.glb", contentType: "model/gltf-binary", bytes: glb.length, sha256 }],
      warnings,
      timings: watch.timings,
      kernel: { name: kernel.name, version: kernel.version },
      counts,
    };
  } catch (error) {
    throw toKernelError(kernel.oc, error);
  }
}
