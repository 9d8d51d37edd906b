import type { Geom_Curve, Geom2d_Curve } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { Point2dMm } from "@/lib/contract/geometry";
import { type CatalogueImplementations, KernelObject } from "../implementation";
import { checkEllipse, circleEdge, type EllipseParams, ellipseEdge } from "./build-edge";
import { curveOfEdge } from "./curve-of-edge";
import { curve2dIn } from "./kernel-object";
import type { Placed } from "./params";

function curve2d(kernel: Kernel, draw: (own: Own) => Geom2d_Curve): KernelObject {
  return kernel.scope((own) => new KernelObject("curve2d", own.release(draw(own))));
}

function curve(kernel: Kernel, draw: (own: Own) => Geom_Curve): KernelObject {
  return kernel.scope((own) => new KernelObject("curve", own.release(draw(own))));
}

interface Ellipse2d {
  center: Point2dMm;
  direction: Point2dMm;
  radiusMinor: number;
  radiusMajor: number;
  /** Anticlockwise. */
  sense: boolean;
}

/** The major axis runs along `direction`. */
function geom2dEllipse(kernel: Kernel, { center, direction, radiusMinor, radiusMajor, sense }: Ellipse2d): KernelObject {
  checkEllipse({ radiusMinor, radiusMajor });
  if (Math.hypot(...direction) < 1e-9) throw invalidInput("direction must not be the zero vector.");
  const { oc } = kernel;
  return curve2d(kernel, (own) => {
    const axis = own(new oc.gp_Ax2d(own(new oc.gp_Pnt2d(...center)), own(new oc.gp_Dir2d(...direction))));
    return own(new oc.Geom2d_Ellipse(axis, radiusMajor, radiusMinor, sense));
  });
}

function geom2dSegment(kernel: Kernel, { start, end }: { start: Point2dMm; end: Point2dMm }): KernelObject {
  if (Math.hypot(end[0] - start[0], end[1] - start[1]) <= 1e-9) throw invalidInput("start and end are the same point and must differ.");
  const { oc } = kernel;
  return curve2d(kernel, (own) => {
    const [from, to] = [own(new oc.gp_Pnt2d(...start)), own(new oc.gp_Pnt2d(...end))];
    return own(own(new oc.GC_MakeSegment2d(from, to)).Value());
  });
}

interface Trimmed {
  shape: KernelObject;
  u1: number;
  u2: number;
  sense: boolean;
  adjustPeriodic: boolean;
}

/** The part of a plane curve between two of its parameters. */
function geom2dTrimmedCurve(kernel: Kernel, { shape, u1, u2, sense, adjustPeriodic }: Trimmed): KernelObject {
  if (u1 === u2) throw invalidInput(`u1 and u2 are both ${u1} and must differ.`);
  const basis = curve2dIn(kernel, shape, "shape");
  return curve2d(kernel, (own) => own(new kernel.oc.Geom2d_TrimmedCurve(basis, u1, u2, sense, adjustPeriodic)));
}

function geomCircleCurve(kernel: Kernel, params: Placed & { radius: number }): KernelObject {
  return curve(kernel, (own) => curveOfEdge(kernel, own, circleEdge(kernel, own, params)).curve);
}

function geomEllipseCurve(kernel: Kernel, params: EllipseParams): KernelObject {
  return curve(kernel, (own) => curveOfEdge(kernel, own, ellipseEdge(kernel, own, params)).curve);
}

/** By the curve's own parameter. */
function get2dPointFrom2dCurveOnParam(kernel: Kernel, { shape, param }: { shape: KernelObject; param: number }): Point2dMm {
  return kernel.scope((own) => {
    const at = own(curve2dIn(kernel, shape, "shape").EvalD0(param));
    return [at.X(), at.Y()];
  });
}

/** `occt.geom.curves.*` */
export const GEOM_CURVES: CatalogueImplementations = {
  "occt.geom.curves.geom2dEllipse": geom2dEllipse,
  "occt.geom.curves.geom2dSegment": geom2dSegment,
  "occt.geom.curves.geom2dTrimmedCurve": geom2dTrimmedCurve,
  "occt.geom.curves.geomCircleCurve": geomCircleCurve,
  "occt.geom.curves.geomEllipseCurve": geomEllipseCurve,
  "occt.geom.curves.get2dPointFrom2dCurveOnParam": get2dPointFrom2dCurveOnParam,
};
