import type { TopAbs_ShapeEnum, TopoDS_Edge, TopoDS_Face, TopoDS_Shape, TopoDS_Vertex, TopoDS_Wire } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { kindOf } from "./kind-of";

/*
 * A parameter's shape as the kind that an operation needs; what it is instead is told by the field that holds it.
 */

export function vertexIn(kernel: Kernel, own: Own, part: PartShape, field = "shape"): TopoDS_Vertex {
  return own(kernel.oc.TopoDS.Vertex(expectKind(part, "TopAbs_VERTEX", field)));
}

export function edgeIn(kernel: Kernel, own: Own, part: PartShape, field = "shape"): TopoDS_Edge {
  return own(kernel.oc.TopoDS.Edge(expectKind(part, "TopAbs_EDGE", field)));
}

export function wireIn(kernel: Kernel, own: Own, part: PartShape, field = "shape"): TopoDS_Wire {
  return own(kernel.oc.TopoDS.Wire(expectKind(part, "TopAbs_WIRE", field)));
}

export function faceIn(kernel: Kernel, own: Own, part: PartShape, field = "shape"): TopoDS_Face {
  return own(kernel.oc.TopoDS.Face(expectKind(part, "TopAbs_FACE", field)));
}

function expectKind({ shape }: PartShape, wanted: TopAbs_ShapeEnum, field: string): TopoDS_Shape {
  const type = shape.ShapeType();
  if (type !== wanted) throw invalidInput(`${field} is ${kindOf(type)} and must be ${withArticle(kindOf(wanted))}.`);
  return shape;
}

function withArticle(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}
