import { Readable } from "node:stream";
import { crc32, createInflateRaw } from "node:zlib";
import { messageOf } from "@/lib/core/errors";
import { FileFault, grouped } from "./file-fault";

/** What a compressed file may unpack to. */
export interface GunzipLimits {
  maxBytes: number;
  /** STEP text compresses 4 to 10 times; a bomb goes to 1,029. Counts once a megabyte is out. */
  maxRatio: number;
}

export const GUNZIP_LIMITS: GunzipLimits = { maxBytes: 256 * 1024 * 1024, maxRatio: 100 };

const RATIO_COUNTS_FROM = 1024 * 1024;
const SLICE_BYTES = 64 * 1024;
const TRAILER_BYTES = 8;
const [TEXT, HEADER_CHECKSUM, EXTRA, NAME, COMMENT] = [1, 2, 4, 8, 16];

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks one gzip member, a slice at a time, and stops at the first byte too many: a bomb costs no more memory than its
 * limit for the input read so far.
 * @throws FileFault for what is damaged, too large, too dense, or has anything behind its first member
 * @source RFC 1952
 */
export async function gunzip(bytes: Uint8Array, limits: GunzipLimits = GUNZIP_LIMITS): Promise<Uint8Array> {
  const from = headerLength(bytes);
  if (bytes.length < from + TRAILER_BYTES) throw new FileFault("it is cut off");
  const chunks: Buffer[] = [];
  let unpackedBytes = 0;
  let checksum = 0;
  const inflate = createInflateRaw({ chunkSize: SLICE_BYTES });
  const source = Readable.from(slices(bytes, from));
  source.pipe(inflate);
  try {
    for await (const chunk of inflate as AsyncIterable<Buffer>) {
      unpackedBytes += chunk.length;
      assertWithin(unpackedBytes, inflate.bytesWritten, limits);
      checksum = crc32(chunk, checksum);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof FileFault) throw error;
    const isCut = error instanceof Error && "code" in error && error.code === "Z_BUF_ERROR";
    throw new FileFault(isCut ? "it is cut off" : `it is damaged (${messageOf(error)})`, { cause: error });
  } finally {
    source.destroy();
    inflate.destroy();
  }
  assertTrailer(bytes, from + inflate.bytesWritten, checksum, unpackedBytes);
  return Buffer.concat(chunks, unpackedBytes);
}

function* slices(bytes: Uint8Array, from: number): Generator<Uint8Array> {
  for (let at = from; at < bytes.length; at += SLICE_BYTES) yield bytes.subarray(at, at + SLICE_BYTES);
}

function assertWithin(unpackedBytes: number, readBytes: number, { maxBytes, maxRatio }: GunzipLimits): void {
  if (unpackedBytes > maxBytes) throw new FileFault(`it unpacks to more than ${grouped(maxBytes / 1024 / 1024)} MB`);
  if (unpackedBytes > RATIO_COUNTS_FROM && unpackedBytes > maxRatio * Math.max(readBytes, 1)) {
    throw new FileFault(`it unpacks to more than ${maxRatio} times its size, which no text of a part does`);
  }
}

/** Checksum and length behind the compressed data, and nothing behind them. */
function assertTrailer(bytes: Uint8Array, at: number, checksum: number, unpackedBytes: number): void {
  const trailer = new DataView(bytes.buffer, bytes.byteOffset + at, bytes.length - at);
  if (trailer.byteLength < TRAILER_BYTES) throw new FileFault("it is cut off");
  if (trailer.getUint32(0, true) !== checksum) throw new FileFault("it is damaged: its checksum is wrong");
  const announcedBytes = trailer.getUint32(4, true);
  if (announcedBytes !== unpackedBytes) {
    throw new FileFault(`it is damaged: it announces ${grouped(announcedBytes)} bytes and unpacks to ${grouped(unpackedBytes)}`);
  }
  const rest = bytes.subarray(at + TRAILER_BYTES);
  if (isGzip(rest)) throw new FileFault("it holds several compressed members; one is read");
  // Tapes and block devices pad with zeros; so do a few programs.
  if (rest.some((byte) => byte !== 0)) throw new FileFault(`${grouped(rest.length)} bytes follow its compressed data`);
}

/** Length of the header with its optional fields. */
function headerLength(bytes: Uint8Array): number {
  if (bytes.length < 10) throw new FileFault("it is cut off");
  if (bytes[2] !== 8) throw new FileFault(`its compression method is ${bytes[2]}; 8 (deflate) is read`);
  const flags = bytes[3] ?? 0;
  if (flags & ~(TEXT | HEADER_CHECKSUM | EXTRA | NAME | COMMENT)) throw new FileFault("its header has unknown flags");
  let at = 10;
  if (flags & EXTRA) at += 2 + (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  for (const flag of [NAME, COMMENT]) {
    if (!(flags & flag)) continue;
    const end = bytes.indexOf(0, at);
    if (end < 0) throw new FileFault("it is cut off within its header");
    at = end + 1;
  }
  return flags & HEADER_CHECKSUM ? at + 2 : at;
}
