import type { TopoDS_Shape } from "opencascade.js";
import { free } from "@/lib/cad/kernel/kernel";

/** Linear red, green, blue (as glTF has them; STEP's are sRGB) and opacity, each 0 to 1. */
export type Rgba = readonly [number, number, number, number];

/** Column-major 4 × 4, millimetres. */
export type Matrix = readonly number[];

export const IDENTITY: Matrix = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1];

/** What a product or an occurrence of one is called and wears; empty where the file says nothing. */
export interface Described {
  /** Entry in the document: `0:1:1:3`. */
  label: string;
  /** Empty where the file gives none. */
  name: string;
  color?: Rgba | undefined;
  layers?: string[] | undefined;
  properties?: ProductProperties | undefined;
}

/** Physical material, and what the writer of the file measured for others to compare with. */
export interface ProductProperties {
  material?: string | undefined;
  /** As the file states it: g/cm³ for most. */
  density?: number | undefined;
  volume_mm3?: number | undefined;
  area_mm2?: number | undefined;
  centroid?: [number, number, number] | undefined;
}

/** A product: made once, placed as often as wanted. It has a body, or components, as an assembly. */
export interface Product<Geometry> extends Described {
  body?: Body<Geometry> | undefined;
  components: Component<Geometry>[];
}

/** One occurrence of a product in an assembly. */
export interface Component<Geometry> extends Described {
  /** From the product's frame to the assembly's. */
  matrix: Matrix;
  product: Product<Geometry>;
}

export interface Body<Geometry> {
  geometry: Geometry;
  /** Colours of single faces by 0-based position in explorer order; they go before those of product and occurrence. */
  faceColors: ReadonlyMap<number, Rgba>;
}

/** An exchange file's content. Products that occur several times are one object. */
export interface ProductStructure<Geometry> {
  /** Products that occur in no other. */
  roots: Product<Geometry>[];
  /** All of them. */
  products: Product<Geometry>[];
}

/** A document whose shapes live in the modelling kernel: millimetres, axes as in the file. Whoever receives it frees it. */
export type ExchangeDocument = ProductStructure<TopoDS_Shape>;

/** Frees the shapes of a document. */
export function freeDocument({ products }: ExchangeDocument): void {
  for (const { body } of products) if (body) free(body.geometry);
}

/** An occurrence in the unfolded tree, with what it inherits. */
export interface Occurrence<Geometry> {
  product: Product<Geometry>;
  /** Absent at the roots. */
  component?: Component<Geometry> | undefined;
  /** Of the occurrence itself, else of its product, else of the assembly that it stands in. */
  color?: Rgba | undefined;
  depth: number;
}

/** An assembly of assemblies grows with every level: 37 kB of STEP can unfold to 16,384 bodies. */
export const MAX_OCCURRENCES = 50_000;

/** How many nodes the unfolded tree has; counted product by product, so that a bomb costs nothing. */
export function countOccurrences<G>({ roots }: ProductStructure<G>): number {
  const counts = new Map<Product<G>, number>();
  const countOf = (product: Product<G>): number => {
    const known = counts.get(product);
    if (known !== undefined) return known;
    const count = 1 + product.components.reduce((sum, { product: child }) => sum + countOf(child), 0);
    counts.set(product, count);
    return count;
  };
  return roots.reduce((sum, root) => sum + countOf(root), 0);
}

/** Colour of an occurrence, which its faces wear where they have none of their own. */
export function colorOf<G>(product: Product<G>, component: Component<G> | undefined, inherited: Rgba | undefined): Rgba | undefined {
  return component?.color ?? product.color ?? inherited;
}
