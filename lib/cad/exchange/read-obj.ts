import { FileFault, grouped } from "./file-fault";
import { asNumber, linesOf } from "./read-stl";
import { assertCoordinate, assertTriangleCount, MAX_TRIANGLES, type TriangleSoup } from "./triangle-soup";

/**
 * Reads the faces of a Wavefront OBJ file; polygons are cut into fans, which is right for convex ones. Groups, materials,
 * normals and texture coordinates are left aside.
 * @throws FileFault; also for curves and surfaces, of which the format has some that nearly nobody writes
 */
export function readObj(bytes: Uint8Array): TriangleSoup {
  const positions: number[] = [];
  const indices: number[] = [];
  let line = 0;
  for (const text of joined(linesOf(bytes))) {
    line++;
    const [word = "", ...rest] = text.trim().split(/\s+/);
    const where = `line ${grouped(line)}`;
    if (word === "v") {
      if (rest.length < 3) throw new FileFault(`${where} is no point`);
      for (const number of rest.slice(0, 3)) positions.push(assertCoordinate(asNumber(number), where));
      // A triangle uses three points; more than that many nobody could.
      if (positions.length > 9 * MAX_TRIANGLES) throw new FileFault(`it has more than ${grouped(3 * MAX_TRIANGLES)} points`);
    } else if (word === "f") {
      const corners = rest.map((corner) => cornerOf(corner, positions.length / 3, where));
      if (corners.length < 3) throw new FileFault(`${where} is a face of ${corners.length} corners`);
      for (let i = 1; i + 1 < corners.length; i++) indices.push(corners[0] ?? 0, corners[i] ?? 0, corners[i + 1] ?? 0);
      if (indices.length > 3 * MAX_TRIANGLES) assertTriangleCount(indices.length / 3);
    } else if (/^(curv2?|surf|cstype|parm)$/.test(word)) throw new FileFault(`${where} is a curve or a free surface; only faces are read`);
  }
  assertTriangleCount(indices.length / 3);
  return { positions, indices };
}

/** `7`, `7/1`, `7/1/3`, `7//3`, counted from 1; negative ones count back from the last point so far. */
function cornerOf(text: string, count: number, where: string): number {
  const number = Number(text.split("/")[0]);
  const index = number < 0 ? count + number : number - 1;
  if (!Number.isInteger(index) || index < 0 || index >= count) throw new FileFault(`${where} refers to point ${text}, which is not there`);
  return index;
}

/** A line that ends with a backslash goes on in the next. */
function* joined(lines: Iterable<string>): Generator<string> {
  let open = "";
  for (const line of lines) {
    const text = open + line.trimEnd();
    if (text.length > 1_000_000) throw new FileFault("it has a line of more than 1,000,000 characters");
    open = text.endsWith("\\") ? `${text.slice(0, -1)} ` : "";
    if (open === "") yield text;
  }
  if (open !== "") yield open;
}
