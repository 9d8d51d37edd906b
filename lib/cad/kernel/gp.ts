import type { gp_Ax1, gp_Ax2, gp_Ax3, gp_Dir, gp_Pnt, gp_Trsf, gp_Vec } from "opencascade.js";
import type { Kernel, Own } from "./kernel";
import type { Vec3 } from "./vector";

/*
 * The kernel's own points, directions and axes, made from plain arrays and owned by the scope.
 */

export function point(kernel: Kernel, own: Own, [x, y, z]: Vec3): gp_Pnt {
  return own(new kernel.oc.gp_Pnt(x, y, z));
}

export function vector(kernel: Kernel, own: Own, [x, y, z]: Vec3): gp_Vec {
  return own(new kernel.oc.gp_Vec(x, y, z));
}

/** Throws on the zero vector. */
export function direction(kernel: Kernel, own: Own, [x, y, z]: Vec3): gp_Dir {
  return own(new kernel.oc.gp_Dir(x, y, z));
}

export function axis1(kernel: Kernel, own: Own, origin: Vec3, along: Vec3): gp_Ax1 {
  return own(new kernel.oc.gp_Ax1(point(kernel, own, origin), direction(kernel, own, along)));
}

/** The kernel chooses the X direction when none is given. */
export function axis2(kernel: Kernel, own: Own, origin: Vec3, normal: Vec3, x?: Vec3): gp_Ax2 {
  const { oc } = kernel;
  const p = point(kernel, own, origin);
  const n = direction(kernel, own, normal);
  return own(x ? new oc.gp_Ax2(p, n, direction(kernel, own, x)) : new oc.gp_Ax2(p, n));
}

export function axis3(kernel: Kernel, own: Own, origin: Vec3, normal: Vec3, x: Vec3): gp_Ax3 {
  return own(new kernel.oc.gp_Ax3(point(kernel, own, origin), direction(kernel, own, normal), direction(kernel, own, x)));
}

export function translation(kernel: Kernel, own: Own, by: Vec3): gp_Trsf {
  const transform = own(new kernel.oc.gp_Trsf());
  transform.SetTranslation(vector(kernel, own, by));
  return transform;
}

/** Carries the world's X, Y, Z and origin onto `x`, `normal` × `x`, `normal` and `origin`. */
export function placement(kernel: Kernel, own: Own, origin: Vec3, normal: Vec3, x: Vec3): gp_Trsf {
  const transform = own(new kernel.oc.gp_Trsf());
  transform.SetDisplacement(own(new kernel.oc.gp_Ax3()), axis3(kernel, own, origin, normal, x));
  return transform;
}

export function toVec3(own: Own, xyz: gp_Pnt | gp_Dir | gp_Vec): Vec3 {
  own(xyz);
  return [xyz.X(), xyz.Y(), xyz.Z()];
}
