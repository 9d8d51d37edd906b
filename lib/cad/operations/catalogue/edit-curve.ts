import type { Geom_Curve, TopoDS_Edge } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import { trackOfEdge } from "@/lib/cad/kernel/track";
import { edgeAlong, edgeAlongPart } from "./build-edge";
import { approximationOfTrack } from "./build-spline";
import { mustBePositive } from "./check-number";
import { curveOfEdge } from "./curve-of-edge";

/*
 * The curve of one edge, changed; the new edge runs as the old one did.
 */

function asBefore(kernel: Kernel, own: Own, edge: TopoDS_Edge, reversed: boolean): TopoDS_Edge {
  return reversed ? own(kernel.oc.TopoDS.Edge(own(edge.Reversed()))) : edge;
}

/**
 * The curve as a B-spline of a degree: raised it stays exactly what it was, lowered it stays within the tolerance.
 * Exact where the curve already has the degree.
 */
export function withDegree(kernel: Kernel, own: Own, edge: TopoDS_Edge, degree: number, tolerance: number): TopoDS_Edge {
  if (!Number.isInteger(degree) || degree < 1 || degree > 25)
    throw invalidInput(`degree is ${degree} and must be a whole number from 1 to 25.`);
  mustBePositive({ tolerance });
  const { oc } = kernel;
  const { curve, first, last, reversed } = curveOfEdge(kernel, own, edge);
  const trimmed = own(new oc.Geom_TrimmedCurve(curve, first, last, true, true));
  const spline = own(oc.GeomConvert.CurveToBSplineCurve(trimmed, "Convert_TgtThetaOver2"));
  if (spline.Degree() <= degree) {
    if (spline.Degree() < degree) spline.IncreaseDegree(degree);
    return asBefore(kernel, own, edgeAlong(kernel, own, spline), reversed);
  }
  return edgeAlong(kernel, own, approximationOfTrack(kernel, own, trackOfEdge(kernel, own, edge), degree, tolerance));
}

/** A closed edge that begins at another of its curve's parameters; one that is not periodic stays as it is. */
export function withSeamAt(kernel: Kernel, own: Own, edge: TopoDS_Edge, parameter: number): TopoDS_Edge {
  const { curve, first, last, reversed } = curveOfEdge(kernel, own, edge);
  if (!isWhole(curve, first, last)) return edge;
  const period = last - first;
  const seam = first + ((((parameter - first) % period) + period) % period);
  if (seam - first < 1e-12 || last - seam < 1e-12) return edge;
  const moved = edgeAlongPart(kernel, own, curve, seam, seam + period);
  if (moved.IsNull()) throw new KernelError("The seam could not be moved.", { kernelStatus: "null edge" });
  return asBefore(kernel, own, moved, reversed);
}

/** As `withSeamAt`, by the length from where the edge begins, on beyond its end and backwards where it is negative. */
export function withSeamMoved(kernel: Kernel, own: Own, edge: TopoDS_Edge, length: number): TopoDS_Edge {
  const track = trackOfEdge(kernel, own, edge);
  const whole = track.length;
  const { reversed } = curveOfEdge(kernel, own, edge);
  const along = track.parameterAtLength(((length % whole) + whole) % whole);
  return withSeamAt(kernel, own, edge, reversed ? track.first + track.last - along : along);
}

function isWhole(curve: Geom_Curve, first: number, last: number): boolean {
  return curve.IsPeriodic() && Math.abs(last - first - curve.Period()) < 1e-9 * curve.Period();
}
