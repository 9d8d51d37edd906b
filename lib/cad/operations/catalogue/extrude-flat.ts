import { translation, vector } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { multiply, type Vec3 } from "@/lib/cad/kernel/vector";
import { located } from "../modelling/place-copies";
import { checked } from "./bare-shape";

/** How far a flat profile is extruded along its normal and against it. */
export interface Extrusion {
  extrusionLengthFront: number;
  extrusionLengthBack: number;
}

/** One prism from `extrusionLengthBack` behind the face to `extrusionLengthFront` before it; `normal` is a unit vector. */
export function extrudeFlat(kernel: Kernel, own: Own, face: PartShape, normal: Vec3, extrusion: Extrusion): PartShape {
  const { extrusionLengthFront: front, extrusionLengthBack: back } = extrusion;
  if (front < 0) throw invalidInput(`extrusionLengthFront is ${front} and must not be negative.`);
  if (back < 0) throw invalidInput(`extrusionLengthBack is ${back} and must not be negative.`);
  if (front + back < 1e-7) throw invalidInput("extrusionLengthFront and extrusionLengthBack are both 0; one of them must be more.");
  const start = located(kernel, own, own(face.shape), translation(kernel, own, multiply(normal, -back)));
  const along = vector(kernel, own, multiply(normal, front + back));
  const prism = own(new kernel.oc.BRepPrimAPI_MakePrism(start, along, true, true));
  return checked(kernel, own, own(prism.Shape()), "The extrusion");
}
