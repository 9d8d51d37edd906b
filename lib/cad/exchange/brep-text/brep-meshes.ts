import type { BrepReader } from "./brep-reader";

/** A count that the text left can hold, at two characters for each number. */
function countOf(reader: BrepReader, what: string, numbersEach: number): number {
  return reader.whole(`number of ${what}`, 1, Math.floor(reader.text.length / (2 * numbersEach)));
}

function reals(reader: BrepReader, count: number, what: string): void {
  for (let i = 0; i < count; i++) reader.real(what);
}

/** A polyline in space. */
export function checkPolygon(reader: BrepReader): void {
  const nodes = countOf(reader, "nodes", 3);
  const hasParameters = reader.flag("parameter flag");
  reader.size("deflection");
  for (let i = 0; i < nodes; i++) reader.point(3);
  if (hasParameters) reals(reader, nodes, "parameter");
}

/** A polyline over the nodes of a triangulation, which stand further below. Returns its highest node. */
export function checkPolygonOnTriangulation(reader: BrepReader): number {
  const nodes = countOf(reader, "nodes", 1);
  let highest = 0;
  for (let i = 0; i < nodes; i++) highest = Math.max(highest, reader.whole("node", 1, reader.text.length));
  const mark = reader.word();
  if (mark !== "p") throw reader.fault(`has "${mark.slice(0, 20)}" where "p" should stand`);
  reader.size("deflection");
  if (reader.flag("parameter flag")) reals(reader, nodes, "parameter");
  return highest;
}

/** Triangles. Returns the number of its nodes. */
export function checkTriangulation(reader: BrepReader, version: number): number {
  const nodes = countOf(reader, "nodes", 3);
  const triangles = countOf(reader, "triangles", 3);
  const hasUv = reader.flag("UV flag");
  const hasNormals = version >= 3 && reader.flag("normals flag");
  reader.size("deflection");
  for (let i = 0; i < nodes; i++) reader.point(3);
  if (hasUv) reals(reader, 2 * nodes, "parameter");
  for (let i = 0; i < 3 * triangles; i++) reader.whole("node", 1, nodes);
  if (hasNormals) reals(reader, 3 * nodes, "normal");
  return nodes;
}
