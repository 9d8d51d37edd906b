import type { Geom_Curve, TopoDS_Edge, TopoDS_Shape, TopoDS_Wire } from "opencascade.js";
import { point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { trackOf } from "@/lib/cad/kernel/track";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { bare } from "./bare-shape";
import { circleEdge, edgeAlong } from "./build-edge";
import { withoutFirstAgain, withoutRepeats } from "./distinct-points";
import { type GroundPoint, placed } from "./ground-axes";
import type { Placed } from "./params";

export function edgeBetween(kernel: Kernel, own: Own, from: Vec3, to: Vec3): TopoDS_Edge {
  return own(own(new kernel.oc.BRepBuilderAPI_MakeEdge(point(kernel, own, from), point(kernel, own, to))).Edge());
}

export function wireOf(kernel: Kernel, own: Own, edges: readonly TopoDS_Edge[]): TopoDS_Wire {
  const maker = own(new kernel.oc.BRepBuilderAPI_MakeWire());
  for (const edge of edges) maker.Add(edge);
  if (!maker.IsDone()) throw new KernelError("The edges could not be joined to a wire.", { kernelStatus: maker.Error() });
  return own(maker.Wire());
}

/** Edges and wires joined in their order, each of them where the one before ends. */
export function joined(kernel: Kernel, own: Own, shapes: readonly TopoDS_Shape[], field = "shapes"): TopoDS_Wire {
  const edges = shapes.flatMap((shape, index) => trackOf(kernel, own, shape, `${field}[${index}]`).edges);
  const maker = own(new kernel.oc.BRepBuilderAPI_MakeWire());
  for (const [index, edge] of edges.entries()) {
    maker.Add(edge);
    if (maker.IsDone()) continue;
    throw invalidInput(`${field} holds pieces that do not meet: edge ${index} touches none of the edges before it.`, {
      kernelStatus: maker.Error(),
    });
  }
  return own(maker.Wire());
}

/** The wire along one curve. */
export function wireAlong(kernel: Kernel, build: (own: Parameters<typeof edgeAlong>[1]) => Geom_Curve): PartShape {
  return kernel.scope((own) => bare(own, wireOf(kernel, own, [edgeAlong(kernel, own, build(own))])));
}

/** A wire through points; repeated neighbours are left out. */
export function wireThrough(kernel: Kernel, own: Own, points: readonly Vec3[], closed: boolean): TopoDS_Wire {
  const different = withoutRepeats(points);
  const kept = closed ? withoutFirstAgain(different) : different;
  const least = closed ? 3 : 2;
  if (kept.length < least) throw invalidInput(`points holds ${kept.length} different points and must hold at least ${least}.`);
  const sides = closed ? kept : kept.slice(0, -1);
  return wireOf(
    kernel,
    own,
    sides.map((from, index) => edgeBetween(kernel, own, from, kept[(index + 1) % kept.length] ?? from)),
  );
}

/** Corners of a rectangle: width along X of the ground plane, length along Z. */
export function rectangle({ width, length, center, direction }: Placed & { width: number; length: number }): Vec3[] {
  const corner = (a: number, b: number): GroundPoint => [(a * width) / 2, (b * length) / 2];
  return placed({ center, direction }, [corner(1, -1), corner(-1, -1), corner(-1, 1), corner(1, 1)]);
}

export function circleWire(kernel: Kernel, own: Own, params: Placed & { radius: number }): TopoDS_Wire {
  return wireOf(kernel, own, [circleEdge(kernel, own, params)]);
}
