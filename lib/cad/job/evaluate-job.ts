import { basename } from "node:path";
import type { TopoDS_Shape } from "opencascade.js";
import { writeCsv } from "@/lib/cad/exchange/write-csv";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { isPartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, centerOfMassOf, surfaceOf, volumeOf } from "@/lib/cad/kernel/properties";
import { countOf } from "@/lib/cad/kernel/topology";
import type { OperationContext, StepValue } from "@/lib/cad/operations/implementation";
import { wholeOf } from "@/lib/cad/operations/modelling/compound";
import type { InputFile } from "@/lib/cad/pipeline/input-files";
import { type PipelineResult, runPipeline } from "@/lib/cad/pipeline/run-steps";
import type { StepCache } from "@/lib/cad/pipeline/step-cache";
import { summaryOf } from "@/lib/cad/pipeline/step-values";
import { type FilesResult, RESULT_FORMATS, type ResultFormat, resultFormat } from "@/lib/contract/evaluation";
import type { KernelJob, KernelProgress } from "@/lib/contract/kernel-job";
import { CALLER_LIMITS } from "@/lib/contract/pipeline";
import type { UpAxis } from "@/lib/core/units";
import { readJobFile } from "./job-files";
import { ResultFolder } from "./result-folder";
import type { JobKernels } from "./run-job";
import { isGeometry, ShapeFiles } from "./shape-files";
import { Stopwatch } from "./stopwatch";

type EvaluateJob = Extract<KernelJob, { kind: "evaluate" }>;

/** Share of the whole that is done when the steps have run. */
const RUN_SHARE = 0.7;

/**
 * Runs a caller's pipeline and writes what its `outputs` ask: the last step's value in each format, `result.json` of
 * marked steps, `metadata.json`, and whatever files operations added.
 * @throws KernelError
 */
export async function evaluateJob(
  kernels: JobKernels,
  job: EvaluateJob,
  onProgress: (progress: KernelProgress) => void,
  cache?: StepCache,
): Promise<FilesResult> {
  const watch = new Stopwatch();
  const kernel = await kernels.modelling();
  const folder = new ResultFolder(job.scratchDir);
  const warnings: string[] = [];
  const inputFiles = await Promise.all(job.inputFiles.map(async (file) => ({ ...file, bytes: await readJobFile(file, job.scratchDir) })));
  const added: Parameters<OperationContext["addFile"]>[0][] = [];
  const result = await watch.time("operations", () =>
    runPipeline(kernel, job.steps, {
      limits: CALLER_LIMITS,
      inputFiles,
      cache,
      context: { exchange: kernels.exchange, addFile: (file) => added.push(file), warn: (sentence) => warnings.push(sentence) },
      onProgress: ({ fraction, message }) => onProgress({ stage: "building", fraction: fraction * RUN_SHARE, message }),
    }),
  );
  try {
    const evaluation = new Evaluation(kernel, job, result, folder, watch, warnings);
    for (const { name, contentType, bytes } of added) await folder.add(nameOf(name), nameOf(name), contentType, bytes);
    await evaluation.write((fraction, message) =>
      onProgress({ stage: "writing", fraction: RUN_SHARE + (1 - RUN_SHARE) * fraction, message }),
    );
    await evaluation.describe(inputFiles);
    onProgress({ stage: "writing", fraction: 1 });
    const { name, version } = kernel;
    return { files: folder.files, warnings, timings: watch.timings, kernel: { name, version } };
  } finally {
    result.release();
  }
}

/** A name that an operation gave, as the name of a file and nothing more. */
function nameOf(name: string): string {
  if (basename(name) !== name || name.startsWith(".") || name.includes("\0")) {
    throw new KernelError(`${JSON.stringify(name)} can't be the name of a file of the results.`, { code: "INVALID_INPUT" });
  }
  return name;
}

/** What became of a pipeline, on its way into files. */
class Evaluation {
  private readonly upAxis: UpAxis;
  private readonly value: StepValue;
  private readonly formats: ResultFormat[];

  constructor(
    private readonly kernel: Kernel,
    private readonly job: EvaluateJob,
    private readonly result: PipelineResult,
    private readonly folder: ResultFolder,
    private readonly watch: Stopwatch,
    private readonly warnings: string[],
  ) {
    this.value = result.value;
    this.upAxis = result.lastOperation?.startsWith("part.") ? "z" : "y";
    const isShape = shapesOf(this.value).length > 0;
    this.formats = job.outputs.formats?.map(resultFormat) ?? (isShape ? ["step", "glb"] : ["json"]);
  }

  async write(onProgress: (fraction: number, format: string) => void): Promise<void> {
    const shapes = this.formats.some(isGeometry) ? this.shapeFiles() : undefined;
    try {
      for (const [index, format] of this.formats.entries()) {
        onProgress(index / this.formats.length, format);
        const bytes = await this.watch.time(format, () => (shapes && isGeometry(format) ? shapes.write(format) : this.writeValue(format)));
        const { extension, contentType } = RESULT_FORMATS[format];
        await this.folder.add(format, `${this.job.basename}.${extension}`, contentType, bytes);
      }
    } finally {
      shapes?.free();
    }
    const { outputs } = this.result;
    if (outputs.length === 0) return;
    const marked = outputs.length === 1 ? outputs[0] : outputs;
    await this.folder.add("result", "result.json", "application/json", jsonBytes(marked));
  }

  private shapeFiles(): ShapeFiles {
    const shapes = shapesOf(this.value);
    if (shapes.length === 0) {
      const geometry = this.formats.filter(isGeometry).join(", ");
      throw new KernelError(`The last step gives no shape, so it can't be written as ${geometry}; json takes any value.`, {
        code: "RESULT_NOT_A_SHAPE",
      });
    }
    const { basename: base, outputs, timestamp } = this.job;
    if (outputs.adjustYtoZ && this.upAxis === "z") this.warnings.push("The result is Z up already; adjustYtoZ changes nothing.");
    const shape = this.kernel.scope((own) => own.release(wholeOf(this.kernel, own, shapes)));
    return new ShapeFiles(this.kernel, shape, { name: base, timestamp, upAxis: this.upAxis, outputs });
  }

  private writeValue(format: ResultFormat): Uint8Array {
    return format === "csv" ? writeCsv(this.value) : jsonBytes(summaryOf(this.kernel, this.value));
  }

  /** metadata.json: the task, what was asked and resolved, what was measured. */
  async describe(inputFiles: readonly (InputFile & { role: string })[]): Promise<void> {
    const { outputs, about, steps } = this.job;
    const { name, version } = this.kernel;
    const metadata = {
      ...about,
      outputs: { ...outputs, formats: this.formats },
      ...(outputs.includePipelineInMetadata ? { pipeline: steps } : {}),
      inputFiles: inputFiles.map(({ filename, bytes, role }) => ({ filename, bytes: bytes.length, role })),
      units: { model: "mm", files: { step: "mm", glb: "m" } },
      upAxis: { model: this.upAxis, glb: "y" },
      measurements: this.measurements(),
      warnings: this.warnings,
      kernel: { name, version },
      timings: this.watch.timings,
    };
    await this.folder.add("metadata", "metadata.json", "application/json", jsonBytes(metadata));
  }

  private measurements(): unknown {
    const shapes = shapesOf(this.value);
    if (shapes.length === 0) return null;
    const { kernel } = this;
    return kernel.scope((own) => {
      const shape = wholeOf(kernel, own, shapes);
      const solids = countOf(kernel, shape, "TopAbs_SOLID");
      const faces = countOf(kernel, shape, "TopAbs_FACE");
      return {
        volume: solids > 0 ? volumeOf(kernel, shape) : 0,
        area: faces > 0 ? surfaceOf(kernel, shape).area : 0,
        boundingBox: boundingBoxOf(kernel, shape),
        centerOfMass: solids > 0 ? centerOfMassOf(kernel, shape) : null,
        solids,
      };
    });
  }
}

/** A shape, or the shapes of a list of nothing else. */
function shapesOf(value: StepValue): TopoDS_Shape[] {
  const parts = isPartShape(value) ? [value] : value;
  return Array.isArray(parts) && parts.every(isPartShape) ? parts.map(({ shape }) => shape) : [];
}

function jsonBytes(value: unknown): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(value ?? null));
}
