import type { BRepFilletAPI_MakeChamfer, BRepFilletAPI_MakeFillet, TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { explore, listToArray, ShapeIndex } from "@/lib/cad/kernel/topology";
import { degToRad } from "@/lib/core/units";
import type { PartParams } from "../implementation";
import { blendCeiling } from "../modelling/blend-ceiling";
import { withoutWrapping } from "../modelling/booleans";
import { type Claim, claimsFromHistory, type NamedBy, nameFaces, nextAge } from "../modelling/carry-names";
import { checkResult, solidCount } from "../modelling/checks";
import { buildOrFindLargest } from "../modelling/feasible";
import { repeatChange } from "../modelling/repeat-change";
import { PartModel } from "../selectors/part-model";
import { selectEdges } from "../selectors/resolve-selector";

/** Rounds edges; new faces are `feature/blend(a|b)` between the faces a and b, and `feature/corner(a|b|c)`. */
export function filletEdges(kernel: Kernel, { feature, part, edges, r }: PartParams<"fillet">): PartShape {
  return onEdges(kernel, part, { feature, age: nextAge([part]) }, edges, {
    what: "A fillet",
    role: "blend",
    param: "r",
    wanted: r,
    symmetric: true,
    start: (own, shape) => own(new kernel.oc.BRepFilletAPI_MakeFillet(shape, "ChFi3d_Rational")),
    add: (maker, model, edge, value) => maker.Add(value, model.edgeHandle(edge)),
  });
}

/**
 * Bevels edges; new faces are `feature/chamfer(a|b)`.
 * With c2 or an angle, c lies on the face that looks more up or down, and of two alike on the one with the earlier
 * name; the angle is between that face and the chamfer.
 */
export function chamferEdges(kernel: Kernel, { feature, part, edges, c, c2, angle }: PartParams<"chamfer">): PartShape {
  if (c2 !== undefined && angle !== undefined) throw invalidInput("A chamfer has either a second length c2 or an angle, not both.");
  if (angle !== undefined && (angle <= 0 || angle >= 90))
    throw invalidInput(`A chamfer's angle lies between 0° and 90°, not at ${angle}°.`);
  const ratio = c2 === undefined ? 1 : c2 / c;
  return onEdges(kernel, part, { feature, age: nextAge([part]) }, edges, {
    what: "A chamfer",
    role: "chamfer",
    param: "c",
    wanted: c,
    symmetric: c2 === undefined && angle === undefined,
    start: (own, shape) => own(new kernel.oc.BRepFilletAPI_MakeChamfer(shape)),
    add: (maker, model, edge, value) => {
      const handle = model.edgeHandle(edge);
      if (angle !== undefined) maker.AddDA(value, degToRad(angle), handle, model.faceHandle(flatterFace(model, edge)));
      else if (c2 !== undefined) maker.Add(value, value * ratio, handle, model.faceHandle(flatterFace(model, edge)));
      else maker.Add(value, handle);
    },
  });
}

function flatterFace(model: PartModel, edge: number): number {
  const [best = 0] = model.facesOfEdge(edge).toSorted((a, b) => {
    const steepness = (face: number) => 1 - Math.abs(model.face(face).normal?.[2] ?? 0);
    const difference = steepness(a) - steepness(b);
    if (Math.abs(difference) > 1e-9) return difference;
    return model.nameOf(a) < model.nameOf(b) ? -1 : 1;
  });
  return best;
}

interface EdgeFeature<Maker extends BRepFilletAPI_MakeFillet | BRepFilletAPI_MakeChamfer> {
  what: string;
  role: string;
  param: string;
  wanted: number;
  /** The same length on both faces. */
  symmetric: boolean;
  start(own: Own, shape: TopoDS_Shape): Maker;
  add(maker: Maker, model: PartModel, edge: number, value: number): void;
}

function onEdges<Maker extends BRepFilletAPI_MakeFillet | BRepFilletAPI_MakeChamfer>(
  kernel: Kernel,
  part: PartShape,
  by: NamedBy,
  selector: PartParams<"fillet">["edges"],
  tool: EdgeFeature<Maker>,
): PartShape {
  return kernel.scope((own) => {
    const model = new PartModel(kernel, own, part);
    const edges = selectEdges(model, selector).filter((edge) => model.bend(edge) !== "smooth");
    if (edges.length === 0) throw invalidInput(`${tool.what} needs an edge that bends; the selected ones are smooth already.`);
    const make = () =>
      buildOrFindLargest({
        what: tool.what,
        param: tool.param,
        wanted: tool.wanted,
        ceiling: tool.symmetric ? blendCeiling(model, edges) : Number.POSITIVE_INFINITY,
        build: (value) => buildEdges(kernel, model, edges, by, tool, value),
        discard: freePart,
      });
    // With two lengths it also matters which of the two faces is the flatter one.
    if (!tool.symmetric) return make();
    const handles = edges.map((edge) => model.edgeHandle(edge));
    return repeatChange(kernel, { part, by, key: [tool.what, tool.wanted], edges: handles }, make);
  });
}

function buildEdges<Maker extends BRepFilletAPI_MakeFillet | BRepFilletAPI_MakeChamfer>(
  kernel: Kernel,
  model: PartModel,
  edges: readonly number[],
  by: NamedBy,
  tool: EdgeFeature<Maker>,
  value: number,
): PartShape {
  const { part } = model;
  return kernel.scope((own) => {
    const maker = tool.start(own, part.shape);
    try {
      for (const edge of edges) {
        // An edge that runs on smoothly into one already taken is part of the same contour.
        if (maker.Contour(model.edgeHandle(edge)) === 0) tool.add(maker, model, edge, value);
      }
      maker.Build(own(new kernel.oc.Message_ProgressRange()));
    } catch (error) {
      throw toKernelError(kernel.oc, error);
    }
    if (!maker.IsDone()) throw new KernelError(`${tool.what} of ${value} mm could not be made.`, { kernelStatus: "not done" });
    const shape = withoutWrapping(kernel, own, own(maker.Shape()));
    const claims = [...claimsFromHistory(kernel, own, maker, part.faces), ...newFaces(kernel, own, maker, model, by, tool.role)];
    const result = { shape: own.release(shape), faces: nameFaces(kernel, own, shape, claims, by) };
    checkResult(kernel, result, { what: `${tool.what} of ${value} mm`, before: part, volume: "changed", solids: solidCount(kernel, part) });
    return result;
  });
}

/** Faces that the algorithm made on edges and at corners, named by the faces that met there. */
function newFaces(
  kernel: Kernel,
  own: Own,
  maker: BRepFilletAPI_MakeFillet | BRepFilletAPI_MakeChamfer,
  model: PartModel,
  by: NamedBy,
  role: string,
): Claim[] {
  const claim = (face: TopoDS_Shape, kind: string, among: readonly number[]): Claim => ({
    face,
    name: `${by.feature}/${kind}(${[...new Set(among.map((index) => model.nameOf(index)))].toSorted().join("|")})`,
    feature: by.feature,
    age: by.age,
  });
  const claims: Claim[] = [];
  const vertices: TopoDS_Shape[] = [];
  const vertexNumbers = new ShapeIndex(kernel);
  const facesAtVertex: Set<number>[] = [];
  for (let edge = 0; edge < model.edgeCount; edge++) {
    const handle = model.edgeHandle(edge);
    for (const vertex of explore(kernel, own, handle, "TopAbs_VERTEX")) {
      const number = vertexNumbers.add(vertex);
      vertices[number] ??= vertex;
      const faces = facesAtVertex[number] ?? new Set<number>();
      facesAtVertex[number] = faces;
      for (const face of model.facesOfEdge(edge)) faces.add(face);
    }
    if (maker.Contour(handle) === 0) continue;
    for (const face of listToArray(kernel, own, maker.Generated(handle))) claims.push(claim(face, role, model.facesOfEdge(edge)));
  }
  for (const [number, vertex] of vertices.entries()) {
    for (const face of listToArray(kernel, own, maker.Generated(vertex))) {
      claims.push(claim(face, "corner", [...(facesAtVertex[number] ?? [])]));
    }
  }
  return claims;
}
