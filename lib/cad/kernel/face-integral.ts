import type { BRepAdaptor_Curve2d, BRepAdaptor_Surface, NCollection_Array1_double, TopoDS_Face } from "opencascade.js";
import { GaussKronrod } from "./gauss-kronrod";
import { toVec3 } from "./gp";
import type { Kernel, Own } from "./kernel";
import { explore } from "./topology";
import { dot, multiply, normalize, subtract, type Vec3 } from "./vector";

/** Integrals over a face, about a point. */
export interface FaceIntegral {
  area: number;
  /** Of the place relative to the point, over the face. */
  areaMoment: Vec3;
  /** Of the cone from the point to the face, negative where the face turns its inside outward. */
  volume: number;
  /** Of the place relative to the point, in the body that the face bounds together with others. */
  volumeMoment: Vec3;
}

/** Halvings of a stretch: along an edge, and across the face from it. */
const MAX_HALVINGS = { along: 10, across: 6 };

/** Area, its moment, volume, its moment. */
const INTEGRALS = 8;
const NONE = new Float64Array(INTEGRALS);

/** A bound of a face in the surface's parameters. */
interface Bound {
  /** Bounds of the stretches in which neither it nor the surface along it has a break. */
  breaks: readonly number[];
  /** Place in the parameters, and how fast v grows there with the face on the left. */
  at: (parameter: number) => { u: number; v: number; speedV: number };
}

/** A face's surface, its range and where it is not smooth. */
interface Domain {
  surface: BRepAdaptor_Surface;
  u: readonly number[];
  v: readonly number[];
}

/**
 * Integrates over a face by Green's theorem: along its edges' curves in the surface's parameters, and at each point
 * across the face from its lowest u. Both are split where curves and surface are not smooth and halved until they are
 * sure, so that ellipses, splines and rational surfaces come out to nine digits or better. The kernel's own integration
 * is off by a hundredth between rational splines, its adaptive one does not converge, and its Gauss-Kronrod one takes
 * half a minute for an ellipsoid.
 * @param size of the shape, against which errors are judged
 * @param maxEvaluations after which nothing is halved further; a million are about two seconds
 */
export function integrateFace(kernel: Kernel, face: TopoDS_Face, about: Vec3, size: number, maxEvaluations: number): FaceIntegral {
  return kernel.scope((own) => {
    const surface = own(new kernel.oc.BRepAdaptor_Surface(face, true));
    const domain = { surface, u: breaksOf(kernel, own, surface, "U"), v: breaksOf(kernel, own, surface, "V") };
    const [lowest, rangeV] = [surface.FirstUParameter(), surface.LastVParameter() - surface.FirstVParameter()];
    let evaluations = 0;
    const sampleAt = faceSampler(kernel, own, face, about);
    const mayHalve = () => evaluations < maxEvaluations;
    const scales = scalesOf(kernel, own, face, size);
    const along = new GaussKronrod(scales, MAX_HALVINGS.along, mayHalve);
    const scalesAcross = scales.map((scale) => scale / rangeV);
    const across = new GaussKronrod(scalesAcross, MAX_HALVINGS.across, mayHalve);
    const sum = new Float64Array(INTEGRALS);
    for (const { breaks, at } of boundsOf(kernel, own, face, domain)) {
      const found = along.over(breaks, (parameter) => {
        const { u, v, speedV } = at(parameter);
        if (speedV === 0 || u === lowest) return NONE;
        const [from, to, factor] = u > lowest ? [lowest, u, speedV] : [u, lowest, -speedV];
        const stretches = [from, ...domain.u.filter((knot) => knot > from && knot < to), to];
        return across
          .over(stretches, (at) => {
            evaluations++;
            return sampleAt(at, v);
          })
          .map((value) => value * factor);
      });
      for (let index = 0; index < INTEGRALS; index++) sum[index] = (sum[index] ?? 0) + (found[index] ?? 0);
    }
    const [area = 0, ax = 0, ay = 0, az = 0, volume = 0, vx = 0, vy = 0, vz = 0] = sum;
    return { area, areaMoment: [ax, ay, az], volume, volumeMoment: [vx, vy, vz] };
  });
}

/** As `integrateFace`, for a plane within lines and circles, from the kernel's area. */
export function integratePlane(kernel: Kernel, face: TopoDS_Face, about: Vec3): FaceIntegral {
  return kernel.scope((own) => {
    const properties = own(new kernel.oc.GProp_GProps());
    kernel.oc.BRepGProp.SurfaceProperties(face, properties, false, false);
    const area = properties.Mass();
    const center = subtract(toVec3(own, properties.CentreOfMass()), about);
    const probe = own(new kernel.oc.BRepGProp_Face(face, false));
    const normal = own(new kernel.oc.gp_Vec());
    probe.Normal(0, 0, own(new kernel.oc.gp_Pnt()), normal);
    const outward = normalize([normal.X(), normal.Y(), normal.Z()]);
    const volume = (area * dot(center, outward)) / 3;
    return { area, areaMoment: multiply(center, area), volume, volumeMoment: multiply(center, volume * 0.75) };
  });
}

/** What each integral is judged by; the kernel's area is near enough for that. */
function scalesOf(kernel: Kernel, own: Own, face: TopoDS_Face, size: number): number[] {
  const properties = own(new kernel.oc.GProp_GProps());
  kernel.oc.BRepGProp.SurfaceProperties(face, properties, false, false);
  const area = Math.max(Math.abs(properties.Mass()), Number.MIN_VALUE);
  return [area, ...Array<number>(4).fill(area * size), ...Array<number>(3).fill(area * size * size)];
}

/** The integrands at a place of the surface. */
function faceSampler(kernel: Kernel, own: Own, face: TopoDS_Face, [ox, oy, oz]: Vec3): (u: number, v: number) => Float64Array {
  const probe = own(new kernel.oc.BRepGProp_Face(face, false));
  const place = own(new kernel.oc.gp_Pnt());
  const normal = own(new kernel.oc.gp_Vec());
  const values = new Float64Array(INTEGRALS);
  return (u, v) => {
    probe.Normal(u, v, place, normal);
    const [x, y, z] = [place.X() - ox, place.Y() - oy, place.Z() - oz];
    const [nx, ny, nz] = [normal.X(), normal.Y(), normal.Z()];
    const area = Math.hypot(nx, ny, nz);
    // A cone's centre lies at three quarters of its height.
    const volume = (x * nx + y * ny + z * nz) / 3;
    values.set([area, x * area, y * area, z * area, volume, x * volume * 0.75, y * volume * 0.75, z * volume * 0.75]);
    return values;
  };
}

function read(array: NCollection_Array1_double, count: number): number[] {
  return Array.from({ length: count }, (_, index) => array.Value(index + 1));
}

function breaksOf(kernel: Kernel, own: Own, surface: BRepAdaptor_Surface, along: "U" | "V"): number[] {
  const count = along === "U" ? surface.NbUIntervals("GeomAbs_CN") : surface.NbVIntervals("GeomAbs_CN");
  const found = own(new kernel.oc.NCollection_Array1_double(1, count + 1));
  if (along === "U") surface.UIntervals(found, "GeomAbs_CN");
  else surface.VIntervals(found, "GeomAbs_CN");
  return read(found, count + 1);
}

function boundsOf(kernel: Kernel, own: Own, face: TopoDS_Face, domain: Domain): Bound[] {
  // Edges of a reversed face run the other way round: its sampler turns the normal instead.
  const forward = own(kernel.oc.TopoDS.Face(own(face.Oriented("TopAbs_FORWARD"))));
  const bounds: Bound[] = [];
  for (const found of explore(kernel, own, forward, "TopAbs_EDGE")) {
    const orientation = found.Orientation();
    if (orientation !== "TopAbs_FORWARD" && orientation !== "TopAbs_REVERSED") continue;
    const curve = own(new kernel.oc.BRepAdaptor_Curve2d(own(kernel.oc.TopoDS.Edge(found)), forward));
    bounds.push(boundAlong(kernel, own, curve, orientation === "TopAbs_REVERSED" ? -1 : 1, domain));
  }
  if (bounds.length > 0) return bounds;
  // A face without edges is its surface's whole range; only the side of the highest u counts.
  const u = domain.surface.LastUParameter();
  return [{ breaks: domain.v, at: (v) => ({ u, v, speedV: 1 }) }];
}

function boundAlong(kernel: Kernel, own: Own, curve: BRepAdaptor_Curve2d, sign: 1 | -1, domain: Domain): Bound {
  const place = own(new kernel.oc.gp_Pnt2d());
  const speed = own(new kernel.oc.gp_Vec2d());
  const at = (parameter: number) => {
    curve.D1(parameter, place, speed);
    return { u: place.X(), v: place.Y(), speedV: sign * speed.Y() };
  };
  const [first, last] = [curve.FirstParameter(), curve.LastParameter()];
  if (curve.GetType() !== "GeomAbs_Line") {
    const count = curve.NbIntervals("GeomAbs_CN");
    const found = own(new kernel.oc.NCollection_Array1_double(1, count + 1));
    curve.Intervals(found, "GeomAbs_CN");
    return { breaks: read(found, count + 1), at };
  }
  // Where a straight bound crosses the surface's breaks is known at once; on others halving finds it.
  const { u, v, speedV } = at(first);
  const speedU = speed.X();
  const crossings = [
    ...domain.u.map((knot) => first + (knot - u) / speedU),
    ...domain.v.map((knot) => first + ((knot - v) / speedV) * sign),
  ];
  const inside = crossings.filter((parameter) => parameter > first && parameter < last);
  return { breaks: [first, ...inside.toSorted((a, b) => a - b), last], at };
}
