import { expect, test } from "vitest";
import type { HoleRecord } from "@/lib/contract/geometry";
import { arrangementOf } from "./arrangement";

function holesAt(...centers: [number, number][]): HoleRecord[] {
  return centers.map(([x, y]) => {
    const others = centers.filter(([a, b]) => a !== x || b !== y).map(([a, b]) => Math.hypot(a - x, b - y));
    return {
      diameter: 5,
      through: true,
      depth: 5,
      center: [x, y, 5],
      axis: [0, 0, 1],
      ...(others.length > 0 && { spacing: Math.min(...others) }),
    };
  });
}

const ring = (n: number, radius: number, startDeg = 0) =>
  Array.from({ length: n }, (_, i): [number, number] => {
    const angle = ((startDeg + (360 * i) / n) * Math.PI) / 180;
    return [3 + radius * Math.cos(angle), radius * Math.sin(angle)];
  });

test("two holes are so far apart, in whatever direction", () => {
  expect(arrangementOf(holesAt([0, 0], [30, 40]))).toEqual({ kind: "row", pitchMm: 50 });
});

test("evenly spaced holes on a line are a row, unevenly spaced ones are nothing", () => {
  expect(arrangementOf(holesAt([-20, 0], [0, 0], [20, 0]))).toEqual({ kind: "row", pitchMm: 20 });
  expect(arrangementOf(holesAt([-20, 0], [5, 0], [20, 0]))).toBeUndefined();
});

test("four corners are a rectangle with both sides, not the shorter distance", () => {
  expect(arrangementOf(holesAt([-40, -20], [-40, 20], [40, -20], [40, 20]))).toEqual({ kind: "rectangle", sidesMm: [80, 40] });
});

test("five by three are a grid", () => {
  const centers = [-2, -1, 0, 1, 2].flatMap((i) => [-1, 0, 1].map((j): [number, number] => [25 * i, 20 * j]));
  expect(arrangementOf(holesAt(...centers))).toEqual({ kind: "grid", counts: [5, 3], pitchesMm: [25, 20] });
});

test("evenly spaced holes around a centre are on a circle, wherever the centre is", () => {
  for (const n of [3, 5, 6, 8]) {
    const found = arrangementOf(holesAt(...ring(n, 30, 10)));
    expect(found?.kind).toBe("circle");
    if (found?.kind === "circle") expect(found.diameterMm).toBeCloseTo(60, 6);
  }
});

test("one hole, and holes without order, have no arrangement", () => {
  expect(arrangementOf(holesAt([0, 0]))).toBeUndefined();
  expect(arrangementOf(holesAt([0, 0], [10, 3], [-7, 12], [4, -20]))).toBeUndefined();
});
