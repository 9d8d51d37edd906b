import { describe, expect, it } from "vitest";
import { freePart, isPartShape, type PartShape } from "@/lib/cad/kernel/part-shape";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { countOf, explore, facesOf } from "@/lib/cad/kernel/topology";
import { lastValue, measure, measureEach, step } from "../spec-catalogue";
import { SHAPES } from "./shape";

const BOX = step("occt.shapes.solid.createBox", { width: 1, height: 2, length: 3 });
const ask = (id: string, ...before: Parameters<typeof lastValue>) => lastValue(...before, step(id, { shape: "$prev" }));
const OPEN = step("occt.shapes.wire.createPolylineWire", {
  points: [
    [0, 0, 0],
    [1, 0, 0],
    [1, 1, 0],
  ],
});
const faces = step("occt.shapes.face.getFaces", { shape: "$prev" });

describe("what a shape is", () => {
  it.each<[string, Parameters<typeof lastValue>, string]>([
    ["a solid", [BOX], "solid"],
    ["a face", [step("occt.shapes.face.createCircleFace")], "face"],
    ["a wire", [OPEN], "wire"],
    ["a shell", [OPEN, step("occt.operations.extrude", { shape: "$prev", direction: [0, 0, 1] })], "shell"],
    ["a compound", [BOX, step("occt.shapes.compound.makeCompound", { shapes: ["$prev"] })], "compound"],
  ])("occt.shapes.shape.getShapeType of %s", async (_name, steps, kind) => {
    expect(await ask("occt.shapes.shape.getShapeType", ...steps)).toBe(kind);
  });

  it.each<[string, Parameters<typeof lastValue>, boolean]>([
    ["a solid", [BOX], true],
    ["a circle", [step("occt.shapes.wire.createCircleWire")], true],
    ["an open wire", [OPEN], false],
    ["a sewn box", [BOX, faces, step("occt.shapes.shell.sewFaces", { shapes: "$prev" })], true],
    ["a swept wire", [OPEN, step("occt.operations.extrude", { shape: "$prev", direction: [0, 0, 1] })], false],
    ["a compound of solids", [BOX, step("occt.shapes.compound.makeCompound", { shapes: ["$prev"] })], true],
    ["a compound of faces", [BOX, faces, step("occt.shapes.compound.makeCompound", { shapes: "$prev" })], false],
  ])("occt.shapes.shape.isClosed of %s", async (_name, steps, closed) => {
    expect(await ask("occt.shapes.shape.isClosed", ...steps)).toBe(closed);
  });

  it("occt.shapes.shape.getOrientation turns with the shape", async () => {
    const disc = step("occt.shapes.face.createCircleFace");
    expect(await ask("occt.shapes.shape.getOrientation", disc)).toBe("forward");
    expect(await ask("occt.shapes.shape.getOrientation", disc, step("occt.shapes.face.reversedFace", { shape: "$prev" }))).toBe("reversed");
  });

  it("the same shape, the same turned round, and another", async () => {
    const steps = [
      BOX,
      step("occt.shapes.face.getFace", { shape: "$ref:0" }),
      step("occt.shapes.face.getFace", { shape: "$ref:0" }),
      step("occt.shapes.face.getFace", { shape: "$ref:0", index: 1 }),
    ];
    const turned = step("occt.shapes.face.reversedFace", { shape: "$ref:1" });
    const compare = (id: string, otherShape: string) => lastValue(...steps, turned, step(id, { shape: "$ref:1", otherShape }));
    const answers = async (id: string) => [await compare(id, "$ref:2"), await compare(id, "$ref:4"), await compare(id, "$ref:3")];
    expect(await answers("occt.shapes.shape.isEqual")).toEqual([true, false, false]);
    expect(await answers("occt.shapes.shape.isNotEqual")).toEqual([false, true, true]);
    expect(await answers("occt.shapes.shape.isSame")).toEqual([true, true, false]);
    expect(await answers("occt.shapes.shape.isPartner")).toEqual([true, true, false]);
  });

  it.each([
    ["occt.shapes.shape.isChecked", "Checked"],
    ["occt.shapes.shape.isConvex", "Convex"],
    ["occt.shapes.shape.isFree", "Free"],
    ["occt.shapes.shape.isInfinite", "Infinite"],
    ["occt.shapes.shape.isLocked", "Locked"],
    ["occt.shapes.shape.isModified", "Modified"],
  ] as const)("%s reads the kernel's mark %s", async (id, mark) => {
    const kernel = await specKernel();
    kernel.scope((own) => {
      const box = own(own(new kernel.oc.BRepPrimAPI_MakeBox(1, 1, 1)).Shape());
      const read = () => SHAPES[id]?.(kernel, { shape: { shape: box, faces: [] } } as never, undefined as never);
      for (const value of [true, false]) {
        box[mark](value);
        expect(read()).toBe(value);
      }
    });
  });

  it("occt.shapes.shape.isNull is false for every shape that a step gives, and true for none", async () => {
    expect(await ask("occt.shapes.shape.isNull", BOX)).toBe(false);
    const kernel = await specKernel();
    kernel.scope((own) => {
      const nothing = own(new kernel.oc.TopoDS_Shape());
      expect(SHAPES["occt.shapes.shape.isNull"]?.(kernel, { shape: { shape: nothing, faces: [] } } as never, undefined as never)).toBe(
        true,
      );
    });
  });
});

describe("tidied shapes", () => {
  it("occt.shapes.shape.unifySameDomain merges what lies in one plane, faces and edges apart", async () => {
    const halves = step("occt.shapes.solid.createBox", { width: 1, height: 2, length: 3, center: [1, 0, 0] });
    const kept = step("occt.booleans.union", { shapes: ["$ref:0", "$ref:1"], keepEdges: true });
    const unify = (params: Record<string, unknown>) =>
      measure(BOX, halves, kept, step("occt.shapes.shape.unifySameDomain", { shape: "$prev", ...params }));
    expect(await unify({})).toMatchObject({ faces: 6, edges: 12, volume: expect.closeTo(12, 9) });
    expect((await unify({ unifyFaces: false })).faces).toBeGreaterThan(6);
  });

  it("occt.shapes.shape.purgeInternalEdges drops an edge that bounds nothing, and leaves its input alone", async () => {
    const kernel = await specKernel();
    kernel.scope((own) => {
      const { oc } = kernel;
      const box = own(own(new oc.BRepPrimAPI_MakeBox(4, 4, 4)).Shape());
      const [face] = facesOf(kernel, own, box);
      const other = own(own(new oc.BRepBuilderAPI_MakeEdge(own(new oc.gp_Pnt(0, 1, 1)), own(new oc.gp_Pnt(0, 3, 3)))).Edge());
      if (!face) throw new Error("The box has no face.");
      const marked = own(own(new oc.BRepBuilderAPI_Transform(face, own(new oc.gp_Trsf()), true, false)).Shape());
      marked.Free(true);
      const wire = own(new oc.TopoDS_Wire());
      const builder = own(new oc.TopoDS_Builder());
      builder.MakeWire(wire);
      builder.Add(wire, own(other.Oriented("TopAbs_INTERNAL")));
      builder.Add(marked, own(wire.Oriented("TopAbs_INTERNAL")));
      expect(countOf(kernel, marked, "TopAbs_EDGE")).toBe(5);
      const shape: PartShape = { shape: marked, faces: [] };
      const purged = SHAPES["occt.shapes.shape.purgeInternalEdges"]?.(kernel, { shape } as never, undefined as never);
      if (!isPartShape(purged)) throw new Error("No shape came back.");
      expect(countOf(kernel, purged.shape, "TopAbs_EDGE")).toBe(4);
      expect(explore(kernel, own, marked, "TopAbs_EDGE")).toHaveLength(5);
      freePart(purged);
    });
  });
});

describe("shells", () => {
  it("occt.shapes.shell.sewFaces joins faces to a closed shell, measured by occt.shapes.shell.getShellSurfaceArea and occt.shapes.shell.debugInfo", async () => {
    const sewn = [BOX, faces, step("occt.shapes.shell.sewFaces", { shapes: "$prev" })];
    expect(await measure(...sewn)).toMatchObject({ kind: "shell", valid: true, faces: 6, edges: 12 });
    expect(await ask("occt.shapes.shell.getShellSurfaceArea", ...sewn)).toBeCloseTo(22, 9);
    expect(await ask("occt.shapes.shell.debugInfo", ...sewn)).toMatchObject({
      valid: true,
      nbFaces: 6,
      nbEdges: 12,
      area: expect.closeTo(22, 9),
    });
  });

  it("leaves a single face a shell of its own, and refuses faces that do not meet", async () => {
    const disc = (x: number) => step("occt.shapes.face.createCircleFace", { center: [x, 0, 0] });
    expect(await measure(disc(0), step("occt.shapes.shell.sewFaces", { shapes: ["$prev"] }))).toMatchObject({ kind: "shell", faces: 1 });
    await expect(measure(disc(0), disc(9), step("occt.shapes.shell.sewFaces", { shapes: ["$ref:0", "$ref:1"] }))).rejects.toThrow(
      "do not join to one shell",
    );
    await expect(measure(OPEN, step("occt.shapes.shell.sewFaces", { shapes: ["$prev"] }))).rejects.toThrow("shapes[0] has no face");
  });

  it("sews over a gap of the tolerance, not over a wider one", async () => {
    const square = (z: number) =>
      step("occt.shapes.face.createPolygonFace", {
        points: [
          [0, 0, z],
          [2, 0, z],
          [2, 0, z + 2],
          [0, 0, z + 2],
        ],
      });
    const sew = (tolerance: number) =>
      measure(square(0), square(2.001), step("occt.shapes.shell.sewFaces", { shapes: ["$ref:0", "$ref:1"], tolerance }));
    expect(await sew(0.01)).toMatchObject({ kind: "shell", faces: 2, edges: 7 });
    await expect(sew(1e-5)).rejects.toThrow("do not join");
  });
});

describe("compounds", () => {
  it("occt.shapes.compound.makeCompound holds shapes, occt.shapes.compound.getShapesOfCompound gives them back one level deep", async () => {
    const sphere = step("occt.shapes.solid.createSphere");
    const disc = step("occt.shapes.face.createCircleFace");
    const inner = step("occt.shapes.compound.makeCompound", { shapes: ["$ref:0", "$ref:1"] });
    const outer = step("occt.shapes.compound.makeCompound", { shapes: ["$ref:2", "$ref:3"] });
    const parts = await measureEach(BOX, sphere, disc, inner, outer, step("occt.shapes.compound.getShapesOfCompound", { shape: "$prev" }));
    expect(parts.map(({ kind }) => kind)).toEqual(["face", "compound"]);
    expect(parts[1]).toMatchObject({ solids: 2, valid: true, volume: expect.closeTo(6 + (4 / 3) * Math.PI, 8) });
    await expect(measureEach(BOX, step("occt.shapes.compound.getShapesOfCompound", { shape: "$prev" }))).rejects.toThrow(
      "shape is a solid and must be a compound",
    );
  });

  it("keeps compounds where a move of the whole has put them", async () => {
    const inner = step("occt.shapes.compound.makeCompound", { shapes: ["$prev"] });
    const outer = step("occt.shapes.compound.makeCompound", { shapes: ["$prev", "$prev"] });
    const moved = step("occt.transforms.translate", { shape: "$prev", translation: [5, 6, 7] });
    const parts = await measureEach(BOX, inner, outer, moved, step("occt.shapes.compound.getShapesOfCompound", { shape: "$prev" }));
    expect(parts.map(({ center }) => center)).toEqual([1, 2].map(() => [5, 6, 7].map((x) => expect.closeTo(x, 9))));
  });
});
