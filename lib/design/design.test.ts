import { describe, expect, it } from "vitest";
import { compilePlan, planHash } from "./plan/compile-plan";
import { resolveParameters } from "./plan/resolve-parameters";
import { planOf, TestConversation, textOf } from "./test-conversation";

const BRACKET = "A 50mm x 30mm x 10mm rectangular bracket with two M3 clearance holes spaced 40mm apart";
const HOLE = { operation: "part.hole" };

function edited(...turns: string[]) {
  const conversation = new TestConversation();
  for (const turn of turns) {
    const outcome = conversation.say(turn);
    if (outcome.kind !== "plan") throw new Error(`${turn}: ${JSON.stringify(outcome)}`);
  }
  if (conversation.plan === undefined) throw new Error("no plan");
  return { plan: conversation.plan, steps: compilePlan(conversation.plan), values: resolveParameters(conversation.plan) };
}

describe("the bracket", () => {
  const { plan } = planOf(BRACKET);

  it("is a block with two ISO 273 holes, 40 mm apart, through", () => {
    expect(compilePlan(plan)).toMatchObject([
      { operation: "part.box", params: { x: 50, y: 30, z: 10, feature: "base" } },
      {
        operation: "part.hole",
        params: {
          d: 3.4,
          through: true,
          at: [
            [-20, 0],
            [20, 0],
          ],
          part: "$prev",
        },
      },
    ]);
  });

  it("claims its sizes and its holes", () => {
    expect(plan.checks).toMatchObject([
      { kind: "solids", count: 1 },
      { kind: "valid" },
      { kind: "bbox", x: 50, y: 30, z: 10 },
      { kind: "hole", d: 3.4, count: 2, through: true, spacing: 40 },
    ]);
  });

  it("is named by its words and sizes, and tells the standard that it took", () => {
    expect(plan.name).toBe("Bracket 50 × 30 × 10");
    expect(plan.standards).toEqual([{ table: "clearance_holes_metric", row: "M3", field: "normal", confidence: "A" }]);
    expect(plan.assumptions).toEqual([{ text: "M3 clearance hole Ø3.4 mm (ISO 273 normal)", param: "hole_d" }]);
  });

  it("puts every number of the sentence into a parameter", () => {
    expect(resolveParameters(plan)).toEqual({ length: 50, width: 30, thickness: 10, hole_d: 3.4, hole_pitch: 40, hole_count: 2 });
  });
});

describe("edits", () => {
  it("5 mm taller makes 15 mm, with the holes still through", () => {
    const { steps } = edited(BRACKET, "make it 5mm taller");
    expect(steps).toMatchObject([
      { params: { x: 50, y: 30, z: 15 } },
      {
        params: {
          d: 3.4,
          through: true,
          at: [
            [-20, 0],
            [20, 0],
          ],
        },
      },
    ]);
  });

  it("10 mm closer together takes 5 mm from each side", () => {
    expect(edited(BRACKET, "move the holes 10mm closer together").steps[1]).toMatchObject({
      params: {
        at: [
          [-15, 0],
          [15, 0],
        ],
      },
    });
  });

  it.each([
    ["make it 60mm long", { length: 60 }],
    ["set the width to 40mm", { width: 40 }],
    ["increase the thickness to 12mm", { thickness: 12 }],
    ["reduce the length by 5 mm", { length: 45 }],
    ["make it 2 inches wide", { width: 50.8 }],
    ["double the thickness", { thickness: 20 }],
    ["make it twice as thick", { thickness: 20 }],
    ["make the holes M4", { hole_d: 4.5 }],
    ["change the hole diameter to 5 mm", { hole_d: 5 }],
    ["make the holes 2mm bigger", { hole_d: 5.4 }],
    ["space the holes 30mm apart", { hole_pitch: 30 }],
    ["shorten it by 5mm", { length: 45 }],
    ["make it 5 mm taller and 10 mm longer", { thickness: 15, length: 60 }],
    ["change the length to 60 and the width to 40", { length: 60, width: 40 }],
    ["make the plate 60 long and 40 wide", { length: 60, width: 40 }],
    ["increase hole size to 4mm", { hole_d: 4 }],
    ["make it 10% bigger", { length: 55, width: 33, thickness: 11 }],
  ])("%s", (turn, wanted) => {
    expect(edited(BRACKET, turn).values).toMatchObject(wanted);
  });

  it("put cuts before trailing fillets", () => {
    const { steps } = edited("block 40x40x20", "fillet the top edges 2mm", "add a 10 mm hole in the middle");
    expect(steps.map(({ operation }) => operation)).toEqual(["part.box", "part.hole", "part.fillet"]);
  });

  it("put a shell before the holes that go through its walls", () => {
    const { steps } = edited(BRACKET, "shell it with 2mm walls");
    expect(steps.map(({ operation }) => operation)).toEqual(["part.box", "part.shell", "part.hole"]);
  });

  it("remove the feature that is meant and the parameters that only it used", () => {
    const { plan } = edited(
      "round plate dia 80, thickness 6, six 5.5mm holes on a 60mm PCD and a 20mm centre bore",
      "remove the centre hole",
    );
    expect(plan.features.map(({ id }) => id)).toEqual(["base", "h1"]);
    expect(Object.keys(plan.params)).not.toContain("bore_d");
  });

  it("remove one of a pattern and leave the others where they are", () => {
    expect(edited(BRACKET, "remove one hole").steps[1]).toMatchObject({ ...HOLE, params: { at: [[-20, 0], null] } });
  });

  it("do several things in one sentence", () => {
    const { steps } = edited(BRACKET, "make the bracket wider by 10mm and add a 6mm hole in the middle");
    expect(steps).toMatchObject([{ params: { y: 40 } }, { params: { d: 3.4 } }, { params: { d: 6, at: [[0, 0]] } }]);
  });

  it("keep the sizes of a part out of the way of its turning: taller is up", () => {
    const { steps } = edited("block 40x30x20", "rotate it by 90 degrees about the x axis", "make it 10mm taller");
    expect(steps[0]).toMatchObject({ params: { x: 40, y: 40, z: 20 } });
  });

  it("rename a part that is named by its sizes", () => {
    expect(edited(BRACKET, "make it 5mm taller").plan.name).toBe("Bracket 50 × 30 × 15");
  });
});

describe("selected faces", () => {
  it("are what `this face` and `here` mean, by name and fingerprint", () => {
    const conversation = new TestConversation();
    conversation.say("block 50x50x25");
    const outcome = conversation.say("add a 5 mm hole here", ["Face 3"]);
    expect(outcome.kind === "plan" && compilePlan(outcome.plan)[1]).toMatchObject({
      ...HOLE,
      params: { on: { name: "base/+x", print: { type: "plane" } } },
    });
  });

  it("grow the part by its height on the top and by the face elsewhere", () => {
    const top = new TestConversation();
    top.say("box 40 x 30 x 20 mm");
    const up = top.say("extrude this face by 10mm", ["Face 1"]);
    expect(up.kind === "plan" && compilePlan(up.plan)).toMatchObject([{ params: { z: 30 } }]);
    const side = new TestConversation();
    side.say("box 40 x 30 x 20 mm");
    const out = side.say("extrude this face by 10mm", ["Face 3"]);
    expect(out.kind === "plan" && compilePlan(out.plan)).toMatchObject([
      { params: { x: 40 } },
      { operation: "part.move_face", params: { d: 10 } },
    ]);
  });

  it("that do not exist are refused with those that do", () => {
    const conversation = new TestConversation();
    conversation.say("box 40x30x20");
    expect(textOf(conversation.say("add a 5 mm hole here", ["Face 99"]))).toMatch(/no Face 99.*Face 1.*Face 6/);
  });
});

describe("questions", () => {
  it("ask once what no default can carry, with a default marked", () => {
    const outcome = new TestConversation().say("make me a bracket");
    expect(outcome).toMatchObject({ kind: "question", question: { options: [{ default: true }, {}] } });
  });

  it.each([
    ["5", 15],
    ["the second", 20],
    ["default", 15],
    ["by 7 mm", 17],
  ])("about `taller` are answered by %j", (reply, thickness) => {
    const conversation = new TestConversation();
    conversation.say(BRACKET);
    expect(conversation.say("make it taller").kind).toBe("question");
    const outcome = conversation.say(reply);
    expect(outcome.kind === "plan" && resolveParameters(outcome.plan).thickness).toBe(thickness);
  });

  it("give way to a sentence that stands for itself", () => {
    const conversation = new TestConversation();
    conversation.say(BRACKET);
    conversation.say("make it taller");
    const outcome = conversation.say("make it 60 mm long");
    expect(outcome.kind === "plan" && resolveParameters(outcome.plan)).toMatchObject({ length: 60, thickness: 10 });
  });

  it.each([
    ["plate 50x50x5 with a flurble", "flurble"],
    ["plate 50x50x5 with a 10 mm hole and 77", "77"],
    ["a 24 tooth gear, module 1.5", "24"],
  ])("quote the first thing not understood: %s", (prompt, quoted) => {
    const outcome = new TestConversation().say(prompt);
    expect(outcome).toMatchObject({ kind: "question" });
    expect(textOf(outcome)).toContain(quoted);
  });

  it("are asked for a number that an edit would drop", () => {
    const conversation = new TestConversation();
    conversation.say(BRACKET);
    expect(conversation.say("make it 80mm instead of 50mm long").kind).not.toBe("plan");
  });

  it("never build a part of a sentence as if it were the whole", () => {
    expect(new TestConversation().say("plate 100x50x5 with two 6 mm holes 60 mm apart and a dovetail groove").kind).toBe("question");
  });
});

describe("history", () => {
  it("undo goes to the revision before, and says so when there is none", () => {
    const conversation = new TestConversation();
    const first = conversation.say("50x50x10 plate");
    expect(textOf(conversation.say("undo"))).toMatch(/nothing to undo/);
    conversation.say("add a 15mm hole in the centre");
    expect(conversation.say("undo that")).toEqual({ kind: "revert", revision: 1 });
    expect(conversation.plan !== undefined && planHash(conversation.plan)).toBe(first.kind === "plan" && first.planHash);
  });
});

describe("parameters", () => {
  it("change without words, and what depends on them follows", () => {
    const conversation = new TestConversation();
    conversation.say("plate 100x60x5 with four 6 mm holes 10 mm from each edge");
    const outcome = conversation.say("", [], { length: 120 });
    expect(outcome.kind === "plan" && compilePlan(outcome.plan)[1]).toMatchObject({
      params: {
        at: [
          [50, 20],
          [-50, 20],
          [-50, -20],
          [50, -20],
        ],
      },
    });
  });

  it("that do not exist are refused with those that do", () => {
    const conversation = new TestConversation();
    conversation.say("block 40x40x20");
    expect(textOf(conversation.say("", [], { bogus: 3 }))).toMatch(/no parameter "bogus".*length/);
    expect(textOf(conversation.say("", [], { constructor: 3 }))).toMatch(/no parameter/);
  });

  it("are linted like words", () => {
    const conversation = new TestConversation();
    conversation.say("block 40x40x20 with a 10 mm hole in the middle");
    expect(conversation.say("", [], { hole_d: 45 }).kind).toBe("refusal");
    expect(conversation.say("", [], { hole_d: 0 }).kind).toBe("refusal");
    expect(conversation.say("", [], { hole_d: Number.NaN }).kind).toBe("refusal");
  });
});

describe("an empty prompt", () => {
  it.each(["", "   ", "\n\t"])("%j is refused", (prompt) => {
    expect(new TestConversation().say(prompt)).toMatchObject({ kind: "refusal", code: "empty_prompt" });
  });
});
