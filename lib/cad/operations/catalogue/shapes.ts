import { axis1, axis2, point, translation, vector } from "@/lib/cad/kernel/gp";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, volumeOf } from "@/lib/cad/kernel/properties";
import { add, lengthOf, multiply, type Vec3 } from "@/lib/cad/kernel/vector";
import { degToRad } from "@/lib/core/units";
import type { JsonValue } from "../implementation";
import { runBoolean } from "../modelling/booleans";
import { bare, checked, transformedCopy } from "./bare-shape";
import { kindOf } from "./wires-and-faces";

interface OfShape {
  shape: PartShape;
}
interface OfShapes {
  shapes: PartShape[];
}

/** Fuse of all shapes; `keepEdges` leaves the seams between coplanar faces. */
export function union(kernel: Kernel, { shapes, keepEdges }: OfShapes & { keepEdges: boolean }): PartShape {
  return boolean(kernel, "fuse", shapes.slice(0, 1), shapes.slice(1), keepEdges);
}

export function difference(kernel: Kernel, { shape, shapes, keepEdges }: OfShape & OfShapes & { keepEdges: boolean }): PartShape {
  return boolean(kernel, "cut", [shape], shapes, keepEdges);
}

/** The first shape with each of the others, as a list. */
export function intersection(kernel: Kernel, { shapes, keepEdges }: OfShapes & { keepEdges: boolean }): PartShape[] {
  const [first, ...others] = shapes;
  if (!first || others.length === 0) throw invalidInput(`shapes holds ${shapes.length} shape and must hold at least 2.`);
  return others.map((other) => boolean(kernel, "common", [first], [other], keepEdges));
}

function boolean(kernel: Kernel, kind: "fuse" | "cut" | "common", shapes: PartShape[], tools: PartShape[], keepEdges: boolean): PartShape {
  if (tools.length === 0) throw invalidInput("shapes holds 1 shape and must hold at least 2.");
  const what = { fuse: "The union", cut: "The difference", common: "The intersection" }[kind];
  return kernel.scope((own) => {
    const bodies = (parts: PartShape[]) => parts.map((part) => part.shape);
    const { shape } = runBoolean(kernel, own, kind, bodies(shapes), bodies(tools), { merge: !keepEdges });
    return checked(kernel, own, shape, what);
  });
}

/** `direction` carries the length. A wire gives a shell, a face a solid. */
export function extrude(kernel: Kernel, { shape, direction }: OfShape & { direction: Vec3 }): PartShape {
  if (lengthOf(direction) < 1e-7) throw invalidInput("direction has no length and must not be the zero vector.");
  return kernel.scope((own) => {
    const maker = own(new kernel.oc.BRepPrimAPI_MakePrism(shape.shape, vector(kernel, own, direction), false, true));
    return checked(kernel, own, own(maker.Shape()), "The extrusion");
  });
}

/** About the axis along `direction` through the origin. */
export function revolve(
  kernel: Kernel,
  { shape, angle, direction, copy }: OfShape & { angle: number; direction: Vec3; copy: boolean },
): PartShape {
  const turn = Math.abs(angle);
  if (turn < 1e-6) throw invalidInput("angle is 0 and must be more or less.");
  const { oc } = kernel;
  return kernel.scope((own) => {
    const axis = axis1(kernel, own, [0, 0, 0], direction);
    const maker = own(
      turn >= 360
        ? new oc.BRepPrimAPI_MakeRevol(shape.shape, axis, copy)
        : new oc.BRepPrimAPI_MakeRevol(shape.shape, axis, degToRad(angle), copy),
    );
    return checked(kernel, own, own(maker.Shape()), "The revolution");
  });
}

export function loft(kernel: Kernel, { shapes, makeSolid }: OfShapes & { makeSolid: boolean }): PartShape {
  if (shapes.length < 2) throw invalidInput(`shapes holds ${shapes.length} wire and must hold at least 2.`);
  const { oc } = kernel;
  return kernel.scope((own) => {
    const maker = own(new oc.BRepOffsetAPI_ThruSections(makeSolid, false, 1e-6));
    maker.CheckCompatibility(false);
    for (const [index, { shape }] of shapes.entries()) {
      if (shape.ShapeType() !== "TopAbs_WIRE") throw invalidInput(`shapes[${index}] is ${kindOf(shape.ShapeType())} and must be a wire.`);
      maker.AddWire(own(oc.TopoDS.Wire(shape)));
    }
    maker.Build(own(new oc.Message_ProgressRange()));
    if (!maker.IsDone()) throw new KernelError("The wires could not be joined by a loft.", { kernelStatus: "not done" });
    return checked(kernel, own, own(maker.Shape()), "The loft");
  });
}

/** Gives a face or shell a thickness. */
export function makeThickSolidSimple(kernel: Kernel, { shape, offset }: OfShape & { offset: number }): PartShape {
  if (Math.abs(offset) < 1e-7) throw invalidInput("offset is 0 and must be more or less.");
  return kernel.scope((own) => {
    const maker = own(new kernel.oc.BRepOffsetAPI_MakeThickSolid());
    maker.MakeThickSolidBySimple(shape.shape, offset);
    if (!maker.IsDone()) throw new KernelError(`The shape could not be thickened by ${offset}.`, { kernelStatus: "not done" });
    const solid = own(maker.Shape());
    // Thickened along its normal a face comes inside out.
    return checked(kernel, own, volumeOf(kernel, solid) < 0 ? own(solid.Reversed()) : solid, "The thickening");
  });
}

export function boundingBoxOfShape(kernel: Kernel, { shape }: OfShape): JsonValue {
  const { min, max, size } = boundingBoxOf(kernel, shape.shape);
  return { min, max, center: multiply(add(min, max), 0.5), size };
}

export function translate(kernel: Kernel, { shape, translation: by }: OfShape & { translation: Vec3 }): PartShape {
  return kernel.scope((own) => transformedCopy(kernel, own, shape.shape, translation(kernel, own, by)));
}

/** About an axis through the origin. */
export function rotate(kernel: Kernel, { shape, axis, angle }: OfShape & { axis: Vec3; angle: number }): PartShape {
  return rotateAroundCenter(kernel, { shape, axis, angle, center: [0, 0, 0] });
}

export function rotateAroundCenter(kernel: Kernel, params: OfShape & { axis: Vec3; angle: number; center: Vec3 }): PartShape {
  const { shape, axis, angle, center } = params;
  return kernel.scope((own) => {
    const transform = own(new kernel.oc.gp_Trsf());
    transform.SetRotation(axis1(kernel, own, center, axis), degToRad(angle));
    return transformedCopy(kernel, own, shape.shape, transform);
  });
}

/** About the origin. */
export function scale(kernel: Kernel, { shape, factor }: OfShape & { factor: number }): PartShape {
  return kernel.scope((own) => {
    const transform = own(new kernel.oc.gp_Trsf());
    transform.SetScale(point(kernel, own, [0, 0, 0]), factor);
    return transformedCopy(kernel, own, shape.shape, transform);
  });
}

/** The half turn about an axis, which is what the catalogue calls a mirror. */
export function mirror(kernel: Kernel, { shape, origin, direction }: OfShape & { origin: Vec3; direction: Vec3 }): PartShape {
  return kernel.scope((own) => {
    const transform = own(new kernel.oc.gp_Trsf());
    transform.SetMirror(axis1(kernel, own, origin, direction));
    return transformedCopy(kernel, own, shape.shape, transform);
  });
}

/** The reflection in a plane. */
export function mirrorAlongNormal(kernel: Kernel, { shape, origin, normal }: OfShape & { origin: Vec3; normal: Vec3 }): PartShape {
  return kernel.scope((own) => {
    const transform = own(new kernel.oc.gp_Trsf());
    transform.SetMirror(axis2(kernel, own, origin, normal));
    return transformedCopy(kernel, own, shape.shape, transform);
  });
}

export function makeCompound(kernel: Kernel, { shapes }: OfShapes): PartShape {
  return kernel.scope((own) => {
    const builder = own(new kernel.oc.TopoDS_Builder());
    const compound = own(new kernel.oc.TopoDS_Compound());
    builder.MakeCompound(compound);
    for (const { shape } of shapes) builder.Add(compound, shape);
    return bare(own, compound);
  });
}

export function getShapeType(_kernel: Kernel, { shape }: OfShape): string {
  return kindOf(shape.shape.ShapeType());
}

interface UnifyParams extends OfShape {
  unifyEdges: boolean;
  unifyFaces: boolean;
  concatBSplines: boolean;
}

export function unifySameDomain(kernel: Kernel, { shape, unifyEdges, unifyFaces, concatBSplines }: UnifyParams): PartShape {
  return kernel.scope((own) => {
    const unifier = own(new kernel.oc.ShapeUpgrade_UnifySameDomain(shape.shape, unifyEdges, unifyFaces, concatBSplines));
    unifier.Build();
    return checked(kernel, own, own(unifier.Shape()), "The merging");
  });
}
