import type { BRepAlgoAPI_BooleanOperation, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { explore, toList } from "@/lib/cad/kernel/topology";
import { claimsFromHistory, type NamedBy, nameFaces } from "./carry-names";

/** Union, difference and intersection; the kernel says fuse, cut and common. */
export type BooleanKind = "fuse" | "cut" | "common";

const SAME_DOMAIN_ANGLE_RAD = 1e-6;

/**
 * One boolean with all its tools at once: 200 holes as a loop cost 15 to 27 times more.
 * Faces and edges of the same domain are merged within the algorithm, whose history then covers the merge too.
 */
export function runBoolean(
  kernel: Kernel,
  own: Own,
  kind: BooleanKind,
  shapes: readonly TopoDS_Shape[],
  tools: readonly TopoDS_Shape[],
  options: { merge?: boolean } = {},
): { shape: TopoDS_Shape; history: BRepAlgoAPI_BooleanOperation } {
  const { oc } = kernel;
  const algorithm = own(
    kind === "fuse" ? new oc.BRepAlgoAPI_Fuse() : kind === "cut" ? new oc.BRepAlgoAPI_Cut() : new oc.BRepAlgoAPI_Common(),
  );
  // Deleting the algorithm alone leaves what it worked with on the heap, about 150 kB even for one hole.
  own({ delete: () => algorithm.Clear() });
  algorithm.SetArguments(toList(kernel, own, shapes));
  algorithm.SetTools(toList(kernel, own, tools));
  // The inputs belong to other steps and may be used again.
  algorithm.SetNonDestructive(true);
  algorithm.Build(own(new oc.Message_ProgressRange()));
  if (!algorithm.IsDone()) throw new KernelError(`The kernel could not compute the ${kind} of these bodies.`, { kernelStatus: "not done" });
  if (options.merge ?? true) algorithm.SimplifyResult(true, true, SAME_DOMAIN_ANGLE_RAD);
  return { shape: withoutWrapping(kernel, own, own(algorithm.Shape())), history: algorithm };
}

/** Booleans wrap their result in a compound: a single body is taken out of it. */
export function withoutWrapping(kernel: Kernel, own: Own, shape: TopoDS_Shape): TopoDS_Shape {
  if (shape.IsNull() || shape.ShapeType() !== "TopAbs_COMPOUND") return shape;
  const solids = explore(kernel, own, shape, "TopAbs_SOLID");
  const [only] = solids;
  return solids.length === 1 && only && shape.NbChildren() === 1 ? only : shape;
}

const unified = new WeakSet<TopoDS_Shape>();

/** Whether a boolean has merged all faces and edges of a part that one domain allows; fillets, for one, leave some apart. */
export function isUnified(shape: TopoDS_Shape): boolean {
  return unified.has(shape);
}

export function noteUnified(shape: TopoDS_Shape): void {
  unified.add(shape);
}

/** A boolean of named parts; the part's names are older than its tools'. */
export function combineParts(kernel: Kernel, kind: BooleanKind, part: PartShape, tools: readonly PartShape[], by: NamedBy): PartShape {
  return kernel.scope((own) => {
    const { shape, history } = runBoolean(
      kernel,
      own,
      kind,
      [part.shape],
      tools.map((tool) => tool.shape),
    );
    const claims = [part, ...tools].flatMap(({ faces }) => claimsFromHistory(kernel, own, history, faces));
    noteUnified(shape);
    return { shape: own.release(shape), faces: nameFaces(kernel, own, shape, claims, by) };
  });
}
