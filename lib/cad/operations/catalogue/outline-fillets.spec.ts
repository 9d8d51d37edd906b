import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { EXACT } from "../spec-part";
import { applied } from "./spec-blends";
import { measure, measureEach, off, step } from "./spec-catalogue";

const { PI } = Math;
const RECTANGLE = { width: 8, length: 5 };
const WIRE = step("occt.shapes.wire.createRectangleWire", RECTANGLE);
const FACE = step("occt.shapes.face.createRectangleFace", RECTANGLE);
const polyline = (points: number[][]) => step("occt.shapes.wire.createPolylineWire", { points });
const rounded = (params: Record<string, unknown> = {}) => step("occt.fillets.fillet2d", { shape: "$prev", ...params });

describe("rounded corners of flat outlines", () => {
  it.each<[Record<string, unknown>, number, number]>([
    [{ radius: 1 }, 4, 4],
    [{ radius: 1, indexes: [1, 3] }, 2, 2],
    [{ radiusList: [1, 2], indexes: [2, 4] }, 1 + 4, 1 + 2],
  ])("occt.fillets.fillet2d %j takes (1 - π/4)r² and (2 - π/2)r at each corner", async (params, squares, radii) => {
    const face = await measure(FACE, rounded(params));
    expect(face).toMatchObject({ kind: "face", valid: true });
    expect(off(face.area, 40 - (1 - PI / 4) * squares)).toBeLessThan(EXACT);
    const wire = await measure(WIRE, rounded(params));
    expect(wire).toMatchObject({ kind: "wire", valid: true });
    expect(off(wire.length, 26 - (2 - PI / 2) * radii)).toBeLessThan(EXACT);
    const filled = await measure(WIRE, rounded(params), step("occt.shapes.face.createFaceFromWire", { shape: "$prev", planar: true }));
    expect(off(filled.area, face.area)).toBeLessThan(EXACT);
  });

  it("counts corners from 1 along the outline: the k-th is where the k-th side ends", async () => {
    const corners = [
      [0, 0, 0],
      [9, 0, 0],
      [9, 0, 6],
      [0, 0, 4],
    ];
    for (const index of [1, 2, 3, 4]) {
      const cut = await measure(step("occt.shapes.face.createPolygonFace", { points: corners }), rounded({ radius: 1, indexes: [index] }));
      const whole = await measure(step("occt.shapes.face.createPolygonFace", { points: corners }));
      const at = corners[index % 4] ?? [];
      // What is cut off lies at the corner: the rest's middle moves away from it.
      const away = whole.center.map((x, axis) => x - (at[axis] ?? 0));
      const moved = cut.center.map((x, axis) => x - (whole.center[axis] ?? 0));
      const cosine = moved.reduce((sum, x, axis) => sum + x * (away[axis] ?? 0), 0) / Math.hypot(...moved) / Math.hypot(...away);
      expect(cosine).toBeGreaterThan(0.95);
    }
  });

  it("keeps the normal of a face, and rounds the corners of its holes too", async () => {
    const plate = [
      WIRE,
      step("occt.shapes.wire.createSquareWire", { size: 2 }),
      step("occt.shapes.face.createFaceFromWires", { shapes: ["$ref:0", "$ref:1"], planar: true }),
    ];
    const face = await measure(...plate, rounded({ radius: 0.5 }));
    expect(face.valid).toBe(true);
    // Outside less is left, in the hole more.
    expect(off(face.area, 40 - 4)).toBeLessThan(EXACT);
    const solid = await measure(FACE, rounded({ radius: 1 }), step("occt.operations.extrude", { shape: "$prev", direction: [0, 3, 0] }));
    expect(off(solid.volume, 3 * (40 - (4 - PI)))).toBeLessThan(EXACT);
  });

  it("rounds both turns of an open wire and leaves its ends where they are", async () => {
    const open = polyline([
      [0, 0, 0],
      [6, 0, 0],
      [6, 0, 4],
      [9, 0, 4],
    ]);
    const wire = await measure(open, rounded({ radius: 1 }));
    expect(wire).toMatchObject({ kind: "wire", valid: true, edges: 5 });
    expect(off(wire.length, 13 - 2 * (2 - PI / 2))).toBeLessThan(EXACT);
    expect([wire.box.min, wire.box.max]).toEqual([[0, 0, 0].map((x) => expect.closeTo(x, 6)), [9, 0, 4].map((x) => expect.closeTo(x, 6))]);
  });

  it("shortens any corner by the formula of its angle", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.double({ min: 0.3, max: 2.8, noNaN: true }),
        fc.double({ min: 0.1, max: 0.6, noNaN: true }),
        async (angle, radius) => {
          const bent = polyline([
            [5, 0, 0],
            [0, 0, 0],
            [5 * Math.cos(angle), 0, 5 * Math.sin(angle)],
          ]);
          const { length } = await measure(bent, rounded({ radius }));
          expect(length).toBeCloseTo(10 - 2 * (radius / Math.tan(angle / 2)) + radius * (PI - angle), 6);
        },
      ),
      { numRuns: 8 },
    );
  });

  it("occt.fillets.fillet2dShapes rounds several alike", async () => {
    const faces = await measureEach(
      FACE,
      step("occt.shapes.face.createSquareFace", { size: 4 }),
      step("occt.fillets.fillet2dShapes", { shapes: ["$ref:0", "$ref:1"], radius: 1 }),
    );
    expect(faces.map(({ area }) => area)).toEqual([40, 16].map((area) => expect.closeTo(area - (4 - PI), 8)));
  });

  it("says which largest radius fits: half of the shorter side", async () => {
    const failure = await measure(FACE, rounded({ radius: 3 })).catch((error: { feasible?: { param: string; max: number } }) => error);
    expect(failure).toMatchObject({ feasible: { param: "radius" } });
    const max = "feasible" in failure ? (failure.feasible?.max ?? 0) : 0;
    expect(max).toBeGreaterThan(2.2);
    expect(max).toBeLessThan(2.5);
    await expect(measure(WIRE, rounded({ indexes: [5] }))).rejects.toThrow("indexes[0] is 5 and must be from 1 to 4");
    await expect(measure(step("occt.shapes.wire.createCircleWire"), rounded())).rejects.toThrow("no corner that bends");
    await expect(measure(step("occt.shapes.solid.createCube"), rounded())).rejects.toThrow("shape is a solid");
  });
});

describe("rounded corners of bent wires", () => {
  it("occt.fillets.fillet3DWire rounds what it sees along the direction", async () => {
    const flat = polyline([
      [0, 0, 0],
      [6, 0, 0],
      [6, 0, 4],
    ]);
    const wire = await measure(flat, step("occt.fillets.fillet3DWire", { shape: "$prev", radius: 1.5 }));
    expect(off(wire.length, 10 - 1.5 * (2 - PI / 2))).toBeLessThan(EXACT);
    const bent = polyline([
      [0, 0, 0],
      [6, 0, 0],
      [6, 3, 4],
    ]);
    const rising = await measure(bent, step("occt.fillets.fillet3DWire", { shape: "$prev", radius: 1 }));
    expect(rising).toMatchObject({ kind: "wire", valid: true, edges: 3 });
    expect(rising.length).toBeLessThan(11);
    expect(rising.box.max[1]).toBeCloseTo(3, 6);
  });

  it("occt.fillets.fillet3DWires rounds several alike, with one radius for each corner", async () => {
    const params = { shapes: ["$ref:0", "$ref:0"], radiusList: [0.5, 1], indexes: [1, 3] };
    const wires = await measureEach(WIRE, step("occt.fillets.fillet3DWires", params));
    expect(wires.map(({ length }) => length)).toEqual([1, 2].map(() => expect.closeTo(26 - 1.5 * (2 - PI / 2), 8)));
  });
});

describe("cut corners of flat outlines", () => {
  it.each<[Record<string, unknown>, number]>([
    [{ indexes: [1, 2, 3, 4], distance: 1 }, 4 * 0.5],
    [{ indexes: [2], distance: 2, angle: 45 }, 2],
    [{ indexes: [2], distance: 1, angle: 60 }, Math.tan(PI / 3) / 2],
  ])("occt.fillets.chamfer2dVertices %j takes triangles", async (params, cut) => {
    const face = await measure(FACE, step("occt.fillets.chamfer2dVertices", { shape: "$prev", ...params }));
    expect(face).toMatchObject({ kind: "face", valid: true });
    expect(off(face.area, 40 - cut)).toBeLessThan(EXACT);
    const wire = await measure(WIRE, step("occt.fillets.chamfer2dVertices", { shape: "$prev", ...params }));
    expect(wire.kind).toBe("wire");
    expect(wire.length).toBeLessThan(26);
  });
});

describe("an arc between two edges", () => {
  const plane = { planeOrigin: [0, 0, 0], planeDirection: [0, 0, 1] };

  it("occt.fillets.filletTwoEdgesInPlaneIntoAWire joins them by an arc of the radius", async () => {
    // Two edges of a cube that meet in a right angle.
    const wire = await applied("occt.fillets.filletTwoEdgesInPlaneIntoAWire", ({ corner }) => ({
      edge1: corner.edges[0],
      edge2: corner.edges[1],
      planeOrigin: corner.at,
      planeDirection: corner.normal,
      radius: 3,
      solution: -1,
    }));
    expect(wire).toMatchObject({ kind: "wire", valid: true, edges: 3 });
    expect(off(wire.length, 20 - 3 * (2 - PI / 2))).toBeLessThan(EXACT);
  });

  it("refuses edges outside the plane, and a second solution", async () => {
    const attempt = (params: Record<string, unknown>) =>
      applied("occt.fillets.filletTwoEdgesInPlaneIntoAWire", ({ corner }) => ({
        edge1: corner.edges[0],
        edge2: corner.edges[1],
        planeOrigin: corner.at,
        planeDirection: corner.normal,
        radius: 1,
        solution: -1,
        ...params,
      }));
    await expect(attempt({ planeOrigin: [-5, -5, -5], planeDirection: plane.planeDirection.map((x) => x + 0.3) })).rejects.toThrow(
      "does not lie in the plane",
    );
    await expect(attempt({ solution: 2 })).rejects.toThrow("solution is 2");
  });
});
