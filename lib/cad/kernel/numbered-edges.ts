import type { TopoDS_Edge, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "./kernel";
import { explore, ShapeIndex } from "./topology";

/** Edges in the kernel's order, each once and free ones too; those without length (poles, apexes) have no number. */
export function numberedEdges(kernel: Kernel, own: Own, shape: TopoDS_Shape): { edges: TopoDS_Edge[]; index: ShapeIndex } {
  const index = new ShapeIndex(kernel);
  const edges: TopoDS_Edge[] = [];
  for (const found of explore(kernel, own, shape, "TopAbs_EDGE")) {
    const edge = own(kernel.oc.TopoDS.Edge(found));
    if (kernel.oc.BRep_Tool.Degenerated(edge)) continue;
    if (index.add(edge) === edges.length) edges.push(edge);
  }
  return { edges, index };
}
