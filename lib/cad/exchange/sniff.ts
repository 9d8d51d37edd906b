import { gunzipSync } from "node:zlib";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { messageOf } from "@/lib/core/errors";

export type ForeignFormat = "step" | "iges" | "brep";

/** Larger files take minutes and gigabytes. */
export const MAX_IMPORT_BYTES = 64 * 1024 * 1024;
/** STEP text compresses 4 to 10 times; a bomb goes to 1,000. */
const MAX_GZIP_RATIO = 100;
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;
/** A million records is a whole machine; parts have thousands. */
const MAX_STEP_ENTITIES = 2_000_000;

const invalid = (message: string, cause?: unknown) => new KernelError(message, { code: "INVALID_FILE", cause });

/**
 * Tells what a foreign file is by its content (names lie), unpacks STPZ, and refuses what is too large to try.
 * @throws KernelError INVALID_FILE, with the reason and what is read
 */
export function sniff(bytes: Uint8Array): { format: ForeignFormat; content: Uint8Array } {
  if (bytes.length === 0) throw invalid("The file is empty.");
  if (bytes.length > MAX_IMPORT_BYTES) {
    throw invalid(`The file has ${megabytes(bytes.length)} MB; at most ${megabytes(MAX_IMPORT_BYTES)} MB are read.`);
  }
  const content = bytes[0] === 0x1f && bytes[1] === 0x8b ? unpack(bytes) : bytes;
  const format = formatOf(content);
  if (!format) throw invalid(`The file is ${describe(content)}; STEP, STPZ, IGES and BREP files are read.`);
  if (format === "step") assertStepBounds(content);
  return { format, content };
}

function unpack(bytes: Uint8Array): Uint8Array {
  const limit = Math.min(MAX_UNPACKED_BYTES, bytes.length * MAX_GZIP_RATIO);
  try {
    return gunzipSync(bytes, { maxOutputLength: limit });
  } catch (error) {
    const tooLarge = error instanceof RangeError || (error instanceof Error && "code" in error && error.code === "ERR_BUFFER_TOO_LARGE");
    if (tooLarge) throw invalid(`The compressed file unpacks to more than ${megabytes(limit)} MB.`, error);
    throw invalid(`The compressed file is damaged: ${messageOf(error)}.`, error);
  }
}

function formatOf(content: Uint8Array): ForeignFormat | undefined {
  const head = Buffer.from(content.subarray(0, 512)).toString("latin1");
  if (/^(\xef\xbb\xbf)?\s*ISO-10303-21\s*;/.test(head)) return "step";
  if (/^\s*(DBRep_DrawableShape\s+)?CASCADE Topology V/.test(head)) return "brep";
  // IGES: fixed records of 80 columns; column 73 of the first is the S of its start section.
  if (/^[^\r\n]{72}S {0,6}\d{1,7}\s*[\r\n]/.test(head)) return "iges";
  return undefined;
}

function describe(content: Uint8Array): string {
  const head = Buffer.from(content.subarray(0, 84)).toString("latin1");
  if (head.startsWith("PK")) return "a zip archive";
  if (head.startsWith("glTF")) return "a GLB mesh";
  if (/^\s*solid\b/.test(head)) return "an STL mesh, which has no exact faces";
  if (head.startsWith("%PDF")) return "a PDF";
  if (content.length >= 84 && content.length === 84 + 50 * Buffer.from(content.subarray(80, 84)).readUInt32LE()) {
    return "an STL mesh, which has no exact faces";
  }
  return "of an unknown kind";
}

function assertStepBounds(content: Uint8Array): void {
  const text = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (text.indexOf("ENDSEC") < 0 || text.lastIndexOf("END-ISO-10303-21") < 0)
    throw invalid("The STEP file is cut off: its end is missing.");
  let entities = 0;
  for (let at = text.indexOf("="); at >= 0; at = text.indexOf("=", at + 1)) {
    if (++entities > MAX_STEP_ENTITIES) throw invalid(`The STEP file has more than ${MAX_STEP_ENTITIES} entities.`);
  }
}

const megabytes = (count: number) => Math.round((count / 1024 / 1024) * 10) / 10;
