import type { STEPControl_Reader, Standard_Transient, StepData_StepModel, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { explore, facesOf, ShapeIndex } from "@/lib/cad/kernel/topology";
import type { ExchangeDocument, Matrix, Product, Rgba } from "./exchange-document";
import type { StepProduct, StepStructure, StepUsage } from "./step-structure";

const FILE = "/direct.step";

/** The text and the kernel do not say the same, or not enough; the exchange kernel has to read the file. */
export class Doubt extends Error {
  override readonly name = "Doubt";
}

/**
 * Reads STEP with its product structure by the modelling kernel alone, 2-6 times as fast as the exchange kernel: that
 * kernel reads shapes but no structure, and the text holds the structure. Entity by entity the two are brought together
 * by the number that the entity has in the file, so that nothing is guessed from order.
 * @throws Doubt where that does not work out to the last entity
 */
export function readStepDirectly(kernel: Kernel, content: Uint8Array, structure: StepStructure): ExchangeDocument {
  if (structure.doubt) throw new Doubt(structure.doubt);
  const { oc } = kernel;
  oc.FS.writeFile(FILE, content);
  try {
    return kernel.scope((own) => {
      const reader = own(new oc.STEPControl_Reader());
      if (reader.ReadFile(FILE) !== "IFSelect_RetDone") throw new Doubt("it could not be parsed");
      return new DirectReader(kernel, own, reader, structure).read();
    });
  } finally {
    oc.FS.unlink(FILE);
  }
}

class DirectReader {
  private readonly model: StepData_StepModel;
  private readonly shapes = new Map<number, TopoDS_Shape>();
  private readonly products = new Map<number, Product<TopoDS_Shape>>();

  constructor(
    private readonly kernel: Kernel,
    private readonly own: Own,
    private readonly reader: STEPControl_Reader,
    private readonly structure: StepStructure,
  ) {
    this.model = own(reader.StepModel());
    if (this.model.NbEntities() !== structure.entityCount) throw new Doubt("text and kernel count different entities");
  }

  read(): ExchangeDocument {
    const { products, usages, styles } = this.structure;
    const parts = new Set(usages.map(({ part }) => part));
    const roots = products.filter(({ id }) => !parts.has(id));
    if (roots.length === 0) throw new Doubt("it has no product that is not part of another");
    // From the root down: everything below is transferred once and found again afterwards.
    for (const { id } of [...roots, ...products]) if (!this.shapes.has(id)) this.shapes.set(id, this.transfer(id));
    for (const product of products) this.products.set(product.id, this.product(product));
    for (const usage of usages) this.place(usage);
    this.assertComplete(products, usages);
    this.wear(styles);
    for (const { body } of this.products.values()) if (body) this.own.release(body.geometry);
    return numbered(roots.map(({ id }) => this.productOf(id)));
  }

  private entity(id: number): Standard_Transient {
    const place = this.structure.placeOf.get(id);
    if (place === undefined) throw new Doubt(`entity #${id} is not in the file`);
    const entity = this.own(this.model.Value(place + 1));
    if (this.model.IdentLabel(entity) !== id) throw new Doubt("text and kernel number entities differently");
    return entity;
  }

  private transfer(id: number): TopoDS_Shape {
    const { oc } = this.kernel;
    this.reader.ClearShapes();
    const isDone = this.reader.TransferEntity(this.entity(id), this.own(new oc.Message_ProgressRange()));
    if (!isDone || this.reader.NbShapes() !== 1) throw new Doubt(`entity #${id} gives no shape`);
    const shape = this.own(this.reader.Shape(1));
    if (shape.IsNull()) throw new Doubt(`entity #${id} gives no shape`);
    return shape;
  }

  private productOf(id: number): Product<TopoDS_Shape> {
    const product = this.products.get(id);
    if (!product) throw new Doubt(`product #${id} has no definition`);
    return product;
  }

  private shapeOf(id: number): TopoDS_Shape {
    const shape = this.shapes.get(id);
    if (!shape) throw new Doubt(`product #${id} has no shape`);
    return shape;
  }

  private product({ id, name }: StepProduct): Product<TopoDS_Shape> {
    const isAssembly = this.structure.usages.some(({ assembly }) => assembly === id);
    if (isAssembly) return { label: "", name, components: [] };
    const geometry = this.shapeOf(id);
    if (!this.own(geometry.Location()).IsIdentity()) throw new Doubt(`product #${id} stands off its own frame`);
    if (geometry.ShapeType() === "TopAbs_COMPOUND") this.assertPlain(id, geometry);
    return { label: "", name, components: [], body: { geometry, faceColors: new Map() } };
  }

  /** Several bodies of one product stay one; what else the exchange kernel makes of a compound is not to be foreseen. */
  private assertPlain(id: number, compound: TopoDS_Shape): void {
    const children = (["TopAbs_SOLID", "TopAbs_SHELL", "TopAbs_FACE"] as const)
      .map((type) => explore(this.kernel, this.own, compound, type))
      .find((found) => found.length > 0);
    // The build has no iterator over direct children.
    if (children?.length !== compound.NbChildren()) throw new Doubt(`the shapes of product #${id} are of several kinds`);
    if (this.structure.joined.has(id)) throw new Doubt(`product #${id} has several representations`);
  }

  /** The kernel itself computes where an occurrence stands. */
  private place({ id, name, assembly, part }: StepUsage): void {
    const placed = this.transfer(id);
    if (!placed.IsPartner(this.shapeOf(part))) throw new Doubt(`occurrence #${id} is another shape than its product`);
    this.productOf(assembly).components.push({ label: "", name, matrix: this.matrixOf(placed), product: this.productOf(part) });
  }

  private matrixOf(shape: TopoDS_Shape): Matrix {
    const transform = this.own(this.own(shape.Location()).Transformation());
    const column = (number: number) => [1, 2, 3].map((row) => transform.Value(row, number));
    return [...column(1), 0, ...column(2), 0, ...column(3), 0, ...column(4), 1];
  }

  /** An assembly that has shapes of its own beside its components is more than the tree shows. */
  private assertComplete(products: readonly StepProduct[], usages: readonly StepUsage[]): void {
    for (const { id } of products) {
      const components = usages.filter(({ assembly }) => assembly === id).length;
      if (components > 0 && this.shapeOf(id).NbChildren() !== components) throw new Doubt(`assembly #${id} holds more than its components`);
    }
  }

  private wear(styles: StepStructure["styles"]): void {
    if (styles.length === 0) return;
    const faces = new ShapeIndex(this.kernel);
    const places: { product: Product<TopoDS_Shape>; position: number }[][] = [];
    for (const product of this.products.values()) {
      if (!product.body) continue;
      for (const [position, face] of facesOf(this.kernel, this.own, product.body.geometry).entries()) {
        const index = faces.add(face);
        places[index] = [...(places[index] ?? []), { product, position }];
      }
    }
    const totals = new Map<Product<TopoDS_Shape>, number>();
    for (const { product } of places.flat()) totals.set(product, (totals.get(product) ?? 0) + 1);
    const colors = new Map<Product<TopoDS_Shape>, Map<number, Rgba>>();
    // Bodies first, so that a face's own colour goes before theirs.
    for (const { item, color } of styles.toSorted((a, b) => Number(a.kind === "face") - Number(b.kind === "face"))) {
      const worn = facesOf(this.kernel, this.own, this.transfer(item));
      for (const face of worn) {
        const found = places[faces.indexOf(face) ?? -1];
        if (!found) throw new Doubt(`entity #${item} wears a colour and is in no product`);
        for (const { product, position } of found) colors.set(product, (colors.get(product) ?? new Map()).set(position, color));
      }
    }
    for (const [product, faceColors] of colors)
      if (product.body) Object.assign(product, liftColor(product.body, faceColors, totals.get(product)));
  }
}

/** What all faces of a body wear is the colour of its product. */
function liftColor(
  { geometry }: { geometry: TopoDS_Shape },
  faceColors: ReadonlyMap<number, Rgba>,
  total: number | undefined,
): Pick<Product<TopoDS_Shape>, "body" | "color"> {
  const [color, ...others] = new Set([...faceColors.values()].map((worn) => JSON.stringify(worn)));
  const isWhole = color !== undefined && others.length === 0 && faceColors.size === total;
  if (isWhole) return { body: { geometry, faceColors: new Map() }, color: JSON.parse(color) as Rgba };
  return { body: { geometry, faceColors } };
}

/** Gives labels as a document of the exchange kernel has them: products depth first, components in their order. */
function numbered(roots: Product<TopoDS_Shape>[]): ExchangeDocument {
  const products: Product<TopoDS_Shape>[] = [];
  const visit = (product: Product<TopoDS_Shape>) => {
    if (product.label) return;
    product.label = `0:1:1:${products.push(product)}`;
    for (const [index, component] of product.components.entries()) {
      component.label = `${product.label}:${index + 1}`;
      visit(component.product);
    }
  };
  for (const root of roots) visit(root);
  return { roots, products };
}
