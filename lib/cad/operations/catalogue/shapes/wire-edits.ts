import type { TopoDS_Edge, TopoDS_Wire } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { trackOfWire } from "@/lib/cad/kernel/track";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations } from "../../implementation";
import { endOf, isClosedTrack, startOf } from "../along-track";
import { bare } from "../bare-shape";
import { edgeBetween, joined, wireOf } from "../build-wire";
import { withDegree, withSeamAt, withSeamMoved } from "../edit-curve";
import { edgeIn, wireIn } from "../expect-kind";
import type { OfShape, OfShapes } from "../params";
import { splitAtPoints } from "../split-wire";

/** The same wire, run through the other way. */
function reversedWire(kernel: Kernel, { shape }: OfShape): PartShape {
  return kernel.scope((own) => bare(own, own(kernel.oc.TopoDS.Wire(own(wireIn(kernel, own, shape).Reversed())))));
}

/** A new wire of the reversed edges, from the old end to the old start. */
function reversedWireFromReversedEdges(kernel: Kernel, { shape }: OfShape): PartShape {
  return rebuilt(kernel, shape, (own, edges) => edges.map((edge) => own(kernel.oc.TopoDS.Edge(own(edge.Reversed())))).toReversed());
}

/** A wire of edges that stand for those of another, in order. */
function rebuilt(kernel: Kernel, shape: PartShape, change: (own: Own, edges: readonly TopoDS_Edge[]) => TopoDS_Edge[]): PartShape {
  return kernel.scope((own) => bare(own, wireOf(kernel, own, change(own, trackOfWire(kernel, own, wireIn(kernel, own, shape)).edges))));
}

function createWireFromEdge(kernel: Kernel, { shape }: OfShape): PartShape {
  return kernel.scope((own) => bare(own, wireOf(kernel, own, [edgeIn(kernel, own, shape)])));
}

function combineEdgesAndWiresIntoAWire(kernel: Kernel, { shapes }: OfShapes): PartShape {
  return kernel.scope((own) =>
    bare(
      own,
      joined(
        kernel,
        own,
        shapes.map(({ shape }) => shape),
      ),
    ),
  );
}

function addEdgesAndWiresToWire(kernel: Kernel, { shape, shapes }: OfShape & OfShapes): PartShape {
  return kernel.scope((own) => {
    const wire = wireIn(kernel, own, shape);
    return bare(own, joined(kernel, own, [wire, ...shapes.map((part) => part.shape)], "shape and shapes"));
  });
}

/** Adds the straight edge from the end to the start; a closed wire stays as it is. */
function closeOpenWire(kernel: Kernel, { shape }: OfShape): PartShape {
  return kernel.scope((own) => {
    const wire = wireIn(kernel, own, shape);
    const track = trackOfWire(kernel, own, wire);
    if (isClosedTrack(track)) return bare(own, own(kernel.oc.TopoDS.Wire(wire)));
    return bare(own, wireOf(kernel, own, [...track.edges, edgeBetween(kernel, own, endOf(track), startOf(track))]));
  });
}

/** Cuts where the points are, or the places of the wire that are nearest to them. */
function splitOnPoints(kernel: Kernel, { shape, points }: OfShape & { points: Vec3[] }): PartShape[] {
  return kernel.scope((own) => splitAtPoints(kernel, own, wireIn(kernel, own, shape), points).map((wire: TopoDS_Wire) => bare(own, wire)));
}

function moveWireSeamByLength(kernel: Kernel, { shape, length }: OfShape & { length: number }): PartShape {
  return rebuilt(kernel, shape, (own, edges) => edges.map((edge) => withSeamMoved(kernel, own, edge, length)));
}

function moveWireSeamByParameter(kernel: Kernel, { shape, parameter }: OfShape & { parameter: number }): PartShape {
  return rebuilt(kernel, shape, (own, edges) => edges.map((edge) => withSeamAt(kernel, own, edge, parameter)));
}

function rebuildWireDegree(kernel: Kernel, { shape, degree, tolerance }: OfShape & { degree: number; tolerance: number }): PartShape {
  return rebuilt(kernel, shape, (own, edges) => edges.map((edge) => withDegree(kernel, own, edge, degree, tolerance)));
}

/** `occt.shapes.wire.*`: wires out of other wires and edges. */
export const WIRE_EDITS: CatalogueImplementations = {
  "occt.shapes.wire.addEdgesAndWiresToWire": addEdgesAndWiresToWire,
  "occt.shapes.wire.closeOpenWire": closeOpenWire,
  "occt.shapes.wire.combineEdgesAndWiresIntoAWire": combineEdgesAndWiresIntoAWire,
  "occt.shapes.wire.createWireFromEdge": createWireFromEdge,
  "occt.shapes.wire.moveWireSeamByLength": moveWireSeamByLength,
  "occt.shapes.wire.moveWireSeamByParameter": moveWireSeamByParameter,
  "occt.shapes.wire.rebuildWireDegree": rebuildWireDegree,
  "occt.shapes.wire.reversedWire": reversedWire,
  "occt.shapes.wire.reversedWireFromReversedEdges": reversedWireFromReversedEdges,
  "occt.shapes.wire.splitOnPoints": splitOnPoints,
};
