import { describe, expect, it } from "vitest";
import type { Plan } from "@/lib/contract/plan";
import { checkError, kernelError } from "./failure";

const plan: Plan = {
  version: 1,
  units: "mm",
  name: "Plate",
  params: {},
  features: [{ id: "f1", op: "fillet", args: {}, turn: 1, label: "fillets R5" }],
  checks: [],
  assumptions: [],
  questions: [],
  standards: [],
  unread: [],
};

describe("kernelError", () => {
  it("names the feature by its label and says what would have worked", () => {
    const error = kernelError(
      { code: "KERNEL_FAILED", message: "The radius does not fit.", feature: "f1", feasible: { param: "r", max: 4.56789 } },
      plan,
    );
    expect(error).toMatchObject({ code: "KERNEL_FAILED", message: "Fillets R5: the radius does not fit. Up to 4.568 works for r." });
    expect(error.details).toMatchObject({ feature: "f1", feasible: { param: "r", max: 4.56789 } });
  });

  it("does not say twice what the kernel has said", () => {
    const message = "The fillets R5 do not fit; the largest is 3.1 mm.";
    expect(kernelError({ code: "KERNEL_FAILED", message, feature: "f1", feasible: { param: "r", max: 3.1 } }, plan).message).toBe(message);
  });

  it("keeps symbols as they are, and works without a plan", () => {
    expect(kernelError({ code: "TIME_LIMIT", message: "It took longer than 60 s." }).message).toBe("It took longer than 60 s.");
    expect(kernelError({ code: "KERNEL_FAILED", message: "R5 is too large.", feature: "f1" }, plan).message).toBe(
      "Fillets R5: R5 is too large.",
    );
  });
});

describe("checkError", () => {
  it("speaks by the first violation and keeps them all", () => {
    const error = checkError([{ message: "The part is 49 mm long, not 50 mm." }, { message: "There is one hole, not two." }]);
    expect(error).toMatchObject({
      message: "The part is 49 mm long, not 50 mm.",
      details: { violations: ["The part is 49 mm long, not 50 mm.", "There is one hole, not two."] },
    });
  });
});
