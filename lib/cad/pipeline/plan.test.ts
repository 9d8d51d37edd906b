import { describe, expect, it } from "vitest";
import { MAX_PLAN_STEPS, type PlainStep } from "@/lib/contract/pipeline";
import { ApiError } from "@/lib/core/errors";
import { checkSteps } from "./plan";

const BOX: PlainStep = { operation: "part.box", params: { feature: "base", x: 1, y: 2, z: 3 } };
const step = (operation: string, params: unknown): PlainStep => ({ operation, params });

function refusal(...steps: PlainStep[]): ApiError {
  try {
    checkSteps(steps);
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
    expect(() => checkSteps([BOX, scaled, joined])).not.toThrow();
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
    expect(() => checkSteps([BOX, volume, step("part.box", { feature: "b2", x: "$prev", y: 1, z: 1 })])).not.toThrow();
  });

  it("refuses no steps, and more than the limit", () => {
    expect(refusal().code).toBe("VALIDATION_ERROR");
    expect(refusal(...Array.from({ length: MAX_PLAN_STEPS + 1 }, () => BOX)).code).toBe("LIMIT_EXCEEDED");
  });

  it("refuses parameters that nest without end", () => {
    const deep = Array.from({ length: 100 }).reduce<unknown>((inner) => [inner], 1);
    expect(refusal(step("part.box", { feature: deep })).code).toBe("LIMIT_EXCEEDED");
  });
});
