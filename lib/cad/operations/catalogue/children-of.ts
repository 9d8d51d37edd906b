import type { TopAbs_ShapeEnum, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";

const KINDS: readonly TopAbs_ShapeEnum[] = [
  "TopAbs_COMPSOLID",
  "TopAbs_SOLID",
  "TopAbs_SHELL",
  "TopAbs_FACE",
  "TopAbs_WIRE",
  "TopAbs_EDGE",
  "TopAbs_VERTEX",
];

/**
 * What a compound holds itself, one level deep: solids first, vertices last, compounds after all others.
 * The build has no iterator; an explorer says how deep it is, but never enters compounds on its search for compounds.
 */
export function childrenOf(kernel: Kernel, own: Own, compound: TopoDS_Shape): TopoDS_Shape[] {
  const children: TopoDS_Shape[] = [];
  for (const kind of KINDS) {
    const explorer = own(new kernel.oc.TopExp_Explorer(compound, kind));
    for (; explorer.More(); explorer.Next()) if (explorer.Depth() === 1) children.push(own(explorer.Current()));
  }
  if (children.length < compound.NbChildren()) children.push(...compoundsIn(kernel, own, compound));
  return children;
}

/**
 * Compounds that a compound holds itself. In BREP text the last line names the root by number and the record before it
 * lists what the root holds: with another number there, the reader returns that part.
 */
function compoundsIn(kernel: Kernel, own: Own, compound: TopoDS_Shape): TopoDS_Shape[] {
  const { oc } = kernel;
  const bareRoot = own(compound.Located(own(new oc.TopLoc_Location()), false));
  bareRoot.Orientation("TopAbs_FORWARD");
  const text = oc.BRepToolsWrapper.Write(bareRoot);
  const root = /\n([^\n]*)\*\s*\n\s*\+1 0\s*$/.exec(text);
  const references = [...(root?.[1] ?? "").matchAll(/([+-]\d+) (\d+)/g)];
  if (!root || references.length !== compound.NbChildren())
    throw new KernelError("The compound's parts could not be told apart.", { kernelStatus: "BREP root" });
  const beginning = text.slice(0, text.lastIndexOf("+1 0"));
  const location = own(compound.Location());
  return references
    .map(([reference]) => own(oc.BRepToolsWrapper.Read(`${beginning}${reference}\n`)))
    .filter((part) => part.ShapeType() === "TopAbs_COMPOUND")
    .map((part) => own(own(part.Moved(location, false)).Composed(compound.Orientation())));
}
