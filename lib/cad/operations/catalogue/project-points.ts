import { point, toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { add, distance, type Vec3 } from "@/lib/cad/kernel/vector";
import { distinct } from "./sub-shapes";

export interface ProjectPointsParams {
  points: Vec3[];
  shape: PartShape;
  /** Carries the length: what lies farther from a point than it is not met. */
  direction: Vec3;
  projectionType: "all" | "closest" | "furthest" | "closestAndFurthest";
}

/** Where the lines from points along a vector pass through the faces of a shape, those of each point from near to far. */
export function projectedPoints(kernel: Kernel, { points, shape, direction, projectionType }: ProjectPointsParams): Vec3[] {
  return points.flatMap((from) => {
    const met = kernel.scope((own) => meetings(kernel, own, shape, from, add(from, direction)));
    const sorted = met.toSorted((a, b) => distance(a, from) - distance(b, from));
    const nearest = sorted.slice(0, 1);
    const farthest = sorted.slice(-1);
    return { all: sorted, closest: nearest, furthest: farthest, closestAndFurthest: [...nearest, ...farthest] }[projectionType];
  });
}

function meetings(kernel: Kernel, own: Own, { shape }: PartShape, from: Vec3, to: Vec3): Vec3[] {
  const { oc } = kernel;
  const line = own(own(new oc.BRepBuilderAPI_MakeEdge(point(kernel, own, from), point(kernel, own, to))).Edge());
  const section = own(new oc.BRepAlgoAPI_Section(shape, line, false));
  section.Build(own(new oc.Message_ProgressRange()));
  if (!section.IsDone()) throw new KernelError("A point could not be cast onto the shape.", { kernelStatus: "section not done" });
  return distinct(kernel, own, own(section.Shape()), "TopAbs_VERTEX").map((vertex) =>
    toVec3(own, oc.BRep_Tool.Pnt(own(oc.TopoDS.Vertex(vertex)))),
  );
}
