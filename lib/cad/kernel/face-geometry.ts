import type { BRepAdaptor_Surface, TopoDS_Face } from "opencascade.js";
import type { SurfaceType } from "@/lib/contract/geometry";
import { toVec3 } from "./gp";
import type { Kernel, Own } from "./kernel";
import { surfaceOf } from "./properties";
import { add, circleThrough, cross, dot, multiply, normalize, subtract, type Vec3 } from "./vector";

/** What kind of surface a face lies on, and its size and place. */
export interface FaceGeometry {
  type: SurfaceType;
  area: number;
  /** Centroid of the face; for curved faces it lies off the surface. */
  center: Vec3;
  /** Outward normal; planes only. */
  normal?: Vec3;
  /** Cylinders, spheres; the tube's radius of a torus. */
  radius?: number;
  /** Ring radius of a torus. */
  majorRadius?: number;
  /** Unit direction of the axis of cylinders, cones and tori; sign as in the kernel. */
  axis?: Vec3;
  /** A point of that axis; the centre of spheres and tori; a point of the plane. */
  origin?: Vec3;
  /** Half angle of a cone, radians, > 0. */
  semiAngle?: number;
  /** Curved faces: the material lies outside (the wall of a hole, a concave blend's opposite). */
  inward?: boolean;
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

/**
 * Reads a face's surface at once, and its area and centroid when they are asked for, while the handle lives: selectors
 * seldom look at them, and on a plate with 200 holes they are a long integral.
 */
export function describeFace(kernel: Kernel, face: TopoDS_Face): FaceGeometry {
  let integral: ReturnType<typeof surfaceOf> | undefined;
  const measured = () => {
    integral ??= surfaceOf(kernel, face);
    return integral;
  };
  return {
    ...describeSurface(kernel, face),
    get area() {
      return measured().area;
    },
    get center() {
      return measured().center;
    },
  };
}

type Surface = Omit<FaceGeometry, "area" | "center">;

const surfaces = new WeakMap<TopoDS_Face, Surface>();

/** The part of `describeFace` that costs no integration; read once for each handle, and each that it was passed on to. */
export function describeSurface(kernel: Kernel, face: TopoDS_Face): Surface {
  const known = surfaces.get(face) ?? kernel.scope((own) => readSurface(kernel, own, face));
  surfaces.set(face, known);
  return known;
}

/** Tells another handle of the same face what is known of its surface: most faces outlive many steps. */
export function passOnSurface(from: TopoDS_Face, to: TopoDS_Face): void {
  const known = surfaces.get(from);
  if (known && from.IsEqual(to)) surfaces.set(to, known);
}

function readSurface(kernel: Kernel, own: Own, face: TopoDS_Face): Surface {
  const surface = own(new kernel.oc.BRepAdaptor_Surface(face, true));
  const type = TYPES[surface.GetType()] ?? "other";
  if (type === "plane") {
    const { point, normal } = outwardNormal(kernel, face);
    return { type, normal, origin: point };
  }
  if (type === "cylinder") return { type, ...describeCylinder(kernel, own, face, surface) };
  if (type === "sphere") return { type, ...describeSphere(kernel, own, face, surface) };
  // The build has no class for cones and tori: they are measured by three points of a parallel circle.
  if (type === "cone") return { type, ...describeCone(kernel, own, face, surface) };
  if (type === "torus") return { type, ...describeTorus(kernel, own, face, surface) };
  return { type };
}

/** Point and outward unit normal in the middle of a face's parameter range (which may lie in a hole of the face). */
export function outwardNormal(kernel: Kernel, face: TopoDS_Face): { point: Vec3; normal: Vec3 } {
  return kernel.scope((own) => {
    const { oc } = kernel;
    const range = oc.BRepTools.UVBounds(face);
    const probe = own(new oc.BRepGProp_Face(face, false));
    const at = own(new oc.gp_Pnt(0, 0, 0));
    const normal = own(new oc.gp_Vec(0, 0, 0));
    probe.Normal((range.UMin + range.UMax) / 2, (range.VMin + range.VMax) / 2, at, normal);
    return { point: [at.X(), at.Y(), at.Z()], normal: normalize([normal.X(), normal.Y(), normal.Z()]) };
  });
}

type Described = Omit<FaceGeometry, "type" | "area" | "center">;

function describeCylinder(kernel: Kernel, own: Own, face: TopoDS_Face, surface: BRepAdaptor_Surface): Described {
  const cylinder = own(surface.Cylinder());
  const axisLine = own(cylinder.Axis());
  const axis = toVec3(own, axisLine.Direction());
  const origin = toVec3(own, axisLine.Location());
  const { point, normal } = outwardNormal(kernel, face);
  const fromAxis = subtract(point, origin);
  return { radius: cylinder.Radius(), axis, origin, inward: dot(fromAxis, normal) - dot(fromAxis, axis) * dot(axis, normal) < 0 };
}

function describeSphere(kernel: Kernel, own: Own, face: TopoDS_Face, surface: BRepAdaptor_Surface): Described {
  const sphere = own(surface.Sphere());
  const origin = toVec3(own, sphere.Location());
  const { point, normal } = outwardNormal(kernel, face);
  return { radius: sphere.Radius(), origin, inward: dot(subtract(point, origin), normal) < 0 };
}

function parallel(own: Own, surface: BRepAdaptor_Surface, v: number): ReturnType<typeof circleThrough> {
  const at = (u: number) => toVec3(own, surface.EvalD0(u, v));
  return circleThrough(at(0), at(2), at(4));
}

function describeCone(kernel: Kernel, own: Own, face: TopoDS_Face, surface: BRepAdaptor_Surface): Described {
  const v0 = surface.FirstVParameter();
  const v1 = surface.LastVParameter();
  // Two circles inside the range: a range that ends at the apex has only one.
  const [a, b] = [parallel(own, surface, v0 + (v1 - v0) * 0.25), parallel(own, surface, v0 + (v1 - v0) * 0.75)];
  if (!a || !b) return {};
  const along = subtract(b.center, a.center);
  const { point, normal } = outwardNormal(kernel, face);
  const axis = normalize(along);
  const fromAxis = subtract(point, a.center);
  const radial = subtract(fromAxis, multiply(axis, dot(fromAxis, axis)));
  return {
    axis,
    origin: a.center,
    semiAngle: Math.atan2(Math.abs(b.radius - a.radius), Math.hypot(...along)),
    inward: dot(radial, normal) < 0,
  };
}

function describeTorus(kernel: Kernel, own: Own, face: TopoDS_Face, surface: BRepAdaptor_Surface): Described {
  const at = (u: number, v: number) => toVec3(own, surface.EvalD0(u, v));
  const tube = circleThrough(at(0, 0), at(0, 2), at(0, 4));
  const ring = parallel(own, surface, Math.PI / 2);
  if (!tube || !ring) return {};
  const { point, normal } = outwardNormal(kernel, face);
  // Centre of the tube's circle nearest to the point: the middle of the ring, pushed out towards it.
  const height = dot(subtract(tube.center, ring.center), ring.normal);
  const middle = add(ring.center, multiply(ring.normal, height));
  const flat = subtract(point, middle);
  const outward = normalize(subtract(flat, multiply(ring.normal, dot(flat, ring.normal))));
  const majorRadius = Math.hypot(...subtract(tube.center, middle));
  const fromTube = subtract(point, add(middle, multiply(outward, majorRadius)));
  return { radius: tube.radius, majorRadius, axis: ring.normal, origin: middle, inward: dot(fromTube, normal) < 0 };
}

/** Frame of a plane face: `u` × `v` = `n`, `n` outward. */
export interface FaceFrame {
  origin: Vec3;
  u: Vec3;
  v: Vec3;
  n: Vec3;
}

const STRAIGHT = 1 - 1e-12;

/** Directions of a face's frame: top u = +X, v = +Y; bottom u = +X, v = −Y; elsewhere v is the steepest way up, u = v × n. */
export function frameDirections(n: Vec3): { u: Vec3; v: Vec3 } {
  if (n[2] > STRAIGHT) return { u: [1, 0, 0], v: [0, 1, 0] };
  if (n[2] < -STRAIGHT) return { u: [1, 0, 0], v: [0, -1, 0] };
  const v = normalize(subtract([0, 0, 1], multiply(n, n[2])));
  return { u: normalize(cross(v, n)), v };
}
