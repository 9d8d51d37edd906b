import type { TopoDS_Shape } from "opencascade.js";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { explore, facesOf } from "@/lib/cad/kernel/topology";
import { checkBrep } from "./brep-text/check-brep";
import { FileFault } from "./file-fault";

/**
 * Writes a shape as BREP text, exactly and without a mesh: the form in which shapes pass between kernels and are kept.
 */
export function writeBrep(kernel: Kernel, shape: TopoDS_Shape): Uint8Array {
  return kernel.scope((own) => {
    kernel.oc.BRepTools.Clean(shape, true);
    // A note of the kernel to itself, which depends on what was done before and is written all the same.
    for (const face of explore(kernel, own, shape, "TopAbs_FACE")) face.Checked(false);
    return new TextEncoder().encode(kernel.oc.BRepToolsWrapper.Write(shape));
  });
}

/**
 * Reads BREP text. Its faces are named `import/1`, `import/2`, … in explorer order.
 * @throws KernelError INVALID_FILE when it is no BREP, contradicts itself, or holds no shape
 */
export function readBrep(kernel: Kernel, text: string): PartShape {
  assertReadable(text);
  const shape = kernel.oc.BRepToolsWrapper.Read(text);
  if (shape.IsNull()) {
    shape.delete();
    throw new KernelError("The BREP file holds no shape.", { code: "INVALID_FILE" });
  }
  return nameImported(kernel, shape);
}

/** A shape whose faces nobody has named: `import/1`, … in explorer order. */
export function nameImported(kernel: Kernel, shape: TopoDS_Shape): PartShape {
  return kernel.scope((own) => ({
    shape,
    faces: facesOf(kernel, own, shape).map((face, index) => ({ name: `import/${index + 1}`, face: own.release(face) })),
  }));
}

function assertReadable(text: string): void {
  try {
    checkBrep(text);
  } catch (error) {
    if (!(error instanceof FileFault)) throw error;
    throw new KernelError(`The file is not a readable BREP: ${error.message}.`, { code: "INVALID_FILE" });
  }
}
