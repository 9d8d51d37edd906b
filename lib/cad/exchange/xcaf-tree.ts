import type { TDF_Label, TDocStd_Document, TopLoc_Location, TopoDS_Shape, XCAFDoc_ColorTool, XCAFDoc_ShapeTool } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { Rgba } from "./exchange-document";

/** Products, assemblies and colours of a document that the modelling kernel writes. */
export class XcafTree {
  private readonly shapes: XCAFDoc_ShapeTool;
  private readonly colors: XCAFDoc_ColorTool;

  constructor(
    private readonly kernel: Kernel,
    private readonly own: Own,
    document: TDocStd_Document,
  ) {
    const main = own(document.Main());
    this.shapes = own(kernel.oc.XCAFDoc_DocumentTool.ShapeTool(main));
    this.colors = own(kernel.oc.XCAFDoc_DocumentTool.ColorTool(main));
  }

  product(shape: TopoDS_Shape, name: string, color?: Rgba): TDF_Label {
    const { oc } = this.kernel;
    const label = this.own(this.shapes.NewShape());
    this.shapes.SetShape(label, shape);
    this.name(label, name);
    // Linear; the writer makes STEP's sRGB of it.
    if (color) this.colors.SetColor(label, this.own(new oc.Quantity_ColorRGBA(...color)), "XCAFDoc_ColorSurf");
    return label;
  }

  assembly(name: string): TDF_Label {
    const label = this.own(this.shapes.NewShape());
    this.name(label, name);
    return label;
  }

  /** An occurrence of a product in an assembly. */
  place(assembly: TDF_Label, product: TDF_Label, at: TopLoc_Location, name: string): void {
    this.name(this.own(this.shapes.AddComponent(assembly, product, at)), name);
  }

  /** To be called when assemblies are complete. */
  update(): void {
    this.shapes.UpdateAssemblies();
  }

  private name(label: TDF_Label, name: string): void {
    const { oc } = this.kernel;
    this.own(oc.TDataStd_Name.Set(label, this.own(new oc.TCollection_ExtendedString(name, true))));
  }
}
