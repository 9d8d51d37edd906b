import { axis2 } from "@/lib/cad/kernel/gp";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Point2dMm } from "@/lib/contract/geometry";
import type { CatalogueImplementations } from "../../implementation";
import { faceOf } from "../build-face";
import { circleWire, rectangle, wireOf, wireThrough } from "../build-wire";
import {
  type BeamSection,
  type ChristmasTree,
  christmasTreeOutline,
  hBeamOutline,
  iBeamOutline,
  lOutline,
  nGonOutline,
  parallelogramOutline,
  type Star,
  starOutline,
  tBeamOutline,
  uBeamOutline,
} from "../ground-outlines";
import { heartWire } from "../heart-wire";
import { type OnGround, planeAxes } from "../on-ground";
import type { Placed, Points } from "../params";
import { christmasTreeFace, groundFace } from "../profile-faces";

function createRectangleFace(kernel: Kernel, params: Placed & { width: number; length: number }): PartShape {
  return kernel.scope((own) => faceOf(kernel, own, wireThrough(kernel, own, rectangle(params), true), true));
}

function createSquareFace(kernel: Kernel, { size, center, direction }: Placed & { size: number }): PartShape {
  return createRectangleFace(kernel, { width: size, length: size, center, direction });
}

function createCircleFace(kernel: Kernel, params: Placed & { radius: number }): PartShape {
  return kernel.scope((own) => faceOf(kernel, own, circleWire(kernel, own, params), true));
}

/** The major axis runs along X of the ground plane. */
function createEllipseFace(kernel: Kernel, params: Placed & { radiusMinor: number; radiusMajor: number }): PartShape {
  const { center, direction, radiusMinor, radiusMajor } = params;
  if (radiusMinor > radiusMajor) throw invalidInput(`radiusMinor is ${radiusMinor} and must be at most radiusMajor, ${radiusMajor}.`);
  return kernel.scope((own) => {
    const axis = axis2(kernel, own, center, direction, planeAxes(params).x);
    const ellipse = own(new kernel.oc.gp_Elips(axis, radiusMajor, radiusMinor));
    return faceOf(kernel, own, wireOf(kernel, own, [own(own(new kernel.oc.BRepBuilderAPI_MakeEdge(ellipse)).Edge())]), true);
  });
}

function createPolygonFace(kernel: Kernel, { points }: Points): PartShape {
  return kernel.scope((own) => faceOf(kernel, own, wireThrough(kernel, own, points, true), true));
}

function createHeartFace(kernel: Kernel, params: OnGround & { sizeApprox: number }): PartShape {
  if (!(params.sizeApprox > 0)) throw invalidInput(`sizeApprox is ${params.sizeApprox} and must be more than 0.`);
  return kernel.scope((own) => faceOf(kernel, own, heartWire(kernel, own, params), true));
}

/** A flat face needs `offsetOuterEdges` at 0: it lifts the tips of a wire out of the plane. */
function createStarFace(kernel: Kernel, params: OnGround & Star & { offsetOuterEdges: number }): PartShape {
  if (params.offsetOuterEdges !== 0)
    throw invalidInput(`offsetOuterEdges is ${params.offsetOuterEdges} and must be 0: a face of it would not be flat.`);
  return kernel.scope((own) => groundFace(kernel, own, starOutline(params), params));
}

function createChristmasTreeFace(
  kernel: Kernel,
  params: ChristmasTree & { origin: OnGround["center"] } & Omit<OnGround, "center">,
): PartShape {
  return kernel.scope((own) => christmasTreeFace(kernel, own, christmasTreeOutline(params), { ...params, center: params.origin }).face);
}

/** An operation that fills an outline of the ground plane. */
function filled<Params extends OnGround>(outline: (params: Params) => Point2dMm[]) {
  return (kernel: Kernel, params: Params): PartShape => kernel.scope((own) => groundFace(kernel, own, outline(params), params));
}

/** `occt.shapes.face.*`: flat faces, on the ground plane unless `direction` says otherwise; their normal is `direction`. */
export const FLAT_FACES: CatalogueImplementations = {
  "occt.shapes.face.createChristmasTreeFace": createChristmasTreeFace,
  "occt.shapes.face.createCircleFace": createCircleFace,
  "occt.shapes.face.createEllipseFace": createEllipseFace,
  "occt.shapes.face.createHBeamProfileFace": filled<OnGround & BeamSection>(hBeamOutline),
  "occt.shapes.face.createHeartFace": createHeartFace,
  "occt.shapes.face.createIBeamProfileFace": filled<OnGround & BeamSection>(iBeamOutline),
  "occt.shapes.face.createLPolygonFace": filled<OnGround & Parameters<typeof lOutline>[0]>(lOutline),
  "occt.shapes.face.createNGonFace": filled<OnGround & Parameters<typeof nGonOutline>[0]>(nGonOutline),
  "occt.shapes.face.createParallelogramFace": filled<OnGround & Parameters<typeof parallelogramOutline>[0]>(parallelogramOutline),
  "occt.shapes.face.createPolygonFace": createPolygonFace,
  "occt.shapes.face.createRectangleFace": createRectangleFace,
  "occt.shapes.face.createSquareFace": createSquareFace,
  "occt.shapes.face.createStarFace": createStarFace,
  "occt.shapes.face.createTBeamProfileFace": filled<OnGround & BeamSection>(tBeamOutline),
  "occt.shapes.face.createUBeamProfileFace": filled<OnGround & BeamSection & { flangeWidth: number }>(uBeamOutline),
};
