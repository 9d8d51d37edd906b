import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXACT } from "../../spec-part";
import { measureEach, off, step } from "../spec-catalogue";

const { PI } = Math;
/** 12 x 8 on the ground. */
const FLAT = [step("occt.shapes.face.createRectangleFace", { width: 12, length: 8 })];
/** A quarter of the wall of a cylinder of radius 2 and height 6. */
const QUARTER = [
  step("occt.shapes.solid.createCylinder", { radius: 2, height: 6, angle: 90 }),
  step("occt.shapes.face.getFace", { shape: "$prev", index: 0 }),
];
const on = (params: Record<string, unknown>) => ({ shape: "$prev", ...params });
const total = (list: readonly number[]) => list.reduce((sum, x) => sum + x, 0);

describe("rectangles on a face", () => {
  it.each<[string, typeof FLAT, number]>([
    ["a plane", FLAT, 96],
    ["a cylinder", QUARTER, (PI / 2) * 2 * 6],
  ])("occt.shapes.face.subdivideToRectangleWires on %s enclose the whole face when nothing is left out", async (_name, face, area) => {
    const wires = await measureEach(
      ...face,
      step("occt.shapes.face.subdivideToRectangleWires", on({ nrRectanglesU: 3, nrRectanglesV: 2 })),
    );
    expect(wires).toHaveLength(6);
    expect(wires.every(({ kind, valid, edges }) => kind === "wire" && valid && edges === 4)).toBe(true);
    const patches = await measureEach(
      ...face,
      step("occt.shapes.face.subdivideToRectangleWires", on({ nrRectanglesU: 3, nrRectanglesV: 2 })),
      step("occt.shapes.face.createFacesFromWiresOnFace", { wires: "$prev", face: `$ref:${face.length - 1}` }),
    );
    expect(off(total(patches.map((patch) => patch.area)), area)).toBeLessThan(1e-9);
  });

  it.each<[string, typeof FLAT, number]>([
    ["a plane", FLAT, 96],
    ["a cylinder", QUARTER, (PI / 2) * 2 * 6],
  ])("occt.shapes.face.subdivideToRectangleHoles on %s: the face and its holes have the area of the whole", async (_name, face, area) => {
    const holes = { nrRectanglesU: 2, nrRectanglesV: 3, holesToFaces: true };
    const [rest, ...patches] = await measureEach(...face, step("occt.shapes.face.subdivideToRectangleHoles", on(holes)));
    expect(rest?.valid).toBe(true);
    expect(patches).toHaveLength(6);
    // By default each hole is half its cell in both directions.
    expect(off(total(patches.map((patch) => patch.area)), area / 4)).toBeLessThan(1e-9);
    expect(off(rest?.area ?? 0, (3 * area) / 4)).toBeLessThan(1e-9);
  });

  it("offsets, scales and gaps follow their formula, whatever they are", async () => {
    const options = fc.record({
      nrRectanglesU: fc.integer({ min: 1, max: 3 }),
      nrRectanglesV: fc.integer({ min: 1, max: 3 }),
      offsetFromBorderU: fc.double({ min: 0.01, max: 0.3, noNaN: true }),
      offsetFromBorderV: fc.double({ min: 0.01, max: 0.3, noNaN: true }),
      scale: fc.double({ min: 0.2, max: 0.9, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(options, async ({ scale, ...cells }) => {
        const patterns = { scalePatternU: [scale], scalePatternV: [scale] };
        const [rest] = await measureEach(...FLAT, step("occt.shapes.face.subdivideToRectangleHoles", on({ ...cells, ...patterns })));
        const trimmed = (1 - 2 * cells.offsetFromBorderU) * (1 - 2 * cells.offsetFromBorderV);
        expect(off(rest?.area ?? 0, 96 * (1 - trimmed * scale ** 2))).toBeLessThan(1e-9);
      }),
      { numRuns: 8 },
    );
  });

  it("rounded corners take (4 - π)r² each; a fillet of 1 makes squares circles", async () => {
    const cells = { nrRectanglesU: 2, nrRectanglesV: 3, scalePatternU: [0.5], scalePatternV: [0.5], holesToFaces: true };
    const [, ...round] = await measureEach(
      ...FLAT,
      step("occt.shapes.face.subdivideToRectangleHoles", on({ ...cells, filletPattern: [1, 0.5] })),
    );
    // Cells of 4 x 4, holes of 2 x 2.
    for (const [index, { area, valid }] of round.entries()) {
      expect(valid).toBe(true);
      expect(off(area, 4 - (4 - PI) * (index % 2 === 0 ? 1 : 0.5) ** 2)).toBeLessThan(1e-6);
    }
    const [rest, ...bent] = await measureEach(
      ...QUARTER,
      step("occt.shapes.face.subdivideToRectangleHoles", on({ ...cells, filletPattern: [0.5] })),
    );
    expect(rest?.valid).toBe(true);
    // On a cylinder lengths are true too: sides of π/4 and 1 in length.
    const [a, b] = [PI / 4, 1];
    for (const { area } of bent) expect(off(area, a * b - (4 - PI) * (a / 4) ** 2)).toBeLessThan(1e-5);
  });

  it("an inclusion pattern leaves cells out", async () => {
    const wires = await measureEach(
      ...FLAT,
      step(
        "occt.shapes.face.subdivideToRectangleWires",
        on({ nrRectanglesU: 2, nrRectanglesV: 3, inclusionPattern: [true, false, false] }),
      ),
    );
    expect(wires).toHaveLength(2);
  });
});

describe("hexagons on a face", () => {
  const CELLS = { nrHexagonsU: 3, nrHexagonsV: 4 };
  /** Share of a rectangle that a grid of hexagons covers: the cells' own area in the box that they fill. */
  const share = (across: number, up: number) => (across * up * 0.75) / ((across + 0.5) * (0.75 * up + 0.25));

  it.each([
    [false, share(4, 3)],
    [true, share(3, 4)],
  ])("occt.shapes.face.subdivideToHexagonWires, flat %s, cover their share of the face", async (flatU, covered) => {
    const patches = await measureEach(
      ...FLAT,
      step("occt.shapes.face.subdivideToHexagonWires", on({ ...CELLS, flatU })),
      step("occt.shapes.face.createFacesFromWiresOnFace", { wires: "$prev", face: "$ref:0" }),
    );
    expect(patches).toHaveLength(12);
    expect(off(total(patches.map(({ area }) => area)), 96 * covered)).toBeLessThan(EXACT);
  });

  it.each<[string, typeof FLAT, number]>([
    ["a plane", FLAT, 96],
    ["a cylinder", QUARTER, (PI / 2) * 2 * 6],
  ])("occt.shapes.face.subdivideToHexagonHoles on %s: the face and its holes have the area of the whole", async (_name, face, area) => {
    const [rest, ...patches] = await measureEach(
      ...face,
      step("occt.shapes.face.subdivideToHexagonHoles", on({ ...CELLS, flatU: false, holesToFaces: true })),
    );
    expect(rest?.valid).toBe(true);
    expect(off((rest?.area ?? 0) + total(patches.map((patch) => patch.area)), area)).toBeLessThan(1e-6);
    expect(off(total(patches.map((patch) => patch.area)), (area * share(4, 3)) / 4)).toBeLessThan(1e-6);
  });
});
