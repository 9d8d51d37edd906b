import type { TopoDS_Face, TopoDS_Shape } from "opencascade.js";
import { point, toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, surfaceOf } from "@/lib/cad/kernel/properties";
import { explore, facesOf } from "@/lib/cad/kernel/topology";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations } from "../../implementation";
import { compoundOf } from "../../modelling/compound";
import { bare } from "../bare-shape";
import type { OfShape, OfShapes, Points } from "../params";
import { keptPoints, type PointFilter, type PointState } from "../point-filter";
import { asFace } from "../typed-shape";
import { FACE_DEBUG } from "./face-debug";
import { FLAT_FACES } from "./face-flat";
import { FACE_FLIP } from "./face-flip";
import { FACES_FROM_WIRES } from "./face-from-wires";
import { FACE_PATTERNS } from "./face-patterns";
import { TANGENT_FACES } from "./face-tangents";
import { FACE_UV } from "./face-uv";

/** In explorer order, which is the order of face indexes. */
function getFaces(kernel: Kernel, { shape }: OfShape): PartShape[] {
  return kernel.scope((own) => facesOf(kernel, own, shape.shape).map((face) => bare(own, face)));
}

function getFace(kernel: Kernel, { shape, index }: OfShape & { index: number }): PartShape {
  return kernel.scope((own) => {
    const faces = facesOf(kernel, own, shape.shape);
    const face = faces[index];
    if (!face) throw invalidInput(`index is ${index} and must be from 0 to ${faces.length - 1}.`);
    return bare(own, face);
  });
}

function reversedFace(kernel: Kernel, { shape }: OfShape): PartShape {
  return kernel.scope((own) => bare(own, own(asFace(kernel, own, shape).Reversed())));
}

function measured<T>(kernel: Kernel, shape: PartShape, name: string, read: (surface: { area: number; center: Vec3 }) => T): T {
  return kernel.scope((own) => {
    if (facesOf(kernel, own, shape.shape).length === 0) throw invalidInput(`${name} has no face and must be or hold one.`);
    return read(surfaceOf(kernel, shape.shape));
  });
}

function getFaceArea(kernel: Kernel, { shape }: OfShape): number {
  return measured(kernel, shape, "shape", ({ area }) => area);
}

function getFacesAreas(kernel: Kernel, { shapes }: OfShapes): number[] {
  return shapes.map((shape, index) => measured(kernel, shape, `shapes[${index}]`, ({ area }) => area));
}

function getFaceCenterOfMass(kernel: Kernel, { shape }: OfShape): Vec3 {
  return measured(kernel, shape, "shape", ({ center }) => center);
}

function getFacesCentersOfMass(kernel: Kernel, { shapes }: OfShapes): Vec3[] {
  return shapes.map((shape, index) => measured(kernel, shape, `shapes[${index}]`, ({ center }) => center));
}

interface FacePointFilter extends PointFilter, Points {
  /** Points farther than `gapTolerance` outside the face's bounding box are out without a closer look. */
  useBndBox: boolean;
  gapTolerance: number;
}

/** Points off the surface are judged by their foot on it; on means within `tolerance` of the face's boundary. */
function filterFacePoints(kernel: Kernel, { shape, ...filter }: OfShape & FacePointFilter, name = "shape"): Vec3[] {
  return kernel.scope((own) => {
    const face = asFace(kernel, own, shape, name);
    const boundary = compoundOf(kernel, own, explore(kernel, own, face, "TopAbs_EDGE"));
    const box = boundingBoxOf(kernel, face);
    const isFar = (at: Vec3) =>
      filter.useBndBox &&
      at.some((x, axis) => x < (box.min[axis] ?? 0) - filter.gapTolerance || x > (box.max[axis] ?? 0) + filter.gapTolerance);
    return keptPoints(filter, (at) => (isFar(at) ? "out" : stateOn(kernel, face, boundary, at, filter.tolerance)));
  });
}

function stateOn(kernel: Kernel, face: TopoDS_Face, boundary: TopoDS_Shape, at: Vec3, tolerance: number): PointState {
  return kernel.scope((own) => {
    const surface = own(kernel.oc.BRep_Tool.Surface(face));
    const projection = own(new kernel.oc.GeomAPI_ProjectPointOnSurf(point(kernel, own, at), surface, "Extrema_ExtAlgo_Grad"));
    if (projection.NbPoints() === 0) return "unknown";
    const foot = toVec3(own, projection.NearestPoint());
    if (distanceTo(kernel, own, foot, boundary) <= tolerance) return "on";
    return distanceTo(kernel, own, foot, face) <= tolerance ? "in" : "out";
  });
}

function distanceTo(kernel: Kernel, own: Own, at: Vec3, shape: TopoDS_Shape): number {
  const { oc } = kernel;
  const distance = own(new oc.BRepExtrema_DistShapeShape());
  distance.LoadS1(own(own(new oc.BRepBuilderAPI_MakeVertex(point(kernel, own, at))).Vertex()));
  distance.LoadS2(shape);
  return distance.Perform(own(new oc.Message_ProgressRange())) ? distance.Value() : Number.POSITIVE_INFINITY;
}

function filterFacesPoints(kernel: Kernel, params: OfShapes & FacePointFilter & { flatPointsArray: boolean }): Vec3[] | Vec3[][] {
  const { shapes, flatPointsArray, ...filter } = params;
  const lists = shapes.map((shape, index) => filterFacePoints(kernel, { shape, ...filter }, `shapes[${index}]`));
  return flatPointsArray ? lists.flat() : lists;
}

/** `occt.shapes.face.*` */
export const FACES: CatalogueImplementations = {
  ...FACE_DEBUG,
  ...FACES_FROM_WIRES,
  ...FACE_FLIP,
  ...FACE_PATTERNS,
  ...FACE_UV,
  ...FLAT_FACES,
  ...TANGENT_FACES,
  "occt.shapes.face.filterFacePoints": (kernel: Kernel, params: OfShape & FacePointFilter) => filterFacePoints(kernel, params),
  "occt.shapes.face.filterFacesPoints": filterFacesPoints,
  "occt.shapes.face.getFace": getFace,
  "occt.shapes.face.getFaceArea": getFaceArea,
  "occt.shapes.face.getFaceCenterOfMass": getFaceCenterOfMass,
  "occt.shapes.face.getFaces": getFaces,
  "occt.shapes.face.getFacesAreas": getFacesAreas,
  "occt.shapes.face.getFacesCentersOfMass": getFacesCentersOfMass,
  "occt.shapes.face.reversedFace": reversedFace,
};
