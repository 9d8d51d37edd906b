import type { Rgba } from "./exchange-document";
import { type Part21Record, readPart21 } from "./part21/records";
import type { Part21Value } from "./part21/values";
import { StepColors } from "./step-colors";

/** A product definition with the name of its product. */
export interface StepProduct {
  id: number;
  name: string;
}

/** One product's occurrence in another. */
export interface StepUsage {
  id: number;
  name: string;
  assembly: number;
  part: number;
}

/** The colour of a face, shell or solid. */
export interface StepStyle {
  /** Number of the entity that wears it. */
  item: number;
  kind: "face" | "body";
  color: Rgba;
}

/** What the text of a STEP file says of its products, read without a kernel. */
export interface StepStructure {
  /** In the file's order. */
  products: StepProduct[];
  usages: StepUsage[];
  styles: StepStyle[];
  /** Products whose shape several representations make together. */
  joined: ReadonlySet<number>;
  /** Of the entities above: their place in the file, from 0. */
  placeOf: ReadonlyMap<number, number>;
  entityCount: number;
  /** Why the text alone does not say enough; then nothing else here is to be relied on. */
  doubt?: string | undefined;
}

export interface StepReading {
  colors: boolean;
  materials: boolean;
  layers: boolean;
  properties: boolean;
}

const BODIES = new Set([
  "MANIFOLD_SOLID_BREP",
  "BREP_WITH_VOIDS",
  "FACETED_BREP",
  "SHELL_BASED_SURFACE_MODEL",
  "CLOSED_SHELL",
  "OPEN_SHELL",
  "ORIENTED_CLOSED_SHELL",
]);
const FACES = new Set(["ADVANCED_FACE", "FACE_SURFACE"]);
/** Lines and points wear colours too; only surfaces are shown. */
const CURVES = /CURVE|LINE$|CIRCLE|ELLIPSE|POINT$|^(GEOMETRIC|ANNOTATION)_.*SET$|PLACEMENT|TEXT|DIMENSION|^PLANE$/;

const PRODUCTS = new Set([
  "PRODUCT",
  "PRODUCT_DEFINITION_FORMATION",
  "PRODUCT_DEFINITION_FORMATION_WITH_SPECIFIED_SOURCE",
  "PRODUCT_DEFINITION",
  "PRODUCT_DEFINITION_WITH_ASSOCIATED_DOCUMENTS",
  "PRODUCT_DEFINITION_SHAPE",
  "SHAPE_DEFINITION_REPRESENTATION",
  "SHAPE_REPRESENTATION_RELATIONSHIP",
  "NEXT_ASSEMBLY_USAGE_OCCURRENCE",
]);

/** Entities that only the exchange kernel understands. */
const BEYOND: Record<string, (reading: StepReading) => boolean> = {
  PRESENTATION_LAYER_ASSIGNMENT: ({ layers }) => layers,
  PROPERTY_DEFINITION: ({ properties }) => properties,
  CONTEXT_DEPENDENT_OVER_RIDING_STYLED_ITEM: ({ colors }) => colors,
  PRESENTATION_STYLE_BY_CONTEXT: ({ colors }) => colors,
  SPECIFIED_HIGHER_USAGE_OCCURRENCE: () => true,
  DOCUMENT_FILE: () => true,
  TESSELLATED_SOLID: () => true,
  TESSELLATED_SHELL: () => true,
};

/** Reads the product structure, names and colours out of a STEP file's text. */
export function readStepStructure(content: Uint8Array, reading: StepReading): StepStructure {
  return new StructureReader(reading).read(content);
}

class StructureReader {
  private readonly records = new Map<number, Part21Record>();
  private readonly types = new Map<number, string>();
  private readonly placeOf = new Map<number, number>();
  private readonly colors = new StepColors(this.records);
  private readonly styled: Part21Record[] = [];
  private doubt: string | undefined;

  constructor(private readonly reading: StepReading) {}

  read(content: Uint8Array): StepStructure {
    let entityCount = 0;
    for (const record of readPart21(content)) {
      this.take(record, entityCount++);
      if (this.doubt) break;
    }
    const products = this.products();
    const styles = this.reading.colors ? this.styles() : [];
    return { products, usages: this.usages(), styles, joined: this.joined(), placeOf: this.placeOf, entityCount, doubt: this.doubt };
  }

  private take(record: Part21Record, place: number): void {
    const { id, type } = record;
    if (BEYOND[type]?.(this.reading)) this.doubt = `${type} stands in the file`;
    if (type === "PROPERTY_DEFINITION" && this.reading.materials && record.parameters[0] === "material property")
      this.doubt = "a material stands in the file";
    const isItem = FACES.has(type) || BODIES.has(type);
    if (PRODUCTS.has(type) || isItem) this.placeOf.set(id, place);
    if (type === "STYLED_ITEM" || type === "OVER_RIDING_STYLED_ITEM") this.styled.push(record);
    if (PRODUCTS.has(type) || StepColors.TYPES.has(type)) this.records.set(id, record);
    else if (isItem || CURVES.test(type)) this.types.set(id, type);
    // A complex instance: a rational curve, for one.
    else if (type === "") this.types.set(id, record.parts.map((part) => part.type).join(" "));
  }

  private recordsOf(...types: string[]): Part21Record[] {
    return [...this.records.values()].filter(({ type }) => types.includes(type));
  }

  /** Product definitions with their representations. */
  private representations(): { product: number | undefined; representation: number | undefined }[] {
    const shapes = new Map(this.recordsOf("PRODUCT_DEFINITION_SHAPE").map(({ id, parameters }) => [id, refOf(parameters[2])]));
    return this.recordsOf("SHAPE_DEFINITION_REPRESENTATION").map(({ parameters }) => ({
      product: shapes.get(refOf(parameters[0]) ?? 0),
      representation: refOf(parameters[1]),
    }));
  }

  private joined(): Set<number> {
    const uses = new Map<number, number>();
    for (const { parameters } of this.recordsOf("SHAPE_REPRESENTATION_RELATIONSHIP"))
      for (const ref of [refOf(parameters[2]), refOf(parameters[3])]) if (ref !== undefined) uses.set(ref, (uses.get(ref) ?? 0) + 1);
    return new Set(
      this.representations().flatMap(({ product, representation }) =>
        product && (uses.get(representation ?? 0) ?? 0) > 1 ? [product] : [],
      ),
    );
  }

  private products(): StepProduct[] {
    const usages = this.recordsOf("NEXT_ASSEMBLY_USAGE_OCCURRENCE").flatMap(({ parameters }) => [
      refOf(parameters[3]),
      refOf(parameters[4]),
    ]);
    const meant = new Set([...usages, ...this.representations().map(({ product }) => product)]);
    return this.recordsOf("PRODUCT_DEFINITION", "PRODUCT_DEFINITION_WITH_ASSOCIATED_DOCUMENTS").flatMap((definition) => {
      if (!meant.has(definition.id)) return [];
      const formation = this.records.get(refOf(definition.parameters[2]) ?? 0);
      const product = this.records.get(refOf(formation?.parameters[2]) ?? 0);
      if (product?.type !== "PRODUCT") this.doubt ??= "a product definition belongs to no product";
      return [{ id: definition.id, name: firstText(product?.parameters[1], product?.parameters[0]) }];
    });
  }

  private usages(): StepUsage[] {
    return this.recordsOf("NEXT_ASSEMBLY_USAGE_OCCURRENCE").map(({ id, parameters }) => {
      const [assembly, part] = [refOf(parameters[3]), refOf(parameters[4])];
      if (assembly === undefined || part === undefined) this.doubt ??= "an assembly lacks its part";
      return { id, name: firstText(parameters[2], parameters[1], parameters[0]), assembly: assembly ?? 0, part: part ?? 0 };
    });
  }

  private styles(): StepStyle[] {
    return this.styled.flatMap((styled) => {
      const [, assigned, target] = styled.parameters;
      const item = refOf(target) ?? 0;
      const type = this.types.get(item) ?? "";
      const kind = FACES.has(type) ? ("face" as const) : BODIES.has(type) ? ("body" as const) : undefined;
      const color = this.colors.ofSurface(assigned);
      if (kind && color) return [{ item, kind, color }];
      if (!kind && color && !CURVES.test(type)) this.doubt ??= "something beside faces and bodies wears a colour";
      return [];
    });
  }
}

function refOf(value: Part21Value | undefined): number | undefined {
  return typeof value === "object" && value !== null && "ref" in value ? value.ref : undefined;
}

/** The first that is a text and not empty. */
function firstText(...values: (Part21Value | undefined)[]): string {
  return values.find((value): value is string => typeof value === "string" && value.trim() !== "") ?? "";
}
