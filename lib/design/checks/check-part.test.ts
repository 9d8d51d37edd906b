import { describe, expect, it } from "vitest";
import type { HoleRecord, Measurements } from "@/lib/contract/geometry";
import { planOf } from "../test-conversation";
import { checkPart } from "./check-part";
import { describePart } from "./describe-part";

const hole = (x: number): HoleRecord => ({ diameter: 3.4, through: true, depth: 10, center: [x, 0, 10], axis: [0, 0, 1], spacing: 40 });

const bracket: Measurements = {
  volume_mm3: 50 * 30 * 10 - 2 * Math.PI * 1.7 ** 2 * 10,
  area_mm2: 4600,
  center_of_mass: [0, 0, 5],
  bounding_box: { min: [-25, -15, 0], max: [25, 15, 10], size: [50, 30, 10] },
  solids: 1,
  faces: 8,
  edges: 18,
  vertices: 12,
  valid: true,
  holes: [hole(-20), hole(20)],
  fillets: [],
};
const { plan } = planOf("50x30x10 mm bracket with two M3 clearance holes 40 mm apart");

describe("the check of a part against its words", () => {
  it("passes what was asked", () => {
    expect(checkPart(plan, bracket)).toEqual([]);
  });

  it.each<[string, Partial<Measurements>, RegExp]>([
    ["a side that is 0.02 mm off", { bounding_box: { ...bracket.bounding_box, size: [50.02, 30, 10] } }, /50 mm along X/],
    ["a hole that is missing", { holes: [hole(20)] }, /2 holes of Ø3.4 mm were asked and 1/],
    ["a hole that does not go through", { holes: [hole(-20), { ...hole(20), through: false }] }, /go through/],
    ["holes at the wrong distance", { holes: [hole(-19), hole(20)].map((one) => ({ ...one, spacing: 39 })) }, /40 mm apart/],
    ["two solids", { solids: 2 }, /1 solid/],
    ["an invalid shape", { valid: false }, /not valid/],
  ])("finds %s", (_, change, message) => {
    const violations = checkPart(plan, { ...bracket, ...change });
    expect(violations).toHaveLength(1);
    expect(violations[0]?.message).toMatch(message);
  });
});

describe("the answer", () => {
  it("says what was measured", () => {
    expect(describePart(plan, bracket).summary).toBe("50 × 30 × 10 mm, 14.82 cm³, 2 through holes Ø3.4, 40 mm apart.");
  });

  it("speaks inches to who speaks inches", () => {
    expect(describePart(plan, bracket, { units: "in" }).summary).toMatch(/^1.969 × 1.181 × 0.394 in, 0.9043 in³/);
  });

  it("warns of a hole deeper than ten times its diameter", () => {
    const deep = { ...bracket, holes: [{ ...hole(0), depth: 40 }] };
    expect(describePart(plan, deep).warnings[0]).toMatch(/ten times/);
  });
});
