import type { TopoDS_Shape } from "opencascade.js";
import { axis1, translation, vector } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError, toKernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, roughVolumeOf } from "@/lib/cad/kernel/properties";
import { countOf } from "@/lib/cad/kernel/topology";
import { lengthOf, type Vec3 } from "@/lib/cad/kernel/vector";
import { degToRad } from "@/lib/core/units";
import type { CatalogueImplementations } from "../implementation";
import { located } from "../modelling/place-copies";
import { checked } from "./bare-shape";
import { wireOf, wireThrough } from "./build-wire";
import { kindOf } from "./kind-of";
import { madeOfEach } from "./made-of-each";
import type { OfShape, OfShapes } from "./params";

/** `direction` carries the length. A wire gives a shell, a face a solid. */
function extrude(kernel: Kernel, { shape, direction }: OfShape & { direction: Vec3 }): PartShape {
  if (lengthOf(direction) < 1e-7) throw invalidInput("direction has no length and must not be the zero vector.");
  refuseSolids(kernel, shape, "extruded");
  return kernel.scope((own) => {
    const maker = own(new kernel.oc.BRepPrimAPI_MakePrism(shape.shape, vector(kernel, own, direction), false, true));
    return checked(kernel, own, rightSideOut(kernel, own, own(maker.Shape())), "The extrusion");
  });
}

function extrudeShapes(kernel: Kernel, { shapes, direction }: OfShapes & { direction: Vec3 }): PartShape[] {
  return madeOfEach(shapes, (shape) => extrude(kernel, { shape, direction }));
}

function refuseSolids(kernel: Kernel, { shape }: PartShape, done: string): void {
  if (countOf(kernel, shape, "TopAbs_SOLID") > 0) {
    throw invalidInput(
      `shape is a ${kindOf(shape.ShapeType())} with a solid, which can't be ${done}; it must be a face, shell, wire or edge.`,
    );
  }
}

/** A face swept against its normal comes inside out. */
function rightSideOut(kernel: Kernel, own: Own, shape: TopoDS_Shape): TopoDS_Shape {
  return shape.ShapeType() === "TopAbs_SOLID" && roughVolumeOf(kernel, shape) < 0 ? own(shape.Reversed()) : shape;
}

/** About the axis along `direction` through the origin. */
function revolve(
  kernel: Kernel,
  { shape, angle, direction, copy }: OfShape & { angle: number; direction: Vec3; copy: boolean },
): PartShape {
  const turn = Math.abs(angle);
  if (turn < 1e-6) throw invalidInput("angle is 0 and must be more or less.");
  refuseSolids(kernel, shape, "revolved");
  const { oc } = kernel;
  return kernel.scope((own) => {
    const axis = axis1(kernel, own, [0, 0, 0], direction);
    const maker = own(
      turn >= 360
        ? new oc.BRepPrimAPI_MakeRevol(shape.shape, axis, copy)
        : new oc.BRepPrimAPI_MakeRevol(shape.shape, axis, degToRad(angle), copy),
    );
    return checked(kernel, own, rightSideOut(kernel, own, own(maker.Shape())), "The revolution");
  });
}

/** More than enough points for the guide's spiral to be the spiral to a thousandth of a degree. */
const GUIDE_POINTS_A_TURN = 72;

/** Lifts a wire along Y while it turns about Y: a screw with any profile. `makeSolid` closes its ends. */
function rotatedExtrude(
  kernel: Kernel,
  { shape, height, angle, makeSolid }: OfShape & { height: number; angle: number; makeSolid: boolean },
): PartShape {
  const type = shape.shape.ShapeType();
  if (type !== "TopAbs_WIRE" && type !== "TopAbs_EDGE") throw invalidInput(`shape is a ${kindOf(type)} and must be a wire.`);
  const { oc } = kernel;
  const bottom = boundingBoxOf(kernel, shape.shape).min[1];
  return kernel.scope((own) => {
    const profile = type === "TopAbs_WIRE" ? shape.shape : wireOf(kernel, own, [own(oc.TopoDS.Edge(shape.shape))]);
    const spine = wireThrough(
      kernel,
      own,
      [
        [0, bottom, 0],
        [0, bottom + height, 0],
      ],
      false,
    );
    const maker = own(new oc.BRepOffsetAPI_MakePipeShell(spine));
    const guide = spiral(kernel, own, bottom, height, angle);
    try {
      maker.SetMode(guide, true, "BRepFill_NoContact");
      maker.Add(profile, false, false);
      const turn = own(new oc.gp_Trsf());
      turn.SetRotation(axis1(kernel, own, [0, 0, 0], [0, 1, 0]), degToRad(angle));
      maker.Add(located(kernel, own, located(kernel, own, profile, turn), translation(kernel, own, [0, height, 0])), false, false);
      maker.Build(own(new oc.Message_ProgressRange()));
      if (makeSolid && maker.IsDone() && !maker.MakeSolid())
        throw new KernelError("The turned extrusion can't be closed to a solid: shape must be a closed wire.");
    } catch (error) {
      throw toKernelError(oc, error, { operation: "The turned extrusion" });
    }
    return checked(kernel, own, rightSideOut(kernel, own, own(maker.Shape())), "The turned extrusion");
  });
}

function spiral(kernel: Kernel, own: Own, bottom: number, height: number, angle: number) {
  const { oc } = kernel;
  const steps = Math.max(8, Math.ceil((Math.abs(angle) / 360) * GUIDE_POINTS_A_TURN));
  const points = own(new oc.NCollection_Array1_gp_Pnt(1, steps + 1));
  for (let step = 0; step <= steps; step++) {
    const turned = degToRad((angle * step) / steps);
    const radius = Math.max(1, height);
    points.SetValue(step + 1, own(new oc.gp_Pnt(radius * Math.sin(turned), bottom + (height * step) / steps, radius * Math.cos(turned))));
  }
  const curve = own(own(new oc.GeomAPI_PointsToBSpline(points, 3, 8, "GeomAbs_C2", 1e-6)).Curve());
  return wireOf(kernel, own, [own(own(new oc.BRepBuilderAPI_MakeEdge(curve)).Edge())]);
}

/** `occt.operations.*` that sweep along a line or about an axis. */
export const SWEEPS: CatalogueImplementations = {
  "occt.operations.extrude": extrude,
  "occt.operations.extrudeShapes": extrudeShapes,
  "occt.operations.revolve": revolve,
  "occt.operations.rotatedExtrude": rotatedExtrude,
};
