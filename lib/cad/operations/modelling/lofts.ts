import { point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { facesOf } from "@/lib/cad/kernel/topology";
import { pointOn, type Segment } from "./outline-segment";
import { drawOutline, XY_PLANE } from "./profile-face";
import { faceThrough, type RoledBody } from "./sweeps";

/** A body from an outline at Z = 0 to a point above the origin: `bottom` and `side[k]` on segment k. */
export function taperToPoint(kernel: Kernel, own: Own, foot: readonly Segment[], height: number): RoledBody {
  const { oc } = kernel;
  const maker = own(new oc.BRepOffsetAPI_ThruSections(true, true, 1e-6));
  maker.AddWire(drawOutline(kernel, own, foot, XY_PLANE).wire);
  maker.AddVertex(own(own(new oc.BRepBuilderAPI_MakeVertex(point(kernel, own, [0, 0, height]))).Vertex()));
  maker.Build(own(new oc.Message_ProgressRange()));
  if (!maker.IsDone()) throw new KernelError("The outline could not be tapered to a point.", { kernelStatus: "not done" });
  const shape = own(maker.Shape());
  const faces = facesOf(kernel, own, shape);
  const roles = faces.map(() => "bottom");
  for (const [index, segment] of foot.entries()) {
    // Half-way from the middle of the segment to the point: a point of that side and of no other.
    const [x, y] = pointOn(segment);
    const found = faceThrough(kernel, own, faces, [x / 2, y / 2, height / 2]);
    if (found !== undefined) roles[found] = `side[${index + 1}]`;
  }
  return { shape, roles };
}
