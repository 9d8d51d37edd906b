import type { TopLoc_Location, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { explore, facesOf } from "@/lib/cad/kernel/topology";
import type { NamedBody } from "@/lib/contract/kernel-job";
import {
  type Body,
  type Component,
  colorOf,
  countOccurrences,
  type ExchangeDocument,
  freeDocument,
  MAX_OCCURRENCES,
  type Matrix,
  type Product,
  type Rgba,
} from "./exchange-document";
import { Doubt, readStepDirectly } from "./read-step-directly";
import { readStepStructure } from "./step-structure";

const READING = { colors: true, names: true, materials: false, layers: false, properties: false };

export interface NamedShape {
  shape: TopoDS_Shape;
  /** One for each solid, in the order of the shape; surfaces are one. */
  bodies: NamedBody[];
}

/**
 * Reads STEP as one shape with the names and colours of its bodies.
 * @returns undefined where they are not certain; whoever receives the shape frees it
 */
export function readNamedStep(kernel: Kernel, content: Uint8Array): NamedShape | undefined {
  let document: ExchangeDocument;
  try {
    document = readStepDirectly(kernel, content, readStepStructure(content, READING));
  } catch (error) {
    if (error instanceof Doubt) return undefined;
    throw error;
  }
  try {
    if (countOccurrences(document) > MAX_OCCURRENCES) return undefined;
    return kernel.scope((own) => new Unfolding(kernel, own).of(document));
  } finally {
    freeDocument(document);
  }
}

/** Places every occurrence of a body where it stands. */
class Unfolding {
  private readonly shapes: TopoDS_Shape[] = [];
  private readonly bodies: NamedBody[] = [];

  constructor(
    private readonly kernel: Kernel,
    private readonly own: Own,
  ) {}

  of({ roots }: ExchangeDocument): NamedShape | undefined {
    const { oc } = this.kernel;
    for (const root of roots) this.visit(root, undefined, undefined, this.own(new oc.TopLoc_Location()));
    const [only] = this.shapes;
    if (!only) return undefined;
    if (this.shapes.length === 1) return { shape: this.own.release(only), bodies: this.bodies };
    const builder = this.own(new oc.TopoDS_Builder());
    const compound = this.own(new oc.TopoDS_Compound());
    builder.MakeCompound(compound);
    for (const shape of this.shapes) builder.Add(compound, shape);
    return { shape: this.own.release(compound), bodies: this.bodies };
  }

  private visit(
    product: Product<TopoDS_Shape>,
    component: Component<TopoDS_Shape> | undefined,
    inherited: Rgba | undefined,
    place: TopLoc_Location,
  ): void {
    const color = colorOf(product, component, inherited);
    if (product.body) {
      this.shapes.push(this.own(product.body.geometry.Moved(place, false)));
      this.describe(product.body, component?.name || product.name, color);
    }
    for (const child of product.components) {
      this.visit(child.product, child, color, this.own(place.Multiplied(this.locationOf(child.matrix))));
    }
  }

  private locationOf(matrix: Matrix): TopLoc_Location {
    const row = (index: number) => [0, 4, 8, 12].map((column) => matrix[column + index] ?? 0) as [number, number, number, number];
    const transform = this.own(new this.kernel.oc.gp_Trsf());
    transform.SetValues(...row(0), ...row(1), ...row(2));
    return this.own(new this.kernel.oc.TopLoc_Location(transform));
  }

  /** A product may hold several solids, each with faces of one colour. Surfaces count as the one that they may be sewn into. */
  private describe({ geometry, faceColors }: Body<TopoDS_Shape>, name: string, color: Rgba | undefined): void {
    const solids = explore(this.kernel, this.own, geometry, "TopAbs_SOLID");
    let firstFace = 0;
    for (const [index, solid] of (solids.length > 0 ? solids : [geometry]).entries()) {
      const faces = facesOf(this.kernel, this.own, solid).length;
      const worn = colorOfFaces(faceColors, firstFace, faces) ?? color;
      firstFace += faces;
      const full = solids.length > 1 && name !== "" ? `${name} ${index + 1}` : name;
      this.bodies.push({ name: full, ...(worn ? { color: clamped(worn) } : {}) });
    }
  }
}

/** What all of some faces in a row wear; undefined where they differ or wear nothing. */
function colorOfFaces(colors: ReadonlyMap<number, Rgba>, first: number, count: number): Rgba | undefined {
  const worn = colors.get(first);
  if (!worn) return undefined;
  const isSame = (other: Rgba | undefined) => other?.every((channel, i) => channel === worn[i]) ?? false;
  return Array.from({ length: count }, (_, i) => colors.get(first + i)).every(isSame) ? worn : undefined;
}

/** Files hold colours beyond their range. */
function clamped([r, g, b, a]: Rgba): Rgba {
  const unit = (channel: number) => Math.min(1, Math.max(0, channel));
  return [unit(r), unit(g), unit(b), unit(a)];
}
