import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { meshVolume } from "./body-mesh";
import { openEdgeCount, weld } from "./weld";

/** Cube with every triangle on its own three vertices, 0 … `size`, outward. */
function looseCube(size: number): { positions: number[]; indices: number[] } {
  const corner = (i: number) => [i & 1 ? size : 0, i & 2 ? size : 0, i & 4 ? size : 0];
  const quads = [
    [0, 2, 3, 1],
    [4, 5, 7, 6],
    [0, 1, 5, 4],
    [2, 6, 7, 3],
    [0, 4, 6, 2],
    [1, 3, 7, 5],
  ] as const;
  const positions = quads.flatMap(([a, b, c, d]) => [a, b, c, a, c, d].flatMap(corner));
  return { positions, indices: positions.slice(0, 36).map((_, i) => i) };
}

describe("weld", () => {
  it("joins the 36 loose corners of a cube into 8 and closes it", () => {
    const cube = looseCube(2);
    expect(openEdgeCount(cube.indices)).toBeGreaterThan(0);
    const welded = weld(cube.positions, cube.indices, 1e-6);
    expect(welded.positions.length / 3).toBe(8);
    expect(openEdgeCount(welded.indices)).toBe(0);
    expect(meshVolume(welded.positions, welded.indices)).toBeCloseTo(8, 12);
  });

  it("joins twins that differ by less than the tolerance wherever they fall on the grid", () => {
    fc.assert(
      fc.property(fc.double({ min: -100, max: 100, noNaN: true }), fc.double({ min: -0.45, max: 0.45, noNaN: true }), (x, share) => {
        const toleranceMm = 1e-4;
        const { positions } = weld([x, x, x, x + share * toleranceMm, x - share * toleranceMm, x], [], toleranceMm);
        expect(positions.length / 3).toBe(1);
      }),
    );
  });

  it("keeps vertices apart that are further away than the tolerance, and drops triangles without area of their own", () => {
    expect(weld([0, 0, 0, 1, 0, 0, 0, 1, 0], [0, 1, 2], 0.1).indices).toHaveLength(3);
    expect(weld([0, 0, 0, 0.01, 0, 0, 0, 1, 0], [0, 1, 2], 0.1).indices).toHaveLength(0);
  });
});

describe("openEdgeCount", () => {
  it("counts the rim of a missing triangle and the sides of one wound the wrong way", () => {
    const cube = looseCube(1);
    const { indices } = weld(cube.positions, cube.indices, 1e-6);
    expect(openEdgeCount(indices.slice(3))).toBe(3);
    const flipped = Uint32Array.from(indices);
    [flipped[0], flipped[1]] = [flipped[1] ?? 0, flipped[0] ?? 0];
    expect(openEdgeCount(flipped)).toBeGreaterThan(0);
  });
});
