import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const PACKAGE = join(dirname(createRequire(import.meta.url).resolve("occt-import-js/package.json")), "test/testfiles");
const DEBIAN = "/usr/share/opencascade/data";

/** A file of the published test sets that are installed with `occt-import-js`. */
export function testFile(path: string): Uint8Array {
  return readFileSync(join(PACKAGE, path));
}

/**
 * A file of Debian's package `occt-misc` where that is installed, else one of the published ones, and which it is: specs
 * say so in their name and never pass on nothing.
 */
export function debianFileOr(path: string, instead: string): { name: string; isDebian: boolean; bytes: Uint8Array } {
  const isDebian = existsSync(join(DEBIAN, path));
  return { name: isDebian ? path : instead, isDebian, bytes: isDebian ? readFileSync(join(DEBIAN, path)) : testFile(instead) };
}
