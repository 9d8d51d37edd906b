import { describe, expect, it } from "vitest";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { PlainStep } from "@/lib/contract/pipeline";
import { build, EXACT, lastValue, step } from "../spec-part";

const { PI } = Math;
const wire = (name: string, params: Record<string, unknown> = {}) => step(`occt.shapes.wire.${name}`, params);
const face = (name: string, params: Record<string, unknown> = {}) => step(`occt.shapes.face.${name}`, params);
const circle = (radius: number, center: Vec3 = [0, 0, 0], direction: Vec3 = [0, 1, 0]) =>
  wire("createCircleWire", { radius, center, direction });
const path = (...points: Vec3[]) => wire("createPolylineWire", { points });
const operation = (name: string, params: Record<string, unknown>) => step(`occt.operations.${name}`, params);
const together = step("occt.shapes.compound.makeCompound", { shapes: "$prev" });
const CUBE = step("occt.shapes.solid.createCube", { size: 10 });
const SQUARE_AT_2: Vec3[] = [
  [2, 0, 0],
  [3, 0, 0],
  [3, 1, 0],
  [2, 1, 0],
];

const close2 = (actual: number, expected: number, share: number) => expect(Math.abs(actual / expected - 1)).toBeLessThan(share);

describe("extrusions and revolutions", () => {
  it.each<[string, PlainStep, Vec3, number]>([
    ["occt.operations.extrude", face("createCircleFace", { radius: 2 }), [0, 3, 0], 12 * PI],
    ["occt.operations.extrude", face("createCircleFace", { radius: 2 }), [0, -3, 0], 12 * PI],
    // A leaning prism has the volume of its upright height.
    ["occt.operations.extrude", face("createRectangleFace", { width: 2, length: 3 }), [4, 5, 6], 30],
  ])("%s %j by %j has the volume of its base times its height", async (id, base, direction, volume) => {
    const part = await build(base, step(id, { shape: "$prev", direction }));
    expect(part.valid).toBe(true);
    close2(part.volume, volume, EXACT);
  });

  it('"occt.operations.extrudeShapes" extrudes each', async () => {
    const shapes = ["$ref:0", "$ref:1"];
    const part = await build(
      face("createCircleFace", { radius: 1 }),
      face("createRectangleFace", { width: 2, length: 2, center: [5, 0, 0] }),
      step("occt.operations.extrudeShapes", { shapes, direction: [0, 3, 0] }),
      together,
    );
    expect(part.solids).toBe(2);
    close2(part.volume, 3 * PI + 12, EXACT);
  });

  it("a wire gives a shell, a face a solid, and a solid is refused", async () => {
    const kind = step("occt.shapes.shape.getShapeType", { shape: "$prev" });
    expect(await lastValue(wire("createSquareWire"), operation("extrude", { shape: "$prev" }), kind)).toBe("shell");
    expect(await lastValue(face("createCircleFace"), operation("extrude", { shape: "$prev" }), kind)).toBe("solid");
    await expect(build(CUBE, operation("extrude", { shape: "$prev" }))).rejects.toThrow("which can't be extruded");
  });

  it.each([90, 360, -45, 720])('"occt.operations.revolve" by %d degrees follows Pappus', async (angle) => {
    const part = await build(
      face("createPolygonFace", { points: SQUARE_AT_2 }),
      step("occt.operations.revolve", { shape: "$prev", angle }),
    );
    expect(part.valid).toBe(true);
    close2(part.volume, 2.5 * 2 * PI * Math.min(1, Math.abs(angle) / 360), EXACT);
  });

  it.each([0, 45, 90, 360, 800])(
    '"occt.operations.rotatedExtrude" keeps the area of its section at every height, turned by %d degrees in all',
    async (angle) => {
      const part = await build(
        wire("createRectangleWire", { width: 4, length: 2 }),
        step("occt.operations.rotatedExtrude", { shape: "$prev", height: 10, angle }),
      );
      expect(part.valid).toBe(true);
      expect(part.solids).toBe(1);
      expect(part.box.size[1]).toBeCloseTo(10, 4);
      // The kernel approximates the swept faces to a ten-thousandth.
      close2(part.volume, 80, 1e-3);
    },
  );

  it("leaves the turned extrusion open when no solid is wanted", async () => {
    const kind = step("occt.shapes.shape.getShapeType", { shape: "$prev" });
    const open = step("occt.operations.rotatedExtrude", { shape: "$prev", height: 3, angle: 30, makeSolid: false });
    expect(await lastValue(wire("createSquareWire"), open, kind)).toBe("shell");
  });
});

describe("lofts", () => {
  it.each<[string, Record<string, unknown>]>([
    ["occt.operations.loft", {}],
    ["occt.operations.loftAdvanced", {}],
    ["occt.operations.loftAdvanced", { straight: true }],
  ])("%s %j between two circles is the frustum of its formula", async (id, params) => {
    const part = await build(circle(3), circle(1, [0, 4, 0]), step(id, { shapes: ["$ref:0", "$ref:1"], makeSolid: true, ...params }));
    expect(part.valid).toBe(true);
    close2(part.volume, ((4 * PI) / 3) * (9 + 3 + 1), 1e-6);
  });

  it.each<[string, Record<string, unknown>, number]>([
    ["occt.operations.loftAdvanced", { startVertex: [0, -3, 0], straight: true }, 4 * PI],
    ["occt.operations.loftAdvanced", { startVertex: [0, -3, 0], endVertex: [0, 6, 0], straight: true }, 12 * PI],
  ])("%s %j runs out into points as cones do", async (id, params, volume) => {
    const part = await build(circle(2), step(id, { shapes: ["$ref:0"], makeSolid: true, ...params }));
    close2(part.volume, volume, 1e-6);
  });

  const [RING, SIDE] = [5, 1];
  /** Squares on a ring about Y, each in a plane through the axis. */
  const around = (count: number) =>
    Array.from({ length: count }, (_, index) => {
      const angle = (index * 2 * PI) / count;
      const corner = (outward: number, y: number) => [(RING + outward) * Math.cos(angle), y, (RING + outward) * Math.sin(angle)];
      const half = SIDE / 2;
      return wire("createPolygonWire", { points: [corner(-half, -half), corner(half, -half), corner(half, half), corner(-half, half)] });
    });
  const refs = (count: number) => Array.from({ length: count }, (_, index) => `$ref:${index}`);

  it('"occt.operations.loftAdvanced" closed and straight returns to its first section, as a ring of bars', async () => {
    const params = { shapes: refs(8), closed: true, straight: true };
    const part = await build(...around(8), step("occt.operations.loftAdvanced", params));
    expect(part.valid).toBe(true);
    const chords = 2 * 2 * RING * Math.sin(PI / 8);
    // A bar has an outer and an inner side, and two trapezoids between the same chords.
    close2(part.area, 8 * (chords * SIDE + chords * SIDE * Math.cos(PI / 8)), 1e-6);
  });

  it('"occt.operations.loftAdvanced" periodic runs round through its sections without a corner', async () => {
    const params = { shapes: refs(12), closed: true, periodic: true, nrPeriodicSections: 4, straight: true };
    const part = await build(...around(12), step("occt.operations.loftAdvanced", params));
    // Two cylinders and two flat rings; the interpolated curves are circles to a thousandth.
    close2(part.area, 8 * PI * RING * SIDE, 1e-3);
  });

  it.each<[Record<string, unknown>, RegExp]>([
    [{ periodic: true }, /periodic is true/],
    [{ maxUDegree: 0 }, /maxUDegree is 0/],
    [{ closed: true, startVertex: [0, 5, 0] }, /must be absent/],
  ])("refuses %j", async (params, message) => {
    await expect(
      build(circle(1), circle(2, [0, 1, 0]), step("occt.operations.loftAdvanced", { shapes: ["$ref:0", "$ref:1"], ...params })),
    ).rejects.toThrow(message);
  });

  it("refuses a single wire, and what is no wire", async () => {
    await expect(build(circle(1), operation("loft", { shapes: ["$ref:0"] }))).rejects.toThrow("must hold at least 2");
    await expect(build(CUBE, circle(1), operation("loft", { shapes: ["$ref:1", "$ref:0"] }))).rejects.toThrow("shapes[1] is solid");
  });
});

describe("pipes", () => {
  it.each<[string, Record<string, unknown>, number]>([
    ["occt.operations.pipeWireCylindrical", { radius: 0.5 }, PI / 4],
    ["occt.operations.pipeWireCylindrical", { radius: 0.5, trihedronEnum: "isFrenet" }, PI / 4],
    ["occt.operations.pipePolylineWireNGon", { radius: 1, nrCorners: 6 }, (6 / 2) * Math.sin(PI / 3)],
    ["occt.operations.pipePolylineWireNGon", { radius: 1, nrCorners: 4 }, 2],
  ])("%s %j along mitred corners has the volume of its section times the length of its path", async (id, params, area) => {
    const part = await build(path([0, 0, 0], [10, 0, 0], [10, 0, 8], [10, 6, 8]), step(id, { shape: "$prev", ...params }));
    expect(part.valid).toBe(true);
    close2(part.volume, area * 24, 1e-6);
  });

  it('"occt.operations.pipe" along a circle follows Pappus', async () => {
    const part = await build(
      wire("createCircleWire", { radius: 10 }),
      circle(2, [10, 0, 0], [0, 0, 1]),
      step("occt.operations.pipe", { shape: "$ref:0", shapes: ["$ref:1"] }),
    );
    expect(part.valid).toBe(true);
    close2(part.volume, 4 * PI * 2 * PI * 10, 1e-6);
  });

  it("runs a profile along a straight wire, and between two profiles", async () => {
    const straight = path([0, 0, 0], [0, 7, 0]);
    const bar = await build(
      straight,
      wire("createRectangleWire", { width: 2, length: 3 }),
      operation("pipe", { shape: "$ref:0", shapes: ["$ref:1"] }),
    );
    close2(bar.volume, 42, EXACT);
    const taper = await build(
      straight,
      circle(2),
      circle(1, [0, 7, 0]),
      operation("pipe", { shape: "$ref:0", shapes: ["$ref:1", "$ref:2"] }),
    );
    close2(taper.volume, ((7 * PI) / 3) * (4 + 2 + 1), 1e-6);
  });

  it('"occt.operations.pipeWiresCylindrical" makes one of each wire, tubes unless solids are wanted', async () => {
    const wires = [path([0, 0, 0], [0, 5, 0]), path([9, 0, 0], [9, 0, 4])];
    const params = { shapes: ["$ref:0", "$ref:1"], radius: 1 };
    close2((await build(...wires, step("occt.operations.pipeWiresCylindrical", params), together)).volume, 9 * PI, EXACT);
    const tubes = await build(...wires, step("occt.operations.pipeWiresCylindrical", { ...params, makeSolid: false }), together);
    expect(tubes.solids).toBe(0);
    close2(tubes.area, 18 * PI, EXACT);
  });

  it("refuses a frame that needs a guide", async () => {
    await expect(
      build(path([0, 0, 0], [0, 5, 0]), operation("pipeWireCylindrical", { shape: "$prev", trihedronEnum: "isGuideAC" })),
    ).rejects.toThrow("trihedronEnum is isGuideAC");
  });
});
