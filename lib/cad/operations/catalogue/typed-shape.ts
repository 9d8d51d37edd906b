import type { TopAbs_ShapeEnum, TopoDS_Edge, TopoDS_Face, TopoDS_Shape, TopoDS_Shell, TopoDS_Wire } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { explore, facesOf } from "@/lib/cad/kernel/topology";
import { kindOf } from "./kind-of";

/*
 * Parameters of the type `shape` may refer to any shape: these take the kind that an operation needs, or say what came.
 */

/** The shape as a face; a shell or compound of a single face stands for it. */
export function asFace(kernel: Kernel, own: Own, { shape }: PartShape, name = "shape"): TopoDS_Face {
  const faces = shape.ShapeType() === "TopAbs_FACE" ? [own(kernel.oc.TopoDS.Face(shape))] : facesOf(kernel, own, shape);
  const [face] = faces;
  if (!face || faces.length > 1 || shape.ShapeType() === "TopAbs_SOLID") throw wrongKind(shape, name, "a face");
  return face;
}

export function asWire(kernel: Kernel, own: Own, { shape }: PartShape, name = "shape"): TopoDS_Wire {
  if (shape.ShapeType() === "TopAbs_WIRE") return own(kernel.oc.TopoDS.Wire(shape));
  if (shape.ShapeType() !== "TopAbs_EDGE") throw wrongKind(shape, name, "a wire");
  return own(own(new kernel.oc.BRepBuilderAPI_MakeWire(own(kernel.oc.TopoDS.Edge(shape)))).Wire());
}

export function asEdge(kernel: Kernel, own: Own, { shape }: PartShape, name = "shape"): TopoDS_Edge {
  return own(kernel.oc.TopoDS.Edge(only(kernel, own, shape, "TopAbs_EDGE", name)));
}

export function asShell(kernel: Kernel, own: Own, { shape }: PartShape, name = "shape"): TopoDS_Shell {
  return own(kernel.oc.TopoDS.Shell(only(kernel, own, shape, "TopAbs_SHELL", name)));
}

function only(kernel: Kernel, own: Own, shape: TopoDS_Shape, type: TopAbs_ShapeEnum, name: string): TopoDS_Shape {
  if (shape.ShapeType() === type) return shape;
  const found = explore(kernel, own, shape, type);
  const [first] = found;
  if (!first || found.length > 1) throw wrongKind(shape, name, `${type === "TopAbs_EDGE" ? "an" : "a"} ${kindOf(type)}`);
  return first;
}

function wrongKind(shape: TopoDS_Shape, name: string, wanted: string): Error {
  return invalidInput(`${name} is a ${kindOf(shape.ShapeType())} and must be ${wanted}.`);
}
