import { beforeAll, describe, expect, it } from "vitest";
import { Random } from "@/lib/cad/exchange/spec-random";
import type { Kernel } from "@/lib/cad/kernel/kernel";
import { isPartShape, type PartShape } from "@/lib/cad/kernel/part-shape";
import { boundingBoxOf, isValid, surfaceOf, volumeOf } from "@/lib/cad/kernel/properties";
import { specKernel } from "@/lib/cad/kernel/spec-kernel";
import { countOf } from "@/lib/cad/kernel/topology";
import { runPipeline } from "@/lib/cad/pipeline/run-steps";
import { StepCache } from "@/lib/cad/pipeline/step-cache";
import type { PlainStep } from "@/lib/contract/pipeline";
import { box, edge, face, feature, TOP, VERTICAL } from "../spec-part";
import { rebase } from "./rebase";

const { PI } = Math;
const TRIALS = Number(process.env.REBASE_TRIALS ?? 60);
const SEED = Number(process.env.REBASE_SEED ?? 7);
let kernel: Kernel;
beforeAll(async () => {
  kernel = await specKernel();
});

const hole = (name: string, d: number, at: number[][], on = TOP, depth?: number) =>
  feature("hole", { feature: name, on, origin: "world", d, at, ...(depth ? { depth } : { through: true }) });
const pocket = (name: string, w: number, h: number, at: number[], depth: number) =>
  feature("pocket", { feature: name, on: TOP, origin: "world", profile: { shape: "rectangle", w, h }, at: [at], depth });
const boss = (name: string, d: number, h: number, at: number[]) =>
  feature("boss", { feature: name, on: TOP, origin: "world", d, h, at: [at] });
const corners = (name: string, r: number) => feature("fillet", { feature: name, edges: edge(VERTICAL), r });

/** A result to judge, while the cache holds it. */
async function build(cache: StepCache, steps: readonly PlainStep[]): Promise<PartShape> {
  const { value } = await runPipeline(kernel, steps, { cache });
  if (!isPartShape(value)) throw new Error("No part.");
  return value;
}

const measured = (part: PartShape) => ({
  volume: volumeOf(kernel, part.shape),
  area: surfaceOf(kernel, part.shape).area,
  size: boundingBoxOf(kernel, part.shape).size,
  valid: isValid(kernel, part.shape),
  edges: countOf(kernel, part.shape, "TopAbs_EDGE"),
  names: part.faces.map(({ name }) => name.replaceAll("_anew", "")).toSorted(),
});

/** The same features under names that nothing remembers. */
function renamed(steps: readonly PlainStep[]): PlainStep[] {
  return steps.map(({ operation, params }) => ({
    operation,
    params: { ...(params as object), feature: `${(params as { feature: string }).feature}_anew` },
  }));
}

describe("a change rebased on another version of its part", () => {
  /** What `step` did to the part of `before`, made again on the part of `onto`. */
  async function rebased(before: PlainStep[], onto: PlainStep[], step: PlainStep) {
    const cache = new StepCache();
    const base = await build(cache, before);
    const after = await build(cache, [...before, step]);
    const result = rebase(kernel, { before: base, after }, await build(cache, onto));
    return result && measured(result);
  }
  const BLOCK = box(60, 40, 10);
  const BLOCK_VOLUME = 24_000;

  it("is the hole beside another hole of another size", async () => {
    const part = await rebased([BLOCK, hole("a", 4, [[-15, 0]])], [BLOCK, hole("b", 6, [[-15, 0]])], hole("c", 5, [[10, 3]]));
    expect(part?.volume).toBeCloseTo(BLOCK_VOLUME - 10 * PI * (9 + 6.25), 8);
    expect(part?.valid).toBe(true);
    expect(part?.names).toEqual(expect.arrayContaining(["b[1]/wall", "c[1]/wall", "base/top"]));
  });

  it("is the hole in a block of another width, and of another material around it", async () => {
    const part = await rebased([BLOCK], [box(70, 40, 10), pocket("p", 10, 10, [-20, 0], 4)], hole("c", 5, [[10, 3]]));
    expect(part?.volume).toBeCloseTo(28_000 - 400 - 10 * PI * 6.25, 8);
    expect(part?.area).toBeCloseTo(2 * (2800 + 700 + 400) + 160 - 2 * PI * 6.25 + 10 * PI * 5, 8);
    expect(part?.valid).toBe(true);
  });

  it("is rounded corners around other holes, but not where a hole moved into them", async () => {
    const r = 5;
    const round = corners("f", r);
    const part = await rebased([BLOCK], [BLOCK, hole("a", 4, [[-15, 0]])], round);
    expect(part?.volume).toBeCloseTo(BLOCK_VOLUME - 10 * (4 - PI) * r ** 2 - 10 * PI * 4, 8);
    // Wholly in what the corner takes away: its loops touch none of the corner's edges.
    const corner = await rebased([box(60, 60, 10)], [box(60, 60, 10), hole("a", 1, [[28.5, 28.5]])], corners("f", 20));
    expect(corner).toBeNull();
  });

  it.each<[string, PlainStep[], PlainStep[], PlainStep]>([
    ["meets what differs", [BLOCK], [BLOCK, hole("a", 6, [[12, 0]])], hole("c", 5, [[10, 3]])],
    ["lies in what was taken away", [BLOCK], [BLOCK, pocket("p", 30, 30, [10, 0], 4)], hole("c", 5, [[10, 3]])],
    ["takes away what differs", [BLOCK], [BLOCK, hole("a", 3, [[10, 3]], TOP, 2)], pocket("p", 20, 20, [10, 3], 4)],
    ["is cut off by a smaller block", [box(80, 40, 10)], [box(40, 40, 10)], hole("c", 5, [[30, 3]])],
    ["ends in a thinner block", [BLOCK], [box(60, 40, 4)], hole("c", 5, [[10, 3]], TOP, 6)],
    ["crosses a bore below it", [BLOCK], [BLOCK, hole("a", 4, [[10, 0]], face({ at: "front" }))], hole("c", 5, [[10, 3]])],
    ["works on an edge that is another", [BLOCK], [box(60, 50, 10)], corners("f", 3)],
    ["stands on a boss of another height", [BLOCK, boss("b", 12, 4, [0, 0])], [BLOCK, boss("b", 12, 6, [0, 0])], hole("c", 5, [[0, 0]])],
  ])("is none where the change %s", async (_, before, onto, step) => {
    expect(await rebased(before, onto, step)).toBeNull();
  });
});

describe("a part of random features", () => {
  /** Features at random places of a block: some apart, some within each other, some across edges. */
  function randomSteps(random: Random): PlainStep[] {
    const between = (low: number, high: number) => low + random.below(high - low + 1);
    const at = () => [between(-28, 28), between(-18, 18)];
    const make: ((name: string) => PlainStep)[] = [
      (name) => hole(name, between(2, 6), [at()]),
      (name) => hole(name, between(2, 6), [at()], TOP, between(2, 6)),
      (name) => hole(name, 3, [[between(-25, 25), between(-3, 3)]], face({ at: "front" }), between(3, 30)),
      (name) => pocket(name, between(3, 20), between(3, 12), at(), between(1, 8)),
      (name) => boss(name, between(3, 9), between(2, 8), at()),
    ];
    const features = Array.from({ length: between(3, 6) }, (_, index) => random.pick(make)(`x${index}`));
    return [box(between(50, 60), 40, 10), ...features, ...(random.isLucky(0.4) ? [corners("f", between(1, 4))] : [])];
  }

  it(`is after a change what it is when built anew, in ${TRIALS} trials`, async () => {
    const random = new Random(SEED);
    let compared = 0;
    for (let trial = 0; trial < TRIALS; trial++) {
      const [first, second] = [randomSteps(random), randomSteps(random)];
      const changed = random.below(Math.min(first.length, second.length));
      const after = first.map((step, index) => (index === changed ? (second[index] ?? step) : step));
      const cache = new StepCache();
      const attempt = (steps: readonly PlainStep[], among = cache) =>
        build(among, steps).then(
          (part) => ({ part, message: "" }),
          (error: unknown) => ({ part: null, message: error instanceof Error ? error.message : `${error}` }),
        );
      await attempt(first);
      const again = await attempt(after);
      const fresh = new StepCache();
      const anew = await attempt(renamed(after), fresh);
      expect(again.message.replaceAll("_anew", ""), JSON.stringify(after)).toBe(anew.message.replaceAll("_anew", ""));
      if (again.part && anew.part) {
        const [one, other] = [measured(again.part), measured(anew.part)];
        expect({ ...one, volume: 0, area: 0, size: [] }, JSON.stringify([first, after])).toEqual({
          ...other,
          volume: 0,
          area: 0,
          size: [],
        });
        expect(Math.abs(one.volume / other.volume - 1)).toBeLessThan(1e-9);
        expect(Math.abs(one.area / other.area - 1)).toBeLessThan(1e-9);
        compared++;
      }
      cache.clear();
      fresh.clear();
    }
    // The others fail both ways, with the same words.
    expect(compared).toBeGreaterThan(TRIALS / 4);
  });
});
