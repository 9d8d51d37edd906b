import { describe, expect, it } from "vitest";
import { body, box, build, EXACT } from "../spec-part";

const { PI } = Math;
const circle = (d: number, z: number) => ({ profile: { shape: "circle", d }, z });

/** Body, parameters, volume by formula, extents along X, Y and Z. */
const BODIES: [string, Record<string, unknown>, number, [number, number, number]][] = [
  ["box", { x: 1, y: 2, z: 3 }, 6, [1, 2, 3]],
  ["cylinder", { d: 10, h: 20 }, PI * 25 * 20, [10, 10, 20]],
  ["cone", { d1: 10, d2: 4, h: 20 }, ((PI * 20) / 3) * (25 + 10 + 4), [10, 10, 20]],
  ["cone", { d1: 10, d2: 0, h: 20 }, ((PI * 20) / 3) * 25, [10, 10, 20]],
  ["cone", { d1: 0, d2: 10, h: 20 }, ((PI * 20) / 3) * 25, [10, 10, 20]],
  ["sphere", { d: 10 }, (PI * 1000) / 6, [10, 10, 10]],
  ["torus", { D: 20, d: 4 }, 2 * PI ** 2 * 10 * 4, [24, 24, 4]],
  ["tube", { od: 20, id: 16, h: 5 }, PI * 5 * (100 - 64), [20, 20, 5]],
  ["prism", { n: 6, af: 10, h: 4 }, 4 * 6 * 25 * Math.tan(PI / 6), [10 / Math.cos(PI / 6), 10, 4]],
  ["wedge", { x: 10, y: 4, z1: 2, z2: 6 }, 10 * 4 * 4, [10, 4, 6]],
  ["wedge", { x: 10, y: 4, z1: 0, z2: 6 }, 10 * 4 * 3, [10, 4, 6]],
  ["extrude", { profile: { shape: "slot", length: 20, w: 6 }, h: 5 }, 5 * (14 * 6 + PI * 9), [20, 6, 5]],
  ["extrude", { profile: { shape: "rectangle", w: 20, h: 10, r: 2 }, h: 5, plane: "xz" }, 5 * (200 - (4 - PI) * 4), [20, 5, 10]],
  ["extrude", { profile: { shape: "rectangle", w: 20, h: 10, r: 5 }, h: 5 }, 5 * (100 + PI * 25), [20, 10, 5]],
  ["extrude", { profile: { shape: "ellipse", a: 3, b: 8 }, h: 5, plane: "yz" }, 5 * PI * 24, [5, 6, 16]],
  [
    "extrude",
    { profile: { shape: "l_section", w: 40, h: 50, t: 4, r: 3 }, h: 30, plane: "xz", symmetric: true },
    30 * (40 * 4 + 46 * 4 + 9 * (1 - PI / 4)),
    [40, 30, 50],
  ],
  [
    "revolve",
    {
      profile: {
        shape: "polyline",
        points: [
          [5, 0],
          [10, 0],
          [10, 4],
          [5, 4],
        ],
      },
    },
    PI * 75 * 4,
    [20, 20, 4],
  ],
  ["loft", { sections: [circle(10, 0), circle(4, 20)], ruled: true }, ((PI * 20) / 3) * (25 + 10 + 4), [10, 10, 20]],
];

describe("a body", () => {
  it.each(BODIES)("part.%s %j has the volume of its formula and stands where it should", async (operation, params, volume, size) => {
    const part = await build(body(operation, params));
    expect(part.valid).toBe(true);
    expect(part.solids).toBe(1);
    expect(Math.abs(part.volume / volume - 1)).toBeLessThan(EXACT);
    // The kernel's boxes are tight to 1e-6 mm.
    for (const axis of [0, 1, 2] as const) expect(part.box.size[axis]).toBeCloseTo(size[axis], 5);
  });

  it("has its faces named by role", async () => {
    expect((await build(box(1, 2, 3))).names).toEqual(["base/+x", "base/+y", "base/-x", "base/-y", "base/bottom", "base/top"]);
    expect((await build(body("cylinder", { d: 4, h: 5 }))).names).toEqual(["base/bottom", "base/side", "base/top"]);
    expect((await build(body("tube", { od: 4, id: 2, h: 5 }))).names).toEqual(["base/bottom", "base/inner", "base/outer", "base/top"]);
    const prism = await build(body("prism", { n: 3, af: 4, h: 5 }));
    expect(prism.names).toEqual(["base/bottom", "base/side[1]", "base/side[2]", "base/side[3]", "base/top"]);
  });

  it("is Z up, centred on X and Y with its base at Z = 0, and moved by `at`", async () => {
    const { box: at } = await build(body("box", { x: 1, y: 2, z: 3 }));
    for (const [axis, low] of [-0.5, -1, 0].entries()) expect(at.min[axis]).toBeCloseTo(low, 6);
    const moved = await build(body("cylinder", { d: 10, h: 20, direction: [1, 0, 0], at: [1, 2, 3] }));
    for (const [axis, low] of [1, -3, -2].entries()) expect(moved.box.min[axis]).toBeCloseTo(low, 5);
    expect(moved.box.size[0]).toBeCloseTo(20, 5);
  });

  it.each([
    ["box", { x: -1, y: 2, z: 3 }, "x is -1 and must be at least 0.01"],
    ["box", { x: 0, y: 2, z: 3 }, "x is 0 and must be at least 0.01"],
    ["box", { x: Number.NaN, y: 2, z: 3 }, "x"],
    ["box", { x: 1e9, y: 2, z: 3 }, "x is 1000000000 and must be at most 100000"],
    ["box", { x: 1, y: 2 }, "z is missing"],
    ["box", { x: 1, y: 2, z: 3, colour: "red" }, "colour is not a parameter"],
    ["tube", { od: 4, id: 4, h: 3 }, "id must be less than od"],
    ["cone", { d1: 0, d2: 0, h: 3 }, "both 0"],
    ["torus", { D: 4, d: 4 }, "d must be less than D"],
    ["extrude", { profile: { shape: "slot", length: 4, w: 6 }, h: 1 }, "its overall length is at least its width"],
    ["revolve", { profile: { shape: "circle", d: 4 } }, "beyond the axis"],
    ["loft", { sections: [circle(4, 5), circle(4, 5)] }, "sections of a loft rise"],
  ])("part.%s %j is refused before the kernel sees it, with what is wrong", async (operation, params, message) => {
    await expect(build(body(operation, params))).rejects.toMatchObject({
      code: "INVALID_INPUT",
      message: expect.stringContaining(message),
    });
  });
});
