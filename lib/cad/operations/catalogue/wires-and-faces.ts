import type { TopoDS_Edge, TopoDS_Wire } from "opencascade.js";
import { axis2, point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { surfaceOf } from "@/lib/cad/kernel/properties";
import { facesOf } from "@/lib/cad/kernel/topology";
import { add, cross, distance, dot, multiply, normalize, type Vec3 } from "@/lib/cad/kernel/vector";
import { bare, checked } from "./bare-shape";

interface Placed {
  center: Vec3;
  direction: Vec3;
}

/**
 * X and Z of the ground plane after the shortest turn that carries Y up onto `direction`: widths run along the first,
 * lengths along the second.
 */
function groundAxes(direction: Vec3): { x: Vec3; z: Vec3 } {
  const to = normalize(direction);
  const axis = cross([0, 1, 0], to);
  const cosine = to[1];
  // Upside down the shortest turn is not unique: half a turn about X.
  if (cosine < -1 + 1e-12) return { x: [1, 0, 0], z: [0, 0, -1] };
  // Rodrigues' formula with |axis| = sine, so that no angle is needed.
  const turn = (v: Vec3): Vec3 => add(add(multiply(v, cosine), cross(axis, v)), multiply(axis, dot(axis, v) / (1 + cosine)));
  return { x: turn([1, 0, 0]), z: turn([0, 0, 1]) };
}

function edgeBetween(kernel: Kernel, own: Own, from: Vec3, to: Vec3): TopoDS_Edge {
  return own(own(new kernel.oc.BRepBuilderAPI_MakeEdge(point(kernel, own, from), point(kernel, own, to))).Edge());
}

function wireOf(kernel: Kernel, own: Own, edges: readonly TopoDS_Edge[]): TopoDS_Wire {
  const maker = own(new kernel.oc.BRepBuilderAPI_MakeWire());
  for (const edge of edges) maker.Add(edge);
  if (!maker.IsDone()) throw new KernelError("The edges could not be joined to a wire.", { kernelStatus: maker.Error() });
  return own(maker.Wire());
}

/** A wire through points; repeated neighbours are left out. */
function wireThrough(kernel: Kernel, own: Own, points: readonly Vec3[], closed: boolean): TopoDS_Wire {
  const kept = points.filter((at, index) => {
    const before = points[index - 1] ?? (closed ? points.at(-1) : undefined);
    return !before || distance(at, before) > 1e-7;
  });
  const least = closed ? 3 : 2;
  if (kept.length < least) throw invalidInput(`points holds ${kept.length} different points and must hold at least ${least}.`);
  const sides = closed ? kept : kept.slice(0, -1);
  return wireOf(
    kernel,
    own,
    sides.map((from, index) => edgeBetween(kernel, own, from, kept[(index + 1) % kept.length] ?? from)),
  );
}

function rectangle({ width, length, center, direction }: Placed & { width: number; length: number }): Vec3[] {
  const { x, z } = groundAxes(direction);
  const corner = (a: number, b: number) => add(center, add(multiply(x, (a * width) / 2), multiply(z, (b * length) / 2)));
  return [corner(-1, -1), corner(-1, 1), corner(1, 1), corner(1, -1)];
}

export function createRectangleWire(kernel: Kernel, params: Placed & { width: number; length: number }): PartShape {
  return kernel.scope((own) => bare(own, wireThrough(kernel, own, rectangle(params), true)));
}

export function createSquareWire(kernel: Kernel, { size, center, direction }: Placed & { size: number }): PartShape {
  return createRectangleWire(kernel, { width: size, length: size, center, direction });
}

function circleWire(kernel: Kernel, own: Own, { radius, center, direction }: Placed & { radius: number }): TopoDS_Wire {
  const circle = own(new kernel.oc.gp_Circ(axis2(kernel, own, center, direction), radius));
  return wireOf(kernel, own, [own(own(new kernel.oc.BRepBuilderAPI_MakeEdge(circle)).Edge())]);
}

export function createCircleWire(kernel: Kernel, params: Placed & { radius: number }): PartShape {
  return kernel.scope((own) => bare(own, circleWire(kernel, own, params)));
}

/** The major axis runs along X of the ground plane. */
export function createEllipseWire(kernel: Kernel, params: Placed & { radiusMinor: number; radiusMajor: number }): PartShape {
  const { center, direction, radiusMinor, radiusMajor } = params;
  if (radiusMinor > radiusMajor) throw invalidInput(`radiusMinor is ${radiusMinor} and must be at most radiusMajor, ${radiusMajor}.`);
  return kernel.scope((own) => {
    const axis = axis2(kernel, own, center, direction, groundAxes(direction).x);
    const ellipse = own(new kernel.oc.gp_Elips(axis, radiusMajor, radiusMinor));
    return bare(own, wireOf(kernel, own, [own(own(new kernel.oc.BRepBuilderAPI_MakeEdge(ellipse)).Edge())]));
  });
}

/** Corners on a circle, the first along X of the ground plane. */
export function createNGonWire(
  kernel: Kernel,
  { center, direction, nrCorners, radius }: Placed & { nrCorners: number; radius: number },
): PartShape {
  const { x, z } = groundAxes(direction);
  const corners = Array.from({ length: nrCorners }, (_, index): Vec3 => {
    const angle = (index * 2 * Math.PI) / nrCorners;
    return add(center, add(multiply(x, radius * Math.cos(angle)), multiply(z, radius * Math.sin(angle))));
  });
  return kernel.scope((own) => bare(own, wireThrough(kernel, own, corners, true)));
}

interface Points {
  points: Vec3[];
}

export function createPolygonWire(kernel: Kernel, { points }: Points): PartShape {
  return kernel.scope((own) => bare(own, wireThrough(kernel, own, points, true)));
}

export function createPolylineWire(kernel: Kernel, { points }: Points): PartShape {
  return kernel.scope((own) => bare(own, wireThrough(kernel, own, points, false)));
}

function faceOf(kernel: Kernel, own: Own, wire: TopoDS_Wire, planar: boolean): PartShape {
  const maker = own(new kernel.oc.BRepBuilderAPI_MakeFace(wire, planar));
  if (!maker.IsDone()) throw new KernelError("The wire bounds no face: it must be closed and, for a plane face, lie in a plane.");
  return checked(kernel, own, own(maker.Face()), "The face");
}

export function createFaceFromWire(kernel: Kernel, { shape, planar }: { shape: PartShape; planar: boolean }): PartShape {
  const type = shape.shape.ShapeType();
  if (type !== "TopAbs_WIRE") throw invalidInput(`shape is ${kindOf(type)} and must be a wire.`);
  return kernel.scope((own) => faceOf(kernel, own, own(kernel.oc.TopoDS.Wire(shape.shape)), planar));
}

export function createRectangleFace(kernel: Kernel, params: Placed & { width: number; length: number }): PartShape {
  return kernel.scope((own) => faceOf(kernel, own, wireThrough(kernel, own, rectangle(params), true), true));
}

export function createCircleFace(kernel: Kernel, params: Placed & { radius: number }): PartShape {
  return kernel.scope((own) => faceOf(kernel, own, circleWire(kernel, own, params), true));
}

export function createPolygonFace(kernel: Kernel, { points }: Points): PartShape {
  return kernel.scope((own) => faceOf(kernel, own, wireThrough(kernel, own, points, true), true));
}

/** In explorer order, which is the order of face indexes. */
export function getFaces(kernel: Kernel, { shape }: { shape: PartShape }): PartShape[] {
  return kernel.scope((own) => facesOf(kernel, own, shape.shape).map((face) => bare(own, face)));
}

export function getFaceArea(kernel: Kernel, { shape }: { shape: PartShape }): number {
  return surfaceOf(kernel, shape.shape).area;
}

const KINDS: Record<string, string> = { COMPSOLID: "compSolid" };

/** The catalogue's word for a kind of shape: "solid", "compSolid". */
export function kindOf(type: string): string {
  const word = type.replace("TopAbs_", "");
  return KINDS[word] ?? word.toLowerCase();
}
