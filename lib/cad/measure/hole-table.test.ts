import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RevolvedPatch } from "./face-geometry";
import { holeTable } from "./hole-table";

const open = () => false;
const wall = (more: Partial<RevolvedPatch> = {}): RevolvedPatch => ({
  kind: "cylinder",
  inward: true,
  ends: [
    [0, 0, 0],
    [0, 0, 10],
  ],
  radii: [3, 3],
  axis: [0, 0, 1],
  middle: [1, 0, 0],
  spanRad: 2 * Math.PI,
  ...more,
});

describe("holeTable", () => {
  it("joins two half walls, as many programs write a bore, into one hole", () => {
    const halves = [wall({ spanRad: Math.PI }), wall({ spanRad: Math.PI, middle: [-1, 0, 0], axis: [0, 0, -1] })];
    expect(holeTable(halves, open)).toMatchObject([{ diameter: 6, through: true, depth: 10 }]);
    expect(holeTable(halves.slice(1), open)).toEqual([]);
  });

  it("does not count twice what two faces cover both", () => {
    const same = [wall({ spanRad: Math.PI }), wall({ spanRad: Math.PI })];
    expect(holeTable(same, open)).toEqual([]);
  });

  it("draws the line at 190° of a turn, wherever the face begins", () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 7, noNaN: true }), (angle) => {
        const middle = [Math.cos(angle), Math.sin(angle), 0] as const;
        expect(holeTable([wall({ middle, spanRad: (189 * Math.PI) / 180 })], open)).toHaveLength(0);
        expect(holeTable([wall({ middle, spanRad: (191 * Math.PI) / 180 })], open)).toHaveLength(1);
      }),
    );
  });

  it("keeps holes apart that lie on one axis but do not touch", () => {
    const lug = wall({
      ends: [
        [0, 0, 20],
        [0, 0, 30],
      ],
    });
    const holes = holeTable([wall(), lug], open);
    expect(holes.map(({ depth }) => depth)).toEqual([10, 10]);
    expect(holes.every(({ spacing }) => spacing === undefined)).toBe(true);
  });

  it("does not depend on the order or the sense of the faces", () => {
    const seat = wall({
      ends: [
        [0, 0, 16],
        [0, 0, 10],
      ],
      radii: [5, 5],
      axis: [0, 0, -1],
    });
    const other = wall({
      ends: [
        [20, 0, 0],
        [20, 0, 10],
      ],
    });
    const patches = [wall(), seat, other];
    const expected = holeTable(patches, open);
    expect(expected).toMatchObject([
      { diameter: 6, depth: 16, counterbore: { diameter: 10, depth: 6 }, spacing: 20 },
      { diameter: 6, depth: 10 },
    ]);
    expect(holeTable([other, seat, wall()], open)).toEqual(expected);
  });

  it("is not fooled by outward faces", () => {
    expect(holeTable([wall({ inward: false })], open)).toEqual([]);
  });
});
