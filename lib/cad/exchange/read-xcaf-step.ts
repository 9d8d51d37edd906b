import { type FullBuild, type FullLabel, type FullOwn, type FullShape, fullScope, refusalOf, unreadable } from "./exchange-build";
import type { Component, Matrix, Product, ProductStructure, Rgba } from "./exchange-document";
import { describeXcafLabel, type XcafTools, xcafTools } from "./xcaf-label";

/** What of a file is read. */
export interface XcafReading {
  colors: boolean;
  names: boolean;
  materials: boolean;
  layers: boolean;
  /** Volume, area and centroid that the file states for checking. */
  properties: boolean;
}

/** A document whose shapes are bytes in the kernels' common binary form (BinTools). */
export type XcafDocument = ProductStructure<Uint8Array>;

const [INPUT, OUTPUT] = ["/document.step", "/document.bin"];

/**
 * Reads STEP with its product structure by the exchange kernel.
 * @throws KernelError INVALID_FILE when the file gives no product with a shape
 * @source OCCT STEPCAFControl_Reader
 */
export function readXcafStep(oc: FullBuild, content: Uint8Array, reading: XcafReading): XcafDocument {
  oc.FS.writeFile(INPUT, content);
  try {
    return fullScope((own) => {
      const document = new oc.TDocStd_Document(own(new oc.TCollection_ExtendedString_2("XmlOcaf", true)));
      // The counted handle frees the document: freeing that too would be a second time.
      transfer(oc, own, own(new oc.Handle_TDocStd_Document_2(document)), reading);
      return new XcafWalk(oc, own, xcafTools(oc, own, own(document.Main())), reading).read();
    });
  } catch (error) {
    throw refusalOf(oc, "step", error);
  } finally {
    oc.FS.unlink(INPUT);
  }
}

function transfer(oc: FullBuild, own: FullOwn, document: ReturnType<FullOwn>, reading: XcafReading): void {
  const reader = own(new oc.STEPCAFControl_Reader_1());
  reader.SetColorMode(reading.colors);
  reader.SetNameMode(reading.names);
  reader.SetLayerMode(reading.layers);
  reader.SetPropsMode(reading.properties);
  reader.SetMatMode(reading.materials);
  reader.SetGDTMode(false);
  reader.SetViewMode(false);
  if (reader.ReadFile(INPUT).value !== oc.IFSelect_ReturnStatus.IFSelect_RetDone.value) throw unreadable("step", "it could not be parsed");
  if (!reader.Transfer_1(document, own(new oc.Message_ProgressRange_1()))) throw unreadable("step", "its products could not be read");
}

/** Largest hash that the kernel gives for a shape. */
const HASH_LIMIT = 2_147_483_647;

class XcafWalk {
  private readonly products = new Map<string, Product<Uint8Array>>();

  constructor(
    private readonly oc: FullBuild,
    private readonly own: FullOwn,
    private readonly tools: XcafTools,
    private readonly reading: XcafReading,
  ) {}

  read(): XcafDocument {
    const free = this.own(new this.oc.TDF_LabelSequence_1());
    this.tools.shapes.GetFreeShapes(free);
    const roots = this.labelsOf(free).map((label) => this.product(label));
    const products = [...this.products.values()];
    if (!products.some(({ body }) => body)) throw unreadable("step", "it holds no shape");
    return { roots, products };
  }

  private labelsOf(sequence: { Length(): number; Value(index: number): FullLabel }): FullLabel[] {
    return Array.from({ length: sequence.Length() }, (_, index) => this.own(sequence.Value(index + 1)));
  }

  private product(label: FullLabel): Product<Uint8Array> {
    const { XCAFDoc_ShapeTool: shapes } = this.oc;
    const described = describeXcafLabel(this.oc, this.tools, label, this.reading);
    const known = this.products.get(described.label);
    if (known) return known;
    const product: Product<Uint8Array> = { ...described, components: [] };
    this.products.set(described.label, product);
    if (shapes.IsAssembly(label)) {
      const components = this.own(new this.oc.TDF_LabelSequence_1());
      shapes.GetComponents(label, components, false);
      product.components = this.labelsOf(components).map((component) => this.component(component));
    } else product.body = this.body(label);
    return product;
  }

  private component(label: FullLabel): Component<Uint8Array> {
    const { XCAFDoc_ShapeTool: shapes, TDF_Label } = this.oc;
    const referred = this.own(new TDF_Label());
    if (!shapes.GetReferredShape(label, referred)) throw unreadable("step", "an assembly in it refers to no product");
    return {
      ...describeXcafLabel(this.oc, this.tools, label, this.reading),
      matrix: this.matrixOf(label),
      product: this.product(referred),
    };
  }

  private matrixOf(label: FullLabel): Matrix {
    return fullScope((own) => {
      const transform = own(own(this.oc.XCAFDoc_ShapeTool.GetLocation(label)).Transformation());
      const column = (number: number) => [1, 2, 3].map((row) => transform.Value(row, number));
      return [...column(1), 0, ...column(2), 0, ...column(3), 0, ...column(4), 1];
    });
  }

  private body(label: FullLabel): Product<Uint8Array>["body"] {
    const { oc } = this;
    return fullScope((own) => {
      const shape = own(oc.XCAFDoc_ShapeTool.GetShape_2(label));
      if (shape.IsNull()) return undefined;
      if (!oc.BinTools.Write_3(shape, OUTPUT, own(new oc.Message_ProgressRange_1())))
        throw unreadable("step", "a shape in it could not be handed over");
      // A copy: the file system's own array is a view of what it reuses.
      const geometry = Uint8Array.from(oc.FS.readFile(OUTPUT));
      oc.FS.unlink(OUTPUT);
      return { geometry, faceColors: this.faceColors(label, shape, own) };
    });
  }

  /** Colours of parts of the shape: the larger first, so that a face's own goes before that of its solid. */
  private faceColors(label: FullLabel, shape: FullShape, own: FullOwn): Map<number, Rgba> {
    const colors = new Map<number, Rgba>();
    if (!this.reading.colors) return colors;
    const { oc } = this;
    const labels = own(new oc.TDF_LabelSequence_1());
    oc.XCAFDoc_ShapeTool.GetSubShapes(label, labels);
    const colored = this.labelsOf(labels).flatMap((sub) => {
      const color = this.tools.colorOf(sub);
      return color ? [{ color, shape: own(oc.XCAFDoc_ShapeTool.GetShape_2(sub)) }] : [];
    });
    if (colored.length === 0) return colors;
    const positions = this.facePositions(shape, own);
    colored.sort((a, b) => a.shape.ShapeType().value - b.shape.ShapeType().value);
    for (const { color, shape: part } of colored) {
      for (const face of this.facesOf(part, own)) for (const position of positions(face)) colors.set(position, color);
    }
    return colors;
  }

  private facesOf(shape: FullShape, own: FullOwn): FullShape[] {
    const { TopAbs_FACE, TopAbs_SHAPE } = this.oc.TopAbs_ShapeEnum;
    const explorer = own(new this.oc.TopExp_Explorer_2(shape, TopAbs_FACE, TopAbs_SHAPE));
    const faces: FullShape[] = [];
    for (; explorer.More(); explorer.Next()) faces.push(own(explorer.Current()));
    return faces;
  }

  /** Where a face stands in explorer order; several places where it occurs several times. */
  private facePositions(shape: FullShape, own: FullOwn): (face: FullShape) => number[] {
    const buckets = new Map<number, { face: FullShape; position: number }[]>();
    for (const [position, face] of this.facesOf(shape, own).entries()) {
      const hash = face.HashCode(HASH_LIMIT);
      const bucket = buckets.get(hash) ?? [];
      bucket.push({ face, position });
      buckets.set(hash, bucket);
    }
    return (face) => {
      const bucket = buckets.get(face.HashCode(HASH_LIMIT)) ?? [];
      return bucket.filter((entry) => entry.face.IsSame(face)).map(({ position }) => position);
    };
  }
}
