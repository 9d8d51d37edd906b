import { describe, expect, it } from "vitest";
import { body, box, build, EXACT, feature, TOP } from "../spec-part";

const { PI } = Math;
const HOLE = feature("hole", { feature: "h1", on: TOP, d: 4 });
const OFF_CENTRE = body("box", { x: 10, y: 10, z: 10, at: [5, 0, 0] });

describe("an arrangement", () => {
  it("scales lengths by k and the volume by k³", async () => {
    const part = await build(box(10, 20, 30), HOLE, feature("scale", { feature: "s1", factor: 2.5 }));
    expect(Math.abs(part.volume / ((6000 - PI * 4 * 30) * 2.5 ** 3) - 1)).toBeLessThan(EXACT);
    expect(part.names).toContain("h1[1]/wall");
  });

  it("turns about an axis through a point, then moves", async () => {
    const part = await build(box(10, 20, 30), feature("move", { feature: "m1", axis: "x", angle: 90, about: [0, 0, 5], by: [1, 2, 3] }));
    // (x, y, z) → (x, −(z − 5), y + 5), then + (1, 2, 3).
    for (const [axis, low] of [-4, -23, -2].entries()) expect(part.box.min[axis]).toBeCloseTo(low, 6);
    for (const [axis, high] of [6, 7, 18].entries()) expect(part.box.max[axis]).toBeCloseTo(high, 6);
    expect(part.names).toContain("base/top");
  });

  it("mirrors and joins both halves, merging what lies in one plane", async () => {
    const part = await build(OFF_CENTRE, HOLE, feature("mirror", { feature: "m1", plane: "yz" }));
    expect(part.solids).toBe(1);
    expect(Math.abs(part.volume / (2 * (1000 - PI * 40)) - 1)).toBeLessThan(EXACT);
    expect(part.names).toEqual(expect.arrayContaining(["base/top", "h1[1]/wall", "m1/h1[1]/wall", "m1/base/+x"]));
    expect(part.aliasesOf("base/top")).toEqual(["m1/base/top"]);
  });

  it("mirrors away when the original is not kept", async () => {
    const part = await build(OFF_CENTRE, feature("mirror", { feature: "m1", plane: "yz", keep: false }));
    expect(part.box.max[0]).toBeCloseTo(0, 6);
    expect(part.volume).toBeCloseTo(1000, 6);
  });

  it("repeats a body in rows, fused where copies meet", async () => {
    const part = await build(box(10, 10, 10), feature("pattern_linear", { feature: "p1", nx: 3, ny: 2, px: 20, py: 8, skip: [2] }));
    expect(part.volume).toBeCloseTo(2 * 1800 + 1000, 6);
    expect(part.solids).toBe(3);
  });

  it.each([
    [360, 4],
    [180, 3],
  ])("repeats a body around Z over %d°, %d copies", async (angle, n) => {
    const part = await build(body("box", { x: 10, y: 4, z: 10, at: [20, 0, 0] }), feature("pattern_circular", { feature: "p1", n, angle }));
    expect(part.volume).toBeCloseTo(400 * n, 6);
    expect(part.solids).toBe(n);
    expect(part.box.min[0]).toBeCloseTo(-25, 6);
  });

  it("refuses copies that coincide", async () => {
    await expect(build(box(1, 1, 1), feature("pattern_linear", { feature: "p1", nx: 2, px: 0 }))).rejects.toThrow("pitch");
  });

  it.each([
    ["union", 1000 + PI * 4 * 10],
    ["subtract", 1000 - PI * 4 * 10],
    ["intersect", PI * 4 * 10],
  ])("combines bodies by %s", async (how, volume) => {
    const part = await build(
      box(10, 10, 10),
      { operation: "part.cylinder", params: { feature: "c1", d: 4, h: 20 } },
      { operation: "part.combine", params: { feature: "x1", part: "$ref:0", tools: ["$ref:1"], how } },
    );
    expect(Math.abs(part.volume / volume - 1)).toBeLessThan(EXACT);
    expect(part.names).toContain("c1/side");
  });
});
