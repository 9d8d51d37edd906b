import { describe, expect, it } from "vitest";
import { outlineOf, regularPolygon, type Segment, signedArea } from "./profile-outline";

function ends(segments: Segment[]): [number, number][] {
  return segments.flatMap((segment) => (segment.kind === "line" || segment.kind === "arc" ? [segment.from] : []));
}

describe("an outline", () => {
  it.each([
    { shape: "rectangle", w: 20, h: 10, r: 2 },
    { shape: "slot", length: 20, w: 6 },
    { shape: "polygon", n: 5, d: 10 },
    { shape: "l_section", w: 40, h: 30, t: 4, r: 2 },
  ] as const)("of %j closes and runs anticlockwise", (profile) => {
    const segments = outlineOf(profile);
    for (const [index, segment] of segments.entries()) {
      const next = segments[(index + 1) % segments.length];
      if ((segment.kind !== "line" && segment.kind !== "arc") || (next?.kind !== "line" && next?.kind !== "arc"))
        throw new Error("not a chain");
      expect(Math.hypot(segment.to[0] - next.from[0], segment.to[1] - next.from[1])).toBeLessThan(1e-12);
    }
    expect(signedArea(ends(segments))).toBeGreaterThan(0);
  });

  it("of points given clockwise is turned round, and repeats are left out", () => {
    const square = outlineOf({
      shape: "polyline",
      points: [
        [0, 0],
        [0, 2],
        [0, 2],
        [2, 2],
        [2, 0],
        [0, 0],
      ],
    });
    expect(square).toHaveLength(4);
    expect(signedArea(ends(square))).toBe(4);
  });

  it("of a hexagon 10 across flats has a flat at v = −5", () => {
    const corners = regularPolygon(6, 5 / Math.cos(Math.PI / 6));
    expect(corners.filter(([, v]) => Math.abs(v + 5) < 1e-12)).toHaveLength(2);
  });

  it.each([
    [{ shape: "rectangle", w: 20, h: 10, r: 6 }, "up to 5 mm"],
    [{ shape: "polygon", n: 6 }, "either af"],
    [{ shape: "polygon", n: 6, af: 3, d: 4 }, "either af"],
    [{ shape: "l_section", w: 10, h: 10, t: 10 }, "leaves nothing"],
    [{ shape: "l_section", w: 10, h: 10, t: 4, r: 7 }, "up to 6 mm"],
    [
      {
        shape: "polyline",
        points: [
          [0, 0],
          [1, 0],
          [2, 0],
        ],
      },
      "no area",
    ],
    [
      {
        shape: "polyline",
        points: [
          [0, 0],
          [2, 2],
          [2, 0],
          [0, 2],
        ],
      },
      "crosses itself",
    ],
    [
      {
        shape: "polyline",
        points: [
          [0, 0],
          [0, 0],
          [1, 0],
        ],
      },
      "three different points",
    ],
  ] as const)("of %j is refused", (profile, message) => {
    expect(() => outlineOf(structuredClone(profile) as never)).toThrow(message);
  });
});
