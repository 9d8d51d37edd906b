import type { gp_Trsf, TopoDS_Shape } from "opencascade.js";
import type { FaceFrame } from "@/lib/cad/kernel/face-geometry";
import { placement } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { facesOf } from "@/lib/cad/kernel/topology";
import { add, multiply } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import { degToRad } from "@/lib/core/units";
import type { NamedBy } from "./carry-names";
import type { RoledBody } from "./sweeps";

/** A body moved by a location: it shares the original's geometry, and its faces keep their order. */
export function located(kernel: Kernel, own: Own, shape: TopoDS_Shape, transform: gp_Trsf): TopoDS_Shape {
  const location = own(new kernel.oc.TopLoc_Location(transform));
  return own(shape.Moved(location, false));
}

/**
 * Copies of a body, drawn about the world's origin with Z up, onto a face's frame.
 * Faces are named `feature[k]/role`, k from 1 in the order of `places`, null ones left out. The scope owns the copies.
 */
export function placeCopies(
  kernel: Kernel,
  own: Own,
  body: RoledBody,
  frame: FaceFrame,
  places: readonly (Point2dMm | null)[],
  by: NamedBy,
  angle = 0,
): PartShape[] {
  const turn = degToRad(angle);
  const x = add(multiply(frame.u, Math.cos(turn)), multiply(frame.v, Math.sin(turn)));
  const copies = places.flatMap((place, index): PartShape[] => {
    if (place === null) return [];
    const [a, b] = place;
    const origin = add(frame.origin, add(multiply(frame.u, a), multiply(frame.v, b)));
    const shape = located(kernel, own, body.shape, placement(kernel, own, origin, frame.n, x));
    const faces = facesOf(kernel, own, shape).map((face, faceIndex) => ({
      name: `${by.feature}[${index + 1}]/${body.roles[faceIndex] ?? "face"}`,
      feature: by.feature,
      age: by.age,
      face,
    }));
    return [{ shape, faces }];
  });
  if (copies.length === 0) throw invalidInput("at leaves out every place; one at least must be given.");
  return copies;
}
