import { describe, expect, it } from "vitest";
import { writeCsv } from "./write-csv";

const text = (value: unknown) => new TextDecoder().decode(writeCsv(value));

describe("CSV", () => {
  it("holds a row for each list, and quotes what would be read as something else", () => {
    expect(
      text([
        [1, "a,b"],
        ['say "x"', null],
      ]),
    ).toBe('1,"a,b"\r\n"say ""x""",\r\n');
  });

  it("of records begins with their keys, each once", () => {
    expect(text([{ x: 1 }, { y: 2, x: true }])).toBe("x,y\r\n1,\r\ntrue,2\r\n");
  });

  it.each([[5], [[]], [[1, 2]], [[{ x: { y: 1 } }]], [[[1], { x: 1 }]]])("is refused for %j, which has no rows", (value) => {
    expect(() => writeCsv(value)).toThrow("no rows");
  });
});
