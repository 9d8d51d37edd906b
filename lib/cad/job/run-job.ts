import { readBrep } from "@/lib/cad/exchange/brep";
import { importFile } from "@/lib/cad/exchange/import-file";
import type { ExchangeKernel } from "@/lib/cad/exchange/load-exchange-kernel";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { faceGeometries, faceRecords, measure } from "@/lib/cad/measure/measure";
import { tessellate } from "@/lib/cad/mesh/tessellate";
import { partOf, runPipeline } from "@/lib/cad/pipeline/run-steps";
import type { StepCache } from "@/lib/cad/pipeline/step-cache";
import type { Measurements } from "@/lib/contract/geometry";
import type {
  KernelJob,
  KernelProgress,
  KernelResult,
  NamedBody,
  PartJob,
  PartResult,
  ProducedFile,
  ResultOf,
} from "@/lib/contract/kernel-job";
import { runConvertJob } from "./convert-job";
import { evaluateJob } from "./evaluate-job";
import { readJobFile } from "./job-files";
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
 * Does one job: gets a shape (by operations or from a file), meshes and measures it, and writes its files; or evaluates
 * a caller's pipeline.
 * @param cache earlier results of steps; without it every step is run
 * @throws KernelError, whatever went wrong
 */
export async function runJob<Job extends KernelJob>(
  kernels: JobKernels,
  job: Job,
  onProgress: (progress: KernelProgress) => void,
  cache?: StepCache,
): Promise<ResultOf<Job>> {
  const kernel = await kernels.modelling();
  try {
    const result = await resultOf(kernels, kernel, job, onProgress, cache);
    // The kind of the job decided which of the two was made.
    return result as ResultOf<Job>;
  } catch (error) {
    throw toKernelError(kernel.oc, error);
  } finally {
    cache?.settle();
  }
}

function resultOf(
  kernels: JobKernels,
  kernel: Kernel,
  job: KernelJob,
  onProgress: (progress: KernelProgress) => void,
  cache: StepCache | undefined,
): Promise<KernelResult> {
  switch (job.kind) {
    case "evaluate":
      return evaluateJob(kernels, job, onProgress, cache);
    case "convert":
      return runConvertJob(kernels, job, onProgress);
    default:
      return makePart(kernels, kernel, job, onProgress, cache);
  }
}

async function makePart(
  kernels: JobKernels,
  kernel: Kernel,
  job: PartJob,
  onProgress: (progress: KernelProgress) => void,
  cache: StepCache | undefined,
): Promise<PartResult> {
  const watch = new Stopwatch();
  onProgress({ stage: "building", fraction: BEGINS.building });
  const obtained = await watch.time("operations", () => shapeOf(kernels, kernel, job, watch, onProgress, cache));
  try {
    return await finish(kernel, job, obtained, watch, onProgress);
  } finally {
    obtained.release();
  }
}

interface Obtained {
  part: PartShape;
  warnings: string[];
  bodies?: NamedBody[] | undefined;
  release: () => void;
}

async function shapeOf(
  kernels: JobKernels,
  kernel: Kernel,
  job: PartJob,
  watch: Stopwatch,
  onProgress: (progress: KernelProgress) => void,
  cache: StepCache | undefined,
): Promise<Obtained> {
  const owned = (part: PartShape, warnings: string[] = []) => ({ part, warnings, release: () => freePart(part) });
  switch (job.kind) {
    case "pipeline": {
      const span = BEGINS.meshing - BEGINS.building;
      const warnings: string[] = [];
      const result = await runPipeline(kernel, job.steps, {
        cache,
        onProgress: ({ fraction, message }) => onProgress({ stage: "building", fraction: BEGINS.building + span * fraction, message }),
        context: { exchange: kernels.exchange, addFile: () => undefined, warn: (sentence) => warnings.push(sentence) },
        onStep: ({ feature, elapsedMs }) => {
          if (feature) watch.add(`feature:${feature}`, elapsedMs);
        },
      });
      return { part: partOf(kernel, result, job.steps), warnings, release: result.release };
    }
    case "export": {
      const text = new TextDecoder().decode(await readJobFile(job.file, job.scratchDir));
      return owned(recallNames(kernel, readBrep(kernel, text), job.history));
    }
    case "import": {
      const { part, warnings, bodies } = await importFile(kernels, await readJobFile(job.file, job.scratchDir));
      return { ...owned(part, warnings), bodies };
    }
  }
}

async function finish(
  kernel: Kernel,
  job: PartJob,
  { part, warnings, bodies }: Obtained,
  watch: Stopwatch,
  onProgress: (progress: KernelProgress) => void,
): Promise<PartResult> {
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
  const finished: Finished = { part, meshes: meshes ?? [], faces: table.faces, bodies };
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
    ...(bodies ? { bodies } : {}),
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
