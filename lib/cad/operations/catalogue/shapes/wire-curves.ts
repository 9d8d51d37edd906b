import { z } from "zod";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { CatalogueImplementations } from "../../implementation";
import { type Winding, winding } from "../build-helix";
import {
  approximation,
  type BezierParams,
  bezierCurve,
  type InterpolationParams,
  interpolation,
  symmetricInterpolation,
} from "../build-spline";
import { wireAlong } from "../build-wire";
import { mustBeAtLeast, mustBePositive } from "../check-number";
import { compoundIf } from "../compound-if";
import { parsedList, point } from "../json-params";
import { madeOfEach } from "../made-of-each";
import type { Placed, Points } from "../params";

function createBSpline(kernel: Kernel, { points, closed }: Points & { closed: boolean }): PartShape {
  return wireAlong(kernel, (own) => approximation(kernel, own, points, closed));
}

function createBezier(kernel: Kernel, params: BezierParams): PartShape {
  return wireAlong(kernel, (own) => bezierCurve(kernel, own, params));
}

/** A closed curve has one weight more than points: its first point stands at its end again. */
function createBezierWeights(kernel: Kernel, params: BezierParams & { weights: number[] }): PartShape {
  return createBezier(kernel, params);
}

function interpolatePoints(kernel: Kernel, params: InterpolationParams): PartShape {
  return wireAlong(kernel, (own) => interpolation(kernel, own, params));
}

function interpolatePointsSymmetric(kernel: Kernel, { points, tolerance }: Points & { tolerance: number }): PartShape {
  mustBePositive({ tolerance });
  return wireAlong(kernel, (own) => symmetricInterpolation(kernel, own, points));
}

const points = z.array(point).max(100_000);
const bSplineDto = z.strictObject({ points, closed: z.boolean().default(false) });
const bezierDto = bSplineDto.extend({ degree: z.number().optional(), periodic: z.boolean().default(false) });
const interpolationDto = z.strictObject({
  points,
  periodic: z.boolean().default(false),
  tolerance: z.number().default(1e-7),
  parametrization: z.enum(["uniform", "chordLength", "centripetal"]).optional(),
  startTangent: point.optional(),
  endTangent: point.optional(),
  tangents: z.array(point.nullable()).optional(),
});

interface Several {
  returnCompound: boolean;
}

function createBSplines(kernel: Kernel, { bSplines, returnCompound }: Several & { bSplines: unknown[] }): PartShape | PartShape[] {
  const made = madeOfEach(parsedList(bSplineDto, bSplines, "bSplines"), (bSpline) => createBSpline(kernel, bSpline));
  return compoundIf(kernel, returnCompound, made);
}

function createBezierWires(kernel: Kernel, { bezierWires, returnCompound }: Several & { bezierWires: unknown[] }): PartShape | PartShape[] {
  const made = madeOfEach(parsedList(bezierDto, bezierWires, "bezierWires"), (bezier) => createBezier(kernel, bezier));
  return compoundIf(kernel, returnCompound, made);
}

function interpolateWires(
  kernel: Kernel,
  { interpolations, returnCompound }: Several & { interpolations: unknown[] },
): PartShape | PartShape[] {
  const made = madeOfEach(parsedList(interpolationDto, interpolations, "interpolations"), (params) => interpolatePoints(kernel, params));
  return compoundIf(kernel, returnCompound, made);
}

interface Helix extends Placed {
  pitch: number;
  clockwise: boolean;
  tolerance: number;
}

function wind(kernel: Kernel, params: Winding): PartShape {
  return wireAlong(kernel, (own) => winding(kernel, own, params));
}

/** Right-handed along `direction` unless clockwise; begins where Z of the ground plane points, turned onto `direction`. */
function createHelixWire(kernel: Kernel, { radius, pitch, height, ...place }: Helix & { radius: number; height: number }): PartShape {
  mustBePositive({ pitch });
  return wind(kernel, { ...place, startRadius: radius, endRadius: radius, height, turns: height / pitch });
}

function createHelixWireByTurns(
  kernel: Kernel,
  { radius, pitch, numTurns, ...place }: Helix & { radius: number; numTurns: number },
): PartShape {
  mustBePositive({ pitch, numTurns });
  return wind(kernel, { ...place, startRadius: radius, endRadius: radius, height: pitch * numTurns, turns: numTurns });
}

/** The radius changes evenly with the height. */
function createTaperedHelixWire(
  kernel: Kernel,
  { startRadius, endRadius, pitch, height, ...place }: Helix & { startRadius: number; endRadius: number; height: number },
): PartShape {
  mustBePositive({ pitch });
  checkRadii(startRadius, endRadius);
  return wind(kernel, { ...place, startRadius, endRadius, height, turns: height / pitch });
}

/** An Archimedean spiral in the plane normal to `direction`. */
function createFlatSpiralWire(
  kernel: Kernel,
  {
    startRadius,
    endRadius,
    numTurns,
    ...place
  }: Placed & {
    startRadius: number;
    endRadius: number;
    numTurns: number;
    clockwise: boolean;
    tolerance: number;
  },
): PartShape {
  mustBePositive({ numTurns });
  checkRadii(startRadius, endRadius);
  if (startRadius === endRadius) throw invalidInput(`startRadius and endRadius are both ${startRadius} and must differ in a flat spiral.`);
  return wind(kernel, { ...place, startRadius, endRadius, height: 0, turns: numTurns });
}

function checkRadii(startRadius: number, endRadius: number): void {
  mustBeAtLeast(0, { startRadius, endRadius });
  if (startRadius + endRadius === 0) throw invalidInput("startRadius and endRadius are both 0; one of them at least must be more.");
}

/** `occt.shapes.wire.*`: splines and windings. */
export const CURVE_WIRES: CatalogueImplementations = {
  "occt.shapes.wire.createBSpline": createBSpline,
  "occt.shapes.wire.createBSplines": createBSplines,
  "occt.shapes.wire.createBezier": createBezier,
  "occt.shapes.wire.createBezierWeights": createBezierWeights,
  "occt.shapes.wire.createBezierWires": createBezierWires,
  "occt.shapes.wire.createFlatSpiralWire": createFlatSpiralWire,
  "occt.shapes.wire.createHelixWire": createHelixWire,
  "occt.shapes.wire.createHelixWireByTurns": createHelixWireByTurns,
  "occt.shapes.wire.createTaperedHelixWire": createTaperedHelixWire,
  "occt.shapes.wire.interpolatePoints": interpolatePoints,
  "occt.shapes.wire.interpolatePointsSymmetric": interpolatePointsSymmetric,
  "occt.shapes.wire.interpolateWires": interpolateWires,
};
