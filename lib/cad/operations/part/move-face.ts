import type { TopoDS_Shape } from "opencascade.js";
import { direction, point, translation, vector } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { isValid, roughVolumeOf } from "@/lib/cad/kernel/properties";
import { explore, facesOf, listToArray } from "@/lib/cad/kernel/topology";
import { dot, multiply, type Vec3 } from "@/lib/cad/kernel/vector";
import { MAX_LENGTH_MM, MIN_LENGTH_MM } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { runBoolean } from "../modelling/booleans";
import { type Claim, claimsFromHistory, nameFaces, nextAge } from "../modelling/carry-names";
import { checkResult, solidCount } from "../modelling/checks";
import { located } from "../modelling/place-copies";
import { PartModel } from "../selectors/part-model";
import { selectFaces } from "../selectors/resolve-selector";

const OVERSHOOT_MM = 1;

/**
 * Moves plane faces along their normals: outward by adding, inward by cutting what the face sweeps.
 * The neighbours follow: plane ones and cylinders along the normal as they run, slanted planes and cones around the
 * normal at their slope. A neighbour that is rounded otherwise is refused, since its continuation would be a different
 * face.
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
  const { normal, origin, type } = model.face(index);
  if (!normal || !origin) throw invalidInput(`Only plane faces can be moved; ${model.nameOf(index)} is a ${type}.`);
  const leans = new Map(model.edgesOfFace(index).map((edge) => [edge, leanOf(model, index, edge, normal)]));
  const face = model.faceHandle(index);
  // Adding sweeps the moved face back onto the part, so that the walls of holes get axes which the kernel can merge;
  // a cut starts outside of the part, so that it does not begin in the face that it takes away.
  const [from, to] = d > 0 ? [d, 0] : [OVERSHOOT_MM, d];
  const base = located(kernel, own, face, translation(kernel, own, multiply(normal, from)));
  const sweep = own(new kernel.oc.BRepPrimAPI_MakePrism(base, vector(kernel, own, multiply(normal, to - from)), false, true));
  const prism = own(sweep.Shape());
  const moved = own(d > 0 ? sweep.FirstShape() : sweep.LastShape());
  const edges = explore(kernel, own, face, "TopAbs_EDGE");
  const slanted = explore(kernel, own, base, "TopAbs_EDGE").flatMap((edge, position): [TopoDS_Shape, number][] => {
    const source = edges[position];
    const known = source && model.edgesOfFace(index).find((candidate) => model.edgeHandle(candidate).IsSame(source));
    const lean = known === undefined ? 0 : (leans.get(known) ?? 0);
    return lean === 0 ? [] : listToArray(kernel, own, sweep.Generated(edge)).map((side): [TopoDS_Shape, number] => [side, lean]);
  });
  const { shape, image } = leaned(kernel, own, prism, slanted, { normal, origin, name: model.nameOf(index), d });
  const endOf = image(moved);
  const end = facesOf(kernel, own, shape).find((candidate) => candidate.IsSame(endOf));
  if (!end) throw invalidInput(`${model.nameOf(index)} could not be swept along its normal.`);
  return { shape, end };
}

/** Angle by which a neighbour leans inward over the moved face, radians; 0 where it runs along the normal. */
function leanOf(model: PartModel, index: number, edge: number, normal: Vec3): number {
  const other = model.facesOfEdge(edge).find((face) => face !== index);
  if (other === undefined || runsAlong(model, other, normal)) return 0;
  const { type, axis } = model.face(other);
  const straight = type === "plane" || (type === "cone" && axis !== undefined && Math.abs(dot(axis, normal)) > 1 - 1e-9);
  const bend = model.bend(edge);
  if (!straight || bend === "smooth") {
    throw invalidInput(`${model.nameOf(index)} can't be moved: its neighbour ${model.nameOf(other)} does not run on straight.`);
  }
  const rise = dot(model.normalAt(other, edge), normal);
  return Math.asin(bend === "concave" ? -rise : rise);
}

interface Neutral {
  normal: Vec3;
  origin: Vec3;
  name: string;
  d: number;
}

/** Leans sides of a prism about the plane of the face that it was swept from. */
function leaned(
  kernel: Kernel,
  own: Own,
  prism: TopoDS_Shape,
  sides: readonly [TopoDS_Shape, number][],
  { normal, origin, name, d }: Neutral,
) {
  if (sides.length === 0) return { shape: prism, image: (face: TopoDS_Shape) => face };
  const { oc } = kernel;
  const maker = own(new oc.BRepOffsetAPI_DraftAngle(prism));
  const pull = direction(kernel, own, normal);
  const plane = own(new oc.gp_Pln(point(kernel, own, origin), pull));
  const refused = () =>
    new KernelError(`${name} can't be moved by ${d} mm: its slanted neighbours would meet before.`, { kernelStatus: "draft not done" });
  try {
    for (const [side, lean] of sides) {
      maker.Add(own(oc.TopoDS.Face(side)), pull, lean, plane, true);
      if (!maker.AddDone()) throw refused();
    }
    maker.Build(own(new oc.Message_ProgressRange()));
  } catch (error) {
    throw toKernelError(oc, error, { operation: "Moving the face" });
  }
  if (!maker.IsDone()) throw refused();
  const shape = own(maker.Shape());
  if (!isValid(kernel, shape) || roughVolumeOf(kernel, shape) <= 0) throw refused();
  return { shape, image: (face: TopoDS_Shape) => own(maker.ModifiedShape(face)) };
}

function runsAlong(model: PartModel, face: number, direction: Vec3): boolean {
  const { type, normal, axis } = model.face(face);
  if (normal) return Math.abs(dot(normal, direction)) < 1e-9;
  return type === "cylinder" && axis !== undefined && Math.abs(dot(axis, direction)) > 1 - 1e-9;
}
