import type { TopoDS_Shape } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { explore } from "@/lib/cad/kernel/topology";
import { distance } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations } from "../../implementation";
import { bare, checked } from "../bare-shape";
import { edgeEnds } from "../edge-ends";
import { kindOf } from "../kind-of";
import type { OfShape } from "../params";

function getShapeType(_kernel: Kernel, { shape }: OfShape): string {
  return kindOf(shape.shape.ShapeType());
}

function getOrientation(_kernel: Kernel, { shape }: OfShape): string {
  return shape.shape.Orientation().replace("TopAbs_", "").toLowerCase();
}

/**
 * An edge or wire that ends where it begins, a shell without a free edge, a solid or compound whose shells are all
 * closed. Measured: the kernel's own mark is not set on solids.
 */
function isClosed(kernel: Kernel, { shape }: OfShape): boolean {
  return kernel.scope((own) => closed(kernel, own, shape.shape));
}

function closed(kernel: Kernel, own: Own, shape: TopoDS_Shape): boolean {
  const { oc } = kernel;
  switch (shape.ShapeType()) {
    case "TopAbs_EDGE": {
      const [start, end] = edgeEnds(kernel, own, own(oc.TopoDS.Edge(shape)));
      return distance(start, end) < 1e-7;
    }
    case "TopAbs_WIRE":
    case "TopAbs_SHELL":
      return oc.BRep_Tool.IsClosed(shape);
    case "TopAbs_SOLID":
    case "TopAbs_COMPSOLID":
    case "TopAbs_COMPOUND": {
      const shells = explore(kernel, own, shape, "TopAbs_SHELL");
      return shells.length > 0 && shells.every((shell) => oc.BRep_Tool.IsClosed(shell));
    }
    default:
      return shape.Closed();
  }
}

/** An operation that reads one of the kernel's marks on a shape. */
function flag(read: (shape: TopoDS_Shape) => boolean) {
  return (_kernel: Kernel, { shape }: OfShape): boolean => read(shape.shape);
}

/** An operation that compares two shapes by identity. */
function relation(holds: (shape: TopoDS_Shape, other: TopoDS_Shape) => boolean) {
  return (_kernel: Kernel, { shape, otherShape }: OfShape & { otherShape: PartShape }): boolean => holds(shape.shape, otherShape.shape);
}

interface UnifyParams extends OfShape {
  unifyEdges: boolean;
  unifyFaces: boolean;
  concatBSplines: boolean;
}

function unifySameDomain(kernel: Kernel, { shape, unifyEdges, unifyFaces, concatBSplines }: UnifyParams): PartShape {
  return kernel.scope((own) => {
    const unifier = own(new kernel.oc.ShapeUpgrade_UnifySameDomain(shape.shape, unifyEdges, unifyFaces, concatBSplines));
    unifier.Build();
    return checked(kernel, own, own(unifier.Shape()), "The merging");
  });
}

/** Drops edges and vertices that lie inside a face or solid without bounding it. The input stays as it was. */
function purgeInternalEdges(kernel: Kernel, { shape }: OfShape): PartShape {
  return kernel.scope((own) => {
    const { oc } = kernel;
    const copy = own(own(new oc.BRepBuilderAPI_Transform(shape.shape, own(new oc.gp_Trsf()), true, false)).Shape());
    oc.BRepTools.RemoveInternals(copy, true);
    return bare(own, copy);
  });
}

/** `occt.shapes.shape.*` */
export const SHAPES: CatalogueImplementations = {
  "occt.shapes.shape.getOrientation": getOrientation,
  "occt.shapes.shape.getShapeType": getShapeType,
  "occt.shapes.shape.isChecked": flag((shape) => shape.Checked()),
  "occt.shapes.shape.isClosed": isClosed,
  "occt.shapes.shape.isConvex": flag((shape) => shape.Convex()),
  "occt.shapes.shape.isEqual": relation((shape, other) => shape.IsEqual(other)),
  "occt.shapes.shape.isFree": flag((shape) => shape.Free()),
  "occt.shapes.shape.isInfinite": flag((shape) => shape.Infinite()),
  "occt.shapes.shape.isLocked": flag((shape) => shape.Locked()),
  "occt.shapes.shape.isModified": flag((shape) => shape.Modified()),
  "occt.shapes.shape.isNotEqual": relation((shape, other) => shape.IsNotEqual(other)),
  "occt.shapes.shape.isNull": flag((shape) => shape.IsNull()),
  "occt.shapes.shape.isPartner": relation((shape, other) => shape.IsPartner(other)),
  "occt.shapes.shape.isSame": relation((shape, other) => shape.IsSame(other)),
  "occt.shapes.shape.purgeInternalEdges": purgeInternalEdges,
  "occt.shapes.shape.unifySameDomain": unifySameDomain,
};
