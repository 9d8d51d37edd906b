import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compute, near, type Refusal, type Truth } from "./spec-compute";

const TRUTHS: Truth[] = [
  ["color.getBlueParam", { color: "#102030", from: 0, to: 1 }, 48 / 255],
  ["color.getGreenParam", { color: "#102030" }, 32],
  ["color.getRedParam", { color: "#102030" }, 16],
  ["color.hexColor", { color: "#AbCdEf" }, "#AbCdEf"],
  ["color.hexToRgb", { color: "#ff8000" }, { r: 255, g: 128, b: 0 }],
  ["color.hexToRgbMapped", { color: "#ff0033", from: 0, to: 1 }, { r: 1, g: 0, b: 0.2 }],
  ["color.invert", { color: "#ff8000", blackAndWhite: false }, "#007fff"],
  ["color.invert", { color: "#ffffff", blackAndWhite: true }, "#000000"],
  ["color.rgb1Color", { colorRgb: { r: 0, g: 0.5, b: 1 } }, { r: 0, g: 0.5, b: 1 }],
  ["color.rgb255Color", { colorRgb: { r: 0, g: 128, b: 255 } }, { r: 0, g: 128, b: 255 }],
  ["color.rgba1Color", {}, { r: 0, g: 0, b: 1, a: 1 }],
  ["color.rgba255Color", { colorRgba: { r: 1, g: 2, b: 3, a: 0.5 } }, { r: 1, g: 2, b: 3, a: 0.5 }],
  ["color.rgbAtomic1Color", { r: 0.1, g: 0.2, b: 0.3 }, { r: 0.1, g: 0.2, b: 0.3 }],
  ["color.rgbAtomic255Color", { r: 1, g: 2, b: 3 }, { r: 1, g: 2, b: 3 }],
  ["color.rgbObjToHex", { rgb: { r: 0, g: 0.5, b: 1 }, max: 1 }, "#0080ff"],
  ["color.rgbToBlue", { rgb: { r: 1, g: 2, b: 3 } }, 3],
  ["color.rgbToGreen", { rgb: { r: 1, g: 2, b: 3 } }, 2],
  ["color.rgbToHex", { r: 255, g: 128, b: 1 }, "#ff8001"],
  ["color.rgbToRed", { rgb: { r: 1, g: 2, b: 3 } }, 1],
];

const REFUSALS: Refusal[] = [
  ["color.rgbToHex", { r: 300 }, /r is 300 and must be a number from 0 to 255/],
  ["color.rgb1Color", { colorRgb: { r: 2, g: 0, b: 0 } }, /colorRgb\.r is 2/],
  ["color.rgbToRed", { rgb: { g: 1 } }, /rgb\.r is undefined/],
  ["color.rgbToHex", { r: 1, g: 1, b: 1, min: 1, max: 1 }, /max is 1/],
  ["color.hexToRgb", { color: "red" }, /colour/],
];

describe("colours", () => {
  it.each(TRUTHS)("%s %j is %j", (id, params, result) => expect(compute(id, params)).toEqual(near(result)));

  it.each(REFUSALS)("%s %j is refused", (id, params, message) => expect(() => compute(id, params)).toThrow(message));

  it("come back from numbers as they went, and from two inversions", () => {
    const channel = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(channel, channel, channel, (r, g, b) => {
        const color = compute("color.rgbToHex", { r, g, b });
        expect(compute("color.hexToRgb", { color })).toEqual({ r, g, b });
        const inverse = compute("color.invert", { color, blackAndWhite: false });
        expect(compute("color.invert", { color: inverse, blackAndWhite: false })).toBe(color);
      }),
      { numRuns: 50 },
    );
  });
});
