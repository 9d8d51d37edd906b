import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { validateBytes } from "gltf-validator";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testFile } from "@/lib/cad/exchange/spec-files";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { convertJob } from "@/lib/contract/convert";
import { runConvertJob } from "./convert-job";

let scratchDir: string;
const kernels = { modelling: specKernel, exchange: () => Promise.reject(new Error("not needed for this file")) };

beforeAll(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), "convert-"));
});
afterAll(() => rm(scratchDir, { recursive: true }));

describe("runConvertJob", () => {
  it("writes a valid GLB into its folder and tells its stages", async () => {
    const path = join(scratchDir, "in.step");
    await writeFile(path, testFile("cube-units/cube-mm.step"));
    const job = convertJob.parse({ kind: "convert", file: { path, filename: "cube.step" }, options: {}, scratchDir });
    const seen: number[] = [];
    const result = await runConvertJob(kernels, job, ({ fraction }) => seen.push(fraction));
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.at(-1)).toBe(1);
    expect(Object.keys(result.timings)).toEqual(["read", "mesh", "write"]);
    expect(result.counts).toMatchObject({ meshes: 1, triangles: 12 });
    const bytes = await readFile(result.files[0]?.path ?? "");
    expect(result.files[0]?.bytes).toBe(bytes.length);
    expect((await validateBytes(bytes)).issues.messages.filter(({ severity }) => severity < 2)).toEqual([]);
  });

  it("fails with a sentence for what is no STEP file", async () => {
    const path = join(scratchDir, "bad.step");
    await writeFile(path, "hello");
    const job = convertJob.parse({ kind: "convert", file: { path, filename: "bad.step" }, options: {}, scratchDir });
    await expect(runConvertJob(kernels, job, () => undefined)).rejects.toMatchObject({
      name: "KernelError",
      code: "INVALID_FILE",
    });
  });
});
