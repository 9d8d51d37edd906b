import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compilePlan } from "./plan/compile-plan";
import { planOf, TestConversation } from "./test-conversation";

const size = fc.integer({ min: 20, max: 200 });
const KINDS = ["plan", "question", "refusal", "revert", "answer"];

/** Words of the language in any order: nearer to its edges than random characters. */
const words = fc.constantFrom(
  ...'plate block box bracket tube hole holes slot fillet chamfer shell with and in the a of each corner edge top bottom centre apart spaced from 5 10 mm 3/8" M3 M99 x by 4x two thick long wide deep dia OD ID R8 ø10 PCD through blind make it taller remove add move undo to % . , : ( ) double rotate degrees'.split(
    " ",
  ),
);

describe("any text", () => {
  it("comes to an outcome without an exception", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: "grapheme" }), (prompt) => {
        expect(KINDS).toContain(new TestConversation().say(prompt).kind);
      }),
      { numRuns: 150 },
    );
  });

  it("of the language's own words comes to an outcome, on nothing and on a part", () => {
    fc.assert(
      fc.property(fc.array(words, { maxLength: 25 }), (list) => {
        const conversation = new TestConversation();
        expect(KINDS).toContain(conversation.say(list.join(" ")).kind);
        const other = new TestConversation();
        other.say("block 60x40x20 with two 5 mm holes 30 mm apart");
        expect(KINDS).toContain(other.say(list.join(" ")).kind);
      }),
      { numRuns: 300 },
    );
  });

  it.each(["top ", "x ", "1 x ", "hole ", "5mm ", '"', "((", "zzzzq ", "in each corner of the "])(
    "of %j over and over is read to its end",
    (piece) => {
      expect(KINDS).toContain(new TestConversation().say(piece.repeat(Math.floor(5_000 / piece.length))).kind);
    },
  );
});

describe("the same part in other words", () => {
  const hash = (prompt: string) => planOf(prompt).planHash;

  it("labelled sizes may stand in any order", () => {
    fc.assert(
      fc.property(
        size,
        size,
        fc.integer({ min: 2, max: 19 }),
        fc.constantFrom([0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]),
        (l, w, t, order) => {
          const labels = [`${l} mm long`, `${w} mm wide`, `${t} mm thick`];
          expect(hash(`plate ${order.map((index) => labels[index]).join(", ")}`)).toBe(hash(`plate ${l} x ${w} x ${t} mm`));
        },
      ),
      { numRuns: 40 },
    );
  });

  it("inches and millimetres of one size are one part", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), fc.integer({ min: 2, max: 40 }), (l, w) => {
        const inch = (quarters: number) => quarters * 6.35;
        expect(hash(`plate ${l / 4} x ${w / 4} x 0.25 in`)).toBe(hash(`plate ${inch(l)} x ${inch(w)} x 6.35 mm`));
      }),
      { numRuns: 40 },
    );
  });

  it("spelling, case and signs do not matter", () => {
    const wanted = hash("50mm x 30mm x 10mm bracket with two M3 clearance holes 40mm apart");
    expect(hash("50 × 30 × 10 MM BRACKET, TWO M3 CLEARANCE HOLES 40 MM APART")).toBe(wanted);
    expect(hash("Please make me a brakcet, 50 by 30 by 10 mm, with 2 M3 clearence hoels spaced 4 cm apart, thanks")).toBe(wanted);
  });
});

describe("all numbers times k", () => {
  it("give the part times k", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 9 }), (k) => {
        const prompt = (by: number) =>
          `plate ${80 * by} x ${60 * by} x ${5 * by} mm with four ${6 * by} mm holes ${10 * by} mm from each edge`;
        const [plain, scaled] = [compilePlan(planOf(prompt(1)).plan), compilePlan(planOf(prompt(k)).plan)];
        expect(scaled).toEqual(
          JSON.parse(JSON.stringify(plain), (key, value) =>
            typeof value === "number" && !["normal"].includes(key) ? value * k : value,
          ).map((step: unknown, index: number) => withNormals(step, plain[index])),
        );
      }),
      { numRuns: 8 },
    );
  });
});

/** Directions do not scale. */
function withNormals(scaled: unknown, plain: unknown): unknown {
  const [target, source] = [scaled, plain] as { params: { on?: unknown } }[];
  if (target?.params.on !== undefined && source !== undefined) target.params.on = source.params.on;
  return scaled;
}

describe("an edit and its undo", () => {
  it("come back to the same hash", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          "make it 5mm taller",
          "add a 4 mm hole in the centre",
          "round the corners 3mm",
          "scale it to 50%",
          "rotate it 90 degrees",
        ),
        (edit) => {
          const conversation = new TestConversation();
          const first = conversation.say("block 60x40x20 with two 5 mm holes 30 mm apart");
          expect(conversation.say(edit).kind).toBe("plan");
          const back = conversation.say("undo");
          expect(back).toEqual({ kind: "revert", revision: 1 });
          const again = conversation.say("make it 1 mm taller");
          const other = new TestConversation();
          other.say("block 60x40x20 with two 5 mm holes 30 mm apart");
          const direct = other.say("make it 1 mm taller");
          expect(again.kind === "plan" && again.planHash).toBe(direct.kind === "plan" && direct.planHash);
          expect(first.kind).toBe("plan");
        },
      ),
      { numRuns: 5 },
    );
  });

  it("is the same plan twice for the same words", () => {
    expect(planOf("flange: 120 mm OD, 15 mm thick, 50 mm bore, 8 x 9mm bolt holes on 95 PCD")).toEqual(
      planOf("flange: 120 mm OD, 15 mm thick, 50 mm bore, 8 x 9mm bolt holes on 95 PCD"),
    );
  });
});
