import { FileFault, grouped } from "./file-fault";
import { assertCoordinate, assertTriangleCount, MAX_TRIANGLES, type TriangleSoup } from "./triangle-soup";

/**
 * Reads an STL file, binary or text. Its normals are left aside: the winding says the same, and more often the truth.
 * @throws FileFault
 */
export function readStl(bytes: Uint8Array): TriangleSoup {
  const soup = isBinary(bytes) ? readBinary(bytes) : readText(bytes);
  assertTriangleCount(soup.indices.length / 3);
  return soup;
}

function isBinary(bytes: Uint8Array): boolean {
  return bytes.length >= 84 && bytes.length === 84 + 50 * new DataView(bytes.buffer, bytes.byteOffset).getUint32(80, true);
}

function readBinary(bytes: Uint8Array): TriangleSoup {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = view.getUint32(80, true);
  assertTriangleCount(count);
  const positions: number[] = [];
  for (let triangle = 0; triangle < count; triangle++) {
    for (let i = 0; i < 9; i++) {
      positions.push(assertCoordinate(view.getFloat32(84 + 50 * triangle + 12 + 4 * i, true), `triangle ${grouped(triangle + 1)}`));
    }
  }
  return { positions, indices: Array.from({ length: count * 3 }, (_, index) => index) };
}

/** One statement a line; a triangle is what stands between `outer loop` and `endloop`. */
function readText(bytes: Uint8Array): TriangleSoup {
  const positions: number[] = [];
  let line = 0;
  let corners = 0;
  let isClosed = false;
  for (const text of linesOf(bytes)) {
    line++;
    const [word = "", ...rest] = text.trim().split(/\s+/);
    switch (word.toLowerCase()) {
      case "vertex":
        if (rest.length !== 3 || ++corners > 3) throw new FileFault(`line ${grouped(line)} is no corner of a triangle`);
        for (const number of rest) positions.push(assertCoordinate(asNumber(number), `line ${grouped(line)}`));
        break;
      case "endloop":
        if (corners !== 3) throw new FileFault(`line ${grouped(line)} ends a triangle of ${corners} corners`);
        corners = 0;
        if (positions.length > 9 * MAX_TRIANGLES) assertTriangleCount(positions.length / 9);
        break;
      case "endsolid":
        isClosed = true;
        break;
      case "":
      case "solid":
      case "facet":
      case "outer":
      case "endfacet":
        break;
      default:
        throw new FileFault(`line ${grouped(line)} begins with "${word.slice(0, 20)}", which no STL file has`);
    }
  }
  if (!isClosed || corners !== 0) throw new FileFault("it is cut off: its end (endsolid) is missing");
  return { positions, indices: Array.from({ length: positions.length / 3 }, (_, index) => index) };
}

/** A number as these formats write it; anything else is NaN, an empty text too. */
export function asNumber(text: string): number {
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
}

/** Lines of a text file, one at a time. */
export function* linesOf(bytes: Uint8Array): Generator<string> {
  for (let at = 0; at < bytes.length; ) {
    const newline = bytes.indexOf(0x0a, at);
    const end = newline < 0 ? bytes.length : newline;
    // No line of a number or a name is longer; a file without line ends must not become one text.
    if (end - at > MAX_LINE_BYTES) throw new FileFault(`it has a line of more than ${grouped(MAX_LINE_BYTES)} characters`);
    yield Buffer.from(bytes.buffer, bytes.byteOffset + at, end - at).toString("latin1");
    at = end + 1;
  }
}

const MAX_LINE_BYTES = 1_000_000;
