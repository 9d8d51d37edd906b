import type { Kernel } from "./kernel";
import type { PartShape } from "./part-shape";

/** The same shape behind new handles, so that either can be freed without the other. */
export function copyPart(kernel: Kernel, part: PartShape): PartShape {
  return {
    shape: part.shape.Oriented(part.shape.Orientation()),
    faces: part.faces.map((named) =>
      kernel.scope((own) => ({ ...named, face: kernel.oc.TopoDS.Face(own(named.face.Oriented(named.face.Orientation()))) })),
    ),
  };
}
