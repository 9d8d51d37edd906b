import { direction, point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import { facesOf } from "@/lib/cad/kernel/topology";
import { cross, normalize } from "@/lib/cad/kernel/vector";
import { degToRad } from "@/lib/core/units";
import type { SketchPlane } from "./profile-face";
import { type RoledBody, rolesOf } from "./sweeps";

/**
 * Leans the sides of a prism inward away from a plane in which they keep their place; negative angles lean outward.
 * @throws KernelError where sides would run out, or lie on curves that have no drafted form
 */
export function draftSides(
  kernel: Kernel,
  own: Own,
  body: RoledBody,
  { neutral, angleDeg }: { neutral: SketchPlane; angleDeg: number },
): RoledBody {
  const { oc } = kernel;
  const maker = own(new oc.BRepOffsetAPI_DraftAngle(body.shape));
  const n = direction(kernel, own, normalize(cross(neutral.u, neutral.v)));
  const plane = own(new oc.gp_Pln(point(kernel, own, neutral.origin), n));
  const faces = facesOf(kernel, own, body.shape);
  const refused = new KernelError(`draft is ${angleDeg} and must be nearer to 0: the sides can't lean that far.`, {
    kernelStatus: "draft not done",
  });
  try {
    for (const [index, face] of faces.entries()) {
      if (!/^(side|wall)/.test(body.roles[index] ?? "")) continue;
      maker.Add(face, n, degToRad(angleDeg), plane, true);
      if (!maker.AddDone()) throw refused;
    }
    maker.Build(own(new oc.Message_ProgressRange()));
  } catch (error) {
    throw toKernelError(kernel.oc, error, { operation: "The draft" });
  }
  if (!maker.IsDone()) throw refused;
  const shape = own(maker.Shape());
  const images = faces.map((face) => own(maker.ModifiedShape(face)));
  return {
    shape,
    roles: rolesOf(
      kernel,
      own,
      shape,
      images.map((image, index) => [image, body.roles[index] ?? "face"]),
    ),
  };
}
