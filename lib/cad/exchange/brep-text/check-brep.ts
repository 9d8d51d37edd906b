import { FileFault } from "../file-fault";
import { checkCurve, checkSurface } from "./brep-geometry";
import { checkPolygon, checkPolygonOnTriangulation, checkTriangulation } from "./brep-meshes";
import { BrepReader } from "./brep-reader";
import { checkShapes } from "./brep-shapes";

const HEADER = /^\s*(?:DBRep_DrawableShape\s+)?CASCADE Topology V([1-3]), \(c\) (?:Matra-Datavision|Open Cascade)\r?\n/;

/**
 * Checks BREP text word by word, as the kernel will read it, and builds nothing: the kernel's reader never returns from
 * a file that is cut off, and reads outside of its memory where a number leads nowhere.
 * @throws FileFault naming section and record
 */
export function checkBrep(text: string): void {
  const header = HEADER.exec(text.slice(0, 200));
  if (!header) throw new FileFault("it does not begin with a CASCADE header");
  const version = Number(header[1]);
  const reader = new BrepReader(text, header[0].length);
  const locations = each(reader, "Locations", (number) => checkLocation(reader, number)).length;
  const curves2d = each(reader, "Curve2ds", () => checkCurve(reader, 2)).length;
  const curves = each(reader, "Curves", () => checkCurve(reader, 3)).length;
  const polygons = each(reader, "Polygon3D", () => checkPolygon(reader)).length;
  const polygonsOnTriangulations = each(reader, "PolygonOnTriangulations", () => checkPolygonOnTriangulation(reader));
  const surfaces = each(reader, "Surfaces", () => checkSurface(reader)).length;
  const triangulations = each(reader, "Triangulations", () => checkTriangulation(reader, version));
  const count = reader.begin("TShapes");
  checkShapes(reader, count, { version, locations, curves2d, curves, surfaces, polygons, polygonsOnTriangulations, triangulations });
}

function each<T>(reader: BrepReader, section: string, check: (number: number) => T): T[] {
  const results: T[] = [];
  for (let number = 1, count = reader.begin(section); number <= count; number++) {
    reader.beginRecord(number);
    results.push(check(number));
  }
  return results;
}

/** A matrix, or a product of powers of locations before it. */
function checkLocation(reader: BrepReader, number: number): void {
  if (reader.whole("type of location", 1, 2) === 2) {
    while (reader.whole("location", 0, number - 1) !== 0) reader.whole("power", -1_000, 1_000);
    return;
  }
  const at = Array.from({ length: 12 }, (_, i) => (i % 4 === 3 ? reader.length("move") : reader.real("turn")));
  const [a = 0, b = 0, c = 0, , d = 0, e = 0, f = 0, , g = 0, h = 0, i = 0] = at;
  const volume = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  if (!(Math.abs(volume) > 1e-9 && Math.abs(volume) < 1e9)) throw reader.fault("has a matrix that makes everything flat or endless");
}
