import { readFile } from "node:fs/promises";
import { deformBrep } from "./deform-brep";
import type { FullBuild } from "./exchange-build";
import { evaluateGlue, packagePath } from "./exchange-glue";
import { toBrep } from "./exchange-to-brep";
import { readXcafStep, type XcafDocument, type XcafReading } from "./read-xcaf-step";
import { type HealedShape, removeFaces } from "./remove-faces";

/** The second kernel (OCCT 7.6): reads what the modelling kernel can't, and heals. Hands shapes over as files' text. */
export interface ExchangeKernel {
  readonly name: string;
  readonly version: string;
  /**
   * Reads IGES or STEP and heals what was read.
   * @returns BREP text, millimetres
   * @throws KernelError INVALID_FILE when the file gives no shape
   */
  toBrep(content: Uint8Array, format: "step" | "iges"): string;
  /**
   * Reads STEP with its products, names, colours, layers and properties.
   * @throws KernelError INVALID_FILE when the file gives no product with a shape
   */
  readStepDocument(content: Uint8Array, reading: XcafReading): XcafDocument;
  /**
   * Scales a shape unevenly or shears it, exactly: its geometry becomes rational splines.
   * @param brep BREP text
   * @param matrix 4 x 4 in columns, of a determinant other than 0
   * @returns BREP text
   */
  deformBrep(brep: Uint8Array, matrix: readonly number[]): string;
  /** Removes faces, by their place in explorer order, and heals the gap; see `remove-faces.ts`. */
  removeFaces(brep: string, faceIndexes: readonly number[]): HealedShape;
  /** Size of the kernel's heap, which never shrinks. */
  heapBytes(): number;
}

/** Compiles the exchange kernel once for a process; the module may be sent to workers. */
export async function compileExchangeKernel(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(new Uint8Array(await readFile(packagePath("wasm"))));
}

/**
 * Starts one instance of the exchange kernel: 2.5 s from a compiled module, 3-5 s without.
 * @param module compiled before; compiled here when absent
 */
export async function loadExchangeKernel(module?: WebAssembly.Module): Promise<ExchangeKernel> {
  const compiled = module ?? (await compileExchangeKernel());
  const factory = evaluateGlue(packagePath("js"));
  const oc = await new Promise<FullBuild>((resolve, reject) => {
    factory({
      locateFile: () => packagePath("wasm"),
      print: ignore,
      printErr: ignore,
      instantiateWasm: (imports: WebAssembly.Imports, done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void) => {
        WebAssembly.instantiate(compiled, imports).then((instance) => done(instance, compiled), reject);
        return {};
      },
    }).then(resolve, reject);
  });
  oc.IGESControl_Controller.Init();
  return {
    name: "opencascade.js",
    version: "2.0.0-beta.b5ff984",
    toBrep: (content, format) => toBrep(oc, content, format),
    deformBrep: (brep, matrix) => deformBrep(oc, brep, matrix),
    removeFaces: (brep, faceIndexes) => removeFaces(oc, brep, faceIndexes),
    readStepDocument: (content, reading) => readXcafStep(oc, content, reading),
    heapBytes: () => oc.HEAPU8.buffer.byteLength,
  };
}

// The kernel writes statistics to its standard output.
function ignore(): void {}
