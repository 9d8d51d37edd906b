import type { BRepFilletAPI_MakeChamfer } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { degToRad } from "@/lib/core/units";
import type { CatalogueImplementations } from "../implementation";
import { type BlendTarget, onEdgesOf, sizesFor } from "./edge-blends";
import type { OfShape } from "./params";

function starter(kernel: Kernel) {
  return (own: Own, { shape }: PartShape): BRepFilletAPI_MakeChamfer => own(new kernel.oc.BRepFilletAPI_MakeChamfer(shape));
}

/** Bevels edges by the same distance on both faces; one distance, or one for each edge. */
function bevel(kernel: Kernel, target: BlendTarget, indexes: readonly number[], distance: number, list?: number[]): PartShape {
  const distances = sizesFor(indexes.length, list ? "distanceList" : "distance", list ?? distance);
  return target.blend<BRepFilletAPI_MakeChamfer>({
    what: list ? "A distanceList with a largest entry" : "A distance",
    param: list ? "distanceList" : "distance",
    chosen: indexes.map((index, position) => ({ index, size: distances[position] ?? 0 })),
    even: !list,
    start: starter(kernel),
    add: (maker, edge, position, factor) => maker.Add((distances[position] ?? 0) * factor, edge),
  });
}

interface ChamferEdges extends OfShape {
  distance: number;
  distanceList?: number[] | undefined;
  /** 0-based, in map order; all edges that bend when absent. */
  indexes?: number[] | undefined;
}

function chamferEdges(kernel: Kernel, { shape, distance, distanceList, indexes }: ChamferEdges): PartShape {
  return onEdgesOf(kernel, shape, (target) => bevel(kernel, target, target.byIndexes(indexes), distance, distanceList));
}

interface OnEdges extends OfShape {
  edges: PartShape[];
}

function chamferEdgesList(kernel: Kernel, { shape, edges, distanceList }: OnEdges & { distanceList: number[] }): PartShape {
  return onEdgesOf(kernel, shape, (target) => bevel(kernel, target, target.byShapes(edges, "edges"), 0, distanceList));
}

/** Edges, and for each the face on which its first distance or its angle is measured. */
interface OnEdgesAndFaces extends OnEdges {
  faces: PartShape[];
}

/** A bevel that differs on the two faces of an edge: a second distance, or an angle in degrees to the first face. */
type Slope = { distance: number; distance2: number } | { distance: number; angle: number };

function bevelUneven(
  kernel: Kernel,
  { shape, edges, faces }: OnEdgesAndFaces,
  param: string,
  slopes: readonly Slope[],
  single = false,
): PartShape {
  if (faces.length !== edges.length)
    throw invalidInput(`faces holds ${faces.length} shapes and must hold ${edges.length}, one for each edge.`);
  return onEdgesOf(kernel, shape, (target) => {
    const [edgeName, faceName] = single ? [() => "edge", () => "face"] : [(i: number) => `edges[${i}]`, (i: number) => `faces[${i}]`];
    const indexes = edges.map((edge, position) => target.byShape(edge, edgeName(position)));
    const sides = indexes.map((index, position) => {
      const face = faces[position];
      if (!face) throw invalidInput(`${faceName(position)} is missing.`);
      return target.faceAt(index, face, faceName(position));
    });
    return target.blend<BRepFilletAPI_MakeChamfer>({
      what: `A ${param}`,
      param,
      chosen: indexes.map((index, position) => ({ index, size: slopes[position]?.distance ?? 0 })),
      even: false,
      start: starter(kernel),
      add: (maker, edge, position, factor) => {
        const slope = slopes[position];
        const face = sides[position];
        if (!slope || !face) return;
        if ("angle" in slope) maker.AddDA(slope.distance * factor, degToRad(slope.angle), edge, face);
        else maker.Add(slope.distance * factor, slope.distance2 * factor, edge, face);
      },
    });
  });
}

/** A parameter by name: one number for all edges, or one for each. */
type Sizes = [name: string, sizes: number | readonly number[]];

function distances(count: number, [name1, first]: Sizes, [name2, second]: Sizes): Slope[] {
  const seconds = sizesFor(count, name2, second);
  return sizesFor(count, name1, first).map((distance, index) => ({ distance, distance2: seconds[index] ?? 0 }));
}

function angles(count: number, [name1, first]: Sizes, [name2, second]: Sizes): Slope[] {
  const list = sizesFor(count, name2, second);
  for (const angle of list) if (angle >= 90) throw invalidInput(`${name2} has ${angle} and must be more than 0 and less than 90.`);
  return sizesFor(count, name1, first).map((distance, index) => ({ distance, angle: list[index] ?? 0 }));
}

interface OnEdge extends OfShape {
  edge: PartShape;
  face: PartShape;
}

function chamferEdgeTwoDistances(kernel: Kernel, params: OnEdge & { distance1: number; distance2: number }): PartShape {
  const slopes = distances(1, ["distance1", params.distance1], ["distance2", params.distance2]);
  return bevelUneven(kernel, { shape: params.shape, edges: [params.edge], faces: [params.face] }, "distance1", slopes, true);
}

function chamferEdgesTwoDistances(kernel: Kernel, params: OnEdgesAndFaces & { distance1: number; distance2: number }): PartShape {
  const { edges, distance1, distance2 } = params;
  return bevelUneven(kernel, params, "distance1", distances(edges.length, ["distance1", distance1], ["distance2", distance2]));
}

function chamferEdgesTwoDistancesLists(
  kernel: Kernel,
  params: OnEdgesAndFaces & { distances1: number[]; distances2: number[] },
): PartShape {
  const { edges, distances1, distances2 } = params;
  return bevelUneven(kernel, params, "distances1", distances(edges.length, ["distances1", distances1], ["distances2", distances2]));
}

function chamferEdgeDistAngle(kernel: Kernel, params: OnEdge & { distance: number; angle: number }): PartShape {
  const slopes = angles(1, ["distance", params.distance], ["angle", params.angle]);
  return bevelUneven(kernel, { shape: params.shape, edges: [params.edge], faces: [params.face] }, "distance", slopes, true);
}

function chamferEdgesDistAngle(kernel: Kernel, params: OnEdgesAndFaces & { distance: number; angle: number }): PartShape {
  const { edges, distance, angle } = params;
  return bevelUneven(kernel, params, "distance", angles(edges.length, ["distance", distance], ["angle", angle]));
}

function chamferEdgesDistsAngles(kernel: Kernel, params: OnEdgesAndFaces & { distances: number[]; angles: number[] }): PartShape {
  const slopes = angles(params.edges.length, ["distances", params.distances], ["angles", params.angles]);
  return bevelUneven(kernel, params, "distances", slopes);
}

/** `occt.fillets.chamfer*` on the edges of bodies. */
export const CHAMFERS: CatalogueImplementations = {
  "occt.fillets.chamferEdgeDistAngle": chamferEdgeDistAngle,
  "occt.fillets.chamferEdgeTwoDistances": chamferEdgeTwoDistances,
  "occt.fillets.chamferEdges": chamferEdges,
  "occt.fillets.chamferEdgesDistAngle": chamferEdgesDistAngle,
  "occt.fillets.chamferEdgesDistsAngles": chamferEdgesDistsAngles,
  "occt.fillets.chamferEdgesList": chamferEdgesList,
  "occt.fillets.chamferEdgesTwoDistances": chamferEdgesTwoDistances,
  "occt.fillets.chamferEdgesTwoDistancesLists": chamferEdgesTwoDistancesLists,
};
