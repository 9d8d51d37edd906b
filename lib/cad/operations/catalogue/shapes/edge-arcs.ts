import type { gp_Circ, TopoDS_Edge } from "opencascade.js";
import { toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { cross, distance, dot, lengthOf, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import { degToRad } from "@/lib/core/units";
import type { CatalogueImplementations } from "../../implementation";
import { bare } from "../bare-shape";
import { arcLeaving, arcOf, arcThrough, checkLine, circleEdge, circleOf, type EllipseParams, ellipseEdge } from "../build-edge";
import { edgeBetween } from "../build-wire";
import { endsWithFirst } from "../distinct-points";
import { madeOfEach } from "../made-of-each";
import type { Line, Placed, Points, Polyline } from "../params";

function edge(kernel: Kernel, draw: (own: Own) => TopoDS_Edge): PartShape {
  return kernel.scope((own) => bare(own, draw(own)));
}

function line(kernel: Kernel, { start, end }: Line): PartShape {
  checkLine(start, end);
  return edge(kernel, (own) => edgeBetween(kernel, own, start, end));
}

function arcThroughThreePoints(kernel: Kernel, { start, middle, end }: Line & { middle: Vec3 }): PartShape {
  return edge(kernel, (own) => arcThrough(kernel, own, start, middle, end));
}

function arcThroughTwoPointsAndTangent(kernel: Kernel, { start, tangentVec, end }: Line & { tangentVec: Vec3 }): PartShape {
  return edge(kernel, (own) => arcLeaving(kernel, own, start, tangentVec, end));
}

interface OnCircle {
  circle: PartShape;
  /** With the circle's own sense from the first to the second; against it that same arc is run through backwards. */
  sense: boolean;
}

/** Angles are degrees from where the circle begins. */
function arcFromCircleAndTwoAngles(
  kernel: Kernel,
  { circle, alphaAngle1, alphaAngle2, sense }: OnCircle & { alphaAngle1: number; alphaAngle2: number },
): PartShape {
  if (Math.abs((alphaAngle2 - alphaAngle1) % 360) < 1e-9)
    throw invalidInput(`alphaAngle1 and alphaAngle2 are ${alphaAngle1} and ${alphaAngle2}, the same direction, and must differ.`);
  return edge(kernel, (own) =>
    arcOf(kernel, own, circleOf(kernel, own, circle, "circle"), { angles: [degToRad(alphaAngle1), degToRad(alphaAngle2)] }, sense),
  );
}

function arcFromCircleAndTwoPoints(kernel: Kernel, { circle, start, end, sense }: OnCircle & Line): PartShape {
  checkLine(start, end);
  return edge(kernel, (own) => {
    const round = circleOf(kernel, own, circle, "circle");
    checkOnCircle(own, round, { start, end });
    return arcOf(kernel, own, round, { points: [start, end] }, sense);
  });
}

/** Begins in the point and ends at an angle, degrees from where the circle begins. */
function arcFromCirclePointAndAngle(
  kernel: Kernel,
  { circle, point, alphaAngle, sense }: OnCircle & { point: Vec3; alphaAngle: number },
): PartShape {
  return edge(kernel, (own) => {
    const round = circleOf(kernel, own, circle, "circle");
    checkOnCircle(own, round, { point });
    return arcOf(kernel, own, round, { point, angle: degToRad(alphaAngle) }, sense);
  });
}

const OFF_CIRCLE_MM = 1e-4;

/** Refuses points that are not on a circle, which the kernel would quietly project. */
function checkOnCircle(own: Own, circle: gp_Circ, points: Readonly<Record<string, Vec3>>): void {
  const center = toVec3(own, circle.Location());
  const axis = toVec3(own, own(circle.Axis()).Direction());
  for (const [name, at] of Object.entries(points)) {
    const away = subtract(at, center);
    const off = Math.hypot(dot(away, axis), lengthOf(cross(axis, away)) - circle.Radius());
    if (off > OFF_CIRCLE_MM) throw invalidInput(`${name} is ${off} mm off the circle and must lie on it.`);
  }
}

function createCircleEdge(kernel: Kernel, params: Placed & { radius: number }): PartShape {
  return edge(kernel, (own) => circleEdge(kernel, own, params));
}

function createEllipseEdge(kernel: Kernel, params: EllipseParams): PartShape {
  return edge(kernel, (own) => ellipseEdge(kernel, own, params));
}

function fromBaseLine(kernel: Kernel, params: { line: Line }): PartShape {
  return line(kernel, params.line);
}

/** The catalogue declares one line here; the result is a list all the same. */
function fromBaseLines(kernel: Kernel, params: { line: Line }): PartShape[] {
  return [line(kernel, params.line)];
}

function fromBaseSegment(kernel: Kernel, { segment: [start, end] }: { segment: [Vec3, Vec3] }): PartShape {
  return line(kernel, { start, end });
}

function fromBaseSegments(kernel: Kernel, { segments }: { segments: [Vec3, Vec3][] }): PartShape[] {
  return madeOfEach(segments, ([start, end]) => line(kernel, { start, end }));
}

/** An edge from each point to the next. */
function fromPoints(kernel: Kernel, { points }: Points): PartShape[] {
  if (points.length < 2) throw invalidInput(`points holds ${points.length} points and must hold at least 2.`);
  return madeOfEach(points.slice(1), (end, index) => {
    const start = points[index] ?? end;
    if (distance(start, end) <= 1e-7) throw invalidInput(`points[${index}] and the point after it are the same and must differ.`);
    return line(kernel, { start, end });
  });
}

function fromBasePolyline(kernel: Kernel, { polyline: { points, isClosed = false } }: { polyline: Polyline }): PartShape[] {
  const [first] = points;
  return fromPoints(kernel, { points: isClosed && first && !endsWithFirst(points) ? [...points, first] : points });
}

function fromBaseTriangle(kernel: Kernel, { triangle }: { triangle: [Vec3, Vec3, Vec3] }): PartShape[] {
  return fromBasePolyline(kernel, { polyline: { points: triangle, isClosed: true } });
}

function fromBaseMesh(kernel: Kernel, { mesh }: { mesh: [Vec3, Vec3, Vec3][] }): PartShape[] {
  const sides = mesh.flatMap(([a, b, c]): [Vec3, Vec3][] => [
    [a, b],
    [b, c],
    [c, a],
  ]);
  return fromBaseSegments(kernel, { segments: sides });
}

/** `occt.shapes.edge.*`: lines, arcs, circles and ellipses. */
export const ARC_EDGES: CatalogueImplementations = {
  "occt.shapes.edge.arcFromCircleAndTwoAngles": arcFromCircleAndTwoAngles,
  "occt.shapes.edge.arcFromCircleAndTwoPoints": arcFromCircleAndTwoPoints,
  "occt.shapes.edge.arcFromCirclePointAndAngle": arcFromCirclePointAndAngle,
  "occt.shapes.edge.arcThroughThreePoints": arcThroughThreePoints,
  "occt.shapes.edge.arcThroughTwoPointsAndTangent": arcThroughTwoPointsAndTangent,
  "occt.shapes.edge.createCircleEdge": createCircleEdge,
  "occt.shapes.edge.createEllipseEdge": createEllipseEdge,
  "occt.shapes.edge.fromBaseLine": fromBaseLine,
  "occt.shapes.edge.fromBaseLines": fromBaseLines,
  "occt.shapes.edge.fromBaseMesh": fromBaseMesh,
  "occt.shapes.edge.fromBasePolyline": fromBasePolyline,
  "occt.shapes.edge.fromBaseSegment": fromBaseSegment,
  "occt.shapes.edge.fromBaseSegments": fromBaseSegments,
  "occt.shapes.edge.fromBaseTriangle": fromBaseTriangle,
  "occt.shapes.edge.fromPoints": fromPoints,
  "occt.shapes.edge.line": line,
};
