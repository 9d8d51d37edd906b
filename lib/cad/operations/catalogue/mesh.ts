import type { TopoDS_Shape } from "opencascade.js";
import { axis1 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { type DecomposedMesh, decomposedMesh } from "@/lib/cad/mesh/decomposed-mesh";
import type { CatalogueImplementations, OperationContext, StepValue } from "../implementation";
import { located } from "../modelling/place-copies";
import { deflectionOf } from "./mesh-deflection";
import type { OfShape, OfShapes } from "./params";

interface MeshParams {
  /** Largest distance of the mesh from the shape, mm. */
  precision: number;
  adjustYtoZ: boolean;
}

function meshOf(
  kernel: Kernel,
  shape: TopoDS_Shape,
  { precision, adjustYtoZ, computeMetadata }: MeshParams & { computeMetadata: boolean },
  context: OperationContext,
): DecomposedMesh {
  return kernel.scope((own) => {
    const placed = adjustYtoZ ? turnedToZUp(kernel, own, shape) : shape;
    return decomposedMesh(kernel, placed, deflectionOf(kernel, placed, precision, context), { metadata: computeMetadata });
  });
}

/** Y up to Z up: a quarter turn about X, which keeps left and right hands apart. */
function turnedToZUp(kernel: Kernel, own: Own, shape: TopoDS_Shape): TopoDS_Shape {
  const turn = own(new kernel.oc.gp_Trsf());
  turn.SetRotation(axis1(kernel, own, [0, 0, 0], [1, 0, 0]), Math.PI / 2);
  return located(kernel, own, shape, turn);
}

function shapeToMesh(kernel: Kernel, params: OfShape & MeshParams & { computeMetadata: boolean }, context: OperationContext): StepValue {
  return asJson(meshOf(kernel, params.shape.shape, params, context));
}

function shapesToMeshes(
  kernel: Kernel,
  params: OfShapes & MeshParams & { computeMetadata: boolean },
  context: OperationContext,
): StepValue {
  return params.shapes.map(({ shape }) => asJson(meshOf(kernel, shape, params, context)));
}

/** Every triangle as three points; reversed they wind the other way. */
function shapeFacesToPolygonPoints(
  kernel: Kernel,
  { shape, reversedPoints, ...params }: OfShape & MeshParams & { reversedPoints: boolean },
  context: OperationContext,
): Vec3[][] {
  const { faceList } = meshOf(kernel, shape.shape, { ...params, computeMetadata: false }, context);
  return faceList.flatMap(({ triIndexes, vertexCoordVec, numberOfTriangles }) =>
    Array.from({ length: numberOfTriangles }, (_, triangle): Vec3[] => {
      const corners = triIndexes.slice(triangle * 3, triangle * 3 + 3).map((index): Vec3 => vertexCoordVec[index] ?? [0, 0, 0]);
      return reversedPoints ? corners.toReversed() : corners;
    }),
  );
}

function asJson({ faceList, edgeList, pointsList }: DecomposedMesh): StepValue {
  return { faceList: faceList.map((face) => ({ ...face })), edgeList: edgeList.map((edge) => ({ ...edge })), pointsList };
}

/** Shapes live as long as their pipeline and nothing is cached from one to the next: there is nothing to delete. */
function nothingToDelete(): null {
  return null;
}

/** `occt.*` that mesh or delete. */
export const MESHES: CatalogueImplementations = {
  "occt.cleanAllCache": nothingToDelete,
  "occt.deleteShape": nothingToDelete,
  "occt.deleteShapes": nothingToDelete,
  "occt.shapeFacesToPolygonPoints": shapeFacesToPolygonPoints,
  "occt.shapeToMesh": shapeToMesh,
  "occt.shapesToMeshes": shapesToMeshes,
};
