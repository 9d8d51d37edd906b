import { readBrep, writeBrep } from "@/lib/cad/exchange/brep";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations, OperationContext } from "../implementation";
import { checked } from "./bare-shape";
import { moveByMatrix, requireScale } from "./move-by-matrix";
import { entryFor, type OfShape, type OfShapes } from "./params";
import { foldMatrices, inverted, isSimilarity, type Matrix, scaleMatrix } from "./transform-matrices";

/*
 * Maps that keep no angles. The modelling kernel has none, so they are done by the exchange kernel; what is a
 * similarity after all stays here.
 */

async function mapShape(kernel: Kernel, shape: PartShape, matrix: Readonly<Matrix>, context: OperationContext): Promise<PartShape> {
  if (isSimilarity(matrix)) return moveByMatrix(kernel, shape, matrix);
  requireScale(matrix);
  inverted(matrix);
  const exchange = await context.exchange();
  const mapped = readBrep(kernel, exchange.deformBrep(writeBrep(kernel, shape.shape), matrix));
  try {
    return kernel.scope((own) => checked(kernel, own, mapped.shape, "The uneven scaling"));
  } catch (error) {
    freePart(mapped);
    throw error;
  }
}

/** One after the other, since they share the exchange kernel; when one fails, those before it are freed. */
async function mapShapes(shapes: readonly PartShape[], map: (shape: PartShape, index: number) => Promise<PartShape>): Promise<PartShape[]> {
  const mapped: PartShape[] = [];
  try {
    for (const [index, shape] of shapes.entries()) mapped.push(await map(shape, index));
    return mapped;
  } catch (error) {
    for (const part of mapped) freePart(part);
    throw error;
  }
}

interface Scale3d {
  /** Along X, Y and Z. */
  scale: Vec3;
  center: Vec3;
}

function scale3d(kernel: Kernel, { shape, scale, center }: OfShape & Scale3d, context: OperationContext): Promise<PartShape> {
  return mapShape(kernel, shape, scaleMatrix(scale, center), context);
}

function scale3dShapes(
  kernel: Kernel,
  { shapes, scales, centers }: OfShapes & { scales: Vec3[]; centers: Vec3[] },
  context: OperationContext,
): Promise<PartShape[]> {
  return mapShapes(shapes, (shape, index) => {
    const entry = (name: "scales" | "centers") => entryFor({ scales, centers }, name, index, shapes.length);
    return scale3d(kernel, { shape, scale: entry("scales"), center: entry("centers") }, context);
  });
}

/** One matrix, or several of which the first comes first. */
interface ByMatrix {
  transformation: Matrix | Matrix[];
}

function transformByMatrix(kernel: Kernel, { shape, transformation }: OfShape & ByMatrix, context: OperationContext): Promise<PartShape> {
  return mapShape(kernel, shape, foldMatrices(transformation), context);
}

function transformShapesByMatrix(
  kernel: Kernel,
  { shapes, transformation }: OfShapes & ByMatrix,
  context: OperationContext,
): Promise<PartShape[]> {
  return mapShapes(shapes, (shape) => transformByMatrix(kernel, { shape, transformation }, context));
}

/** `occt.transforms.*` that may scale unevenly. */
export const AFFINE_TRANSFORMS: CatalogueImplementations = {
  "occt.transforms.scale3d": scale3d,
  "occt.transforms.scale3dShapes": scale3dShapes,
  "occt.transforms.transformByMatrix": transformByMatrix,
  "occt.transforms.transformShapesByMatrix": transformShapesByMatrix,
};
