import { Box3, PerspectiveCamera, Vector3 } from "three";
import { describe, expect, it } from "vitest";
import { dimensionLines } from "./dimensions";
import { gridStep, groundGrid } from "./grid";
import { CUBE_FACES, cubeFaceTransform, cubeTransform } from "./view-cube";

describe("the ground grid", () => {
  it("steps by 1, 2 or 5 times a power of ten", () => {
    expect([0.8, 3, 12, 50, 60, 99, 1_500].map((extent) => gridStep(extent, 1))).toEqual([0.1, 0.5, 2, 5, 10, 10, 200]);
  });

  it("counts in inches where people do", () => {
    expect(gridStep(254, 25.4)).toBeCloseTo(25.4, 9);
    expect(gridStep(50.8, 25.4)).toBeCloseTo(5.08, 9);
  });

  it("lies on whole multiples of its step, however the part is placed", () => {
    const { stepMm, positions } = groundGrid(50, { x: 13.7, y: -4.2 }, 1);
    for (const along of positions) expect(Math.abs(along / stepMm - Math.round(along / stepMm))).toBeLessThan(1e-4);
  });
});

describe("outer dimensions", () => {
  const { dimensions, positions } = dimensionLines(new Box3(new Vector3(-25, -15, 0), new Vector3(25, 15, 10)));

  it("measure the box", () => {
    expect(dimensions.map(({ axis, sizeMm }) => [axis, sizeMm])).toEqual([
      ["x", 50],
      ["y", 30],
      ["z", 10],
    ]);
  });

  it("draw each line at the full length it states", () => {
    const lengths = [0, 3, 6].map((segment) => {
      const start = new Vector3().fromArray(positions, segment * 6);
      return start.distanceTo(new Vector3().fromArray(positions, segment * 6 + 3));
    });
    expect(lengths).toEqual([50, 30, 10]);
  });
});

describe("the view cube", () => {
  const numbersOf = (css: string) => css.slice("matrix3d(".length, -1).split(",").map(Number);

  /** Where CSS puts a point of a face's square, after cube and face transforms; y down, z towards the eye. */
  const onScreen = (cube: string, face: string, [x, y]: [number, number]) => {
    const apply = (m: number[], [px, py, pz]: [number, number, number]): [number, number, number] => {
      const at = (row: number) => (m[row] ?? 0) * px + (m[row + 4] ?? 0) * py + (m[row + 8] ?? 0) * pz + (m[row + 12] ?? 0);
      return [at(0), at(1), at(2)];
    };
    return apply(numbersOf(cube), apply(numbersOf(face), [x, y, 0]));
  };

  it.each(CUBE_FACES)("turns the %s face to the eye that looks at it, upright", (view) => {
    const camera = new PerspectiveCamera();
    camera.up.set(0, 0, 1);
    const eye = { front: [0, -1, 0], back: [0, 1, 0], left: [-1, 0, 0], right: [1, 0, 0], top: [0, -1e-6, 1], bottom: [0, -1e-6, -1] }[
      view
    ];
    camera.position.fromArray(eye);
    camera.lookAt(0, 0, 0);
    const cube = cubeTransform(camera.quaternion);
    const face = cubeFaceTransform(view, 20);
    const [x, y, z] = onScreen(cube, face, [0, 0]);
    expect(Math.hypot(x, y)).toBeLessThan(0.01);
    expect(z).toBeCloseTo(20, 3);
    // The right and the lower middle of the square come out right and below: lettering is neither mirrored nor upside down.
    expect(onScreen(cube, face, [10, 0])[0]).toBeCloseTo(10, 3);
    expect(onScreen(cube, face, [0, 10])[1]).toBeCloseTo(10, 3);
  });
});
