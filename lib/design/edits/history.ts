import type { Lexed } from "../language/lexemes";
import { Refused } from "../plan/outcome-error";

const UNDO = new Set(["undo", "revert"]);
const FILLER = new Set([
  "undo",
  "revert",
  "go",
  "back",
  "that",
  "it",
  "the",
  "this",
  "last",
  "previous",
  "step",
  "version",
  "to",
  "previous",
  "change",
  "make",
  "a",
  "one",
  "again",
  "original",
  "first",
  "of",
  "and",
]);

/** "undo", "go back", "go back to version 2", "back to the original": the revision meant; undefined for any other sentence. */
export function revisionMeant(lexed: Lexed, history: { number: number }[]): number | undefined {
  const words = lexed.lexemes.flatMap((lexeme) => (lexeme.kind === "word" ? [lexeme.lemma] : []));
  const numbers = lexed.lexemes.flatMap((lexeme) => (lexeme.kind === "quantity" ? [lexeme.quantity.value] : []));
  const isUndo = words.some((word) => UNDO.has(word)) || (words.includes("back") && (words.includes("go") || words.includes("version")));
  if (words.includes("redo"))
    throw new Refused('There is nothing to redo: say which revision to go to, such as "go back to version 2".', "nothing_to_redo");
  if (!isUndo || words.some((word) => !FILLER.has(word) && word !== "please" && word !== "now") || numbers.length > 1) return undefined;
  const ordered = [...history].sort((left, right) => left.number - right.number);
  const [asked] = numbers;
  if (asked !== undefined && words.includes("version")) {
    if (ordered.some(({ number }) => number === asked)) return asked;
    throw new Refused(
      `There is no earlier version ${asked}; there ${ordered.length === 1 ? "is" : "are"} ${ordered.map(({ number }) => number).join(", ") || "none"}.`,
      "unknown_revision",
    );
  }
  const target = words.includes("original") || words.includes("first") ? ordered[0] : ordered.at(-(asked ?? 1));
  if (target === undefined) throw new Refused("There is nothing to undo: this is the first version.", "nothing_to_undo");
  return target.number;
}
