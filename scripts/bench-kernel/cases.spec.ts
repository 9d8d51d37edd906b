import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { freePart } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { runSteps } from "@/lib/cad/pipeline/run-steps";
import { compare, MODELLING } from "./compare";
import { featurePart } from "./feature-part";
import { plateVolume, roundedBoxVolume, shellVolume } from "./modelling-steps";
import { prepareCase } from "./our-cases";
import { type Peer, startNative, startOurs } from "./peers";

describe("the cases of the kernel's benchmark", () => {
  let kernel: Kernel;
  beforeAll(async () => {
    kernel = await specKernel();
  });

  it.each([
    ["plate", ["4"], plateVolume(4)],
    ["plate", ["16"], plateVolume(16)],
    ["plate-loop", ["4"], plateVolume(4)],
    ["rounded-box", [], roundedBoxVolume()],
    ["shell", [], shellVolume()],
  ] as const)("%s %s has the volume of its formula", async (name, args, expected) => {
    const repeat = await prepareCase(kernel, name, args);
    const { volume } = await repeat();
    // Planes, cylinders and balls are integrated exactly but for rounding.
    expect(Math.abs(volume - expected)).toBeLessThan(1e-9 * expected);
  });

  it("the part of 15 features builds, and is as long and wide as its block", async () => {
    const steps = featurePart("part");
    expect(steps).toHaveLength(15);
    const part = await runSteps(kernel, steps);
    const { size } = boundingBoxOf(kernel, part.shape);
    freePart(part);
    expect(size[0]).toBeCloseTo(60, 6);
    expect(size[1]).toBeCloseTo(40, 6);
    expect(size[2]).toBeCloseTo(12 + 4, 6);
  });
});

describe("the comparison", () => {
  let ours: Peer;
  beforeAll(async () => {
    ours = await startOurs();
  });
  afterAll(() => ours.end());

  it("runs on both sides where the native one can be built, which must then agree, and on ours alone where not", {
    timeout: 180_000,
  }, async () => {
    const built = startNative();
    const native = typeof built === "string" ? undefined : built;
    const short = MODELLING.filter(({ command }) => ["rounded-box", "loft", "thread"].includes(command));
    const lines = await compare(
      ours,
      native,
      short.map((item) => ({ ...item, warmUp: 1, repetitions: 1 })),
      1,
    );
    native?.end();
    expect(lines.map(({ name }) => name)).toEqual(short.map(({ name }) => name));
    for (const { ours_ms, native_ms } of lines) {
      expect(ours_ms).toBeGreaterThan(0);
      expect(native_ms === null).toBe(native === undefined);
    }
  });

  it("stops where a side does not meet the formula", async () => {
    const [plate] = MODELLING;
    if (!plate) throw new Error("no cases");
    const wrong = { ...plate, volume: 1, warmUp: 1, repetitions: 1 };
    await expect(compare(ours, undefined, [wrong], 1)).rejects.toThrow(/volume .* by formula 1/);
  });
});
