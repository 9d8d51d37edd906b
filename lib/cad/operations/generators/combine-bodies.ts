import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { facesOf } from "@/lib/cad/kernel/topology";
import { type BooleanKind, combineParts } from "../modelling/booleans";
import type { RoledBody } from "../modelling/sweeps";

/** A boolean of bodies that are no part yet; each brings the roles of its faces. */
export function combineBodies(kernel: Kernel, own: Own, kind: BooleanKind, body: RoledBody, tools: readonly RoledBody[]): RoledBody {
  const named = ({ shape, roles }: RoledBody): PartShape => ({
    shape,
    faces: facesOf(kernel, own, shape).map((face, index) => ({ name: roles[index] ?? "face", face })),
  });
  const { shape, faces } = combineParts(kernel, kind, named(body), tools.map(named), { feature: "body", age: 0 });
  own(shape);
  for (const { face } of faces) own(face);
  // Numbers of like faces belong to the finished part's names.
  return { shape, roles: faces.map(({ name }) => name.replace(/#\d+$/, "")) };
}
