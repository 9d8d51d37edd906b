import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import init from "opencascade.js";
import { setOC } from "replicad";
import { createKernel, type Kernel } from "./kernel";

/** Path of the kernel's WebAssembly file, found from this file's place so that it works bundled and unbundled. */
function wasmPath(): string {
  return createRequire(import.meta.url).resolve("opencascade.js/wasm");
}

/** Compiles the kernel once for a process; the module may be sent to workers, which then start in half the time. */
export async function compileModellingKernel(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(new Uint8Array(await readFile(wasmPath())));
}

/**
 * Starts one instance of the modelling kernel (OCCT 8.0).
 * @param module compiled before; compiled here when absent (about a second)
 */
export async function loadModellingKernel(module?: WebAssembly.Module): Promise<Kernel> {
  const compiled = module ?? (await compileModellingKernel());
  const oc = await new Promise<Awaited<ReturnType<typeof init>>>((resolve, reject) => {
    init({
      locateFile: wasmPath,
      print: ignore,
      printErr: ignore,
      instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void) => {
        WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled), reject);
        return {};
      },
    }).then(resolve, reject);
  });
  setOC(oc);
  return createKernel(oc);
}

// The kernel writes progress and warnings to its standard output; what matters comes back as a status.
function ignore(): void {}
