import type { TopoDS_Shape } from "opencascade.js";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { type ExchangeDocument, freeDocument, type Product } from "./exchange-document";
import type { XcafDocument } from "./read-xcaf-step";

const FILE = "/adopted.bin";

/** Takes a document of the exchange kernel over into the modelling kernel. Whoever receives it frees it. */
export function adoptXcafDocument(kernel: Kernel, source: XcafDocument): ExchangeDocument {
  const adopted = new Map<Product<Uint8Array>, Product<TopoDS_Shape>>();
  const document: ExchangeDocument = { roots: [], products: [] };
  try {
    for (const product of source.products) {
      const { body } = product;
      const copy: Product<TopoDS_Shape> = { ...product, body: undefined, components: [] };
      document.products.push(copy);
      adopted.set(product, copy);
      if (body) copy.body = { geometry: readBinary(kernel, body.geometry), faceColors: body.faceColors };
    }
  } catch (error) {
    freeDocument(document);
    throw error;
  }
  const copyOf = (product: Product<Uint8Array>): Product<TopoDS_Shape> => {
    const copy = adopted.get(product);
    if (!copy) throw new KernelError("A component refers to a product that its document does not list.");
    return copy;
  };
  for (const product of source.products)
    copyOf(product).components = product.components.map((component) => ({ ...component, product: copyOf(component.product) }));
  document.roots = source.roots.map(copyOf);
  return document;
}

function readBinary(kernel: Kernel, bytes: Uint8Array): TopoDS_Shape {
  const { oc } = kernel;
  return kernel.scope((own) => {
    const shape = own(new oc.TopoDS_Shape());
    oc.FS.writeFile(FILE, bytes);
    try {
      if (!oc.BinTools.Read(shape, FILE, own(new oc.Message_ProgressRange())) || shape.IsNull())
        throw new KernelError("A shape could not be taken over from the exchange kernel.");
      return own.release(shape);
    } finally {
      oc.FS.unlink(FILE);
    }
  });
}
