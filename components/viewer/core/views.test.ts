import { Box3, OrthographicCamera, PerspectiveCamera, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { blendPoses, cornersOf, distanceOf, FIELD_OF_VIEW_DEG, fitPose, heightAt, turnPose, VIEW_NAMES, VIEWS } from "./views";

const boxes = [
  new Box3(new Vector3(-25, -15, 0), new Vector3(25, 15, 10)),
  new Box3(new Vector3(0, 0, 0), new Vector3(2, 2, 300)),
  new Box3(new Vector3(1_000, 5, -3), new Vector3(1_400, 6, -2)),
];

describe("fitting", () => {
  it.each(VIEW_NAMES)("shows the whole part in the %s view, in both projections, wide and tall", (name) => {
    for (const bounds of boxes) {
      for (const aspect of [0.5, 1, 2.2]) {
        for (const projection of ["perspective", "orthographic"] as const) {
          const pose = fitPose(bounds, new Vector3(...VIEWS[name].towardsEye), aspect, projection);
          const half = pose.heightMm / 2;
          const lens =
            projection === "perspective"
              ? new PerspectiveCamera(FIELD_OF_VIEW_DEG, aspect, 0.01, 1e6)
              : new OrthographicCamera(-half * aspect, half * aspect, half, -half, -1e6, 1e6);
          lens.up.set(0, 0, 1);
          lens.position.copy(pose.target).addScaledVector(pose.towardsEye, distanceOf(pose.heightMm));
          lens.lookAt(pose.target);
          lens.updateMatrixWorld();
          lens.updateProjectionMatrix();
          const reach = cornersOf(bounds).map((corner) => corner.project(lens));
          const largest = Math.max(...reach.flatMap(({ x, y }) => [Math.abs(x), Math.abs(y)]));
          expect(largest).toBeLessThan(0.98);
          expect(largest).toBeGreaterThan(0.3);
        }
      }
    }
  });

  it("measures height and distance inversely", () => {
    expect(heightAt(distanceOf(123.4))).toBeCloseTo(123.4, 9);
  });
});

describe("moving between poses", () => {
  const from = { target: new Vector3(), towardsEye: new Vector3(0, -1, 0), heightMm: 100 };
  const to = { target: new Vector3(10, 0, 0), towardsEye: new Vector3(-1, 0, 0), heightMm: 400 };

  it("starts at the one and ends at the other", () => {
    expect(blendPoses(from, to, 0).towardsEye.distanceTo(from.towardsEye)).toBeLessThan(1e-9);
    const end = blendPoses(from, to, 1);
    expect(end.towardsEye.distanceTo(to.towardsEye)).toBeLessThan(1e-9);
    expect(end.heightMm).toBeCloseTo(400, 9);
  });

  it("goes the short way round, at even zoom", () => {
    const half = blendPoses(from, to, 0.5);
    expect(half.towardsEye.distanceTo(new Vector3(-Math.SQRT1_2, -Math.SQRT1_2, 0))).toBeLessThan(1e-9);
    expect(half.heightMm).toBeCloseTo(200, 9);
  });

  it("never turns over the poles", () => {
    const { towardsEye } = turnPose(from, 0, 500);
    expect(towardsEye.z).toBeGreaterThan(0.99);
    expect(Math.hypot(towardsEye.x, towardsEye.y)).toBeGreaterThan(0);
  });
});
