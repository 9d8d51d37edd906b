import { type Camera, OrthographicCamera, PerspectiveCamera, Ray, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { faceOfTriangle, pickFace, screenRay } from "./pick";
import { blockModel } from "./plate.fixture";
import { cameraView, visiblePointOf } from "./visible-point";

const block = blockModel(50, 30, 10);
const labelAt = (origin: Vector3, towards: Vector3) => pickFace(block, new Ray(origin, towards.normalize()))?.face.label;

function lookingFrom(camera: Camera, from: Vector3): Camera {
  camera.up.set(0, 0, 1);
  camera.position.copy(from);
  camera.lookAt(0, 0, 5);
  camera.updateMatrixWorld();
  return camera;
}

const perspective = () => lookingFrom(new PerspectiveCamera(28, 1.5, 1, 1_000), new Vector3(80, -100, 70));
const orthographic = () => lookingFrom(new OrthographicCamera(-60, 60, 40, -40, -500, 1_000), new Vector3(80, -100, 70));

describe("picking", () => {
  it("finds the nearest face of several on the ray", () => {
    expect(labelAt(new Vector3(3, 2, 100), new Vector3(0, 0, -1))).toBe("Face 1");
    expect(labelAt(new Vector3(3, 2, -100), new Vector3(0, 0, 1))).toBe("Face 2");
    expect(labelAt(new Vector3(3, -100, 5), new Vector3(0, 1, 0))).toBe("Face 3");
    expect(labelAt(new Vector3(100, 2, 5), new Vector3(-1, 0, 0))).toBe("Face 5");
  });

  it("tells where the ray meets the face", () => {
    const hit = pickFace(block, new Ray(new Vector3(3, 2, 100), new Vector3(0, 0, -1)));
    expect(hit?.distanceMm).toBeCloseTo(90, 3);
    expect(hit?.point.distanceTo(new Vector3(3, 2, 10))).toBeLessThan(1e-3);
  });

  it("misses beside the part", () => {
    expect(labelAt(new Vector3(26, 0, 100), new Vector3(0, 0, -1))).toBeUndefined();
  });

  it("knows the face of each triangle", () => {
    const [body] = block.bodies;
    if (body === undefined) throw new Error("no body");
    const labels = Array.from({ length: 12 }, (_, triangle) => faceOfTriangle(body, triangle)?.label);
    expect(labels).toEqual([1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6].map((number) => `Face ${number}`));
    expect(faceOfTriangle(body, 12)).toBeNull();
  });
});

describe.each([
  ["perspective", perspective],
  ["orthographic", orthographic],
])("a visible point of a face, %s", (_name, makeCamera) => {
  const camera = makeCamera();
  const view = cameraView(camera);

  it("lies on that face, for every face that is seen", () => {
    for (const label of ["Face 1", "Face 3", "Face 5"]) {
      const point = visiblePointOf(block, label, camera);
      if (point === null) throw new Error(`${label} has no visible point`);
      expect(pickFace(block, screenRay(view, point.x, point.y))?.face.label).toBe(label);
    }
  });

  it("does not exist for faces that others hide, or that do not exist", () => {
    for (const label of ["Face 2", "Face 4", "Face 6", "Face 99"]) expect(visiblePointOf(block, label, camera)).toBeNull();
  });

  it("heeds what the caller will not accept", () => {
    expect(visiblePointOf(block, "Face 1", camera, () => false)).toBeNull();
  });
});
