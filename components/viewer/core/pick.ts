import { type Matrix4, Ray, Triangle, Vector3 } from "three";
import type { Body, FacePatch, PartModel } from "./part-model";

export interface Pick {
  face: FacePatch;
  /** World, mm. */
  point: Vector3;
  distanceMm: number;
}

/** How much further than the entry into its box a face may lie and still be tested first; floats only. */
const SLACK_MM = 1e-6;

/**
 * The nearest face that a ray hits, or null.
 * Boxes of faces are sorted by where the ray enters them, and triangles are only tested while a box could still
 * hold something nearer: a ray through a part of a million triangles tests a few faces, not all.
 * @param ray in world millimetres
 */
export function pickFace(model: PartModel, ray: Ray): Pick | null {
  let best: Pick | null = null;
  for (const { face, entry } of candidates(model, ray)) {
    if (best !== null && entry > best.distanceMm + SLACK_MM) break;
    const point = hitFace(face, ray);
    if (point === null) continue;
    const distanceMm = point.distanceTo(ray.origin);
    if (best === null || distanceMm < best.distanceMm) best = { face, point, distanceMm };
  }
  return best;
}

function candidates(model: PartModel, ray: Ray): { face: FacePatch; entry: number }[] {
  const found: { face: FacePatch; entry: number }[] = [];
  const local = new Ray();
  const entryPoint = new Vector3();
  for (const body of model.bodies) {
    local.copy(ray).applyMatrix4(body.inverse);
    for (const face of body.faces) {
      const inside = face.bounds.containsPoint(local.origin);
      if (!inside && local.intersectBox(face.bounds, entryPoint) === null) continue;
      const entry = inside ? 0 : entryPoint.applyMatrix4(body.matrix).distanceTo(ray.origin);
      found.push({ face, entry });
    }
  }
  return found.sort((a, b) => a.entry - b.entry);
}

const triangle = new Triangle();
const hit = new Vector3();
const localRay = new Ray();

function hitFace(face: FacePatch, ray: Ray): Vector3 | null {
  localRay.copy(ray).applyMatrix4(face.body.inverse);
  let nearest: Vector3 | null = null;
  let nearestSquared = Infinity;
  for (let at = face.firstIndex; at < face.firstIndex + face.indexCount; at += 3) {
    readTriangle(face.body, at, triangle);
    if (localRay.intersectTriangle(triangle.a, triangle.b, triangle.c, false, hit) === null) continue;
    const squared = hit.distanceToSquared(localRay.origin);
    if (squared >= nearestSquared) continue;
    nearestSquared = squared;
    nearest = (nearest ?? new Vector3()).copy(hit);
  }
  return nearest?.applyMatrix4(face.body.matrix) ?? null;
}

/** Corners of the triangle whose first index is at `at`, in the body's frame. */
export function readTriangle(body: Body, at: number, into: Triangle): void {
  const position = body.geometry.getAttribute("position");
  const { index } = body.geometry;
  into.a.fromBufferAttribute(position, index?.getX(at) ?? at);
  into.b.fromBufferAttribute(position, index?.getX(at + 1) ?? at + 1);
  into.c.fromBufferAttribute(position, index?.getX(at + 2) ?? at + 2);
}

/**
 * Face of a triangle, by its index in the body's index buffer divided by three; null between the ranges.
 * Ranges are sorted by their start, as the writer leaves them.
 */
export function faceOfTriangle(body: Body, triangleIndex: number): FacePatch | null {
  const at = triangleIndex * 3;
  let low = 0;
  let high = body.faces.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const face = body.faces[middle];
    if (face === undefined) return null;
    if (at < face.firstIndex) high = middle - 1;
    else if (at >= face.firstIndex + face.indexCount) low = middle + 1;
    else return face;
  }
  return null;
}

/** A ray from a camera through a point of the screen; `x` and `y` run from −1 to 1, y up. */
export function screenRay(view: { unproject: Matrix4; isOrthographic: boolean; position: Vector3 }, x: number, y: number): Ray {
  const near = new Vector3(x, y, -1).applyMatrix4(view.unproject);
  const far = new Vector3(x, y, 1).applyMatrix4(view.unproject);
  const origin = view.isOrthographic ? near : view.position.clone();
  return new Ray(origin, far.sub(near).normalize());
}
