import type { BRepAdaptor_Surface, gp_Pnt, TopoDS_Face } from "opencascade.js";
import type { Handle, Kernel } from "@/lib/cad/kernel/kernel";
import { surfaceOf } from "@/lib/cad/kernel/properties";
import type { SurfaceType } from "@/lib/contract/geometry";
import { add, cross, distance, dot, midpoint, scale, subtract, unit, type Vector } from "./vector";

/** A face of a cylinder or cone, by what a machinist would measure on it. */
export interface RevolvedPatch {
  kind: "cylinder" | "cone";
  /** The outside of the material is towards the axis: a bore, not a boss. */
  inward: boolean;
  /** Points on the axis at the two ends of the face, and the radii there. */
  ends: readonly [Vector, Vector];
  radii: readonly [number, number];
  axis: Vector;
  /** From the axis to the middle of the face. */
  middle: Vector;
  /** How far around the axis the face goes, rad. */
  spanRad: number;
}

/** What is known of one face without looking at its neighbours. */
export interface FaceGeometry {
  type: SurfaceType;
  areaMm2: number;
  center: Vector;
  /** Outward; planes only. */
  normal?: Vector;
  radius?: number;
  axis?: Vector;
  patch?: RevolvedPatch;
  /** Of a torus: how far around its tube the face goes, rad. */
  tubeSpanRad?: number;
}

const TYPES: Record<string, SurfaceType> = {
  GeomAbs_Plane: "plane",
  GeomAbs_Cylinder: "cylinder",
  GeomAbs_Cone: "cone",
  GeomAbs_Sphere: "sphere",
  GeomAbs_Torus: "torus",
  GeomAbs_BezierSurface: "bspline",
  GeomAbs_BSplineSurface: "bspline",
};

/** Reads the coordinates of a kernel point or direction and frees it. */
export function takeVector(handle: Handle & Pick<gp_Pnt, "X" | "Y" | "Z">): Vector {
  const vector: Vector = [handle.X(), handle.Y(), handle.Z()];
  handle.delete();
  return vector;
}

/** Measures one face. */
export function faceGeometry(kernel: Kernel, face: TopoDS_Face): FaceGeometry {
  return kernel.scope((own) => {
    const { oc } = kernel;
    const { area, center } = surfaceOf(kernel, face);
    const base = { areaMm2: area, center };
    const surface = own(new oc.BRepAdaptor_Surface(face, true));
    const type = TYPES[surface.GetType()] ?? "other";
    switch (type) {
      case "plane":
        return { ...base, type, normal: outwardNormal(kernel, face, surface.FirstUParameter(), surface.FirstVParameter()) };
      case "cylinder":
      case "cone": {
        const patch = revolvedPatch(kernel, face, surface, type);
        return { ...base, type, axis: patch.axis, patch, ...(type === "cylinder" ? { radius: patch.radii[0] } : {}) };
      }
      case "sphere":
        return { ...base, type, radius: distance(at(surface, 0, 0), at(surface, Math.PI, 0)) / 2 };
      case "torus": {
        const tubeSpanRad = surface.LastVParameter() - surface.FirstVParameter();
        const radius = distance(at(surface, 0, 0), at(surface, 0, Math.PI)) / 2;
        return { ...base, type, radius, axis: axisAt(surface, 0), tubeSpanRad };
      }
      default:
        return { ...base, type };
    }
  });
}

/** Normal of a face at (u, v), away from the material. */
export function outwardNormal(kernel: Kernel, face: TopoDS_Face, u: number, v: number): Vector {
  return kernel.scope((own) => {
    const evaluator = own(new kernel.oc.BRepGProp_Face(face, false));
    const point = own(new kernel.oc.gp_Pnt());
    const normal = own(new kernel.oc.gp_Vec());
    evaluator.Normal(u, v, point, normal);
    return unit([normal.X(), normal.Y(), normal.Z()]);
  });
}

function at(surface: BRepAdaptor_Surface, u: number, v: number): Vector {
  return takeVector(surface.EvalD0(u, v));
}

/**
 * Axis of a surface of revolution, from three points of one of its circles: this build knows no `gp_Cone` and no
 * `gp_Torus`, and the points are as exact as the surface itself.
 */
function axisAt(surface: BRepAdaptor_Surface, v: number): Vector {
  const start = at(surface, 0, v);
  const center = midpoint(start, at(surface, Math.PI, v));
  return unit(cross(subtract(start, center), subtract(at(surface, Math.PI / 2, v), center)));
}

function revolvedPatch(kernel: Kernel, face: TopoDS_Face, surface: BRepAdaptor_Surface, kind: RevolvedPatch["kind"]): RevolvedPatch {
  const [u0, u1] = [surface.FirstUParameter(), surface.LastUParameter()];
  const [v0, v1] = [surface.FirstVParameter(), surface.LastVParameter()];
  const [vMiddle, uMiddle] = [(v0 + v1) / 2, (u0 + u1) / 2];
  const centerAt = (v: number) => midpoint(at(surface, 0, v), at(surface, Math.PI, v));
  const radiusAt = (v: number) => distance(at(surface, 0, v), at(surface, Math.PI, v)) / 2;
  const middlePoint = at(surface, uMiddle, vMiddle);
  const axis = axisAt(surface, radiusAt(v0) > radiusAt(v1) ? v0 : v1);
  const outFromAxis = subtract(middlePoint, centerAt(vMiddle));
  const normal = outwardNormal(kernel, face, uMiddle, vMiddle);
  const alongAxis = dot(outFromAxis, axis);
  return {
    kind,
    inward: dot(normal, outFromAxis) < 0,
    ends: [centerAt(v0), centerAt(v1)],
    radii: [radiusAt(v0), radiusAt(v1)],
    axis,
    middle: unit(add(outFromAxis, scale(axis, -alongAxis))),
    spanRad: Math.min(Math.abs(u1 - u0), 2 * Math.PI),
  };
}
