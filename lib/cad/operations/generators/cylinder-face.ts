import { frameDirections } from "@/lib/cad/kernel/face-geometry";
import { placement } from "@/lib/cad/kernel/gp";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { boundingBoxOf } from "@/lib/cad/kernel/properties";
import { add, multiply, type Vec3 } from "@/lib/cad/kernel/vector";
import type { Selector } from "@/lib/contract/plan";
import { located } from "../modelling/place-copies";
import type { PartModel } from "../selectors/part-model";
import { describeSelector, selectFaces } from "../selectors/resolve-selector";

/** A whole cylinder of a part: its lower end, the unit axis from there, and its size. */
export interface CylinderFace {
  index: number;
  base: Vec3;
  axis: Vec3;
  radius: number;
  length: number;
  /** A hole's wall. */
  inward: boolean;
}

/**
 * The one cylinder that a feature goes around; its axis points up, along +Y or along +X.
 * @throws KernelError when the selector finds something else, or a cylinder that other features break into
 */
export function cylinderOn(model: PartModel, on: Selector): CylinderFace {
  const [index, ...more] = selectFaces(model, on);
  if (index === undefined || more.length > 0) {
    throw invalidInput(`This feature needs one cylinder; ${describeSelector(on)} selects ${more.length + 1} faces.`);
  }
  const { type, radius, axis: found, origin, inward, area } = model.face(index);
  if (type !== "cylinder" || radius === undefined || !found || !origin) {
    throw invalidInput(`This feature needs a cylinder; ${model.nameOf(index)} is a ${type}.`);
  }
  const axis = upward(found);
  const { low, high } = extentAlong(model, index, origin, axis);
  const length = high - low;
  const whole = 2 * Math.PI * radius * length;
  if (Math.abs(area - whole) > 1e-6 * whole) {
    throw invalidInput(`This feature needs a whole cylinder; other features cut into ${model.nameOf(index)}.`);
  }
  return { index, base: add(origin, multiply(axis, low)), axis, radius, length, inward: inward === true };
}

function upward(axis: Vec3): Vec3 {
  const main = [axis[2], axis[1], axis[0]].find((component) => Math.abs(component) > 1e-9) ?? 1;
  return main < 0 ? multiply(axis, -1) : axis;
}

function extentAlong(model: PartModel, index: number, origin: Vec3, axis: Vec3): { low: number; high: number } {
  const { kernel } = model;
  return kernel.scope((own) => {
    const transform = placement(kernel, own, origin, axis, frameDirections(axis).u);
    transform.Invert();
    const { min, max } = boundingBoxOf(kernel, located(kernel, own, model.faceHandle(index), transform));
    const snapped = (length: number) => Math.round(length * 1e6) / 1e6;
    return { low: snapped(min[2]), high: snapped(max[2]) };
  });
}
