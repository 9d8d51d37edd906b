import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { isPartShape } from "@/lib/cad/kernel/part-shape";
import { volumeOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import type { PlainStep } from "@/lib/contract/pipeline";
import { runPipeline } from "./run-steps";
import { ShapeStore } from "./shape-store";
import { StepCache } from "./step-cache";

const { PI } = Math;
const MIB = 1_048_576;
let kernel: Kernel;
let dir: string;
beforeAll(async () => {
  kernel = await specKernel();
  dir = await mkdtemp(join(tmpdir(), "partwright-shapes-"));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const BOX: PlainStep = { operation: "part.box", params: { feature: "base", x: 40, y: 30, z: 5 } };
const hole = (feature: string, at: number, d: number): PlainStep => ({
  operation: "part.hole",
  params: { feature, part: "$prev", on: { kind: "face", where: { at: "top" } }, d, at: [[at, 0]], through: true },
});
const plate = (...holes: number[]) => (40 * 30 - holes.reduce((sum, d) => sum + (PI * d ** 2) / 4, 0)) * 5;

/** Runs steps with a cache; tells the volume and which steps were run. */
async function run(cache: StepCache, ...steps: PlainStep[]) {
  const ran: string[] = [];
  const result = await runPipeline(kernel, steps, { cache, onStep: ({ path, cached }) => !cached && ran.push(path) });
  const volume = isPartShape(result.value) ? volumeOf(kernel, result.value.shape) : Number.NaN;
  const names = isPartShape(result.value) ? result.value.faces.map(({ name }) => name).toSorted() : [];
  result.release();
  cache.settle();
  return { ran, volume, names };
}

describe("the cache of steps", () => {
  it("re-runs only what a change is before", async () => {
    const cache = new StepCache();
    const first = await run(cache, BOX, hole("h1", -10, 4), hole("h2", 10, 6));
    expect(first.ran).toEqual(["steps[0]", "steps[1]", "steps[2]"]);
    const changed = await run(cache, BOX, hole("h1", -10, 4), hole("h2", 10, 8));
    expect(changed.ran).toEqual(["steps[2]"]);
    expect(changed.volume).toBeCloseTo(plate(4, 8), 6);
    const again = await run(cache, BOX, hole("h1", -10, 4), hole("h2", 10, 6));
    expect(again).toEqual({ ...first, ran: [] });
    cache.clear();
  });

  it("gives what a run without it gives, wherever in a pipeline a step stands", async () => {
    const cache = new StepCache();
    await run(cache, BOX, hole("h1", 0, 5));
    const other: PlainStep = { operation: "part.cylinder", params: { feature: "c1", d: 3, h: 2 } };
    const onBox: PlainStep = { ...hole("h1", 0, 5), params: { ...(hole("h1", 0, 5).params as object), part: "$ref:1" } };
    const moved = await run(cache, other, BOX, onBox);
    expect(moved.ran).toEqual(["steps[0]"]);
    expect(moved.volume).toBeCloseTo(plate(5), 6);
    cache.clear();
  });

  it("keeps to its bounds, the least used going first, and frees nothing that is in use", async () => {
    const cache = new StepCache(undefined, { entries: 2, faces: 1_000 });
    for (const d of [2, 3, 4, 5]) expect((await run(cache, BOX, hole("h1", 0, d))).volume).toBeCloseTo(plate(d), 6);
    expect(cache.size).toBe(2);
    expect((await run(cache, BOX, hole("h1", 0, 5))).ran).toEqual([]);
    cache.clear();
    expect(cache.size).toBe(0);
  });

  it("fails a step that fails each time, and is sound after it", async () => {
    const cache = new StepCache();
    const huge: PlainStep = { operation: "part.fillet", params: { feature: "f1", part: "$prev", edges: { kind: "edge" }, r: 40 } };
    for (let round = 0; round < 2; round++) await expect(run(cache, BOX, huge)).rejects.toThrow("does not fit");
    expect((await run(cache, BOX, hole("h1", 0, 4))).volume).toBeCloseTo(plate(4), 6);
    cache.clear();
  });
});

describe("the store of shapes", () => {
  const made = async () => {
    const result = await runPipeline(kernel, [BOX, hole("h1", 3, 4)]);
    if (!isPartShape(result.value)) throw new Error("No shape.");
    return { part: result.value, release: result.release };
  };

  it("gives a shape back to the bit, with its faces' names in their places", async () => {
    const store = new ShapeStore(kernel, dir, 10 * MIB);
    const { part, release } = await made();
    store.write("a".repeat(64), part);
    const back = store.read("a".repeat(64));
    expect(back?.faces.map(({ name, feature, age }) => [name, feature, age])).toEqual(
      part.faces.map(({ name, feature, age }) => [name, feature, age]),
    );
    expect(back && volumeOf(kernel, back.shape)).toBe(volumeOf(kernel, part.shape));
    for (const [index, { face }] of (back?.faces ?? []).entries()) {
      const original = part.faces[index]?.face;
      if (!original) throw new Error("A face more.");
      expect(face.ShapeType()).toBe("TopAbs_FACE");
      expect(kernel.oc.BRepToolsWrapper.Write(face)).toBe(kernel.oc.BRepToolsWrapper.Write(original));
    }
    release();
  });

  it("serves a later kernel: a new cache on the same folder re-runs nothing that was stored", async () => {
    const store = new ShapeStore(kernel, dir, 10 * MIB);
    const { part, release } = await made();
    store.write("b".repeat(64), part);
    const cache = new StepCache(new ShapeStore(kernel, dir, 10 * MIB));
    const value = cache.take("b".repeat(64));
    expect(isPartShape(value as never) && volumeOf(kernel, (value as typeof part).shape)).toBeCloseTo(plate(4), 9);
    cache.clear();
    release();
  });

  it("takes a damaged or foreign file for absent, and removes it", async () => {
    const store = new ShapeStore(kernel, dir, 10 * MIB);
    for (const content of ["", "0\n[]\nx", `${"0".repeat(64)}\n[]\nOpen CASCADE`]) {
      await writeFile(join(dir, "damaged.shape"), content);
      expect(store.read("damaged")).toBeUndefined();
    }
    expect(await readdir(dir)).not.toContain("damaged.shape");
  });

  it("stays within its bytes, the longest unused going first", async () => {
    const small = await mkdtemp(join(tmpdir(), "partwright-shapes-"));
    const { part, release } = await made();
    const probe = new ShapeStore(kernel, small, MIB);
    probe.write("probe", part);
    const [bytes] = await Promise.all(
      (await readdir(small)).map(async (name) => (await import("node:fs/promises")).stat(join(small, name)).then(({ size }) => size)),
    );
    const store = new ShapeStore(kernel, small, (bytes ?? 0) * 3.5);
    for (let index = 0; index < 12; index++) store.write(`key-${String(index).padStart(2, "0")}`, part);
    expect((await readdir(small)).length).toBeLessThanOrEqual(4);
    release();
    await rm(small, { recursive: true, force: true });
  });
});
