import type { NCollection_Array1_double, NCollection_Array1_gp_Pnt, NCollection_Array1_int } from "opencascade.js";
import { point } from "./gp";
import type { Kernel, Own } from "./kernel";
import type { Vec3 } from "./vector";

/*
 * The kernel's own arrays, counted from 1 and owned by the scope.
 */

export function pointArray(kernel: Kernel, own: Own, points: readonly Vec3[]): NCollection_Array1_gp_Pnt {
  const array = own(new kernel.oc.NCollection_Array1_gp_Pnt(1, points.length));
  for (const [index, at] of points.entries()) array.SetValue(index + 1, point(kernel, own, at));
  return array;
}

export function numberArray(kernel: Kernel, own: Own, numbers: readonly number[]): NCollection_Array1_double {
  const array = own(new kernel.oc.NCollection_Array1_double(1, numbers.length));
  for (const [index, number] of numbers.entries()) array.SetValue(index + 1, number);
  return array;
}

export function integerArray(kernel: Kernel, own: Own, integers: readonly number[]): NCollection_Array1_int {
  const array = own(new kernel.oc.NCollection_Array1_int(1, integers.length));
  for (const [index, integer] of integers.entries()) array.SetValue(index + 1, integer);
  return array;
}
