import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { isValid } from "@/lib/cad/kernel/properties";
import { type Track, trackOfWire } from "@/lib/cad/kernel/track";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations, JsonValue } from "../../implementation";
import {
  type AtLength,
  type AtParam,
  askWire,
  dividedByLength,
  dividedByParameter,
  endOf,
  isClosedTrack,
  operationsThatAsk,
  parameterAtLength,
  parameterAtShare,
  pointAtLength,
  pointAtParam,
  startOf,
  tangentAtLength,
  tangentAtParam,
} from "../along-track";
import { bare } from "../bare-shape";
import { mustBeAtLeast, mustBePositive } from "../check-number";
import { describeCurve } from "../describe-curve";
import { wireIn } from "../expect-kind";
import type { OfShape } from "../params";
import { atIndex, distinct } from "../sub-shapes";
import { chainPoints, type Deflections } from "../tessellate-track";

function getWires(kernel: Kernel, { shape }: OfShape): PartShape[] {
  return kernel.scope((own) =>
    distinct(kernel, own, shape.shape, "TopAbs_WIRE").map((wire) => bare(own, own(kernel.oc.TopoDS.Wire(wire)))),
  );
}

function getWire(kernel: Kernel, { shape, index }: OfShape & { index: number }): PartShape {
  return kernel.scope((own) => {
    const wire = atIndex(distinct(kernel, own, shape.shape, "TopAbs_WIRE"), index, "TopAbs_WIRE");
    return bare(own, own(kernel.oc.TopoDS.Wire(wire)));
  });
}

const { ofOne, ofEach } = operationsThatAsk(askWire);

function derivatives(track: Track, parameter: number): Vec3[] {
  return [1, 2, 3].map((order) => track.derivative(parameter, order));
}

function pointsOnWireAtLengths(kernel: Kernel, { shape, lengths }: OfShape & { lengths: number[] }): Vec3[] {
  return askWire(kernel, shape, (track) => lengths.map((length, index) => track.at(parameterAtLength(track, length, `lengths[${index}]`))));
}

interface Ends {
  tryNext: boolean;
  includeFirst: boolean;
  includeLast: boolean;
}

/** Points a length apart from one another; `tryNext` adds one that a curve which went on beyond its end would have. */
function pointsOnWireAtEqualLength(kernel: Kernel, { shape, length, ...ends }: OfShape & AtLength & Ends): Vec3[] {
  mustBePositive({ length });
  return pointsOnWireAtPatternOfLengths(kernel, { shape, lengths: [length], ...ends });
}

const MAX_POINTS = 100_000;

/** As for one length, which several in turn stand for. */
function pointsOnWireAtPatternOfLengths(kernel: Kernel, { shape, lengths, ...ends }: OfShape & Ends & { lengths: number[] }): Vec3[] {
  mustBeAtLeast(0, Object.fromEntries(lengths.map((length, index) => [`lengths[${index}]`, length])));
  const sum = lengths.reduce((total, length) => total + length, 0);
  if (!(sum > 0)) throw invalidInput("lengths add up to 0 and must add up to more, or the points never move along the wire.");
  return askWire(kernel, shape, (track) => {
    const whole = track.length;
    if ((whole / sum) * lengths.length > MAX_POINTS)
      throw invalidInput(`lengths would give more than ${MAX_POINTS} points; longer ones do not.`);
    const places = ends.includeFirst ? [0] : [];
    let reached = 0;
    for (let index = 0; ; index++) {
      reached += lengths[index % lengths.length] ?? 0;
      // Where the pattern just fills the wire, rounding must not lose its last point.
      if (reached > whole + 1e-9) break;
      places.push(Math.min(reached, whole));
    }
    const points = places.map((length) => pointAtLength(track, { length }));
    if (ends.tryNext) points.push(track.at(track.parameterAtLength(reached)));
    return ends.includeLast ? [...points, endOf(track)] : points;
  });
}

function wiresToPoints(kernel: Kernel, { shape, ...deflections }: OfShape & Deflections): Vec3[][] {
  return kernel.scope((own) =>
    distinct(kernel, own, shape.shape, "TopAbs_WIRE").map((wire) =>
      chainPoints(kernel, own, trackOfWire(kernel, own, own(kernel.oc.TopoDS.Wire(wire))).edges, deflections),
    ),
  );
}

/** What each edge's curve is, and the wire as a whole. */
function debugInfo(kernel: Kernel, { shape }: OfShape): JsonValue {
  return kernel.scope((own) => {
    const track = trackOfWire(kernel, own, wireIn(kernel, own, shape));
    const edges = track.edges.map((edge) => describeCurve(kernel, own, edge));
    const valid = isValid(kernel, shape.shape);
    return { valid, nbEdges: edges.length, closed: isClosedTrack(track), totalLength: track.length, edges };
  });
}

/** `occt.shapes.wire.*`: what is asked of wires. */
export const WIRE_QUERIES: CatalogueImplementations = {
  "occt.shapes.wire.debugInfo": debugInfo,
  "occt.shapes.wire.derivativesOnWireAtLength": ofOne((track, { length }: AtLength) =>
    derivatives(track, parameterAtLength(track, length)),
  ),
  "occt.shapes.wire.derivativesOnWireAtParam": ofOne((track, { param }: AtParam) => derivatives(track, parameterAtShare(track, param))),
  "occt.shapes.wire.divideWireByEqualDistanceToPoints": ofOne(dividedByLength),
  "occt.shapes.wire.divideWireByParamsToPoints": ofOne(dividedByParameter),
  "occt.shapes.wire.divideWiresByEqualDistanceToPoints": ofEach(dividedByLength),
  "occt.shapes.wire.divideWiresByParamsToPoints": ofEach(dividedByParameter),
  "occt.shapes.wire.endPointOnWire": ofOne(endOf),
  "occt.shapes.wire.getWire": getWire,
  "occt.shapes.wire.getWireCenterOfMass": ofOne((track) => track.centroid),
  "occt.shapes.wire.getWireLength": ofOne((track) => track.length),
  "occt.shapes.wire.getWires": getWires,
  "occt.shapes.wire.getWiresCentersOfMass": ofEach((track) => track.centroid),
  "occt.shapes.wire.getWiresLengths": ofEach((track) => track.length),
  "occt.shapes.wire.isWireClosed": ofOne(isClosedTrack),
  "occt.shapes.wire.midPointOnWire": ofOne((track) => pointAtParam(track, { param: 0.5 })),
  "occt.shapes.wire.pointOnWireAtLength": ofOne(pointAtLength),
  "occt.shapes.wire.pointOnWireAtParam": ofOne(pointAtParam),
  "occt.shapes.wire.pointsOnWireAtEqualLength": pointsOnWireAtEqualLength,
  "occt.shapes.wire.pointsOnWireAtLengths": pointsOnWireAtLengths,
  "occt.shapes.wire.pointsOnWireAtPatternOfLengths": pointsOnWireAtPatternOfLengths,
  "occt.shapes.wire.startPointOnWire": ofOne(startOf),
  "occt.shapes.wire.tangentOnWireAtLength": ofOne(tangentAtLength),
  "occt.shapes.wire.tangentOnWireAtParam": ofOne(tangentAtParam),
  "occt.shapes.wire.wiresToPoints": wiresToPoints,
};
