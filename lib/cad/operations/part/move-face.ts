import { vector } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { facesOf } from "@/lib/cad/kernel/topology";
import { dot, multiply, type Vec3 } from "@/lib/cad/kernel/vector";
import { MAX_LENGTH_MM, MIN_LENGTH_MM } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { runBoolean } from "../modelling/booleans";
import { type Claim, claimsFromHistory, nameFaces, nextAge } from "../modelling/carry-names";
import { checkResult, solidCount } from "../modelling/checks";
import { PartModel } from "../selectors/part-model";
import { selectFaces } from "../selectors/resolve-selector";

const OVERSHOOT_MM = 1;

/**
 * Moves plane faces along their normals: outward by adding, inward by cutting what the face sweeps.
 * The neighbours follow where they run along the normal, as the sides of plates and the walls of holes do; a slanted
 * or rounded neighbour is refused, since its continuation would be a different face.
 * The moved face keeps its name.
 */
export function moveFaces(kernel: Kernel, { feature, part, faces, d }: PartParams<"move_face">): PartShape {
  if (Math.abs(d) < MIN_LENGTH_MM || Math.abs(d) > MAX_LENGTH_MM) {
    throw invalidInput(`A face moves by at least ${MIN_LENGTH_MM} mm and at most ${MAX_LENGTH_MM} mm, not by ${d} mm.`);
  }
  return kernel.scope((own) => {
    const model = new PartModel(kernel, own, part);
    const selected = selectFaces(model, faces);
    const by = { feature, age: nextAge([part]) };
    const prisms = selected.map((index) => sweptFace(kernel, own, model, index, d));
    const { shape, history } = runBoolean(
      kernel,
      own,
      d > 0 ? "fuse" : "cut",
      [part.shape],
      prisms.map((prism) => prism.shape),
    );
    const kept = part.faces.filter((_, index) => !selected.includes(index));
    // The old face is inside the material or gone; its name goes to where it moved.
    const heirs = prisms.flatMap(({ end }, index) => {
      const named = model.named(selected[index] ?? 0);
      return claimsFromHistory(kernel, own, history, [{ ...named, face: end }]);
    });
    const claims: Claim[] = [...claimsFromHistory(kernel, own, history, kept), ...heirs];
    const result = { shape: own.release(shape), faces: nameFaces(kernel, own, shape, claims, by) };
    checkResult(kernel, result, {
      what: "Moving the face",
      before: part,
      volume: d > 0 ? "more" : "less",
      solids: solidCount(kernel, part),
    });
    return result;
  });
}

function sweptFace(kernel: Kernel, own: Own, model: PartModel, index: number, d: number) {
  const { normal, type } = model.face(index);
  if (!normal) throw invalidInput(`Only plane faces can be moved; ${model.nameOf(index)} is a ${type}.`);
  for (const edge of model.edgesOfFace(index)) {
    const slanted = model.facesOfEdge(edge).find((face) => face !== index && !runsAlong(model, face, normal));
    if (slanted !== undefined) {
      throw invalidInput(`${model.nameOf(index)} can't be moved: its neighbour ${model.nameOf(slanted)} does not run along its normal.`);
    }
  }
  const face = model.faceHandle(index);
  // Adding sweeps the moved face back onto the part, so that the walls of holes get axes which the kernel can merge;
  // a cut starts outside of the part, so that it does not begin in the face that it takes away.
  const [from, to] = d > 0 ? [d, 0] : [OVERSHOOT_MM, d];
  const move = own(new kernel.oc.gp_Trsf());
  move.SetTranslation(vector(kernel, own, multiply(normal, from)));
  const base = own(face.Moved(own(new kernel.oc.TopLoc_Location(move)), false));
  const sweep = own(new kernel.oc.BRepPrimAPI_MakePrism(base, vector(kernel, own, multiply(normal, to - from)), false, true));
  const shape = own(sweep.Shape());
  const moved = own(d > 0 ? sweep.FirstShape() : sweep.LastShape());
  const end = facesOf(kernel, own, shape).find((candidate) => candidate.IsSame(moved));
  if (!end) throw invalidInput(`${model.nameOf(index)} could not be swept along its normal.`);
  return { shape, end };
}

function runsAlong(model: PartModel, face: number, direction: Vec3): boolean {
  const { type, normal, axis } = model.face(face);
  if (normal) return Math.abs(dot(normal, direction)) < 1e-9;
  return type === "cylinder" && axis !== undefined && Math.abs(dot(axis, direction)) > 1 - 1e-9;
}
