import { gzipSync } from "node:zlib";
import { type Document, type Node, NodeIO, type Primitive } from "@gltf-transform/core";
import { EXTMeshoptCompression, KHRDracoMeshCompression, KHRMeshQuantization } from "@gltf-transform/extensions";
import draco3d from "draco3d";
import { validateBytes } from "gltf-validator";
import { MeshoptDecoder } from "meshoptimizer";
import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { volumeOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { countOf } from "@/lib/cad/kernel/topology";
import { shapesFor } from "@/lib/cad/measure/spec-shapes";
import { meshVolume } from "@/lib/cad/mesh/body-mesh";
import { conversionOptions, dracoCompression, fromSimple, simpleConversion } from "@/lib/contract/convert";
import { freeDocument } from "../exchange-document";
import { type ExchangeKernel, loadExchangeKernel } from "../load-exchange-kernel";
import { READ_ALL, readStepDocument } from "../read-step-document";
import { debianFileOr, testFile } from "../spec-files";
import { writeStep } from "../write-step";
import { type Converted, convertStepToGlb } from "./convert-step";
import { unpackGlb } from "./glb-container";

let kernel: Kernel;
let exchange: Promise<ExchangeKernel> | undefined;
const kernels = {
  modelling: () => Promise.resolve(kernel),
  exchange: () => {
    exchange ??= loadExchangeKernel();
    return exchange;
  },
};
const AS1 = () => testFile("cax-if/as1-oc-214.stp");

beforeAll(async () => {
  kernel = await specKernel();
});

/** Converts, and holds the file against the validator. */
async function convert(
  bytes: Uint8Array,
  options: Parameters<typeof conversionOptions.parse>[0] = {},
): Promise<Converted & { json: ReturnType<typeof unpackGlb>["json"] }> {
  const converted = await convertStepToGlb(kernels, bytes, conversionOptions.parse(options));
  const report = await validateBytes(converted.glb);
  expect(report.issues.messages.filter(({ severity }) => severity < 2)).toEqual([]);
  return { ...converted, json: unpackGlb(converted.glb).json };
}

async function open(glb: Uint8Array): Promise<Document> {
  const io = new NodeIO().registerExtensions([KHRDracoMeshCompression, KHRMeshQuantization, EXTMeshoptCompression]);
  io.registerDependencies({ "draco3d.decoder": await draco3d.createDecoderModule(), "meshopt.decoder": MeshoptDecoder });
  return io.readBinary(glb);
}

/** Vertices as numbers, whatever they are stored as. */
function points(primitive: Primitive): number[] {
  const position = primitive.getAttribute("POSITION");
  return Array.from({ length: position?.getCount() ?? 0 }, (_, index) => position?.getElement(index, []) ?? []).flat();
}

/** Volume of everything that hangs in the scene, m³: negative where something is mirrored. */
function sceneVolume(doc: Document): number {
  return placed(doc).reduce((sum, { node, primitives }) => {
    const m = node.getWorldMatrix();
    const determinant = m[0] * (m[5] * m[10] - m[6] * m[9]) - m[4] * (m[1] * m[10] - m[2] * m[9]) + m[8] * (m[1] * m[6] - m[2] * m[5]);
    return (
      sum +
      primitives.reduce((part, primitive) => part + meshVolume(points(primitive), primitive.getIndices()?.getArray() ?? []), 0) *
        determinant
    );
  }, 0);
}

function placed(doc: Document): { node: Node; primitives: Primitive[] }[] {
  return doc
    .getRoot()
    .listNodes()
    .flatMap((node) => (node.getMesh() ? [{ node, primitives: node.getMesh()?.listPrimitives() ?? [] }] : []));
}

describe("convertStepToGlb", () => {
  // Nodes and, of these, occurrences with a mesh; materials.
  it.each<[string, number, number, number]>([
    ["cax-if/as1-oc-214.stp", 28, 18, 5],
    ["cax-if/as1-tu-203.stp", 28, 18, 5],
    ["cax-if/as1_pe_203.stp", 64, 18, 4],
    ["cax-if/dm1-id-214.stp", 8, 7, 3],
    ["cax-if/dm1-pe-214.stp", 11, 7, 3],
    ["cax-if/io1-cm-214.stp", 1, 1, 2],
    ["cax-if/sg1-c5-214.stp", 1, 1, 1],
  ])("%s has %d nodes, %d of them with a mesh, and %d materials", async (path, nodes, meshes, materials) => {
    const { json } = await convert(testFile(path));
    expect(json.nodes).toHaveLength(nodes);
    expect(json.nodes?.filter(({ mesh }) => mesh !== undefined)).toHaveLength(meshes);
    expect(json.materials).toHaveLength(materials);
  });

  it("keeps names, colours and the volume of every body, upright and in metres", async () => {
    const source = await readStepDocument(kernels, AS1(), READ_ALL);
    const times = { nut: 8, rod: 1, bolt: 6, "l-bracket": 2, plate: 1 };
    const expected = source.products.reduce(
      (sum, { name, body }) => sum + (body ? volumeOf(kernel, body.geometry) * (times[name as keyof typeof times] ?? 0) : 0),
      0,
    );
    freeDocument(source);
    const { glb } = await convert(AS1(), { meshDeflection: 0.001, meshAngle: 0.1 });
    const doc = await open(glb);
    // Chords of 0.1 rad leave 0.17 % of a full circle's area.
    expect(Math.abs(sceneVolume(doc) / (expected * 1e-9) - 1)).toBeLessThan(2e-3);
    const bolt = placed(doc).find(({ node }) => node.getName() === "bolt_1");
    expect(bolt?.primitives[0]?.getMaterial()?.getBaseColorFactor()).toEqual([0, 0, 1, 1]);
    expect(new Set(placed(doc).map(({ node }) => node.getName()))).toEqual(
      new Set(["nut_1", "nut_2", "nut_3", "rod_1", "bolt_1", "l-bracket_1", "plate_1"]),
    );
    const parents = doc
      .getRoot()
      .listNodes()
      .filter((node) => node.listChildren().some((child) => child.getName() === "bolt_1"));
    expect(new Set(parents.map((node) => node.getName()))).toEqual(
      new Set(["nut-bolt-assembly_1", "nut-bolt-assembly_2", "nut-bolt-assembly_3"]),
    );
  });

  it("shares the vertices of a part among its occurrences", async () => {
    const { json, counts } = await convert(AS1());
    const accessors = new Set(json.meshes?.flatMap(({ primitives }) => primitives.map(({ attributes }) => attributes.POSITION)));
    expect(accessors.size).toBe(5);
    expect(counts).toMatchObject({ products: 9, nodes: 28, materials: 5 });
  });

  it("reads gzipped STEP and refuses what is no STEP in words", async () => {
    const plain = await convert(testFile("cube-units/cube-mm.step"));
    expect(Buffer.compare((await convert(gzipSync(testFile("cube-units/cube-mm.step")))).glb, plain.glb)).toBe(0);
    await expect(convert(new TextEncoder().encode("hello"))).rejects.toMatchObject({ code: "INVALID_FILE" });
  });

  it.each([
    ["in metres", {}, 1],
    ["times scale", { scale: 2.5 }, 2.5],
  ])("shows a cube of 1 m %s", async (_, options, edge) => {
    const doc = await open((await convert(testFile("cube-units/cube-in.step"), options)).glb);
    expect(Math.cbrt(sceneVolume(doc))).toBeCloseTo(edge, 5);
  });

  const linkrods = debianFileOr("occt-misc", "step/linkrods.step", "cax-if/sg1-c5-214.stp");
  it(`${linkrods.name}: the mesh holds the volume of the B-rep`, async () => {
    const source = await readStepDocument(kernels, linkrods.bytes, READ_ALL);
    const exact = source.products.reduce((sum, { body }) => sum + (body ? volumeOf(kernel, body.geometry) : 0), 0);
    freeDocument(source);
    const doc = await open(
      (await convert(linkrods.bytes, { meshRelative: false, meshDeflection: 0.02, meshAngle: 0.1, controlSurfaceDeflection: true })).glb,
    );
    expect(Math.abs(sceneVolume(doc) / (exact * 1e-9) - 1)).toBeLessThan(3e-3);
  });

  const MOLEX = "Connector_Molex.3dshapes/Molex_SlimStack_54722-0804_2x40_P0.50mm_Vertical.step";
  const connector = debianFileOr("kicad-packages3d", MOLEX, "cube-fcstd/cube2.step");
  it(`${connector.name}: bodies, name, colours and volume are those of the file`, { timeout: 120_000 }, async () => {
    const text = new TextDecoder().decode(connector.bytes);
    const source = await readStepDocument(kernels, connector.bytes, READ_ALL);
    const bodies = source.products.flatMap(({ body }) => (body ? [body.geometry] : []));
    expect(bodies.reduce((sum, body) => sum + countOf(kernel, body, "TopAbs_SOLID"), 0)).toBe(
      text.match(/MANIFOLD_SOLID_BREP\s*\(/g)?.length,
    );
    expect(bodies.reduce((sum, body) => sum + countOf(kernel, body, "TopAbs_FACE"), 0)).toBe(text.match(/ADVANCED_FACE\s*\(/g)?.length);
    const exact = bodies.reduce((sum, body) => sum + volumeOf(kernel, body), 0);
    freeDocument(source);
    const { glb, json } = await convert(connector.bytes, { meshRelative: false, meshDeflection: 0.01, meshAngle: 0.2 });
    const named = /PRODUCT\s*\(\s*'([^']*)'/.exec(text)?.[1] ?? "";
    expect(json.nodes?.map(({ name }) => name)).toContain(named);
    const stated = [...text.matchAll(/COLOUR_RGB\s*\(\s*'[^']*'\s*,([^)]*)\)/g)].map(([, rgb]) => rgb?.split(",").map(Number).join(" "));
    const shown = json.materials?.filter(({ name }) => name !== "Partwright neutral") ?? [];
    expect(shown).toHaveLength(new Set(stated).size);
    expect(Math.abs(sceneVolume(await open(glb)) / (exact * 1e-9) - 1)).toBeLessThan(3e-3);
  });
});

describe("options of the conversion", () => {
  it("turn Z up into Y up by a rotation, or leave it", async () => {
    const box = writeStep(kernel, shapesFor(kernel).box([0, 0, 0], [10, 20, 30]), { name: "box", timestamp: "2026-01-01T00:00:00Z" });
    const sizeOf = async (adjustZtoY: boolean) => {
      const doc = await open((await convert(box, { adjustZtoY })).glb);
      expect(sceneVolume(doc)).toBeCloseTo(6e-6, 12);
      const [{ node, primitives }] = placed(doc) as [{ node: Node; primitives: Primitive[] }];
      const corner = primitives[0]?.getAttribute("POSITION")?.getMax([]) ?? [];
      const m = node.getWorldMatrix();
      return [0, 1, 2].map((row) =>
        Math.abs((m[row] ?? 0) * (corner[0] ?? 0) + (m[row + 4] ?? 0) * (corner[1] ?? 0) + (m[row + 8] ?? 0) * (corner[2] ?? 0)),
      );
    };
    expect(await sizeOf(true)).toEqual([0.01, 0.03, 0.02].map((at) => expect.closeTo(at, 6)));
    expect(await sizeOf(false)).toEqual([0.01, 0.02, 0.03].map((at) => expect.closeTo(at, 6)));
  });

  it("leave out colours, names and materials that are not wanted", async () => {
    const { json } = await convert(AS1(), { readColors: false, readNames: false });
    expect(json.materials?.map(({ name }) => name)).toEqual(["Partwright neutral"]);
    expect(json.nodes?.some(({ name }) => name)).toBe(false);
    const dm1 = await convert(testFile("cax-if/dm1-oc-214.stp"));
    expect(dm1.json.materials?.map(({ name }) => name)).toContain("AMS 5662; Inconel 718");
    expect((await convert(testFile("cax-if/dm1-oc-214.stp"), { readMaterials: false })).json.materials).toHaveLength(1);
  });

  it("put layers and stated volumes into extras only when asked", async () => {
    const extras = async (options: object) => (await convert(AS1(), options)).json.nodes?.find(({ name }) => name === "bolt_1")?.extras;
    expect(await extras({})).toBeUndefined();
    expect(await extras({ readLayers: true, readProps: true })).toMatchObject({ layers: ["256"], volume_mm3: expect.closeTo(3200.717, 3) });
  });

  it("make one primitive of each face, or one of each part and material", async () => {
    const count = async (mergeFaces: boolean) =>
      (await convert(testFile("cax-if/io1-cm-214.stp"), { mergeFaces })).json.meshes?.reduce(
        (sum, { primitives }) => sum + primitives.length,
        0,
      );
    expect(await count(true)).toBe(2);
    expect(await count(false)).toBe(29);
  });

  it.each<[string, string[]]>([
    ["empty", []],
    ["product", ["as1", "bolt"]],
    ["instance", ["as1", "bolt_1"]],
    ["productOrInstance", ["as1", "bolt"]],
    ["instanceOrProduct", ["as1", "bolt_1"]],
    ["productAndInstance", ["as1", "bolt [bolt_1]"]],
    ["productAndInstanceAndOcaf", ["as1 [0:1:1:1]", "bolt [bolt_1] [0:1:1:6:1]"]],
  ])("nodeNameFormat %s", async (nodeNameFormat, names) => {
    const { json } = await convert(AS1(), { nodeNameFormat, meshNameFormat: nodeNameFormat });
    const found = json.nodes?.map(({ name }) => name) ?? [];
    if (names.length === 0) expect(found.every((name) => !name)).toBe(true);
    expect(found).toEqual(expect.arrayContaining(names));
    if (names[1]) expect(json.meshes?.map(({ name }) => name)).toContain(names[1]);
  });

  it("write the same places as compact, trs or matrices", async () => {
    const worlds = async (transformFormat: string) => {
      const { glb, json } = await convert(AS1(), { transformFormat });
      if (transformFormat === "mat4") expect(json.nodes?.every((node) => !node.translation && !node.rotation && !node.scale)).toBe(true);
      if (transformFormat === "trs") expect(json.nodes?.every((node) => node.translation && node.rotation && node.scale)).toBe(true);
      return placed(await open(glb)).map(({ node }) => node.getWorldMatrix().map((value) => expect.closeTo(value, 9)));
    };
    const compact = placed(await open((await convert(AS1())).glb)).map(({ node }) => node.getWorldMatrix());
    expect(compact).toEqual(await worlds("mat4"));
    expect(compact).toEqual(await worlds("trs"));
  });

  it("mesh finer when told to, and make triangles follow free-form faces", async () => {
    const triangles = async (options: object) => (await convert(linkrodsOrCube.bytes, options)).counts.triangles;
    const coarse = await triangles({});
    expect(await triangles({ meshAngle: 0.1 })).toBeGreaterThan(coarse);
    expect(await triangles({ meshRelative: false, meshDeflection: 10 })).toBeLessThan(coarse);
    if (linkrodsOrCube.isDebian) expect(await triangles({ controlSurfaceDeflection: true })).toBeGreaterThan(coarse);
    expect(await triangles({ faceCountThreshold: 0 })).toBe(coarse);
  });
  const linkrodsOrCube = debianFileOr("occt-misc", "step/linkrods.step", "cax-if/sg1-c5-214.stp");

  it("write texture coordinates when forced", async () => {
    const attributes = async (options: object) =>
      Object.keys((await convert(testFile("cube-units/cube-mm.step"), options)).json.meshes?.[0]?.primitives[0]?.attributes ?? {});
    expect(await attributes({})).toEqual(["POSITION", "NORMAL"]);
    expect(await attributes({ forceUVExport: true })).toContain("TEXCOORD_0");
  });
});

describe("compression", () => {
  const plainVolume = async () => sceneVolume(await open((await convert(AS1())).glb));

  it("by Draco is required of readers, smaller, and gives the same bodies back", async () => {
    const plain = await convert(AS1());
    const { glb, json } = await convert(AS1(), { draco: {} });
    expect(json.extensionsRequired).toContain("KHR_draco_mesh_compression");
    expect(glb.length).toBeLessThan(plain.glb.length);
    // 14 bits of 180 mm are steps of 0.01 mm.
    expect(Math.abs(sceneVolume(await open(glb)) / (await plainVolume()) - 1)).toBeLessThan(1e-3);
    expect((await convert(AS1(), { draco: { useDraco: false } })).json.extensionsRequired).toBeUndefined();
  });

  it("by Draco is coarser with fewer bits, exact without, and works with one grid for all and at every level", async () => {
    const size = async (draco: object) => (await convert(AS1(), { draco })).glb.length;
    expect(await size({ dracoQuantizePositionBits: 8, dracoQuantizeNormalBits: 6 })).toBeLessThan(await size({}));
    const volume = await plainVolume();
    const exact = await open((await convert(AS1(), { draco: { dracoQuantizePositionBits: 0 } })).glb);
    expect(Math.abs(sceneVolume(exact) / volume - 1)).toBeLessThan(1e-6);
    for (const draco of [
      { dracoUnifiedQuantization: true },
      { dracoCompressionLevel: 0 },
      { dracoCompressionLevel: 10, dracoQuantizePositionBits: 31, dracoQuantizeNormalBits: 31 },
    ]) {
      expect(Math.abs(sceneVolume(await open((await convert(AS1(), { draco })).glb)) / volume - 1)).toBeLessThan(2e-3);
    }
  });

  it.each([
    ["quantize", "KHR_mesh_quantization"],
    ["meshopt", "EXT_meshopt_compression"],
  ])("by %s lists %s and keeps the volume", async (compression, extension) => {
    const { glb, json } = await convert(AS1(), { compression });
    expect(json.extensionsRequired).toContain(extension);
    await MeshoptDecoder.ready;
    expect(Math.abs(sceneVolume(await open(glb)) / (await plainVolume()) - 1)).toBeLessThan(1e-3);
  });
});

describe("the simple conversion", () => {
  it("is the advanced one with its precision as deflection", () => {
    expect(fromSimple(simpleConversion.parse({ meshPrecision: 0.02 }), dracoCompression.parse({}))).toMatchObject({
      meshDeflection: 0.02,
      meshAngle: 0.5,
      meshRelative: true,
      mergeFaces: true,
      adjustZtoY: true,
      draco: { dracoCompressionLevel: 7, dracoQuantizePositionBits: 14 },
    });
    for (const faulty of [{ meshPrecision: 0 }, { meshPrecision: 11 }, { meshAngle: 4 }, { unknown: 1 }])
      expect(simpleConversion.safeParse(faulty).success).toBe(false);
  });
});
