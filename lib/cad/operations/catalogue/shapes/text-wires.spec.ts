import { describe, expect, it } from "vitest";
import { isPartShape } from "@/lib/cad/kernel/part-shape";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { CATALOGUE_IMPLEMENTATIONS } from "../../catalogue-operations";
import { curves, type MeasuredCurve, NO_CONTEXT, near, step } from "./spec-curves";

const TEXT = "occt.shapes.wire.textWires";
const strokes = (params: Record<string, unknown>) => curves(step(TEXT, params));

function extent(of: readonly MeasuredCurve[], axis: 0 | 2): [number, number] {
  return [Math.min(...of.map(({ box }) => box.min[axis])), Math.max(...of.map(({ box }) => box.max[axis]))];
}

describe("text in wires", () => {
  it("draws capitals as high as asked, on the ground, with the strokes that a hand would make", async () => {
    const letters = await strokes({ text: "HI", height: 3 });
    // Two posts and a bar, and a post.
    expect(letters.map(({ edges }) => edges)).toEqual([1, 1, 1, 1]);
    expect(letters.map(({ length }) => length)).toEqual([
      expect.closeTo(3, 9),
      expect.closeTo(3, 9),
      expect.any(Number),
      expect.closeTo(3, 9),
    ]);
    expect(extent(letters, 2)).toEqual(near([0, 3], 5));
    expect(letters.every(({ box }) => Math.abs(box.size[1]) < 1e-6)).toBe(true);
  });

  it("moves by its offsets, grows with its height, and centres on the origin", async () => {
    const [plain, offset, twice] = [
      await strokes({ text: "Ag" }),
      await strokes({ text: "Ag", xOffset: 5, yOffset: -2 }),
      await strokes({ text: "Ag", height: 2 }),
    ];
    for (const [axis, by] of [
      [0, 5],
      [2, -2],
    ] as const) {
      expect(extent(offset, axis)).toEqual(
        near(
          extent(plain, axis).map((at) => at + by),
          5,
        ),
      );
      expect(extent(twice, axis)).toEqual(
        near(
          extent(plain, axis).map((at) => 2 * at),
          5,
        ),
      );
    }
    const centred = await strokes({ text: "Ag\nlonger", centerOnOrigin: true });
    for (const axis of [0, 2] as const) {
      const [low, high] = extent(centred, axis);
      expect(low + high).toBeCloseTo(0, 5);
    }
  });

  it("sets lines under one another and aligns the shorter ones", async () => {
    const low = (of: MeasuredCurve[]) => of.filter(({ box }) => box.max[2] < 0);
    const left = low(await strokes({ text: "IIII\nI", lineSpacing: 3 }));
    expect(extent(left, 2)).toEqual(near([-3, -2], 5));
    const right = low(await strokes({ text: "IIII\nI", lineSpacing: 3, align: "right" }));
    const center = low(await strokes({ text: "IIII\nI", lineSpacing: 3, align: "center" }));
    const [at, end] = [extent(left, 0)[0], extent(right, 0)[0]];
    expect(end).toBeGreaterThan(at);
    expect(extent(center, 0)[0]).toBeCloseTo((at + end) / 2, 6);
    // Three letters more stand before the last one of the longer line.
    const [, second] = await strokes({ text: "II" });
    expect(end - at).toBeCloseTo(3 * ((second?.start[0] ?? 0) - at), 6);
  });

  it("spaces letters and makes room for a tool", async () => {
    const [first, second] = await strokes({ text: "II" });
    const [, wide] = await strokes({ text: "II", letterSpacing: 0.5 });
    expect((wide?.start[0] ?? 0) - (second?.start[0] ?? 0)).toBeCloseTo(0.5, 9);
    const [lower] = await strokes({ text: "I", extrudeOffset: 0.2 });
    expect([lower?.box.min[2], lower?.box.max[2]]).toEqual(near([0.1, 0.9], 5));
    expect(first?.length).toBeCloseTo(1, 9);
  });

  it("draws a question mark for what it has no letter for, and leaves spaces empty", async () => {
    const mark = (await strokes({ text: "?" })).map(({ length }) => length);
    expect((await strokes({ text: "漢" })).map(({ length }) => length)).toEqual(near(mark));
    expect(await strokes({ text: "I I" })).toHaveLength(2);
  });

  it("tells its size and keeps the letters apart where data are asked for", async () => {
    const kernel = await specKernel();
    const params = {
      text: "HI",
      xOffset: 0,
      yOffset: 0,
      height: 3,
      lineSpacing: 2,
      letterSpacing: 0,
      align: "left",
      extrudeOffset: 0,
      centerOnOrigin: false,
    };
    const value = await CATALOGUE_IMPLEMENTATIONS["occt.shapes.wire.textWiresWithData"]?.(kernel, params as never, NO_CONTEXT);
    expect(value).toMatchObject({ type: "text", height: expect.closeTo(3, 5), characters: [{ id: "char-0" }, { id: "char-1" }] });
    const { compound, characters } = value as { compound: unknown; characters: { shapes: { compound: unknown } }[] };
    const shapes = [compound, ...characters.map(({ shapes: of }) => of.compound)];
    expect(shapes.every(isPartShape)).toBe(true);
    for (const part of shapes) if (isPartShape(part)) part.shape.delete();
  });

  it.each<[params: Record<string, unknown>, message: string]>([
    [{ text: "  " }, "no letter that leaves a stroke"],
    [{ text: "a", extrudeOffset: 1 }, "height less extrudeOffset is 0 and must be more than 0"],
    [{ text: "a".repeat(2_001) }, "text has 2001 characters"],
  ])("is refused: %j", async (params, message) => {
    await expect(strokes(params)).rejects.toThrow(message);
  });
});
