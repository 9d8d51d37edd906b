import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

const PACKAGE = join(dirname(createRequire(import.meta.url).resolve("occt-import-js/package.json")), "test/testfiles");
/** Where Debian's packages of real files put them. */
const DEBIAN = { "occt-misc": "/usr/share/opencascade/data", "kicad-packages3d": "/usr/share/kicad/3dmodels" };

/** A file of the published test sets that are installed with `occt-import-js`. */
export function testFile(path: string): Uint8Array {
  return readFileSync(join(PACKAGE, path));
}

/**
 * A file of a Debian package where that file is there, else one of the published ones, and which it is: specs say so in
 * their name and never pass on nothing.
 */
export function debianFileOr(
  fromPackage: keyof typeof DEBIAN,
  path: string,
  instead: string,
): { name: string; isDebian: boolean; bytes: Uint8Array } {
  const whole = join(DEBIAN[fromPackage], path);
  const isDebian = existsSync(whole);
  return { name: isDebian ? path : instead, isDebian, bytes: isDebian ? readFileSync(whole) : testFile(instead) };
}
