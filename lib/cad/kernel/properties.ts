import type { BRepCheck_Analyzer, GProp_GProps, TopoDS_Shape } from "opencascade.js";
import type { BoundingBox } from "@/lib/contract/geometry";
import { toVec3 } from "./gp";
import type { Kernel, Own } from "./kernel";
import { edgeAmount, faceAmounts } from "./shape-integrals";
import type { Vec3 } from "./vector";

/**
 * Volume of the solids of a shape, mm³; negative for a solid turned inside out.
 * Relative error: 1e-12 between planes, cylinders, cones, spheres and tori within lines, circles, parallels and meridians; about
 * 1e-9 where ellipses, splines or other surfaces take part (and where their edges fit them: an intersection curve that the
 * kernel approximates is as far off as its tolerance).
 */
export function volumeOf(kernel: Kernel, shape: TopoDS_Shape): number {
  return faceAmounts(kernel, shape)?.volume.amount ?? roughVolumeOf(kernel, shape);
}

/**
 * As `volumeOf` where all faces are elementary, but up to a hundredth off between rational splines: enough to tell a body from
 * nothing and inside from outside, and the cheaper one wherever splines are.
 */
export function roughVolumeOf(kernel: Kernel, shape: TopoDS_Shape): number {
  return kernel.scope((own) => volumeProperties(kernel, own, shape).Mass());
}

function volumeProperties(kernel: Kernel, own: Own, shape: TopoDS_Shape): GProp_GProps {
  const properties = own(new kernel.oc.GProp_GProps());
  kernel.oc.BRepGProp.VolumeProperties(shape, properties, false, false, false);
  return properties;
}

/** Area and centroid of the faces of a shape, as exact as `volumeOf`. */
export function surfaceOf(kernel: Kernel, shape: TopoDS_Shape): { area: number; center: Vec3 } {
  const amounts = faceAmounts(kernel, shape);
  if (amounts) return { area: amounts.surface.amount, center: [...amounts.surface.center] };
  return kernel.scope((own) => {
    const properties = own(new kernel.oc.GProp_GProps());
    kernel.oc.BRepGProp.SurfaceProperties(shape, properties, false, false);
    return { area: properties.Mass(), center: toVec3(own, properties.CentreOfMass()) };
  });
}

/** Length and centroid of the edges of a shape, to twelve digits; an edge of two faces counts twice. */
export function lengthPropertiesOf(kernel: Kernel, shape: TopoDS_Shape): { length: number; center: Vec3 } {
  const amount = edgeAmount(kernel, shape);
  if (amount) return { length: amount.amount, center: [...amount.center] };
  return kernel.scope((own) => {
    const properties = own(new kernel.oc.GProp_GProps());
    kernel.oc.BRepGProp.LinearProperties(shape, properties, false, false);
    return { length: properties.Mass(), center: toVec3(own, properties.CentreOfMass()) };
  });
}

/** Centre of mass of the solids of a shape, at even density; as exact as `volumeOf`. */
export function centerOfMassOf(kernel: Kernel, shape: TopoDS_Shape): Vec3 {
  const amounts = faceAmounts(kernel, shape);
  if (amounts) return [...amounts.volume.center];
  return kernel.scope((own) => toVec3(own, volumeProperties(kernel, own, shape).CentreOfMass()));
}

/** Axis-aligned box, tight to the exact geometry (not to a mesh, not enlarged by tolerances). */
export function boundingBoxOf(kernel: Kernel, shape: TopoDS_Shape): BoundingBox {
  return kernel.scope((own) => {
    const box = own(new kernel.oc.Bnd_Box());
    kernel.oc.BRepBndLib.AddOptimal(shape, box, false, false);
    const min: Vec3 = [box.GetXMin(), box.GetYMin(), box.GetZMin()];
    const max: Vec3 = [box.GetXMax(), box.GetYMax(), box.GetZMax()];
    return { min, max, size: [max[0] - min[0], max[1] - min[1], max[2] - min[2]] };
  });
}

const analyzers = new WeakMap<Kernel, BRepCheck_Analyzer>();

const valid = new WeakSet<TopoDS_Shape>();

/**
 * The kernel's full check of a shape's consistency. What has passed once is not asked again: the check costs a fifth of a
 * cut with 200 holes, and a part that passed after its last step is measured next.
 */
export function isValid(kernel: Kernel, shape: TopoDS_Shape): boolean {
  if (valid.has(shape)) return true;
  const passes = analyze(kernel, shape);
  if (passes) valid.add(shape);
  return passes;
}

function analyze(kernel: Kernel, shape: TopoDS_Shape): boolean {
  // One analyzer for the life of the kernel: deleting one leaves about 50 kB on the heap.
  const known = analyzers.get(kernel);
  if (known) {
    known.Init(shape, true);
    return known.IsValid();
  }
  const analyzer = new kernel.oc.BRepCheck_Analyzer(shape, true, false, false);
  analyzers.set(kernel, analyzer);
  return analyzer.IsValid();
}
