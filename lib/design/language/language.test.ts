import { describe, expect, it } from "vitest";
import { lex } from "./lexemes";
import { read } from "./read";
import { editDistance, lemmaOf } from "./vocabulary";

const sizes = (prompt: string, units: "mm" | "in" = "mm") =>
  lex(prompt, units).lexemes.flatMap((lexeme) =>
    lexeme.kind === "quantity" ? [lexeme.quantity.mm] : lexeme.kind === "list" ? lexeme.items.map(({ mm }) => mm) : [],
  );

describe("quantities", () => {
  it.each([
    ["50mm x 30mm x 10mm", [50, 30, 10]],
    ["50 × 30 × 10 mm", [50, 30, 10]],
    ["50*30*10", [50, 30, 10]],
    ["50 by 30 by 10 mm", [50, 30, 10]],
    ["50mmx30mmx10mm", [50, 30, 10]],
    ["80/40/5", [80, 40, 5]],
    ["5 cm", [50]],
    ["0.1 m", [100]],
    ["500 µm", [0.5]],
    ["2 inch", [50.8]],
    ['4"', [101.6]],
    ['1-1/2"', [38.1]],
    ['2 1/4"', [57.15]],
    ['3/8"', [9.525]],
    ["1½ in", [38.1]],
    ["¼ inch", [6.35]],
    ["5'-6 1/2\"", [1689.1]],
    ["40 thou", [1.016]],
    ["2,5 mm", [2.5]],
    ["1,500 mm", [1500]],
    ["4in x 50mm x 1/8in", [101.6, 50, 3.175]],
    ["two", [2]],
    ["2.5mm ±0.1", [2.5]],
    ["20 H7", [20]],
    ["−5 mm", [-5]],
  ])("%s is read in millimetres", (prompt, wanted) => {
    expect(sizes(prompt)).toEqual(wanted);
  });

  it("gives a trailing unit to the whole list", () => {
    expect(sizes("3 x 2 x 1 inch")).toEqual([76.2, 50.8, 25.4]);
  });

  it("lets a bare number take the prompt's only unit, else the conversation's", () => {
    expect(sizes("2 inch cube, 1 tall")).toEqual([50.8, 25.4]);
    expect(sizes("cube 2", "in")).toEqual([50.8]);
    expect(sizes("cube 2")).toEqual([2]);
  });

  it("tells bare numbers beside two systems of units", () => {
    expect(lex("4in x 50mm, 3 thick", "mm").mixedBare).toBe(true);
  });

  it("takes `in` before an article for a preposition", () => {
    expect(sizes("ø10 in each corner")).toEqual([10]);
  });

  it("reads thread sizes as sizes of threads", () => {
    const threads = lex("M3, M2.5, M6x1 and #10-32", "mm").lexemes.filter(({ kind }) => kind === "thread");
    expect(threads.map((lexeme) => (lexeme.kind === "thread" ? [lexeme.size, lexeme.pitch] : []))).toEqual([
      ["M3", undefined],
      ["M2.5", undefined],
      ["M6", 1],
      ["#10", undefined],
    ]);
  });

  it("points every quantity at the words that it comes from", () => {
    const prompt = "a 50 × 30 mm plate – ½ inch thick";
    const spans = lex(prompt, "mm").lexemes.flatMap((lexeme) =>
      lexeme.kind === "list" ? lexeme.items : lexeme.kind === "quantity" ? [lexeme.quantity] : [],
    );
    expect(spans.map(({ start, end }) => prompt.slice(start, end))).toEqual(["50", "30 mm", "½ inch"]);
  });
});

describe("words", () => {
  it.each([
    ["holes", "hole"],
    ["hoel", "hole"],
    ["brakcet", "bracket"],
    ["diamter", "diameter"],
    ["centred", "centre"],
    ["chamfers", "chamfer"],
  ])("%s is understood as %s", (word, lemma) => {
    expect(lemmaOf(word)).toEqual({ lemma, known: true });
  });

  it.each(["mount", "count", "gear", "move", "xyzzy"])("%s is not bent into another word", (word) => {
    expect(lemmaOf(word).lemma).toBe(word);
  });

  it("counts a swap of neighbours as one edit", () => {
    expect(editDistance("hoel", "hole", 2)).toBe(1);
    expect(editDistance("slot", "shell", 2)).toBeGreaterThan(1);
  });
});

describe("phrases", () => {
  const phrases = (prompt: string) => read(prompt, "mm", false).clauses.flatMap((clause) => clause.phrases);

  it("gives each size to the noun that can hold it", () => {
    const [plate, hole] = phrases("plate 100 x 60 with four 6 mm holes, 5 mm thick");
    expect(plate?.facts.map(({ fact }) => fact)).toContain("thickness");
    expect(hole?.facts.map(({ fact }) => fact)).not.toContain("thickness");
  });

  it("keeps a plate's sizes from the hole that follows without a comma", () => {
    const [plate, hole] = phrases("plate 50x50x5 10 mm hole");
    expect(plate?.loose.map(({ items }) => items.map(({ mm }) => mm))).toEqual([[50, 50, 5]]);
    expect(hole?.loose.map(({ items }) => items.map(({ mm }) => mm))).toEqual([[10]]);
  });

  it("reads the nouns of a compound as one", () => {
    expect(phrases("L bracket 50x50 legs").map(({ noun }) => noun.noun.id)).toEqual(["l_bracket"]);
    expect(phrases("hollow shaft 40 OD").map(({ noun }) => noun.noun.id)).toEqual(["tube"]);
  });
});
