import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { assemblyBomb } from "@/lib/cad/exchange/spec-bomb";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { planPipeline } from "@/lib/cad/pipeline/plan";
import type { PartJob } from "@/lib/contract/kernel-job";
import { runJob } from "./run-job";

const kernels = { modelling: specKernel, exchange: () => Promise.reject(new Error("A hostile file must not reach the exchange kernel.")) };
const output: PartJob["output"] = { name: "hostile", formats: ["glb"], quality: "normal", timestamp: "2000-01-01T00:00:00Z" };
const CUBE = readFileSync("node_modules/occt-import-js/test/testfiles/cube-units/cube-mm.step");

async function inScratch<T>(fn: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), "partwright-hostile-"));
  try {
    return await fn(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

const importOf = (bytes: Uint8Array) =>
  inScratch(async (scratchDir) => {
    const path = join(scratchDir, "upload");
    await writeFile(path, bytes);
    return runJob(kernels, { kind: "import", scratchDir, output, file: { path, filename: "upload.step" } }, () => undefined);
  });
const pipelineOf = (...steps: { operation: string; params: Record<string, unknown> }[]) =>
  inScratch((scratchDir) => runJob(kernels, { kind: "pipeline", scratchDir, output, steps }, () => undefined));

const box = (size: number) => ({ operation: "part.box", params: { feature: "base", x: size, y: size, z: size } });
const top = { kind: "face", where: { at: "top" } };

describe("hostile input", () => {
  it("nested assemblies of 14 to 64 levels are refused before a kernel unfolds them", async () => {
    for (const levels of [14, 16, 32, 64]) {
      const failure = { code: "INVALID_FILE", message: expect.stringMatching(/the assembly unfolds to .* instances; at most 10,000/) };
      await expect(importOf(assemblyBomb(CUBE, levels))).rejects.toMatchObject(failure);
      await expect(importOf(gzipSync(assemblyBomb(CUBE, levels)))).rejects.toMatchObject(failure);
    }
  });

  it("an assembly that contains itself is refused", async () => {
    const failure = { code: "INVALID_FILE", message: expect.stringMatching(/contains itself/) };
    await expect(importOf(assemblyBomb(CUBE, 5, { selfReferring: true }))).rejects.toMatchObject(failure);
  });

  it("gzip bombs are refused, and so is a bomb that hides behind a megabyte of noise", async () => {
    const zeros = Buffer.alloc(32 * 1024 * 1024);
    for (const bomb of [
      gzipSync(zeros),
      gzipSync(gzipSync(zeros)),
      gzipSync(Buffer.concat([randomBytes(1024 * 1024), ...Array.from({ length: 8 }, () => zeros)])),
    ]) {
      await expect(importOf(bomb)).rejects.toMatchObject({
        code: "INVALID_FILE",
        message: expect.stringMatching(/can't be unpacked|holds no STEP|archive/),
      });
    }
  });

  it("numbers that are none are refused, in a file and in a pipeline", async () => {
    const text = CUBE.toString("latin1");
    for (const number of ["NaN", "1.E999", "INF"]) {
      const bytes = Buffer.from(text.replace(/(CARTESIAN_POINT\s*\(\s*'[^']*'\s*,\s*\()[^,]+/, `$1${number}`), "latin1");
      await expect(importOf(bytes), number).rejects.toMatchObject({ code: "INVALID_FILE", message: expect.stringMatching(/number/) });
    }
    for (const size of [Number.NaN, Number.POSITIVE_INFINITY, 1e308, -1]) {
      await expect(pipelineOf(box(size)), String(size)).rejects.toMatchObject({
        code: "INVALID_INPUT",
        message: expect.stringMatching(/x/),
      });
    }
  });

  it("a fillet larger than its part is refused by the kernel's own judgement, with what would fit or why", async () => {
    const fillet = { operation: "part.fillet", params: { feature: "f1", part: "$prev", edges: { kind: "edge" }, r: 50 } };
    await expect(pipelineOf(box(10), fillet)).rejects.toMatchObject({
      code: expect.stringMatching(/KERNEL_FAILED|INVALID_INPUT/),
      feature: "f1",
    });
  });

  it("a million holes are refused before any is cut, as places and as patterns", async () => {
    const at = Array.from({ length: 1_000_000 }, (_, n) => [(n % 1_000) * 0.1, Math.floor(n / 1_000) * 0.1]);
    const holes = { operation: "part.hole", params: { feature: "h1", part: "$prev", on: top, d: 0.05, at, through: true } };
    await expect(pipelineOf(box(200), holes)).rejects.toMatchObject({ code: "INVALID_INPUT", message: expect.stringMatching(/\bat\b/) });
    const rod = { operation: "part.cylinder", params: { feature: "rod", d: 0.05, h: 5 } };
    const patterns: [RegExp, { operation: string; params: Record<string, unknown> }][] = [
      [/nx/, { operation: "part.pattern_linear", params: { feature: "p1", part: "$prev", nx: 1_000_000, px: 0.1 } }],
      // Each within its own bound, and a quarter of a million together.
      [
        /250,?000|positions|copies/,
        { operation: "part.pattern_linear", params: { feature: "p1", part: "$prev", nx: 500, ny: 500, px: 0.1, py: 0.1 } },
      ],
      [/\bn\b/, { operation: "part.pattern_circular", params: { feature: "p1", part: "$prev", n: 1_000_000 } }],
    ];
    for (const [reason, pattern] of patterns) {
      await expect(pipelineOf(rod, pattern)).rejects.toMatchObject({ code: "INVALID_INPUT", message: expect.stringMatching(reason) });
    }
    expect(() => planPipeline([box(200), holes])).toThrow(/\bat\b/);
  });
});
