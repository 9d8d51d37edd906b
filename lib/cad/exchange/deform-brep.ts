import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { messageOf } from "@/lib/core/errors";

interface Freed {
  delete(): void;
}
interface Shape extends Freed {
  IsNull(): boolean;
}

/** What deforming takes of the exchange build. */
export interface DeformingBuild {
  FS: {
    writeFile(path: string, content: Uint8Array): void;
    readFile(path: string, options: { encoding: "utf8" }): string;
    unlink(path: string): void;
  };
  gp_GTrsf_1: new () => Freed & { SetValue(row: number, column: number, value: number): void };
  TopoDS_Shape: new () => Shape;
  BRep_Builder: new () => Freed;
  Message_ProgressRange_1: new () => Freed;
  BRepBuilderAPI_GTransform_2: new (shape: Shape, transform: Freed, copy: boolean) => Freed & { Shape(): Shape };
  BRepTools: {
    Read_2(shape: Shape, path: string, builder: Freed, range: Freed): boolean;
    Write_3(shape: Shape, path: string, range: Freed): boolean;
  };
  OCJS: { getStandard_FailureData(pointer: number): { GetMessageString(): string } };
}

/** An affine map of a shape that keeps no angles: the modelling kernel has none. */
export function deformBrep(oc: DeformingBuild, brep: Uint8Array, matrix: readonly number[]): string {
  const handles: Freed[] = [];
  const own = <T extends Freed>(handle: T): T => {
    handles.push(handle);
    return handle;
  };
  const [input, output] = ["/deform.brep", "/deformed.brep"];
  const files: string[] = [];
  try {
    oc.FS.writeFile(input, brep);
    files.push(input);
    const shape = own(new oc.TopoDS_Shape());
    const range = own(new oc.Message_ProgressRange_1());
    if (!oc.BRepTools.Read_2(shape, input, own(new oc.BRep_Builder()), range)) throw failed("the shape could not be handed over");
    const transform = own(new oc.gp_GTrsf_1());
    for (let column = 0; column < 4; column++) {
      for (let row = 0; row < 3; row++) transform.SetValue(row + 1, column + 1, matrix[column * 4 + row] ?? 0);
    }
    const deformed = own(own(new oc.BRepBuilderAPI_GTransform_2(shape, transform, true)).Shape());
    if (deformed.IsNull()) throw failed("the result is empty");
    if (!oc.BRepTools.Write_3(deformed, output, range)) throw failed("the result could not be handed over");
    files.push(output);
    return oc.FS.readFile(output, { encoding: "utf8" });
  } catch (error) {
    if (error instanceof KernelError) throw error;
    // This build throws C++ exceptions as bare pointers, most of them without a text.
    const text = typeof error === "number" ? oc.OCJS.getStandard_FailureData(error).GetMessageString() : messageOf(error);
    throw new KernelError(failed("the kernel failed on it").message, { kernelStatus: text, cause: error });
  } finally {
    for (const handle of handles.reverse()) handle.delete();
    for (const file of files) oc.FS.unlink(file);
  }
}

function failed(why: string): KernelError {
  return new KernelError(`The shape could not be scaled unevenly: ${why}.`);
}
