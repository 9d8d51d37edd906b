import { direction as directionOf, point } from "@/lib/cad/kernel/gp";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { facesOf } from "@/lib/cad/kernel/topology";
import { lengthOf, type Vec3 } from "@/lib/cad/kernel/vector";
import { degToRad } from "@/lib/core/units";
import type { CatalogueImplementations } from "../implementation";
import { checked } from "./bare-shape";
import type { OfShape } from "./params";

interface DraftAngle extends OfShape {
  faces: PartShape[];
  direction: Vec3;
  /** Degrees to `direction`; positive takes material away in its sense. */
  angle: number;
  neutralPlaneOrigin: Vec3;
  neutralPlaneDirection: Vec3;
  flag: boolean;
}

/** Turns faces about the line in which they cross the neutral plane, until they lie at `angle` to `direction`. */
function draftAngle(kernel: Kernel, params: DraftAngle): PartShape {
  const { shape, faces, direction, angle, neutralPlaneOrigin, neutralPlaneDirection, flag } = params;
  if (!(Math.abs(angle) > 1e-6 && Math.abs(angle) < 90)) throw invalidInput(`angle is ${angle} and must be between -90 and 90, and not 0.`);
  if (lengthOf(neutralPlaneDirection) < 1e-9) throw invalidInput("neutralPlaneDirection must not be the zero vector.");
  return kernel.scope((own) => {
    const { oc } = kernel;
    const known = facesOf(kernel, own, shape.shape);
    const drafting = own(new oc.BRepOffsetAPI_DraftAngle(shape.shape));
    const plane = own(new oc.gp_Pln(point(kernel, own, neutralPlaneOrigin), directionOf(kernel, own, neutralPlaneDirection)));
    for (const [index, { shape: face }] of faces.entries()) {
      const found = known.find((candidate) => candidate.IsSame(face));
      if (!found) throw invalidInput(`faces[${index}] is no face of shape; take it with getFace or getFaces.`);
      drafting.Add(found, directionOf(kernel, own, direction), degToRad(angle), plane, flag);
      if (!drafting.AddDone()) {
        throw new KernelError(`faces[${index}] takes no draft of ${angle}° from this neutral plane.`, { kernelStatus: "not added" });
      }
    }
    drafting.Build(own(new oc.Message_ProgressRange()));
    if (!drafting.IsDone()) throw new KernelError(`A draft of ${angle}° does not fit these faces.`, { kernelStatus: "not done" });
    return checked(kernel, own, own(drafting.Shape()), `A draft of ${angle}°`);
  });
}

/** `occt.draft.*` */
export const DRAFTS: CatalogueImplementations = {
  "occt.draft.draftAngle": draftAngle,
};
