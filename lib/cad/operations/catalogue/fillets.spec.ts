import { describe, expect, it } from "vitest";
import type { KernelError } from "@/lib/cad/kernel/kernel-error";
import { EXACT } from "../spec-part";
import { applied, cubeParts } from "./spec-blends";
import { type Measured, measure, measureEach, off, step } from "./spec-catalogue";

const { PI } = Math;
const CUBE = step("occt.shapes.solid.createCube", { size: 10 });

/** What a fillet of radius r takes from a straight convex edge of length l between square faces. */
const filletCut = (r: number, l: number) => (1 - PI / 4) * r * r * l;
const left = (cut: number) => 1000 - cut;

/** The failure of an attempt that does not fit. */
async function failureOf(attempt: Promise<unknown>): Promise<KernelError> {
  return await attempt.then(
    () => Promise.reject(new Error("It fits.")),
    (error: KernelError) => error,
  );
}

describe("fillets of edges by number", () => {
  it("occt.fillets.filletEdges rounds every edge without indexes, the chosen ones with", async () => {
    const all = await measure(CUBE, step("occt.fillets.filletEdges", { shape: "$prev", radius: 2 }));
    expect(off(all.volume, 6 ** 3 + 6 * 36 * 2 + 12 * 6 * PI + (4 / 3) * PI * 8)).toBeLessThan(EXACT);
    const one = await measure(CUBE, step("occt.fillets.filletEdges", { shape: "$prev", radius: 2, indexes: [0] }));
    expect(off(one.volume, left(filletCut(2, 10)))).toBeLessThan(EXACT);
  });

  it("adds material at a concave edge", async () => {
    const angle = [
      step("occt.shapes.solid.createLPolygonSolid", {
        align: "inside",
        lengthFirst: 9,
        lengthSecond: 9,
        widthFirst: 3,
        widthSecond: 3,
        extrusionLengthFront: 5,
      }),
    ];
    const area = 9 * 3 + 6 * 3;
    const results = await Promise.all(
      Array.from({ length: 18 }, (_, index) =>
        measure(...angle, step("occt.fillets.filletEdges", { shape: "$prev", radius: 1, indexes: [index] })),
      ),
    );
    const grown = results.filter(({ volume }) => volume > area * 5);
    expect(grown).toHaveLength(1);
    expect(off(grown[0]?.volume ?? 0, area * 5 + filletCut(1, 5))).toBeLessThan(EXACT);
  });

  it("pairs a list of radii with the indexes, and refuses one of another length or an index that does not exist", async () => {
    const fillet = (params: Record<string, unknown>) => measure(CUBE, step("occt.fillets.filletEdges", { shape: "$prev", ...params }));
    const two = await cubeParts();
    expect((await fillet({ radiusList: [1, 2], indexes: two.apart })).volume).toBeCloseTo(left(filletCut(1, 10) + filletCut(2, 10)), 6);
    await expect(fillet({ radiusList: [1], indexes: [0, 2] })).rejects.toThrow("radiusList holds 1 numbers and must hold 2");
    await expect(fillet({ indexes: [12] })).rejects.toThrow("indexes[0] is 12 and must be from 0 to 11");
    await expect(fillet({ radiusList: [-1], indexes: [0] })).rejects.toThrow("radiusList[0] is -1 and must be more than 0");
  });

  it.each<[string, Record<string, unknown>, string, number]>([
    ["occt.fillets.filletEdges", { radius: 6 }, "radius", 5],
    ["occt.fillets.chamferEdges", { distance: 7 }, "distance", 5],
    ["occt.fillets.filletEdges", { radius: 30, indexes: [0] }, "radius", 10],
  ])("%s %j that does not fit says which largest %s does, just below %d", async (id, params, param, limit) => {
    const failure = await failureOf(measure(CUBE, step(id, { shape: "$prev", ...params })));
    expect(failure.message).toContain(`${Object.values(params)[0]}`);
    expect(failure.feasible?.param).toBe(param);
    const max = failure.feasible?.max ?? 0;
    expect(max).toBeLessThan(limit);
    expect(max).toBeGreaterThan(0.9 * limit);
    expect(await measure(CUBE, step(id, { shape: "$prev", ...params, [param]: max }))).toMatchObject({ valid: true });
  });

  it("does not round the seam of a cylinder", async () => {
    const cylinder = step("occt.shapes.solid.createCylinder", { radius: 3, height: 8 });
    const all = await measure(cylinder, step("occt.fillets.filletEdges", { shape: "$prev", radius: 1 }));
    // Pappus: the cut is a corner of (1 - π/4) r², its centroid at r (10 - 3π) / (12 - 3π) from the two sides.
    const centroid = 3 - (10 - 3 * PI) / (12 - 3 * PI);
    expect(off(all.volume, 72 * PI - 2 * (1 - PI / 4) * 2 * PI * centroid)).toBeLessThan(1e-8);
    const refusals = await Promise.all(
      [0, 1, 2].map((index) =>
        measure(cylinder, step("occt.fillets.filletEdges", { shape: "$prev", indexes: [index] })).then(
          () => "",
          (error: Error) => error.message,
        ),
      ),
    );
    expect(refusals.filter((message) => message.includes("single face"))).toHaveLength(1);
  });
});

describe("fillets and chamfers of edges by shape", () => {
  const both = (d: number) => (d * d * 10) / 2;
  const slanted = (d: number, angle: number) => (d * d * Math.tan((angle * PI) / 180) * 10) / 2;

  it.each<[string, Record<string, unknown>, number, number]>([
    ["occt.fillets.filletEdgesList", { radiusList: [1, 2] }, filletCut(1, 10) + filletCut(2, 10), 1e-9],
    ["occt.fillets.filletEdgesListOneRadius", { radius: 1.5 }, 2 * filletCut(1.5, 10), 1e-9],
    ["occt.fillets.filletEdgesSameVariableRadius", { radiusList: [2, 2], paramsU: [0, 1] }, 2 * filletCut(2, 10), 1e-9],
    [
      "occt.fillets.filletEdgesVariableRadius",
      {
        radiusLists: [
          [1, 1],
          [2, 2],
        ],
        paramsULists: [
          [0, 1],
          [0, 1],
        ],
      },
      filletCut(1, 10) + filletCut(2, 10),
      1e-9,
    ],
    ["occt.fillets.chamferEdgesList", { distanceList: [1, 2] }, both(1) + both(2), 1e-9],
    ["occt.fillets.chamferEdgesTwoDistances", { distance1: 1, distance2: 2 }, 2 * 10, 1e-9],
    ["occt.fillets.chamferEdgesTwoDistancesLists", { distances1: [1, 2], distances2: [2, 3] }, 10 + 30, 1e-9],
    ["occt.fillets.chamferEdgesDistAngle", { distance: 2, angle: 30 }, 2 * slanted(2, 30), 1e-9],
    ["occt.fillets.chamferEdgesDistsAngles", { distances: [1, 2], angles: [30, 60] }, slanted(1, 30) + slanted(2, 60), 1e-9],
  ])("%s %j on two edges apart takes what its formula says", async (id, params, cut, tolerance) => {
    const result = await applied(id, ({ edges, faces }) => ({
      edges,
      ...(id.includes("Two") || id.includes("Angle") ? { faces } : {}),
      ...params,
    }));
    expect(result.valid).toBe(true);
    expect(off(result.volume, left(cut))).toBeLessThan(tolerance);
  });

  it.each<[string, Record<string, unknown>, number]>([
    ["occt.fillets.filletEdgeVariableRadius", { radiusList: [2, 2, 2], paramsU: [0, 0.4, 1] }, filletCut(2, 10)],
    ["occt.fillets.chamferEdgeTwoDistances", { distance1: 1, distance2: 3 }, 15],
    ["occt.fillets.chamferEdgeDistAngle", { distance: 2, angle: 45 }, both(2)],
    ["occt.fillets.chamferEdgeDistAngle", { distance: 1, angle: 60 }, slanted(1, 60)],
  ])("%s %j on one edge takes what its formula says", async (id, params, cut) => {
    const result = await applied(id, ({ edges, faces }) => ({
      edge: edges[0],
      ...(id.includes("chamfer") ? { face: faces[0] } : {}),
      ...params,
    }));
    expect(off(result.volume, left(cut))).toBeLessThan(EXACT);
  });

  it("the first distance and the angle are measured on the given face", async () => {
    const cutArea = async (params: Record<string, unknown>, id: string) => {
      const result: Measured = await applied(id, ({ edges, faces }) => ({ edge: edges[0], face: faces[0], ...params }));
      return result.area;
    };
    // The surface loses both distances and gains the slope, and the two ends lose their corners.
    const surface = (d1: number, d2: number) => 600 - 10 * (d1 + d2) + 10 * Math.hypot(d1, d2) - d1 * d2;
    expect(await cutArea({ distance1: 1, distance2: 3 }, "occt.fillets.chamferEdgeTwoDistances")).toBeCloseTo(surface(1, 3), 6);
    const slope = Math.tan(PI / 3);
    expect(await cutArea({ distance: 1, angle: 60 }, "occt.fillets.chamferEdgeDistAngle")).toBeCloseTo(surface(1, slope), 6);
    const from = async (face: number) =>
      (
        await applied("occt.fillets.chamferEdgeTwoDistances", ({ edges, sides }) => ({
          edge: edges[0],
          face: sides[face],
          distance1: 1,
          distance2: 4,
        }))
      ).center;
    const [one, other] = [await from(0), await from(1)];
    // Mirrored in the plane between both faces: as far off, in the other direction.
    expect(Math.hypot(...one)).toBeCloseTo(Math.hypot(...other), 9);
    expect(Math.hypot(...one.map((x, axis) => x - (other[axis] ?? 0)))).toBeGreaterThan(1e-3);
  });

  it("a radius that grows along the edge takes more than the smaller and less than the larger one", async () => {
    const { volume, valid } = await applied("occt.fillets.filletEdgeVariableRadius", ({ edges }) => ({
      edge: edges[0],
      radiusList: [1, 2],
      paramsU: [0, 1],
    }));
    expect(valid).toBe(true);
    expect(volume).toBeLessThan(left(filletCut(1, 10)));
    expect(volume).toBeGreaterThan(left(filletCut(2, 10)));
    // Near to the sum of arcs across the edge, whose radius grows evenly.
    expect(off(left(volume), filletCut(1, 10) * ((1 + 2 + 4) / 3))).toBeLessThan(0.02);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["occt.fillets.filletEdgesList", { radiusList: [1] }, "radiusList holds 1 numbers and must hold 2"],
    ["occt.fillets.filletEdgesSameVariableRadius", { radiusList: [1, 2], paramsU: [0.5, 0.5] }, "paramsU[1] is 0.5"],
    [
      "occt.fillets.filletEdgesVariableRadius",
      { radiusLists: [[1, 1]], paramsULists: [[0, 1]] },
      "radiusLists holds 1 lists and must hold 2",
    ],
    ["occt.fillets.chamferEdgesDistAngle", { distance: 1, angle: 90 }, "angle has 90"],
    ["occt.fillets.chamferEdgesTwoDistances", { distance1: -1, distance2: 1 }, "distance1 is -1"],
  ])("%s refuses %j and says why", async (id, params, reason) => {
    await expect(applied(id, ({ edges, faces }) => ({ edges, faces, ...params }))).rejects.toThrow(reason);
  });

  it("refuses edges and faces of other shapes", async () => {
    const radius = { radius: 1 };
    await expect(applied("occt.fillets.filletEdgesListOneRadius", ({ foreign }) => ({ edges: [foreign], ...radius }))).rejects.toThrow(
      "edges[0] is no edge of shape",
    );
    const wrong = { distance1: 1, distance2: 1 };
    await expect(
      applied("occt.fillets.chamferEdgeTwoDistances", ({ edges, away }) => ({ edge: edges[0], face: away, ...wrong })),
    ).rejects.toThrow("face is no face of shape that ends in its edge");
  });

  it("a list that does not fit says how large its largest entry may be", async () => {
    const failure = await failureOf(applied("occt.fillets.filletEdgesList", ({ edges }) => ({ edges, radiusList: [10, 20] })));
    expect(failure.feasible?.param).toBe("radiusList");
    expect(failure.feasible?.max).toBeGreaterThan(5);
    expect(failure.feasible?.max).toBeLessThan(14);
  });
});

describe("chamfers of edges by number", () => {
  it("occt.fillets.chamferEdges bevels every edge without indexes, and pairs distances with indexes", async () => {
    const all = await measure(CUBE, step("occt.fillets.chamferEdges", { shape: "$prev", distance: 1 }));
    // Twelve prisms of d²/2 x 10 share their ends: at each of eight corners three of them overlap.
    const cut = 12 * 0.5 * 8 + 8 * (5 / 6);
    expect(off(all.volume, left(cut))).toBeLessThan(EXACT);
    const [faces] = await measureEach(CUBE, step("occt.fillets.chamferEdges", { shape: "$prev", distance: 1 }));
    expect(faces?.faces).toBe(6 + 12 + 8);
    const { apart } = await cubeParts();
    const two = await measure(CUBE, step("occt.fillets.chamferEdges", { shape: "$prev", distanceList: [1, 2], indexes: apart }));
    expect(off(two.volume, left(0.5 * 10 + 2 * 10))).toBeLessThan(EXACT);
  });
});
