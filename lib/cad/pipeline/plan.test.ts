import { describe, expect, it } from "vitest";
import { PLAN_LIMITS, type PlainStep } from "@/lib/contract/pipeline";
import { ApiError } from "@/lib/core/errors";
import { planPipeline } from "./plan";

const BOX: PlainStep = { operation: "part.box", params: { feature: "base", x: 1, y: 2, z: 3 } };
const step = (operation: string, params: unknown): PlainStep => ({ operation, params });

function refusal(...steps: PlainStep[]): ApiError {
  try {
    planPipeline(steps, { limits: PLAN_LIMITS });
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error("It was not refused.");
}

describe("planning a pipeline", () => {
  it("accepts references that point backwards", () => {
    const scaled = step("part.scale", { feature: "s1", part: "$ref:0", factor: 2 });
    const joined = step("part.combine", { feature: "c1", part: "$prev", tools: ["$ref:0"], how: "union" });
    expect(() => planPipeline([BOX, scaled, joined])).not.toThrow();
  });

  it.each([
    ["UNKNOWN_OPERATION", step("part.bxo", {}), 'no operation "part.bxo". Did you mean part.box'],
    ["UNKNOWN_OPERATION", step("occt.shapes.solid.createBoxx", {}), "Did you mean occt.shapes.solid.createBox"],
    ["UNKNOWN_OPERATION", step("constructor", {}), 'no operation "constructor"'],
    ["NOT_IMPLEMENTED", step("jscad.shapes.cube", {}), "catalogue but not available"],
    [
      "INVALID_REFERENCE",
      step("part.scale", { feature: "s1", part: "$ref:1", factor: 2 }),
      "$ref:1 points to result 1; here only 0 to 0 exist",
    ],
    ["INVALID_REFERENCE", step("part.scale", { feature: "s1", part: "$ref:x", factor: 2 }), "write $ref:N with a number"],
    ["INVALID_REFERENCE", step("part.scale", { feature: "s1", part: "$item", factor: 2 }), "only inside a map"],
    [
      "VALIDATION_ERROR",
      step("part.scale", { feature: "s1", part: "$prev", factor: 0 }),
      "Step 2, part.scale: factor is 0 and must be at least 0.0001",
    ],
    ["VALIDATION_ERROR", step("part.scale", { feature: "s1", part: "$prev" }), "factor is missing"],
    ["VALIDATION_ERROR", step("part.scale", { feature: "s1", factor: 2, part: "$prev", extra: 1 }), "extra is not a parameter"],
    ["VALIDATION_ERROR", step("occt.shapes.solid.createBox", { width: -1 }), "width is -1 and must be more than 0"],
  ])("refuses with %s: %j", (code, bad, message) => {
    const error = refusal(BOX, bad);
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });

  it("says every fault at once, with its path", () => {
    const error = refusal(step("part.box", { feature: "base", x: -1, y: -2, z: 3 }), step("part.nothing", {}));
    const { faults } = error.details as { faults: { path: string }[] };
    expect(faults.map(({ path }) => path)).toEqual(["steps[0].params.x", "steps[0].params.y", "steps[1].operation"]);
  });

  it("leaves to the run what only a result can tell", () => {
    const volume = step("occt.shapes.solid.getSolidVolume", { shape: "$prev" });
    expect(() => planPipeline([BOX, volume, step("part.box", { feature: "b2", x: "$prev", y: 1, z: 1 })])).not.toThrow();
  });

  it("refuses no steps, and more than the limit", () => {
    expect(refusal().code).toBe("VALIDATION_ERROR");
    expect(refusal(...Array.from({ length: PLAN_LIMITS.topLevelSteps + 1 }, () => BOX)).code).toBe("LIMIT_EXCEEDED");
  });

  it("refuses parameters that nest without end", () => {
    const deep = Array.from({ length: 100 }).reduce<unknown>((inner) => [inner], 1);
    expect(refusal(step("part.box", { feature: deep })).code).toBe("LIMIT_EXCEEDED");
  });

  const inMap = (...steps: unknown[]): unknown => ({ type: "map", items: [1, 2], steps });
  const cube = (size: unknown) => step("occt.shapes.solid.createCube", { size });
  const choice = (...then: unknown[]): unknown => ({ type: "choice", value: 1, operator: "eq", compareTo: 1, then });

  it.each<[string, unknown, string, string]>([
    ["$item outside of a map", cube("$item"), "steps[1].params.size", "Step 2: $item stands only inside a map"],
    ["$mapResult outside of reduce", inMap(cube("$mapResult")), "steps[1].steps[0].params.size", "only in the reduce steps"],
    ["$local at the top", cube("$local:0"), "steps[1].params.size", "only inside a map or a choice"],
    ["$local of a later step", inMap(cube("$local:1"), cube(1)), "steps[1].steps[0].params.size", "has not run before it"],
    [
      "$prev at the beginning of a scope",
      choice(cube("$prev")),
      "steps[1].then[0].params.size",
      "Step 2, then 1: $prev has no step before it",
    ],
    ["a result of the iteration itself", inMap(cube("$ref:1")), "steps[1].steps[0].params.size", "points to result 1"],
    ["a result that a choice keeps to itself", choice(cube(1), cube("$ref:1")), "steps[1].then[1].params.size", "points to result 1"],
  ])("refuses %s", (_, bad, path, message) => {
    const error = refusal(BOX, bad as PlainStep);
    expect(error.code).toBe("INVALID_REFERENCE");
    expect(error.message).toContain(message);
    expect((error.details as { faults: { path: string }[] }).faults[0]?.path).toBe(path);
  });

  it("accepts inner results by their global index, and knows nothing of a map over an earlier result", () => {
    expect(() => planPipeline([BOX, inMap(cube(1), cube("$ref:1")), cube("$ref:5")])).not.toThrow();
    expect(() => planPipeline([BOX, { type: "map", items: "$ref:0", steps: [cube(1)] }, cube("$ref:99")])).not.toThrow();
    expect(() => planPipeline([BOX, { type: "map", items: [1], steps: [cube(1)], reduce: [cube("$mapResult")] }])).not.toThrow();
  });

  it.each<[string, unknown, string, string]>([
    ["an operator that is none", { type: "choice", value: 1, operator: "is", then: [cube(1)] }, "VALIDATION_ERROR", "operator"],
    ["a choice without steps", { type: "choice", value: 1, operator: "eq", then: [] }, "VALIDATION_ERROR", "then"],
    ["items that are no list", { type: "map", items: 3, steps: [cube(1)] }, "VALIDATION_ERROR", "items must be a list"],
    ["a field that a step has not", { operation: "part.box", params: {}, extra: 1 }, "VALIDATION_ERROR", "extra"],
    ["a step that is none", 7, "VALIDATION_ERROR", "Step 2"],
    ["nesting beyond three", inMap(inMap(inMap(inMap(cube(1))))), "LIMIT_EXCEEDED", "nest up to 3 deep"],
    ["a list of a million places", cube(Array.from({ length: 1e6 }, () => 0)), "LIMIT_EXCEEDED", "1000000 elements; at most 10000"],
  ])("refuses %s", (_, bad, code, message) => {
    const error = refusal(BOX, bad as PlainStep);
    expect(error.code).toBe(code);
    expect(error.message).toContain(message);
  });

  it("follows no nesting without end", () => {
    const deep = Array.from({ length: 5_000 }).reduce<unknown>((inner) => inMap(inner), cube(1));
    expect(refusal(BOX, deep as PlainStep).code).toBe("LIMIT_EXCEEDED");
  });

  it("counts operations with their iterations", () => {
    expect(planPipeline([BOX, inMap(cube(1), inMap(cube(2)))]).operations).toBe(1 + 2 * (1 + 2));
  });
});
