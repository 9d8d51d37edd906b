import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { loadExchangeKernel } from "@/lib/cad/exchange/load-exchange-kernel";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { type KernelJob, kernelResult, type OutputFormat, outputFormat } from "@/lib/contract/kernel-job";
import { runJob } from "./run-job";

let kernel: Kernel;
let scratchDir: string;
const kernels = { modelling: () => Promise.resolve(kernel), exchange: () => loadExchangeKernel() };
const ignore = () => {};

beforeAll(async () => {
  kernel = await specKernel();
});
beforeEach(async () => {
  scratchDir = await mkdtemp(join(tmpdir(), "job-"));
});
afterEach(() => rm(scratchDir, { recursive: true }));

const outputOf = (formats: OutputFormat[]) => ({ name: "Plate", formats, quality: "normal" as const, timestamp: "2026-01-01T00:00:00Z" });
/** 40 × 30 × `z` with a Ø6 through hole. */
const plateOf = (z: number, formats: OutputFormat[] = []): Extract<KernelJob, { kind: "pipeline" }> => ({
  kind: "pipeline",
  steps: [
    { operation: "part.box", params: { feature: "base", x: 40, y: 30, z } },
    { operation: "part.hole", params: { feature: "h1", part: "$prev", on: { kind: "face", where: { at: "top" } }, d: 6, through: true } },
  ],
  scratchDir,
  output: outputOf(formats),
});
const plateVolume = (z: number) => (40 * 30 - Math.PI * 9) * z;

describe("runJob", () => {
  it("builds, measures and writes every format under a name of its own", async () => {
    const result = await runJob(kernels, plateOf(5, [...outputFormat.options]), ignore);
    expect(kernelResult.parse(result)).toEqual(result);
    expect(result.measurements.volume_mm3).toBeCloseTo(plateVolume(5), 6);
    expect(result.measurements.holes).toMatchObject([{ diameter: 6, through: true }]);
    expect(result.faces.map(({ name }) => name)).toContain("base/top");
    expect(result.files.map(({ format }) => format).sort()).toEqual([...outputFormat.options].sort());
    expect((await readdir(scratchDir)).length).toBe(7);
    for (const file of result.files) {
      const bytes = await readFile(file.path);
      expect(file).toMatchObject({ bytes: bytes.length, sha256: createHash("sha256").update(bytes).digest("hex") });
    }
  });

  it("tells its stages in order, with a fraction that only grows, and times each stage and feature", async () => {
    const seen: { stage: string; fraction: number }[] = [];
    const result = await runJob(kernels, plateOf(5, ["step", "glb"]), (progress) => seen.push(progress));
    expect([...new Set(seen.map(({ stage }) => stage))]).toEqual(["building", "meshing", "measuring", "writing"]);
    expect(seen.map(({ fraction }) => fraction)).toEqual(seen.map(({ fraction }) => fraction).sort((a, b) => a - b));
    expect(seen.at(-1)?.fraction).toBe(1);
    expect(Object.keys(result.timings)).toEqual(
      expect.arrayContaining(["operations", "mesh", "measure", "step", "glb", "feature:base", "feature:h1"]),
    );
  });

  it("keeps labels through an edit and gives new faces new numbers", async () => {
    const before = await runJob(kernels, plateOf(5), ignore);
    const edited = plateOf(50);
    edited.steps.push({
      operation: "part.hole",
      params: { feature: "h2", part: "$prev", on: { kind: "face", where: { at: "top" } }, at: [[12, 0]], d: 4, through: true },
    });
    const after = await runJob(kernels, { ...edited, history: before }, ignore);
    const label = (faces: typeof before.faces, name: string) => faces.find((face) => face.name === name)?.label;
    for (const { name, label: old } of before.faces) expect(label(after.faces, name)).toBe(old);
    expect(after.lastLabel).toBe(before.lastLabel + 1);
  });

  it("exports a stored shape with the names and labels that it had", async () => {
    const made = await runJob(kernels, plateOf(5, ["brep", "glb"]), ignore);
    const bytes = Object.fromEntries(
      await Promise.all(made.files.map(async ({ format, path }) => [format, await readFile(path)] as const)),
    );
    const path = join(scratchDir, "source.brep");
    await writeFile(path, bytes.brep ?? "");
    const job: KernelJob = { kind: "export", file: { path, filename: "x" }, scratchDir, output: outputOf(["glb", "stl"]), history: made };
    const exported = await runJob(kernels, job, ignore);
    expect(exported.faces.map(({ name, label }) => [name, label])).toEqual(made.faces.map(({ name, label }) => [name, label]));
    // Not byte for byte: which diagonal splits a quad may change on the way through the file.
    expect(exported.files.map(({ format, bytes }) => [format, bytes])).toContainEqual(["glb", bytes.glb?.length]);
  });

  it("imports a file whatever it is called", async () => {
    const made = await runJob(kernels, plateOf(5, ["step"]), ignore);
    const path = join(scratchDir, "upload");
    await writeFile(path, await readFile(made.files[0]?.path ?? ""));
    const result = await runJob(
      kernels,
      { kind: "import", file: { path, filename: "notes.txt" }, scratchDir, output: outputOf(["brep"]) },
      ignore,
    );
    expect(result.measurements.volume_mm3).toBeCloseTo(plateVolume(5), 6);
    expect(result.faces.map(({ name }) => name)).toEqual(result.faces.map((_, index) => `import/${index + 1}`));
  });

  it("names the step and feature that failed", async () => {
    const job = plateOf(5);
    job.steps.push({
      operation: "part.fillet",
      params: { feature: "f1", part: "$prev", edges: { kind: "edge", where: { at: "top" } }, r: 40 },
    });
    await expect(runJob(kernels, job, ignore)).rejects.toMatchObject({ name: "KernelError", feature: "f1", step: 2 });
  });

  it("reads no file outside of its folder", async () => {
    for (const path of ["/etc/passwd", join(scratchDir, "..", "other"), `${scratchDir}-sibling/x`]) {
      const job: KernelJob = { kind: "import", file: { path, filename: "x" }, scratchDir, output: outputOf([]) };
      await expect(runJob(kernels, job, ignore)).rejects.toMatchObject({ code: "INVALID_INPUT" });
    }
  });
});
