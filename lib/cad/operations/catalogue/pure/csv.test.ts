import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compute, type Refusal, type Truth } from "./spec-compute";

const CSV = 'name,age,note\nJohn,30,"says ""hi"", often"\nJane,25,\n';
const JOHN = { name: "John", age: "30", note: 'says "hi", often' };
const JANE = { name: "Jane", age: "25", note: "" };

const TRUTHS: Truth[] = [
  [
    "csv.arrayToCsv",
    {
      array: [
        ["a", 1],
        ['b"c', "d,e"],
      ],
    },
    'a,1\n"b""c","d,e"',
  ],
  ["csv.getColumnCount", { csv: CSV }, 3],
  ["csv.getHeaders", { csv: CSV }, ["name", "age", "note"]],
  ["csv.getRowCount", { csv: CSV, dataStartRow: 1 }, 2],
  ["csv.getRowCount", { csv: CSV, dataStartRow: 0, hasHeaders: false }, 3],
  ["csv.jsonToCsv", { json: [{ a: 1, b: 2 }, { b: 3 }], headers: ["b", "a"] }, "b,a\n2,1\n3,"],
  ["csv.jsonToCsvAuto", { json: [{ a: 1 }, { b: "x" }] }, "a,b\n1,\n,x"],
  ["csv.jsonToCsvAuto", { json: [{ a: 1 }], includeHeaders: false }, "1"],
  [
    "csv.parseToArray",
    { csv: "a;b|c;d", columnSeparator: ";", rowSeparator: "|" },
    [
      ["a", "b"],
      ["c", "d"],
    ],
  ],
  [
    "csv.parseToArray",
    { csv: "a,b\r\nc,\r\n" },
    [
      ["a", "b"],
      ["c", ""],
    ],
  ],
  ["csv.parseToArray", { csv: "a\tb", columnSeparator: "\\t" }, [["a", "b"]]],
  ["csv.parseToJson", { csv: CSV }, [JOHN, JANE]],
  [
    "csv.parseToJson",
    { csv: CSV, numberColumns: ["age"] },
    [
      { ...JOHN, age: 30 },
      { ...JANE, age: 25 },
    ],
  ],
  [
    "csv.parseToJsonWithHeaders",
    { csv: "1,2\n3,", headers: ["x", "y"], numberColumns: ["x", "y"] },
    [
      { x: 1, y: 2 },
      { x: 3, y: null },
    ],
  ],
  ["csv.queryColumn", { csv: CSV, column: "age", asNumber: true }, [30, 25]],
  ["csv.queryRowsByValue", { csv: CSV, column: "age", value: "25" }, [JANE]],
];

const REFUSALS: Refusal[] = [
  ["csv.parseToArray", { csv: 'a,"b' }, /never closed/],
  ["csv.parseToArray", { csv: '"a"b' }, /behind a closing quote/],
  ["csv.parseToArray", { csv: "a", rowSeparator: "," }, /two different texts/],
  ["csv.parseToJson", { csv: "a\nx", numberColumns: ["a"] }, /a of data row 0 is "x"/],
  ["csv.queryColumn", { csv: CSV, column: "size" }, /column is "size" and must be one of name, age, note/],
  ["csv.getHeaders", { csv: CSV, headerRow: 9 }, /headerRow is 9/],
  ["csv.jsonToCsvAuto", { json: [1] }, /list of records/],
];

describe("CSV", () => {
  it.each(TRUTHS)("%s %j is %j", (id, params, result) => expect(compute(id, params)).toEqual(result));

  it.each(REFUSALS)("%s %j is refused", (id, params, message) => expect(() => compute(id, params)).toThrow(message));

  it("comes back as it was written, whatever stands in the cells", () => {
    const cell = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", " ", "é"), maxLength: 6 });
    const row = fc.array(cell, { minLength: 2, maxLength: 2 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (array) => {
        expect(compute("csv.parseToArray", { csv: compute("csv.arrayToCsv", { array }) })).toEqual(array);
      }),
      { numRuns: 200 },
    );
  });

  it("a name that means something to the language is a column like others", () => {
    const [record] = compute("csv.parseToJson", { csv: "__proto__,a\n1,2" }) as object[];
    expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
    expect(Object.entries(record ?? {})).toEqual([
      ["__proto__", "1"],
      ["a", "2"],
    ]);
  });
});
