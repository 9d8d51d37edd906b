import type { TopoDS_Wire } from "opencascade.js";
import { axis2 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { edgeBetween, wireOf } from "./build-wire";
import type { RoundedCorner, Uv } from "./uv-cells";

/** A cell of a pattern on the ground plane, [x, z], its normal up: straight sides, arcs at rounded corners. */
export function roundedPolygonWire(kernel: Kernel, own: Own, corners: readonly RoundedCorner[]): TopoDS_Wire {
  const { oc } = kernel;
  const edges = corners.flatMap((corner, index) => {
    const next = corners[(index + 1) % corners.length] ?? corner;
    const isPoint = Math.hypot(next.start[0] - corner.end[0], next.start[1] - corner.end[1]) < 1e-9;
    const side = isPoint ? [] : [edgeBetween(kernel, own, onFloor(corner.end), onFloor(next.start))];
    if (!corner.arc) return side;
    const { center, radii, from, to } = corner.arc;
    // From X towards Z is a turn about -Y.
    const circle = own(new oc.gp_Circ(axis2(kernel, own, onFloor(center), [0, -1, 0], [1, 0, 0]), radii[0]));
    return [own(own(new oc.BRepBuilderAPI_MakeEdge(circle, from, to)).Edge()), ...side];
  });
  return own(oc.TopoDS.Wire(own(wireOf(kernel, own, edges).Reversed())));
}

function onFloor([x, z]: Uv): [number, number, number] {
  return [x, 0, z];
}
