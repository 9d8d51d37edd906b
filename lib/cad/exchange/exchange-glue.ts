import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import type { FullBuild } from "./exchange-build";

export type FullFactory = (options: Record<string, unknown>) => Promise<FullBuild>;

/** Path of one of the exchange kernel's two files. */
export function packagePath(extension: "js" | "wasm"): string {
  return createRequire(import.meta.url).resolve(`opencascade-full/dist/opencascade.full.${extension}`);
}

/**
 * Evaluates the package's glue as CommonJS, with two hot spots made lazy: it builds one `new Function` for each of
 * 25,000 bound methods at start, which takes 10-18 s. Patched in memory; the file stays as it was delivered.
 */
export function evaluateGlue(path: string): FullFactory {
  let source = readFileSync(path, "utf8").replace(/export default (\w+);\s*$/, "module.exports=$1;");
  source = replaceOnce(
    source,
    "function craftInvokerFunction(",
    "function craftInvokerFunction(h,a,c,i,f){let g;return function(){return (g??=craftInvokerFunction0(h,a,c,i,f)).apply(this,arguments)}}\nfunction craftInvokerFunction0(",
  );
  source = replaceOnce(
    source,
    "function createNamedFunction(",
    'function createNamedFunction(n,b){const f=function(){"use strict";return b.apply(this,arguments)};return Object.defineProperty(f,"name",{value:n,configurable:true})}\nfunction createNamedFunction0(',
  );
  const module: { exports: unknown } = { exports: {} };
  const evaluate = new Function("module", "exports", "require", "__dirname", "__filename", source);
  evaluate(module, module.exports, createRequire(path), dirname(path), path);
  if (typeof module.exports !== "function") throw new Error("The exchange kernel's glue exports no factory; its package has changed.");
  return module.exports as FullFactory;
}

function replaceOnce(source: string, marker: string, replacement: string): string {
  const pieces = source.split(marker);
  if (pieces.length !== 2)
    throw new Error(`The exchange kernel's glue has "${marker}" ${pieces.length - 1} times, not once; its package has changed.`);
  return pieces.join(replacement);
}
