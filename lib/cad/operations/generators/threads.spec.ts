import { describe, expect, it } from "vitest";
import { body, box, build, EXACT, face, feature, TOP } from "../spec-part";
import { expectRefusal } from "./spec-generator";

const { PI, sqrt } = Math;

/** Radii of ISO 68-1's basic profile, and of one cut off by a hole of radius `inner`. */
function profile(d: number, pitch: number, inner = d / 2 - (5 / 8) * (sqrt(3) / 2) * pitch) {
  const [outer, tan30] = [d / 2, 1 / sqrt(3)];
  const flank = (outer - inner) * tan30;
  const crest = pitch / 8;
  return { inner, outer, flank, crest, root: pitch - crest - 2 * flank };
}

/**
 * Area across the axis, which a turn of the angle 2π z / P sweeps: ½ ∮ r² dθ, so that flanks count with the mean of r².
 * It is the axial section's ∫ π r² dz / P by Pappus, for any length.
 */
function sectionArea({ inner, outer, flank, crest, root }: ReturnType<typeof profile>, pitch: number): number {
  const flanks = (2 * flank * (inner ** 2 + inner * outer + outer ** 2)) / 3;
  return (PI * (root * inner ** 2 + crest * outer ** 2 + flanks)) / pitch;
}

/** The helix is a spline that is true to 8e-8 of its radius; the volume carries twice that. */
const HELIX = 5e-7;
const modelled = { mode: "modelled" };
const cylinder = face({ type: "cylinder" });

describe("a thread", () => {
  it.each([
    ["M10", 10, 1.5, 7.5, "right"],
    ["M6, left", 6, 1, 3.5, "left"],
    ["1/4-20 UNC", 6.35, 25.4 / 20, 5, "right"],
    ["1/4-28 UNF", 6.35, 25.4 / 28, 3, "right"],
  ])("part.threaded_rod %s has the volume of its section times its length", async (_, d, pitch, length, hand) => {
    const part = await build(body("threaded_rod", { d, pitch, length, hand, ...modelled }));
    expect(part.valid).toBe(true);
    expect(part.solids).toBe(1);
    expect(Math.abs(part.volume / (sectionArea(profile(d, pitch), pitch) * length) - 1)).toBeLessThan(HELIX);
    expect(part.box.size[0]).toBeCloseTo(d, 5);
    expect(part.box.size[2]).toBeCloseTo(length, 5);
    expect(part.names.filter((name) => name.startsWith("base/flank")).length).toBe(2 * Math.ceil(length / pitch - 1e-9));
  });

  it("turns to the side that its hand says", async () => {
    // A quarter turn of a section that is heavier on one side: the centre of mass follows the crest.
    const heavySide = async (hand: string) =>
      (await build(body("threaded_rod", { d: 10, pitch: 3, length: 0.75, hand, ...modelled }))).center[1];
    const [right, left] = [await heavySide("right"), await heavySide("left")];
    expect(right).toBeCloseTo(-left, 6);
    expect(right).toBeLessThan(-1e-3);
  });

  it("has the pitch diameter where ridge and groove are equally wide", async () => {
    // Between r − ε and r + ε the ridge is P/2 wide on average exactly when r is the pitch radius.
    const [d, pitch] = [10, 1.5];
    const rod = await build(body("threaded_rod", { d, pitch, length: pitch, ...modelled }));
    const pitchRadius = (d - 0.6495190528 * pitch) / 2;
    const core = await build(
      body("threaded_rod", { d, pitch, length: pitch, ...modelled }),
      { operation: "part.tube", params: { feature: "t1", od: 2 * pitchRadius + 0.02, id: 2 * pitchRadius - 0.02, h: pitch } },
      { operation: "part.combine", params: { feature: "x1", part: "$ref:0", tools: ["$ref:1"], how: "intersect" } },
    );
    const ring = PI * ((pitchRadius + 0.01) ** 2 - (pitchRadius - 0.01) ** 2) * pitch;
    expect(core.volume / ring).toBeCloseTo(0.5, 3);
    expect(rod.valid).toBe(true);
  });

  it("part.thread cuts a modelled thread into a shaft, and only there", async () => {
    const [d, pitch, length] = [8, 1.25, 5];
    const part = await build(
      body("cylinder", { d, h: 12 }),
      feature("thread", { feature: "t1", on: cylinder, d, pitch, length, ...modelled }),
    );
    const expected = PI * 16 * 7 + sectionArea(profile(d, pitch), pitch) * length;
    expect(part.valid).toBe(true);
    expect(part.solids).toBe(1);
    expect(Math.abs(part.volume / expected - 1)).toBeLessThan(HELIX);
    expect(part.names).toEqual(expect.arrayContaining(["base/bottom", "base/side"]));
    // The thread is at the top: its half of the part is the lighter one.
    expect(part.center[2]).toBeLessThan(6);
  });

  it("part.thread cuts a modelled thread into a bore", async () => {
    const [d, pitch] = [8, 1.25];
    const hole = feature("hole", { feature: "h1", on: TOP, d: 6.8 });
    const part = await build(box(20, 20, 5), hole, feature("thread", { feature: "t1", on: cylinder, d, pitch, ...modelled }));
    const expected = 20 * 20 * 5 - sectionArea(profile(d, pitch, 3.4), pitch) * 5;
    expect(part.valid).toBe(true);
    expect(part.solids).toBe(1);
    expect(Math.abs(part.volume / expected - 1)).toBeLessThan(HELIX);
  });

  it("is a name on an unchanged cylinder when it is cosmetic", async () => {
    const part = await build(body("cylinder", { d: 8, h: 12 }), feature("thread", { feature: "t1", on: cylinder, d: 8, pitch: 1.25 }));
    expect(Math.abs(part.volume / (PI * 16 * 12) - 1)).toBeLessThan(EXACT);
    expect(part.aliasesOf("base/side")).toEqual(["t1/thread"]);
    const rod = await build(body("threaded_rod", { d: 8, pitch: 1.25, length: 12 }));
    expect(rod.names).toEqual(["base/bottom", "base/thread", "base/top"]);
  });

  it("part.tapped_hole cuts a real helix when it is modelled, with the drill beyond it", async () => {
    const hole = { feature: "h1", on: TOP, d: 5, thread_d: 6, pitch: 1, designation: "M6", depth: 6, thread_depth: 4, ...modelled };
    const real = await build(box(20, 20, 10), feature("tapped_hole", hole));
    const section = sectionArea(profile(6, 1, 2.5), 1);
    expect(real.valid).toBe(true);
    expect(Math.abs(real.volume / (4000 - section * 4 - PI * 6.25 * 2) - 1)).toBeLessThan(HELIX);
  });

  it.each([
    ["threaded_rod", { d: 4, pitch: 4, length: 5 }, "pitch is 4 and must be at most"],
    ["threaded_rod", { d: 4, pitch: 0.7, length: 200, ...modelled }, "up to 120 are built"],
  ])("part.%s %j is refused", expectRefusal);

  it.each([
    [{ d: 6, pitch: 1 }, "d is 6 and must be 8, the diameter of the shaft"],
    [{ d: 8, pitch: 1.25, length: 20 }, "length is 20 and must be at most 12"],
    [{ d: 8, pitch: 1.25, on: TOP }, "needs a cylinder"],
  ])("on a shaft %j is refused", async (params, message) => {
    await expect(build(body("cylinder", { d: 8, h: 12 }), feature("thread", { feature: "t1", on: cylinder, ...params }))).rejects.toThrow(
      message,
    );
  });
});
