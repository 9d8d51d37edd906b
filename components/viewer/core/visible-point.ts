import { type Camera, Matrix4, OrthographicCamera, Triangle, Vector3 } from "three";
import type { FacePatch, PartModel } from "./part-model";
import { pickFace, readTriangle, screenRay } from "./pick";

/** Triangles looked at before a face counts as hidden. */
const MAX_TRIANGLES = 400;
/** Barycentric samples of a triangle: the middle, then towards the corners. */
const SAMPLES: readonly [number, number, number][] = [
  [1 / 3, 1 / 3, 1 / 3],
  [0.6, 0.2, 0.2],
  [0.2, 0.6, 0.2],
  [0.2, 0.2, 0.6],
  [0.45, 0.45, 0.1],
  [0.1, 0.45, 0.45],
  [0.45, 0.1, 0.45],
];

/** What picking needs of a camera. */
export function cameraView(camera: Camera): { unproject: Matrix4; isOrthographic: boolean; position: Vector3 } {
  camera.updateMatrixWorld();
  return {
    unproject: new Matrix4().multiplyMatrices(camera.matrixWorld, camera.projectionMatrixInverse),
    isOrthographic: camera instanceof OrthographicCamera,
    position: new Vector3().setFromMatrixPosition(camera.matrixWorld),
  };
}

/**
 * A point of the screen at which a face is really seen, or null when others hide it everywhere it was sampled.
 * @param accept last word on a point, for what only the caller knows (something of the page lies over it)
 * @returns normalised device coordinates: x and y from −1 to 1, y up
 */
export function visiblePointOf(
  model: PartModel,
  label: string,
  camera: Camera,
  accept: (point: { x: number; y: number }) => boolean = () => true,
): { x: number; y: number } | null {
  const face = model.faces.get(label);
  if (face === undefined) return null;
  const view = cameraView(camera);
  for (const point of samplePoints(face)) {
    const { x, y, z } = point.project(camera);
    if (Math.abs(x) > 0.98 || Math.abs(y) > 0.98 || Math.abs(z) > 1) continue;
    if (pickFace(model, screenRay(view, x, y))?.face !== face) continue;
    if (accept({ x, y })) return { x, y };
  }
  return null;
}

/** Points of a face in the world, of its largest triangles first. */
function* samplePoints(face: FacePatch): Generator<Vector3> {
  const triangle = new Triangle();
  const sized: { at: number; area: number }[] = [];
  for (let at = face.firstIndex; at < face.firstIndex + face.indexCount; at += 3) {
    readTriangle(face.body, at, triangle);
    sized.push({ at, area: triangle.getArea() });
  }
  sized.sort((a, b) => b.area - a.area);
  for (const { at } of sized.slice(0, MAX_TRIANGLES)) {
    for (const [a, b, c] of SAMPLES) {
      readTriangle(face.body, at, triangle);
      const point = triangle.a.multiplyScalar(a).addScaledVector(triangle.b, b).addScaledVector(triangle.c, c);
      yield point.clone().applyMatrix4(face.body.matrix);
    }
  }
}
