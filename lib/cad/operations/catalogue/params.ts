import type { PartShape } from "@/lib/cad/kernel/part-shape";
import type { Vec3 } from "@/lib/cad/kernel/vector";

/*
 * Parameters that many operations of the catalogue share.
 */

/** One shape, by reference. */
export interface OfShape {
  shape: PartShape;
}

/** Several shapes, by reference. */
export interface OfShapes {
  shapes: PartShape[];
}

/** Where a flat or round shape lies: the middle, and the normal of its plane. */
export interface Placed {
  center: Vec3;
  direction: Vec3;
}

/** A list of points. */
export interface Points {
  points: Vec3[];
}

/** A straight line between two points. */
export interface Line {
  start: Vec3;
  end: Vec3;
}

/** A chain of points, closed or not. */
export interface Polyline {
  points: Vec3[];
  isClosed?: boolean | undefined;
}

/** How a curve is divided into points. */
export interface Divisions {
  nrOfDivisions: number;
  removeStartPoint: boolean;
  removeEndPoint: boolean;
}
