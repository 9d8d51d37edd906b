import type { Kernel } from "@/lib/cad/kernel/kernel";
import { adoptXcafDocument } from "./adopt-xcaf-document";
import type { ExchangeDocument } from "./exchange-document";
import type { ExchangeKernel } from "./load-exchange-kernel";
import { Doubt, readStepDirectly } from "./read-step-directly";
import type { XcafReading } from "./read-xcaf-step";
import { readStepStructure } from "./step-structure";

export interface DocumentKernels {
  modelling(): Promise<Kernel>;
  exchange(): Promise<ExchangeKernel>;
}

/** Everything that a STEP file may say beside its shapes. */
export const READ_ALL: XcafReading = { colors: true, names: true, materials: true, layers: true, properties: true };

/**
 * Reads STEP with its product structure into the modelling kernel; by that kernel alone where the result is certain to be
 * the same, else by the exchange kernel. Whoever receives the document frees it.
 * @throws KernelError INVALID_FILE when the file gives no product with a shape
 */
export async function readStepDocument(kernels: DocumentKernels, content: Uint8Array, reading: XcafReading): Promise<ExchangeDocument> {
  const kernel = await kernels.modelling();
  try {
    const direct = readStepDirectly(kernel, content, readStepStructure(content, reading));
    return reading.names ? direct : withoutNames(direct);
  } catch (error) {
    if (!(error instanceof Doubt)) throw error;
    const exchange = await kernels.exchange();
    return adoptXcafDocument(kernel, exchange.readStepDocument(content, reading));
  }
}

function withoutNames(document: ExchangeDocument): ExchangeDocument {
  for (const product of document.products) {
    product.name = "";
    for (const component of product.components) component.name = "";
  }
  return document;
}
