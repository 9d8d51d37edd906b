import { NodeIO } from "@gltf-transform/core";
import { KHRDracoMeshCompression } from "@gltf-transform/extensions";
import draco3d from "draco3d";
import { describe, expect, it } from "vitest";
import { loadExchangeKernel } from "@/lib/cad/exchange/load-exchange-kernel";
import { testFile } from "@/lib/cad/exchange/spec-files";
import { isPartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, centerOfMassOf, volumeOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { runPipeline } from "@/lib/cad/pipeline/run-steps";
import type { PlainStep } from "@/lib/contract/pipeline";
import type { OperationContext } from "../implementation";

const step = (operation: string, params: Record<string, unknown> = {}): PlainStep => ({ operation, params });
const CUBE = new TextDecoder().decode(testFile("cube-units/cube-mm.step"));
/** 3 along X, 2 up Y, 1 along Z with a lump in one corner: its mirror image is another body. */
const CHIRAL = [
  step("occt.shapes.solid.createBoxFromCorner", { width: 3, height: 2, length: 1 }),
  step("occt.shapes.solid.createBoxFromCorner", { width: 1, height: 1, length: 1, corner: [0, 0, 1] }),
  step("occt.booleans.union", { shapes: ["$ref:0", "$ref:1"] }),
];

async function run(...steps: PlainStep[]) {
  const kernel = await specKernel();
  const files: Parameters<OperationContext["addFile"]>[0][] = [];
  const context: OperationContext = { exchange: loadExchangeKernel, addFile: (file) => files.push(file), warn: () => undefined };
  const { value } = await runPipeline(kernel, steps, { context });
  const shape = isPartShape(value)
    ? { volume: volumeOf(kernel, value.shape), center: centerOfMassOf(kernel, value.shape), box: boundingBoxOf(kernel, value.shape) }
    : undefined;
  return { value, shape, files };
}

describe("occt.io", () => {
  it("saveShapeSTEPAndReturn and loadSTEPorIGES are each other's inverse for a chiral part, turned or not", async () => {
    const before = (await run(...CHIRAL)).shape;
    for (const adjust of [false, true]) {
      const { value } = await run(...CHIRAL, step("occt.io.saveShapeSTEPAndReturn", { shape: "$prev", adjustYtoZ: adjust }));
      const { shape } = await run(step("occt.io.loadSTEPorIGES", { filetext: value, adjustZtoY: adjust }));
      expect(shape?.volume).toBeCloseTo(7, 9);
      expect(shape?.center).toEqual(before?.center.map((at) => expect.closeTo(at, 9)));
      expect(shape?.box.max).toEqual(before?.box.max.map((at) => expect.closeTo(at, 6)));
    }
  });

  it("loadSTEPorIGES turns Z up into Y up by a rotation", async () => {
    const { value } = await run(...CHIRAL, step("occt.io.saveShapeSTEPAndReturn", { shape: "$prev" }));
    const { shape } = await run(step("occt.io.loadSTEPorIGES", { filetext: value }));
    // (x, y, z) to (x, z, -y).
    expect(shape?.box.min).toEqual([0, 0, -2].map((at) => expect.closeTo(at, 6)));
    expect(shape?.box.max).toEqual([3, 2, 0].map((at) => expect.closeTo(at, 6)));
    const bytes = Buffer.from(value as string).toString("base64");
    expect((await run(step("occt.io.loadSTEPorIGES", { filetext: bytes }))).shape?.volume).toBeCloseTo(7, 9);
    await expect(run(step("occt.io.loadSTEPorIGES", { filetext: "hello" }))).rejects.toMatchObject({ code: "INVALID_FILE" });
  });

  it("saveShapeSTEP adds a file to the results and yields nothing", async () => {
    const { value, files } = await run(...CHIRAL, step("occt.io.saveShapeSTEP", { shape: "$prev", fileName: "hook.stp" }));
    expect(value).toBeNull();
    expect(files).toMatchObject([{ name: "hook.stp", contentType: "application/step" }]);
    expect(new TextDecoder().decode(files[0]?.bytes)).toContain("PRODUCT('hook'");
  });

  it.each([
    "occt.io.convertStepToGltf",
    "occt.io.convertStepToGltfAdvanced",
    "occt.io.convertStepToGltfWithDraco",
    "occt.io.convertStepToGltfAdvancedWithDraco",
  ])("%s shows a cube of 1 m at true size", async (operation) => {
    const { value } = await run(step(operation, { stepData: CUBE }));
    const io = new NodeIO().registerExtensions([KHRDracoMeshCompression]);
    io.registerDependencies({ "draco3d.decoder": await draco3d.createDecoderModule() });
    const root = (await io.readBinary(value as Uint8Array)).getRoot();
    const position = root.listMeshes()[0]?.listPrimitives()[0]?.getAttribute("POSITION");
    const [low, high] = [position?.getMin([]) ?? [], position?.getMax([]) ?? []];
    // A grid of 14 bits over 1000 mm has steps of 0.06 mm.
    for (const axis of [0, 1, 2]) expect(Math.abs((high[axis] ?? 0) - (low[axis] ?? 0) - 1000)).toBeLessThan(0.1);
    expect(root.listExtensionsRequired().map(({ extensionName }) => extensionName)).toEqual(
      operation.includes("Draco") ? ["KHR_draco_mesh_compression"] : [],
    );
    await expect(run(step(operation, { stepData: CUBE, meshAngle: 9 }))).rejects.toThrow(/meshAngle/);
  });

  it("parseStepToJson lists the tree with names, colours and places", async () => {
    const { value } = await run(step("occt.io.parseStepToJson", { stepData: new TextDecoder().decode(testFile("cax-if/as1-oc-214.stp")) }));
    interface Node {
      name: string;
      product: string;
      color?: number[];
      matrix?: number[];
      children: Node[];
    }
    const { nodes, parts, roots } = value as unknown as { nodes: number; parts: number; roots: Node[] };
    const all = (node: Node): Node[] => [node, ...node.children.flatMap(all)];
    const listed = roots.flatMap(all);
    expect([nodes, listed.length, parts]).toEqual([28, 28, 5]);
    const bolts = listed.filter(({ product }) => product === "bolt");
    expect(bolts).toHaveLength(6);
    for (const bolt of bolts) expect(bolt).toMatchObject({ name: "bolt_1", color: [0, 0, 1, 1] });
    expect(bolts[0]?.matrix).toHaveLength(16);
  });
});
