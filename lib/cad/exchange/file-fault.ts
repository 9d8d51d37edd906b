/** Why a file is not given to a kernel: a reason for the person who sent it, with its place. */
export class FileFault extends Error {
  override readonly name = "FileFault";
}

/** Number of the line, from 1, on which a byte stands. */
export function lineOf(bytes: Uint8Array, at: number): number {
  let line = 1;
  for (let found = bytes.indexOf(0x0a); found >= 0 && found < at; found = bytes.indexOf(0x0a, found + 1)) line++;
  return line;
}

/** 1234567 as `1,234,567`. */
export function grouped(count: number): string {
  return count.toLocaleString("en-US", { maximumFractionDigits: 0 });
}
