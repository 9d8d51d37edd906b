import { convertStepToGlb } from "@/lib/cad/exchange/gltf/convert-step";
import type { DocumentKernels } from "@/lib/cad/exchange/read-step-document";
import { toKernelError } from "@/lib/cad/kernel/kernel-error";
import type { ConvertJob } from "@/lib/contract/convert";
import type { FilesResult } from "@/lib/contract/evaluation";
import type { KernelProgress } from "@/lib/contract/kernel-job";
import { readJobFile } from "./job-files";
import { ResultFolder } from "./result-folder";
import { Stopwatch } from "./stopwatch";

/** Shares of the whole that are done when a stage begins. */
const BEGINS = { read: 0, mesh: 0.6, write: 0.9 } as const;

/**
 * Converts a STEP file of the job's folder to GLB.
 * @throws KernelError
 */
export async function runConvertJob(
  kernels: DocumentKernels,
  { file, options, scratchDir }: ConvertJob,
  onProgress: (progress: KernelProgress) => void,
): Promise<FilesResult> {
  const kernel = await kernels.modelling();
  const watch = new Stopwatch();
  try {
    const bytes = await readJobFile(file, scratchDir);
    const { glb, warnings, counts } = await convertStepToGlb(kernels, bytes, options, (stage, fn) => {
      onProgress({ stage, fraction: BEGINS[stage] });
      return watch.time(stage, fn);
    });
    const folder = new ResultFolder(scratchDir);
    await folder.add("glb", "result.glb", "model/gltf-binary", glb);
    onProgress({ stage: "write", fraction: 1 });
    return { files: folder.files, warnings, timings: watch.timings, kernel: { name: kernel.name, version: kernel.version }, counts };
  } catch (error) {
    throw toKernelError(kernel.oc, error);
  }
}
