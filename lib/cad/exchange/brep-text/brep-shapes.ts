import type { BrepReader } from "./brep-reader";

/** How many records the sections have that shapes refer to. */
export interface BrepCounts {
  version: number;
  locations: number;
  curves2d: number;
  curves: number;
  surfaces: number;
  polygons: number;
  /** Highest node of each polygon on a triangulation. */
  polygonsOnTriangulations: readonly number[];
  /** Nodes of each triangulation. */
  triangulations: readonly number[];
}

/** What a shape of each type may be made of. @source TopoDS_Builder::Add */
const PARTS: Readonly<Record<string, readonly string[]>> = {
  Co: ["Co", "CS", "So", "Sh", "Fa", "Wi", "Ed", "Ve"],
  CS: ["So"],
  So: ["Sh", "Ed", "Ve"],
  Sh: ["Fa"],
  Fa: ["Wi", "Ve"],
  Wi: ["Ed"],
  Ed: ["Ve"],
  Ve: [],
};
const CONTINUITY = new Set(["C0", "C1", "C2", "C3", "CN", "G1", "G2"]);
const ORIENTATIONS = new Set(["+", "-", "i", "e"]);
/** A shape that uses each part twice, over and over, unfolds without end. */
const MAX_UNFOLDED = 5_000_000;

/**
 * The section of shapes, and the root after it: numbers run from the last record to the first, so that what a record
 * refers to stands before it.
 */
export function checkShapes(reader: BrepReader, count: number, counts: BrepCounts): void {
  if (count === 0) throw reader.fault("is empty");
  const types: string[] = [];
  const unfolded: number[] = [];
  for (let record = 1; record <= count; record++) {
    reader.beginRecord(record);
    const type = reader.word();
    const allowed = PARTS[type];
    if (!allowed) throw reader.fault(`is of the unknown type "${type.slice(0, 20)}"`);
    if (type === "Ve") checkVertex(reader, counts);
    if (type === "Ed") checkEdge(reader, counts);
    if (type === "Fa") checkFace(reader, counts);
    const flags = reader.word();
    if (!/^[01]{7}$/.test(flags)) throw reader.fault(`has the flags "${flags.slice(0, 20)}", which are not seven of 0 and 1`);
    let size = 1;
    for (let word = reader.word(); word !== "*"; word = reader.word()) {
      const part = partAt(reader, word, count, record);
      reader.whole("location", 0, counts.locations);
      if (!allowed.includes(types[part] ?? "")) throw reader.fault(`is of type ${type} and holds one of type ${types[part]}`);
      size += unfolded[part] ?? 0;
    }
    if (size > MAX_UNFOLDED) throw reader.fault(`unfolds to more than ${MAX_UNFOLDED} shapes`);
    types.push(type);
    unfolded.push(size);
  }
  partAt(reader, reader.word(), count, count + 1);
  reader.whole("location", 0, counts.locations);
  reader.assertEnd();
}

/** Place of the record that a reference names, from 0. */
function partAt(reader: BrepReader, word: string, count: number, record: number): number {
  const number = /^\d{1,9}$/.test(word.slice(1)) ? Number(word.slice(1)) : Number.NaN;
  const part = count - number;
  if (!ORIENTATIONS.has(word[0] ?? "") || !(part >= 0 && part < record - 1))
    throw reader.fault(`refers to "${word.slice(0, 20)}", which is no shape before it`);
  return part;
}

function checkVertex(reader: BrepReader, { curves, curves2d, surfaces, locations }: BrepCounts): void {
  reader.size("tolerance");
  reader.point(3);
  for (;;) {
    reader.real("parameter");
    const kind = reader.whole("kind of point", 0, 3);
    if (kind === 0) return;
    if (kind === 1) reader.whole("curve", 1, curves);
    if (kind === 2) reader.whole("curve", 1, curves2d);
    if (kind === 3) reader.real("parameter");
    if (kind !== 1) reader.whole("surface", 1, surfaces);
    reader.whole("location", 0, locations);
  }
}

function checkEdge(reader: BrepReader, counts: BrepCounts): void {
  reader.size("tolerance");
  for (const flag of ["same parameter", "same range"]) reader.flag(`flag of ${flag}`);
  // At a pole or an apex an edge is a point; every other one lies on a curve in space, and the kernel takes that for granted.
  let isWhole = reader.flag("flag of degenerated");
  const location = () => reader.whole("location", 0, counts.locations);
  for (;;) {
    const kind = reader.whole("kind of curve", 0, 7);
    switch (kind) {
      case 0:
        if (!isWhole) throw reader.fault("is an edge without a curve in space");
        return;
      case 1:
        isWhole = true;
        reader.whole("curve", 1, counts.curves);
        location();
        reader.range();
        break;
      case 2:
      case 3:
        curveOnSurface(reader, counts, kind === 3);
        break;
      case 4:
        continuity(reader);
        for (let side = 0; side < 2; side++) {
          reader.whole("surface", 1, counts.surfaces);
          location();
        }
        break;
      case 5:
        reader.whole("polygon", 1, counts.polygons);
        location();
        break;
      default:
        polygonOnTriangulation(reader, counts, kind === 7);
        location();
    }
  }
}

function continuity(reader: BrepReader): void {
  const word = reader.word();
  if (!CONTINUITY.has(word)) throw reader.fault(`has the unknown continuity "${word.slice(0, 20)}"`);
}

function curveOnSurface(reader: BrepReader, { version, curves2d, surfaces, locations }: BrepCounts, isSeam: boolean): void {
  reader.whole("curve", 1, curves2d);
  if (isSeam) seamCurve(reader, curves2d);
  reader.whole("surface", 1, surfaces);
  reader.whole("location", 0, locations);
  reader.range();
  // The second version keeps the curve's ends.
  if (version === 2) for (let i = 0; i < 4; i++) reader.real("parameter");
}

/** The writer leaves no space between number and continuity: `29CN`. */
function seamCurve(reader: BrepReader, curves2d: number): void {
  const word = reader.peek();
  const [, number, glued] = /^(\d{1,9})([CG].)$/.exec(word) ?? [];
  if (number === undefined || glued === undefined) {
    reader.whole("curve", 1, curves2d);
    continuity(reader);
    return;
  }
  reader.word();
  if (!(Number(number) >= 1 && Number(number) <= curves2d && CONTINUITY.has(glued)))
    throw reader.fault(`has the seam "${word}", which is no curve`);
}

function polygonOnTriangulation(reader: BrepReader, { polygonsOnTriangulations, triangulations }: BrepCounts, isSeam: boolean): void {
  const polygon = () => polygonsOnTriangulations[reader.whole("polygon", 1, polygonsOnTriangulations.length) - 1] ?? 0;
  const highest = isSeam ? Math.max(polygon(), polygon()) : polygon();
  const nodes = triangulations[reader.whole("triangulation", 1, triangulations.length) - 1] ?? 0;
  if (highest > nodes) throw reader.fault(`runs over node ${highest} of a triangulation with ${nodes}`);
}

function checkFace(reader: BrepReader, { surfaces, locations, triangulations }: BrepCounts): void {
  reader.flag("flag of natural bounds");
  reader.size("tolerance");
  reader.whole("surface", 1, surfaces);
  reader.whole("location", 0, locations);
  const line = reader.nextLine();
  if (line.trim() === "") return;
  if (!/^2 \d+\s*$/.test(line)) throw reader.fault("has neither an empty line nor a triangulation after its surface");
  reader.word();
  reader.whole("triangulation", 1, triangulations.length);
}
