import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contentDisposition, safeFilename } from "./content-disposition";

const hostile = [
  "../../etc/passwd",
  "..\\..\\windows\\system32",
  "a\r\nSet-Cookie: x=1",
  'a"; filename="b.exe',
  "\u202Egpj.exe",
  "nul\0byte.step",
  "CON",
  "com1.step",
  "",
  ".",
  "..",
  "   ",
  "\ud800.step",
  "x".repeat(65_536),
  "%2e%2e%2f",
  "Ünïcødé – Teil №1.step",
  "部品.step",
  "🔩 bolt.step",
];

function check(name: string): void {
  const header = contentDisposition(name);
  // Printable ASCII only: nothing that could end the header or begin another.
  expect(header).toMatch(/^attachment; filename="[\x20-\x21\x23-\x24\x26-\x5b\x5d-\x7e]+"; filename\*=UTF-8''[A-Za-z0-9\-._~%]+$/);
  expect(header.length).toBeLessThan(3_000);
  const saved = decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(header)?.[1] ?? "");
  expect(saved).toBe(safeFilename(name));
  expect(saved).not.toMatch(/[\\/:*?"<>|\p{Cc}\p{Cf}]/u);
  expect(saved).not.toMatch(/^\.|\.$|^(con|nul|com1)(\.|$)/i);
}

describe("a file name in a header", () => {
  it.each(hostile)("%j neither leaves its folder nor its header", (name) => check(name));

  it("of any text does neither", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (name) => check(name)),
      { numRuns: 2_000 },
    );
  });

  it("stays as it is when it is harmless, in any language", () => {
    for (const name of ["My Part.step", "部品.step", "🔩 bolt.step", "Ünïcødé.3mf"]) expect(safeFilename(name)).toBe(name);
    expect(contentDisposition("Té st.step")).toBe("attachment; filename=\"Te st.step\"; filename*=UTF-8''T%C3%A9%20st.step");
  });

  it("keeps its extension when it is cut", () => {
    const cut = safeFilename(`${"x".repeat(500)}.step`);
    expect(cut).toHaveLength(200);
    expect(cut.endsWith("x.step")).toBe(true);
  });
});
