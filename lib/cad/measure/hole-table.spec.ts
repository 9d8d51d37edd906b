import type { TopoDS_Shape } from "opencascade.js";
import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { measure } from "./measure";
import { shapesFor } from "./spec-shapes";

let kernel: Kernel;
let make: ReturnType<typeof shapesFor>;
/** 60 × 40 × 20, its top at Z = 20. */
let block: () => TopoDS_Shape;
const UP = [0, 0, 1] as const;

beforeAll(async () => {
  kernel = await specKernel();
  make = shapesFor(kernel);
  block = () => make.box([-30, -20, 0], [60, 40, 20]);
});

const holesOf = (shape: TopoDS_Shape) => measure(kernel, shape).holes;

describe("hole table", () => {
  it("tells a through hole from a blind one, flat, drilled or ball-nosed", () => {
    expect(holesOf(make.cut(block(), make.cylinder([5, 0, -1], UP, 3, 22)))).toEqual([
      { diameter: 6, through: true, depth: 20, center: [5, 0, 20], axis: [0, 0, 1] },
    ]);
    const blind = { diameter: 6, through: false, center: [5, 0, 20], axis: [0, 0, 1] };
    expect(holesOf(make.cut(block(), make.cylinder([5, 0, 12], UP, 3, 9)))).toEqual([{ ...blind, depth: 8 }]);
    const drill = make.fuse(make.cylinder([5, 0, 12], UP, 3, 9), make.cone([5, 0, 10], 0, 3, 2));
    expect(holesOf(make.cut(block(), drill))).toEqual([{ ...blind, depth: expect.closeTo(10, 6) }]);
    const ballNose = make.fuse(make.cylinder([5, 0, 12], UP, 3, 9), make.sphere([5, 0, 12], 3));
    expect(holesOf(make.cut(block(), ballNose))).toEqual([{ ...blind, depth: expect.closeTo(8, 6) }]);
  });

  it("gives a hole from below its mouth and axis below", () => {
    expect(holesOf(make.cut(block(), make.cylinder([0, 0, -1], UP, 2, 6)))).toEqual([
      { diameter: 4, through: false, depth: 5, center: [0, 0, 0], axis: [0, 0, -1] },
    ]);
  });

  it("sees a counterbore as one hole of the smaller diameter", () => {
    const tools = [make.cylinder([0, 0, -1], UP, 3, 22), make.cylinder([0, 0, 14], UP, 5.5, 7)];
    expect(holesOf(make.cut(block(), ...tools))).toEqual([
      { diameter: 6, through: true, depth: 20, center: [0, 0, 20], axis: [0, 0, 1], counterbore: { diameter: 11, depth: 6 } },
    ]);
  });

  it("sees a countersink by its width and full angle, from either side", () => {
    const above = [make.cylinder([0, 0, -1], UP, 2, 22), make.cone([0, 0, 17], 2, 5, 3)];
    const countersink = { diameter: expect.closeTo(10, 6), angleDeg: expect.closeTo(90, 6) };
    expect(holesOf(make.cut(block(), ...above))).toEqual([
      { diameter: 4, through: true, depth: 20, center: [0, 0, 20], axis: [0, 0, 1], countersink },
    ]);
    const below = [make.cylinder([0, 0, -1], UP, 2, 22), make.cone([0, 0, 0], 5, 2, 3)];
    expect(holesOf(make.cut(block(), ...below))).toMatchObject([{ center: [0, 0, 0], axis: [0, 0, -1], countersink }]);
  });

  it("counts a D-shaped bore, but neither a slot's ends nor the round corners of a pocket", () => {
    const flat = make.cut(make.cylinder([0, 0, -1], UP, 5, 22), make.box([3, -6, -2], [6, 12, 24]));
    expect(holesOf(make.cut(block(), flat))).toMatchObject([{ diameter: 10, through: true }]);
    const slot = make.fuse(
      make.box([-8, -3, -1], [16, 6, 22]),
      make.cylinder([-8, 0, -1], UP, 3, 22),
      make.cylinder([8, 0, -1], UP, 3, 22),
    );
    expect(holesOf(make.cut(block(), slot))).toEqual([]);
    const pocket = make.fillet(make.box([-10, -10, 5], [20, 20, 16]), 3, ([, , z]) => z === 13);
    const pocketed = measure(kernel, make.cut(block(), pocket));
    expect(pocketed.holes).toEqual([]);
    expect(pocketed.fillets).toEqual([{ radius: 3, count: 4 }]);
  });

  it("does not take a boss, a pin or a round bar for a hole", () => {
    expect(holesOf(make.fuse(block(), make.cylinder([0, 0, 20], UP, 5, 8)))).toEqual([]);
    expect(holesOf(make.cylinder([0, 0, 0], UP, 5, 8))).toEqual([]);
  });

  it("gives the distance to the nearest hole of the same size and direction", () => {
    const row = [-20, -4, 12].map((x) => make.cylinder([x, 0, -1], UP, 2, 22));
    const other = make.cylinder([0, 10, -1], UP, 1, 22);
    const holes = holesOf(make.cut(block(), ...row, other));
    expect(holes.map(({ diameter, spacing }) => [diameter, spacing])).toEqual([
      [2, undefined],
      [4, 16],
      [4, 16],
      [4, 16],
    ]);
  });

  it("finds a cross hole in a round bar, and the bore of a tube", () => {
    const bar = make.cylinder([-30, 0, 0], [1, 0, 0], 10, 60);
    expect(holesOf(make.cut(bar, make.cylinder([0, 0, -20], UP, 2.5, 40)))).toMatchObject([
      { diameter: 5, through: true, depth: expect.closeTo(20, 6) },
    ]);
    const tube = make.cut(make.cylinder([0, 0, 0], UP, 10, 30), make.cylinder([0, 0, -1], UP, 8, 32));
    expect(holesOf(tube)).toMatchObject([{ diameter: 16, through: true, depth: 30 }]);
  });

  it("is blind when the next wall stands within one radius of its end", () => {
    const channel = (gap: number) =>
      make.cut(make.box([0, 0, 0], [20, 20, 20]), make.box([5, -1, -1], [gap, 22, 22]), make.cylinder([-1, 10, 10], [1, 0, 0], 4, 6));
    expect(holesOf(channel(3))).toMatchObject([{ diameter: 8, through: false }]);
    expect(holesOf(channel(6))).toMatchObject([{ diameter: 8, through: true }]);
  });

  it("does not depend on how the part lies, nor on its hand", () => {
    const tools = [make.cylinder([8, 0, -1], UP, 3, 22), make.cylinder([8, 0, 14], UP, 5.5, 7), make.cylinder([-8, 0, 12], UP, 3, 9)];
    const part = make.cut(block(), ...tools);
    const essence = (shape: TopoDS_Shape) =>
      holesOf(shape)
        .map(({ diameter, through, depth, spacing, counterbore }) => [
          diameter,
          through,
          depth,
          spacing,
          counterbore?.diameter,
          counterbore?.depth,
        ])
        .map((row) => JSON.stringify(row.map((value) => (typeof value === "number" ? Number(value.toFixed(5)) : value))))
        .sort();
    const expected = [JSON.stringify([6, false, 8, 16, null, null]), JSON.stringify([6, true, 20, 16, 11, 6])];
    for (const shape of [
      part,
      make.mirroredInX(part),
      make.turned(part, [1, 2, 3], 0.7),
      make.turned(make.mirroredInX(part), [0, 1, 0], 2),
    ]) {
      expect(essence(shape)).toEqual(expected);
    }
  });
});
