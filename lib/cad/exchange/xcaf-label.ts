import type { FullAttribute, FullBuild, FullColorTool, FullHandle, FullLabel, FullLayerTool, FullOwn, FullPoint } from "./exchange-build";
import { fullScope } from "./exchange-build";
import type { Described, ProductProperties, Rgba } from "./exchange-document";
import type { XcafReading } from "./read-xcaf-step";

/** The tools of one document. */
export interface XcafTools {
  shapes: { GetFreeShapes(labels: FullHandle): void };
  layers: FullLayerTool;
  /** Colour of the surfaces of what stands at a label. */
  colorOf(label: FullLabel): Rgba | undefined;
}

/** The tools of the document with this main label. */
export function xcafTools(oc: FullBuild, own: FullOwn, main: FullLabel): XcafTools {
  const { XCAFDoc_DocumentTool: tools, XCAFDoc_ColorType: types } = oc;
  const colors = own(tools.ColorTool(main)).get();
  return {
    shapes: own(tools.ShapeTool(main)).get(),
    layers: own(tools.LayerTool(main)).get(),
    colorOf: (label) => colorOfType(oc, colors, label, types.XCAFDoc_ColorSurf) ?? colorOfType(oc, colors, label, types.XCAFDoc_ColorGen),
  };
}

function colorOfType(oc: FullBuild, colors: FullColorTool, label: FullLabel, type: { value: number }): Rgba | undefined {
  return fullScope((own) => {
    const color = own(new oc.Quantity_ColorRGBA_1());
    if (!colors.GetColor_5(label, type, color)) return undefined;
    const rgb = own(color.GetRGB());
    return [rgb.Red(), rgb.Green(), rgb.Blue(), color.Alpha()];
  });
}

/** Everything that is written at a label. */
export function describeXcafLabel(oc: FullBuild, tools: XcafTools, label: FullLabel, reading: XcafReading): Described {
  const described: Described = { label: entryOf(oc, label), name: reading.names ? nameOf(oc, label) : "" };
  if (reading.colors) described.color = tools.colorOf(label);
  if (reading.layers) described.layers = layersOf(oc, tools, label);
  if (reading.materials || reading.properties) described.properties = propertiesOf(oc, label, reading);
  return described;
}

function entryOf(oc: FullBuild, label: FullLabel): string {
  return fullScope((own) => {
    const entry = own(new oc.TCollection_AsciiString_1());
    oc.TDF_Tool.Entry(label, entry);
    return entry.ToCString();
  });
}

function nameOf(oc: FullBuild, label: FullLabel): string {
  return fullScope((own) => {
    const attribute = attributeOf(oc, own, label, oc.TDataStd_Name.GetID());
    if (!attribute) return "";
    const name = textOf(oc, own, attribute.Get());
    // Components that the file does not name are called after the entry of what they refer to.
    return /^=>\[[\d:]+\]$/.test(name) ? "" : name;
  });
}

/** UTF-8 whose bytes the glue shows as Latin-1. */
function textOf(oc: FullBuild, own: FullOwn, text: FullHandle): string {
  return Buffer.from(own(new oc.TCollection_AsciiString_13(text, 0)).ToCString(), "latin1").toString("utf8");
}

function attributeOf(oc: FullBuild, own: FullOwn, label: FullLabel, id: FullHandle): FullAttribute | undefined {
  const found = own(new oc.Handle_TDF_Attribute_1());
  return label.FindAttribute_1(own(id), found) && !found.IsNull() ? found.get() : undefined;
}

function layersOf(oc: FullBuild, { layers }: XcafTools, label: FullLabel): string[] {
  return fullScope((own) => {
    const labels = own(new oc.TDF_LabelSequence_1());
    if (!layers.GetLayers_2(label, labels)) return [];
    return Array.from({ length: labels.Length() }, (_, index) => nameOf(oc, own(labels.Value(index + 1))));
  });
}

function propertiesOf(oc: FullBuild, label: FullLabel, reading: XcafReading): ProductProperties | undefined {
  return fullScope((own) => {
    const properties: ProductProperties = {};
    if (reading.properties) {
      const number = (id: FullHandle) => {
        const value = attributeOf(oc, own, label, id)?.Get_1();
        return typeof value === "number" ? value : undefined;
      };
      properties.volume_mm3 = number(oc.XCAFDoc_Volume.GetID());
      properties.area_mm2 = number(oc.XCAFDoc_Area.GetID());
      const centroid = attributeOf(oc, own, label, oc.XCAFDoc_Centroid.GetID())?.Get_1() as FullPoint | undefined;
      if (centroid) properties.centroid = [own(centroid).X(), centroid.Y(), centroid.Z()];
    }
    if (reading.materials) Object.assign(properties, materialOf(oc, own, label));
    return Object.values(properties).some((value) => value !== undefined) ? properties : undefined;
  });
}

/** The physical material that a product refers to by a tree of its own. */
function materialOf(oc: FullBuild, own: FullOwn, label: FullLabel): ProductProperties {
  const reference = attributeOf(oc, own, label, oc.XCAFDoc.MaterialRefGUID());
  if (!reference?.HasFather()) return {};
  const materialLabel = own(own(reference.Father()).get().Label());
  const material = attributeOf(oc, own, materialLabel, oc.XCAFDoc_Material.GetID());
  if (!material) return {};
  const name = own(material.GetName());
  const density = material.GetDensity();
  return {
    material: name.IsNull() ? undefined : Buffer.from(name.get().ToCString(), "latin1").toString("utf8"),
    density: density > 0 ? density : undefined,
  };
}
