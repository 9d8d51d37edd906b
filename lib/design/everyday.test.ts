import { describe, expect, it } from "vitest";
import { compilePlan } from "./plan/compile-plan";
import { planOf, TestConversation, textOf } from "./test-conversation";

// Sentences as people type them, each once read wrongly.

const steps = (prompt: string) => compilePlan(planOf(prompt).plan);

describe("everyday sentences", () => {
  it("a diameter, a length and a hole make a spacer: the second number is no bore", () => {
    for (const prompt of ["spacer Ø12 x 20 with 4mm hole", "spacer 12 mm dia x 20 with a 4 mm hole"]) {
      expect(steps(prompt)).toMatchObject([
        { operation: "part.cylinder", params: { d: 12, h: 20 } },
        { operation: "part.hole", params: { d: 4, through: true } },
      ]);
    }
  });

  it("a tube by diameter, length and wall", () => {
    expect(steps("tube Ø40 x 100, 2mm wall")).toMatchObject([{ operation: "part.tube", params: { od: 40, id: 36, h: 100 } }]);
  });

  it("a square pocket by one number", () => {
    expect(steps("60mm cube with a 20 mm square pocket 10 deep on top")[1]).toMatchObject({
      operation: "part.pocket",
      params: { profile: { shape: "rectangle", w: 20, h: 20 }, depth: 10 },
    });
  });

  it("rounded corners without a radius take it from the outline, not from the thickness", () => {
    expect(steps("bracket 80x40x6 with rounded corners").at(-1)).toMatchObject({ operation: "part.fillet", params: { r: 4 } });
  });

  it("a box and a lid are two parts, and the answer to which one is taken", () => {
    const conversation = new TestConversation();
    const asked = conversation.say("box 50x50x50 with 3mm walls and a lid");
    expect(asked.kind).toBe("question");
    expect(textOf(asked)).toContain("lid");
    expect(conversation.say("the first").kind).toBe("plan");
  });
});

describe("one of several holes", () => {
  const PLATE = "mounting plate 120x80x5 with 4 M4 holes 8mm from the edges, and a 30mm hole in the middle";

  function afterPlate(...turns: string[]) {
    const conversation = new TestConversation();
    let outcome = conversation.say(PLATE);
    for (const turn of turns) outcome = conversation.say(turn);
    return {
      outcome,
      diameters: conversation.plan ? compilePlan(conversation.plan).flatMap(({ params }) => (params as { d?: number }).d ?? []) : [],
    };
  }

  it("is removed by where it stands, by its size and by its thread, and the others stay", () => {
    expect(afterPlate("delete the middle hole").diameters).toEqual([4.5]);
    expect(afterPlate("delete the 30 mm hole").diameters).toEqual([4.5]);
    expect(afterPlate("remove the M4 holes").diameters).toEqual([30]);
  });

  it("is still the middle one after it was moved", () => {
    expect(afterPlate("move the middle hole 20 mm to the left", "delete the middle hole").diameters).toEqual([4.5]);
  });

  it("is asked for where the words fit several or none", () => {
    for (const words of ["delete the hole", "delete the 12 mm hole", "remove the M8 hole"]) {
      const { outcome, diameters } = afterPlate(words);
      expect(outcome.kind, words).toBe("question");
      expect(textOf(outcome)).toContain("Which hole");
      expect(diameters).toEqual([4.5, 30]);
    }
  });

  it("all of them go when all are meant", () => {
    expect(afterPlate("remove all holes").diameters).toEqual([]);
  });
});

describe("edits that were once read wrongly", () => {
  const PLATE = "plate 100x60x5 with four 6mm holes, 10mm from each edge";

  function holesAfter(...turns: string[]) {
    const conversation = new TestConversation();
    const outcomes = turns.map((turn) => conversation.say(turn));
    const holes = conversation.plan ? compilePlan(conversation.plan).filter(({ operation }) => operation === "part.hole") : [];
    return { last: outcomes.at(-1), holes: holes.map(({ params }) => params as { d: number; at: [number, number][] }) };
  }

  it("further from the edges is inward, by the whole distance", () => {
    const { holes } = holesAfter(PLATE, "move the holes 5mm further from the edges");
    expect(holes[0]?.at[0]).toEqual([35, 15]);
    expect(holesAfter(PLATE, "move the holes 2mm closer to the edges").holes[0]?.at[0]).toEqual([42, 22]);
  });

  it("the centre hole is the one that is there, not one more", () => {
    const { holes } = holesAfter(PLATE, "put a 20 mm hole in the centre", "make the centre hole 25 mm");
    expect(holes.map(({ d }) => d)).toEqual([6, 25]);
  });

  it("a hole through the round side of a cylinder is refused, not drilled from the top", () => {
    const { last, holes } = holesAfter("cylinder 40mm diameter, 60 tall", "drill a 10mm hole through the side");
    expect(last?.kind).toBe("refusal");
    expect(holes).toEqual([]);
  });

  it("a hole in the side of a block asks which side", () => {
    expect(holesAfter("block 40x40x20", "drill a 5 mm hole in the side").last?.kind).toBe("question");
  });
});

describe("what cannot be done is said, not done otherwise", () => {
  it.each([
    [["plate 100x60x5 with two 6mm holes 60mm apart"], "make the left hole 8mm"],
    [["50mm cube"], "cut it in half"],
    [[], "plate 100x50x5, M6 thread in the middle"],
  ])("%s → %s", (before, last) => {
    const conversation = new TestConversation();
    for (const turn of before) conversation.say(turn);
    expect(conversation.say(last).kind).not.toBe("plan");
  });
});
