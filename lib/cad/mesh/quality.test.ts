import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { deflectionFor } from "./quality";

describe("deflectionFor", () => {
  it("gives a finer mesh for a higher quality", () => {
    const at = (quality: "draft" | "normal" | "fine") => deflectionFor(quality, 100).linearMm;
    expect(at("fine")).toBeLessThan(at("normal"));
    expect(at("normal")).toBeLessThan(at("draft"));
  });

  it("stays between a twenty-thousandth and a five-hundredth of every size that a part may have", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("draft" as const, "normal" as const, "fine" as const),
        fc.double({ min: 0.05, max: 2e5, noNaN: true }),
        (quality, diagonalMm) => {
          const { linearMm } = deflectionFor(quality, diagonalMm);
          expect(linearMm).toBeGreaterThanOrEqual(diagonalMm / 20_000.001);
          expect(linearMm).toBeLessThanOrEqual(diagonalMm / 499);
        },
      ),
    );
  });

  it("turns more coarsely on parts of very many faces, never below twelve sides to a circle", () => {
    expect(deflectionFor("normal", 100, 10)).toEqual(deflectionFor("normal", 100, 60));
    expect(deflectionFor("normal", 100, 240).angularRad).toBeCloseTo(2 * deflectionFor("normal", 100, 60).angularRad, 9);
    for (const quality of ["draft", "normal", "fine"] as const)
      expect(deflectionFor(quality, 100, 1e6).angularRad).toBeLessThanOrEqual(Math.PI / 6);
  });

  it("refuses a size that is not a positive number", () => {
    for (const diagonalMm of [0, -1, Number.NaN, Infinity]) expect(() => deflectionFor("normal", diagonalMm)).toThrow(/diagonalMm/);
  });
});
