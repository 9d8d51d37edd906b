import type { BRepFilletAPI_MakeChamfer, BRepFilletAPI_MakeFillet, TopoDS_Shape, TopoDS_Wire } from "opencascade.js";
import { outwardNormal } from "@/lib/cad/kernel/face-geometry";
import { toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput, KernelError } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { lengthPropertiesOf } from "@/lib/cad/kernel/properties";
import { explore } from "@/lib/cad/kernel/topology";
import { cross, dot, lengthOf, multiply, normalize, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import { degToRad } from "@/lib/core/units";
import type { CatalogueImplementations } from "../implementation";
import { buildOrFindLargest } from "../modelling/feasible";
import { allOrNone } from "./all-or-none";
import { checked } from "./bare-shape";
import { faceInside } from "./build-face";
import { wireOf } from "./build-wire";
import { sizesFor } from "./edge-blends";
import { kindOf } from "./kind-of";
import { SweptOutline } from "./outline-corners";
import type { OfShape, OfShapes } from "./params";
import { asEdge, asFace, asWire } from "./typed-shape";

interface CornerFillet {
  radius: number;
  radiusList?: number[] | undefined;
  /** From 1: the k-th corner is where the k-th edge of the outline ends; all corners that bend when absent. */
  indexes?: number[] | undefined;
}

/** The sweep of a flat outline: a face or closed wire along its normal, an open wire along that of its plane. */
export function flatOutline(kernel: Kernel, own: Own, part: PartShape): SweptOutline {
  const type = part.shape.ShapeType();
  if (type === "TopAbs_FACE") {
    const face = asFace(kernel, own, part);
    return new SweptOutline(kernel, own, face, sweepAlong(kernel, face, outwardNormal(kernel, face).normal));
  }
  if (type !== "TopAbs_WIRE") throw invalidInput(`shape is a ${kindOf(type)} and must be a flat wire or face.`);
  const wire = asWire(kernel, own, part);
  return new SweptOutline(kernel, own, wire, sweepAlong(kernel, wire, planeNormal(kernel, own, wire)));
}

/** As far as the outline is long, so that no blend reaches from one end to the other. */
function sweepAlong(kernel: Kernel, outline: TopoDS_Shape, normal: Vec3): Vec3 {
  return multiply(normalize(normal), lengthPropertiesOf(kernel, outline).length);
}

function planeNormal(kernel: Kernel, own: Own, wire: TopoDS_Wire): Vec3 {
  if (kernel.oc.BRep_Tool.IsClosed(wire)) {
    const face = own(kernel.oc.TopoDS.Face(faceInside(kernel, own, wire, true)));
    return outwardNormal(kernel, face).normal;
  }
  const points = explore(kernel, own, wire, "TopAbs_EDGE").flatMap((edge) => {
    const curve = own(new kernel.oc.BRepAdaptor_Curve(own(kernel.oc.TopoDS.Edge(edge))));
    const [first, last] = [curve.FirstParameter(), curve.LastParameter()];
    return [0, 0.37, 0.71, 1].map((share) => toVec3(own, curve.EvalD0(first + (last - first) * share)));
  });
  const [start] = points;
  if (!start) throw invalidInput("shape is an empty wire.");
  const arms = points.map((at) => subtract(at, start));
  const longest = arms.reduce((a, b) => (lengthOf(b) > lengthOf(a) ? b : a));
  const normal = arms.map((arm) => cross(longest, arm)).reduce((a, b) => (lengthOf(b) > lengthOf(a) ? b : a));
  if (lengthOf(normal) < 1e-9) throw invalidInput("shape is a straight wire and has no corner.");
  const unit = normalize(normal);
  if (arms.some((arm) => Math.abs(dot(arm, unit)) > 1e-6))
    throw invalidInput("shape does not lie in a plane; fillet3DWire rounds bent wires.");
  return unit;
}

/** Rounds corners, or says which largest radius fits. */
function roundCorners(kernel: Kernel, outline: SweptOutline, { radius, radiusList, indexes }: CornerFillet): PartShape {
  const numbers = outline.corners(indexes);
  const radii = sizesFor(numbers.length, radiusList ? "radiusList" : "radius", radiusList ?? radius);
  const wanted = Math.max(...radii);
  return buildOrFindLargest({
    what: radiusList ? "A radiusList with a largest entry" : "A radius",
    param: radiusList ? "radiusList" : "radius",
    wanted,
    ceiling: Number.POSITIVE_INFINITY,
    build: (value) =>
      kernel.scope((inner) => {
        const shape = outline.blend<BRepFilletAPI_MakeFillet>(inner, numbers, {
          start: (scope, body) => scope(new kernel.oc.BRepFilletAPI_MakeFillet(body, "ChFi3d_Rational")),
          add: (maker, edge, position) => maker.Add(((radii[position] ?? 0) * value) / wanted, edge),
        });
        return checked(kernel, inner, shape, `A radius of ${value} mm`);
      }),
    discard: freePart,
  });
}

/** Rounds the corners of a flat wire or face with arcs. */
function fillet2d(kernel: Kernel, { shape, ...fillet }: OfShape & CornerFillet): PartShape {
  return kernel.scope((own) => roundCorners(kernel, flatOutline(kernel, own, shape), fillet));
}

function fillet2dShapes(kernel: Kernel, { shapes, ...fillet }: OfShapes & CornerFillet): PartShape[] {
  return allOrNone(shapes, (shape) => fillet2d(kernel, { shape, ...fillet }));
}

/** Rounds the corners of a wire that need not be flat, as seen along `direction`. */
function fillet3DWire(kernel: Kernel, { shape, direction, ...fillet }: OfShape & CornerFillet & { direction: Vec3 }): PartShape {
  return kernel.scope((own) => {
    const wire = asWire(kernel, own, shape);
    return roundCorners(kernel, new SweptOutline(kernel, own, wire, sweepAlong(kernel, wire, direction)), fillet);
  });
}

function fillet3DWires(kernel: Kernel, { shapes, ...fillet }: OfShapes & CornerFillet & { direction: Vec3 }): PartShape[] {
  return allOrNone(shapes, (shape) => fillet3DWire(kernel, { shape, ...fillet }));
}

/** Cuts corners straight: `distance` back along the edge that ends there, at `angle` degrees to it. */
function chamfer2dVertices(kernel: Kernel, params: OfShape & { indexes: number[]; distance: number; angle: number }): PartShape {
  return kernel.scope((own) => {
    const outline = flatOutline(kernel, own, params.shape);
    return bevelCorners(kernel, outline, outline.corners(params.indexes), params);
  });
}

/** Cuts corners of an outline by their numbers, or says which largest distance fits. */
export function bevelCorners(
  kernel: Kernel,
  outline: SweptOutline,
  numbers: readonly number[],
  { distance, angle }: { distance: number; angle: number },
): PartShape {
  if (!(angle > 0 && angle < 180)) throw invalidInput(`angle is ${angle} and must be more than 0 and less than 180.`);
  return buildOrFindLargest({
    what: "A distance",
    param: "distance",
    wanted: distance,
    ceiling: Number.POSITIVE_INFINITY,
    build: (value) =>
      kernel.scope((own) => {
        const cut = outline.blend<BRepFilletAPI_MakeChamfer>(own, numbers, {
          start: (scope, body) => scope(new kernel.oc.BRepFilletAPI_MakeChamfer(body)),
          add: (maker, edge, _position, before) => maker.AddDA(value, degToRad(angle), edge, before),
        });
        return checked(kernel, own, cut, `A distance of ${value} mm`);
      }),
    discard: freePart,
  });
}

interface TwoEdges {
  edge1: PartShape;
  edge2: PartShape;
  planeOrigin: Vec3;
  planeDirection: Vec3;
  radius: number;
  solution: number;
}

/** Two edges of a plane that meet, joined by an arc to one wire. Edges that meet leave one solution, the nearest (-1 or 0). */
function filletTwoEdgesInPlaneIntoAWire(kernel: Kernel, params: TwoEdges): PartShape {
  const { edge1, edge2, planeOrigin, planeDirection, radius, solution } = params;
  if (lengthOf(planeDirection) < 1e-9) throw invalidInput("planeDirection must not be the zero vector.");
  if (solution !== -1 && solution !== 0)
    throw invalidInput(`solution is ${solution} and must be -1 or 0: edges that meet have one fillet.`);
  return kernel.scope((own) => {
    const edges = [asEdge(kernel, own, edge1, "edge1"), asEdge(kernel, own, edge2, "edge2")];
    const normal = normalize(planeDirection);
    for (const [index, edge] of edges.entries()) {
      const curve = own(new kernel.oc.BRepAdaptor_Curve(edge));
      const [first, last] = [curve.FirstParameter(), curve.LastParameter()];
      for (const share of [0, 0.37, 0.71, 1]) {
        const at = toVec3(own, curve.EvalD0(first + (last - first) * share));
        if (Math.abs(dot(subtract(at, planeOrigin), normal)) > 1e-6)
          throw invalidInput(`edge${index + 1} does not lie in the plane of planeOrigin and planeDirection.`);
      }
    }
    const wire = wireOf(kernel, own, edges);
    if (kernel.oc.BRep_Tool.IsClosed(wire)) throw new KernelError("The two edges close a loop; they must meet in one point.");
    const outline = new SweptOutline(kernel, own, wire, sweepAlong(kernel, wire, normal));
    return roundCorners(kernel, outline, { radius, indexes: [1] });
  });
}

/** `occt.fillets.*` on the corners of wires and flat faces. */
export const OUTLINE_FILLETS: CatalogueImplementations = {
  "occt.fillets.chamfer2dVertices": chamfer2dVertices,
  "occt.fillets.fillet2d": fillet2d,
  "occt.fillets.fillet2dShapes": fillet2dShapes,
  "occt.fillets.fillet3DWire": fillet3DWire,
  "occt.fillets.fillet3DWires": fillet3DWires,
  "occt.fillets.filletTwoEdgesInPlaneIntoAWire": filletTwoEdgesInPlaneIntoAWire,
};
