import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { threadId } from "node:worker_threads";
import { compileExchangeKernel, type ExchangeKernel, loadExchangeKernel } from "@/lib/cad/exchange/load-exchange-kernel";
import { runJob } from "@/lib/cad/job/run-job";
import { KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import { loadModellingKernel } from "@/lib/cad/kernel/load-modelling-kernel";
import { ShapeStore } from "@/lib/cad/pipeline/shape-store";
import { StepCache } from "@/lib/cad/pipeline/step-cache";
import { ApiError } from "@/lib/core/errors";
import { passesCanary } from "./canary";
import { scratchName } from "./scratch";
import { warmUpJob } from "./warm-up-job";
import { type KernelWork, serveWorker, type WorkerStart } from "./worker-serve";

/** True when our own code refused: nothing was thrown inside the kernel, so its instance is as good as before. */
function isCleanRefusal(thrown: unknown): boolean {
  if (thrown instanceof ApiError) return true;
  return thrown instanceof KernelError && (thrown.cause === undefined || isCleanRefusal(thrown.cause));
}

/** Stored shapes of this build of the program: another build may give others for the same steps. Those of others go. */
function folderOfBuild(dir: string): string {
  const build = createHash("sha256")
    .update(readFileSync(fileURLToPath(import.meta.url)))
    .digest("hex")
    .slice(0, 16);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  for (const name of readdirSync(dir)) if (name !== build) rmSync(join(dir, name), { recursive: true, force: true });
  return join(dir, build);
}

async function load(
  { module, exchangeModule, scratchRoot, cache }: WorkerStart,
  onCompiled: (exchangeModule: WebAssembly.Module) => void,
): Promise<KernelWork> {
  const kernel = await loadModellingKernel(module);
  // Needed once, needed again: loaded here it does not count against a job's time.
  let exchange: ExchangeKernel | undefined = exchangeModule && (await loadExchangeKernel(exchangeModule));
  const kernels = {
    modelling: () => Promise.resolve(kernel),
    exchange: async () => {
      if (exchange) return exchange;
      const compiled = await compileExchangeKernel();
      onCompiled(compiled);
      exchange = await loadExchangeKernel(compiled);
      return exchange;
    },
  };
  const steps = cache && new StepCache(new ShapeStore(kernel, folderOfBuild(cache.dir), cache.maxBytes));
  return {
    run: (job, onProgress) => runJob(kernels, job, onProgress, steps),
    isSane: () => passesCanary(kernel),
    warmUp: async () => {
      const dir = join(scratchRoot, scratchName(`warm-up-${threadId}`));
      await mkdir(dir, { recursive: true });
      try {
        await runJob(kernels, warmUpJob(dir), () => undefined);
      } finally {
        await rm(dir, { recursive: true, force: true });
      }
    },
    heapBytes: () => kernel.heapBytes() + (exchange?.heapBytes() ?? 0),
    explain: (thrown) => ({ failure: toKernelError(kernel.oc, thrown).toFailure(), clean: isCleanRefusal(thrown) }),
  };
}

await serveWorker(load);
