import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { part21String } from "./part21-text";

/** What a reader makes of it: the inverse by the standard's own rules. */
function read(quoted: string): string {
  return quoted.slice(1, -1).replace(/\\X2\\([0-9A-F]*)\\X0\\|\\X4\\([0-9A-F]*)\\X0\\|''|\\\\/g, (token, x2?: string, x4?: string) => {
    if (x2 !== undefined) return (x2.match(/.{4}/g) ?? []).map((hex) => String.fromCodePoint(Number.parseInt(hex, 16))).join("");
    if (x4 !== undefined) return (x4.match(/.{8}/g) ?? []).map((hex) => String.fromCodePoint(Number.parseInt(hex, 16))).join("");
    return token === "''" ? "'" : "\\";
  });
}

describe("part21String", () => {
  it("doubles apostrophes and backslashes and escapes what is not printable ASCII", () => {
    expect(part21String("L-bracket 50 x 30")).toBe("'L-bracket 50 x 30'");
    expect(part21String("O'Neil\\2")).toBe("'O''Neil\\\\2'");
    expect(part21String("é漢")).toBe("'\\X2\\00E96F22\\X0\\'");
    expect(part21String("a🔩b")).toBe("'a\\X4\\0001F529\\X0\\b'");
  });

  it("writes printable ASCII only, and a reader gets every text back", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const quoted = part21String(text);
        expect(quoted).toMatch(/^'[\x20-\x7e]*'$/);
        expect(read(quoted)).toBe(text);
      }),
    );
  });
});
