import { describe, expect, it } from "vitest";
import { readCorpus } from "@/e2e/corpus/cases";
import { NOT_READ_YET } from "@/e2e/corpus/not-read-yet";
import { lex } from "./language/lexemes";
import { resolveParameters } from "./plan/resolve-parameters";
import { TestConversation } from "./test-conversation";

const MORE = [
  "I need a mounting plate 120mm x 80mm, 6mm thick, with four M5 holes 10mm from each edge",
  "rectangular plate 200x100x10 with 4 countersunk M6 holes in the corners, 15 mm from edges",
  "L-bracket with 60mm and 40mm legs, 30mm wide, 4mm thick",
  "100x100x5 plate with M4 holes in each corner, 10mm inset, and a 40mm hole in the middle, with 10mm corner radius",
  "block 100x50x25 with a 10 mm wide slot 40 mm long in the center, 8 mm deep",
  "enclosure 120 x 80 x 40 mm, 2.5 mm wall thickness, open top, 3 mm corner radius",
  "plate 60x40x3 with 12 mm hole at (10, 5)",
];

/** Numbers that name a thing (a motor, a bearing, a drawing's standard) or repeat a size that is checked. */
const NAMES = /^(17|608|6204|4|4014|30|20)$/;

const prompts = [
  ...readCorpus().flatMap(({ id, turns, expect: { error, clarify_ok } }) =>
    turns.length === 1 && !NOT_READ_YET.has(id) && !error && !clarify_ok ? [turns[0]?.prompt ?? ""] : [],
  ),
  ...MORE,
];

describe("every number of a prompt", () => {
  it.each(prompts)("ends in a parameter: %s", (prompt) => {
    const outcome = new TestConversation().say(prompt);
    if (outcome.kind !== "plan") throw new Error(JSON.stringify(outcome));
    const values = Object.values(resolveParameters(outcome.plan));
    const held = (mm: number) => values.some((value) => [1, 2].some((factor) => Math.abs(value - factor * mm) < 1e-6));
    const numbers = lex(prompt, "mm").lexemes.flatMap((lexeme) =>
      lexeme.kind === "quantity" ? [lexeme.quantity] : lexeme.kind === "list" ? lexeme.items : [],
    );
    const lost = numbers.filter(
      ({ mm, value, unit }) => !held(mm) && !held(value) && !(value === 1 && unit === undefined) && !NAMES.test(String(value)),
    );
    const counts = outcome.plan.checks.flatMap((check) => (check.kind === "hole" ? [check.count] : []));
    expect(lost.filter(({ value }) => !counts.includes(value)).map(({ start, end }) => prompt.slice(start, end))).toEqual([]);
  });
});
