import type { TopoDS_Edge, TopoDS_Wire } from "opencascade.js";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { arcOf } from "./build-edge";
import { edgeBetween, joined } from "./build-wire";
import { bearing, CirclePlane, onCircle, type PlaneCircle, type PlanePoint } from "./circle-plane";

/*
 * Straight edges that touch circles, by plane geometry. Sides are seen from the (first) circle's middle towards the
 * point or the other circle, the circle's axis pointing at the eye: the first line of a pair is the one on the right.
 */

export type PositionResult = "keepSide1" | "keepSide2" | "all";
export type CircleRemainder = "none" | "keepSide1" | "keepSide2";
export type CircleRemainders = "none" | "outside" | "inside" | "outsideInside" | "insideOutside";

/** A line from where it touches the first circle. */
interface Touching {
  from: PlanePoint;
  to: PlanePoint;
}

/** Lines from where they touch a circle to a point: on the right, on the left; one line where the point is on the circle. */
function linesToPoint(circle: PlaneCircle, at: PlanePoint, field: string, tolerance: number): [Touching, Touching] {
  const { away, angle } = bearing(circle.middle, at);
  if (away <= circle.radius + tolerance)
    throw invalidInput(
      `${field} is ${away} from the middle of the circle and must be farther than its radius, ${circle.radius}: no line from it touches.`,
    );
  const half = Math.acos(circle.radius / away);
  return [
    { from: onCircle(circle, angle - half), to: at },
    { from: onCircle(circle, angle + half), to: at },
  ];
}

export interface FromPointParams {
  circle: PartShape;
  point: Vec3;
  tolerance: number;
  positionResult: PositionResult;
  circleRemainder: CircleRemainder;
}

/** Lines from a circle to a point, with the arc between them where both are kept: `keepSide2` is the one that faces the point. */
export function tangentsFromPoint(kernel: Kernel, own: Own, params: FromPointParams): TopoDS_Edge[] {
  const { positionResult, circleRemainder, tolerance } = params;
  const plane = CirclePlane.of(kernel, own, params.circle, "circle");
  const [right, left] = linesToPoint(plane.circle, plane.flat(params.point, "point"), "point", tolerance);
  const drawn = drawer(kernel, own, plane);
  if (positionResult !== "all") return [drawn.line(positionResult === "keepSide1" ? right : left)];
  const lines = [drawn.line(right), drawn.line(left)];
  if (circleRemainder === "none") return lines;
  const arc =
    circleRemainder === "keepSide2" ? drawn.arc(plane.circle, right.from, left.from) : drawn.arc(plane.circle, left.from, right.from);
  return lines.toSpliced(1, 0, arc);
}

export interface FromTwoPointsParams extends Omit<FromPointParams, "point"> {
  point1: Vec3;
  point2: Vec3;
}

/** Lines from a circle to two points; of each one, on opposite sides, with an arc between them where that is wanted. */
export function tangentsFromTwoPoints(kernel: Kernel, own: Own, params: FromTwoPointsParams): TopoDS_Edge[] {
  const { positionResult, circleRemainder, tolerance } = params;
  const plane = CirclePlane.of(kernel, own, params.circle, "circle");
  const [right1, left1] = linesToPoint(plane.circle, plane.flat(params.point1, "point1"), "point1", tolerance);
  const [right2, left2] = linesToPoint(plane.circle, plane.flat(params.point2, "point2"), "point2", tolerance);
  const drawn = drawer(kernel, own, plane);
  if (positionResult === "all") return [right1, left1, right2, left2].map(drawn.line);
  const [first, second] = positionResult === "keepSide1" ? [left1, right2] : [right1, left2];
  const lines = [drawn.line(first), drawn.line(second)];
  if (circleRemainder === "none") return lines;
  const forwards = (positionResult === "keepSide1") === (circleRemainder === "keepSide1");
  const arc = forwards ? drawn.arc(plane.circle, first.from, second.from) : drawn.arc(plane.circle, second.from, first.from);
  return lines.toSpliced(1, 0, arc);
}

export interface TwoCirclesParams {
  circle1: PartShape;
  circle2: PartShape;
  tolerance: number;
  positionResult: PositionResult;
  circleRemainders: CircleRemainders;
}

/**
 * Lines from the first circle to the second: those that leave both on one side (`keepSide2`), those that cross between
 * them (`keepSide1`), or all in turn. Two lines may be joined by arcs: `outside` are the ones turned away from the
 * other circle, the first word is of the first circle.
 */
export function tangentsOnTwoCircles(kernel: Kernel, own: Own, params: TwoCirclesParams): TopoDS_Edge[] {
  const { positionResult, circleRemainders, tolerance } = params;
  const plane = CirclePlane.of(kernel, own, params.circle1, "circle1");
  const [one, two] = [plane.circle, plane.other(params.circle2, "circle2")];
  const outer = linesBetween(one, two, 1, tolerance);
  const crossing = linesBetween(one, two, -1, tolerance);
  const drawn = drawer(kernel, own, plane);
  const crosses = positionResult === "keepSide1";
  if (positionResult === "all" && crossing.length > 0)
    return outer.flatMap((line, index) => [line, crossing[index] ?? line]).map(drawn.line);
  const kept = crosses ? crossing : outer;
  const [first, second] = kept;
  if (!first || !second || circleRemainders === "none") return kept.map(drawn.line);
  // Lines that cross leave the first circle on the left and reach the second on its right, the others both on the right.
  const far1 = crosses ? [first, second] : [second, first];
  const far2 = [first, second];
  const isFar1 = circleRemainders === "outside" || circleRemainders === "outsideInside";
  const isFar2 = circleRemainders === "outside" || circleRemainders === "insideOutside";
  const [a, b] = isFar1 ? far1 : far1.toReversed();
  const [c, d] = isFar2 ? far2 : far2.toReversed();
  const arc1 = drawn.arc(one, (a ?? first).from, (b ?? first).from);
  const arc2 = drawn.arc(two, (c ?? first).to, (d ?? first).to);
  return [arc1, drawn.line(first), drawn.line(second), arc2];
}

/** The two lines with both circles on one side (side 1), or one on each (side −1); none where one circle is within or over the other. */
function linesBetween(one: PlaneCircle, two: PlaneCircle, side: 1 | -1, tolerance: number): Touching[] {
  const { away, angle } = bearing(one.middle, two.middle);
  const lift = one.radius - side * two.radius;
  if (away <= Math.abs(lift) + tolerance) return [];
  const half = Math.acos(lift / away);
  const turns = side === 1 ? [-half, half] : [half, -half];
  return turns.map((turn) => ({
    from: onCircle(one, angle + turn),
    to: onCircle(two, side === 1 ? angle + turn : angle + turn + Math.PI),
  }));
}

function drawer(kernel: Kernel, own: Own, plane: CirclePlane) {
  return {
    line: ({ from, to }: Touching) => edgeBetween(kernel, own, plane.inSpace(from), plane.inSpace(to)),
    /** Runs anticlockwise, seen against the plane's normal. */
    arc: ({ circle }: PlaneCircle, from: PlanePoint, to: PlanePoint) => {
      const [start, end] = [plane.inSpace(from), plane.inSpace(to)];
      return arcOf(kernel, own, circle, { points: plane.runsAlike(circle) ? [start, end] : [end, start] }, true);
    },
  };
}

export interface TangentWireParams {
  circle1: PartShape;
  circle2: PartShape;
  keepLines: "outside" | "inside";
  circleRemainders: Exclude<CircleRemainders, "none">;
  tolerance: number;
}

/** The closed wire of two lines and two arcs around two circles: a belt, crossed when the lines inside are kept. */
export function tangentWire(kernel: Kernel, own: Own, { keepLines, ...params }: TangentWireParams): TopoDS_Wire {
  const edges = tangentsOnTwoCircles(kernel, own, { ...params, positionResult: keepLines === "outside" ? "keepSide2" : "keepSide1" });
  if (edges.length !== 4)
    throw invalidInput(`circle1 and circle2 have no two ${keepLines} lines in common; they must not lie in or over one another.`);
  return joined(kernel, own, edges, "the lines and arcs");
}
