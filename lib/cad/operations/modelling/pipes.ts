import type { BRepOffsetAPI_MakePipeShell, TopoDS_Shape, TopoDS_Wire } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import { listToArray } from "@/lib/cad/kernel/topology";
import type { Region, Segment } from "./outline-segment";
import { drawOutline, type SketchPlane } from "./profile-face";
import { roledBoolean } from "./roled-boolean";
import { type RoledBody, rolesOf } from "./sweeps";

/** How a profile is carried along its spine. */
export interface PipeOptions {
  /** Prepares the kernel's tool: its frame and corners. */
  prepare(maker: BRepOffsetAPI_MakePipeShell): void;
}

/**
 * An area carried along a wire: `start`, `end` and `side[k]`, or `side[k,j]` where the spine has several pieces j.
 * Holes are carried apart and cut, since the kernel carries one wire at a time.
 */
export function pipe(kernel: Kernel, own: Own, region: Region, plane: SketchPlane, spine: TopoDS_Wire, options: PipeOptions): RoledBody {
  const body = pipeOfOutline(kernel, own, region.outer, plane, spine, options, 1);
  if (region.holes.length === 0) return body;
  let side = 1 + region.outer.length;
  const holes = region.holes.map((hole) => {
    const tool = pipeOfOutline(kernel, own, hole, plane, spine, options, side);
    side += hole.length;
    return tool;
  });
  return roledBoolean(kernel, own, "cut", body, holes);
}

function pipeOfOutline(
  kernel: Kernel,
  own: Own,
  segments: readonly Segment[],
  plane: SketchPlane,
  spine: TopoDS_Wire,
  { prepare }: PipeOptions,
  firstSide: number,
): RoledBody {
  const { oc } = kernel;
  const outline = drawOutline(kernel, own, segments, plane);
  const maker = own(new oc.BRepOffsetAPI_MakePipeShell(spine));
  try {
    prepare(maker);
    maker.Add(outline.wire, false, false);
    maker.Build(own(new oc.Message_ProgressRange()));
  } catch (error) {
    throw toKernelError(oc, error, { operation: "The sweep" });
  }
  if (!maker.IsDone() || !maker.MakeSolid()) {
    throw new KernelError("The profile can't follow this path: it may be too wide for the path's bends.", { kernelStatus: "not done" });
  }
  const shape = own(maker.Shape());
  const known: [TopoDS_Shape, string][] = [
    [own(maker.FirstShape()), "start"],
    [own(maker.LastShape()), "end"],
    ...outline.edges.flatMap((edge, index) => {
      const sides = listToArray(kernel, own, maker.Generated(edge));
      return sides.map((side, j): [TopoDS_Shape, string] => [
        side,
        sides.length > 1 ? `side[${index + firstSide},${j + 1}]` : `side[${index + firstSide}]`,
      ]);
    }),
  ];
  return { shape, roles: rolesOf(kernel, own, shape, known) };
}
