import type { gp_Circ } from "opencascade.js";
import { toVec3 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { PartShape } from "@/lib/cad/kernel/part-shape";
import { add, cross, dot, lengthOf, multiply, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import { circleOf } from "./build-edge";

/** A point in a circle's plane. */
export type PlanePoint = [x: number, y: number];

/** A circle in the plane of another, which may be itself. */
export interface PlaneCircle {
  circle: gp_Circ;
  middle: PlanePoint;
  radius: number;
}

const OFF_PLANE_MM = 1e-6;

/** The plane of a circle about its middle; angles in it run as the circle does. */
export class CirclePlane {
  private constructor(
    private readonly kernel: Kernel,
    private readonly own: Own,
    readonly circle: PlaneCircle,
    private readonly origin: Vec3,
    readonly normal: Vec3,
    private readonly x: Vec3,
    private readonly y: Vec3,
  ) {}

  static of(kernel: Kernel, own: Own, part: PartShape, field: string): CirclePlane {
    const circle = circleOf(kernel, own, part, field);
    const position = own(circle.Position());
    const normal = toVec3(own, position.Direction());
    const x = toVec3(own, position.XDirection());
    const own2d: PlaneCircle = { circle, middle: [0, 0], radius: circle.Radius() };
    return new CirclePlane(kernel, own, own2d, toVec3(own, circle.Location()), normal, x, cross(normal, x));
  }

  /** Another circle that lies in the plane. */
  other(part: PartShape, field: string): PlaneCircle {
    const circle = circleOf(this.kernel, this.own, part, field);
    const position = this.own(circle.Position());
    const normal = toVec3(this.own, position.Direction());
    if (lengthOf(cross(normal, this.normal)) > 1e-9)
      throw invalidInput(`${field} lies in another plane and must lie in the first circle's.`);
    return { circle, middle: this.flat(toVec3(this.own, circle.Location()), field), radius: circle.Radius() };
  }

  /** A point of the plane by its two coordinates; refuses one that lies off it. */
  flat(at: Vec3, field: string): PlanePoint {
    const away = subtract(at, this.origin);
    if (Math.abs(dot(away, this.normal)) > OFF_PLANE_MM) throw invalidInput(`${field} is off the plane of the circle and must lie in it.`);
    return [dot(away, this.x), dot(away, this.y)];
  }

  /** Whether a circle of the plane runs as the first does, and not against it. */
  runsAlike(circle: gp_Circ): boolean {
    return dot(toVec3(this.own, this.own(circle.Position()).Direction()), this.normal) > 0;
  }

  inSpace([a, b]: PlanePoint): Vec3 {
    return add(this.origin, add(multiply(this.x, a), multiply(this.y, b)));
  }
}

/** The point of a circle in a direction, radians. */
export function onCircle({ middle, radius }: Pick<PlaneCircle, "middle" | "radius">, angle: number): PlanePoint {
  return [middle[0] + radius * Math.cos(angle), middle[1] + radius * Math.sin(angle)];
}

/** How far and in which direction the second point lies from the first. */
export function bearing(from: PlanePoint, to: PlanePoint): { away: number; angle: number } {
  const [x, y] = [to[0] - from[0], to[1] - from[1]];
  return { away: Math.hypot(x, y), angle: Math.atan2(y, x) };
}
