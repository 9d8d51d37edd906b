import type { TopoDS_Edge, TopoDS_Shape } from "opencascade.js";
import type { DxfSegment } from "@/lib/cad/exchange/dxf-drawing";
import { toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { ShapeIndex } from "@/lib/cad/kernel/topology";
import { trackOfEdge, trackOfWire } from "@/lib/cad/kernel/track";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { Point2dMm } from "@/lib/contract/geometry";
import { distinct, edgesOf } from "./sub-shapes";
import { type Deflections, edgePoints } from "./tessellate-track";

/** Points within this height of each other are one plane, mm. */
const FLAT_MM = 1e-6;
const MAX_EDGES = 20_000;

/** The ground plane as it is seen from above: the same turn that makes Z up of Y up, so that nothing is mirrored. */
const seenFromAbove = ([x, , z]: Vec3): Point2dMm => [x, z === 0 ? 0 : -z];

/**
 * The wires of a flat shape, and its edges outside of wires, each as the segments of one path: lines, arcs and circles
 * as such, other curves as polylines.
 */
export function dxfPathsOf(kernel: Kernel, shape: TopoDS_Shape, deflections: Deflections): DxfSegment[][] {
  return kernel.scope((own) => {
    const wires = distinct(kernel, own, shape, "TopAbs_WIRE").map(
      (wire) => trackOfWire(kernel, own, own(kernel.oc.TopoDS.Wire(wire))).edges,
    );
    const inWires = new ShapeIndex(kernel);
    for (const edge of wires.flat()) inWires.add(edge);
    const loose = edgesOf(kernel, own, shape).filter((edge) => inWires.indexOf(edge) === undefined);
    const chains = [...wires, ...loose.map((edge) => [edge])];
    const edges = chains.flat();
    if (edges.length === 0 || edges.length > MAX_EDGES)
      throw invalidInput(`shape has ${edges.length} edges and must have 1 to ${MAX_EDGES}.`);
    assertFlat(kernel, own, edges);
    return chains.map((chain) => chain.map((edge) => segmentOf(kernel, own, edge, deflections)));
  });
}

function assertFlat(kernel: Kernel, own: Own, edges: readonly TopoDS_Edge[]): void {
  const heights = edges.flatMap((edge) => {
    const track = trackOfEdge(kernel, own, edge);
    return [0, 0.3, 0.5, 0.8, 1].map((share) => track.at(track.parameterAt(share))[1]);
  });
  const low = heights.reduce((least, height) => Math.min(least, height), Number.POSITIVE_INFINITY);
  const high = heights.reduce((most, height) => Math.max(most, height), Number.NEGATIVE_INFINITY);
  if (high - low > FLAT_MM) throw invalidInput(`shape reaches from y = ${low} to ${high} and must lie flat, parallel to the XZ plane.`);
}

function segmentOf(kernel: Kernel, own: Own, edge: TopoDS_Edge, deflections: Deflections): DxfSegment {
  const curve = own(new kernel.oc.BRepAdaptor_Curve(edge));
  const track = trackOfEdge(kernel, own, edge);
  const at = (share: number) => seenFromAbove(track.at(track.parameterAt(share)));
  if (curve.GetType() === "GeomAbs_Line") return { kind: "line", start: at(0), end: at(1) };
  if (curve.GetType() !== "GeomAbs_Circle") {
    return { kind: "polyline", points: edgePoints(kernel, own, edge, deflections).map(seenFromAbove), closed: false };
  }
  const circle = own(curve.Circle());
  const center = seenFromAbove(toVec3(own, circle.Location()));
  const radius = circle.Radius();
  const sweep = track.last - track.first;
  if (sweep > 2 * Math.PI - 1e-9) return { kind: "circle", center, radius };
  const angle = (share: number) => {
    const [x, y] = at(share);
    return (Math.atan2(y - center[1], x - center[0]) * 180) / Math.PI;
  };
  const turn = (from: number, to: number) => (((to - from) % 360) + 360) % 360;
  const isAnticlockwise = turn(angle(0), angle(0.5)) < turn(angle(0), angle(1));
  const [startAngle, endAngle] = isAnticlockwise ? [angle(0), angle(1)] : [angle(1), angle(0)];
  return { kind: "arc", center, radius, startAngle, endAngle };
}
