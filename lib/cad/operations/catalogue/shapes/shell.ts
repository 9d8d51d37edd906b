import type { TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { surfaceOf } from "@/lib/cad/kernel/properties";
import { countOf, explore } from "@/lib/cad/kernel/topology";
import type { CatalogueImplementations, JsonValue } from "../../implementation";
import { checked } from "../bare-shape";
import type { OfShape, OfShapes } from "../params";
import { asShell } from "../typed-shape";
import { faceDebugInfos } from "./face-debug";

/** Joins faces along edges that lie within `tolerance` of each other; closed where no free edge is left. */
function sewFaces(kernel: Kernel, { shapes, tolerance }: OfShapes & { tolerance: number }): PartShape {
  if (!(tolerance > 0)) throw invalidInput(`tolerance is ${tolerance} and must be more than 0.`);
  return kernel.scope((own) => {
    const { oc } = kernel;
    const sewing = own(new oc.BRepBuilderAPI_Sewing(tolerance, true, true, true, false));
    for (const [index, { shape }] of shapes.entries()) {
      if (countOf(kernel, shape, "TopAbs_FACE") === 0) throw invalidInput(`shapes[${index}] has no face and must be or hold one.`);
      sewing.Add(shape);
    }
    sewing.Perform(own(new oc.Message_ProgressRange()));
    const sewn = own(sewing.SewedShape());
    if (sewn.IsNull()) throw new KernelError("The faces could not be sewn.", { kernelStatus: "null shape" });
    if (sewn.ShapeType() === "TopAbs_FACE") return checked(kernel, own, shellOf(kernel, own, sewn), "The sewing");
    const shells = explore(kernel, own, sewn, "TopAbs_SHELL");
    const [shell] = shells;
    const left = sewn.ShapeType() === "TopAbs_SHELL" ? 0 : sewn.NbChildren() - 1;
    if (!shell || shells.length > 1 || left > 0) {
      throw new KernelError(`The faces do not join to one shell within ${tolerance} mm.`, { kernelStatus: `${shells.length} shells` });
    }
    return checked(kernel, own, shell, "The sewing");
  });
}

/** A single face has nothing to be sewn to and comes back as a face. */
function shellOf(kernel: Kernel, own: Own, face: TopoDS_Shape): TopoDS_Shape {
  const builder = own(new kernel.oc.TopoDS_Builder());
  const shell = own(new kernel.oc.TopoDS_Shell());
  builder.MakeShell(shell);
  builder.Add(shell, face);
  return shell;
}

function getShellSurfaceArea(kernel: Kernel, { shape }: OfShape): number {
  return kernel.scope((own) => surfaceOf(kernel, asShell(kernel, own, shape)).area);
}

function debugInfo(kernel: Kernel, { shape }: OfShape): JsonValue {
  return kernel.scope((own) => faceDebugInfos(kernel, asShell(kernel, own, shape)));
}

/** `occt.shapes.shell.*` */
export const SHELLS: CatalogueImplementations = {
  "occt.shapes.shell.debugInfo": debugInfo,
  "occt.shapes.shell.getShellSurfaceArea": getShellSurfaceArea,
  "occt.shapes.shell.sewFaces": sewFaces,
};
