import type { TopoDS_Edge, TopoDS_Shape, TopoDS_Wire } from "opencascade.js";
import { point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { trackOfEdge, trackOfWire } from "@/lib/cad/kernel/track";
import { distance, type Vec3 } from "@/lib/cad/kernel/vector";
import { endOf, startOf } from "./along-track";
import { edgeAlongPart } from "./build-edge";
import { wireOf } from "./build-wire";
import { curveOfEdge } from "./curve-of-edge";
import { isSamePoint } from "./distinct-points";

/** A place on a wire: an edge by its position, and the parameter of its track there. */
interface Place {
  edge: number;
  parameter: number;
}

/** The pieces of a wire between the places that are nearest to points, in order from its start; a closed wire is cut at its start too. */
export function splitAtPoints(kernel: Kernel, own: Own, wire: TopoDS_Wire, points: readonly Vec3[]): TopoDS_Wire[] {
  const edges = trackOfWire(kernel, own, wire).edges;
  const cuts = points.map((at) => nearestPlace(kernel, own, edges, at)).toSorted((a, b) => a.edge - b.edge || a.parameter - b.parameter);
  const pieces: TopoDS_Edge[][] = [[]];
  for (const [index, edge] of edges.entries()) {
    const track = trackOfEdge(kernel, own, edge);
    const inside = cuts.filter((cut) => cut.edge === index).map(({ parameter }) => parameter);
    let from = track.first;
    for (const parameter of inside) {
      if (isSamePoint(track.at(parameter), track.at(from)) && parameter - from < (track.last - track.first) / 2) {
        if (from === track.first) startPiece(pieces);
        continue;
      }
      const atEnd = isSamePoint(track.at(parameter), endOf(track));
      pieces.at(-1)?.push(partOf(kernel, own, edge, from, atEnd ? track.last : parameter));
      startPiece(pieces);
      from = atEnd ? track.last : parameter;
    }
    if (from < track.last) pieces.at(-1)?.push(partOf(kernel, own, edge, from, track.last));
  }
  return pieces.filter((piece) => piece.length > 0).map((piece) => wireOf(kernel, own, piece));
}

function startPiece(pieces: TopoDS_Edge[][]): void {
  if (pieces.at(-1)?.length !== 0) pieces.push([]);
}

/** The part of an edge between two parameters of its track, run through as the edge is. */
function partOf(kernel: Kernel, own: Own, edge: TopoDS_Edge, from: number, to: number): TopoDS_Edge {
  const { curve, first, last, reversed } = curveOfEdge(kernel, own, edge);
  if (from <= first && to >= last) return edge;
  if (!reversed) return edgeAlongPart(kernel, own, curve, from, to);
  const part = edgeAlongPart(kernel, own, curve, first + last - to, first + last - from);
  return own(kernel.oc.TopoDS.Edge(own(part.Reversed())));
}

/** Where a point comes nearest to the edges. */
function nearestPlace(kernel: Kernel, own: Own, edges: readonly TopoDS_Edge[], at: Vec3): Place {
  const { oc } = kernel;
  const vertex: TopoDS_Shape = own(own(new oc.BRepBuilderAPI_MakeVertex(point(kernel, own, at))).Vertex());
  let best: { place: Place; away: number } | undefined;
  for (const [index, edge] of edges.entries()) {
    const found = parameterNearest(kernel, own, edge, vertex, at);
    if (!best || found.away < best.away - 1e-9) best = { place: { edge: index, parameter: found.parameter }, away: found.away };
  }
  if (!best) throw new KernelError("The wire has no edges.", { kernelStatus: "empty" });
  return best.place;
}

function parameterNearest(
  kernel: Kernel,
  own: Own,
  edge: TopoDS_Edge,
  vertex: TopoDS_Shape,
  at: Vec3,
): { parameter: number; away: number } {
  const track = trackOfEdge(kernel, own, edge);
  const ends = [
    { parameter: track.first, away: distance(startOf(track), at) },
    { parameter: track.last, away: distance(endOf(track), at) },
  ].toSorted((a, b) => a.away - b.away);
  const [end] = ends;
  const extrema = own(new kernel.oc.BRepExtrema_DistShapeShape(edge, vertex));
  if (!extrema.IsDone() || extrema.NbSolution() === 0) throw new KernelError("The point nearest to the wire was not found.");
  const away = extrema.Value();
  if (end && end.away <= away + 1e-7) return end;
  const { t } = extrema.ParOnEdgeS1(1, 0);
  return { parameter: edge.Orientation() === "TopAbs_REVERSED" ? track.first + track.last - t : t, away };
}
