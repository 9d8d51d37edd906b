import type { TopoDS_Edge } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { circleEdge } from "./build-edge";
import { mustBePositive } from "./check-number";
import { bearing, CirclePlane, onCircle, type PlanePoint } from "./circle-plane";

/*
 * Circles of a given radius that touch others: their middles are where two circles of middles meet.
 */

/** Where a middle may be: so far from a point. */
interface Locus {
  middle: PlanePoint;
  radius: number;
}

export interface OnPointParams {
  circle: PartShape;
  point: Vec3;
  tolerance: number;
  radius: number;
}

/** Circles that touch a circle and go through a point. */
export function circlesThroughPoint(kernel: Kernel, own: Own, { circle, point, tolerance, radius }: OnPointParams): TopoDS_Edge[] {
  mustBePositive({ tolerance, radius });
  const plane = CirclePlane.of(kernel, own, circle, "circle");
  const through: Locus = { middle: plane.flat(point, "point"), radius };
  const middles = touching(plane.circle, radius).flatMap((locus) => meetings(locus, through, tolerance));
  return drawn(kernel, own, plane, middles, radius, tolerance);
}

export interface OnCirclesParams {
  circle1: PartShape;
  circle2: PartShape;
  tolerance: number;
  radius: number;
}

/** Circles that touch two circles, from outside or from inside each; those outside both come first. */
export function circlesOnTwoCircles(kernel: Kernel, own: Own, { circle1, circle2, tolerance, radius }: OnCirclesParams): TopoDS_Edge[] {
  mustBePositive({ tolerance, radius });
  const plane = CirclePlane.of(kernel, own, circle1, "circle1");
  const second = touching(plane.other(circle2, "circle2"), radius);
  const middles = touching(plane.circle, radius).flatMap((one) => second.flatMap((two) => meetings(one, two, tolerance)));
  return drawn(kernel, own, plane, middles, radius, tolerance);
}

/** Middles of the circles that touch a circle from outside, and of those that do so from inside. */
function touching({ middle, radius }: Locus, of: number): Locus[] {
  return [
    { middle, radius: radius + of },
    { middle, radius: Math.abs(radius - of) },
  ];
}

function meetings(one: Locus, two: Locus, tolerance: number): PlanePoint[] {
  const { away, angle } = bearing(one.middle, two.middle);
  if (away < tolerance || away > one.radius + two.radius + tolerance || away < Math.abs(one.radius - two.radius) - tolerance) return [];
  if (one.radius < tolerance) return [one.middle];
  const cosine = (one.radius ** 2 + away ** 2 - two.radius ** 2) / (2 * one.radius * away);
  const half = Math.acos(Math.min(1, Math.max(-1, cosine)));
  const points = [onCircle(one, angle - half), onCircle(one, angle + half)];
  return half * one.radius < tolerance || (Math.PI - half) * one.radius < tolerance ? points.slice(0, 1) : points;
}

function drawn(kernel: Kernel, own: Own, plane: CirclePlane, middles: PlanePoint[], radius: number, tolerance: number): TopoDS_Edge[] {
  const different = middles.filter((at, index) => middles.findIndex((other) => bearing(at, other).away < tolerance) === index);
  return different.map((middle) => circleEdge(kernel, own, { radius, center: plane.inSpace(middle), direction: plane.normal }));
}
