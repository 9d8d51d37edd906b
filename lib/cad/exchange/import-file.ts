import type { TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { isValid } from "@/lib/cad/kernel/properties";
import { countOf, explore } from "@/lib/cad/kernel/topology";
import { diagonalOf } from "@/lib/cad/mesh/tessellate";
import type { NamedBody } from "@/lib/contract/kernel-job";
import { admitFile, refusing } from "./admit-file";
import { nameImported, readBrep } from "./brep";
import { dxfOutlines } from "./dxf-outlines";
import { facetedPart } from "./faceted-part";
import { readNamedStep } from "./import-bodies";
import type { ExchangeKernel } from "./load-exchange-kernel";
import { planarFaces } from "./planar-faces";
import { readObj } from "./read-obj";
import { readStl } from "./read-stl";

const FILE = "/foreign.step";
/** Loose faces of a surface model that lie closer than this are one skin, mm; tiny and huge parts are sewn by their size. */
const SEWING_TOLERANCE_MM = 0.01;
const SEWING_SHARES = { most: 1e-3, least: 1e-5 };

export interface Imported {
  part: PartShape;
  warnings: string[];
  /** What the file says of its solids, one for each in the order of the shape; absent where it says nothing certain. */
  bodies?: NamedBody[];
}

interface Kernels {
  modelling(): Promise<Kernel>;
  exchange(): Promise<ExchangeKernel>;
}

/**
 * Reads a foreign file by its content: STEP, STPZ, IGES or BREP. Faces are named `import/1`, … in explorer order.
 *
 * STEP goes through the modelling kernel's own reader, which is 3-6 times as fast; the exchange kernel is loaded only
 * for IGES, and to heal what came out invalid.
 * @throws KernelError INVALID_FILE with the reason
 */
export async function importFile(kernels: Kernels, bytes: Uint8Array): Promise<Imported> {
  const { format, content } = await admitFile(bytes);
  switch (format) {
    case "step":
      return importStep(kernels, content);
    case "iges": {
      const brep = (await kernels.exchange()).toBrep(content, "iges");
      return solidified(await kernels.modelling(), readBrep(await kernels.modelling(), brep));
    }
    case "brep": {
      const kernel = await kernels.modelling();
      return solidified(kernel, readBrep(kernel, new TextDecoder().decode(content)));
    }
    case "stl": {
      const soup = await refusing("The STL file can't be read: ", () => readStl(content));
      return facetedPart(await kernels.modelling(), soup);
    }
    case "obj": {
      const soup = await refusing("The OBJ file can't be read: ", () => readObj(content));
      return facetedPart(await kernels.modelling(), soup);
    }
    case "dxf": {
      const { regions, warnings } = await refusing("The DXF file can't be read: ", () => dxfOutlines(content));
      const kernel = await kernels.modelling();
      const drawing = "The file is a flat drawing: its outlines became plane faces in the XY plane, which have no volume.";
      return { part: nameImported(kernel, planarFaces(kernel, regions)), warnings: [drawing, ...warnings] };
    }
  }
}

async function importStep(kernels: Kernels, content: Uint8Array): Promise<Imported> {
  const kernel = await kernels.modelling();
  const named = reading(kernel, () => readNamedStep(kernel, content));
  const direct = solidified(kernel, nameImported(kernel, named?.shape ?? readStep(kernel, content)));
  if (isValid(kernel, direct.part.shape)) return withBodies(kernel, direct, named?.bodies ?? []);
  freePart(direct.part);
  const healed = solidified(kernel, readBrep(kernel, (await kernels.exchange()).toBrep(content, "step")));
  const warnings = ["The file's geometry was not sound and has been healed.", ...healed.warnings];
  return withBodies(kernel, { part: healed.part, warnings }, named?.bodies ?? []);
}

/** Names and colours, where the file gives some and there is one entry for each solid. */
function withBodies(kernel: Kernel, imported: Imported, bodies: NamedBody[]): Imported {
  const solids = kernel.scope((own) => explore(kernel, own, imported.part.shape, "TopAbs_SOLID").length);
  const tellsSomething = bodies.some(({ name, color }) => name !== "" || color !== undefined);
  return solids === bodies.length && tellsSomething ? { ...imported, bodies } : imported;
}

/**
 * Reads STEP by the modelling kernel, without names and colours; units become millimetres.
 * @throws KernelError INVALID_FILE when the file gives no shape; the kernel itself reports no error for a broken file
 */
export function readStep(kernel: Kernel, content: Uint8Array): TopoDS_Shape {
  const { oc } = kernel;
  const invalid = (why: string) => new KernelError(`The STEP file can't be read: ${why}.`, { code: "INVALID_FILE" });
  const read = () =>
    kernel.scope((own) => {
      const reader = own(new oc.STEPControl_Reader());
      if (reader.ReadFile(FILE) !== "IFSelect_RetDone") throw invalid("it could not be parsed");
      reader.TransferRoots(own(new oc.Message_ProgressRange()));
      const shape = own(reader.OneShape());
      if (shape.IsNull()) throw invalid("it holds no shape");
      return own.release(shape);
    });
  oc.FS.writeFile(FILE, content);
  try {
    return reading(kernel, read);
  } finally {
    oc.FS.unlink(FILE);
  }
}

/** Whatever the kernel throws over a file is the file's fault. */
function reading<T>(kernel: Kernel, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof KernelError) throw error;
    const { kernelStatus } = toKernelError(kernel.oc, error);
    throw new KernelError("The STEP file can't be read: the kernel failed on it.", { code: "INVALID_FILE", kernelStatus, cause: error });
  }
}

/** Unpacks a compound of one, and sews loose faces into a solid where they close. */
function solidified(kernel: Kernel, part: PartShape): Imported {
  const solids = countOf(kernel, part.shape, "TopAbs_SOLID");
  const faces = countOf(kernel, part.shape, "TopAbs_FACE");
  if (solids > 1) return { part, warnings: [`The file holds ${solids} bodies.`] };
  if (solids === 1) return unwrapped(kernel, part, faces);
  if (faces === 0) {
    freePart(part);
    throw new KernelError("The file holds no faces; only solids and surfaces can be used.", { code: "INVALID_FILE" });
  }
  const solid = kernel.scope((own) => sewn(kernel, own, part.shape));
  if (!solid) return { part, warnings: ["The file holds surfaces that do not close to a solid; it has no volume."] };
  freePart(part);
  return { part: nameImported(kernel, solid), warnings: ["The file holds surfaces; they were sewn into a solid."] };
}

/** The solid alone, when the file wrapped it into compounds; loose faces beside it are left out and told. */
function unwrapped(kernel: Kernel, part: PartShape, faces: number): Imported {
  if (part.shape.ShapeType() === "TopAbs_SOLID") return { part, warnings: [] };
  return kernel.scope((own) => {
    const [solid] = explore(kernel, own, part.shape, "TopAbs_SOLID");
    if (!solid) return { part, warnings: [] };
    const rest = faces - countOf(kernel, solid, "TopAbs_FACE");
    const warnings = rest > 0 ? [`${rest} loose faces beside the body were left out.`] : [];
    const single = nameImported(kernel, own.release(solid));
    freePart(part);
    return { part: single, warnings };
  });
}

function sewn(kernel: Kernel, own: Own, shape: TopoDS_Shape): TopoDS_Shape | undefined {
  const { oc } = kernel;
  const diagonalMm = diagonalOf(kernel, shape);
  const toleranceMm = Math.max(Math.min(SEWING_TOLERANCE_MM, diagonalMm * SEWING_SHARES.most), diagonalMm * SEWING_SHARES.least);
  const sewing = own(new oc.BRepBuilderAPI_Sewing(toleranceMm, true, true, true, false));
  sewing.Add(shape);
  sewing.Perform(own(new oc.Message_ProgressRange()));
  const shells = explore(kernel, own, own(sewing.SewedShape()), "TopAbs_SHELL");
  const [shell] = shells;
  if (shells.length !== 1 || !shell || !oc.BRep_Tool.IsClosed(shell)) return undefined;
  const solid = own(own(new oc.ShapeFix_Solid()).SolidFromShell(own(oc.TopoDS.Shell(shell))));
  return solid.IsNull() ? undefined : own.release(solid);
}
