import { describe, expect, it } from "vitest";
import { RasterCanvas, type ScreenPoint } from "./raster-canvas";

const at = (x: number, y: number, depth = 0): ScreenPoint => ({ x, y, depth });
/** A square from (2, 2) to (8, 8), of two triangles. */
function square(canvas: RasterCanvas, depth: number, shade: number): void {
  canvas.triangle(at(2, 2, depth), at(8, 2, depth), at(8, 8, depth), shade, shade, shade);
  canvas.triangle(at(2, 2, depth), at(8, 8, depth), at(2, 8, depth), shade, shade, shade);
}
const style = { radius: 0.6, strength: 255, bias: 0.5 };

describe("RasterCanvas", () => {
  it("covers the pixels whose centres lie inside, without a crack along the common edge", () => {
    const canvas = new RasterCanvas(10, 10);
    square(canvas, 0, 1);
    const covered = Array.from({ length: 100 }, (_, pixel) => canvas.covered(pixel));
    expect(covered.filter(Boolean)).toHaveLength(36);
    expect(canvas.covered(5 * 10 + 5)).toBe(true);
    expect(canvas.covered(1 * 10 + 1)).toBe(false);
  });

  it("shows what is nearer, whichever comes first, and either winding", () => {
    for (const order of [
      [1, 2],
      [2, 1],
    ] as const) {
      const canvas = new RasterCanvas(10, 10);
      for (const depth of order) square(canvas, depth, depth / 4);
      expect(canvas.shade[55]).toBeCloseTo(0.5, 6);
    }
    const turned = new RasterCanvas(10, 10);
    turned.triangle(at(2, 2), at(8, 8), at(8, 2), 1, 1, 1);
    expect(turned.covered(3 * 10 + 6)).toBe(true);
  });

  it("runs shades linearly between corners", () => {
    const canvas = new RasterCanvas(10, 10);
    canvas.triangle(at(0, 0), at(10, 0), at(0, 10), 0, 1, 0);
    expect(canvas.shade[1 * 10 + 3]).toBeCloseTo(0.35, 5);
  });

  it("hides a line behind a face and draws one before it", () => {
    const hidden = new RasterCanvas(10, 10);
    square(hidden, 5, 1);
    hidden.segment(at(4, 5, 0), at(6, 5, 0), style);
    expect(hidden.line.every((strength) => strength === 0)).toBe(true);
    hidden.segment(at(4, 5, 5), at(6, 5, 5), style);
    expect(hidden.line.some((strength) => strength === 255)).toBe(true);
  });

  it("outlines a shape against nothing, and takes lines that leave the canvas", () => {
    const canvas = new RasterCanvas(10, 10);
    square(canvas, 0, 1);
    canvas.outline(1);
    expect(canvas.line[5 * 10 + 2]).toBe(255);
    expect(canvas.line[5 * 10 + 5]).toBe(0);
    expect(() => canvas.segment(at(-20, 5), at(30, 5), style)).not.toThrow();
  });
});
