import { type FaceFrame, frameDirections } from "@/lib/cad/kernel/face-geometry";
import { placement } from "@/lib/cad/kernel/gp";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { boundingBoxOf } from "@/lib/cad/kernel/properties";
import { add, angleBetween, dot, multiply, subtract, type Vec3 } from "@/lib/cad/kernel/vector";
import type { Selector } from "@/lib/contract/plan";
import { LENGTH_TOLERANCE_MM } from "@/lib/core/units";
import type { PartModel } from "../selectors/part-model";
import { describeSelector, selectFaces } from "../selectors/resolve-selector";
import { located } from "./place-copies";

/**
 * The frame of the plane face that a feature stands on. Several faces are one place when they lie in one plane (a top
 * that a slot has split).
 * @throws KernelError INVALID_INPUT when the faces are not plane or not one plane
 */
export function frameOn(model: PartModel, on: Selector, originKind: "centre" | "world"): FaceFrame {
  const faces = selectFaces(model, on);
  const [first = 0] = faces;
  const { normal: n, origin: onPlane, type } = model.face(first);
  if (!n || !onPlane) throw invalidInput(`This feature needs a plane face; ${model.nameOf(first)} is a ${type}.`);
  for (const other of faces) {
    const { normal, origin } = model.face(other);
    const coplanar =
      normal && origin && angleBetween(normal, n) < 1e-6 && Math.abs(dot(subtract(origin, onPlane), n)) < LENGTH_TOLERANCE_MM;
    if (!coplanar) {
      const names = faces.slice(0, 8).map((index) => model.nameOf(index));
      throw invalidInput(`This feature needs one plane; ${describeSelector(on)} selects ${faces.length} faces: ${names.join(", ")}.`);
    }
  }
  const { u, v } = frameDirections(n);
  const origin = originKind === "world" ? multiply(n, dot(onPlane, n)) : middleOf(model, faces, { origin: onPlane, u, v, n });
  return { origin, u, v, n };
}

/** Middle of the faces' bounding rectangle in (u, v). */
function middleOf(model: PartModel, faces: readonly number[], frame: FaceFrame): Vec3 {
  const { kernel } = model;
  const boxes = kernel.scope((own) => {
    const toFrame = placement(kernel, own, frame.origin, frame.n, frame.u);
    toFrame.Invert();
    return faces.map((index) => boundingBoxOf(kernel, located(kernel, own, model.faceHandle(index), toFrame)));
  });
  const middle = (axis: 0 | 1) => (Math.min(...boxes.map(({ min }) => min[axis])) + Math.max(...boxes.map(({ max }) => max[axis]))) / 2;
  return add(frame.origin, add(multiply(frame.u, snapped(middle(0))), multiply(frame.v, snapped(middle(1)))));
}

/** The kernel's boxes carry noise far below any length that means something. */
function snapped(length: number): number {
  return Math.round(length * 1e9) / 1e9;
}

/** How far the part reaches behind a frame's plane, against its normal, mm. */
export function depthBehind(model: PartModel, { origin, n }: FaceFrame): number {
  const { min, max } = model.boundingBox();
  const reach = ([0, 1, 2] as const).reduce<number>((sum, axis) => sum + Math.min(min[axis] * n[axis], max[axis] * n[axis]), 0);
  return Math.max(0, dot(origin, n) - reach);
}
