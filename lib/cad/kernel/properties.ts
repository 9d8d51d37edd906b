import type { BRepCheck_Analyzer, TopoDS_Shape } from "opencascade.js";
import type { BoundingBox } from "@/lib/contract/geometry";
import type { Kernel } from "./kernel";
import type { Vec3 } from "./vector";

/** Volume of the solids of a shape, mm³; negative for a solid turned inside out. */
export function volumeOf(kernel: Kernel, shape: TopoDS_Shape): number {
  return kernel.scope((own) => {
    const properties = own(new kernel.oc.GProp_GProps());
    kernel.oc.BRepGProp.VolumeProperties(shape, properties, false, false, false);
    return properties.Mass();
  });
}

/**
 * As `volumeOf`, refined until the error is below a share of the volume. Between faces of rational splines (what uneven
 * scaling leaves of a cylinder) the plain integration is off by as much as a hundredth.
 */
export function volumeWithin(kernel: Kernel, shape: TopoDS_Shape, share: number): number {
  return kernel.scope((own) => {
    const properties = own(new kernel.oc.GProp_GProps());
    kernel.oc.BRepGProp.VolumeProperties(shape, properties, share, false, false);
    return properties.Mass();
  });
}

/** Area and centroid of the faces of a shape. */
export function surfaceOf(kernel: Kernel, shape: TopoDS_Shape): { area: number; center: Vec3 } {
  return kernel.scope((own) => {
    const properties = own(new kernel.oc.GProp_GProps());
    kernel.oc.BRepGProp.SurfaceProperties(shape, properties, false, false);
    const center = own(properties.CentreOfMass());
    return { area: properties.Mass(), center: [center.X(), center.Y(), center.Z()] };
  });
}

/** Length and centroid of the edges of a shape. */
export function lengthPropertiesOf(kernel: Kernel, shape: TopoDS_Shape): { length: number; center: Vec3 } {
  return kernel.scope((own) => {
    const properties = own(new kernel.oc.GProp_GProps());
    kernel.oc.BRepGProp.LinearProperties(shape, properties, false, false);
    const center = own(properties.CentreOfMass());
    return { length: properties.Mass(), center: [center.X(), center.Y(), center.Z()] };
  });
}

/** Centre of mass of the solids of a shape, at even density. */
export function centerOfMassOf(kernel: Kernel, shape: TopoDS_Shape): Vec3 {
  return kernel.scope((own) => {
    const properties = own(new kernel.oc.GProp_GProps());
    kernel.oc.BRepGProp.VolumeProperties(shape, properties, false, false, false);
    const center = own(properties.CentreOfMass());
    return [center.X(), center.Y(), center.Z()];
  });
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
