import type { TopoDS_Wire } from "opencascade.js";
import { axis3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { degToRad } from "@/lib/core/units";

/** A helix about Z that starts at [radiusMm, 0, 0]. */
export interface Helix {
  radiusMm: number;
  pitchMm: number;
  turns: number;
  left?: boolean;
  /** By how much the cone that it lies on opens upward. */
  taperDeg?: number;
}

/** An exact helix: a straight line in the parameters of a cylinder or cone. */
export function drawHelix(kernel: Kernel, own: Own, { radiusMm, pitchMm, turns, left = false, taperDeg = 0 }: Helix): TopoDS_Wire {
  const { oc } = kernel;
  const frame = axis3(kernel, own, [0, 0, 0], [0, 0, 1], [1, 0, 0]);
  const taper = degToRad(taperDeg);
  const surface = own(taper === 0 ? new oc.Geom_CylindricalSurface(frame, radiusMm) : new oc.Geom_ConicalSurface(frame, taper, radiusMm));
  // A cone's second parameter runs along its slope.
  const rise = (pitchMm * turns) / Math.cos(taper);
  const sweep = (left ? -1 : 1) * 2 * Math.PI * turns;
  const line = own(own(new oc.GC_MakeSegment2d(own(new oc.gp_Pnt2d(0, 0)), own(new oc.gp_Pnt2d(sweep, rise)))).Value());
  const edge = own(own(new oc.BRepBuilderAPI_MakeEdge(line, surface)).Edge());
  oc.BRepLib.BuildCurves3d(edge);
  const maker = own(new oc.BRepBuilderAPI_MakeWire());
  maker.Add(edge);
  if (!maker.IsDone()) throw new KernelError("The helix could not be drawn.");
  return own(maker.Wire());
}
