import { describe, expect, it } from "vitest";
import { toVec3 } from "@/lib/cad/kernel/gp";
import { isPartShape, type PartShape } from "@/lib/cad/kernel/part-shape";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { trackOf } from "@/lib/cad/kernel/track";
import { runPipeline } from "@/lib/cad/pipeline/run-steps";
import { CATALOGUE_IMPLEMENTATIONS } from "../catalogue-operations";
import { KernelObject, type StepValue } from "../implementation";
import { NO_CONTEXT, near, step } from "./shapes/spec-curves";

const { PI, cos, hypot, sin } = Math;
const ORIGIN = [0, 0, 0];
const UP = [0, 1, 0];

async function run(id: string, params: Record<string, unknown>): Promise<StepValue> {
  const implementation = CATALOGUE_IMPLEMENTATIONS[id];
  if (!implementation) throw new Error(`${id} is not built.`);
  return await implementation(await specKernel(), params as never, NO_CONTEXT);
}

async function object(id: string, params: Record<string, unknown>): Promise<KernelObject> {
  const value = await run(id, params);
  if (!(value instanceof KernelObject)) throw new Error(`${id} gives no object of the kernel.`);
  return value;
}

async function shape(id: string, params: Record<string, unknown>): Promise<PartShape> {
  const value = await run(id, params);
  if (!isPartShape(value)) throw new Error(`${id} gives no shape.`);
  return value;
}

const pointAt = (of: KernelObject, param: number) => run("occt.geom.curves.get2dPointFrom2dCurveOnParam", { shape: of, param });

describe("plane curves", () => {
  it.each([
    [true, 1],
    [false, -1],
  ])("an ellipse with its major axis along its direction, anticlockwise %s", async (sense, side) => {
    const params = { center: [1, 2], direction: [0, 3], radiusMinor: 1, radiusMajor: 2, sense };
    const ellipse = await object("occt.geom.curves.geom2dEllipse", params);
    expect(ellipse.kind).toBe("curve2d");
    for (const angle of [0, 0.4, 2, 5]) expect(await pointAt(ellipse, angle)).toEqual(near([1 - side * sin(angle), 2 + 2 * cos(angle)]));
    ellipse.handle.delete();
  });

  it("a segment by its length, and the part of a curve between two parameters", async () => {
    const segment = await object("occt.geom.curves.geom2dSegment", { start: [1, 1], end: [4, 5] });
    expect(await pointAt(segment, 0)).toEqual(near([1, 1]));
    expect(await pointAt(segment, 2.5)).toEqual(near([2.5, 3]));
    const ellipse = await object("occt.geom.curves.geom2dEllipse", {
      center: [0, 0],
      direction: [1, 0],
      radiusMinor: 1,
      radiusMajor: 1,
      sense: true,
    });
    const cut = { shape: ellipse, u1: 1, u2: 2, sense: true, adjustPeriodic: true };
    const part = await object("occt.geom.curves.geom2dTrimmedCurve", cut);
    expect(await pointAt(part, 1.5)).toEqual(near([cos(1.5), sin(1.5)]));
    await expect(run("occt.geom.curves.geom2dTrimmedCurve", { ...cut, u2: 1 })).rejects.toThrow("u1 and u2 are both 1");
    await expect(pointAt(new KernelObject("surface", part.handle), 0)).resolves.toBeDefined();
    for (const { handle } of [segment, ellipse, part]) handle.delete();
  });
});

describe("curves in space", () => {
  it.each([
    ["occt.geom.curves.geomCircleCurve", { radius: 2, center: [1, 2, 3], direction: UP }, 2, 2],
    ["occt.geom.curves.geomEllipseCurve", { radiusMajor: 3, radiusMinor: 2, center: [1, 2, 3], direction: UP }, 3, 2],
  ])("%s begins on Z, whatever its size", async (id, params, alongZ, alongX) => {
    const curve = await object(id, params);
    const kernel = await specKernel();
    expect(curve.kind).toBe("curve");
    if (!(curve.handle instanceof kernel.oc.Geom_Curve)) throw new Error("The handle is no curve.");
    const { handle } = curve;
    kernel.scope((own) => {
      for (const angle of [0, 1, PI])
        expect(toVec3(own, handle.EvalD0(angle))).toEqual(near([1 + alongX * sin(angle), 2, 3 + alongZ * cos(angle)]));
    });
    handle.delete();
  });
});

describe("surfaces", () => {
  it("carry plane curves: a line on a cylinder is a helix", async () => {
    const surface = await object("occt.geom.surfaces.cylindricalSurface", { radius: 2, center: ORIGIN, direction: UP });
    const curve = await object("occt.geom.curves.geom2dSegment", { start: [0, 0], end: [4 * PI, 3] });
    const edge = await shape("occt.shapes.edge.makeEdgeFromGeom2dCurveAndSurface", { curve, surface });
    const kernel = await specKernel();
    kernel.scope((own) => {
      const track = trackOf(kernel, own, edge.shape);
      expect(track.length).toBeCloseTo(hypot(8 * PI, 3), 5);
      expect(track.at(track.first)).toEqual(near([0, 0, 2]));
      expect(track.at(track.last)).toEqual(near([0, 3, 2], 6));
    });
    await expect(run("occt.shapes.edge.makeEdgeFromGeom2dCurveAndSurface", { curve: surface, surface })).rejects.toThrow(
      "curve is a surface and must be a plane curve",
    );
    edge.shape.delete();
    for (const { handle } of [surface, curve]) handle.delete();
  });

  it("are those on which faces lie", async () => {
    const kernel = await specKernel();
    const { value } = await runPipeline(kernel, [step("occt.shapes.face.createRectangleFace", { center: [0, 5, 0] })]);
    const surface = await object("occt.geom.surfaces.surfaceFromFace", { shape: value });
    const { handle } = surface;
    if (!(handle instanceof kernel.oc.Geom_Surface)) throw new Error("The handle is no surface.");
    kernel.scope((own) => {
      for (const [u, v] of [
        [0, 0],
        [3, 7],
      ] as const)
        expect(own(handle.EvalD0(u, v)).Y()).toBeCloseTo(5, 9);
    });
    handle.delete();
    const { value: box } = await runPipeline(kernel, [step("occt.shapes.solid.createCube")]);
    await expect(run("occt.geom.surfaces.surfaceFromFace", { shape: box })).rejects.toThrow("shape is solid and must be a face");
  });
});
