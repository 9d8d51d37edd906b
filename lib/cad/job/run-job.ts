import { readFile, stat } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { readBrep } from "@/lib/cad/exchange/brep";
import { importFile } from "@/lib/cad/exchange/import-file";
import type { ExchangeKernel } from "@/lib/cad/exchange/load-exchange-kernel";
import { MAX_IMPORT_BYTES } from "@/lib/cad/exchange/sniff";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { faceGeometries, faceRecords, measure } from "@/lib/cad/measure/measure";
import { tessellate } from "@/lib/cad/mesh/tessellate";
import { runSteps } from "@/lib/cad/pipeline/run-steps";
import type { Measurements } from "@/lib/contract/geometry";
import type { KernelJob, KernelProgress, KernelResult, ProducedFile } from "@/lib/contract/kernel-job";
import { recallNames } from "./recall-names";
import { Stopwatch } from "./stopwatch";
import { type Finished, MESH_FORMATS, saveFile, writeFormat } from "./write-files";

/** Kernels of a worker; the exchange kernel is loaded at its first use. */
export interface JobKernels {
  modelling(): Promise<Kernel>;
  exchange(): Promise<ExchangeKernel>;
}

/** Shares of the whole that are done when a stage begins. */
const BEGINS = { building: 0, meshing: 0.6, measuring: 0.7, writing: 0.8 } as const;

/**
 * Does one job: gets a shape (by operations or from a file), meshes and measures it, and writes its files.
 * @throws KernelError, whatever went wrong
 */
export async function runJob(kernels: JobKernels, job: KernelJob, onProgress: (progress: KernelProgress) => void): Promise<KernelResult> {
  const watch = new Stopwatch();
  const kernel = await kernels.modelling();
  try {
    onProgress({ stage: "building", fraction: BEGINS.building });
    const { part, warnings } = await watch.time("operations", () => shapeOf(kernels, kernel, job, watch, onProgress));
    try {
      return await finish(kernel, job, part, warnings, watch, onProgress);
    } finally {
      freePart(part);
    }
  } catch (error) {
    throw toKernelError(kernel.oc, error);
  }
}

async function shapeOf(
  kernels: JobKernels,
  kernel: Kernel,
  job: KernelJob,
  watch: Stopwatch,
  onProgress: (progress: KernelProgress) => void,
): Promise<{ part: PartShape; warnings: string[] }> {
  switch (job.kind) {
    case "pipeline": {
      const span = BEGINS.meshing - BEGINS.building;
      const warnings: string[] = [];
      const part = await runSteps(kernel, job.steps, {
        onProgress: ({ fraction, message }) => onProgress({ stage: "building", fraction: BEGINS.building + span * fraction, message }),
        context: { exchange: kernels.exchange, addFile: () => undefined, warn: (sentence) => warnings.push(sentence) },
        onStep: ({ feature, elapsedMs }) => {
          if (feature) watch.add(`feature:${feature}`, elapsedMs);
        },
      });
      return { part, warnings };
    }
    case "export":
      return { part: recallNames(kernel, readBrep(kernel, new TextDecoder().decode(await readJobFile(job))), job.history), warnings: [] };
    case "import":
      return importFile(kernels, await readJobFile(job));
  }
}

/** A job reads inside its own folder only: its path came over a message. */
async function readJobFile({ file, scratchDir }: Extract<KernelJob, { file: unknown }>): Promise<Uint8Array> {
  const path = resolve(file.path);
  if (!path.startsWith(resolve(scratchDir) + sep)) throw invalidInput("The job's file lies outside of its folder.");
  const { size } = await stat(path);
  if (size > MAX_IMPORT_BYTES) {
    throw new KernelError(`The file has ${size} bytes; at most ${MAX_IMPORT_BYTES} are read.`, { code: "INVALID_FILE" });
  }
  return readFile(path);
}

async function finish(
  kernel: Kernel,
  job: KernelJob,
  part: PartShape,
  warnings: readonly string[],
  watch: Stopwatch,
  onProgress: (progress: KernelProgress) => void,
): Promise<KernelResult> {
  const { output } = job;
  if (part.shape.IsNull()) throw new KernelError("Nothing is left of the part.");
  onProgress({ stage: "meshing", fraction: BEGINS.meshing });
  const wantsMesh = output.formats.some((format) => MESH_FORMATS.has(format));
  const meshes = wantsMesh ? await watch.time("mesh", () => tessellate(kernel, part.shape, output.quality)) : undefined;
  onProgress({ stage: "measuring", fraction: BEGINS.measuring });
  const { measurements, table } = await watch.time("measure", () => {
    const geometry = faceGeometries(kernel, part.shape);
    return {
      measurements: measure(kernel, part.shape, { geometry, ...(meshes ? { meshes } : {}) }),
      table: faceRecords(kernel, part, job.history, geometry),
    };
  });
  const files: ProducedFile[] = [];
  const formats = [...new Set(output.formats)];
  const finished: Finished = { part, meshes: meshes ?? [], faces: table.faces };
  for (const [index, format] of formats.entries()) {
    onProgress({ stage: "writing", fraction: BEGINS.writing + (1 - BEGINS.writing) * (index / formats.length), message: format });
    const bytes = await watch.time(format, () => writeFormat(kernel, format, finished, output));
    files.push(await saveFile(job.scratchDir, format, bytes));
  }
  onProgress({ stage: "writing", fraction: 1 });
  return {
    files,
    measurements,
    faces: table.faces,
    lastLabel: table.lastLabel,
    warnings: [...warnings, ...warningsOf(measurements)],
    timings: watch.timings,
    kernel: { name: kernel.name, version: kernel.version },
  };
}

function warningsOf({ valid, solids }: Measurements): string[] {
  return [
    ...(valid ? [] : ["The kernel's checker finds faults in the shape; other programs may refuse it."]),
    ...(solids === 0 ? ["The shape is no solid; it has no volume."] : []),
  ];
}
