import { readFile, stat } from "node:fs/promises";
import { resolve, sep } from "node:path";
import { MAX_IMPORT_BYTES } from "@/lib/cad/exchange/sniff";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";

/**
 * A job reads inside its own folder only: its path came over a message.
 * @throws KernelError INVALID_INPUT for a path outside, INVALID_FILE for a file that is too large
 */
export async function readJobFile(file: { path: string }, scratchDir: string): Promise<Uint8Array> {
  const path = resolve(file.path);
  if (!path.startsWith(resolve(scratchDir) + sep)) throw invalidInput("The job's file lies outside of its folder.");
  const { size } = await stat(path);
  if (size > MAX_IMPORT_BYTES) {
    throw new KernelError(`The file has ${size} bytes; at most ${MAX_IMPORT_BYTES} are read.`, { code: "INVALID_FILE" });
  }
  return readFile(path);
}
