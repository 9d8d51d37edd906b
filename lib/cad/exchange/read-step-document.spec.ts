import type { TopoDS_Shape } from "opencascade.js";
import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { volumeOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { explore } from "@/lib/cad/kernel/topology";
import { adoptXcafDocument } from "./adopt-xcaf-document";
import { type Component, colorOf, type ExchangeDocument, freeDocument, type Product, type Rgba } from "./exchange-document";
import { type ExchangeKernel, loadExchangeKernel } from "./load-exchange-kernel";
import { Doubt, readStepDirectly } from "./read-step-directly";
import { READ_ALL, readStepDocument } from "./read-step-document";
import { debianFileOr, testFile } from "./spec-files";
import { readStepStructure } from "./step-structure";

let kernel: Kernel;
let exchange: ExchangeKernel;
const kernels = { modelling: () => Promise.resolve(kernel), exchange: () => Promise.resolve(exchange) };
const PLAIN = { colors: true, names: true, materials: true, layers: false, properties: false };

beforeAll(async () => {
  kernel = await specKernel();
  exchange = await loadExchangeKernel();
});

/** Every node of the tree: labels, names, where it stands, the volume of its body and how many faces wear which colour. */
function unfold(document: ExchangeDocument) {
  type Node = Record<string, unknown>;
  const nodes: Node[] = [];
  const visit = (
    product: Product<TopoDS_Shape>,
    component: Component<TopoDS_Shape> | undefined,
    inherited: Rgba | undefined,
    depth: number,
  ) => {
    const color = colorOf(product, component, inherited);
    nodes.push({
      depth,
      labels: [product.label, component?.label],
      names: [product.name, component?.name],
      matrix: component?.matrix.map((value) => expect.closeTo(value, 6)),
      volume: product.body && Number(volumeOf(kernel, product.body.geometry).toPrecision(6)),
      colors: product.body && facesByColor(product.body, color),
    });
    for (const child of product.components) visit(child.product, child, color, depth + 1);
  };
  for (const root of document.roots) visit(root, undefined, undefined, 0);
  freeDocument(document);
  return nodes;
}

function facesByColor(body: NonNullable<Product<TopoDS_Shape>["body"]>, color: Rgba | undefined): Record<string, number> {
  const counts: Record<string, number> = {};
  const faces = kernel.scope((own) => explore(kernel, own, body.geometry, "TopAbs_FACE").length);
  for (let face = 0; face < faces; face++) {
    const worn = (body.faceColors.get(face) ?? color)?.map((channel) => channel.toFixed(4)).join(" ") ?? "none";
    counts[worn] = (counts[worn] ?? 0) + 1;
  }
  return counts;
}

describe("readStepDirectly", () => {
  const linkrods = debianFileOr("occt-misc", "step/linkrods.step", "rounded-cube/rounded-cube.step");
  const cases: [string, () => Uint8Array][] = [
    ["cax-if/as1-oc-214.stp", () => testFile("cax-if/as1-oc-214.stp")],
    ["cax-if/as1-tu-203.stp", () => testFile("cax-if/as1-tu-203.stp")],
    ["cax-if/dm1-pe-214.stp", () => testFile("cax-if/dm1-pe-214.stp")],
    ["cax-if/io1-cm-214.stp", () => testFile("cax-if/io1-cm-214.stp")],
    ["cax-if/sg1-c5-214.stp", () => testFile("cax-if/sg1-c5-214.stp")],
    ["cube-fcstd/cube.step", () => testFile("cube-fcstd/cube.step")],
    ["cube-fcstd/cube2.step", () => testFile("cube-fcstd/cube2.step")],
    ["cube-units/cube-in.step", () => testFile("cube-units/cube-in.step")],
    [linkrods.name, () => linkrods.bytes],
  ];

  it.each(cases)("%s: tree, labels, names, places, colours and volumes are those of the exchange kernel's reader", (_, read) => {
    const content = read();
    const direct = readStepDirectly(kernel, content, readStepStructure(content, PLAIN));
    const xcaf = adoptXcafDocument(kernel, exchange.readStepDocument(content, PLAIN));
    const expected = unfold(xcaf);
    const got = matrices(direct);
    expect(got).toEqual(expected);
  });

  it.each([
    ["cax-if/as1_pe_203.stp", /several kinds/],
    ["cax-if/dm1-id-214.stp", /material/],
    ["conical-surface/conical-surface.step", /material/],
  ])("%s is left to the exchange kernel, with the reason", (path, reason) => {
    const content = testFile(path);
    expect(() => readStepDirectly(kernel, content, readStepStructure(content, PLAIN))).toThrow(reason);
    expect(() => readStepDirectly(kernel, content, readStepStructure(content, PLAIN))).toThrow(Doubt);
  });

  it("doubts a file in which text and kernel disagree", () => {
    const content = testFile("cube-units/cube-mm.step");
    const structure = readStepStructure(content, PLAIN);
    expect(() => readStepDirectly(kernel, content, { ...structure, entityCount: structure.entityCount + 1 })).toThrow(/different entities/);
    const shifted = new Map([...structure.placeOf].map(([id, place]) => [id, place + 1]));
    expect(() => readStepDirectly(kernel, content, { ...structure, placeOf: shifted })).toThrow(/number entities differently/);
  });

  /** As `unfold`, with numbers instead of matchers, to stand on the other side of the comparison. */
  function matrices(document: ExchangeDocument) {
    const found: (readonly number[] | undefined)[] = [];
    const visit = (product: Product<TopoDS_Shape>, component?: Component<TopoDS_Shape>) => {
      found.push(component?.matrix);
      for (const child of product.components) visit(child.product, child);
    };
    for (const root of document.roots) visit(root);
    return unfold(document).map((node, index) => ({ ...node, matrix: found[index] }));
  }
});

describe("readStepDocument", () => {
  it("reads layers, materials and stated volumes where they are asked for", async () => {
    const as1 = await readStepDocument(kernels, testFile("cax-if/as1-oc-214.stp"), READ_ALL);
    const bolt = as1.products.find(({ name }) => name === "bolt");
    expect(bolt).toMatchObject({ color: [0, 0, 1, 1], layers: ["256"] });
    // The file's author and we measured the same part.
    const volume = bolt?.body ? volumeOf(kernel, bolt.body.geometry) : 0;
    expect(Math.abs((bolt?.properties?.volume_mm3 ?? 0) / volume - 1)).toBeLessThan(1e-4);
    freeDocument(as1);
    const part = await readStepDocument(kernels, testFile("conical-surface/conical-surface.step"), READ_ALL);
    expect(part.products).toMatchObject([{ properties: { material: "Steel", density: 0.00785 } }]);
    freeDocument(part);
  });

  it.each(["mm", "m", "in"])("makes millimetres of a cube of 1 m that is written in %s", async (unit) => {
    const document = await readStepDocument(kernels, testFile(`cube-units/cube-${unit}.step`), PLAIN);
    const volumes = document.products.flatMap(({ body }) => (body ? [volumeOf(kernel, body.geometry)] : []));
    expect(volumes.map(Math.cbrt)).toEqual([expect.closeTo(1000, 6)]);
    freeDocument(document);
  });

  it("refuses a file without products in words", async () => {
    const empty = new TextEncoder().encode("ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\nENDSEC;\nEND-ISO-10303-21;\n");
    await expect(readStepDocument(kernels, empty, PLAIN)).rejects.toMatchObject({ code: "INVALID_FILE" });
  });
});
