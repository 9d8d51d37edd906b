import type { TopoDS_Shape } from "opencascade.js";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { topologyOf } from "@/lib/cad/kernel/topology";
import type { Deflection } from "./quality";

/** Turn per segment where only a share is given; the catalogue's default. */
const ANGULAR_RAD = 0.5;
/** A deflection far below the size of the part keeps the kernel busy beyond any limit. */
const FINEST_SHARE_OF_DIAGONAL = 5e-6;
/** More edges tell no other mean. */
const LOOKED_AT_EDGES = 400;

/**
 * Deflection as a share of the mean extent of a shape's edges, each by the longest side of its bounding box, as the
 * kernel's own relative mode takes it; the extractor of this build meshes by absolute deflection only.
 * @param share more than 0
 */
export function relativeDeflection(kernel: Kernel, shape: TopoDS_Shape, share: number): Deflection {
  return kernel.scope((own) => {
    const { edges } = topologyOf(kernel, own, shape);
    const every = Math.max(1, Math.floor(edges.length / LOOKED_AT_EDGES));
    const looked = edges.filter((_, index) => index % every === 0).map(({ edge }) => extentOf(kernel, edge));
    const sides = looked.map(({ longest }) => longest);
    const mean = sides.length > 0 ? sides.reduce((sum, side) => sum + side, 0) / sides.length : extentOf(kernel, shape).longest;
    const { diagonal } = extentOf(kernel, shape);
    return { linearMm: Math.max(mean * share, diagonal * FINEST_SHARE_OF_DIAGONAL, 1e-6), angularRad: ANGULAR_RAD };
  });
}

function extentOf(kernel: Kernel, shape: TopoDS_Shape): { longest: number; diagonal: number } {
  return kernel.scope((own) => {
    const box = own(new kernel.oc.Bnd_Box());
    kernel.oc.BRepBndLib.Add(shape, box, false);
    if (box.IsVoid()) return { longest: 0, diagonal: 0 };
    const sides = [box.GetXMax() - box.GetXMin(), box.GetYMax() - box.GetYMin(), box.GetZMax() - box.GetZMin()];
    return { longest: Math.max(...sides), diagonal: Math.hypot(...sides) };
  });
}
