import { frameDirections } from "@/lib/cad/kernel/face-geometry";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { freePart, type PartShape } from "@/lib/cad/kernel/part-shape";
import { add, multiply } from "@/lib/cad/kernel/vector";
import { combineParts } from "../modelling/booleans";
import { nextAge } from "../modelling/carry-names";
import { checkResult, type Expectation, solidCount } from "../modelling/checks";
import { placeCopies } from "../modelling/place-copies";
import type { RoledBody } from "../modelling/sweeps";
import type { PartModel } from "../selectors/part-model";
import type { CylinderFace } from "./cylinder-face";

/** A stretch of a cylinder: where it starts along the axis, and how long it is. */
export interface Stretch {
  start: number;
  length: number;
}

/** The stretch of a cylinder that a feature takes: all of it, or so much from one end. */
export function stretchOf(model: PartModel, cylinder: CylinderFace, wanted: number | undefined, from: "top" | "bottom"): Stretch {
  const length = wanted ?? cylinder.length;
  if (length > cylinder.length + 1e-6) {
    throw invalidInput(`length is ${length} and must be at most ${cylinder.length}, the length of ${model.nameOf(cylinder.index)}.`, {
      feasible: { param: "length", max: cylinder.length },
    });
  }
  return { start: from === "top" ? cylinder.length - length : 0, length };
}

/**
 * Takes a plain sleeve out of a part and puts a shaped one in, both drawn about Z from Z = 0.
 * Only plane ends and exact cylinders meet in these two booleans; cutting the shape itself into the cylinder intersects
 * every turn and every groove of it and takes minutes.
 */
export function swapSleeve(
  kernel: Kernel,
  own: Own,
  { feature, part }: { feature: string; part: PartShape },
  { base, axis }: CylinderFace,
  { start, plain, shaped }: { start: number; plain: RoledBody; shaped: RoledBody },
  expected: Pick<Expectation, "what" | "volume">,
): PartShape {
  const by = { feature, age: nextAge([part]) };
  const { u } = frameDirections(axis);
  const frame = { origin: add(base, multiply(axis, start)), u, v: u, n: axis };
  const place = (body: RoledBody) => placeCopies(kernel, own, body, frame, [[0, 0]], by);
  const bored = combineParts(kernel, "cut", part, place(plain), by);
  try {
    const result = combineParts(kernel, "fuse", bored, place(shaped), by);
    checkResult(kernel, result, { ...expected, before: part, solids: solidCount(kernel, part) });
    return result;
  } finally {
    freePart(bored);
  }
}
