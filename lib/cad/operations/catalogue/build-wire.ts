import type { TopoDS_Edge, TopoDS_Wire } from "opencascade.js";
import { axis2, point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import { add, distance, multiply, type Vec3 } from "@/lib/cad/kernel/vector";
import { groundAxes } from "./ground-axes";
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

/** A wire through points; repeated neighbours are left out. */
export function wireThrough(kernel: Kernel, own: Own, points: readonly Vec3[], closed: boolean): TopoDS_Wire {
  const kept = points.filter((at, index) => {
    const before = points[index - 1] ?? (closed ? points.at(-1) : undefined);
    return !before || distance(at, before) > 1e-7;
  });
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
  const { x, z } = groundAxes(direction);
  const corner = (a: number, b: number) => add(center, add(multiply(x, (a * width) / 2), multiply(z, (b * length) / 2)));
  return [corner(-1, -1), corner(-1, 1), corner(1, 1), corner(1, -1)];
}

export function circleWire(kernel: Kernel, own: Own, { radius, center, direction }: Placed & { radius: number }): TopoDS_Wire {
  const circle = own(new kernel.oc.gp_Circ(axis2(kernel, own, center, direction), radius));
  return wireOf(kernel, own, [own(own(new kernel.oc.BRepBuilderAPI_MakeEdge(circle)).Edge())]);
}
