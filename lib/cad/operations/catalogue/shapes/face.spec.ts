import type { TopoDS_Shape } from "opencascade.js";
import { describe, expect, it } from "vitest";
import { axis2 } from "@/lib/cad/kernel/gp";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { freePart, isPartShape } from "@/lib/cad/kernel/part-shape";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { facesOf } from "@/lib/cad/kernel/topology";
import { KernelObject, type OperationContext } from "../../implementation";
import { EXACT } from "../../spec-part";
import { lastValue, type Measured, measure, measured, measureEach, off, step } from "../spec-catalogue";
import { FACES } from "./face";

const { PI } = Math;
const BOX = step("occt.shapes.solid.createBox", { width: 1, height: 2, length: 3 });
const circle = (radius: number, center = [0, 0, 0], direction = [0, 1, 0]) =>
  step("occt.shapes.wire.createCircleWire", { radius, center, direction });
const rectangle = (width: number, length: number) => step("occt.shapes.wire.createRectangleWire", { width, length });

describe("questions to faces", () => {
  it("occt.shapes.face.getFaces lists them all, occt.shapes.face.getFace takes one by its number from 0", async () => {
    const all = await measureEach(BOX, step("occt.shapes.face.getFaces", { shape: "$prev" }));
    expect(all.map(({ area }) => area).toSorted((a, b) => a - b)).toEqual([2, 2, 3, 3, 6, 6].map((area) => expect.closeTo(area, 9)));
    for (const [index, face] of all.entries()) {
      expect((await measure(BOX, step("occt.shapes.face.getFace", { shape: "$prev", index }))).center).toEqual(face.center);
    }
    await expect(measure(BOX, step("occt.shapes.face.getFace", { shape: "$prev", index: 6 }))).rejects.toThrow(
      "index is 6 and must be from 0 to 5",
    );
  });

  it("measure areas and centres of mass, of one and of several", async () => {
    const discs = [
      step("occt.shapes.face.createCircleFace", { center: [1, 2, 3] }),
      step("occt.shapes.face.createSquareFace", { size: 2 }),
    ];
    const shapes = ["$ref:0", "$ref:1"];
    const ask = (id: string, params: Record<string, unknown>) => lastValue(...discs, step(id, params));
    const middle = [1, 2, 3].map((x) => expect.closeTo(x, 9));
    expect(await ask("occt.shapes.face.getFaceArea", { shape: "$ref:0" })).toBeCloseTo(PI, 9);
    expect(await ask("occt.shapes.face.getFacesAreas", { shapes })).toEqual([PI, 4].map((x) => expect.closeTo(x, 9)));
    expect(await ask("occt.shapes.face.getFaceCenterOfMass", { shape: "$ref:0" })).toEqual(middle);
    expect(await ask("occt.shapes.face.getFacesCentersOfMass", { shapes })).toEqual([middle, [0, 0, 0].map((x) => expect.closeTo(x, 9))]);
    await expect(lastValue(circle(1), step("occt.shapes.face.getFaceArea", { shape: "$prev" }))).rejects.toThrow("shape has no face");
  });

  it("occt.shapes.face.reversedFace turns the normal round and nothing else", async () => {
    const disc = step("occt.shapes.face.createCircleFace", { radius: 3 });
    const turned = step("occt.shapes.face.reversedFace", { shape: "$prev" });
    expect(await lastValue(disc, turned, step("occt.shapes.face.normalOnUV", { shape: "$prev" }))).toEqual(
      [0, -1, 0].map((x) => expect.closeTo(x, 9)),
    );
    expect((await measure(disc, turned)).area).toBeCloseTo(9 * PI, 9);
  });

  const POINTS = [
    [1, 0, 0],
    [3, 0, 0],
    [0, 0, 0],
    [9, 0, 0],
    [0, 4, 2],
  ];
  const RING = [circle(3), circle(0.5), step("occt.shapes.face.createFaceFromWires", { shapes: ["$ref:0", "$ref:1"], planar: true })];

  it.each<[Record<string, unknown>, number[]]>([
    [{}, [0, 1, 4]],
    [{ keepOn: false }, [0, 4]],
    [{ keepIn: false, keepOn: false, keepOut: true }, [2, 3]],
    [{ useBndBox: true }, [0, 1]],
  ])(
    "occt.shapes.face.filterFacePoints with %j keeps the right ones: in, on the rim, in the hole, outside, above",
    async (options, kept) => {
      const found = await lastValue(...RING, step("occt.shapes.face.filterFacePoints", { shape: "$prev", points: POINTS, ...options }));
      expect(found).toEqual(kept.map((index) => POINTS[index]));
    },
  );

  it("occt.shapes.face.filterFacesPoints gives one list, or one for each face", async () => {
    const shapes = ["$ref:2", "$ref:2"];
    const kept = [0, 1, 4].map((index) => POINTS[index]);
    const ask = (options: Record<string, unknown>) =>
      lastValue(...RING, step("occt.shapes.face.filterFacesPoints", { shapes, points: POINTS, ...options }));
    expect(await ask({})).toEqual([...kept, ...kept]);
    expect(await ask({ flatPointsArray: false })).toEqual([kept, kept]);
  });

  it("occt.shapes.face.debugInfo says what a face lies on", async () => {
    const wall = [step("occt.shapes.solid.createCylinder", { radius: 2, height: 5 }), step("occt.shapes.face.getFace", { shape: "$prev" })];
    expect(await lastValue(...wall, step("occt.shapes.face.debugInfo", { shape: "$prev" }))).toMatchObject({
      valid: true,
      type: "cylinder",
      isPlanar: false,
      uClosed: true,
      uPeriodic: true,
      vPeriodic: false,
      uMax: expect.closeTo(2 * PI, 9),
      vMax: expect.closeTo(5, 9),
      area: expect.closeTo(20 * PI, 8),
      nbWires: 1,
      nbEdges: 3,
    });
  });
});

describe("faces from wires", () => {
  it.each([true, false])("occt.shapes.face.createFaceFromWire fills a flat wire, planar %s", async (planar) => {
    const face = await measure(rectangle(3, 5), step("occt.shapes.face.createFaceFromWire", { shape: "$prev", planar }));
    expect(face).toMatchObject({ kind: "face", valid: true, area: expect.closeTo(15, 9) });
  });

  it("lays a smooth patch through a bent wire unless it must be flat", async () => {
    const points = [
      [0, 0, 0],
      [4, 0, 0],
      [4, 1, 4],
      [0, 0, 4],
    ];
    const bent = step("occt.shapes.wire.createPolygonWire", { points });
    const patch = await measure(bent, step("occt.shapes.face.createFaceFromWire", { shape: "$prev", planar: false }));
    expect(patch.valid).toBe(true);
    // More than its shadow, less than the two triangles over either diagonal.
    expect(patch.area).toBeGreaterThan(16);
    expect(patch.area).toBeLessThan(2 * (0.5 * 4 * Math.hypot(4, 1)) + 1e-3);
    await expect(measure(bent, step("occt.shapes.face.createFaceFromWire", { shape: "$prev", planar: true }))).rejects.toThrow(
      "lie in a plane",
    );
    const open = step("occt.shapes.wire.createPolylineWire", { points });
    await expect(measure(open, step("occt.shapes.face.createFaceFromWire", { shape: "$prev", planar: false }))).rejects.toThrow("open");
    await expect(measure(BOX, step("occt.shapes.face.createFaceFromWire", { shape: "$prev", planar: true }))).rejects.toThrow(
      "shape is a solid and must be a wire",
    );
  });

  it("occt.shapes.face.createFacesFromWires fills each wire", async () => {
    const faces = await measureEach(
      rectangle(3, 5),
      circle(2),
      step("occt.shapes.face.createFacesFromWires", { shapes: ["$ref:0", "$ref:1"], planar: true }),
    );
    expect(faces.map(({ area }) => area)).toEqual([15, 4 * PI].map((area) => expect.closeTo(area, 8)));
  });

  it.each<[string, number[]]>([
    ["the same way", [0, 1, 0]],
    ["the other way", [0, -1, 0]],
  ])("occt.shapes.face.createFaceFromWires cuts holes whether their wires run %s or not", async (_name, direction) => {
    const holes = [circle(1, [-2, 0, 0], direction), circle(0.5, [2, 0, 0])];
    const face = step("occt.shapes.face.createFaceFromWires", { shapes: ["$ref:0", "$ref:1", "$ref:2"], planar: true });
    const plate = await measure(rectangle(9, 6), ...holes, face);
    expect(plate).toMatchObject({ kind: "face", valid: true });
    expect(off(plate.area, 54 - PI - PI / 4)).toBeLessThan(EXACT);
    const solid = await measure(rectangle(9, 6), ...holes, face, step("occt.operations.extrude", { shape: "$prev", direction: [0, 2, 0] }));
    expect(off(solid.volume, 2 * (54 - 1.25 * PI))).toBeLessThan(EXACT);
  });

  const WALL = [
    step("occt.shapes.solid.createCylinder", { radius: 2, height: 6, angle: 180 }),
    step("occt.shapes.face.getFace", { shape: "$prev", index: 0 }),
  ];
  const cells = (scale: number) =>
    step("occt.shapes.face.subdivideToRectangleWires", {
      shape: "$ref:1",
      nrRectanglesU: 1,
      nrRectanglesV: 1,
      scalePatternU: [scale],
      scalePatternV: [scale],
    });

  it("occt.shapes.face.createFacesFromWiresOnFace takes the parts of a bent surface inside wires", async () => {
    const patches = await measureEach(
      ...WALL,
      cells(0.5),
      step("occt.shapes.face.createFacesFromWiresOnFace", { wires: "$prev", face: "$ref:1" }),
    );
    expect(patches).toHaveLength(1);
    expect(patches[0]?.valid).toBe(true);
    expect(off(patches[0]?.area ?? 0, (2 * PI * 6) / 4)).toBeLessThan(1e-9);
  });

  it("occt.shapes.face.createFaceFromWireOnFace takes the inside of a wire that lies on the face, and refuses one that does not", async () => {
    const flat = step("occt.shapes.face.createRectangleFace", { width: 9, length: 9 });
    const on = step("occt.shapes.face.createFaceFromWireOnFace", { wire: "$ref:1", face: "$ref:0" });
    const disc = await measure(flat, circle(2), on);
    expect(disc.valid).toBe(true);
    expect(off(disc.area, 4 * PI)).toBeLessThan(EXACT);
    await expect(measure(flat, circle(2, [0, 5, 0], [1, 0, 0]), on)).rejects.toThrow();
  });

  it("occt.shapes.face.createFaceFromWiresOnFace cuts the further wires out of the first", async () => {
    const flat = step("occt.shapes.face.createRectangleFace", { width: 9, length: 9 });
    const ring = step("occt.shapes.face.createFaceFromWiresOnFace", { wires: ["$ref:1", "$ref:2"], face: "$ref:0" });
    const holed = await measure(flat, circle(3), circle(1), ring);
    expect(holed.valid).toBe(true);
    expect(off(holed.area, 8 * PI)).toBeLessThan(EXACT);
  });
});

describe("faces from triangles and surfaces", () => {
  const TRIANGLE = [
    [0, 0, 0],
    [3, 0, 0],
    [0, 0, 4],
  ];
  const LINE = [
    [0, 0, 0],
    [1, 1, 1],
    [2, 2, 2],
  ];

  it("occt.shapes.face.fromBaseTriangle has half of base times height; occt.shapes.face.fromBaseMesh skips what has no area", async () => {
    expect(await measure(step("occt.shapes.face.fromBaseTriangle", { triangle: TRIANGLE }))).toMatchObject({
      valid: true,
      area: expect.closeTo(6, 9),
    });
    const faces = await measureEach(step("occt.shapes.face.fromBaseMesh", { mesh: [TRIANGLE, LINE, TRIANGLE] }));
    expect(faces.map(({ area }) => area)).toEqual([6, 6].map((area) => expect.closeTo(area, 9)));
    await expect(measure(step("occt.shapes.face.fromBaseTriangle", { triangle: LINE }))).rejects.toThrow("triangle has no area");
  });

  /** Runs an operation that takes a kernel's surface, which only other operations can make. */
  async function onSurface(
    id: string,
    surfaceOf: (kernel: Kernel, own: Own) => TopoDS_Shape,
    params: Record<string, unknown>,
    key: string,
  ): Promise<Measured> {
    const kernel = await specKernel();
    const context: OperationContext = {
      exchange: () => Promise.reject(new Error("No exchange kernel.")),
      addFile: () => undefined,
      warn: () => undefined,
    };
    return kernel.scope((own) => {
      const [face] = facesOf(kernel, own, surfaceOf(kernel, own));
      if (!face) throw new Error("There is no face.");
      const surface = new KernelObject("surface", own(kernel.oc.BRep_Tool.Surface(face)));
      const made = { ...params, ...(params.wire ? { wire: (params.wire as (k: Kernel, o: Own) => unknown)(kernel, own) } : {}) };
      const result = FACES[id]?.(kernel, { [key]: surface, ...made } as never, context);
      if (!isPartShape(result)) throw new Error(`${id} gives no shape.`);
      try {
        return measured(kernel, result);
      } finally {
        freePart(result);
      }
    });
  }

  it("occt.shapes.face.faceFromSurface covers a whole surface, and says so where it is endless", async () => {
    const sphere = (kernel: Kernel, own: Own) => own(own(new kernel.oc.BRepPrimAPI_MakeSphere(3)).Shape());
    const tube = (kernel: Kernel, own: Own) => own(own(new kernel.oc.BRepPrimAPI_MakeCylinder(3, 5)).Shape());
    const face = await onSurface("occt.shapes.face.faceFromSurface", sphere, {}, "shape");
    expect(off(face.area, 36 * PI)).toBeLessThan(EXACT);
    await expect(onSurface("occt.shapes.face.faceFromSurface", tube, {}, "shape")).rejects.toThrow("endless");
  });

  it("occt.shapes.face.faceFromSurfaceAndWire takes what the wire encloses", async () => {
    const box = (kernel: Kernel, own: Own) => own(own(new kernel.oc.BRepPrimAPI_MakeBox(3, 3, 3)).Shape());
    const wire = (kernel: Kernel, own: Own) => {
      // The first face of a box lies in x = 0.
      const ring = own(new kernel.oc.gp_Circ(axis2(kernel, own, [0, 1, 1], [1, 0, 0]), 1));
      const edge = own(own(new kernel.oc.BRepBuilderAPI_MakeEdge(ring)).Edge());
      return { shape: own(own(new kernel.oc.BRepBuilderAPI_MakeWire(edge)).Wire()), faces: [] };
    };
    const face = await onSurface("occt.shapes.face.faceFromSurfaceAndWire", box, { wire, inside: true }, "surface");
    expect(face.valid).toBe(true);
    expect(off(face.area, PI)).toBeLessThan(EXACT);
  });
});
