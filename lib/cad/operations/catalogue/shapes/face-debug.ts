import type { BRepAdaptor_Surface, TopoDS_Face, TopoDS_Shape } from "opencascade.js";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { isValid, surfaceOf } from "@/lib/cad/kernel/properties";
import { countOf, facesOf } from "@/lib/cad/kernel/topology";
import type { CatalogueImplementations, JsonValue } from "../../implementation";
import type { OfShape } from "../params";
import { asFace } from "../typed-shape";

const SURFACES: Record<string, string> = {
  GeomAbs_Plane: "plane",
  GeomAbs_Cylinder: "cylinder",
  GeomAbs_Cone: "cone",
  GeomAbs_Sphere: "sphere",
  GeomAbs_Torus: "torus",
  GeomAbs_BezierSurface: "bezier",
  GeomAbs_BSplineSurface: "bspline",
  GeomAbs_SurfaceOfRevolution: "revolution",
  GeomAbs_SurfaceOfExtrusion: "extrusion",
  GeomAbs_OffsetSurface: "offset",
};

/** Degrees, poles and knots, which only these surfaces have. */
function splineFacts(surface: BRepAdaptor_Surface, type: string): Record<string, JsonValue> {
  if (type !== "bspline" && type !== "bezier") return {};
  return {
    uDegree: surface.UDegree(),
    vDegree: surface.VDegree(),
    nbUPoles: surface.NbUPoles(),
    nbVPoles: surface.NbVPoles(),
    ...(type === "bspline" ? { nbUKnots: surface.NbUKnots(), nbVKnots: surface.NbVKnots() } : {}),
    uRational: surface.IsURational(),
    vRational: surface.IsVRational(),
  };
}

/** What a face lies on, its parameter range, its size and orientation. */
export function faceDebugInfo(kernel: Kernel, face: TopoDS_Face): Record<string, JsonValue> {
  return kernel.scope((own) => {
    const surface = own(new kernel.oc.BRepAdaptor_Surface(face, false));
    const type = SURFACES[surface.GetType()] ?? "other";
    const range = kernel.oc.BRepTools.UVBounds(face);
    return {
      valid: isValid(kernel, face),
      type,
      uMin: range.UMin,
      uMax: range.UMax,
      vMin: range.VMin,
      vMax: range.VMax,
      uClosed: surface.IsUClosed(),
      vClosed: surface.IsVClosed(),
      uPeriodic: surface.IsUPeriodic(),
      vPeriodic: surface.IsVPeriodic(),
      isPlanar: type === "plane",
      ...splineFacts(surface, type),
      area: surfaceOf(kernel, face).area,
      reversed: face.Orientation() === "TopAbs_REVERSED",
      nbWires: countOf(kernel, face, "TopAbs_WIRE"),
      nbEdges: countOf(kernel, face, "TopAbs_EDGE"),
    };
  });
}

/** Counts and area of a shape, and the facts of each of its faces. */
export function faceDebugInfos(kernel: Kernel, shape: TopoDS_Shape): Record<string, JsonValue> {
  return kernel.scope((own) => ({
    valid: isValid(kernel, shape),
    nbFaces: countOf(kernel, shape, "TopAbs_FACE"),
    nbEdges: countOf(kernel, shape, "TopAbs_EDGE"),
    area: surfaceOf(kernel, shape).area,
    faces: facesOf(kernel, own, shape).map((face) => faceDebugInfo(kernel, face)),
  }));
}

function debugInfo(kernel: Kernel, { shape }: OfShape): JsonValue {
  return kernel.scope((own) => faceDebugInfo(kernel, asFace(kernel, own, shape)));
}

/** `occt.shapes.face.debugInfo` */
export const FACE_DEBUG: CatalogueImplementations = { "occt.shapes.face.debugInfo": debugInfo };
