import { describe, expect, it } from "vitest";
import { safeFilename, stemOf } from "./filename";

describe("safeFilename", () => {
  it.each([
    ["My Part", "My Part.step"],
    ["Plate 50 × 30", "Plate 50 × 30.step"],
    ["../../etc/passwd", "etc passwd.step"],
    ['a<b>:"c|d?*', "a b c d.step"],
    ["CON", "Part.step"],
    ["...", "Part.step"],
    ["name\u202egnp", "name gnp.step"],
    ["tab\tnew\nline", "tab new line.step"],
    ["", "Part.step"],
  ])("%j becomes %j", (name, expected) => {
    expect(safeFilename(name, "step")).toBe(expected);
  });

  it("is short enough for every file system", () => {
    expect(safeFilename("x".repeat(500), "step").length).toBeLessThanOrEqual(130);
  });
});

describe("stemOf", () => {
  it.each([
    ["bracket.step", "bracket"],
    ["C:\\parts\\gear v2.STP", "gear v2"],
    ["dir/a.b.igs", "a.b"],
    [".step", "Imported part"],
  ])("%j becomes %j", (filename, expected) => {
    expect(stemOf(filename)).toBe(expected);
  });
});
