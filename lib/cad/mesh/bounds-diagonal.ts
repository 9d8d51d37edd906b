import type { TopoDS_Shape } from "opencascade.js";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";

/** Diagonal of a shape's bounding box, mm; the box may be a little too large. */
export function boundsDiagonalMm(kernel: Kernel, shape: TopoDS_Shape): number {
  return kernel.scope((own) => {
    const box = own(new kernel.oc.Bnd_Box());
    kernel.oc.BRepBndLib.Add(shape, box, false);
    if (box.IsVoid()) throw new KernelError("The shape is empty; there is nothing to mesh.");
    return Math.hypot(box.GetXMax() - box.GetXMin(), box.GetYMax() - box.GetYMin(), box.GetZMax() - box.GetZMin());
  });
}
