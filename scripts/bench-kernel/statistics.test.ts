import { expect, it } from "vitest";
import { fitPower, geometricMean, median, slopeOf } from "./statistics";

it("takes the middle value, or the mean of the two in the middle", () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 9, 2])).toBe(3);
});

it("averages ratios so that a half and a double cancel out", () => {
  expect(geometricMean([0.5, 2])).toBeCloseTo(1, 12);
});

it("finds the power law that made the points", () => {
  const { factor, exponent } = fitPower([1, 10, 400].map((n) => [n, 3 * n ** 1.5] as const));
  expect(factor).toBeCloseTo(3, 9);
  expect(exponent).toBeCloseTo(1.5, 9);
});

it("finds the slope of a straight line", () => {
  expect(slopeOf([0, 1, 5].map((x) => [x, 7 + 2 * x] as const))).toBeCloseTo(2, 12);
});
