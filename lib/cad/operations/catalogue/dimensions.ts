import type { TopoDS_Shape, TopoDS_Wire } from "opencascade.js";
import { point } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { add, angleBetween, cross, distance, dot, lengthOf, multiply, normalize, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import { degToRad, radToDeg } from "@/lib/core/units";
import type { CatalogueImplementations } from "../implementation";
import { checked } from "./bare-shape";
import { edgeBetween, wireOf, wireThrough } from "./build-wire";
import { drawLabel, type LabelStyle, type MeasureStyle, measureText } from "./dimension-label";

interface ArrowStyle {
  endType: string;
  arrowSize: number;
  /** Between the two barbs, degrees. */
  arrowAngle: number;
  /** Points inward, from beyond the ends. */
  arrowsFlipped: boolean;
}

interface LinearParams extends ArrowStyle, LabelStyle, MeasureStyle {
  start: Vec3;
  end: Vec3;
  /** From the points to the dimension line. */
  direction: Vec3;
  offsetFromPoints: number;
  crossingSize: number;
}

/** A line beside two points with their distance written on it, and lines that lead to the points. */
function simpleLinearLengthDimension(kernel: Kernel, params: LinearParams): PartShape {
  const { start, end, direction, offsetFromPoints, crossingSize } = params;
  const length = distance(start, end);
  if (length < 1e-7) throw invalidInput("start and end are one point and must be two.");
  const x = multiply(subtract(end, start), 1 / length);
  const y = acrossTo(direction, x, "direction");
  return kernel.scope((own) => {
    const [from, to] = [add(start, direction), add(end, direction)];
    const along = normalize(direction);
    const leader = (at: Vec3) =>
      line(kernel, own, add(at, multiply(along, offsetFromPoints)), add(at, multiply(along, lengthOf(direction) + crossingSize)));
    const middle = add(multiply(add(from, to), 0.5), multiply(y, params.labelOffset));
    return compound(kernel, own, [
      line(kernel, own, subtract(from, multiply(x, crossingSize)), add(to, multiply(x, crossingSize))),
      leader(start),
      leader(end),
      ...arrow(kernel, own, from, multiply(x, -1), y, params),
      ...arrow(kernel, own, to, x, y, params),
      ...drawLabel(kernel, own, measureText(length, params), { origin: middle, x, y }, params),
    ]);
  });
}

/** The part of a direction that stands across another, as a unit vector. */
function acrossTo(direction: Vec3, along: Vec3, name: string): Vec3 {
  const across = subtract(direction, multiply(along, dot(direction, along)));
  if (lengthOf(across) < 1e-9 * (1 + lengthOf(direction))) {
    throw invalidInput(`${name} is [${direction.join(", ")}] and must not run along the line that is measured.`);
  }
  return normalize(across);
}

function line(kernel: Kernel, own: Own, from: Vec3, to: Vec3): TopoDS_Wire {
  if (distance(from, to) < 1e-7) throw invalidInput("offsetFromPoints and crossingSize leave a line without length.");
  return wireOf(kernel, own, [edgeBetween(kernel, own, from, to)]);
}

/** Two barbs that meet at `tip`, which points along `x`. */
function arrow(kernel: Kernel, own: Own, tip: Vec3, x: Vec3, y: Vec3, style: ArrowStyle): TopoDS_Wire[] {
  if (style.endType !== "arrow") return [];
  const { arrowSize, arrowAngle } = style;
  if (!(arrowSize > 0 && arrowAngle > 0 && arrowAngle < 180)) {
    throw invalidInput(`arrowSize is ${arrowSize} and arrowAngle ${arrowAngle}; they must be more than 0, the angle less than 180.`);
  }
  const half = degToRad(arrowAngle / 2);
  const back = multiply(x, (style.arrowsFlipped ? 1 : -1) * arrowSize * Math.cos(half));
  const side = multiply(y, arrowSize * Math.sin(half));
  return [wireThrough(kernel, own, [add(add(tip, back), side), tip, subtract(add(tip, back), side)], false)];
}

function compound(kernel: Kernel, own: Own, shapes: readonly TopoDS_Shape[]): PartShape {
  const builder = own(new kernel.oc.TopoDS_Builder());
  const all = own(new kernel.oc.TopoDS_Compound());
  builder.MakeCompound(all);
  for (const shape of shapes) builder.Add(all, shape);
  return checked(kernel, own, all, "The dimension");
}

interface AngularParams extends ArrowStyle, LabelStyle, MeasureStyle {
  direction1: Vec3;
  direction2: Vec3;
  center: Vec3;
  radius: number;
  offsetFromCenter: number;
  /** How far the legs go on beyond the arc. */
  extraSize: number;
  radians: boolean;
}

/** An arc between two directions with their angle written on it, and legs along them. */
function simpleAngularDimension(kernel: Kernel, params: AngularParams): PartShape {
  const { center, radius, offsetFromCenter, extraSize, radians } = params;
  for (const name of ["direction1", "direction2"] as const) {
    if (lengthOf(params[name]) < 1e-9) throw invalidInput(`${name} is the zero vector and must have a direction.`);
  }
  const [x, second] = [normalize(params.direction1), normalize(params.direction2)];
  const angle = angleBetween(x, second);
  if (angle < 1e-6) throw invalidInput("direction1 and direction2 are the same direction and must differ.");
  if (angle > Math.PI - 1e-6) throw invalidInput("direction1 and direction2 are opposite; no plane can be told from them.");
  const y = normalize(subtract(second, multiply(x, dot(second, x))));
  const outward = (turn: number) => add(multiply(x, Math.cos(turn)), multiply(y, Math.sin(turn)));
  const tangent = (turn: number) => add(multiply(x, -Math.sin(turn)), multiply(y, Math.cos(turn)));
  const at = (turn: number, reach: number) => add(center, multiply(outward(turn), reach));
  return kernel.scope((own) => {
    const { oc } = kernel;
    const [from, through, to] = [0, angle / 2, angle].map((turn) => point(kernel, own, at(turn, radius)));
    if (!from || !through || !to) throw new Error("An arc has three points.");
    const arc = own(own(new oc.GC_MakeArcOfCircle(from, through, to)).Value());
    const middle = angle / 2;
    const up = outward(middle);
    return compound(kernel, own, [
      wireOf(kernel, own, [own(own(new oc.BRepBuilderAPI_MakeEdge(arc)).Edge())]),
      line(kernel, own, at(0, offsetFromCenter), at(0, radius + extraSize)),
      line(kernel, own, at(angle, offsetFromCenter), at(angle, radius + extraSize)),
      ...arrow(kernel, own, at(0, radius), multiply(tangent(0), -1), outward(0), params),
      ...arrow(kernel, own, at(angle, radius), tangent(angle), outward(angle), params),
      ...drawLabel(
        kernel,
        own,
        measureText(radians ? angle : radToDeg(angle), params),
        { origin: at(middle, radius + params.labelOffset), x: multiply(tangent(middle), -1), y: up },
        params,
      ),
    ]);
  });
}

interface PinParams extends ArrowStyle, LabelStyle {
  startPoint: Vec3;
  endPoint: Vec3;
  /** Along which the label is written. */
  direction: Vec3;
  offsetFromStart: number;
  label: string;
}

/** A line from a point to a label. */
function pinWithLabel(kernel: Kernel, params: PinParams): PartShape {
  const { startPoint, endPoint, offsetFromStart, labelOffset } = params;
  const length = distance(startPoint, endPoint);
  if (!(length > offsetFromStart + 1e-7)) {
    throw invalidInput(`offsetFromStart is ${offsetFromStart} and must be less than the length of the pin, ${length}.`);
  }
  const along = multiply(subtract(endPoint, startPoint), 1 / length);
  const x = normalize(params.direction);
  const up = acrossTo(along, x, "direction");
  return kernel.scope((own) => {
    const from = add(startPoint, multiply(along, offsetFromStart));
    return compound(kernel, own, [
      line(kernel, own, from, endPoint),
      ...arrow(kernel, own, from, multiply(along, -1), normalize(cross(cross(along, x), along)), params),
      ...drawLabel(kernel, own, params.label, { origin: add(endPoint, multiply(up, labelOffset)), x, y: up }, params),
    ]);
  });
}

/** `occt.dimensions.*` */
export const DIMENSIONS: CatalogueImplementations = {
  "occt.dimensions.pinWithLabel": pinWithLabel,
  "occt.dimensions.simpleAngularDimension": simpleAngularDimension,
  "occt.dimensions.simpleLinearLengthDimension": simpleLinearLengthDimension,
};
