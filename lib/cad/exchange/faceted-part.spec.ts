import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { freePart } from "@/lib/cad/kernel/part-shape";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { measure } from "@/lib/cad/measure/measure";
import { shapesFor } from "@/lib/cad/measure/spec-shapes";
import { meshVolume } from "@/lib/cad/mesh/body-mesh";
import { tessellate } from "@/lib/cad/mesh/tessellate";
import { importFile } from "./import-file";
import { writeStl } from "./write-stl";

let kernel: Kernel;
const kernels = {
  modelling: () => Promise.resolve(kernel),
  exchange: () => Promise.reject(new Error("not needed for a mesh")),
};
const text = (content: string) => new TextEncoder().encode(content);

beforeAll(async () => {
  kernel = await specKernel();
});

async function read(bytes: Uint8Array) {
  const { part, warnings } = await importFile(kernels, bytes);
  const measured = measure(kernel, part.shape);
  freePart(part);
  return { ...measured, warnings: warnings.join(" ") };
}

/** Corners of a box, and its sides wound outward, as OBJ; `from` counts the points before it. */
function boxObj([w, d, h]: [number, number, number], at: [number, number, number] = [0, 0, 0], from = 0): string {
  const corners = [0, 1].flatMap((z) =>
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
    ].map(([x = 0, y = 0]) => `v ${at[0] + x * w} ${at[1] + y * d} ${at[2] + z * h}`),
  );
  const sides = ["1 4 3 2", "5 6 7 8", "1 2 6 5", "2 3 7 6", "3 4 8 7", "4 1 5 8"];
  const faces = sides.map(
    (side) =>
      `f ${side
        .split(" ")
        .map((corner) => Number(corner) + from)
        .join(" ")}`,
  );
  return [...corners, ...faces, ""].join("\n");
}

describe("a mesh file", () => {
  it("gives the solid that it encloses, one face for each plane", async () => {
    expect(await read(text(boxObj([10, 20, 30])))).toMatchObject({
      volume_mm3: expect.closeTo(6_000, 6),
      faces: 6,
      solids: 1,
      valid: true,
    });
  });

  it("has the mesh's own volume and the plane faces of the part that it was made of", async () => {
    const make = shapesFor(kernel);
    const meshes = tessellate(kernel, make.bracket(), "normal");
    const expected = meshes.reduce((sum, { positions, indices }) => sum + meshVolume(positions, indices), 0);
    const measured = await read(writeStl(meshes));
    // Single precision of the file.
    expect(measured.volume_mm3 / expected).toBeCloseTo(1, 6);
    expect(measured).toMatchObject({ solids: 1, valid: true });
    expect(measured.warnings).toMatch(/mesh/);
  });

  it("is turned right where its winding is wrong", async () => {
    const wrong = boxObj([10, 20, 30]).replace("f 1 4 3 2", "f 2 3 4 1").replace("f 5 6 7 8", "f 8 7 6 5");
    expect(await read(text(wrong))).toMatchObject({ volume_mm3: expect.closeTo(6_000, 6), faces: 6, solids: 1, valid: true });
    const inverted = boxObj([10, 20, 30]).replace(/^f (\d) (\d) (\d) (\d)$/gm, "f $4 $3 $2 $1");
    expect(await read(text(inverted))).toMatchObject({ volume_mm3: expect.closeTo(6_000, 6), solids: 1, valid: true });
  });

  it("may hold several bodies, and cavities in them", async () => {
    const twins = boxObj([1, 2, 3]) + boxObj([1, 2, 3], [9, 0, 0], 8);
    expect(await read(text(twins))).toMatchObject({ volume_mm3: expect.closeTo(12, 6), solids: 2, faces: 12, valid: true });
    const hollow = boxObj([10, 10, 10]) + boxObj([4, 4, 4], [3, 3, 3], 8);
    expect(await read(text(hollow))).toMatchObject({ volume_mm3: expect.closeTo(1_000 - 64, 6), solids: 1, faces: 12, valid: true });
  });

  it("stays a shell, and says so, when it is not closed", async () => {
    const open = boxObj([10, 20, 30]).replace("f 5 6 7 8\n", "");
    const measured = await read(text(open));
    expect(measured).toMatchObject({ solids: 0, faces: 5 });
    expect(measured.warnings).toMatch(/not closed/);
  });

  it("is refused with the reason when nothing comes of it", async () => {
    const facet = "facet normal 0 0 1\nouter loop\nvertex 0 0 0\nvertex 1 0 0\nvertex 0 1 0\nendloop\nendfacet\n";
    const tooMany = new Uint8Array(84 + 50 * 20_001);
    new DataView(tooMany.buffer).setUint32(80, 20_001, true);
    const cases: [Uint8Array, RegExp][] = [
      [tooMany, /it has 20,001 triangles; up to 20,000 become a part/],
      [text(`solid x\n${facet.replace("1 0 0", "NaN 0 0")}endsolid x\n`), /line 5 has a coordinate that is not a number/],
      [text(`solid x\n${facet.replace("1 0 0", "1e9 0 0")}endsolid x\n`), /line 5 lies at 1\.00e\+9 mm/],
      [text(`solid x\n${facet.replace("vertex 1 0 0\n", "")}endsolid x\n`), /ends a triangle of 2 corners/],
      [text(`solid x\n${facet}`), /cut off/],
      [text("solid x\nendsolid x\n"), /no triangles/],
      [text("v 0 0 0\nv 1 0 0\nv 2 0 0\nf 1 2 2\n"), /no triangle with an area/],
      [text("v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 4\n"), /refers to point 4/],
    ];
    for (const [bytes, reason] of cases) {
      await expect(importFile(kernels, bytes), String(reason)).rejects.toMatchObject({
        code: "INVALID_FILE",
        message: expect.stringMatching(reason),
      });
    }
  });
});
