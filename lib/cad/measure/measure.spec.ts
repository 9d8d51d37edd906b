import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { faceRecords, measure } from "./measure";
import { BRACKET_VOLUME_MM3, shapesFor } from "./spec-shapes";

let kernel: Kernel;
let make: ReturnType<typeof shapesFor>;

beforeAll(async () => {
  kernel = await specKernel();
  make = shapesFor(kernel);
});

describe("measure", () => {
  it("gives a bracket's volume, area, centre, bounds and counts by the formulas", () => {
    const measured = measure(kernel, make.bracket());
    expect(measured.volume_mm3).toBeCloseTo(BRACKET_VOLUME_MM3, 6);
    const outline = 2 * (50 * 5 + 5 * 35) + 30 * (50 + 40) * 2;
    const holes = 2 * (2 * Math.PI * 2.5 * 5 - 2 * Math.PI * 2.5 ** 2);
    expect(measured.area_mm2).toBeCloseTo(outline + holes, 6);
    const moment = 7500 * 0 + 5250 * -22.5 - 2 * Math.PI * 2.5 ** 2 * 5 * 10;
    expect(measured.center_of_mass[0]).toBeCloseTo(moment / BRACKET_VOLUME_MM3, 6);
    expect(measured.center_of_mass[1]).toBeCloseTo(0, 6);
    expect(measured.bounding_box).toEqual({ min: [-25, -15, 0], max: [25, 15, 40], size: [50, 30, 40] });
    // An L prism has 8 faces, 18 edges, 12 vertices; each hole adds a wall, two rims and a seam, and two vertices.
    expect(measured).toMatchObject({ solids: 1, faces: 10, edges: 24, vertices: 16, valid: true });
  });

  it("measures round bodies exactly and not by their mesh", () => {
    const ball = measure(kernel, make.sphere([1, 2, 3], 10));
    expect(ball.volume_mm3).toBeCloseTo((4 / 3) * Math.PI * 1000, 6);
    expect(ball.center_of_mass).toEqual([1, 2, 3].map((value) => expect.closeTo(value, 6)));
    const ring = measure(kernel, make.torus(20, 5));
    expect(ring.volume_mm3).toBeCloseTo(2 * Math.PI ** 2 * 20 * 25, 5);
    for (const [axis, size] of [50, 50, 10].entries()) expect(Math.abs((ring.bounding_box.size[axis] ?? 0) - size)).toBeLessThan(1e-6);
    const tilted = measure(kernel, make.cylinder([0, 0, 0], [0, 1, 1], 3, 10)).bounding_box.size;
    const side = (10 + 6) / Math.SQRT2;
    for (const [axis, size] of [6, side, side].entries()) expect(Math.abs((tilted[axis] ?? 0) - size)).toBeLessThan(1e-6);
  });

  it("counts two bodies that lie apart", () => {
    const apart = make.compound(make.box([0, 0, 0], [1, 1, 1]), make.box([5, 0, 0], [2, 1, 1]));
    expect(measure(kernel, apart)).toMatchObject({ solids: 2, faces: 12, volume_mm3: expect.closeTo(3, 9) });
  });

  it("finds blends by radius, and no blend in a slot's end, a boss or a ring", () => {
    const block = make.box([0, 0, 0], [40, 30, 20]);
    const rounded = make.fillet(block, 4, ([, , z]) => z === 10);
    expect(measure(kernel, rounded).fillets).toEqual([{ radius: 4, count: 4 }]);
    // The four straight blends of the top, and a quarter torus at each corner that is round already.
    const twice = make.fillet(rounded, 2, ([, , z]) => z === 20);
    expect(measure(kernel, twice).fillets).toEqual([
      { radius: 2, count: 8 },
      { radius: 4, count: 4 },
    ]);
    expect(measure(kernel, twice).valid).toBe(true);
    expect(measure(kernel, make.torus(20, 5)).fillets).toEqual([]);
    expect(measure(kernel, make.fuse(block, make.cylinder([20, 15, 20], [0, 0, 1], 5, 5))).fillets).toEqual([]);
  });
});

describe("faceRecords", () => {
  it("describes a box by six planes with outward normals, and a wall by radius and axis", () => {
    const box = { shape: make.box([0, 0, 0], [1, 2, 3]), faces: [] };
    const { faces, lastLabel } = faceRecords(kernel, box);
    expect(lastLabel).toBe(6);
    for (const { normal, center } of faces) {
      const outward = center.map((value, axis) => value - ([0.5, 1, 1.5][axis] ?? 0));
      expect(outward.reduce((sum, value, axis) => sum + value * (normal?.[axis] ?? 0), 0)).toBeGreaterThan(0.4);
    }
    expect(faces.map(({ area }) => area).sort((a, b) => a - b)).toEqual([2, 2, 3, 3, 6, 6].map((area) => expect.closeTo(area, 9)));
    expect(faces.find(({ label }) => label === "Face 1")?.area).toBeCloseTo(6, 9);
    const bar = faceRecords(kernel, { shape: make.cylinder([0, 0, 0], [1, 0, 0], 4, 9), faces: [] }).faces;
    const wall = bar.find(({ type }) => type === "cylinder");
    expect(wall).toMatchObject({ radius: expect.closeTo(4, 9), area: expect.closeTo(2 * Math.PI * 4 * 9, 6) });
    expect(Math.abs(wall?.axis?.[0] ?? 0)).toBeCloseTo(1, 9);
    const ring = faceRecords(kernel, { shape: make.torus(20, 5), faces: [] }).faces[0];
    expect(ring).toMatchObject({ type: "torus", radius: expect.closeTo(5, 9) });
    expect(faceRecords(kernel, { shape: make.sphere([0, 0, 0], 7), faces: [] }).faces[0]).toMatchObject({
      type: "sphere",
      radius: expect.closeTo(7, 9),
    });
  });
});
