import type { TopoDS_Shape } from "opencascade.js";
import {
  type Component,
  colorOf,
  countOccurrences,
  type ExchangeDocument,
  MAX_OCCURRENCES,
  type Product,
  type Rgba,
} from "@/lib/cad/exchange/exchange-document";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { JsonValue } from "../implementation";

type Part = Product<TopoDS_Shape>;

/**
 * The unfolded tree of a document: label, names, colour (linear, absent where there is none), place in its assembly.
 * @throws KernelError INVALID_INPUT when it unfolds to more than 50,000 nodes
 */
export function assemblyJson(document: ExchangeDocument): JsonValue {
  const nodes = countOccurrences(document);
  if (nodes > MAX_OCCURRENCES) throw invalidInput(`The assembly unfolds to ${nodes} occurrences; at most ${MAX_OCCURRENCES} are listed.`);
  const nodeOf = (product: Part, occurrence: Component<TopoDS_Shape> | undefined, inherited: Rgba | undefined): JsonValue => {
    const color = colorOf(product, occurrence, inherited);
    return {
      label: occurrence?.label ?? product.label,
      name: occurrence?.name || product.name,
      product: product.name,
      productLabel: product.label,
      isAssembly: product.components.length > 0,
      ...(color ? { color: [...color] } : {}),
      ...(occurrence ? { matrix: [...occurrence.matrix] } : {}),
      children: product.components.map((component) => nodeOf(component.product, component, color)),
    };
  };
  return {
    nodes,
    parts: document.products.filter(({ body }) => body).length,
    roots: document.roots.map((root) => nodeOf(root, undefined, undefined)),
  };
}
