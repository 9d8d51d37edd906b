import { isSane, type Kernel } from "@/lib/cad/kernel/kernel";
import { countOf } from "@/lib/cad/kernel/topology";

/** The canary: a 1 × 2 × 3 box has the volume 6 and 6 faces. A kernel that says otherwise, or throws, is not used again. */
export function passesCanary(kernel: Kernel): boolean {
  if (!isSane(kernel)) return false;
  try {
    return kernel.scope((own) => countOf(kernel, own(own(new kernel.oc.BRepPrimAPI_MakeBox(1, 2, 3)).Shape()), "TopAbs_FACE")) === 6;
  } catch {
    return false;
  }
}
