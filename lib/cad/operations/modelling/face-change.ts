import type { TopoDS_Face, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { explore, ShapeIndex } from "@/lib/cad/kernel/topology";

/** What a step did to a part's faces; all others are the same faces as before, down to their edges and vertices. */
export interface FaceChange {
  added: TopoDS_Face[];
  removed: TopoDS_Face[];
}

/** By identity: the kernel's algorithms pass on untouched faces themselves, and make new ones of all that they touch. */
export function faceChange(kernel: Kernel, before: PartShape, after: PartShape): FaceChange {
  const index = new ShapeIndex(kernel);
  const old = before.faces.map(({ face }) => face);
  for (const face of old) index.add(face);
  const kept = new Set<number>();
  const added: TopoDS_Face[] = [];
  for (const { face } of after.faces) {
    const at = index.indexOf(face);
    // A face that now bounds from its other side counts as another.
    if (at !== undefined && old[at]?.Orientation() === face.Orientation()) kept.add(at);
    else added.push(face);
  }
  return { added, removed: old.filter((_, at) => !kept.has(at)) };
}

/**
 * The closed skin of what the step added to the part, or, turned inside out, of what it took away. It is closed when the
 * part was and is: every edge is passed as often one way as the other.
 */
export function skinBetween(own: Own, { added, removed }: FaceChange): TopoDS_Shape[] {
  return [...added, ...removed.map((face) => own(face.Reversed()))];
}

/** Whether every edge of these faces is passed as often one way as the other. */
export function isClosedSkin(kernel: Kernel, own: Own, faces: readonly TopoDS_Shape[]): boolean {
  const index = new ShapeIndex(kernel);
  const passes: { edge: TopoDS_Shape; balance: number }[] = [];
  for (const edge of faces.flatMap((face) => explore(kernel, own, face, "TopAbs_EDGE"))) {
    const at = index.add(edge);
    const pass = passes[at] ?? { edge, balance: 0 };
    passes[at] = pass;
    const way = edge.Orientation();
    pass.balance += way === "TopAbs_FORWARD" ? 1 : way === "TopAbs_REVERSED" ? -1 : 0;
  }
  // An edge without length, at a pole or an apex, is passed once.
  return passes.every(({ edge, balance }) => balance === 0 || kernel.oc.BRep_Tool.Degenerated(own(kernel.oc.TopoDS.Edge(edge))));
}
