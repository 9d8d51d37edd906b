import type { Point2dMm } from "@/lib/contract/geometry";
import { nearestColorIndex, trueColor } from "./dxf-colors";
import type { DxfLayer, DxfSegment } from "./dxf-drawing";
import { samplesOf } from "./planar-curve";

export interface DxfOptions {
  /** R12, which every program reads, or 2000, which has splines. */
  version: "AC1009" | "AC1015";
  colorFormat: "aci" | "truecolor";
}

type Value = string | number;
/** Group codes and values, alternating. */
type Groups = Value[];

/** Writes an ASCII DXF drawing in millimetres. R12 has no splines: there they become polylines. */
export function writeDxf(layers: readonly DxfLayer[], options: DxfOptions): string {
  const file = options.version === "AC1015" ? new Dxf2000(options) : new DxfR12(options);
  const entities = layers.flatMap((layer) => layer.segments.flatMap((segment) => file.entity(segment, layer)));
  const names = [...new Set(["0", ...layers.map(({ layer }) => layer)])];
  const groups = file.around(names, entities);
  const lines: string[] = [];
  for (let i = 0; i + 1 < groups.length; i += 2) {
    lines.push(String(groups[i]).padStart(3), textOf(groups[i] ?? 0, groups[i + 1] ?? ""));
  }
  return `${lines.join("\n")}\n`;
}

/** Codes from 10 to 59 hold reals. */
function textOf(code: Value, value: Value): string {
  if (typeof value === "string") return escaped(value);
  const isReal = Number(code) >= 10 && Number(code) < 60;
  if (!isReal) return String(value);
  const text = value.toFixed(9).replace(/(\.\d+?)0+$/, "$1");
  return text === "-0.0" ? "0.0" : text;
}

/** DXF before 2007 is no Unicode. */
function escaped(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, (char) => `\\U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
}

const at = ([x, y]: Point2dMm, code = 10): Groups => [code, x, code + 10, y, code + 20, 0];
const section = (name: string, groups: Groups): Groups => [0, "SECTION", 2, name, ...groups, 0, "ENDSEC"];

/** The drawing in the oldest form that is in use. */
class DxfR12 {
  constructor(protected readonly options: DxfOptions) {}

  entity(segment: DxfSegment, layer: DxfLayer): Groups {
    switch (segment.kind) {
      case "line":
        return [...this.head("LINE", "AcDbLine", layer), ...at(segment.start), ...at(segment.end, 11)];
      case "circle":
        return [...this.head("CIRCLE", "AcDbCircle", layer), ...at(segment.center), 40, segment.radius];
      case "arc": {
        const circle = [...this.head("ARC", "AcDbCircle", layer), ...at(segment.center), 40, segment.radius];
        return [...circle, ...this.subclass("AcDbArc"), 50, segment.startAngle, 51, segment.endAngle];
      }
      case "polyline":
        return this.polyline(segment, layer);
      case "spline":
        return this.spline(segment, layer);
    }
  }

  around(layers: readonly string[], entities: Groups): Groups {
    const table = layers.flatMap((name): Groups => [0, "LAYER", 2, name, 70, 0, 62, 7, 6, "CONTINUOUS"]);
    const lineType: Groups = [0, "LTYPE", 2, "CONTINUOUS", 70, 0, 3, "Solid line", 72, 65, 73, 0, 40, 0];
    return [
      ...section("HEADER", [9, "$ACADVER", 1, "AC1009", 9, "$INSUNITS", 70, 4]),
      ...section("TABLES", [
        ...[0, "TABLE", 2, "LTYPE", 70, 1, ...lineType, 0, "ENDTAB"],
        ...[0, "TABLE", 2, "LAYER", 70, layers.length, ...table, 0, "ENDTAB"],
      ]),
      ...section("ENTITIES", entities),
      ...[0, "EOF"],
    ];
  }

  protected head(type: string, _subclass: string, layer: DxfLayer): Groups {
    return [0, type, ...this.worn(layer)];
  }

  protected subclass(_name: string): Groups {
    return [];
  }

  protected worn({ layer, color }: DxfLayer): Groups {
    const exact: Groups = this.options.colorFormat === "truecolor" ? [420, trueColor(color)] : [];
    return [8, layer, 62, nearestColorIndex(color), ...exact];
  }

  protected polyline({ points, closed, bulges }: Extract<DxfSegment, { kind: "polyline" }>, layer: DxfLayer): Groups {
    const vertices = points.flatMap((point, i): Groups => [0, "VERTEX", 8, layer.layer, ...at(point), 42, bulges?.[i] ?? 0]);
    return [0, "POLYLINE", ...this.worn(layer), 66, 1, ...at([0, 0]), 70, closed ? 1 : 0, ...vertices, 0, "SEQEND", 8, layer.layer];
  }

  protected spline(segment: Extract<DxfSegment, { kind: "spline" }>, layer: DxfLayer): Groups {
    const { degree, poles, knots } = clamped(segment);
    const points = samplesOf({ kind: "spline", degree, poles, weights: [], knots });
    return this.polyline(
      segment.closed ? { kind: "polyline", points: points.slice(0, -1), closed: true } : { kind: "polyline", points, closed: false },
      layer,
    );
  }
}

/** Open knots at even steps; a closed spline comes back to its first control point. */
function clamped({ controlPoints, degree, closed }: Extract<DxfSegment, { kind: "spline" }>) {
  const poles = closed ? [...controlPoints, ...controlPoints.slice(0, 1)] : controlPoints;
  const spans = poles.length - degree;
  const knots = Array.from({ length: poles.length + degree + 1 }, (_, i) => Math.min(Math.max(i - degree, 0), spans));
  return { degree, poles, knots };
}

/** The drawing in the form of AutoCAD 2000, in which everything has a number and an owner. */
class Dxf2000 extends DxfR12 {
  private lastHandle = 0x20;

  override around(layers: readonly string[], entities: Groups): Groups {
    const tables = section("TABLES", this.tables(layers));
    const blocks = section("BLOCKS", [...this.block("*Model_Space", MODEL_SPACE), ...this.block("*Paper_Space", PAPER_SPACE)]);
    const objects = section("OBJECTS", [
      ...[0, "DICTIONARY", 5, "C", 330, "0", 100, "AcDbDictionary", 281, 1, 3, "ACAD_GROUP", 350, "D"],
      ...[0, "DICTIONARY", 5, "D", 330, "C", 100, "AcDbDictionary", 281, 1],
    ]);
    const seed = (this.lastHandle + 1).toString(16).toUpperCase();
    const header = section("HEADER", [9, "$ACADVER", 1, "AC1015", 9, "$HANDSEED", 5, seed, 9, "$INSUNITS", 70, 4]);
    return [...header, ...section("CLASSES", []), ...tables, ...blocks, ...section("ENTITIES", entities), ...objects, 0, "EOF"];
  }

  protected override head(type: string, subclass: string, layer: DxfLayer): Groups {
    return [0, type, 5, this.handle(), 330, MODEL_SPACE, 100, "AcDbEntity", ...this.worn(layer), 100, subclass];
  }

  protected override subclass(name: string): Groups {
    return [100, name];
  }

  protected override polyline({ points, closed, bulges }: Extract<DxfSegment, { kind: "polyline" }>, layer: DxfLayer): Groups {
    const corners = points.flatMap(([x, y], i): Groups => [10, x, 20, y, 42, bulges?.[i] ?? 0]);
    return [...this.head("LWPOLYLINE", "AcDbPolyline", layer), 90, points.length, 70, closed ? 1 : 0, ...corners];
  }

  protected override spline(segment: Extract<DxfSegment, { kind: "spline" }>, layer: DxfLayer): Groups {
    const { degree, poles, knots } = clamped(segment);
    return [
      ...this.head("SPLINE", "AcDbSpline", layer),
      // 8: plane; 1: closed.
      ...[210, 0, 220, 0, 230, 1, 70, segment.closed ? 9 : 8, 71, degree, 72, knots.length, 73, poles.length, 74, 0],
      ...knots.flatMap((knot) => [40, knot]),
      ...poles.flatMap((pole) => at(pole)),
    ];
  }

  private handle(): string {
    return (++this.lastHandle).toString(16).toUpperCase();
  }

  private tables(layers: readonly string[]): Groups {
    const lineType = (name: string): Groups => [70, 0, 3, name === "Continuous" ? "Solid line" : "", 72, 65, 73, 0, 40, 0];
    const style: Groups = [70, 0, 40, 0, 41, 1, 50, 0, 71, 0, 42, 2.5, 3, "txt", 4, ""];
    return [
      ...this.table("VPORT", "", []),
      ...this.table("LTYPE", "AcDbLinetypeTableRecord", ["ByBlock", "ByLayer", "Continuous"], lineType),
      ...this.table("LAYER", "AcDbLayerTableRecord", layers, () => [70, 0, 62, 7, 6, "Continuous"]),
      ...this.table("STYLE", "AcDbTextStyleTableRecord", ["Standard"], () => style),
      ...this.table("VIEW", "", []),
      ...this.table("UCS", "", []),
      ...this.table("APPID", "AcDbRegAppTableRecord", ["ACAD"], () => [70, 0]),
      ...this.table("DIMSTYLE", "", []),
      ...this.table("BLOCK_RECORD", "AcDbBlockTableRecord", ["*Model_Space", "*Paper_Space"], () => [340, "0"]),
    ];
  }

  private table(name: string, subclass: string, records: readonly string[], rest: (record: string) => Groups = () => []): Groups {
    const owner = this.handle();
    const blockHandles: Record<string, string> = { "*Model_Space": MODEL_SPACE, "*Paper_Space": PAPER_SPACE };
    const body = records.flatMap((record): Groups => {
      const handle = blockHandles[record] ?? this.handle();
      const names: Groups = [100, "AcDbSymbolTableRecord", 100, subclass, 2, record];
      return [0, name, 5, handle, 330, owner, ...names, ...rest(record)];
    });
    // Dimension styles are the one table with a class of its own.
    const own: Groups = name === "DIMSTYLE" ? [100, "AcDbDimStyleTable", 71, 0] : [];
    return [0, "TABLE", 2, name, 5, owner, 330, "0", 100, "AcDbSymbolTable", 70, records.length, ...own, ...body, 0, "ENDTAB"];
  }

  private block(name: string, owner: string): Groups {
    const entity = (type: string, subclass: string): Groups => [
      0,
      type,
      5,
      this.handle(),
      330,
      owner,
      100,
      "AcDbEntity",
      8,
      "0",
      100,
      subclass,
    ];
    return [...entity("BLOCK", "AcDbBlockBegin"), 2, name, 70, 0, ...at([0, 0]), 3, name, 1, "", ...entity("ENDBLK", "AcDbBlockEnd")];
  }
}

/** Numbers of the two blocks that every drawing has. */
const MODEL_SPACE = "1F";
const PAPER_SPACE = "1B";
