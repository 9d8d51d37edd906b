import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { type Affine, composed, type FlatPath, SAME, transformed } from "../flat-path";
import { DRAWN, lengthIn } from "./basic-shapes";
import { PLAIN_STYLE, type Style, styleOf } from "./style";
import { parseTransform } from "./transform";
import { parseXml, type XmlElement } from "./xml";

/** An element that draws something, in the document's coordinates. */
export interface SvgElement {
  tag: string;
  id?: string | undefined;
  className?: string | undefined;
  style: Style;
  paths: FlatPath[];
}

export interface SvgDrawing {
  elements: SvgElement[];
  viewBox?: [number, number, number, number] | undefined;
  warnings: string[];
}

/** Elements whose contents are drawn where they stand. */
const GROUPS: ReadonlySet<string> = new Set(["svg", "g", "a", "switch"]);
/** Elements that say nothing about outlines. */
const SILENT: ReadonlySet<string> = new Set(["title", "desc", "metadata", "defs", "symbol", "style", "script", "namedview"]);
const MAX_USES = 2_000;
const MAX_USE_DEPTH = 10;

/** Reads the outlines of a drawing in document order. */
export function readSvg(text: string): SvgDrawing {
  const root = parseXml(text).children.find(({ name }) => name === "svg");
  if (!root) throw invalidInput("svg holds no <svg> element.");
  const reader = new SvgReader(root);
  reader.walk(root, SAME, PLAIN_STYLE, 0);
  return { elements: reader.elements, viewBox: viewBoxOf(root), warnings: [...reader.warnings] };
}

function viewBoxOf({ attributes }: XmlElement): [number, number, number, number] | undefined {
  const [x, y, width, height] = (attributes.get("viewBox") ?? "")
    .split(/[\s,]+/)
    .filter(Boolean)
    .map(Number);
  return x === undefined || y === undefined || width === undefined || height === undefined ? undefined : [x, y, width, height];
}

class SvgReader {
  readonly elements: SvgElement[] = [];
  readonly warnings = new Set<string>();
  private readonly byId = new Map<string, XmlElement>();
  private uses = 0;

  constructor(root: XmlElement) {
    const index = (element: XmlElement) => {
      const id = element.attributes.get("id");
      if (id !== undefined && !this.byId.has(id)) this.byId.set(id, element);
      for (const child of element.children) index(child);
    };
    index(root);
  }

  walk(element: XmlElement, around: Affine, outer: Style, depth: number): void {
    const { name, attributes } = element;
    const style = styleOf(element, outer);
    const place = composed(around, parseTransform(attributes.get("transform")));
    const draw = DRAWN[name];
    if (draw) this.draw(element, draw(element), place, style);
    else if (GROUPS.has(name)) for (const child of element.children) this.walk(child, place, style, depth);
    else if (name === "use") this.use(element, place, style, depth);
    else if (!SILENT.has(name)) this.warnings.add(`<${name}> is not imported.`);
  }

  private draw({ name, attributes }: XmlElement, drawn: { paths: FlatPath[]; fault?: string }, place: Affine, style: Style): void {
    const id = attributes.get("id");
    if (drawn.fault !== undefined) this.warnings.add(`<${name}${id === undefined ? "" : ` id="${id}"`}> ${drawn.fault}.`);
    if (drawn.paths.length === 0) return;
    const paths = drawn.paths.map((path) => transformed(path, place));
    this.elements.push({ tag: name, id, className: attributes.get("class"), style, paths });
  }

  /** Draws another element again; chains of these are bounded, since they can grow without end. */
  private use(element: XmlElement, place: Affine, style: Style, depth: number): void {
    const target = this.byId.get((element.attributes.get("href") ?? "").replace(/^#/, ""));
    this.uses += 1;
    if (this.uses > MAX_USES || depth >= MAX_USE_DEPTH)
      throw invalidInput(`svg uses elements more than ${MAX_USES} times or ${MAX_USE_DEPTH} deep.`);
    if (!target) {
      this.warnings.add("<use> names an element that is not there.");
      return;
    }
    const at = composed(place, [1, 0, 0, 1, lengthIn(element, "x") ?? 0, lengthIn(element, "y") ?? 0]);
    const isSymbol = target.name === "symbol";
    for (const drawn of isSymbol ? target.children : [target]) this.walk(drawn, at, style, depth + 1);
  }
}
