import type { TopoDS_Shape } from "opencascade.js";
import { point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { facesOf } from "@/lib/cad/kernel/topology";
import type { Point2dMm } from "@/lib/contract/geometry";
import { pointOn, type Segment } from "./outline-segment";
import { drawOutline, XY_PLANE } from "./profile-face";
import { faceThrough, offsetPlane, type RoledBody } from "./sweeps";

/** A ruled body from an outline at Z = 0 to another of as many straight pieces, or to a point, at `height`. */
export function loftOutlines(
  kernel: Kernel,
  own: Own,
  foot: readonly Segment[],
  end: readonly Segment[] | Point2dMm | readonly [number, number],
  height: number,
): RoledBody {
  const { oc } = kernel;
  const maker = own(new oc.BRepOffsetAPI_ThruSections(true, true, 1e-6));
  maker.AddWire(drawOutline(kernel, own, foot, XY_PLANE).wire);
  const outline = isOutline(end) ? end : null;
  if (outline) maker.AddWire(drawOutline(kernel, own, outline, offsetPlane(XY_PLANE, height)).wire);
  else {
    const [x = 0, y = 0] = end as readonly [number, number];
    maker.AddVertex(own(own(new oc.BRepBuilderAPI_MakeVertex(point(kernel, own, [x, y, height]))).Vertex()));
  }
  maker.Build(own(new oc.Message_ProgressRange()));
  if (!maker.IsDone()) throw new KernelError("The outlines could not be joined.", { kernelStatus: "not done" });
  const shape = own(maker.Shape());
  return { shape, roles: rolesBetween(kernel, own, shape, foot, outline ?? (end as readonly [number, number]), height) };
}

function isOutline(end: readonly Segment[] | readonly [number, number]): end is readonly Segment[] {
  return typeof end[0] === "object";
}

/** Sides are found by the middle of the line between the middles of their two pieces. */
function rolesBetween(
  kernel: Kernel,
  own: Own,
  shape: TopoDS_Shape,
  foot: readonly Segment[],
  end: readonly Segment[] | readonly [number, number],
  height: number,
): string[] {
  const faces = facesOf(kernel, own, shape);
  const roles = faces.map(() => "face");
  const mark = (x: number, y: number, z: number, role: string) => {
    const found = faceThrough(kernel, own, faces, [x, y, z]);
    if (found !== undefined) roles[found] = role;
  };
  for (const [index, segment] of foot.entries()) {
    const [x, y] = pointOn(segment);
    const above = isOutline(end) ? end[index] : undefined;
    const [ex, ey] = above ? pointOn(above) : isOutline(end) ? [x, y] : end;
    mark((x + ex) / 2, (y + ey) / 2, height / 2, `side[${index + 1}]`);
  }
  mark(0, 0, 0, "bottom");
  if (isOutline(end)) mark(0, 0, height, "top");
  return roles;
}
