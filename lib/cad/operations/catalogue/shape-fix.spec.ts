import type { TopoDS_Shape } from "opencascade.js";
import { describe, expect, it } from "vitest";
import type { Kernel, Own } from "@/lib/cad/kernel/kernel";
import { freePart, isPartShape } from "@/lib/cad/kernel/part-shape";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { explore, facesOf } from "@/lib/cad/kernel/topology";
import type { Vec3 } from "@/lib/cad/kernel/vector";
import { compoundOf } from "../modelling/compound";
import { edgeBetween, wireThrough } from "./build-wire";
import { edgeEnds } from "./edge-ends";
import { SHAPE_FIXES } from "./shape-fix";
import { type Measured, measured } from "./spec-catalogue";

const REPAIR = { precision: 0.001, maxTolerance: 0.01, minTolerance: 0.0001 };
const context = { exchange: () => Promise.reject(new Error("No exchange kernel.")), addFile: () => undefined, warn: () => undefined };

/** Runs an operation on a shape that `make` builds. */
async function fixed<T = Measured>(
  id: string,
  make: (kernel: Kernel, own: Own) => TopoDS_Shape,
  params: Record<string, unknown> = {},
  read?: (kernel: Kernel, own: Own, shape: TopoDS_Shape) => T,
): Promise<T> {
  const kernel = await specKernel();
  return kernel.scope((own) => {
    const result = SHAPE_FIXES[id]?.(kernel, { shape: { shape: make(kernel, own), faces: [] }, ...params } as never, context);
    if (!isPartShape(result)) throw new Error(`${id} gives no shape.`);
    try {
      return read ? read(kernel, own, result.shape) : (measured(kernel, result) as T);
    } finally {
      freePart(result);
    }
  });
}

/** The six faces of a box of 2 x 3 x 4, each apart and some turned inside out. */
function looseFaces(kernel: Kernel, own: Own): TopoDS_Shape {
  const box = own(own(new kernel.oc.BRepPrimAPI_MakeBox(2, 3, 4)).Shape());
  const faces = facesOf(kernel, own, box).map((face, index) => {
    const copy = own(own(new kernel.oc.BRepBuilderAPI_Transform(face, own(new kernel.oc.gp_Trsf()), true, false)).Shape());
    return index % 2 === 0 ? copy : own(copy.Reversed());
  });
  return compoundOf(kernel, own, faces);
}

describe("repaired shapes", () => {
  it("occt.shapeFix.basicShapeRepair sews loose faces, however turned, to a solid", async () => {
    const solid = await fixed("occt.shapeFix.basicShapeRepair", looseFaces, REPAIR);
    expect(solid).toMatchObject({ kind: "solid", valid: true, faces: 6, solids: 1 });
    expect(solid.volume).toBeCloseTo(24, 9);
  });

  it("turns a solid the right way round, and leaves a good one as large as it was", async () => {
    const box = (kernel: Kernel, own: Own) => own(own(new kernel.oc.BRepPrimAPI_MakeCylinder(2, 5)).Shape());
    const inverted = (kernel: Kernel, own: Own) => own(box(kernel, own).Reversed());
    for (const make of [box, inverted]) {
      const solid = await fixed("occt.shapeFix.basicShapeRepair", make, REPAIR);
      expect(solid).toMatchObject({ kind: "solid", valid: true });
      expect(solid.volume).toBeCloseTo(20 * Math.PI, 8);
    }
  });

  it("repairs each solid of a compound, and keeps an open sheet open", async () => {
    const two = (kernel: Kernel, own: Own) =>
      compoundOf(kernel, own, [
        own(own(new kernel.oc.BRepPrimAPI_MakeBox(1, 1, 1)).Shape()),
        own(own(new kernel.oc.BRepPrimAPI_MakeBox(9, 9, 9)).Shape()),
      ]);
    expect(await fixed("occt.shapeFix.basicShapeRepair", two, REPAIR)).toMatchObject({ solids: 2, volume: expect.closeTo(730, 6) });
    const sheet = (kernel: Kernel, own: Own) =>
      facesOf(kernel, own, own(own(new kernel.oc.BRepPrimAPI_MakeBox(1, 1, 1)).Shape()))[0] ?? looseFaces(kernel, own);
    expect(await fixed("occt.shapeFix.basicShapeRepair", sheet, REPAIR)).toMatchObject({ solids: 0, faces: 1, area: expect.closeTo(1, 9) });
    await expect(fixed("occt.shapeFix.basicShapeRepair", sheet, { ...REPAIR, maxTolerance: 0 })).rejects.toThrow("maxTolerance is 0");
  });
});

describe("repaired wires", () => {
  const path: Vec3[] = [
    [0, 0, 0],
    [4, 0, 0],
    [4, 0.001, 0],
    [4, 3, 0],
    [4, 3, 5],
  ];

  it("occt.shapeFix.fixSmallEdgeOnWire leaves out what is too short, and lets its neighbours meet", async () => {
    const make = (kernel: Kernel, own: Own) => wireThrough(kernel, own, path, false);
    const params = { lockvtx: false, precsmall: 0.01 };
    expect(await fixed("occt.shapeFix.fixSmallEdgeOnWire", make, params)).toMatchObject({
      kind: "wire",
      valid: true,
      edges: 3,
      length: expect.closeTo(12, 2),
    });
    expect(await fixed("occt.shapeFix.fixSmallEdgeOnWire", make, { ...params, lockvtx: true })).toMatchObject({ edges: 4 });
    expect(await fixed("occt.shapeFix.fixSmallEdgeOnWire", make, { ...params, precsmall: 0 })).toMatchObject({ edges: 4 });
    await expect(fixed("occt.shapeFix.fixSmallEdgeOnWire", make, { ...params, precsmall: 100 })).rejects.toThrow(
      "every edge of the wire is shorter",
    );
  });

  it("occt.shapeFix.fixEdgeOrientationsAlongWire lets every edge begin where the one before ends", async () => {
    const [a, b, c, d]: [Vec3, Vec3, Vec3, Vec3] = [
      [0, 0, 0],
      [1, 0, 0],
      [1, 0, 1],
      [0, 2, 1],
    ];
    const tangled = (kernel: Kernel, own: Own) => {
      const builder = own(new kernel.oc.TopoDS_Builder());
      const wire = own(new kernel.oc.TopoDS_Wire());
      builder.MakeWire(wire);
      for (const [from, to] of [
        [a, b],
        [c, b],
        [d, c],
      ] as const) {
        builder.Add(wire, edgeBetween(kernel, own, from, to));
      }
      return wire;
    };
    const ends = await fixed("occt.shapeFix.fixEdgeOrientationsAlongWire", tangled, {}, (kernel, own, shape) =>
      explore(kernel, own, shape, "TopAbs_EDGE").map((edge) => edgeEnds(kernel, own, own(kernel.oc.TopoDS.Edge(edge)))),
    );
    expect(ends).toHaveLength(3);
    for (const [index, [start]] of ends.entries()) if (index > 0) expect(start).toEqual(ends[index - 1]?.[1]);
  });
});
