import { describe, expect, it } from "vitest";
import { answer, curve, curves, near, onPrev, step } from "./shapes/spec-curves";

const { PI, sqrt } = Math;
const line = (x: number, y: number) => ({ type: "line", to: [x, y] });
const square = (low: number, high: number, backwards = false) => {
  const corners = [line(high, low), line(high, high), line(low, high)];
  return { start: [low, low], segments: backwards ? corners.toReversed() : corners, closed: true };
};
const path = (subpaths: unknown[], params: Record<string, unknown> = {}) => step("occt.path.shapeFromPath", { subpaths, ...params });
const kind = onPrev("occt.shapes.shape.getShapeType");
const area = onPrev("occt.shapes.face.getFaceArea");

describe("a shape from a path", () => {
  it("is a wire in the XY plane, scaled, turned over and moved", async () => {
    const open = [{ start: [0, 0], segments: [line(3, 0), line(3, 4)] }];
    const plain = await curve(path(open, { flipY: false }));
    expect([plain.length, plain.closed, plain.end]).toEqual([expect.closeTo(7, 9), false, near([3, 4, 0])]);
    const placed = await curve(path(open, { scale: 2, origin: [1, 2, 3] }));
    expect([placed.start, placed.end, placed.length]).toEqual([near([1, 2, 3]), near([7, -6, 3]), expect.closeTo(14, 9)]);
  });

  it.each<[name: string, subpath: Record<string, unknown>, length: number]>([
    [
      "a quarter of a circle",
      { start: [2, 0], segments: [{ type: "arc", to: [0, 2], center: [0, 0], rx: 2, ry: 2, deltaAngle: PI / 2 }] },
      PI,
    ],
    [
      "an arc that runs backwards",
      { start: [0, 2], segments: [{ type: "arc", to: [2, 0], center: [0, 0], rx: 2, ry: 2, startAngle: PI / 2, deltaAngle: -PI / 2 }] },
      PI,
    ],
    ["a straight curve", { start: [0, 0], segments: [{ type: "cubic", c1: [1, 0], c2: [2, 0], to: [3, 0] }] }, 3],
    // The parabola y = x² from 0 to 1.
    ["a parabola", { start: [0, 0], segments: [{ type: "quadratic", c: [0.5, 0], to: [1, 1] }] }, sqrt(5) / 2 + Math.asinh(2) / 4],
  ])("follows %s", async (_, subpath, length) => {
    const { length: found, end } = await curve(path([subpath], { flipY: false }));
    expect(found).toBeCloseTo(length, 9);
    const segments = subpath.segments as { to: number[] }[];
    expect(end).toEqual(near([...(segments.at(-1)?.to ?? []), 0]));
  });

  it("joins straight pieces in line, unless that is not wanted", async () => {
    const stepwise = [{ start: [0, 0], segments: [line(1, 0), line(2, 0), line(2, 1)] }];
    expect((await curve(path(stepwise))).edges).toBe(2);
    expect((await curve(path(stepwise, { joinSegments: false }))).edges).toBe(3);
  });

  it("is a face inside closed paths, without its holes, islands apart", async () => {
    expect(await answer(path([square(0, 4)], { makeFaces: true }), area)).toBeCloseTo(16, 9);
    expect(await answer(path([square(0, 4), square(1, 3)], { makeFaces: true }), area)).toBeCloseTo(12, 9);
    expect(await answer(path([square(0, 4), square(1, 3, true)], { makeFaces: true }), area)).toBeCloseTo(12, 9);
    const island = path([square(0, 6), square(1, 5), square(2, 4)], { makeFaces: true });
    expect(await answer(island, kind)).toBe("compound");
    expect(await answer(island, area)).toBeCloseTo(36 - 16 + 4, 9);
    const ring = { start: [3, 0], segments: [{ type: "arc", to: [3, 0], center: [0, 0], rx: 3, ry: 2, deltaAngle: 2 * PI }], closed: true };
    expect(await answer(path([ring], { makeFaces: true, scale: 2 }), area)).toBeCloseTo(24 * PI, 9);
  });

  it("keeps wires apart in a compound", async () => {
    const two = path([square(0, 1), square(2, 3)]);
    expect(await answer(two, kind)).toBe("compound");
    expect((await curves(two, onPrev("occt.shapes.wire.getWires"))).map(({ length, closed }) => [length, closed])).toEqual([
      [expect.closeTo(4, 9), true],
      [expect.closeTo(4, 9), true],
    ]);
  });

  it.each<[subpaths: unknown[], params: Record<string, unknown>, message: string]>([
    [[], {}, "holds 0 subpaths"],
    [[{ start: [0, 0], segments: [{ type: "spiral" }] }], {}, "subpaths[0].segments.0.type is refused"],
    [[{ start: [0, 0], segments: [line(0, 0)] }], {}, "no segment that leads anywhere"],
    [[square(0, 1)], { scale: 0 }, "scale is 0 and must be more than 0"],
  ])("%j is refused: %s", async (subpaths, params, message) => {
    await expect(curve(path(subpaths, params))).rejects.toThrow(message);
  });
});
