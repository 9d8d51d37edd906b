import type { TopoDS_Shape, TopoDS_Wire } from "opencascade.js";
import { describeEdge } from "@/lib/cad/kernel/edge-geometry";
import { axis2, point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { add, cross, dot, lengthOf, multiply, normalize, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import type { CatalogueImplementations } from "../../implementation";
import { runBoolean } from "../../modelling/booleans";
import { compoundOf } from "../../modelling/compound";
import { checked } from "../bare-shape";
import { faceInside } from "../build-face";
import { edgeBetween, wireOf } from "../build-wire";
import { asEdge } from "../typed-shape";

type Combination = "allWithAll" | "inOrder" | "inOrderClosed";

interface Joining {
  combination: Combination;
  unify: boolean;
  tolerance: number;
}

interface Circle {
  center: Vec3;
  radius: number;
  axis: Vec3;
}

function circleOf(kernel: Kernel, own: Own, part: PartShape, name: string): Circle {
  const { type, center, radius, axis, closed } = describeEdge(kernel, asEdge(kernel, own, part, name));
  if (type !== "circle" || !closed || !center || !radius || !axis) throw invalidInput(`${name} is no circle and must be a whole one.`);
  return { center, radius, axis };
}

/** The outline of two circles of a plane with their outer tangents: what a belt around both would follow. */
function beltWire(kernel: Kernel, own: Own, a: Circle, b: Circle): TopoDS_Wire {
  const apart = subtract(b.center, a.center);
  const gap = lengthOf(apart);
  if (lengthOf(cross(a.axis, b.axis)) > 1e-6 || Math.abs(dot(apart, a.axis)) > 1e-6)
    throw invalidInput("The circles must lie in one plane.");
  if (gap <= Math.abs(a.radius - b.radius) + 1e-9)
    throw invalidInput("One circle lies inside another; no tangent touches both from outside.");
  const along = normalize(apart);
  const across = normalize(cross(a.axis, along));
  // The radius to a tangent's foot leans towards the smaller circle.
  const lean = Math.acos((a.radius - b.radius) / gap);
  const foot = ({ center, radius }: Circle, side: number) =>
    add(center, multiply(add(multiply(along, Math.cos(lean)), multiply(across, side * Math.sin(lean))), radius));
  const { oc } = kernel;
  const arc = (circle: Circle, from: Vec3, to: Vec3) => {
    const whole = own(new oc.gp_Circ(axis2(kernel, own, circle.center, a.axis, normalize(subtract(from, circle.center))), circle.radius));
    return own(own(new oc.BRepBuilderAPI_MakeEdge(whole, point(kernel, own, from), point(kernel, own, to))).Edge());
  };
  // Anticlockwise about the axis: round the far side of b, back along the tangent, round the far side of a.
  return wireOf(kernel, own, [
    edgeBetween(kernel, own, foot(a, -1), foot(b, -1)),
    arc(b, foot(b, -1), foot(b, 1)),
    edgeBetween(kernel, own, foot(b, 1), foot(a, 1)),
    arc(a, foot(a, 1), foot(a, -1)),
  ]);
}

type Pair = [Circle, Circle];

function joined(kernel: Kernel, own: Own, pairs: readonly Pair[], { unify, tolerance }: Joining): PartShape {
  if (pairs.length === 0) throw invalidInput("There are no two circles to join.");
  if (!(tolerance > 0)) throw invalidInput(`tolerance is ${tolerance} and must be more than 0.`);
  const faces = pairs.map(([a, b]) => faceInside(kernel, own, beltWire(kernel, own, a, b), true));
  const [first, ...others] = faces;
  if (!unify || !first) return checked(kernel, own, compoundOf(kernel, own, faces), "The faces");
  const fused: TopoDS_Shape = others.length > 0 ? runBoolean(kernel, own, "fuse", [first], others).shape : first;
  return checked(kernel, own, fused, "The union of the faces");
}

function neighbours(circles: readonly Circle[], closed: boolean): Pair[] {
  return circles.flatMap((circle, index): Pair[] => {
    const next = circles[index + 1] ?? (closed ? circles[0] : undefined);
    // Two circles in a ring are one pair, not two.
    return next && next !== circle && !(closed && circles.length === 2 && index === 1) ? [[circle, next]] : [];
  });
}

/** Circles joined by belts: every one with every other, each with the next, or as a ring. */
function createFaceFromMultipleCircleTanWires(kernel: Kernel, { circles, ...joining }: Joining & { circles: PartShape[] }): PartShape {
  return kernel.scope((own) => {
    const all = circles.map((circle, index) => circleOf(kernel, own, circle, `circles[${index}]`));
    const pairs =
      joining.combination === "allWithAll"
        ? all.flatMap((a, index) => all.slice(index + 1).map((b): Pair => [a, b]))
        : neighbours(all, joining.combination === "inOrderClosed");
    return joined(kernel, own, pairs, joining);
  });
}

/** Circles of each list joined with those of the next; "inOrderClosed" also joins each list to a ring. */
function createFaceFromMultipleCircleTanWireCollections(
  kernel: Kernel,
  { listsOfCircles, ...joining }: Joining & { listsOfCircles: PartShape[][] },
): PartShape {
  return kernel.scope((own) => {
    const lists = listsOfCircles.map((list, i) => list.map((circle, j) => circleOf(kernel, own, circle, `listsOfCircles[${i}][${j}]`)));
    const length = lists[0]?.length ?? 0;
    if (joining.combination !== "allWithAll" && lists.some((list) => list.length !== length))
      throw invalidInput(`listsOfCircles must hold lists of one length for "${joining.combination}".`);
    const steps = lists.flatMap((list, index) => {
      const next = lists[index + 1] ?? [];
      return list.flatMap((a, j) => next.flatMap((b, k): Pair[] => (joining.combination === "allWithAll" || j === k ? [[a, b]] : [])));
    });
    const rings = joining.combination === "inOrderClosed" ? lists.flatMap((list) => neighbours(list, true)) : [];
    return joined(kernel, own, [...steps, ...rings], joining);
  });
}

/** `occt.shapes.face.*`: faces around circles. */
export const TANGENT_FACES: CatalogueImplementations = {
  "occt.shapes.face.createFaceFromMultipleCircleTanWireCollections": createFaceFromMultipleCircleTanWireCollections,
  "occt.shapes.face.createFaceFromMultipleCircleTanWires": createFaceFromMultipleCircleTanWires,
};
