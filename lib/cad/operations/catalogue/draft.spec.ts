import { describe, expect, it } from "vitest";
import { EXACT } from "../spec-part";
import { lastValue, measure, off, step } from "./spec-catalogue";

/** A box of 10, its foot on the ground. */
const BOX = step("occt.shapes.solid.createBox", { width: 10, length: 10, height: 10, originOnCenter: false });
const faces = step("occt.shapes.face.getFaces", { shape: "$ref:0" });
const ground = { direction: [0, 1, 0], neutralPlaneOrigin: [0, 0, 0], neutralPlaneDirection: [0, 1, 0] };

/** Numbers of the box's upright faces. */
async function upright(): Promise<number[]> {
  const normals = await Promise.all(
    [0, 1, 2, 3, 4, 5].map((index) =>
      lastValue(BOX, step("occt.shapes.face.getFace", { shape: "$prev", index }), step("occt.shapes.face.normalOnUV", { shape: "$prev" })),
    ),
  );
  return normals.flatMap((normal, index) => (Math.abs((normal as number[])[1] ?? 1) < 1e-9 ? [index] : []));
}

describe("drafted faces", () => {
  it.each([5, 12, -5])(
    "occt.draft.draftAngle of %d° makes a frustum of a box: its walls lie at that angle to the direction",
    async (angle) => {
      const picks = (await upright()).map((index) => step("occt.shapes.face.getFace", { shape: "$ref:0", index }));
      expect(picks).toHaveLength(4);
      const steps = [
        BOX,
        ...picks,
        step("occt.draft.draftAngle", { shape: "$ref:0", faces: ["$ref:1", "$ref:2", "$ref:3", "$ref:4"], angle, ...ground }),
      ];
      const solid = await measure(...steps);
      expect(solid).toMatchObject({ kind: "solid", valid: true, faces: 6 });
      const [bottom, top] = [10, 10 - 2 * 10 * Math.tan((angle * Math.PI) / 180)];
      expect(off(solid.volume, (10 / 3) * (bottom ** 2 + bottom * top + top ** 2))).toBeLessThan(EXACT);
      const normals = await Promise.all(
        [0, 1, 2, 3, 4, 5].map((index) =>
          lastValue(
            ...steps,
            step("occt.shapes.face.getFace", { shape: "$prev", index }),
            step("occt.shapes.face.normalOnUV", { shape: "$prev" }),
          ),
        ),
      );
      const leaning = normals
        .map((normal) => (Math.asin((normal as number[])[1] ?? 0) * 180) / Math.PI)
        .filter((tilt) => Math.abs(tilt) < 80);
      expect(leaning).toEqual([0, 1, 2, 3].map(() => expect.closeTo(angle, 6)));
    },
  );

  it("leaves the edge in the neutral plane where it is", async () => {
    const [first = 0] = await upright();
    const pick = step("occt.shapes.face.getFace", { shape: "$ref:0", index: first });
    const middle = { ...ground, neutralPlaneOrigin: [0, 5, 0] };
    const solid = await measure(BOX, pick, step("occt.draft.draftAngle", { shape: "$ref:0", faces: ["$ref:1"], angle: 10, ...middle }));
    // Turned about its middle, the wall takes above what it gives below.
    expect(off(solid.volume, 1000)).toBeLessThan(EXACT);
  });

  it("refuses faces of other shapes and angles that are none", async () => {
    const other = step("occt.shapes.face.createCircleFace");
    await expect(measure(BOX, other, step("occt.draft.draftAngle", { shape: "$ref:0", faces: ["$ref:1"], ...ground }))).rejects.toThrow(
      "faces[0] is no face of shape",
    );
    await expect(
      measure(BOX, faces, step("occt.draft.draftAngle", { shape: "$ref:0", faces: "$prev", angle: 0, ...ground })),
    ).rejects.toThrow("angle is 0");
  });
});
