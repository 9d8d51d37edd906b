import type { TopAbs_ShapeEnum, TopoDS_Edge, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { explore, ShapeIndex } from "@/lib/cad/kernel/topology";
import { kindOf } from "./kind-of";

/** Parts of a shape of one type, each once, in the kernel's explorer order, which is the order of indexes. */
export function distinct(kernel: Kernel, own: Own, shape: TopoDS_Shape, type: TopAbs_ShapeEnum): TopoDS_Shape[] {
  const index = new ShapeIndex(kernel);
  return explore(kernel, own, shape, type).filter((part) => {
    const known = index.size;
    return index.add(part) === known;
  });
}

/** Edges of a shape, without those that have no length (apex of a cone, poles of a sphere). */
export function edgesOf(kernel: Kernel, own: Own, shape: TopoDS_Shape): TopoDS_Edge[] {
  return distinct(kernel, own, shape, "TopAbs_EDGE")
    .map((edge) => own(kernel.oc.TopoDS.Edge(edge)))
    .filter((edge) => !kernel.oc.BRep_Tool.Degenerated(edge));
}

/** The one with an index. */
export function atIndex<Part>(parts: readonly Part[], index: number, type: TopAbs_ShapeEnum): Part {
  const part = Number.isInteger(index) ? parts[index] : undefined;
  if (part !== undefined) return part;
  const kind = kindOf(type);
  if (parts.length === 0) throw invalidInput(`shape has no ${kind}.`);
  throw invalidInput(
    `index is ${index} and must be a whole number from 0 to ${parts.length - 1}: the shape has ${parts.length} of ${kind}.`,
  );
}
