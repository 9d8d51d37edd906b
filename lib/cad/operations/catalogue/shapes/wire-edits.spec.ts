import { describe, expect, it } from "vitest";
import { isPartShape, type PartShape } from "@/lib/cad/kernel/part-shape";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { trackOf } from "@/lib/cad/kernel/track";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { runPipeline } from "@/lib/cad/pipeline/run-steps";
import { freeValue } from "@/lib/cad/pipeline/step-values";
import { CATALOGUE_IMPLEMENTATIONS } from "../../catalogue-operations";
import type { StepValue } from "../../implementation";
import { answer, curve, curves, NO_CONTEXT, near, onAll, onPrev, step } from "./spec-curves";

const { PI, asin, cos, hypot, sin, sqrt } = Math;

const BENT = step("occt.shapes.wire.createPolylineWire", {
  points: [
    [0, 0, 0],
    [3, 0, 0],
    [3, 4, 0],
  ],
});
const CIRCLE = step("occt.shapes.wire.createCircleWire", { radius: 2 });
const line = (start: number[], end: number[]) => step("occt.shapes.edge.line", { start, end });

describe("a wire made of others", () => {
  it.each(["occt.shapes.wire.reversedWire", "occt.shapes.wire.reversedWireFromReversedEdges"])(
    "%s swaps its ends and keeps its length",
    async (id) => {
      const back = await curve(BENT, onPrev(id));
      expect([back.start, back.end, back.length]).toEqual([near([3, 4, 0]), near([0, 0, 0]), expect.closeTo(7, 9)]);
      const again = await curve(BENT, onPrev(id), onPrev(id));
      expect(again.start).toEqual(near([0, 0, 0]));
      const quarter = (await answer<Vec3>(CIRCLE, onPrev(id), onPrev("occt.shapes.wire.pointOnWireAtParam", { param: 0.25 })))[0];
      expect(quarter).toBeCloseTo(-2, 9);
    },
  );

  it("is one edge", async () => {
    const wire = await curve(step("occt.shapes.edge.createCircleEdge", { radius: 3 }), onPrev("occt.shapes.wire.createWireFromEdge"));
    expect([wire.length, wire.edges, wire.closed]).toEqual([expect.closeTo(6 * PI, 9), 1, true]);
  });

  it("joins edges and wires that meet, whichever way each runs", async () => {
    const joined = await curve(
      line([0, 0, 0], [0, 0, 5]),
      BENT,
      line([3, 4, 5], [3, 4, 0]),
      step("occt.shapes.wire.combineEdgesAndWiresIntoAWire", { shapes: ["$ref:0", "$ref:1", "$ref:2"] }),
    );
    expect([joined.length, joined.edges, joined.valid, joined.closed]).toEqual([expect.closeTo(17, 9), 4, true, false]);
    const added = await curve(
      BENT,
      line([3, 4, 5], [3, 4, 0]),
      step("occt.shapes.wire.addEdgesAndWiresToWire", { shape: "$ref:0", shapes: ["$ref:1"] }),
    );
    expect([added.start, added.end]).toEqual([near([0, 0, 0]), near([3, 4, 5])]);
  });

  it("is refused where pieces do not meet", async () => {
    const apart = [
      BENT,
      line([9, 9, 9], [3, 4, 5]),
      step("occt.shapes.wire.combineEdgesAndWiresIntoAWire", { shapes: ["$ref:0", "$ref:1"] }),
    ];
    await expect(curve(...apart)).rejects.toThrow("pieces that do not meet: edge 2");
  });

  it("closes with a straight edge, once", async () => {
    const closed = await curve(BENT, onPrev("occt.shapes.wire.closeOpenWire"));
    expect([closed.length, closed.closed, closed.edges]).toEqual([expect.closeTo(12, 9), true, 3]);
    expect((await curve(BENT, onPrev("occt.shapes.wire.closeOpenWire"), onPrev("occt.shapes.wire.closeOpenWire"))).edges).toBe(3);
  });

  it.each<[points: number[][], lengths: number[]]>([
    [[[1, 0, 0]], [1, 6]],
    [[[3, 0, 0]], [3, 4]],
    [
      [
        [3, 1, 0],
        [2, 0, 0],
      ],
      [2, 2, 3],
    ],
    [
      [
        [0, 0, 0],
        [3, 4, 0],
        [3, 3, 0],
      ],
      [6, 1],
    ],
    [[[1, 0, 7]], [1, 6]],
  ])("splits at %j into pieces of %j", async (points, lengths) => {
    const pieces = await curves(BENT, onPrev("occt.shapes.wire.splitOnPoints", { points }));
    expect(pieces.map(({ length }) => length)).toEqual(near(lengths));
    expect(pieces[0]?.start).toEqual(near([0, 0, 0]));
    expect(pieces.at(-1)?.end).toEqual(near([3, 4, 0]));
  });

  it("splits a circle, and what runs backwards in its own direction", async () => {
    const arcs = await curves(CIRCLE, onPrev("occt.shapes.wire.splitOnPoints", { points: [[2, 0, 0]] }));
    expect(arcs.map(({ length }) => length)).toEqual(near([PI, 3 * PI], 7));
    const back = await curves(
      CIRCLE,
      onPrev("occt.shapes.wire.reversedWire"),
      onPrev("occt.shapes.wire.splitOnPoints", { points: [[2, 0, 0]] }),
    );
    expect(back.map(({ length }) => length)).toEqual(near([3 * PI, PI], 7));
    expect(back[0]?.end).toEqual(near([2, 0, 0], 7));
  });
});

describe("the curve of a wire", () => {
  it.each([
    ["occt.shapes.wire.moveWireSeamByLength", { length: PI }],
    ["occt.shapes.wire.moveWireSeamByLength", { length: -3 * PI }],
    ["occt.shapes.wire.moveWireSeamByParameter", { parameter: PI / 2 }],
  ])("begins elsewhere after %s %j", async (id, params) => {
    const moved = await curve(CIRCLE, onPrev(id, params));
    expect([moved.start, moved.end, moved.length]).toEqual([near([2, 0, 0]), near([2, 0, 0]), expect.closeTo(4 * PI, 9)]);
    expect((await curve(BENT, onPrev(id, params))).start).toEqual(near([0, 0, 0]));
  });

  it.each([5, 8])("has the degree %d without a change of form", async (degree) => {
    const arc = step("occt.shapes.edge.arcThroughThreePoints", { start: [2, 0, 0], middle: [0, 2, 0], end: [-2, 0, 0] });
    const rebuilt = await curve(
      arc,
      onPrev("occt.shapes.wire.createWireFromEdge"),
      onPrev("occt.shapes.wire.rebuildWireDegree", { degree }),
    );
    expect([rebuilt.length, rebuilt.start]).toEqual([expect.closeTo(2 * PI, 9), near([2, 0, 0])]);
  });

  it.each([1, 3])("has the lower degree %d within the tolerance", async (degree) => {
    const points = [
      [0, 0, 0],
      [1, 3, 0],
      [2, -3, 1],
      [3, 3, 0],
      [4, -1, 0],
      [5, 0, 2],
    ];
    const bezier = step("occt.shapes.wire.createBezier", { points });
    const rebuild = onPrev("occt.shapes.wire.rebuildWireDegree", { degree, tolerance: 1e-3 });
    const [before, after] = [await curve(bezier), await curve(bezier, rebuild)];
    expect([after.start, after.end]).toEqual([near(before.start), near(before.end)]);
    expect(Math.abs(after.length - before.length)).toBeLessThan(1e-2);
    const info = await answer<{ edges: { degree: number }[] }>(bezier, rebuild, onPrev("occt.shapes.wire.debugInfo"));
    expect(info.edges[0]?.degree).toBe(degree);
  });
});

describe("a wire between others", () => {
  const lower = step("occt.shapes.wire.createPolylineWire", {
    points: [
      [0, 0, 0],
      [4, 0, 0],
      [8, 0, 0],
    ],
  });
  const upper = step("occt.shapes.wire.createPolylineWire", {
    points: [
      [0, 0, 3],
      [4, 0, 3],
      [8, 0, 3],
    ],
  });

  it("zigzags, for each pair of edges or for the whole", async () => {
    const zigZag = (params: Record<string, unknown>) =>
      curve(
        lower,
        upper,
        step("occt.shapes.wire.createZigZagBetweenTwoWires", { wire1: "$ref:0", wire2: "$ref:1", nrZigZags: 2, ...params }),
      );
    const whole = await zigZag({ zigZagsPerEdge: false });
    expect([whole.length, whole.edges, whole.start]).toEqual([expect.closeTo(4 * hypot(3, 2), 9), 4, near([0, 0, 0])]);
    const each = await zigZag({});
    expect([each.length, each.edges]).toEqual([expect.closeTo(8 * hypot(3, 1), 9), 8]);
    expect((await zigZag({ inverse: true, divideByEqualDistance: true })).start).toEqual(near([0, 0, 3]));
  });

  const both = { shapes: ["$ref:0", "$ref:1", "$ref:2"] };
  const arc = step("occt.shapes.edge.arcThroughThreePoints", { start: [0, 0, 6], middle: [4, 4, 6], end: [8, 0, 6] });

  it("joins starts, and ends", async () => {
    const id = "occt.shapes.wire.createWiresBetweenStartEndPointsOfWiresAndEdges";
    const made = await curves(lower, upper, arc, step(id, both));
    expect(made.map(({ start, end, length }) => [start, end, length])).toEqual([
      [near([0, 0, 0]), near([0, 0, 6]), expect.closeTo(6, 9)],
      [near([8, 0, 0]), near([8, 0, 6]), expect.closeTo(6, 9)],
    ]);
  });

  it("joins points of divided wires, as polylines or smoothly, closed or not", async () => {
    const id = "occt.shapes.wire.createWiresBetweenSubdividedPointsOfWiresAndEdges";
    const straight = await curves(lower, upper, arc, step(id, { ...both, nrOfDivisions: 2 }));
    expect(straight.map(({ length }) => length)).toEqual(near([6, 3 + hypot(3, 4), 6]));
    const smooth = await curves(
      lower,
      upper,
      arc,
      step(id, { ...both, nrOfDivisions: 2, wireType: "interpolated", divideByEqualDistance: true }),
    );
    expect(smooth[1]?.end).toEqual(near([4, 4, 6], 7));
    expect(smooth[1]?.length).toBeGreaterThan(hypot(4, 6));
    const closed = await curves(lower, upper, arc, step(id, { ...both, nrOfDivisions: 1, closed: true }));
    expect(closed.map(({ length }) => length)).toEqual(near([12, 12]));
  });

  it("runs as a belt around two circles", async () => {
    const [r1, r2, away] = [3, 1, 6];
    const circles = [
      step("occt.shapes.wire.createCircleWire", { radius: r1 }),
      step("occt.shapes.wire.createCircleWire", { radius: r2, center: [away, 0, 0] }),
    ];
    const belt = (params: Record<string, unknown>) =>
      curve(...circles, step("occt.shapes.wire.createWireFromTwoCirclesTan", { circle1: "$ref:0", circle2: "$ref:1", ...params }));
    const tilt = asin((r1 - r2) / away);
    const open = await belt({});
    const straight = 2 * sqrt(away ** 2 - (r1 - r2) ** 2);
    expect(open.length).toBeCloseTo(straight + r1 * (PI + 2 * tilt) + r2 * (PI - 2 * tilt), 7);
    expect([open.closed, open.valid]).toEqual([true, true]);
    const lean = asin((r1 + r2) / away);
    const crossed = await belt({ keepLines: "inside" });
    expect(crossed.length).toBeCloseTo(2 * sqrt(away ** 2 - (r1 + r2) ** 2) + (r1 + r2) * (PI + 2 * lean), 7);
    const inner = await belt({ circleRemainders: "inside" });
    expect(inner.length).toBeCloseTo(straight + r1 * (PI - 2 * tilt) + r2 * (PI + 2 * tilt), 7);
    const mixed = await belt({ circleRemainders: "outsideInside" });
    expect(mixed.length).toBeCloseTo(straight + (r1 + r2) * (PI + 2 * tilt), 7);
    const other = await belt({ circleRemainders: "insideOutside" });
    expect(other.length).toBeCloseTo(straight + (r1 + r2) * (PI - 2 * tilt), 7);
  });
});

describe("a wire on a shape", () => {
  const cylinder = step("occt.shapes.solid.createCylinder", { radius: 2, height: 10 });

  it("casts itself onto what is over and under it", async () => {
    const cast = step("occt.shapes.wire.project", { wire: "$ref:1", shape: "$ref:0", direction: [0, 1, 0] });
    const circle = step("occt.shapes.wire.createCircleWire", { radius: 1, center: [0, 4, 0] });
    const found = await curves(cylinder, circle, cast, onPrev("occt.shapes.wire.getWires"));
    expect(found.map(({ length, box, closed }) => [length, box.min[1], closed])).toEqual([
      [expect.closeTo(2 * PI, 7), expect.closeTo(0, 5), true],
      [expect.closeTo(2 * PI, 7), expect.closeTo(10, 5), true],
    ]);
    const both = step("occt.shapes.wire.projectWires", { wires: ["$ref:1"], shape: "$ref:0", direction: [0, -3, 0] });
    const [compound] = await answer<unknown[]>(
      cylinder,
      circle,
      both,
      onAll("occt.shapes.compound.makeCompound"),
      onPrev("occt.shapes.wire.getWires"),
      onAll("occt.shapes.wire.getWiresLengths"),
    );
    expect(compound).toBeCloseTo(2 * PI, 7);
  });

  it("is refused where it meets nothing", async () => {
    const circle = step("occt.shapes.wire.createCircleWire", { radius: 1, center: [9, 4, 0] });
    const cast = step("occt.shapes.wire.project", { wire: "$ref:1", shape: "$ref:0" });
    await expect(curve(cylinder, circle, cast)).rejects.toThrow("meets nothing");
  });

  it("lays itself onto a cylinder, angles from its Z and heights from its X", async () => {
    const points = [
      [0, 0, 0],
      [3, 0, 0],
      [3, 0, 1],
    ];
    const kernel = await specKernel();
    const part = (value: StepValue): PartShape => {
      if (!isPartShape(value)) throw new Error("This step gives no shape.");
      return value;
    };
    const wire = part((await runPipeline(kernel, [step("occt.shapes.wire.createPolylineWire", { points })])).value);
    const [wall, ...rest] = (await runPipeline(kernel, [cylinder, onPrev("occt.shapes.face.getFaces")])).value as PartShape[];
    if (!wall) throw new Error("A cylinder has no faces.");
    const place = async (id: string, params: object) => await CATALOGUE_IMPLEMENTATIONS[id]?.(kernel, params as never, NO_CONTEXT);
    const laid = part((await place("occt.shapes.wire.placeWireOnFace", { wire, face: wall })) ?? null);
    const several = await place("occt.shapes.wire.placeWiresOnFace", { wires: [wire, wire], face: wall });
    kernel.scope((own) => {
      const track = trackOf(kernel, own, laid.shape);
      // Up by 3, then along the wall by one radian of its radius.
      expect(track.length).toBeCloseTo(3 + 2, 6);
      expect(track.at(track.first)).toEqual(near([0, 0, 2], 6));
      expect(track.at(track.last)).toEqual(near([2 * sin(1), 3, 2 * cos(1)], 6));
    });
    expect(several).toHaveLength(2);
    freeValue([laid, several ?? null, wire, wall, ...rest]);
  });
});
