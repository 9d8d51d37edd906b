import type { Geom_Surface } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { CatalogueImplementations } from "../../implementation";
import { checked } from "../bare-shape";
import { faceSurface, type UvRange } from "../face-surface";
import type { OfShape } from "../params";
import { asFace } from "../typed-shape";

interface Flips extends OfShape {
  swapUV: boolean;
  reverseU: boolean;
  reverseV: boolean;
}

/**
 * The same surface with its parameters turned, over the face's whole range: trimmed corners and holes are not kept.
 * The face looks where it looked. U and V can be swapped where the surface is a spline or has ends of its own.
 */
function flipFaceUV(kernel: Kernel, { shape, swapUV, reverseU, reverseV }: Flips): PartShape {
  return kernel.scope((own) => {
    const face = asFace(kernel, own, shape);
    let surface: Geom_Surface = own(kernel.oc.BRep_Tool.Surface(face));
    let { uMin, uMax, vMin, vMax } = faceSurface(kernel, own, face).range;
    if (reverseU) {
      [uMin, uMax] = [surface.UReversedParameter(uMax), surface.UReversedParameter(uMin)];
      surface = own(surface.UReversed());
    }
    if (reverseV) {
      [vMin, vMax] = [surface.VReversedParameter(vMax), surface.VReversedParameter(vMin)];
      surface = own(surface.VReversed());
    }
    if (swapUV) ({ surface, uMin, uMax, vMin, vMax } = swapped(kernel, own, surface, { uMin, uMax, vMin, vMax }));
    const maker = own(new kernel.oc.BRepBuilderAPI_MakeFace(surface, uMin, uMax, vMin, vMax, 1e-7));
    if (!maker.IsDone()) throw new KernelError("The turned surface makes no face.", { kernelStatus: "not done" });
    // Each turn lets U × V point the other way.
    const isTurned = [swapUV, reverseU, reverseV].filter(Boolean).length % 2 === 1;
    const isReversed = (face.Orientation() === "TopAbs_REVERSED") !== isTurned;
    return checked(kernel, own, own(own(maker.Face()).Oriented(isReversed ? "TopAbs_REVERSED" : "TopAbs_FORWARD")), "The turned face");
  });
}

function swapped(kernel: Kernel, own: Own, surface: Geom_Surface, range: UvRange): UvRange & { surface: Geom_Surface } {
  const { U1, U2, V1, V2 } = surface.Bounds(0, 0, 0, 0);
  if ([U1, U2, V1, V2].some((bound) => Math.abs(bound) > 1e50))
    throw new KernelError("U and V of an endless surface (a plane, a cylinder, a cone) can't be swapped; they can be reversed.");
  const spline = own(kernel.oc.GeomConvert.SurfaceToBSplineSurface(surface));
  spline.ExchangeUV();
  return { surface: spline, uMin: range.vMin, uMax: range.vMax, vMin: range.uMin, vMax: range.uMax };
}

/** `occt.shapes.face.flipFaceUV` */
export const FACE_FLIP: CatalogueImplementations = { "occt.shapes.face.flipFaceUV": flipFaceUV };
