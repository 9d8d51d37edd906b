import type { BRepPrimAPI_MakeRevol, TopoDS_Edge, TopoDS_Face, TopoDS_Shape } from "opencascade.js";
import { axis1, point, vector } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { facesOf, listToArray, ShapeIndex } from "@/lib/cad/kernel/topology";
import { cross, multiply, normalize, type Vec3 } from "@/lib/cad/kernel/vector";
import { compoundOf } from "./compound";
import { pointOn, type Region, type Segment, samplesOf } from "./outline-segment";
import { drawRegion, inPlane, type SketchPlane, XZ_PLANE } from "./profile-face";

/** A body and the role of each of its faces (`top`, `side[2]`, `wall`), in explorer order. */
export interface RoledBody {
  shape: TopoDS_Shape;
  roles: string[];
}

/** A prism on an outline: `bottom` in the plane, `top` at `height` along its normal, `side[k]` on segment k (from 1). */
export function extrudeOutline(kernel: Kernel, own: Own, segments: readonly Segment[], plane: SketchPlane, height: number): RoledBody {
  return extrudeRegion(kernel, own, { outer: [...segments], holes: [] }, plane, height);
}

/** A prism on an area; `side[k]` counts the segments of the outline, then those of its holes. */
export function extrudeRegion(kernel: Kernel, own: Own, region: Region, plane: SketchPlane, height: number, firstSide = 1): RoledBody {
  const { face, edges } = drawRegion(kernel, own, region, plane);
  const along = multiply(normalize(cross(plane.u, plane.v)), height);
  const maker = own(new kernel.oc.BRepPrimAPI_MakePrism(face, vector(kernel, own, along), false, true));
  if (!maker.IsDone()) throw new KernelError("The profile could not be extruded.");
  const shape = own(maker.Shape());
  const known: [TopoDS_Shape, string][] = [
    [own(maker.FirstShape()), "bottom"],
    [own(maker.LastShape()), "top"],
    ...edges.flatMap((edge, index) =>
      listToArray(kernel, own, maker.Generated(edge)).map((side): [TopoDS_Shape, string] => [side, `side[${index + firstSide}]`]),
    ),
  ];
  return { shape, roles: rolesOf(kernel, own, shape, known) };
}

/** Prisms on all areas of a profile, as one compound where there are several. */
export function extrudeRegions(kernel: Kernel, own: Own, regions: readonly Region[], plane: SketchPlane, height: number): RoledBody {
  let side = 1;
  const prisms = regions.map((region) => {
    const prism = extrudeRegion(kernel, own, region, plane, height, side);
    side += segmentsOf(region).length;
    return prism;
  });
  const [only, ...others] = prisms;
  if (only && others.length === 0) return only;
  const shapes = prisms.map(({ shape }) => shape);
  return { shape: compoundOf(kernel, own, shapes), roles: prisms.flatMap(({ roles }) => roles) };
}

/** The segments of an area's outline, then those of its holes. */
export function segmentsOf({ outer, holes }: Region): Segment[] {
  return [outer, ...holes].flat();
}

/** The role of each face of `shape`, in explorer order; `face` where none is known. */
export function rolesOf(kernel: Kernel, own: Own, shape: TopoDS_Shape, known: readonly [TopoDS_Shape, string][]): string[] {
  const faces = facesOf(kernel, own, shape);
  const numbers = new ShapeIndex(kernel);
  for (const face of faces) numbers.add(face);
  const roles = faces.map(() => "face");
  for (const [face, role] of known) {
    const index = numbers.indexOf(face);
    if (index !== undefined) roles[index] = role;
  }
  return roles;
}

/**
 * Turns an outline of the XZ plane (u = radius, v = Z) about Z.
 * @param segmentRoles role of what each segment sweeps, in order; a partial turn adds `start` and `end`
 * @param angleDeg 0 < angle ≤ 360
 */
export function revolveOutline(
  kernel: Kernel,
  own: Own,
  segments: readonly Segment[],
  segmentRoles: readonly string[],
  angleDeg = 360,
): RoledBody {
  return revolveRegion(kernel, own, { outer: [...segments], holes: [] }, segmentRoles, angleDeg);
}

/** As `revolveOutline`, for an area with holes: the roles of its outline's segments, then those of its holes'. */
export function revolveRegion(kernel: Kernel, own: Own, region: Region, segmentRoles: readonly string[], angleDeg = 360): RoledBody {
  const { oc } = kernel;
  const segments = segmentsOf(region);
  const { face, edges } = drawRegion(kernel, own, region, XZ_PLANE);
  const axis = axis1(kernel, own, [0, 0, 0], [0, 0, 1]);
  const angle = (angleDeg * Math.PI) / 180;
  const full = angleDeg >= 360;
  const maker = own(full ? new oc.BRepPrimAPI_MakeRevol(face, axis, false) : new oc.BRepPrimAPI_MakeRevol(face, axis, angle, false));
  if (!maker.IsDone()) throw new KernelError("The profile could not be turned about its axis.");
  const shape = own(maker.Shape());
  const faces = facesOf(kernel, own, shape);
  const found = sweptFaces(kernel, own, maker, edges, faces);
  const roles = faces.map((_, index) => {
    const segment = found.indexOf(index);
    return (segment < 0 ? undefined : segmentRoles[segment]) ?? "face";
  });
  // The history of a revolution misses faces next to the axis: each of those is found by a point that it must contain.
  const half = full ? Math.PI : angle / 2;
  for (const [index, segment] of segments.entries()) {
    const role = segmentRoles[index];
    if (found[index] !== undefined || role === undefined || liesOnAxis(segment)) continue;
    const [radius, z] = pointOn(segment);
    const unknown = faces.flatMap((candidate, position) => (found.includes(position) ? [] : [{ candidate, position }]));
    const at = faceThrough(
      kernel,
      own,
      unknown.map(({ candidate }) => candidate),
      [radius * Math.cos(half), radius * Math.sin(half), z],
    );
    const position = at === undefined ? undefined : unknown[at]?.position;
    if (position === undefined) continue;
    roles[position] = role;
    found[index] = position;
  }
  if (!full) {
    for (const [ends, role] of [
      [own(maker.FirstShape()), "start"],
      [own(maker.LastShape()), "end"],
    ] as const) {
      const index = faces.findIndex((candidate) => candidate.IsSame(ends));
      if (index >= 0) roles[index] = role;
    }
  }
  return { shape, roles };
}

/** For each edge of the profile the face that it swept, by index into `faces`, as far as the history knows. */
function sweptFaces(
  kernel: Kernel,
  own: Own,
  maker: BRepPrimAPI_MakeRevol,
  edges: readonly TopoDS_Edge[],
  faces: readonly TopoDS_Face[],
): (number | undefined)[] {
  return edges.map((edge) => {
    const swept = listToArray(kernel, own, maker.Generated(edge));
    const index = faces.findIndex((candidate) => swept.some((one) => one.IsSame(candidate)));
    return index < 0 ? undefined : index;
  });
}

/** A side of the profile on the axis sweeps no face. */
function liesOnAxis(segment: Segment): boolean {
  return segment.kind === "line" && segment.from[0] === 0 && segment.to[0] === 0;
}

/** Index of the face that passes through a point, within 1e-6 mm. */
export function faceThrough(kernel: Kernel, own: Own, faces: readonly TopoDS_Face[], at: Vec3): number | undefined {
  const { oc } = kernel;
  const vertex = own(own(new oc.BRepBuilderAPI_MakeVertex(point(kernel, own, at))).Vertex());
  const found = faces.findIndex((face) => {
    const distance = own(new oc.BRepExtrema_DistShapeShape());
    distance.LoadS1(vertex);
    distance.LoadS2(face);
    return distance.Perform(own(new oc.Message_ProgressRange())) && distance.Value() < 1e-6;
  });
  return found < 0 ? undefined : found;
}

/** Smallest u of an outline; below 0 it reaches beyond the axis that it is turned about. */
export function leastRadius(segments: readonly Segment[]): number {
  return Math.min(...segments.flatMap(samplesOf).map(([u]) => u));
}

/** The plane moved along its normal. */
export function offsetPlane(plane: SketchPlane, distance: number): SketchPlane {
  const n = normalize(cross(plane.u, plane.v));
  const [x, y, z] = inPlane(plane, [0, 0]);
  return { ...plane, origin: [x + n[0] * distance, y + n[1] * distance, z + n[2] * distance] };
}
