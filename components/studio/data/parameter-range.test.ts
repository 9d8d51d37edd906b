import { describe, expect, it } from "vitest";
import { parameterRange, toShown, toStored } from "./parameter-range";

describe("the range of a parameter's slider", () => {
  it("contains the value and has a positive step, whatever the size", () => {
    for (const value of [0.05, 0.8, 1, 3.4, 10, 47, 120, 9_999]) {
      const { min, max, step } = parameterRange({ value, unit: "mm" });
      expect(min).toBeGreaterThan(0);
      expect(min).toBeLessThanOrEqual(value);
      expect(max).toBeGreaterThan(value);
      expect(step).toBeGreaterThan(0);
      expect(step).toBeLessThanOrEqual(value / 10);
    }
  });

  it("keeps to the plan's own limits", () => {
    expect(parameterRange({ value: 5, unit: "mm", min: 2, max: 9, step: 0.5 })).toEqual({ min: 2, max: 9, step: 0.5 });
  });

  it("counts in whole numbers from one", () => {
    expect(parameterRange({ value: 4, unit: "count" })).toEqual({ min: 1, max: 12, step: 1 });
  });

  it("converts inches there and back without loss", () => {
    expect(toStored(0.25, "mm", "in")).toBe(6.35);
    expect(toShown(6.35, "mm", "in")).toBeCloseTo(0.25, 12);
    expect(toStored(20, "deg", "in")).toBe(20);
  });
});
