import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import opentype from "opentype.js";
import { describe, expect, it } from "vitest";
import { body, box, build, face, feature, TOP } from "../spec-part";

const entry = createRequire(import.meta.url).resolve("geist/font/sans");
const file = readFileSync(join(dirname(entry), "fonts", "geist-sans", "Geist-Regular.ttf"));
const FONT = opentype.parse(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength));

/** Area inside a glyph's contours by Green's theorem: ½ ∮ (x dy − y dx), exact for lines and quadratics. */
function glyphArea(character: string, size: number): number {
  const scale = size / FONT.charToGlyph("H").getBoundingBox().y2;
  let [x, y, startX, startY, sum] = [0, 0, 0, 0, 0];
  const line = (toX: number, toY: number) => {
    sum += (x * toY - toX * y) / 2;
    [x, y] = [toX, toY];
  };
  for (const command of FONT.charToGlyph(character).getPath(0, 0, FONT.unitsPerEm).commands) {
    if (command.type === "M") [x, y, startX, startY] = [command.x, command.y, command.x, command.y];
    else if (command.type === "L") line(command.x, command.y);
    else if (command.type === "Z") line(startX, startY);
    else if (command.type === "Q") {
      // The chord's part, and two thirds of the triangle under the control point.
      const triangle = ((command.x1 - x) * (command.y - y) - (command.x - x) * (command.y1 - y)) / 2;
      sum += (2 / 3) * triangle;
      line(command.x, command.y);
    } else throw new Error("The font has cubics; this sum does not.");
  }
  return Math.abs(sum) * scale ** 2;
}

/** Letters whose strokes do not overlap, with how many counters each has. */
const COUNTERS = { H: 0, I: 0, o: 1, B: 2, "8": 2, A: 1 } as const;

describe("text", () => {
  it.each(Object.keys(COUNTERS))("%s has the area of its outline, its counters left out", async (character) => {
    const part = await build(body("text", { string: character, size: 10, h: 3 }));
    expect(part.valid).toBe(true);
    expect(part.solids).toBe(1);
    expect(Math.abs(part.volume / (3 * glyphArea(character, 10)) - 1)).toBeLessThan(1e-9);
    expect(part.names).toContain("base/top");
  });

  it("part.text is centred, as tall as asked, and grows with the cube of its size", async () => {
    const part = await build(body("text", { string: "HI", size: 8, h: 2 }));
    expect(part.box.size[1]).toBeCloseTo(8, 5);
    for (const axis of [0, 1] as const) expect(part.box.min[axis] + part.box.max[axis]).toBeCloseTo(0, 5);
    expect([part.box.min[2], part.box.max[2]]).toEqual([expect.closeTo(0, 5), expect.closeTo(2, 5)]);
    expect(part.solids).toBe(2);
    const twice = await build(body("text", { string: "HI", size: 16, h: 4 }));
    expect(Math.abs(twice.volume / part.volume / 8 - 1)).toBeLessThan(1e-9);
    const bold = await build(body("text", { string: "HI", size: 8, h: 2, font: "bold" }));
    expect(bold.volume).toBeGreaterThan(1.1 * part.volume);
  });

  it("writes several lines, each centred", async () => {
    const part = await build(body("text", { string: "H\nH", size: 5, h: 1 }));
    expect(part.box.size[1]).toBeCloseTo(5 + 1.6 * 5, 5);
    expect(part.box.min[0] + part.box.max[0]).toBeCloseTo(0, 5);
  });

  it.each([
    ["engraved", -1],
    ["raised", 1],
  ])("part.text_on %s changes the plate by the letters' area times the depth", async (mode, sense) => {
    const part = await build(
      box(60, 20, 4),
      feature("text_on", { feature: "t1", on: TOP, string: "HoB", size: 8, depth: 0.5, mode, at: [[3, 1]], angle: 90 - 90 * sense }),
    );
    const area = [..."HoB"].reduce((sum, character) => sum + glyphArea(character, 8), 0);
    expect(part.valid).toBe(true);
    expect(part.solids).toBe(1);
    // The face around the letters is integrated over their outlines, to about seven digits of the letters.
    expect(Math.abs((part.volume - 60 * 20 * 4) / (sense * area * 0.5) - 1)).toBeLessThan(1e-6);
    expect(part.box.max[2]).toBeCloseTo(sense > 0 ? 4.5 : 4, 6);
    expect(part.names.some((name) => name.startsWith(sense > 0 ? "t1[1]/top" : "t1[1]/floor"))).toBe(true);
  });

  it("names what it can't write", async () => {
    await expect(build(body("text", { string: "a漢b", size: 5, h: 1 }))).rejects.toThrow('no glyph for "漢" (U+6F22)');
    await expect(build(body("text", { string: "  ", size: 5, h: 1 }))).rejects.toThrow("no visible character");
    await expect(
      build(box(9, 9, 9), feature("text_on", { feature: "t1", on: face({ type: "cylinder" }), string: "H", size: 1, depth: 1 })),
    ).rejects.toThrow();
  });
});
