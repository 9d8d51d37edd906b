import { describe, expect, it } from "vitest";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import type { PlainStep } from "@/lib/contract/pipeline";
import { type BuiltPart, build, lastValue, step } from "../spec-part";

const { PI } = Math;

/** Perimeter of an ellipse by the arithmetic-geometric mean, which doubles its digits each round. */
function perimeter(a: number, b: number): number {
  let [x, y, power] = [Math.max(a, b), Math.min(a, b), 0.5];
  let difference = x * x - power * (x * x - y * y);
  while (x - y > 1e-9 * x) {
    [x, y] = [(x + y) / 2, Math.sqrt(x * y)];
    power *= 2;
    difference -= power * (x * x - y * y);
  }
  return (2 * Math.PI * difference) / x;
}

const squash = (...scale: Vec3) => step("occt.transforms.scale3d", { shape: "$prev", scale });
const ellipse = (radiusMajor: number, radiusMinor: number, center: Vec3 = [0, 0, 0]) =>
  step("occt.shapes.wire.createEllipseWire", { radiusMajor, radiusMinor, center });
const filled = step("occt.shapes.face.createFaceFromWire", { shape: "$prev", planar: true });
const up = (height: number) => step("occt.operations.extrude", { shape: "$prev", direction: [0, height, 0] });
const circle = (radius: number, center: Vec3 = [0, 0, 0], direction: Vec3 = [0, 1, 0]) =>
  step("occt.shapes.wire.createCircleWire", { radius, center, direction });
const cylinder = (radius: number, height: number) => step("occt.shapes.solid.createCylinder", { radius, height });
/** Removes what lies beyond the plane through `at` across `normal`. */
const cutBeyond = (at: Vec3, normal: Vec3): PlainStep[] => [
  step("occt.shapes.solid.createCylinder", { radius: 50, height: 50, center: at, direction: normal }),
  step("occt.booleans.difference", { shape: "$ref:0", shapes: ["$prev"] }),
];

/** An ellipsoid of revolution, 2a across and 2c high, c > a. */
function prolateArea(a: number, c: number): number {
  const e = Math.sqrt(1 - (a / c) ** 2);
  return 2 * PI * a * a * (1 + (c / (a * e)) * Math.asin(e));
}

type Case = [what: string, steps: PlainStep[], expected: Partial<Pick<BuiltPart, "volume" | "area" | "center">>];

const HALF_CUT: Vec3 = [1, 2, 0];

const CASES: Case[] = [
  [
    "a cylinder of rational splines",
    [cylinder(2, 3), squash(2, 3, 0.5)],
    { volume: 36 * PI, area: 2 * 4 * PI + 9 * perimeter(4, 1), center: [0, 4.5, 0] },
  ],
  [
    "an ellipsoid of rational splines",
    [step("occt.shapes.solid.createSphere", { radius: 2, center: [1, 2, 3] }), squash(1, 3, 1)],
    { volume: 32 * PI, area: prolateArea(2, 6), center: [1, 6, 3] },
  ],
  [
    "an elliptical cylinder, far from the origin",
    [ellipse(3, 1, [100, 200, -300]), filled, up(4)],
    { volume: 12 * PI, area: 6 * PI + 4 * perimeter(3, 1), center: [100, 202, -300] },
  ],
  [
    // The cut leaves the height 3 + x / 2, over a circle of radius 2.
    "a cylinder cut askew",
    [cylinder(2, 10), ...cutBeyond([0, 3, 0], [-1, 2, 0])],
    { volume: 12 * PI, area: 4 * PI + 12 * PI + 4 * PI * Math.sqrt(1.25), center: [1 / 6, 1.5 + 1 / 24, 0] },
  ],
  [
    // A cap 1 high is cut from a sphere of radius 3, across a direction that lies askew to its poles.
    "a sphere cut askew",
    [step("occt.shapes.solid.createSphere", { radius: 3 }), ...cutBeyond([2 / 3, 4 / 3, 4 / 3], [1, 2, 2])],
    { volume: 36 * PI - (PI / 3) * 8, area: 36 * PI - 6 * PI + 5 * PI },
  ],
  [
    "a segment of a torus",
    [circle(1, [5, 0, 0], [0, 0, 1]), filled, step("occt.operations.revolve", { shape: "$prev", angle: 70 })],
    { volume: (70 / 360) * 2 * PI * PI * 5, area: (70 / 360) * 4 * PI * PI * 5 + 2 * PI },
  ],
  [
    // Each plane through the middle of a torus halves it.
    "a torus halved askew",
    [
      circle(1, [5, 0, 0], [0, 0, 1]),
      filled,
      step("occt.operations.revolve", { shape: "$prev", angle: 360 }),
      step("occt.shapes.solid.createCylinder", { radius: 50, height: 50, direction: HALF_CUT }),
      step("occt.booleans.difference", { shape: "$ref:2", shapes: ["$prev"] }),
    ],
    { volume: PI * PI * 5 },
  ],
  [
    // Pappus: an ellipse turned about an axis beside it.
    "an ellipse turned about an axis",
    [
      step("occt.shapes.wire.createEllipseWire", { radiusMajor: 2, radiusMinor: 1, center: [5, 0, 0], direction: [0, 0, 1] }),
      filled,
      step("occt.operations.revolve", { shape: "$prev", angle: 360 }),
    ],
    { volume: 2 * PI * 5 * 2 * PI, area: 2 * PI * 5 * perimeter(2, 1), center: [0, 0, 0] },
  ],
  [
    // Sections grow evenly from one square to the other: a frustum of a pyramid.
    "a loft between two squares",
    [
      step("occt.shapes.wire.createSquareWire", { size: 4 }),
      step("occt.shapes.wire.createSquareWire", { size: 2, center: [0, 3, 0] }),
      step("occt.operations.loftAdvanced", { shapes: ["$ref:0", "$ref:1"], makeSolid: true, straight: true }),
    ],
    { volume: 16 + 4 + 8, area: 16 + 4 + 4 * 3 * Math.hypot(3, 1) },
  ],
  [
    // Half axes 3 − t and 1 + t over a height of 2: a twisting wall that no elementary surface has.
    "a ruled loft between two ellipses",
    [
      ellipse(3, 1),
      ellipse(2, 1.5, [0, 2, 0]),
      step("occt.operations.loftAdvanced", { shapes: ["$ref:0", "$ref:1"], makeSolid: true, straight: true }),
    ],
    { volume: 2 * PI * (3 + (3 * 0.5 - 1) / 2 - 0.5 / 3) },
  ],
];

describe("exact measures", () => {
  it.each(CASES)("of %s", async (_what, steps, expected) => {
    const part = await build(...steps);
    expect(part.valid).toBe(true);
    if (expected.volume !== undefined) expect(Math.abs(part.volume / expected.volume - 1)).toBeLessThan(1e-7);
    if (expected.area !== undefined) expect(Math.abs(part.area / expected.area - 1)).toBeLessThan(1e-7);
    if (expected.center) expect(part.center).toEqual(expected.center.map((at) => expect.closeTo(at, 6)));
  });

  it.each([
    [3, 1],
    [1, 0.999],
    [10, 0.1],
  ])('"occt.shapes.wire.getWireLength" of an ellipse of %d by %d', async (a, b) => {
    const length = await lastValue(ellipse(a, b), step("occt.shapes.wire.getWireLength", { shape: "$prev" }));
    expect(Math.abs(Number(length) / perimeter(a, b) - 1)).toBeLessThan(1e-10);
  });

  it("of a prism over splines agree: volume by area and height, wall by length and height", async () => {
    const points = [
      [0, 0, 0],
      [3, 0, 1],
      [5, 0, 4],
      [2, 0, 6],
      [-1, 0, 3],
    ];
    const outline = step("occt.shapes.wire.interpolatePoints", { points, periodic: true });
    const length = Number(await lastValue(outline, step("occt.shapes.wire.getWireLength", { shape: "$prev" })));
    const area = Number(await lastValue(outline, filled, step("occt.shapes.face.getFaceArea", { shape: "$prev" })));
    const prism = await build(outline, filled, up(4));
    expect(Math.abs(prism.volume / (4 * area) - 1)).toBeLessThan(1e-8);
    expect(Math.abs(prism.area / (2 * area + 4 * length) - 1)).toBeLessThan(1e-8);
  });

  it("of a disc swept along a quarter of a circle follow Pappus, to the tolerance of the sweep", async () => {
    const path = step("occt.shapes.edge.arcThroughThreePoints", {
      start: [0, 0, 0],
      middle: [10 - 10 * Math.SQRT1_2, 10 * Math.SQRT1_2, 0],
      end: [10, 10, 0],
    });
    const wire = step("occt.shapes.wire.combineEdgesAndWiresIntoAWire", { shapes: ["$prev"] });
    const part = await build(path, wire, circle(1), step("occt.operations.pipe", { shape: "$ref:1", shapes: ["$ref:2"] }));
    expect(Math.abs(part.volume / (PI * 5 * PI) - 1)).toBeLessThan(1e-6);
  });
});
