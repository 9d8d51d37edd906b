import type { gp_Trsf, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { isValid, roughVolumeOf } from "@/lib/cad/kernel/properties";
import { countOf } from "@/lib/cad/kernel/topology";

/** A shape of the catalogue: its faces have no names. */
export function bare(own: Own, shape: TopoDS_Shape): PartShape {
  return { shape: own.release(shape), faces: [] };
}

/** As `bare`, after the checks that every result of the catalogue passes: not null, valid, solids with a volume. */
export function checked(kernel: Kernel, own: Own, shape: TopoDS_Shape, what: string): PartShape {
  if (shape.IsNull()) throw new KernelError(`${what} gave no shape.`, { kernelStatus: "null shape" });
  if (shape.NbChildren() === 0 && shape.ShapeType() !== "TopAbs_VERTEX")
    throw new KernelError(`${what} leaves nothing.`, { kernelStatus: "empty" });
  if (!isValid(kernel, shape)) throw new KernelError(`${what} does not give a valid shape.`, { kernelStatus: "BRepCheck: not valid" });
  if (countOf(kernel, shape, "TopAbs_SOLID") > 0) {
    const volume = roughVolumeOf(kernel, shape);
    if (!(volume > 0)) throw new KernelError(`${what} gives a solid without volume.`, { kernelStatus: `volume ${volume}` });
  }
  return bare(own, shape);
}

/** A transformed copy with its own geometry. */
export function transformedCopy(kernel: Kernel, own: Own, shape: TopoDS_Shape, transform: gp_Trsf): PartShape {
  return bare(own, own(own(new kernel.oc.BRepBuilderAPI_Transform(shape, transform, true, false)).Shape()));
}
