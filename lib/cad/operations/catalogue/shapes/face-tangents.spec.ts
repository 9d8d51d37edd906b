import { describe, expect, it } from "vitest";
import { EXACT } from "../../spec-part";
import { measure, off, step } from "../spec-catalogue";

const { PI } = Math;
const circle = (radius: number, center = [0, 0, 0]) => step("occt.shapes.wire.createCircleWire", { radius, center });

describe("faces around circles", () => {
  /** Area of a belt around circles of radius a and b, their centres d apart: two tangents and two arcs. */
  const belt = (a: number, b: number, d: number) => {
    const lean = Math.asin((a - b) / d);
    const tangent = Math.sqrt(d * d - (a - b) ** 2);
    return (a + b) * tangent + a * a * (PI / 2 + lean) + b * b * (PI / 2 - lean);
  };
  const CIRCLES = [circle(3), circle(1, [10, 0, 0]), circle(2, [0, 0, 20])];
  const circles = ["$ref:0", "$ref:1", "$ref:2"];
  const far = Math.hypot(10, 20);

  it.each<[string, number]>([
    ["inOrder", belt(3, 1, 10) + belt(1, 2, far)],
    ["inOrderClosed", belt(3, 1, 10) + belt(1, 2, far) + belt(2, 3, 20)],
    ["allWithAll", belt(3, 1, 10) + belt(1, 2, far) + belt(2, 3, 20)],
  ])("occt.shapes.face.createFaceFromMultipleCircleTanWires, %s: belts of their formula's area", async (combination, area) => {
    const params = { circles, combination, unify: false };
    const faces = await measure(...CIRCLES, step("occt.shapes.face.createFaceFromMultipleCircleTanWires", params));
    expect(faces.valid).toBe(true);
    expect(off(faces.area, area)).toBeLessThan(EXACT);
    const unified = await measure(...CIRCLES, step("occt.shapes.face.createFaceFromMultipleCircleTanWires", { ...params, unify: true }));
    expect(unified).toMatchObject({ faces: 1, valid: true });
    expect(unified.area).toBeLessThan(area - 1);
  });

  it("occt.shapes.face.createFaceFromMultipleCircleTanWireCollections joins the circles of one list with those of the next", async () => {
    const grid = [circle(1), circle(1, [10, 0, 0]), circle(1, [0, 0, 10]), circle(1, [10, 0, 10])];
    const listsOfCircles = [
      ["$ref:0", "$ref:1"],
      ["$ref:2", "$ref:3"],
    ];
    const joinBy = (combination: string) =>
      measure(
        ...grid,
        step("occt.shapes.face.createFaceFromMultipleCircleTanWireCollections", { listsOfCircles, combination, unify: false }),
      );
    const straight = belt(1, 1, 10);
    const diagonal = belt(1, 1, Math.hypot(10, 10));
    expect(off((await joinBy("inOrder")).area, 2 * straight)).toBeLessThan(EXACT);
    expect(off((await joinBy("inOrderClosed")).area, 4 * straight)).toBeLessThan(EXACT);
    expect(off((await joinBy("allWithAll")).area, 2 * straight + 2 * diagonal)).toBeLessThan(EXACT);
  });

  it("refuses circles inside each other, and what is no circle", async () => {
    const inner = step("occt.shapes.face.createFaceFromMultipleCircleTanWires", { circles: ["$ref:0", "$ref:1"] });
    await expect(measure(circle(3), circle(1), inner)).rejects.toThrow("inside another");
    await expect(measure(circle(3), step("occt.shapes.wire.createSquareWire"), inner)).rejects.toThrow("circles[1]");
  });
});
