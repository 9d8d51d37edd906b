import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations } from "../implementation";
import { allOrNone } from "./all-or-none";
import { checked } from "./bare-shape";
import { wireThrough } from "./build-wire";
import type { OfShape, OfShapes } from "./params";
import { isClosed, sectionLines } from "./section-lines";

/*
 * The catalogue's "mesh mesh" intersections: polylines as exact as the finer of both precisions, without a mesh.
 */

interface OfTwo {
  shape1: PartShape;
  shape2: PartShape;
  precision1: number;
  precision2: number;
}

interface OfSeveral extends OfShape, OfShapes {
  precision: number;
  precisionShapes?: number[] | undefined;
}

function assertPrecision(name: string, precision: number): void {
  if (!(precision >= 1e-5)) throw invalidInput(`${name} is ${precision} and must be at least 0.00001.`);
}

function linesOfTwo(kernel: Kernel, { shape1, shape2, precision1, precision2 }: OfTwo): Vec3[][] {
  assertPrecision("precision1", precision1);
  assertPrecision("precision2", precision2);
  return kernel.scope((own) => sectionLines(kernel, own, shape1.shape, shape2.shape, Math.min(precision1, precision2)));
}

/** The lines of the shape with each of the others, one after the other. */
function linesOfSeveral(kernel: Kernel, { shape, shapes, precision, precisionShapes }: OfSeveral): Vec3[][] {
  if (precisionShapes && precisionShapes.length !== shapes.length)
    throw invalidInput(`precisionShapes holds ${precisionShapes.length} numbers and must hold ${shapes.length}, one for each of shapes.`);
  return shapes.flatMap((other, index) =>
    linesOfTwo(kernel, { shape1: shape, shape2: other, precision1: precision, precision2: precisionShapes?.[index] ?? precision }),
  );
}

function wiresThrough(kernel: Kernel, lines: readonly Vec3[][]): PartShape[] {
  return kernel.scope((own) => {
    const wires = lines.map((line) => wireThrough(kernel, own, isClosed(line) ? line.slice(0, -1) : line, isClosed(line)));
    return allOrNone(wires, (wire) => checked(kernel, own, wire, "The intersection"));
  });
}

/** `occt.booleans.meshMeshIntersection*` */
export const SECTIONS: CatalogueImplementations = {
  "occt.booleans.meshMeshIntersectionOfShapesPoints": linesOfSeveral,
  "occt.booleans.meshMeshIntersectionOfShapesWires": (kernel: Kernel, params: OfSeveral) =>
    wiresThrough(kernel, linesOfSeveral(kernel, params)),
  "occt.booleans.meshMeshIntersectionPoints": linesOfTwo,
  "occt.booleans.meshMeshIntersectionWires": (kernel: Kernel, params: OfTwo) => wiresThrough(kernel, linesOfTwo(kernel, params)),
};
