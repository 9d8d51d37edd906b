import type { TopoDS_Face, TopoDS_Wire } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { isValid } from "@/lib/cad/kernel/properties";
import type { Point2dMm } from "@/lib/contract/geometry";
import { type FlatPath, sampled } from "./flat-path";

/** What counts as inside of closed paths. */
export type FillRule = "nonzero" | "evenOdd" | "perSubpath";

interface Loop {
  wire: TopoDS_Wire;
  points: Point2dMm[];
  /** Anticlockwise is more than 0. */
  area: number;
}

/** The faces that closed paths bound by a rule; paths must not cross one another. */
export function filled(kernel: Kernel, own: Own, paths: readonly FlatPath[], wires: readonly TopoDS_Wire[], rule: FillRule): TopoDS_Face[] {
  const loops = paths.flatMap((path, index): Loop[] => {
    const wire = wires[index];
    const points = sampled(path);
    return wire ? [{ wire, points, area: signedArea(points) }] : [];
  });
  if (rule === "perSubpath") return loops.map((loop) => face(kernel, own, loop, []));
  const sorted = loops.map((loop) => ({ loop, edge: edgeOf(loop, loops, rule) }));
  const outer = sorted.filter(({ edge }) => edge === "outer").map(({ loop }) => loop);
  const holes = sorted.filter(({ edge }) => edge === "hole").map(({ loop }) => loop);
  const owners = holes.map((hole) => smallest(outer.filter((loop) => contains(loop, hole))));
  return outer.map((loop) =>
    face(
      kernel,
      own,
      loop,
      holes.filter((_, index) => owners[index] === loop),
    ),
  );
}

/** Whether the inside of a loop is filled where its outside is not, the reverse, or neither. */
function edgeOf(loop: Loop, loops: readonly Loop[], rule: "nonzero" | "evenOdd"): "outer" | "hole" | "none" {
  const around = loops.filter((other) => other !== loop && contains(other, loop));
  const winding = (of: readonly Loop[]) => of.reduce((sum, { area }) => sum + (rule === "evenOdd" ? 1 : Math.sign(area)), 0);
  const isFilled = (turns: number) => (rule === "evenOdd" ? turns % 2 === 1 : turns !== 0);
  const [inside, outside] = [isFilled(winding([...around, loop])), isFilled(winding(around))];
  return inside === outside ? "none" : inside ? "outer" : "hole";
}

function smallest(loops: readonly Loop[]): Loop | undefined {
  return loops.toSorted((a, b) => Math.abs(a.area) - Math.abs(b.area))[0];
}

/** By a point of the second, since loops don't cross. */
function contains(loop: Loop, other: Loop): boolean {
  const [first = [0, 0], second = [0, 0]] = other.points;
  const [x, y] = [(first[0] + second[0]) / 2, (first[1] + second[1]) / 2];
  let inside = false;
  for (const [index, [ax, ay]] of loop.points.entries()) {
    const [bx, by] = loop.points[(index + 1) % loop.points.length] ?? [ax, ay];
    if (ay > y !== by > y && x < ax + ((y - ay) * (bx - ax)) / (by - ay)) inside = !inside;
  }
  return inside;
}

function signedArea(points: readonly Point2dMm[]): number {
  return points.reduce((sum, [ax, ay], index) => {
    const [bx, by] = points[(index + 1) % points.length] ?? [ax, ay];
    return sum + (ax * by - bx * ay) / 2;
  }, 0);
}

function face(kernel: Kernel, own: Own, loop: Loop, holes: readonly Loop[]): TopoDS_Face {
  const { oc } = kernel;
  const maker = own(new oc.BRepBuilderAPI_MakeFace(loop.wire, true));
  for (const { wire, area } of holes) {
    // A hole runs against its outline.
    const alike = Math.sign(area) === Math.sign(loop.area);
    maker.Add(alike ? own(oc.TopoDS.Wire(own(wire.Reversed()))) : wire);
  }
  if (!maker.IsDone()) throw new KernelError("A closed path bounds no face.", { kernelStatus: "face not done" });
  const made = own(maker.Face());
  if (!isValid(kernel, made))
    throw new KernelError("A closed path does not bound a valid face: it crosses itself or another.", {
      kernelStatus: "BRepCheck: not valid",
    });
  return made;
}
