import type { Kernel } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { distance, type Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations, JsonValue } from "../implementation";
import { chamferCornerByPoint } from "./corner-chamfer";
import { type Corner, classify, cornersOf, nearestCorner } from "./find-corners";
import type { OfShape, Points } from "./params";

/** The corner nearest to each point; `snapTolerance` 0 takes any. */
function classifyCornerByPoint(kernel: Kernel, params: OfShape & Points & { snapTolerance: number }): JsonValue {
  const { shape, points, snapTolerance } = params;
  if (snapTolerance < 0) throw invalidInput(`snapTolerance is ${snapTolerance} and must not be negative.`);
  return kernel.scope((own) => {
    const corners = cornersOf(kernel, own, shape.shape);
    const results = points.map((point, index) => reportOn(kernel, corners, point, index, snapTolerance));
    return { ok: true, modified: false, results };
  });
}

function reportOn(kernel: Kernel, corners: readonly Corner[], point: Vec3, index: number, snapTolerance: number): JsonValue {
  const open = { index, action: "none", taperFactor: 0, applied: false };
  const nearest = nearestCorner(corners, point);
  if (!nearest) {
    return {
      ...open,
      point,
      snapDistance: 0,
      valence: 0,
      incidentFaces: 0,
      classification: "noVertex",
      message: "The shape has no vertex.",
    };
  }
  const snapDistance = distance(nearest.at, point);
  const found = { ...open, point: nearest.at, snapDistance, valence: nearest.edges, incidentFaces: nearest.faces.length };
  if (snapTolerance > 0 && snapDistance > snapTolerance) {
    const message = `The nearest vertex is ${snapDistance} away, more than snapTolerance, ${snapTolerance}.`;
    return { ...found, classification: "tooFar", message };
  }
  return { ...found, classification: classify(kernel, nearest), message: "" };
}

/** `occt.corners.*` */
export const CORNERS: CatalogueImplementations = {
  "occt.corners.chamferCornerByPoint": chamferCornerByPoint,
  "occt.corners.classifyCornerByPoint": classifyCornerByPoint,
};
