import type { TopoDS_Edge, TopoDS_Shape, TopoDS_Wire } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { isValid, lengthPropertiesOf } from "@/lib/cad/kernel/properties";
import { explore, facesOf, toList } from "@/lib/cad/kernel/topology";
import type { CatalogueImplementations } from "../implementation";
import { compoundOf } from "../modelling/compound";
import { bare, checked } from "./bare-shape";
import type { OfShape } from "./params";
import { asWire } from "./typed-shape";

interface Repair extends OfShape {
  /** Gaps up to this are closed, mm. */
  precision: number;
  maxTolerance: number;
  minTolerance: number;
}

/**
 * Repairs faces one by one (their wires, their orientation), sews them together again and makes closed shells solids
 * with their material inside. A shape without faces comes back as it is when it is valid.
 */
function basicShapeRepair(kernel: Kernel, params: Repair): PartShape {
  const { shape, precision, maxTolerance, minTolerance } = params;
  if (!(precision > 0)) throw invalidInput(`precision is ${precision} and must be more than 0.`);
  if (!(minTolerance > 0)) throw invalidInput(`minTolerance is ${minTolerance} and must be more than 0.`);
  if (!(maxTolerance >= minTolerance))
    throw invalidInput(`maxTolerance is ${maxTolerance} and must be at least minTolerance, ${minTolerance}.`);
  return kernel.scope((own) => {
    if (facesOf(kernel, own, shape.shape).length === 0)
      return checked(kernel, own, own(shape.shape.Located(own(shape.shape.Location()), false)), "The repair");
    const solids = explore(kernel, own, shape.shape, "TopAbs_SOLID");
    const loose = [
      ...looseParts(kernel, own, shape.shape, "TopAbs_SHELL", "TopAbs_SOLID"),
      ...looseParts(kernel, own, shape.shape, "TopAbs_FACE", "TopAbs_SHELL"),
    ];
    const repaired = [
      ...solids.map((solid) => repairFaces(kernel, own, solid, params)),
      ...(loose.length > 0 ? [repairFaces(kernel, own, compoundOf(kernel, own, loose), params)] : []),
    ];
    const [only] = repaired;
    return checked(kernel, own, repaired.length === 1 && only ? only : compoundOf(kernel, own, repaired), "The repair");
  });
}

/** Parts of one kind that are not inside another kind. */
function looseParts(
  kernel: Kernel,
  own: Own,
  shape: TopoDS_Shape,
  kind: "TopAbs_SHELL" | "TopAbs_FACE",
  outside: "TopAbs_SOLID" | "TopAbs_SHELL",
): TopoDS_Shape[] {
  const explorer = own(new kernel.oc.TopExp_Explorer(shape, kind, outside));
  const found: TopoDS_Shape[] = [];
  for (; explorer.More(); explorer.Next()) found.push(own(explorer.Current()));
  return found;
}

function repairFaces(kernel: Kernel, own: Own, shape: TopoDS_Shape, { precision, minTolerance, maxTolerance }: Repair): TopoDS_Shape {
  const { oc } = kernel;
  const sewing = own(new oc.BRepBuilderAPI_Sewing(precision, true, true, true, false));
  sewing.SetMinTolerance(minTolerance);
  sewing.SetMaxTolerance(maxTolerance);
  for (const face of facesOf(kernel, own, shape)) {
    const fixer = own(new oc.ShapeFix_Face(face));
    fixer.SetPrecision(precision);
    fixer.SetMinTolerance(minTolerance);
    fixer.SetMaxTolerance(maxTolerance);
    fixer.Perform(own(new oc.Message_ProgressRange()));
    sewing.Add(own(fixer.Result()));
  }
  sewing.Perform(own(new oc.Message_ProgressRange()));
  const sewn = own(sewing.SewedShape());
  if (sewn.IsNull()) throw new KernelError("The faces could not be sewn together.", { kernelStatus: "null shape" });
  const shells = explore(kernel, own, sewn, "TopAbs_SHELL");
  const bodies = shells.map((shell) => solidOf(kernel, own, shell));
  const rest = looseParts(kernel, own, sewn, "TopAbs_FACE", "TopAbs_SHELL");
  const all = [...bodies, ...rest];
  const [only] = all;
  return all.length === 1 && only ? only : compoundOf(kernel, own, all);
}

/** A closed shell as a solid, an open one as it is. */
function solidOf(kernel: Kernel, own: Own, shell: TopoDS_Shape): TopoDS_Shape {
  const { oc } = kernel;
  if (!oc.BRep_Tool.IsClosed(shell)) return shell;
  const solid = own(own(new oc.BRepBuilderAPI_MakeSolid(own(oc.TopoDS.Shell(shell)))).Solid());
  oc.BRepLib.OrientClosedSolid(solid);
  return isValid(kernel, solid) ? solid : shell;
}

/** The same edges, one after the other and each in the sense in which the wire runs. */
function fixEdgeOrientationsAlongWire(kernel: Kernel, { shape }: OfShape): PartShape {
  return kernel.scope((own) => {
    const wire = asWire(kernel, own, shape);
    return checked(kernel, own, chained(kernel, own, edgesOf(kernel, own, wire)), "The wire");
  });
}

function edgesOf(kernel: Kernel, own: Own, wire: TopoDS_Wire): TopoDS_Edge[] {
  return explore(kernel, own, wire, "TopAbs_EDGE").map((edge) => own(kernel.oc.TopoDS.Edge(edge)));
}

function chained(kernel: Kernel, own: Own, edges: readonly TopoDS_Edge[]): TopoDS_Wire {
  const maker = own(new kernel.oc.BRepBuilderAPI_MakeWire());
  maker.Add(toList(kernel, own, edges));
  if (!maker.IsDone()) throw new KernelError("The edges do not join to one wire.", { kernelStatus: maker.Error() });
  return own(maker.Wire());
}

/**
 * Leaves out edges shorter than `precsmall` and lets their neighbours meet.
 * @param lockvtx leaves the vertices where they are: only edges that begin and end in one vertex are left out
 */
function fixSmallEdgeOnWire(kernel: Kernel, { shape, lockvtx, precsmall }: OfShape & { lockvtx: boolean; precsmall: number }): PartShape {
  if (precsmall < 0) throw invalidInput(`precsmall is ${precsmall} and must not be negative.`);
  return kernel.scope((own) => {
    const wire = asWire(kernel, own, shape);
    const edges = edgesOf(kernel, own, wire);
    const isSmall = (edge: TopoDS_Edge) =>
      lengthPropertiesOf(kernel, edge).length < precsmall && (!lockvtx || kernel.oc.BRep_Tool.IsClosed(edge));
    const kept = edges.filter((edge) => !isSmall(edge));
    if (kept.length === edges.length) return bare(own, own(wire.Located(own(wire.Location()), false)));
    if (kept.length === 0) throw invalidInput(`precsmall is ${precsmall}, and every edge of the wire is shorter.`);
    return checked(kernel, own, reconnected(kernel, own, kept, precsmall * (edges.length - kept.length)), "The wire");
  });
}

/** Edges that lie up to `gap` apart, as one wire. */
function reconnected(kernel: Kernel, own: Own, edges: readonly TopoDS_Edge[], gap: number): TopoDS_Wire {
  const { oc } = kernel;
  const builder = own(new oc.TopoDS_Builder());
  const loose = own(new oc.TopoDS_Wire());
  builder.MakeWire(loose);
  for (const edge of edges) builder.Add(loose, edge);
  const fixer = own(new oc.ShapeFix_Wire());
  fixer.Load(loose);
  fixer.SetPrecision(gap);
  fixer.FixConnected(gap);
  return own(fixer.Wire());
}

/** `occt.shapeFix.*` */
export const SHAPE_FIXES: CatalogueImplementations = {
  "occt.shapeFix.basicShapeRepair": basicShapeRepair,
  "occt.shapeFix.fixEdgeOrientationsAlongWire": fixEdgeOrientationsAlongWire,
  "occt.shapeFix.fixSmallEdgeOnWire": fixSmallEdgeOnWire,
};
