import { axis1, vector } from "@/lib/cad/kernel/gp";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, volumeOf } from "@/lib/cad/kernel/properties";
import { add, lengthOf, multiply, type Vec3 } from "@/lib/cad/kernel/vector";
import { degToRad } from "@/lib/core/units";
import type { CatalogueImplementations, JsonValue } from "../implementation";
import { checked } from "./bare-shape";
import { kindOf } from "./kind-of";
import type { OfShape, OfShapes } from "./params";

/** `direction` carries the length. A wire gives a shell, a face a solid. */
function extrude(kernel: Kernel, { shape, direction }: OfShape & { direction: Vec3 }): PartShape {
  if (lengthOf(direction) < 1e-7) throw invalidInput("direction has no length and must not be the zero vector.");
  return kernel.scope((own) => {
    const maker = own(new kernel.oc.BRepPrimAPI_MakePrism(shape.shape, vector(kernel, own, direction), false, true));
    return checked(kernel, own, own(maker.Shape()), "The extrusion");
  });
}

/** About the axis along `direction` through the origin. */
function revolve(
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

function loft(kernel: Kernel, { shapes, makeSolid }: OfShapes & { makeSolid: boolean }): PartShape {
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
function makeThickSolidSimple(kernel: Kernel, { shape, offset }: OfShape & { offset: number }): PartShape {
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

function boundingBoxOfShape(kernel: Kernel, { shape }: OfShape): JsonValue {
  const { min, max, size } = boundingBoxOf(kernel, shape.shape);
  return { min, max, center: multiply(add(min, max), 0.5), size };
}

/** `occt.operations.*` */
export const OPERATIONS_ON_SHAPES: CatalogueImplementations = {
  "occt.operations.boundingBoxOfShape": boundingBoxOfShape,
  "occt.operations.extrude": extrude,
  "occt.operations.loft": loft,
  "occt.operations.makeThickSolidSimple": makeThickSolidSimple,
  "occt.operations.revolve": revolve,
};
