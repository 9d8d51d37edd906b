import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { freePart } from "@/lib/cad/kernel/part-shape";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { measure } from "@/lib/cad/measure/measure";
import { BRACKET_VOLUME_MM3, shapesFor } from "@/lib/cad/measure/spec-shapes";
import { writeBrep } from "./brep";
import { importFile } from "./import-file";
import { type ExchangeKernel, loadExchangeKernel } from "./load-exchange-kernel";
import { compressStep, writeStep } from "./write-step";

let kernel: Kernel;
let step: Uint8Array;
let brep: Uint8Array;
let loading: Promise<ExchangeKernel> | undefined;
const kernels = {
  modelling: () => Promise.resolve(kernel),
  exchange: () => {
    loading ??= loadExchangeKernel();
    return loading;
  },
};
const text = (content: string) => new TextEncoder().encode(content);

beforeAll(async () => {
  kernel = await specKernel();
  const shape = shapesFor(kernel).bracket();
  step = writeStep(kernel, shape, { name: "bracket", timestamp: "2026-01-01T00:00:00Z" });
  brep = writeBrep(kernel, shape);
});

async function volumeOf(bytes: Uint8Array): Promise<number> {
  const { part } = await importFile(kernels, bytes);
  expect(part.faces.map(({ name }) => name)).toEqual(part.faces.map((_, index) => `import/${index + 1}`));
  const { volume_mm3, valid } = measure(kernel, part.shape);
  expect(valid).toBe(true);
  freePart(part);
  return volume_mm3;
}

describe("importFile", () => {
  it("knows STEP, STPZ and BREP by their content and gets the same part from each", async () => {
    for (const bytes of [step, compressStep(step), brep]) expect(await volumeOf(bytes)).toBeCloseTo(BRACKET_VOLUME_MM3, 6);
  });

  it("scales the file's unit to millimetres", async () => {
    const inMetres = new TextDecoder().decode(step).replace("SI_UNIT(.MILLI.,.METRE.)", "SI_UNIT($,.METRE.)");
    expect(await volumeOf(text(inMetres))).toBeCloseTo(BRACKET_VOLUME_MM3 * 1e9, -3);
  });

  it("reads IGES surfaces through the exchange kernel and sews them into a solid", async () => {
    const iges = readFileSync(new URL("./fixtures/box-10-20-30-surfaces.igs", import.meta.url));
    const { part, warnings } = await importFile(kernels, iges);
    expect(warnings.join()).toMatch(/sewn into a solid/);
    expect(measure(kernel, part.shape)).toMatchObject({ volume_mm3: expect.closeTo(6000, 6), solids: 1, faces: 6, valid: true });
  });

  it("names what is wrong with a file that it refuses", async () => {
    const cut = step.slice(0, step.length / 2);
    const cases: [Uint8Array, RegExp][] = [
      [new Uint8Array(), /empty/],
      [text("hello"), /unknown kind.*STEP, STPZ, IGES, BREP/],
      [text("solid x\nfacet normal 0 0 1"), /STL file can't be read: it is cut off/],
      [text("v 0 0 0\nf 1 2 3\n"), /OBJ file can't be read: line 2 refers to point 2/],
      [text("PK\u0003\u0004"), /zip/],
      [cut, /cut off/],
      [text("ISO-10303-21;\nHEADER;\nENDSEC;\nDATA;\nENDSEC;\nEND-ISO-10303-21;\n"), /STEP file can't be read/],
      [brep.slice(0, brep.length - 40), /BREP/],
      [gzipSync(text("hello")), /unknown kind/],
      [gzipSync(brep), /holds no STEP file/],
      [gzipSync(gzipSync(step)), /archive in an archive/],
      [gzipSync(step).subarray(0, 200), /can't be unpacked: it is cut off/],
      [gzipSync(new Uint8Array(64 * 1024 * 1024)), /unpacks to more than/],
    ];
    for (const [bytes, reason] of cases) {
      await expect(importFile(kernels, bytes)).rejects.toMatchObject({ code: "INVALID_FILE", message: expect.stringMatching(reason) });
    }
  });

  it("can still read a good file after a broken one", async () => {
    const garbled = new TextDecoder().decode(step).replaceAll(/#(\d+) = ADVANCED_FACE\(/g, "#$1 = NONSENSE(");
    await expect(importFile(kernels, text(garbled))).rejects.toMatchObject({ code: "INVALID_FILE" });
    expect(await volumeOf(step)).toBeCloseTo(BRACKET_VOLUME_MM3, 6);
  });
});
