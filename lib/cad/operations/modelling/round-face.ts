import { placement } from "@/lib/cad/kernel/gp";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { boundingBoxOf } from "@/lib/cad/kernel/properties";
import { add, cross, dot, multiply, normalize, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import type { Selector } from "@/lib/contract/plan";
import type { PartModel } from "../selectors/part-model";
import { selectFaces } from "../selectors/resolve-selector";
import { located } from "./place-copies";

/** The round surface that a feature stands on: a shaft's outside or a bore. */
export interface RoundFace {
  name: string;
  radiusMm: number;
  /** True for bores. */
  inward: boolean;
  /** The lower end of the face on its axis. */
  start: Vec3;
  /** Unit direction of the axis, to the positive side of the world. */
  axis: Vec3;
  /** Where angles are counted from: +X, or +Y for an axis along X. */
  zero: Vec3;
  lengthMm: number;
}

/**
 * Reads a selected round face; several pieces of one cylinder are one.
 * @throws KernelError INVALID_INPUT when it is not one cylinder
 */
export function roundFaceOn(model: PartModel, on: Selector): RoundFace {
  const faces = selectFaces(model, on);
  const [first = 0] = faces;
  const { type, radius, axis: given, origin, inward = false } = model.face(first);
  if (type !== "cylinder" || radius === undefined || !given || !origin) {
    throw invalidInput(`This feature needs a round face; ${model.nameOf(first)} is a ${type}.`);
  }
  for (const other of faces) {
    const face = model.face(other);
    const apart = face.origin ? subtract(face.origin, origin) : undefined;
    const off = apart ? subtract(apart, multiply(given, dot(apart, given))) : undefined;
    if (face.type !== "cylinder" || !off || Math.hypot(...off) > 1e-6 || Math.abs((face.radius ?? 0) - radius) > 1e-6) {
      throw invalidInput(`This feature needs one round face; ${model.nameOf(first)} and ${model.nameOf(other)} are two.`);
    }
  }
  const axis = positive(given);
  const zero = zeroAround(axis);
  const { low, high } = span(model, faces, origin, axis, zero);
  return {
    name: model.nameOf(first),
    radiusMm: radius,
    inward,
    start: add(origin, multiply(axis, low)),
    axis,
    zero,
    lengthMm: high - low,
  };
}

function positive(axis: Vec3): Vec3 {
  const largest = axis.reduce((best, component) => (Math.abs(component) > Math.abs(best) + 1e-9 ? component : best), 0);
  return largest < 0 ? multiply(axis, -1) : axis;
}

function zeroAround(axis: Vec3): Vec3 {
  const from: Vec3 = Math.abs(axis[0]) > 0.9 ? [0, 1, 0] : [1, 0, 0];
  return normalize(subtract(from, multiply(axis, dot(from, axis))));
}

/** Extent of faces along an axis, from a point of it. */
function span(model: PartModel, faces: readonly number[], origin: Vec3, axis: Vec3, zero: Vec3) {
  const { kernel } = model;
  return kernel.scope((own) => {
    const toAxis = placement(kernel, own, origin, axis, zero);
    toAxis.Invert();
    const boxes = faces.map((face) => boundingBoxOf(kernel, located(kernel, own, model.faceHandle(face), toAxis)));
    const clean = (length: number) => Math.round(length * 1e6) / 1e6;
    return { low: clean(Math.min(...boxes.map(({ min }) => min[2]))), high: clean(Math.max(...boxes.map(({ max }) => max[2]))) };
  });
}

/** A direction away from the axis, turned by an angle from `zero`. */
export function radialAt({ axis, zero }: RoundFace, angleRad: number): Vec3 {
  return add(multiply(zero, Math.cos(angleRad)), multiply(cross(axis, zero), Math.sin(angleRad)));
}

/**
 * Middle of something `lengthMm` long on a round face, measured from its lower end.
 * @throws KernelError INVALID_INPUT when it would reach beyond the face
 */
export function middleOn(face: RoundFace, position: number | undefined, lengthMm: number, param: string): number {
  const middle = position ?? face.lengthMm / 2;
  if (lengthMm > face.lengthMm + 1e-6) {
    throw invalidInput(`${param} is ${lengthMm} and must be at most ${face.lengthMm}, the length of ${face.name}.`, {
      feasible: { param, max: face.lengthMm },
    });
  }
  if (middle - lengthMm / 2 < -1e-6 || middle + lengthMm / 2 > face.lengthMm + 1e-6) {
    const [low, high] = [lengthMm / 2, face.lengthMm - lengthMm / 2];
    throw invalidInput(`position is ${middle} and must be from ${low} to ${high}: it would reach beyond ${face.name}.`);
  }
  return middle;
}
