import type { Geom_Curve } from "opencascade.js";
import { integerArray, numberArray, pointArray } from "@/lib/cad/kernel/arrays";
import { toVec3, vector } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import type { Track } from "@/lib/cad/kernel/track";
import { add, distance, lengthOf, multiply, type Vec3 } from "@/lib/cad/kernel/vector";
import { mustBePositive } from "./check-number";
import { withFirstAgain, withoutFirstAgain, withoutRepeats } from "./distinct-points";

/** Highest degree of the kernel's curves. */
const MAX_DEGREE = 25;

/** A curve approximates so many points that the kernel's limit on its distance from them, mm, is kept. */
const APPROXIMATION_MM = 1e-3;

/** A smooth curve through points, kept within a thousandth of a millimetre. */
export function approximation(kernel: Kernel, own: Own, points: readonly Vec3[], closed: boolean): Geom_Curve {
  const all = closed ? withFirstAgain(withoutRepeats(points)) : withoutRepeats(points);
  if (all.length < 2) throw tooFew(points.length, 2);
  const maker = own(new kernel.oc.GeomAPI_PointsToBSpline(pointArray(kernel, own, all), 3, 8, "GeomAbs_C2", APPROXIMATION_MM));
  if (!maker.IsDone()) throw new KernelError("No curve was found through these points.", { kernelStatus: "not done" });
  return own(maker.Curve());
}

const MAX_SAMPLES = 4_096;

/** A curve of a degree that stays within a tolerance of a track: through ever more of its points until it does. */
export function approximationOfTrack(kernel: Kernel, own: Own, track: Track, degree: number, tolerance: number): Geom_Curve {
  for (let count = 16; count <= MAX_SAMPLES; count *= 2) {
    const stops = stopsOf(track, count);
    const points = stops.map((parameter) => track.at(parameter));
    const curve = degree < 3 ? polyBSpline(kernel, own, points, stops) : interpolationAt(kernel, own, points, stops);
    if (stops.slice(1).every((to, index) => isNear(own, curve, track, ((stops[index] ?? to) + to) / 2, tolerance))) return curve;
  }
  throw invalidInput(`tolerance is ${tolerance}; no curve of degree ${degree} with at most ${MAX_SAMPLES} spans stays that near.`);
}

/** Parameters evenly within every smooth stretch. */
function stopsOf(track: Track, count: number): number[] {
  const breaks = track.breaks;
  const each = Math.max(1, Math.ceil(count / (breaks.length - 1)));
  return breaks.flatMap((from, index) => {
    const to = breaks[index + 1];
    return to === undefined ? [from] : Array.from({ length: each }, (_, step) => from + ((to - from) * step) / each);
  });
}

function isNear(own: Own, curve: Geom_Curve, track: Track, parameter: number, tolerance: number): boolean {
  return distance(toVec3(own, curve.EvalD0(parameter)), track.at(parameter)) <= tolerance;
}

function polyBSpline(kernel: Kernel, own: Own, poles: readonly Vec3[], knots: readonly number[]): Geom_Curve {
  const multiplicities = knots.map((_, index) => (index === 0 || index === knots.length - 1 ? 2 : 1));
  return bSpline(kernel, own, { poles, knots, multiplicities, degree: 1, periodic: false });
}

function interpolationAt(kernel: Kernel, own: Own, points: readonly Vec3[], parameters: readonly number[]): Geom_Curve {
  const { oc } = kernel;
  const through = own(new oc.NCollection_HArray1_gp_Pnt(pointArray(kernel, own, points)));
  const maker = own(
    new oc.GeomAPI_Interpolate(through, own(new oc.NCollection_HArray1_double(numberArray(kernel, own, parameters))), false, 1e-7),
  );
  return performed(own, maker);
}

function performed(own: Own, maker: Interpolator): Geom_Curve {
  maker.Perform();
  if (!maker.IsDone()) throw new KernelError("No curve was found through these points.", { kernelStatus: "not done" });
  return own(maker.Curve());
}

/** Control points and what is made of them. */
export interface BezierParams {
  points: Vec3[];
  weights?: number[] | undefined;
  closed?: boolean | undefined;
  periodic?: boolean | undefined;
  /** As high as the number of points allows when absent. */
  degree?: number | undefined;
}

/**
 * A curve by its control points: one polynomial; a B-spline of even knots where a degree is given or the points are
 * too many for one; a closed B-spline without a start where it is periodic.
 */
export function bezierCurve(kernel: Kernel, own: Own, params: BezierParams): Geom_Curve {
  const { closed = false, periodic = false } = params;
  const poles = closed && !periodic ? withFirstAgain(params.points) : params.points;
  const { weights } = params;
  if (poles.length < (periodic ? 3 : 2)) throw tooFew(poles.length, periodic ? 3 : 2);
  if (weights && weights.length !== poles.length)
    throw invalidInput(`weights holds ${weights.length} numbers and must hold ${poles.length}, one for each control point.`);
  if (weights) mustBePositive(Object.fromEntries(weights.map((weight, index) => [`weights[${index}]`, weight])));
  const highest = Math.min(MAX_DEGREE, poles.length - 1);
  const degree = params.degree ?? (periodic ? Math.min(3, highest) : highest);
  if (!Number.isInteger(degree) || degree < 1 || degree > highest)
    throw invalidInput(`degree is ${degree} and must be a whole number from 1 to ${highest} for ${poles.length} control points.`);
  if (periodic) return evenBSpline(kernel, own, poles, weights, degree, true);
  if (degree < poles.length - 1) return evenBSpline(kernel, own, poles, weights, degree, false);
  const { oc } = kernel;
  const array = pointArray(kernel, own, poles);
  return own(weights ? new oc.Geom_BezierCurve(array, numberArray(kernel, own, weights)) : new oc.Geom_BezierCurve(array));
}

/** A B-spline with knots at even distances. */
function evenBSpline(
  kernel: Kernel,
  own: Own,
  poles: readonly Vec3[],
  weights: readonly number[] | undefined,
  degree: number,
  periodic: boolean,
): Geom_Curve {
  const spans = periodic ? poles.length : poles.length - degree;
  const knots = Array.from({ length: spans + 1 }, (_, index) => index / spans);
  const multiplicities = knots.map((_, index) => (!periodic && (index === 0 || index === spans) ? degree + 1 : 1));
  return bSpline(kernel, own, { poles, weights, knots, multiplicities, degree, periodic });
}

/** A B-spline by all that defines it. */
export interface BSplineData {
  poles: readonly Vec3[];
  weights?: readonly number[] | undefined;
  knots: readonly number[];
  multiplicities: readonly number[];
  degree: number;
  periodic: boolean;
}

export function bSpline(kernel: Kernel, own: Own, data: BSplineData): Geom_Curve {
  const { poles, weights, degree, periodic } = data;
  const { oc } = kernel;
  const points = pointArray(kernel, own, poles);
  const knots = numberArray(kernel, own, data.knots);
  const multiplicities = integerArray(kernel, own, data.multiplicities);
  return own(
    weights
      ? new oc.Geom_BSplineCurve(points, numberArray(kernel, own, weights), knots, multiplicities, degree, periodic, true)
      : new oc.Geom_BSplineCurve(points, knots, multiplicities, degree, periodic),
  );
}

/** Points that a curve goes through, and how. */
export interface InterpolationParams {
  points: Vec3[];
  periodic?: boolean | undefined;
  tolerance?: number | undefined;
  parametrization?: "uniform" | "chordLength" | "centripetal" | undefined;
  startTangent?: Vec3 | undefined;
  endTangent?: Vec3 | undefined;
  /** One for each point, or null where the curve is free. */
  tangents?: (Vec3 | null)[] | undefined;
}

/** A curve of degree three exactly through points. */
export function interpolation(kernel: Kernel, own: Own, params: InterpolationParams): Geom_Curve {
  const { periodic = false, tolerance = 1e-7, parametrization = "chordLength" } = params;
  mustBePositive({ tolerance });
  const points = periodic ? withoutFirstAgain(params.points) : params.points;
  if (points.length < (periodic ? 3 : 2)) throw tooFew(points.length, periodic ? 3 : 2);
  const { oc } = kernel;
  const through = own(new oc.NCollection_HArray1_gp_Pnt(pointArray(kernel, own, points)));
  const parameters = own(new oc.NCollection_HArray1_double(numberArray(kernel, own, parametersOf(points, periodic, parametrization))));
  const maker = own(new oc.GeomAPI_Interpolate(through, parameters, periodic, tolerance));
  loadTangents(kernel, own, maker, { ...params, points, periodic });
  return performed(own, maker);
}

type Interpolator = InstanceType<Kernel["oc"]["GeomAPI_Interpolate"]>;

function loadTangents(kernel: Kernel, own: Own, maker: Interpolator, params: InterpolationParams): void {
  const { points, periodic, startTangent, endTangent, tangents } = params;
  const { oc } = kernel;
  if (tangents) {
    if (tangents.length !== points.length)
      throw invalidInput(`tangents holds ${tangents.length} entries and must hold ${points.length}, one for each point.`);
    const vectors = own(new oc.NCollection_Array1_gp_Vec(1, points.length));
    const flags = own(new oc.NCollection_Array1_bool(1, points.length));
    for (const [index, tangent] of tangents.entries()) {
      checkTangent(tangent, `tangents[${index}]`);
      vectors.SetValue(index + 1, vector(kernel, own, tangent ?? [0, 0, 0]));
      flags.SetValue(index + 1, tangent !== null);
    }
    maker.Load(vectors, own(new oc.NCollection_HArray1_bool(flags)), true);
  } else if (startTangent || endTangent) {
    if (!startTangent || !endTangent) throw invalidInput("startTangent and endTangent are given together or not at all; one is missing.");
    if (periodic) throw invalidInput("startTangent and endTangent are of a curve with ends; this one is periodic.");
    checkTangent(startTangent, "startTangent");
    checkTangent(endTangent, "endTangent");
    maker.Load(vector(kernel, own, startTangent), vector(kernel, own, endTangent), true);
  }
}

function checkTangent(tangent: Vec3 | null, name: string): void {
  if (tangent && lengthOf(tangent) < 1e-9) throw invalidInput(`${name} is ${JSON.stringify(tangent)} and must not be the zero vector.`);
}

/** Knots at the points: even, or apart by the length of the chord or by its root. */
function parametersOf(points: readonly Vec3[], periodic: boolean, kind: NonNullable<InterpolationParams["parametrization"]>): number[] {
  const power = { uniform: 0, centripetal: 0.5, chordLength: 1 }[kind];
  const [first = [0, 0, 0]] = points;
  const parameters = [0];
  for (const [index, to] of (periodic ? [...points.slice(1), first] : points.slice(1)).entries()) {
    const chord = distance(to, points[index] ?? first);
    if (chord <= 1e-7) throw invalidInput(`points[${index}] and the point after it are the same and must differ.`);
    parameters.push((parameters.at(-1) ?? 0) + chord ** power);
  }
  return parameters;
}

/**
 * A closed curve through points that is as symmetric as they are: a cubic B-spline of even knots, which has no place
 * where it begins.
 */
export function symmetricInterpolation(kernel: Kernel, own: Own, given: readonly Vec3[]): Geom_Curve {
  const points = withoutFirstAgain(given);
  const count = points.length;
  if (count < 3) throw tooFew(count, 3);
  parametersOf(points, true, "uniform");
  const degree = 3;
  const knots = Array.from({ length: count + 1 }, (_, index) => index);
  // The kernel's closed spline begins over its second pole.
  const through = polesThrough(points);
  const poles = [...through.slice(-1), ...through.slice(0, -1)];
  return bSpline(kernel, own, { poles, knots, multiplicities: knots.map(() => 1), degree, periodic: true });
}

/** Poles of the even closed cubic B-spline that passes through points: (before + 4 pole + after) / 6 = point. */
function polesThrough(points: readonly Vec3[]): Vec3[] {
  const count = points.length;
  let poles = [...points];
  // Each round takes the error to its half at most, so that 60 leave nothing of it in a double.
  for (let round = 0; round < 60; round++) {
    const now = poles;
    const at = (index: number) => now[(index + count) % count] ?? [0, 0, 0];
    poles = points.map((point, index) => multiply(add(multiply(point, 6), multiply(add(at(index - 1), at(index + 1)), -1)), 0.25));
  }
  return poles;
}

function tooFew(count: number, least: number) {
  return invalidInput(`points holds ${count} points and must hold at least ${least}.`);
}
