import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { messageOf } from "@/lib/core/errors";
import { type DeformingBuild, deformBrep } from "./deform-brep";
import { type DefeaturingBuild, type HealedShape, removeFaces } from "./remove-faces";

/** Handles of the exchange build, as far as they are used here; its own declarations are 9 MB. */
interface FullHandle {
  delete(): void;
}
interface FullShape extends FullHandle {
  IsNull(): boolean;
}
interface FullReader extends FullHandle {
  ReadFile(path: string): { value: number };
  TransferRoots(range: FullHandle): number;
  OneShape(): FullShape;
}
interface FullBuild
  extends Omit<DefeaturingBuild, "FS" | "BRepTools" | "Message_ProgressRange_1" | "BRep_Builder" | "TopoDS_Shape">,
    Omit<DeformingBuild, "FS" | "BRepTools"> {
  FS: DefeaturingBuild["FS"] & DeformingBuild["FS"];
  BRepTools: DefeaturingBuild["BRepTools"] & DeformingBuild["BRepTools"];
  BRep_Builder: DefeaturingBuild["BRep_Builder"];
  TopoDS_Shape: DefeaturingBuild["TopoDS_Shape"];
  HEAPU8: Uint8Array;
  IFSelect_ReturnStatus: { IFSelect_RetDone: { value: number } };
  IGESControl_Controller: { Init(): boolean };
  IGESControl_Reader_1: new () => FullReader;
  STEPControl_Reader_1: new () => FullReader;
  Message_ProgressRange_1: new () => FullHandle;
  ShapeFix_Shape_2: new (shape: FullShape) => FullHandle & { Perform(range: FullHandle): boolean; Shape(): FullShape };
}

/** The second kernel (OCCT 7.6): reads what the modelling kernel can't, and heals. Hands shapes over as BREP text. */
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

type FullFactory = (options: Record<string, unknown>) => Promise<FullBuild>;

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
    heapBytes: () => oc.HEAPU8.buffer.byteLength,
  };
}

function packagePath(extension: "js" | "wasm"): string {
  return createRequire(import.meta.url).resolve(`opencascade-full/dist/opencascade.full.${extension}`);
}

/**
 * Evaluates the package's glue as CommonJS, with two hot spots made lazy: it builds one `new Function` for each of
 * 25,000 bound methods at start, which takes 10-18 s. Patched in memory; the file stays as it was delivered.
 */
function evaluateGlue(path: string): FullFactory {
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

function toBrep(oc: FullBuild, content: Uint8Array, format: "step" | "iges"): string {
  const handles: FullHandle[] = [];
  const own = <T extends FullHandle>(handle: T): T => {
    handles.push(handle);
    return handle;
  };
  const [input, output] = [`/read.${format}`, "/read.brep"];
  const files: string[] = [];
  try {
    oc.FS.writeFile(input, content);
    files.push(input);
    const reader = own(format === "iges" ? new oc.IGESControl_Reader_1() : new oc.STEPControl_Reader_1());
    const range = own(new oc.Message_ProgressRange_1());
    const status = reader.ReadFile(input);
    if (status.value !== oc.IFSelect_ReturnStatus.IFSelect_RetDone.value) throw unreadable(format, "it could not be parsed");
    reader.TransferRoots(range);
    const shape = own(reader.OneShape());
    if (shape.IsNull()) throw unreadable(format, "it holds no shape");
    const fix = own(new oc.ShapeFix_Shape_2(shape));
    fix.Perform(range);
    if (!oc.BRepTools.Write_3(own(fix.Shape()), output, range)) throw unreadable(format, "its shape could not be handed over");
    files.push(output);
    return oc.FS.readFile(output, { encoding: "utf8" });
  } catch (error) {
    if (error instanceof KernelError) throw error;
    // This build throws C++ exceptions as bare pointers, most of them without a text.
    const text = typeof error === "number" ? oc.OCJS.getStandard_FailureData(error).GetMessageString() : messageOf(error);
    throw new KernelError(unreadable(format, "the kernel failed on it").message, {
      code: "INVALID_FILE",
      kernelStatus: text,
      cause: error,
    });
  } finally {
    for (const handle of handles.reverse()) handle.delete();
    for (const file of files) oc.FS.unlink(file);
  }
}

function unreadable(format: string, why: string): KernelError {
  return new KernelError(`The ${format.toUpperCase()} file can't be read: ${why}.`, { code: "INVALID_FILE" });
}

// The kernel writes statistics to its standard output.
function ignore(): void {}
