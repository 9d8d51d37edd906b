import { describe, expect, it } from "vitest";
import { signedArea } from "../../modelling/profile-outline";
import { EXACT } from "../../spec-part";
import { HALF_HEART } from "../heart-wire";
import { lastValue, measure, measureEach, off, step } from "../spec-catalogue";

const { PI } = Math;
const BOX = step("occt.shapes.solid.createBox", { width: 1, height: 2, length: 3 });

describe("primitive solids", () => {
  it.each<[string, Record<string, unknown>, number, number]>([
    ["occt.shapes.solid.createBox", { originOnCenter: false }, 0, 6],
    ["occt.shapes.solid.createBoxFromCorner", { corner: [0, 5, 0] }, 5, 6],
    ["occt.shapes.solid.createCube", { size: 2 }, -1, 8],
    ["occt.shapes.solid.createCylinder", {}, 0, 2 * PI],
    ["occt.shapes.solid.createCylinder", { originOnCenter: true }, -1, 2 * PI],
    ["occt.shapes.solid.createCylinder", { angle: 90 }, 0, PI / 2],
    ["occt.shapes.solid.createCone", {}, 0, ((2 * PI) / 3) * (4 + 2 + 1)],
    ["occt.shapes.solid.createCone", { radius2: 0 }, 0, ((2 * PI) / 3) * 4],
    ["occt.shapes.solid.createCone", { angle: 180 }, 0, (PI / 3) * (4 + 2 + 1)],
    ["occt.shapes.solid.createSphere", { radius: 3 }, -3, 36 * PI],
    ["occt.shapes.solid.createTorus", {}, -0.5, 2 * PI ** 2 * 2 * 0.25],
  ])("%s %j stands at y = %d with the volume of its formula", async (id, params, bottom, volume) => {
    const solid = await measure(step(id, params));
    expect(solid).toMatchObject({ valid: true, kind: "solid" });
    expect(off(solid.volume, volume)).toBeLessThan(EXACT);
    expect(solid.box.min[1]).toBeCloseTo(bottom, 5);
  });

  it("occt.shapes.solid.createCylindersOnLines gives one from the start to the end of each line", async () => {
    const lines = [
      { start: [0, 0, 0], end: [0, 0, 5] },
      { start: [1, 1, 1], end: [4, 5, 1] },
    ];
    const cylinders = await measureEach(step("occt.shapes.solid.createCylindersOnLines", { lines, radius: 0.5 }));
    expect(cylinders).toHaveLength(2);
    for (const [index, cylinder] of cylinders.entries()) {
      expect(off(cylinder.volume, 0.25 * PI * 5)).toBeLessThan(EXACT);
      const { start, end } = lines[index] ?? { start: [], end: [] };
      expect(cylinder.center).toEqual(start.map((at, axis) => expect.closeTo((at + (end[axis] ?? 0)) / 2, 6)));
    }
    const flat = [{ start: [1, 1, 1], end: [1, 1, 1] }];
    await expect(measure(step("occt.shapes.solid.createCylindersOnLines", { lines: flat }))).rejects.toThrow("lines[0] has no length");
  });
});

/** Area that a profile's formula gives, by id of the solid. */
const PROFILES: [id: string, params: Record<string, unknown>, area: number][] = [
  ["occt.shapes.solid.createNGonSolid", { nrCorners: 6, radius: 2 }, 6 * Math.sqrt(3)],
  ["occt.shapes.solid.createNGonSolid", { nrCorners: 3, radius: 2 }, 3 * Math.sqrt(3)],
  ["occt.shapes.solid.createLPolygonSolid", {}, 2 * 1 + 2 * 0.5 + 1 * 0.5],
  ["occt.shapes.solid.createLPolygonSolid", { align: "inside" }, 2 * 1 + 2 * 0.5 - 1 * 0.5],
  ["occt.shapes.solid.createLPolygonSolid", { align: "middle" }, (2 + 0.25) * 1 + 0.5 * (2 - 0.5)],
  ["occt.shapes.solid.createIBeamProfileSolid", {}, 2 * 2 * 0.3 + 0.2 * (3 - 0.6)],
  ["occt.shapes.solid.createHBeamProfileSolid", {}, 2 * 3 * 0.3 + 0.2 * (2 - 0.6)],
  ["occt.shapes.solid.createTBeamProfileSolid", {}, 2 * 0.3 + 0.2 * (2 - 0.3)],
  ["occt.shapes.solid.createUBeamProfileSolid", {}, 2 * 0.5 + (0.3 + 0.2) * (3 - 0.5)],
  ["occt.shapes.solid.createParallelogramSolid", { angle: 30, width: 4, height: 3 }, 12],
  ["occt.shapes.solid.createStarSolid", { vertices: 5, innerRadius: 1, outerRadius: 3 }, 5 * 1 * 3 * Math.sin(PI / 5)],
  ["occt.shapes.solid.createStarSolid", {}, 7 * 1 * 2 * Math.sin(PI / 7)],
];

describe("extruded profiles", () => {
  it.each(PROFILES)("%s %j has its profile's area times its length", async (id, params, area) => {
    const solid = await measure(step(id, { ...params, extrusionLengthFront: 2.5, extrusionLengthBack: 0.5 }));
    expect(solid).toMatchObject({ valid: true, kind: "solid" });
    expect(off(solid.volume, area * 3)).toBeLessThan(EXACT);
    expect([solid.box.min[1], solid.box.max[1]]).toEqual([expect.closeTo(-0.5, 6), expect.closeTo(2.5, 6)]);
  });

  it.each(PROFILES.filter(([id]) => id !== "occt.shapes.solid.createStarSolid"))(
    "%s %j goes along its direction",
    async (id, params, area) => {
      const turned = /NGon|Parallelogram/.test(id) ? {} : { rotation: 30 };
      const placed = { ...params, ...turned, direction: [1, 2, 2], center: [5, 0, 0] };
      const solid = await measure(step(id, { ...placed, extrusionLengthFront: 6 }));
      const flat = await measure(step(id.replace("solid", "face").replace("Solid", "Face"), placed));
      expect(off(flat.area, area)).toBeLessThan(EXACT);
      // The middle of a prism lies half its length from that of its base, along the direction.
      expect(solid.center).toEqual(flat.center.map((at, axis) => expect.closeTo(at + ([1, 2, 2][axis] ?? 0), 6)));
    },
  );

  it("occt.shapes.solid.createHeartSolid is symmetric, about as large as asked, and as heavy as its face times its length", async () => {
    const heart = await measure(step("occt.shapes.solid.createHeartSolid", { sizeApprox: 6, extrusionLengthFront: 2 }));
    const face = await measure(step("occt.shapes.face.createHeartFace", { sizeApprox: 6 }));
    // Where a spline bounds a face, the kernel integrates to four or five digits.
    expect(off(heart.volume, 2 * face.area)).toBeLessThan(1e-4);
    expect(heart.center[0]).toBeCloseTo(0, 4);
    // The polygon through the same points is inscribed but for the notch: the curve bulges beyond it.
    const right = signedArea(HALF_HEART);
    expect(face.area).toBeGreaterThan(2 * Math.abs(right) * 9);
    expect(face.area).toBeLessThan(6 * 6);
  });

  it("occt.shapes.solid.createChristmasTreeSolid stands upright on its trunk and is extruded to its front", async () => {
    const [height, outer, inner, skirts, trunk] = [6, 3, 1.5, 5, 1];
    const tree = await measure(step("occt.shapes.solid.createChristmasTreeSolid", { extrusionLengthFront: 2 }));
    // Each skirt is a trapezoid from its outer edge to the inner edge above it, less the rise of the next underside.
    const share = (index: number) => 1 - index / skirts;
    const step1 = height / skirts;
    let half = trunk / 2;
    for (let index = 0; index < skirts; index++) {
      const [bottom, top] = [outer * share(index), index + 1 < skirts ? inner * share(index + 1) : 0];
      const rise = index + 1 < skirts ? 1.1 * step1 : step1;
      const lost = index > 0 ? ((bottom + inner * share(index)) / 2) * 0.1 * step1 : 0;
      half += ((bottom + top) / 2) * rise - lost;
    }
    expect(off(tree.volume, 2 * 2 * half)).toBeLessThan(1e-9);
    expect(tree.box.min).toEqual([expect.closeTo(-3, 6), expect.closeTo(0, 6), expect.closeTo(0, 6)]);
    expect(tree.box.max).toEqual([expect.closeTo(3, 6), expect.closeTo(7, 6), expect.closeTo(2, 6)]);
  });

  it("a star without an inner radius is the star polygon of its density", async () => {
    const star = await measure(step("occt.shapes.solid.createStarSolid", { vertices: 5, innerRadius: 0, density: 2, outerRadius: 1 }));
    // The notches of a pentagram lie at the golden ratio squared.
    const notch = ((Math.sqrt(5) - 1) / 2) ** 2;
    expect(off(star.volume, 5 * notch * Math.sin(PI / 5))).toBeLessThan(EXACT);
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      "occt.shapes.solid.createIBeamProfileSolid",
      { flangeThickness: 1.5 },
      "flangeThickness is 1.5 and must be more than 0 and less than 1.5",
    ],
    ["occt.shapes.solid.createNGonSolid", { extrusionLengthFront: 0 }, "both 0"],
    ["occt.shapes.solid.createNGonSolid", { extrusionLengthBack: -1 }, "extrusionLengthBack is -1"],
    ["occt.shapes.solid.createStarSolid", { vertices: 2 }, "numRays is 2"],
    [
      "occt.shapes.solid.createLPolygonSolid",
      { align: "inside", widthFirst: 2 },
      "widthFirst is 2 and must be more than 0 and less than 2",
    ],
  ])("%s refuses %j and says why", async (id, params, reason) => {
    await expect(measure(step(id, params))).rejects.toThrow(reason);
  });
});

describe("questions to solids", () => {
  const MOVED = step("occt.transforms.translate", { shape: "$prev", translation: [1, 2, 3] });

  it("measure volume, surface and centre of mass, of one and of several", async () => {
    const value = (id: string, params: Record<string, unknown>) => lastValue(BOX, MOVED, step(id, params));
    expect(await value("occt.shapes.solid.getSolidVolume", { shape: "$prev" })).toBeCloseTo(6, 9);
    expect(await value("occt.shapes.solid.getSolidSurfaceArea", { shape: "$prev" })).toBeCloseTo(22, 9);
    expect(await value("occt.shapes.solid.getSolidCenterOfMass", { shape: "$prev" })).toEqual([1, 2, 3].map((at) => expect.closeTo(at, 9)));
    expect(await value("occt.shapes.solid.getSolidsVolumes", { shapes: ["$ref:0", "$ref:1"] })).toEqual(
      [6, 6].map((at) => expect.closeTo(at, 9)),
    );
    expect(await value("occt.shapes.solid.getSolidsCentersOfMass", { shapes: ["$ref:0", "$ref:1"] })).toEqual([
      [0, 0, 0].map((at) => expect.closeTo(at, 9)),
      [1, 2, 3].map((at) => expect.closeTo(at, 9)),
    ]);
    await expect(
      lastValue(step("occt.shapes.face.createCircleFace"), step("occt.shapes.solid.getSolidVolume", { shape: "$prev" })),
    ).rejects.toThrow("shape is a face and must be or hold a solid");
  });

  it("occt.shapes.solid.getSolids takes a compound apart", async () => {
    const solids = await measureEach(
      BOX,
      step("occt.shapes.solid.createSphere", { center: [9, 0, 0] }),
      step("occt.shapes.compound.makeCompound", { shapes: ["$ref:0", "$ref:1"] }),
      step("occt.shapes.solid.getSolids", { shape: "$prev" }),
    );
    expect(solids.map(({ volume }) => volume)).toEqual([expect.closeTo(6, 9), expect.closeTo((4 / 3) * PI, 9)]);
  });

  it("occt.shapes.solid.fromClosedShell fills a sewn shell, and refuses an open one", async () => {
    const faces = step("occt.shapes.face.getFaces", { shape: "$prev" });
    const solid = await measure(
      BOX,
      faces,
      step("occt.shapes.shell.sewFaces", { shapes: "$prev" }),
      step("occt.shapes.solid.fromClosedShell", { shape: "$prev" }),
    );
    expect(solid).toMatchObject({ kind: "solid", valid: true });
    expect(solid.volume).toBeCloseTo(6, 9);
    const tube = [step("occt.shapes.wire.createCircleWire"), step("occt.operations.extrude", { shape: "$prev" })];
    await expect(measure(...tube, step("occt.shapes.solid.fromClosedShell", { shape: "$prev" }))).rejects.toThrow("open shell");
  });

  it.each<[Record<string, boolean>, number[]]>([
    [{}, [0, 1]],
    [{ keepOn: false }, [0]],
    [{ keepIn: false, keepOn: false, keepOut: true }, [2, 3]],
  ])("occt.shapes.solid.filterSolidPoints with %j keeps the right ones of inside, on, in the hole and outside", async (flags, kept) => {
    const points = [
      [1.5, 0, 0],
      [2, 0, 0],
      [0, 0, 0],
      [5, 5, 5],
    ];
    const tube = [
      step("occt.shapes.solid.createCylinder", { radius: 2, height: 4, originOnCenter: true }),
      step("occt.shapes.solid.createCylinder", { radius: 1, height: 9, originOnCenter: true }),
      step("occt.booleans.difference", { shape: "$ref:0", shapes: ["$ref:1"] }),
    ];
    const found = await lastValue(...tube, step("occt.shapes.solid.filterSolidPoints", { shape: "$prev", points, ...flags }));
    expect(found).toEqual(kept.map((index) => points[index]));
  });

  it("occt.shapes.solid.debugInfo counts and measures", async () => {
    expect(await lastValue(BOX, step("occt.shapes.solid.debugInfo", { shape: "$prev" }))).toMatchObject({
      valid: true,
      nbFaces: 6,
      nbEdges: 12,
      area: expect.closeTo(22, 9),
      volume: expect.closeTo(6, 9),
      faces: Array.from({ length: 6 }, () => ({ type: "plane", isPlanar: true, nbWires: 1, nbEdges: 4 })),
    });
  });
});
