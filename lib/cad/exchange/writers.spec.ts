import { NodeIO } from "@gltf-transform/core";
import { decode } from "fast-png";
import { strFromU8, unzipSync } from "fflate";
import { validateBytes } from "gltf-validator";
import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { measure } from "@/lib/cad/measure/measure";
import { BRACKET_VOLUME_MM3, shapesFor } from "@/lib/cad/measure/spec-shapes";
import { type BodyMesh, meshVolume } from "@/lib/cad/mesh/body-mesh";
import { tessellate } from "@/lib/cad/mesh/tessellate";
import { openEdgeCount, weld, weldToleranceMm } from "@/lib/cad/mesh/weld";
import { readBrep, writeBrep } from "./brep";
import { readStep } from "./import-file";
import { write3mf } from "./write-3mf";
import { writeGlb } from "./write-glb";
import { compressStep, writeStep } from "./write-step";
import { writeStl } from "./write-stl";
import { writeThumbnail } from "./write-thumbnail";

let kernel: Kernel;
let make: ReturnType<typeof shapesFor>;
let meshes: BodyMesh[];
const output = { name: "L-bracket é ✓", timestamp: "2026-03-04T05:06:07.000Z" };
const tags = Array.from({ length: 10 }, (_, index) => ({ label: `Face ${index + 1}`, name: `base/${index}` }));
/** The mesh cuts off the round of two holes: 0.2 rad a side leaves 0.7 % of their area, which is 1.6 % of the part. */
const MESH_TOLERANCE = 2e-4;

beforeAll(async () => {
  kernel = await specKernel();
  make = shapesFor(kernel);
  meshes = tessellate(kernel, make.bracket(), "normal");
});

describe("writeStep", () => {
  const text = (name: string) => new TextDecoder().decode(writeStep(kernel, make.bracket(), { ...output, name }));

  it("reads back with the same volume, bounds and faces", () => {
    const shape = readStep(kernel, writeStep(kernel, make.bracket(), output));
    const measured = measure(kernel, shape);
    expect(measured.volume_mm3).toBeCloseTo(BRACKET_VOLUME_MM3, 6);
    expect(measured.bounding_box.size).toEqual([50, 30, 40].map((size) => expect.closeTo(size, 6)));
    expect(measured).toMatchObject({ solids: 1, faces: 10, valid: true });
  });

  it("states millimetres, AP214, the part's name, the given time and who wrote it", () => {
    const step = text("L-bracket é ✓");
    expect(step).toMatch(/LENGTH_UNIT\(\)\s*NAMED_UNIT\(\*\)\s*SI_UNIT\(\.MILLI\.,\.METRE\.\)/);
    expect(step).not.toMatch(/INCH/i);
    expect(step).toContain("AUTOMOTIVE_DESIGN");
    expect(step).toContain("PRODUCT('L-bracket \\X2\\00E9\\X0\\ \\X2\\2713\\X0\\'");
    expect(step).toContain("'2026-03-04T05:06:07'");
    expect(step).toContain("'Partwright'");
    expect(step).toMatch(/^[\x20-\x7e\n]*$/);
  });

  it("keeps a name from breaking out of its string, and from being a pattern", () => {
    expect(text("x'); #1=EVIL('$&\\")).toContain("PRODUCT('x''); #1=EVIL(''$&\\\\',");
    expect(readStep(kernel, new TextEncoder().encode(text("x'); #1=EVIL('$&\\"))).IsNull()).toBe(false);
  });

  it("refuses a time stamp that is none", () => {
    expect(() => writeStep(kernel, make.bracket(), { name: "x", timestamp: "yesterday" })).toThrow(/ISO 8601/);
  });
});

describe("determinism", () => {
  it("gives the same bytes for the same shape and time, in every format", async () => {
    const all = async () => {
      const shape = make.bracket();
      const mesh = tessellate(kernel, shape, "normal");
      const step = writeStep(kernel, shape, output);
      return [
        step,
        compressStep(step),
        writeBrep(kernel, shape),
        await writeGlb(mesh, "x", tags),
        writeStl(mesh),
        write3mf(mesh, "x"),
        writeThumbnail(mesh),
      ];
    };
    const [first, second] = [await all(), await all()];
    for (const [index, bytes] of first.entries()) expect(Buffer.compare(bytes, second[index] ?? new Uint8Array())).toBe(0);
  });
});

describe("writeBrep", () => {
  it("carries no mesh and reads back exactly", () => {
    const shape = make.bracket();
    const bare = writeBrep(kernel, shape);
    tessellate(kernel, shape, "fine");
    expect(Buffer.compare(bare, writeBrep(kernel, shape))).toBe(0);
    const part = readBrep(kernel, new TextDecoder().decode(bare));
    expect(measure(kernel, part.shape).volume_mm3).toBeCloseTo(BRACKET_VOLUME_MM3, 9);
    expect(part.faces.map(({ name }) => name)).toEqual(Array.from({ length: 10 }, (_, index) => `import/${index + 1}`));
  });

  it("is refused when cut off anywhere, before the kernel sees it", () => {
    const text = new TextDecoder().decode(writeBrep(kernel, make.box([0, 0, 0], [1, 1, 1])));
    for (let share = 0; share < 1; share += 0.07) {
      expect(() => readBrep(kernel, text.slice(0, Math.floor(text.length * share)))).toThrow(/not a readable BREP/);
    }
  });
});

describe("writeGlb", () => {
  it("passes the validator without an error or a warning", async () => {
    const shapes = [make.bracket(), make.cone([0, 0, 0], 5, 0, 12), make.compound(make.sphere([0, 0, 0], 4), make.torus(20, 5))];
    for (const shape of shapes) {
      const report = await validateBytes(await writeGlb(tessellate(kernel, shape, "draft"), "Part", tags));
      expect(report.issues.messages.filter(({ severity }) => severity < 2)).toEqual([]);
    }
  });

  it("opens at true size, upright, in metres", async () => {
    const document = await new NodeIO().readBinary(await writeGlb(meshes, "Part", tags));
    const node = document
      .getRoot()
      .listNodes()
      .find((candidate) => candidate.getMesh()?.getName() === "Part");
    const [low, high] = [
      [-25, -15, 0],
      [25, 15, 40],
    ];
    const matrix = node?.getWorldMatrix() ?? [];
    const place = ([x = 0, y = 0, z = 0]: number[]) =>
      [0, 1, 2].map((row) => (matrix[row] ?? 0) * x + (matrix[row + 4] ?? 0) * y + (matrix[row + 8] ?? 0) * z);
    const [a, b] = [place(low ?? []), place(high ?? [])];
    expect(a.map((value, axis) => Math.abs(value - (b[axis] ?? 0)))).toEqual([0.05, 0.04, 0.03].map((size) => expect.closeTo(size, 9)));
    expect(b[1]).toBeCloseTo(0.04, 9);
  });

  it("carries ranges, labels and names of all faces, and the edges as lines", async () => {
    const document = await new NodeIO().readBinary(await writeGlb(meshes, "Part", tags));
    const [surface, edges] = document.getRoot().listMeshes();
    const extras = surface?.getExtras() as { faceRanges: [number, number][]; faceLabels: string[]; faceNames: string[] };
    const indices = surface?.listPrimitives()[0]?.getIndices();
    expect(extras.faceRanges.reduce((sum, [, count]) => sum + count, 0)).toBe(indices?.getCount());
    expect(indices?.getArray()).toBeInstanceOf(Uint16Array);
    expect(extras.faceLabels).toEqual(tags.map(({ label }) => label));
    expect(extras.faceNames).toEqual(tags.map(({ name }) => name));
    expect(edges?.getName()).toBe("Part edges");
    expect(edges?.listPrimitives()[0]?.getMode()).toBe(1);
    // 24 edges less the seams of two holes.
    expect(edges?.getExtras().edgeRanges).toHaveLength(22);
  });
});

describe("writeStl", () => {
  it("is binary, closed after welding, and holds the part's volume", () => {
    const bytes = writeStl(meshes);
    const view = new DataView(bytes.buffer);
    const count = view.getUint32(80, true);
    expect(bytes.length).toBe(84 + 50 * count);
    expect(new TextDecoder().decode(bytes.subarray(0, 5))).not.toBe("solid");
    const positions: number[] = [];
    for (let i = 0; i < count; i++) for (let k = 0; k < 9; k++) positions.push(view.getFloat32(84 + i * 50 + 12 + k * 4, true));
    const { positions: points, indices } = weld(
      positions,
      positions.slice(0, count * 3).map((_, index) => index),
      weldToleranceMm(50),
    );
    expect(openEdgeCount(indices)).toBe(0);
    expect(Math.abs(meshVolume(points, indices) / BRACKET_VOLUME_MM3 - 1)).toBeLessThan(MESH_TOLERANCE);
  });
});

describe("write3mf", () => {
  const modelOf = (bytes: Uint8Array) => strFromU8(unzipSync(bytes)["3D/3dmodel.model"] ?? new Uint8Array());

  it("is a package of content types, relationships and one model in millimetres", () => {
    const files = unzipSync(write3mf(meshes, 'A & B <"bracket">'));
    expect(Object.keys(files)).toEqual(["[Content_Types].xml", "_rels/.rels", "3D/3dmodel.model"]);
    const model = modelOf(write3mf(meshes, 'A & B <"bracket">'));
    expect(model).toContain('unit="millimeter"');
    expect(model).toContain('name="A &amp; B &lt;&quot;bracket&quot;&gt;"');
  });

  it("is a closed manifold of the part's volume", () => {
    const model = modelOf(write3mf(meshes, "x"));
    const positions = [...model.matchAll(/<vertex x="([^"]+)" y="([^"]+)" z="([^"]+)"\/>/g)].flatMap(([, x, y, z]) => [
      Number(x),
      Number(y),
      Number(z),
    ]);
    const indices = [...model.matchAll(/<triangle v1="(\d+)" v2="(\d+)" v3="(\d+)"\/>/g)].flatMap(([, a, b, c]) => [
      Number(a),
      Number(b),
      Number(c),
    ]);
    expect(openEdgeCount(indices)).toBe(0);
    expect(Math.max(...indices)).toBe(positions.length / 3 - 1);
    expect(Math.abs(meshVolume(positions, indices) / BRACKET_VOLUME_MM3 - 1)).toBeLessThan(MESH_TOLERANCE);
  });

  it("makes one object of each body", () => {
    const two = tessellate(kernel, make.compound(make.box([0, 0, 0], [1, 1, 1]), make.box([5, 0, 0], [1, 1, 1])), "draft");
    expect([...modelOf(write3mf(two, "pair")).matchAll(/<item objectid="(\d)"\/>/g)].map(([, id]) => id)).toEqual(["1", "2"]);
  });
});

describe("writeThumbnail", () => {
  it("shows the part in the middle of a transparent picture of 480 x 360", () => {
    const { width, height, channels, data } = decode(writeThumbnail(meshes));
    expect([width, height, channels]).toEqual([480, 360, 4]);
    const alpha = (x: number, y: number) => data[(y * width + x) * 4 + 3];
    for (const [x, y] of [
      [0, 0],
      [479, 0],
      [0, 359],
      [479, 359],
    ] as const)
      expect(alpha(x, y)).toBe(0);
    let opaque = 0;
    for (let i = 3; i < data.length; i += 4) if (data[i] === 255) opaque++;
    expect(opaque / (width * height)).toBeGreaterThan(0.15);
  });

  it("draws nothing when there is nothing", () => {
    expect(decode(writeThumbnail([])).data.every((value) => value === 0)).toBe(true);
  });
});
