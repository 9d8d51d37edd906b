import { describe, expect, it } from "vitest";
import { TestConversation, textOf } from "../test-conversation";

const said = (...turns: string[]) => {
  const conversation = new TestConversation();
  for (const turn of turns.slice(0, -1)) conversation.say(turn);
  const outcome = conversation.say(turns.at(-1) ?? "");
  return { kind: outcome.kind, text: textOf(outcome) };
};

describe("what cannot be is refused with what was asked, what it conflicts with and what works", () => {
  it.each([
    [["a 50x50x5 plate with a 60mm hole in the middle"], "A 60 mm hole does not fit a 50 mm wide plate; up to 46 mm leaves 2 mm of wall."],
    [
      ["100mm long, 20 wide, 5 thick plate with 5 holes of 10mm in a row spaced 30 mm apart"],
      "Five holes 30 mm apart span 120 mm and the plate is 100 mm long; 20 mm apart fits.",
    ],
    [["tube 20 mm OD, 25 mm ID, 50 mm long"], /25 mm.*20 mm; up to 18 mm leaves 1 mm of wall/],
    [["a cube with 0 mm sides"], /0 mm cannot be made/],
    [["a cube with -5 mm sides"], /-5 mm cannot be made/],
    [["40 mm cube", "shell it with 30 mm walls"], /30 mm.*40 mm.*60 mm.*19 mm/],
    [["60x40x10 plate with an 8 mm hole in the centre", "counterbore it 6 mm diameter 5 deep"], /6 mm.*8 mm hole/],
    [["plate 40x40x5 with an M99 clearance hole"], /M99.*M33 and M36/],
    [["40x40x20 block with a 10 mm hole 25 mm deep"], /25 mm deep.*20 mm block.*18 mm/],
    [["block 40x40x20", "fillet the vertical edges 25 mm"], /25 mm.*40 mm.*19.9 mm/],
    [["round plate 80 mm dia, 6 thick, six 10 mm holes on a 78 mm PCD"], /80 mm/],
    [["plate 100x50x5 with two 10 mm holes 8 mm apart"], /8 mm apart run into each other; from 12 mm/],
    [["plate 100x50x5 with four 10 mm holes 3 mm from each edge"], /3 mm from the edge breaks out.*7 mm from the edge/],
    [["plate 100x50x5 with a 60 x 70 mm pocket 2 mm deep"], /70 mm.*50 mm/],
    [["tube 20 OD 16 ID 5 mm wall 50 long"], /2 mm, not of 5 mm/],
    [["box 100x60x40, 30 mm walls, open top"], /nothing would be left/],
    [["cylinder 20 mm diameter 10 mm tall with a 15 mm hole 5 mm from the centre"], /comes out/],
  ])("%j", (turns, wanted) => {
    const { kind, text } = said(...turns);
    expect(kind).toBe("refusal");
    if (typeof wanted === "string") expect(text).toBe(wanted);
    else expect(text).toMatch(wanted);
  });

  it("leaves what fits just so alone", () => {
    expect(said("plate 50x50x5 with a 49.9 mm hole in the middle").kind).toBe("plan");
    expect(said("block 40x40x20", "fillet the vertical edges 19.9 mm").kind).toBe("plan");
  });
});
