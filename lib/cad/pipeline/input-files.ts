import { gunzipSync } from "node:zlib";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { StepValue } from "@/lib/cad/operations/implementation";
import { messageOf } from "@/lib/core/errors";
import type { FileReference } from "./references";

/** A file that came with a pipeline. */
export interface InputFile {
  filename: string;
  bytes: Uint8Array;
}

/** Largest content of a file once it is unpacked: eight times the default cap of uploads. */
const MAX_UNPACKED_BYTES = 8 * 100 * 1_048_576;

/**
 * Content of an input file in the format and codec of a `$file` reference.
 * @throws KernelError INVALID_INPUT when it is not gzip, not JSON, or unpacks to too much
 */
export function contentOf(files: readonly InputFile[], { index, format, codec }: FileReference): StepValue {
  const file = files[index];
  if (!file) throw invalidInput(`$file:${index} names a file that this pipeline has not.`);
  const bytes = decoded(file, codec);
  switch (format) {
    case "text":
      return new TextDecoder().decode(bytes);
    case "json":
      return parsed(file, bytes);
    case "base64":
      return Buffer.from(bytes).toString("base64");
    case "buffer":
    case "uint8":
      return bytes;
  }
}

function decoded({ filename, bytes }: InputFile, codec: FileReference["codec"]): Uint8Array {
  const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
  if (codec === "raw" || (codec === "auto" && !isGzip)) return bytes;
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED_BYTES });
  } catch (error) {
    const tooLarge = error instanceof RangeError;
    throw invalidInput(
      tooLarge
        ? `${filename} unpacks to more than ${MAX_UNPACKED_BYTES} bytes.`
        : `${filename} can't be unpacked as gzip: ${messageOf(error)}.`,
    );
  }
}

function parsed({ filename }: InputFile, bytes: Uint8Array): StepValue {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as StepValue;
  } catch (error) {
    throw invalidInput(`${filename} is not JSON: ${messageOf(error)}.`);
  }
}
