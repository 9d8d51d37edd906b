import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { surfaceOf } from "@/lib/cad/kernel/properties";
import { facesOf } from "@/lib/cad/kernel/topology";
import type { CatalogueImplementations } from "../../implementation";
import { bare } from "../bare-shape";
import { faceOf } from "../build-face";
import { circleWire, rectangle, wireThrough } from "../build-wire";
import { kindOf } from "../kind-of";
import type { Placed, Points } from "../params";

function createFaceFromWire(kernel: Kernel, { shape, planar }: { shape: PartShape; planar: boolean }): PartShape {
  const type = shape.shape.ShapeType();
  if (type !== "TopAbs_WIRE") throw invalidInput(`shape is ${kindOf(type)} and must be a wire.`);
  return kernel.scope((own) => faceOf(kernel, own, own(kernel.oc.TopoDS.Wire(shape.shape)), planar));
}

function createRectangleFace(kernel: Kernel, params: Placed & { width: number; length: number }): PartShape {
  return kernel.scope((own) => faceOf(kernel, own, wireThrough(kernel, own, rectangle(params), true), true));
}

function createCircleFace(kernel: Kernel, params: Placed & { radius: number }): PartShape {
  return kernel.scope((own) => faceOf(kernel, own, circleWire(kernel, own, params), true));
}

function createPolygonFace(kernel: Kernel, { points }: Points): PartShape {
  return kernel.scope((own) => faceOf(kernel, own, wireThrough(kernel, own, points, true), true));
}

/** In explorer order, which is the order of face indexes. */
function getFaces(kernel: Kernel, { shape }: { shape: PartShape }): PartShape[] {
  return kernel.scope((own) => facesOf(kernel, own, shape.shape).map((face) => bare(own, face)));
}

function getFaceArea(kernel: Kernel, { shape }: { shape: PartShape }): number {
  return surfaceOf(kernel, shape.shape).area;
}

/** `occt.shapes.face.*` */
export const FACES: CatalogueImplementations = {
  "occt.shapes.face.createCircleFace": createCircleFace,
  "occt.shapes.face.createFaceFromWire": createFaceFromWire,
  "occt.shapes.face.createPolygonFace": createPolygonFace,
  "occt.shapes.face.createRectangleFace": createRectangleFace,
  "occt.shapes.face.getFaceArea": getFaceArea,
  "occt.shapes.face.getFaces": getFaces,
};
