import { describe, expect, it } from "vitest";
import { KernelError } from "@/lib/cad/kernel/kernel-error";
import { body, box, build, EXACT, edge, face, feature, TOP, VERTICAL } from "../spec-part";

const { PI } = Math;
const ALL = { kind: "edge" };

/** Message and largest feasible value of a build that must fail. */
async function failureOf(failed: Promise<unknown>): Promise<{ message: string; max: number }> {
  const error = await failed.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof KernelError)) throw new Error("It did not fail in the kernel.");
  return { message: error.message, max: error.feasible?.max ?? Number.NaN };
}

describe("a fillet", () => {
  it("on four vertical edges takes (4 − π) r² h and names its faces by their neighbours", async () => {
    const part = await build(box(60, 40, 10), feature("fillet", { feature: "f1", edges: edge(VERTICAL, 4), r: 5 }));
    expect(part.valid).toBe(true);
    expect(Math.abs(part.volume / (24_000 - (4 - PI) * 25 * 10) - 1)).toBeLessThan(EXACT);
    expect(part.names.filter((name) => name.startsWith("f1/"))).toEqual([
      "f1/blend(base/+x|base/+y)",
      "f1/blend(base/+x|base/-y)",
      "f1/blend(base/+y|base/-x)",
      "f1/blend(base/-x|base/-y)",
    ]);
  });

  it("on every edge of a cube gives the rounded cube, with eight corners", async () => {
    const part = await build(box(10, 10, 10), feature("fillet", { feature: "f1", edges: ALL, r: 2 }));
    // Core, six slabs, twelve quarter cylinders, eight eighths of a ball.
    const rounded = 6 ** 3 + 6 * 36 * 2 + 12 * 6 * PI + (4 / 3) * PI * 8;
    expect(Math.abs(part.volume / rounded - 1)).toBeLessThan(EXACT);
    expect(part.names.filter((name) => name.startsWith("f1/corner("))).toHaveLength(8);
  });

  it("of a concave edge adds material", async () => {
    const part = await build(
      body("extrude", { profile: { shape: "l_section", w: 40, h: 40, t: 5 }, h: 20 }),
      feature("fillet", { feature: "f1", edges: edge({ concave: true }, 1), r: 6 }),
    );
    expect(Math.abs(part.volume / (20 * (40 * 5 + 35 * 5 + 36 * (1 - PI / 4))) - 1)).toBeLessThan(EXACT);
  });

  it.each([6, 9, 30])("of %d mm on a 10 mm cube fails and names the largest that fits", async (r) => {
    const failed = build(box(10, 10, 10), feature("fillet", { feature: "f1", edges: ALL, r }));
    await expect(failed).rejects.toMatchObject({
      code: "KERNEL_FAILED",
      operation: "part.fillet",
      feature: "f1",
      step: 1,
      feasible: { param: "r" },
    });
    const { max, message } = await failureOf(failed);
    expect(max).toBeGreaterThan(4.9);
    expect(max).toBeLessThan(5);
    expect(message).toContain(`${max} mm`);
    const fits = await build(box(10, 10, 10), feature("fillet", { feature: "f1", edges: ALL, r: max }));
    expect(fits.valid).toBe(true);
  });
});

describe("a chamfer", () => {
  const longTopEdges = edge({ at: "top", parallel: [1, 0, 0] }, 2);

  it.each<[string, Record<string, unknown>, number]>([
    ["one length", { c: 2 }, 2],
    ["two lengths", { c: 2, c2: 1 }, 1],
    ["a length and an angle", { c: 2, angle: 30 }, 2 * Math.tan(PI / 6)],
  ])("by %s takes half the product of its legs", async (_, params, leg) => {
    const part = await build(box(60, 40, 10), feature("chamfer", { feature: "c1", edges: longTopEdges, ...params }));
    expect(Math.abs(part.volume / (24_000 - 2 * 0.5 * 2 * leg * 60) - 1)).toBeLessThan(EXACT);
    expect(part.names).toEqual(expect.arrayContaining(["c1/chamfer(base/+y|base/top)", "c1/chamfer(base/-y|base/top)"]));
  });

  it("lays c on the flatter face when its legs differ", async () => {
    const part = await build(box(60, 40, 10), feature("chamfer", { feature: "c1", edges: longTopEdges, c: 3, c2: 1 }));
    const top = await build(
      box(60, 40, 10),
      feature("chamfer", { feature: "c1", edges: longTopEdges, c: 3, c2: 1 }),
      feature("shell", { feature: "s1", t: 0.5, open: TOP }),
    );
    expect(part.volume).toBeGreaterThan(top.volume);
    // The sides keep 9 mm of height; their area tells: two sides of 60 x 9.
    expect(part.area).toBeCloseTo(2400 + 60 * 34 + 2 * 60 * 9 + 2 * 60 * Math.hypot(3, 1) + 2 * (400 - 3), 6);
  });

  it("that does not fit names the largest that does", async () => {
    const failed = build(box(60, 40, 10), feature("chamfer", { feature: "c1", edges: edge({ at: "top" }, 4), c: 25 }));
    await expect(failed).rejects.toMatchObject({ feasible: { param: "c", max: expect.any(Number) } });
  });
});

describe("a shell", () => {
  it("of 2 mm in a cube of 20 open at the top leaves 3392 mm³", async () => {
    const part = await build(box(20, 20, 20), feature("shell", { feature: "s1", t: 2, open: TOP }));
    expect(part.valid).toBe(true);
    expect(Math.abs(part.volume / 3392 - 1)).toBeLessThan(EXACT);
    expect(part.names).toEqual([
      "base/+x",
      "base/+y",
      "base/-x",
      "base/-y",
      "base/bottom",
      "base/top",
      "s1/inner(base/+x)",
      "s1/inner(base/+y)",
      "s1/inner(base/-x)",
      "s1/inner(base/-y)",
      "s1/inner(base/bottom)",
    ]);
  });

  it("without an opening leaves a closed cavity", async () => {
    const part = await build(box(20, 20, 20), feature("shell", { feature: "s1", t: 2 }));
    expect(Math.abs(part.volume / (8000 - 16 ** 3) - 1)).toBeLessThan(EXACT);
    expect(part.solids).toBe(1);
  });

  it("outward grows around the part", async () => {
    const part = await build(box(20, 20, 20), feature("shell", { feature: "s1", t: 2, open: TOP, outward: true }));
    expect(Math.abs(part.volume / (24 * 24 * 22 - 8000) - 1)).toBeLessThan(EXACT);
  });

  it("follows rounded corners", async () => {
    const part = await build(
      box(40, 30, 20),
      feature("fillet", { feature: "f1", edges: edge(VERTICAL, 4), r: 5 }),
      feature("shell", { feature: "s1", t: 2, open: TOP }),
    );
    const outside = (40 * 30 - (4 - PI) * 25) * 20;
    const inside = (36 * 26 - (4 - PI) * 9) * 18;
    expect(Math.abs(part.volume / (outside - inside) - 1)).toBeLessThan(EXACT);
    expect(part.names).toContain("s1/inner(f1/blend(base/+x|base/+y))");
  });

  it("thicker than its rounded corners leaves them sharp inside", async () => {
    const [r, t] = [2, 3];
    const part = await build(
      box(40, 30, 20),
      feature("fillet", { feature: "f1", edges: edge(VERTICAL, 4), r }),
      feature("shell", { feature: "s1", t, open: TOP }),
    );
    const outside = (40 * 30 - (4 - PI) * r ** 2) * 20;
    const inside = (40 - 2 * t) * (30 - 2 * t) * (20 - t);
    expect(part.valid).toBe(true);
    expect(Math.abs(part.volume / (outside - inside) - 1)).toBeLessThan(EXACT);
  });

  it("thicker than its part fails and names a wall that fits", async () => {
    const failed = build(box(20, 20, 20), feature("shell", { feature: "s1", t: 12, open: TOP }));
    await expect(failed).rejects.toMatchObject({ feasible: { param: "t" } });
    const { max } = await failureOf(failed);
    expect(max).toBeGreaterThan(5);
    expect(max).toBeLessThan(10);
  });
});

describe("moving a face", () => {
  const HOLE = feature("hole", { feature: "h1", on: TOP, d: 6, at: [[10, 5]] });

  it.each([
    [5, 15],
    [-5, 5],
  ])("by %d mm makes a drilled plate %d mm thick; nothing else moves and every name stays", async (d, height) => {
    const part = await build(box(50, 30, 10), HOLE, feature("move_face", { feature: "m1", faces: TOP, d }));
    expect(Math.abs(part.volume / ((1500 - PI * 9) * height) - 1)).toBeLessThan(EXACT);
    expect(part.box.min[2]).toBeCloseTo(0, 6);
    expect(part.box.max[2]).toBeCloseTo(height, 6);
    expect(part.names).toEqual(["base/+x", "base/+y", "base/-x", "base/-y", "base/bottom", "base/top", "h1[1]/wall"]);
  });

  it("refuses a face whose neighbours are rounded", async () => {
    const fillet = feature("fillet", { feature: "f1", edges: edge({ at: "top" }, 1), r: 1 });
    const move = feature("move_face", { feature: "m1", faces: face({ at: "top" }), d: 2 });
    await expect(build(body("cylinder", { d: 10, h: 5 }), fillet, move)).rejects.toThrow(
      "f1/blend(base/side|base/top) does not run on straight",
    );
  });
});
