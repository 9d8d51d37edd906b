import { writeFile } from "node:fs/promises";
import { importFile } from "@/lib/cad/exchange/import-file";
import { loadExchangeKernel } from "@/lib/cad/exchange/load-exchange-kernel";
import { writeGlb } from "@/lib/cad/exchange/write-glb";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { freePart } from "@/lib/cad/kernel/part-shape";
import { volumeOf } from "@/lib/cad/kernel/properties";
import { tessellate } from "@/lib/cad/mesh/tessellate";
import type { CaseResult } from "./protocol";

/** A STEP file as GLB, by the way that the product goes. */
export async function stepToGlb(kernel: Kernel, step: Uint8Array, target: string): Promise<CaseResult> {
  const kernels = { modelling: () => Promise.resolve(kernel), exchange: () => loadExchangeKernel() };
  const { part } = await importFile(kernels, step);
  try {
    const glb = await writeGlb(tessellate(kernel, part.shape, "normal"), "part", []);
    await writeFile(target, glb);
    return { volume: volumeOf(kernel, part.shape), triangles: 0, bytes: glb.length };
  } finally {
    freePart(part);
  }
}
