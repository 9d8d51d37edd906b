import type { NameFormat } from "@/lib/contract/convert";

export interface NamedPlace {
  /** Name of the part. */
  product: string;
  /** Name of its occurrence. */
  instance: string;
  /** Entry in the document. */
  entry: string;
}

/**
 * What a node or mesh is called.
 * @source OCCT RWMesh::FormatName
 */
export function formatName(format: NameFormat, { product, instance, entry }: NamedPlace): string {
  switch (format) {
    case "empty":
      return "";
    case "product":
      return product;
    case "instance":
      return instance;
    case "instanceOrProduct":
      return instance || product;
    case "productOrInstance":
      return product || instance;
    case "productAndInstance":
      return both(product, instance);
    case "productAndInstanceAndOcaf":
      return [both(product, instance), `[${entry}]`].filter(Boolean).join(" ");
  }
}

function both(product: string, instance: string): string {
  if (!product || !instance || product === instance) return product || instance;
  return `${product} [${instance}]`;
}
