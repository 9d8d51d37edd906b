import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NodeIO } from "@gltf-transform/core";
import { validateBytes } from "gltf-validator";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { testFile } from "@/lib/cad/exchange/spec-files";
import { writeStep } from "@/lib/cad/exchange/write-step";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { kernelResult, type NamedBody, type OutputFormat, type PartResult } from "@/lib/contract/kernel-job";
import { runJob } from "./run-job";

let kernel: Kernel;
let scratchDir: string;
const kernels = {
  modelling: () => Promise.resolve(kernel),
  exchange: () => Promise.reject(new Error("not needed for files that are certain")),
};
const TIMESTAMP = "2026-01-01T00:00:00Z";

beforeAll(async () => {
  kernel = await specKernel();
});
beforeEach(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), "job-"));
});
afterEach(() => rm(scratchDir, { recursive: true }));

async function importOf(bytes: Uint8Array, formats: OutputFormat[]) {
  const path = join(scratchDir, "foreign");
  await writeFile(path, bytes);
  const output = { name: "Upload", formats, quality: "draft" as const, timestamp: TIMESTAMP };
  const result = await runJob(kernels, { kind: "import", scratchDir, output, file: { path, filename: "foreign" } }, () => undefined);
  expect(kernelResult.parse(result)).toEqual(result);
  return result;
}

async function fileOf({ files }: PartResult, format: OutputFormat): Promise<Uint8Array> {
  return Uint8Array.from(await readFile(files.find((file) => file.format === format)?.path ?? ""));
}

/** Names and colours of the bodies of a GLB, without their edges. */
async function shownBy(glb: Uint8Array): Promise<NamedBody[]> {
  const document = await new NodeIO().readBinary(glb);
  const meshes = document.getRoot().listMeshes();
  return meshes.flatMap((mesh) => {
    const [primitive] = mesh.listPrimitives();
    const isSurface = primitive?.getMode() === 4;
    const color = primitive?.getMaterial()?.getBaseColorFactor();
    return isSurface && color ? [{ name: mesh.getName(), color }] : [];
  });
}

const close = (bodies: readonly NamedBody[] | undefined) =>
  (bodies ?? []).map(({ name, color }) => ({ name, color: color?.map((channel) => expect.closeTo(channel, 5)) }));

function cube(size: number, at = 0) {
  return kernel.scope((own) => {
    const corner = own(new kernel.oc.gp_Pnt(at, 0, 0));
    return own.release(own(own(new kernel.oc.BRepPrimAPI_MakeBox(corner, size, size, size)).Solid()));
  });
}

describe("an imported STEP file", () => {
  it("keeps names and colours of an assembly: in the result, in GLB and through STEP", async () => {
    const imported = await importOf(testFile("cax-if/as1-oc-214.stp"), ["glb", "step"]);
    const { bodies = [] } = imported;
    // Five kinds of part, and how often each is used.
    const counts: Record<string, number> = {};
    for (const { name, color } of bodies) {
      const kind = `${name.replace(/_\d+$/, "")} ${color?.map((channel) => channel.toFixed(2)).join(" ")}`;
      counts[kind] = (counts[kind] ?? 0) + 1;
    }
    expect(counts).toEqual({
      "nut 1.00 0.00 0.00 1.00": 8,
      "bolt 0.00 0.00 1.00 1.00": 6,
      "l-bracket 0.00 1.00 0.00 1.00": 2,
      "rod 1.00 0.21 0.00 1.00": 1,
      "plate 0.60 1.00 0.00 1.00": 1,
    });
    expect(imported.faces.map(({ name }) => name)).toEqual(imported.faces.map((_, index) => `import/${index + 1}`));
    const glb = await fileOf(imported, "glb");
    expect((await validateBytes(glb)).issues.messages.filter(({ severity }) => severity < 2)).toEqual([]);
    expect(await shownBy(glb)).toEqual(close(bodies));
    const again = await importOf(await fileOf(imported, "step"), []);
    expect(again.bodies).toEqual(close(bodies));
    expect(again.measurements.volume_mm3).toBeCloseTo(imported.measurements.volume_mm3, 3);
    expect(again.measurements.bounding_box.size).toEqual(imported.measurements.bounding_box.size.map((size) => expect.closeTo(size, 4)));
  });

  it("keeps name and colour of a single cube, also where its name is no ASCII and it is half transparent", async () => {
    const bodies: NamedBody[] = [{ name: "Würfel '1' ✓", color: [0.033, 0.214, 0.787, 0.5] }];
    const shape = cube(10);
    const imported = await importOf(writeStep(kernel, shape, { name: "other", timestamp: TIMESTAMP, bodies }), ["glb", "step"]);
    shape.delete();
    expect(imported.bodies).toEqual(close(bodies));
    expect(await shownBy(await fileOf(imported, "glb"))).toEqual(close(bodies));
    const step = await fileOf(imported, "step");
    expect(new TextDecoder().decode(step)).toMatch(/^[\x20-\x7e\n]*$/);
    const again = await importOf(step, []);
    expect(again.bodies).toEqual(close(bodies));
    expect(again.measurements.volume_mm3).toBeCloseTo(1000, 6);
  });

  it("keeps bodies apart that are alike but for place and colour", async () => {
    const bodies: NamedBody[] = [{ name: "left", color: [1, 0, 0, 1] }, { name: "right", color: [0, 0, 1, 1] }, { name: "plain" }];
    const step = kernel.scope((own) => {
      const builder = own(new kernel.oc.TopoDS_Builder());
      const compound = own(new kernel.oc.TopoDS_Compound());
      builder.MakeCompound(compound);
      const shape = own(cube(5));
      for (const x of [0, 20, 40]) {
        const move = own(new kernel.oc.gp_Trsf());
        move.SetTranslation(own(new kernel.oc.gp_Vec(x, 0, 0)));
        builder.Add(compound, own(shape.Moved(own(new kernel.oc.TopLoc_Location(move)), false)));
      }
      return writeStep(kernel, compound, { name: "three", timestamp: TIMESTAMP, bodies });
    });
    const imported = await importOf(step, []);
    expect(imported.bodies).toEqual(close(bodies).map(({ name, color }) => (color ? { name, color } : { name })));
    expect(imported.measurements).toMatchObject({ solids: 3, volume_mm3: expect.closeTo(375, 6) });
    expect(imported.measurements.bounding_box.size).toEqual([45, 5, 5].map((size) => expect.closeTo(size, 6)));
  });

  it("says nothing of bodies where the file does not", async () => {
    const shape = cube(10);
    const brep = await importOf(writeStep(kernel, shape, { name: "whole", timestamp: TIMESTAMP }), ["brep"]);
    shape.delete();
    expect(brep.bodies).toEqual([{ name: "whole" }]);
    expect((await importOf(await fileOf(brep, "brep"), [])).bodies).toBeUndefined();
  });
});
