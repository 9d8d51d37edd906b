import { writeFile } from "node:fs/promises";
import { convertStepToGlb } from "@/lib/cad/exchange/gltf/convert-step";
import { type ExchangeKernel, loadExchangeKernel } from "@/lib/cad/exchange/load-exchange-kernel";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { conversionOptions } from "@/lib/contract/convert";
import type { CaseResult, Stages } from "./protocol";

let exchange: Promise<ExchangeKernel> | undefined;

/** Loaded at most once, as in a worker. */
function exchangeOnce(): Promise<ExchangeKernel> {
  exchange ??= loadExchangeKernel();
  return exchange;
}

/** A STEP file as GLB, by the product's converter and its standard options; native-peer.cpp meshes by the same ones. */
export async function stepToGlb(kernel: Kernel, step: Uint8Array, target: string, cpuMs: () => number): Promise<CaseResult> {
  const stages: Stages = { read: 0, mesh: 0, write: 0 };
  const kernels = { modelling: () => Promise.resolve(kernel), exchange: exchangeOnce };
  const { glb, counts } = await convertStepToGlb(kernels, step, conversionOptions.parse({}), async (stage, fn) => {
    const started = cpuMs();
    try {
      return await fn();
    } finally {
      stages[stage] += cpuMs() - started;
    }
  });
  await writeFile(target, glb);
  return { volume: 0, triangles: counts.triangles, bytes: glb.length, stages };
}
