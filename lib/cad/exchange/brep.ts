import type { TopoDS_Shape } from "opencascade.js";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { explore, facesOf } from "@/lib/cad/kernel/topology";

/**
 * Writes a shape as BREP text, exactly and without a mesh: the form in which shapes pass between kernels and are kept.
 */
export function writeBrep(kernel: Kernel, shape: TopoDS_Shape): Uint8Array {
  return kernel.scope((own) => {
    kernel.oc.BRepTools.Clean(shape, true);
    // A note of the kernel to itself, which depends on what was done before and is written all the same.
    for (const face of explore(kernel, own, shape, "TopAbs_FACE")) face.Checked(false);
    return new TextEncoder().encode(kernel.oc.BRepToolsWrapper.Write(shape));
  });
}

/**
 * Reads BREP text. Its faces are named `import/1`, `import/2`, … in explorer order.
 * @throws KernelError INVALID_FILE when it is no BREP, is cut off, or holds no shape
 */
export function readBrep(kernel: Kernel, text: string): PartShape {
  assertWhole(text);
  const shape = kernel.oc.BRepToolsWrapper.Read(text);
  if (shape.IsNull()) {
    shape.delete();
    throw new KernelError("The BREP file holds no shape.", { code: "INVALID_FILE" });
  }
  return nameImported(kernel, shape);
}

/** A shape whose faces nobody has named: `import/1`, … in explorer order. */
export function nameImported(kernel: Kernel, shape: TopoDS_Shape): PartShape {
  return kernel.scope((own) => ({
    shape,
    faces: facesOf(kernel, own, shape).map((face, index) => ({ name: `import/${index + 1}`, face: own.release(face) })),
  }));
}

/** The kernel's reader never returns from a file that is cut off: begin, sections and end are looked at first. */
function assertWhole(text: string): void {
  const invalid = (why: string) => new KernelError(`The file is not a readable BREP: ${why}.`, { code: "INVALID_FILE" });
  if (!/^\s*(DBRep_DrawableShape\s+)?CASCADE Topology V[1-3]/.test(text.slice(0, 200)))
    throw invalid("it does not begin with a CASCADE header");
  let from = 0;
  for (const section of [
    "Locations",
    "Curve2ds",
    "Curves",
    "Polygon3D",
    "PolygonOnTriangulations",
    "Surfaces",
    "Triangulations",
    "TShapes",
  ]) {
    const at = text.indexOf(`${section} `, from);
    if (at < 0) throw invalid(`its section ${section} is missing`);
    from = at + section.length;
    const count = Number(/^\s*(\d+)/.exec(text.slice(from, from + 24))?.[1] ?? Number.NaN);
    // A record takes at least two characters: a count beyond that would make the reader allocate for nothing.
    if (!(count <= text.length / 2)) throw invalid(`its section ${section} announces more than the file can hold`);
  }
  // The last line names the root: orientation, number of the shape, number of its location.
  if (!/\n[+-]\d+ \d+\s*$/.test(text.slice(-100))) throw invalid("it is cut off");
}
