import type { TopoDS_Face } from "opencascade.js";
import { toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { cross, lengthOf, multiply, normalize, type Vec3 } from "@/lib/cad/kernel/vector";

/** The parameter range of a face on its surface. */
export interface UvRange {
  uMin: number;
  uMax: number;
  vMin: number;
  vMax: number;
}

/** What is asked of the surface under a face, by its parameters. */
export interface FaceSurface {
  range: UvRange;
  pointAt(u: number, v: number): Vec3;
  /** Unit normal, outward for a face of a solid. */
  normalAt(u: number, v: number): Vec3;
  /** Length of a step of 1 in u and in v. */
  scaleAt(u: number, v: number): { u: number; v: number };
}

/** Share of the range by which a normal is looked up beside a point that has none (a pole, an apex). */
const ASIDE = 1e-5;

/** Reads a face's surface; lives as long as the scope. */
export function faceSurface(kernel: Kernel, own: Own, face: TopoDS_Face): FaceSurface {
  const surface = own(new kernel.oc.BRepAdaptor_Surface(face, false));
  const { UMin: uMin, UMax: uMax, VMin: vMin, VMax: vMax } = kernel.oc.BRepTools.UVBounds(face);
  const sign = face.Orientation() === "TopAbs_REVERSED" ? -1 : 1;
  const derivatives = (u: number, v: number) => {
    const { Point, D1U, D1V } = surface.EvalD1(u, v);
    own(Point);
    return { du: toVec3(own, D1U), dv: toVec3(own, D1V) };
  };
  const crossAt = (u: number, v: number): Vec3 => {
    const { du, dv } = derivatives(u, v);
    return cross(du, dv);
  };
  const inward = (at: number, min: number, max: number) => at + ((min + max) / 2 > at ? 1 : -1) * ASIDE * (max - min);
  return {
    range: { uMin, uMax, vMin, vMax },
    pointAt: (u, v) => toVec3(own, surface.EvalD0(u, v)),
    normalAt: (u, v) => {
      const here = crossAt(u, v);
      const normal = lengthOf(here) > 1e-12 ? here : crossAt(inward(u, uMin, uMax), inward(v, vMin, vMax));
      if (lengthOf(normal) < 1e-15) throw new KernelError(`The face has no normal at u ${u}, v ${v}.`);
      return multiply(normalize(normal), sign);
    },
    scaleAt: (u, v) => {
      const { du, dv } = derivatives(u, v);
      return { u: lengthOf(du), v: lengthOf(dv) };
    },
  };
}

/** A place between two bounds: 0 at the first, 1 at the last. */
export function between(min: number, max: number, share: number): number {
  return min + (max - min) * share;
}
