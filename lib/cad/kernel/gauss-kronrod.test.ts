import { describe, expect, it } from "vitest";
import { GaussKronrod } from "./gauss-kronrod";

const over = (breaks: number[], values: (x: number) => number[], scales: number[], halvings = 20) => [
  ...new GaussKronrod(scales, halvings).over(breaks, values),
];

describe("GaussKronrod", () => {
  it("is exact for powers up to the twenty-second without a single halving", () => {
    const [even, odd] = over([0, 2], (x) => [x ** 22, x ** 21], [1, 1], 0);
    expect((even ?? 0) / (2 ** 23 / 23)).toBeCloseTo(1, 13);
    expect((odd ?? 0) / (2 ** 22 / 22)).toBeCloseTo(1, 13);
  });

  it("halves until a kink between its points no longer matters", () => {
    expect(over([0, 1], (x) => [Math.abs(x - 0.3)], [1])[0]).toBeCloseTo((0.3 ** 2 + 0.7 ** 2) / 2, 8);
  });

  it("takes a kink at a bound of two stretches as it is", () => {
    const places: number[] = [];
    const [area] = over([0, 0.3, 1], (x) => [places.push(x) && Math.abs(x - 0.3)], [1]);
    expect(area).toBeCloseTo((0.3 ** 2 + 0.7 ** 2) / 2, 14);
    expect(places).toHaveLength(30);
  });

  it("halves no further when it may not", () => {
    const places: number[] = [];
    new GaussKronrod([1], 20, () => places.length < 100).over([0, 1], (x) => [places.push(x) && Math.abs(x - 0.3)]);
    expect(places.length).toBeLessThan(400);
  });

  it("judges each integral by its own scale", () => {
    const [small] = over([0, 1], (x) => [1e-6 * Math.abs(x - 0.3), 0], [1e-6, 1]);
    expect((small ?? 0) / (1e-6 * 0.29)).toBeCloseTo(1, 7);
  });
});
