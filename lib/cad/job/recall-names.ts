import type { Kernel } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { faceGeometries } from "@/lib/cad/measure/measure";
import { distance } from "@/lib/cad/measure/vector";
import type { FaceRecord } from "@/lib/contract/geometry";

/** BREP text keeps the order of faces and fifteen digits. */
const SAME_PLACE_MM = 1e-4;

/**
 * Gives a stored shape the names of its faces back: BREP text carries none, but its explorer order is that of the
 * face table that was stored with it. Where the two do not agree face by face, the names stay `import/1`, ….
 */
export function recallNames(kernel: Kernel, part: PartShape, history?: { faces: readonly FaceRecord[] }): PartShape {
  if (!history || history.faces.length !== part.faces.length) return part;
  const geometry = faceGeometries(kernel, part.shape);
  const agrees = history.faces.every((record, index) => {
    const face = geometry[index];
    return face !== undefined && face.type === record.type && distance(face.center, record.center) < SAME_PLACE_MM;
  });
  if (!agrees) return part;
  const faces = part.faces.map((named, index) => {
    const { name = named.name, aliases, feature, thread } = history.faces[index] ?? {};
    return { ...named, name, aliases, feature, thread };
  });
  return { shape: part.shape, faces };
}
