import { describe, expect, it } from "vitest";
import type { PipelineStep } from "@/lib/contract/pipeline";
import { estimatePipelineMs } from "./estimate-cost";

const places = (count: number) => Array.from({ length: count }, (_, at) => [at, 0]);
const holes = (count: number): PipelineStep => ({
  operation: "part.hole",
  params: { feature: "h1", part: "$prev", d: 1, at: places(count) },
});

describe("the estimated cost of a pipeline", () => {
  it("grows with the number of holes, steeply beyond a thousand and a half", () => {
    const costs = [1, 100, 1_600, 3_200].map((count) => estimatePipelineMs([holes(count)]));
    expect(costs).toEqual(costs.toSorted((a, b) => a - b));
    expect((costs[3] ?? 0) / (costs[2] ?? 1)).toBeGreaterThan(4);
  });

  it("multiplies what a map repeats, and takes the dearer branch of a choice", () => {
    const map: PipelineStep = { type: "map", items: [1, 2, 3], steps: [holes(10)] };
    expect(estimatePipelineMs([map])).toBe(3 * estimatePipelineMs([holes(10)]));
    const choice: PipelineStep = { type: "choice", value: 1, operator: "exists", then: [holes(1)], else: [holes(50)] };
    expect(estimatePipelineMs([choice])).toBe(estimatePipelineMs([holes(50)]));
  });

  it("sees patterns and booleans by their counts", () => {
    const pattern: PipelineStep = { operation: "part.pattern_linear", params: { part: "$prev", nx: 40, ny: 30 } };
    expect(estimatePipelineMs([pattern])).toBeGreaterThan(1_000);
    const union: PipelineStep = { operation: "occt.booleans.union", params: { shapes: places(500).map(() => "$ref:0") } };
    expect(estimatePipelineMs([union])).toBeGreaterThan(1_000);
  });
});
