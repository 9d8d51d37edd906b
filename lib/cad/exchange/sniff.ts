import { FileFault } from "./file-fault";
import { GUNZIP_LIMITS, gunzip, isGzip } from "./gunzip";

/** What a foreign file can be. */
export type ForeignFormat = "step" | "iges" | "brep" | "stl" | "obj" | "dxf";

/** Larger files take minutes and gigabytes. */
export const MAX_IMPORT_BYTES = 64 * 1024 * 1024;

const READ = "STEP, STPZ, IGES, BREP, STL, OBJ and DXF files are read";

/**
 * Tells what a foreign file is by its content (names lie), and unpacks STPZ.
 * @throws FileFault with the reason and what is read
 */
export async function sniff(bytes: Uint8Array): Promise<{ format: ForeignFormat; content: Uint8Array }> {
  if (bytes.length === 0) throw new FileFault("The file is empty.");
  if (bytes.length > MAX_IMPORT_BYTES) {
    throw new FileFault(`The file has ${megabytes(bytes.length)} MB; at most ${megabytes(MAX_IMPORT_BYTES)} MB are read.`);
  }
  const isPacked = isGzip(bytes);
  const content = isPacked ? await unpack(bytes) : bytes;
  const format = formatOf(content);
  if (!format) throw new FileFault(`The file is ${describe(content)}; ${READ}.`);
  if (isPacked && format !== "step")
    throw new FileFault("The compressed file holds no STEP file; only STPZ, which is compressed STEP, is read.");
  return { format, content };
}

async function unpack(bytes: Uint8Array): Promise<Uint8Array> {
  try {
    return await gunzip(bytes, GUNZIP_LIMITS);
  } catch (error) {
    if (error instanceof FileFault) throw new FileFault(`The compressed file can't be unpacked: ${error.message}.`, { cause: error });
    throw error;
  }
}

/** A STEP file's beginning; blank space may come before it. */
const IS_STEP = /^(\xef\xbb\xbf)?\s*(\/\*[\s\S]*?\*\/\s*)?ISO-10303-21\s*;/;
const IS_BREP = /^\s*(DBRep_DrawableShape\s+)?CASCADE Topology V/;
/** Fixed records of 80 columns; column 73 of the first is the S of its start section. */
const IS_IGES = /^[^\r\n]{72}S {0,6}\d{1,7}\s*[\r\n]/;

/** Pairs of lines, a group code and a value; comments (999) may come first. */
const IS_DXF = /^(\xef\xbb\xbf)?(\s*999\r?\n[^\n]*\n)*\s*0\r?\n\s*SECTION\r?\n/;

function formatOf(content: Uint8Array): ForeignFormat | undefined {
  // A binary STL may begin with any text, "solid" among them: its length gives it away.
  if (isBinaryStl(content)) return "stl";
  const head = Buffer.from(content.subarray(0, 4_096)).toString("latin1");
  if (IS_STEP.test(head)) return "step";
  if (IS_BREP.test(head)) return "brep";
  if (IS_IGES.test(head)) return "iges";
  if (/^\s*solid\b[^\n]*\n\s*(facet|endsolid)\b/.test(head)) return "stl";
  if (IS_DXF.test(head)) return "dxf";
  if (isObj(head)) return "obj";
  return undefined;
}

/** Header, count, and 50 bytes for each triangle. */
function isBinaryStl(content: Uint8Array): boolean {
  if (content.length < 84) return false;
  const count = new DataView(content.buffer, content.byteOffset).getUint32(80, true);
  return content.length === 84 + 50 * count;
}

/** No signature: every line that is complete must begin with one of its statements, and a vertex must be among them. */
function isObj(head: string): boolean {
  const lines = head.split(/\r?\n/).slice(0, -1);
  const isStatement = /^\s*(#.*|(v|vn|vt|vp|f|l|p|o|g|s|mtllib|usemtl)(\s.*)?)?$/;
  return lines.every((line) => isStatement.test(line)) && lines.some((line) => /^\s*v\s+[-+.\d]/.test(line));
}

function describe(content: Uint8Array): string {
  const head = Buffer.from(content.subarray(0, 84)).toString("latin1");
  if (head.startsWith("PK")) return "a zip archive";
  if (head.startsWith("glTF")) return "a GLB mesh";
  if (head.startsWith("AutoCAD Binary DXF")) return "a binary DXF; save it as text (ASCII)";
  if (/^AC10\d\d/.test(head)) return "a DWG drawing; save it as DXF";
  if (head.startsWith("%PDF")) return "a PDF";
  if (isGzip(content)) return "an archive in an archive";
  return "of an unknown kind";
}

const megabytes = (count: number) => Math.round((count / 1024 / 1024) * 10) / 10;
