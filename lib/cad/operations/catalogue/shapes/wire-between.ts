import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { type Track, trackOfEdge, trackOfWire } from "@/lib/cad/kernel/track";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations } from "../../implementation";
import { askEither, dividedByLength, dividedByParameter, endOf, startOf } from "../along-track";
import { bare } from "../bare-shape";
import { interpolation } from "../build-spline";
import { wireAlong, wireThrough } from "../build-wire";
import { wireIn } from "../expect-kind";
import { madeOfEach } from "../made-of-each";
import type { OfShapes } from "../params";
import { type TangentWireParams, tangentWire } from "../tangent-lines";

interface Between extends OfShapes {
  wireType: "polyline" | "interpolated";
  closed: boolean;
  tolerance: number;
}

function wireThroughPoints(kernel: Kernel, points: Vec3[], { wireType, closed, tolerance }: Between): PartShape {
  if (wireType === "interpolated") return wireAlong(kernel, (own) => interpolation(kernel, own, { points, periodic: closed, tolerance }));
  return kernel.scope((own) => bare(own, wireThrough(kernel, own, points, closed)));
}

function pointsOfEach(kernel: Kernel, { shapes }: OfShapes, ask: (track: Track) => Vec3[]): Vec3[][] {
  if (shapes.length < 2) throw invalidInput(`shapes holds ${shapes.length} shape and must hold at least 2.`);
  return shapes.map((shape, index) => askEither(kernel, shape, ask, `shapes[${index}]`));
}

/** One wire through the points that each of the shapes has at the same place. */
function wiresAcross(kernel: Kernel, params: Between, ask: (track: Track) => Vec3[]): PartShape[] {
  const points = pointsOfEach(kernel, params, ask);
  const chains = points[0]?.map((_, place) =>
    points.flatMap((of): Vec3[] => {
      const at = of[place];
      return at ? [at] : [];
    }),
  );
  return madeOfEach(chains ?? [], (chain) => wireThroughPoints(kernel, chain, params));
}

/** The wire through all starts and the wire through all ends. */
function createWiresBetweenStartEndPointsOfWiresAndEdges(kernel: Kernel, params: Between): PartShape[] {
  return wiresAcross(kernel, params, (track) => [startOf(track), endOf(track)]);
}

function createWiresBetweenSubdividedPointsOfWiresAndEdges(
  kernel: Kernel,
  params: Between & { nrOfDivisions: number; divideByEqualDistance: boolean },
): PartShape[] {
  const divisions = { nrOfDivisions: params.nrOfDivisions, removeStartPoint: false, removeEndPoint: false };
  const divide = params.divideByEqualDistance ? dividedByLength : dividedByParameter;
  return wiresAcross(kernel, params, (track) => divide(track, divisions));
}

interface ZigZag {
  wire1: PartShape;
  wire2: PartShape;
  nrZigZags: number;
  /** Begins on the second wire. */
  inverse: boolean;
  divideByEqualDistance: boolean;
  /** So many for each pair of edges, not for the whole wires. */
  zigZagsPerEdge: boolean;
}

function createZigZagBetweenTwoWires(kernel: Kernel, params: ZigZag): PartShape {
  const { wire1, wire2, nrZigZags, inverse, divideByEqualDistance, zigZagsPerEdge } = params;
  const divisions = { nrOfDivisions: 2 * nrZigZags, removeStartPoint: false, removeEndPoint: false };
  const divide = divideByEqualDistance ? dividedByLength : dividedByParameter;
  return kernel.scope((own) => {
    const runsOf = (part: PartShape, field: string) => {
      const track = trackOfWire(kernel, own, wireIn(kernel, own, part, field));
      const tracks = zigZagsPerEdge ? track.edges.map((edge) => trackOfEdge(kernel, own, edge)) : [track];
      return tracks.map((one) => divide(one, divisions));
    };
    const [first, second] = inverse ? [runsOf(wire2, "wire2"), runsOf(wire1, "wire1")] : [runsOf(wire1, "wire1"), runsOf(wire2, "wire2")];
    if (first.length !== second.length)
      throw invalidInput(
        `wire1 and wire2 have ${first.length} and ${second.length} edges and must have equally many when zigZagsPerEdge is true.`,
      );
    const points = first.flatMap((run, index) => run.map((at, place) => (place % 2 === 0 ? at : (second[index]?.[place] ?? at))));
    return bare(own, wireThrough(kernel, own, points, false));
  });
}

function createWireFromTwoCirclesTan(kernel: Kernel, params: TangentWireParams): PartShape {
  return kernel.scope((own) => bare(own, tangentWire(kernel, own, params)));
}

/** `occt.shapes.wire.*`: wires that join others. */
export const WIRES_BETWEEN: CatalogueImplementations = {
  "occt.shapes.wire.createWireFromTwoCirclesTan": createWireFromTwoCirclesTan,
  "occt.shapes.wire.createWiresBetweenStartEndPointsOfWiresAndEdges": createWiresBetweenStartEndPointsOfWiresAndEdges,
  "occt.shapes.wire.createWiresBetweenSubdividedPointsOfWiresAndEdges": createWiresBetweenSubdividedPointsOfWiresAndEdges,
  "occt.shapes.wire.createZigZagBetweenTwoWires": createZigZagBetweenTwoWires,
};
