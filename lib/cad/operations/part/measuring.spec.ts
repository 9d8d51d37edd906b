import { describe, expect, it } from "vitest";
import { box, feature, lastValue, TOP } from "../spec-part";

const { PI } = Math;

describe("measure", () => {
  it("tells volume, area, box, counts and holes of the part so far", async () => {
    const drilled = feature("hole", { feature: "h1", on: TOP, d: 6, through: true });
    expect(await lastValue(box(40, 30, 5), drilled, feature("measure", {}))).toMatchObject({
      volume_mm3: expect.closeTo((40 * 30 - PI * 9) * 5, 6),
      area_mm2: expect.closeTo(2 * (40 * 30 - PI * 9) + 2 * (40 + 30) * 5 + PI * 6 * 5, 6),
      bounding_box: { size: [40, 30, 5].map((side) => expect.closeTo(side, 5)) },
      center_of_mass: [0, 0, 2.5].map((at) => expect.closeTo(at, 6)),
      solids: 1,
      faces: 7,
      valid: true,
      holes: [expect.objectContaining({ diameter: expect.closeTo(6, 9), through: true })],
    });
  });
});
