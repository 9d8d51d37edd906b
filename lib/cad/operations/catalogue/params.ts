import { invalidInput } from "@/lib/cad/kernel/kernel-error";
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

/**
 * Entry of a list that pairs with the shapes; a list of one goes for all.
 * @throws KernelError INVALID_INPUT when the list has neither one entry nor one for each shape
 */
export function entryFor<Name extends string, Entry>(
  params: Readonly<Record<Name, readonly Entry[]>>,
  name: Name,
  index: number,
  shapes: number,
): Entry {
  const list = params[name];
  const entry = list.length === 1 ? list[0] : list[index];
  if (entry === undefined || (list.length !== 1 && list.length !== shapes)) {
    throw invalidInput(`${name} holds ${list.length} entries and must hold 1 or ${shapes}, one for each shape.`);
  }
  return entry;
}
