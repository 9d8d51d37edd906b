import type { BRepExtrema_DistShapeShape, TopoDS_Shape } from "opencascade.js";
import { point, toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf } from "@/lib/cad/kernel/properties";
import { add, distance, multiply, type Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations, JsonValue } from "../implementation";
import { checked } from "./bare-shape";
import type { OfShape, OfShapes, Points } from "./params";

interface Bounds {
  min: Vec3;
  max: Vec3;
  center: Vec3;
  size: Vec3;
}

function boundsOf(kernel: Kernel, { shape }: OfShape): Bounds {
  const { min, max, size } = boundingBoxOf(kernel, shape.shape);
  return { min, max, center: multiply(add(min, max), 0.5), size };
}

/** The box around a shape as a solid. */
function boundingBoxShapeOfShape(kernel: Kernel, params: OfShape): PartShape {
  const { min, size } = boundsOf(kernel, params);
  const flat = (["x", "y", "z"] as const).filter((_, axis) => (size[axis] ?? 0) < 1e-7);
  if (flat.length > 0) throw new KernelError(`The shape has no extent along ${flat.join(" and ")}, so that its box is no solid.`);
  return kernel.scope((own) => {
    const maker = own(new kernel.oc.BRepPrimAPI_MakeBox(point(kernel, own, min), ...size));
    return checked(kernel, own, own(maker.Shape()), "The bounding box");
  });
}

/** The sphere through the corners of the bounding box. */
function boundingSphereOfShape(kernel: Kernel, params: OfShape): { center: Vec3; radius: number } {
  const { min, center } = boundsOf(kernel, params);
  return { center, radius: distance(min, center) };
}

function boundingSphereShapeOfShape(kernel: Kernel, params: OfShape): PartShape {
  const { center, radius } = boundingSphereOfShape(kernel, params);
  if (radius < 1e-7) throw new KernelError("The shape has no extent, so that its sphere is no solid.");
  return kernel.scope((own) => {
    const maker = own(new kernel.oc.BRepPrimAPI_MakeSphere(point(kernel, own, center), radius));
    return checked(kernel, own, own(maker.Shape()), "The bounding sphere");
  });
}

/** Nearest points, the first on `shape1`, the second on `shape2`. */
function closestPointsBetweenTwoShapes(kernel: Kernel, { shape1, shape2 }: { shape1: PartShape; shape2: PartShape }): Vec3[] {
  return kernel.scope((own) => {
    const found = nearest(kernel, own, shape1.shape, shape2.shape);
    return [toVec3(own, found.PointOnShape1(1)), toVec3(own, found.PointOnShape2(1))];
  });
}

function nearest(kernel: Kernel, own: Own, a: TopoDS_Shape, b: TopoDS_Shape): BRepExtrema_DistShapeShape {
  const extrema = own(new kernel.oc.BRepExtrema_DistShapeShape());
  extrema.LoadS1(a);
  extrema.LoadS2(b);
  if (!extrema.Perform(own(new kernel.oc.Message_ProgressRange())) || extrema.NbSolution() === 0) {
    throw new KernelError("The nearest points of the shapes could not be found.", { kernelStatus: "not done" });
  }
  return extrema;
}

/** The point of the shape nearest to each point; a point inside a solid is its own. */
function closestOn(kernel: Kernel, { shape }: PartShape, points: readonly Vec3[]): Vec3[] {
  return points.map((at) =>
    kernel.scope((own) => {
      const vertex = own(own(new kernel.oc.BRepBuilderAPI_MakeVertex(point(kernel, own, at))).Vertex());
      const found = nearest(kernel, own, vertex, shape);
      return found.InnerSolution() ? at : toVec3(own, found.PointOnShape2(1));
    }),
  );
}

function closestPointsOnShapesFromPoints(kernel: Kernel, { shapes, points }: OfShapes & Points): Vec3[] {
  return shapes.flatMap((shape) => closestOn(kernel, shape, points));
}

function distancesToShapeFromPoints(kernel: Kernel, { shape, points }: OfShape & Points): number[] {
  const closest = closestOn(kernel, shape, points);
  return points.map((at, index) => distance(at, closest[index] ?? at));
}

/** `occt.operations.*` that measure extent and clearance. */
export const BOUNDS: CatalogueImplementations = {
  "occt.operations.boundingBoxCenterOfShape": (kernel: Kernel, params: OfShape) => boundsOf(kernel, params).center,
  "occt.operations.boundingBoxMaxOfShape": (kernel: Kernel, params: OfShape) => boundsOf(kernel, params).max,
  "occt.operations.boundingBoxMinOfShape": (kernel: Kernel, params: OfShape) => boundsOf(kernel, params).min,
  "occt.operations.boundingBoxOfShape": (kernel: Kernel, params: OfShape): JsonValue => ({ ...boundsOf(kernel, params) }),
  "occt.operations.boundingBoxShapeOfShape": boundingBoxShapeOfShape,
  "occt.operations.boundingBoxSizeOfShape": (kernel: Kernel, params: OfShape) => boundsOf(kernel, params).size,
  "occt.operations.boundingSphereCenterOfShape": (kernel: Kernel, params: OfShape) => boundingSphereOfShape(kernel, params).center,
  "occt.operations.boundingSphereOfShape": boundingSphereOfShape,
  "occt.operations.boundingSphereRadiusOfShape": (kernel: Kernel, params: OfShape) => boundingSphereOfShape(kernel, params).radius,
  "occt.operations.boundingSphereShapeOfShape": boundingSphereShapeOfShape,
  "occt.operations.closestPointsBetweenTwoShapes": closestPointsBetweenTwoShapes,
  "occt.operations.closestPointsOnShapeFromPoints": (kernel: Kernel, { shape, points }: OfShape & Points) =>
    closestOn(kernel, shape, points),
  "occt.operations.closestPointsOnShapesFromPoints": closestPointsOnShapesFromPoints,
  "occt.operations.distancesToShapeFromPoints": distancesToShapeFromPoints,
};
