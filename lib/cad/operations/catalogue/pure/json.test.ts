import { describe, expect, it } from "vitest";
import { type AddedFile, compute, type Refusal, type Truth } from "./spec-compute";

const PARTS = {
  parts: [
    { name: "a", size: 1 },
    { name: "b", size: 2 },
  ],
  total: 3,
};

const TRUTHS: Truth[] = [
  ["json.createEmpty", {}, {}],
  ["json.getJsonFromArrayByFirstPropMatch", { jsonArray: PARTS.parts, property: "name", match: "b" }, { name: "b", size: 2 }],
  ["json.getJsonFromArrayByFirstPropMatch", { jsonArray: PARTS.parts, property: "name", match: "c" }, null],
  ["json.getValueOnProp", { json: PARTS, property: "total" }, 3],
  ["json.getValueOnProp", { json: PARTS, property: "constructor" }, null],
  ["json.parse", { text: '{"a":[1,2]}' }, { a: [1, 2] }],
  ["json.paths", { json: PARTS, query: "$.parts[*].size" }, ["$['parts'][0]['size']", "$['parts'][1]['size']"]],
  ["json.query", { json: PARTS, query: "$.parts[*].name" }, ["a", "b"]],
  ["json.query", { json: PARTS, query: "$..size" }, [1, 2]],
  ["json.query", { json: PARTS, query: "$.parts[-1:].name" }, ["b"]],
  ["json.query", { json: PARTS, query: "$.none" }, []],
  [
    "json.setValue",
    { json: PARTS, value: 9, path: "$.parts[1]", prop: "size" },
    { ...PARTS, parts: [PARTS.parts[0], { name: "b", size: 9 }] },
  ],
  ["json.setValueOnProp", { json: { a: 1 }, value: [2], property: "b" }, { a: 1, b: [2] }],
  [
    "json.setValuesOnPaths",
    { json: PARTS, values: [7, 8], paths: ["$", "$.parts[0]"], props: ["total", "size"] },
    { parts: [{ name: "a", size: 8 }, PARTS.parts[1]], total: 7 },
  ],
  ["json.stringify", { json: { a: [1, null] } }, '{"a":[1,null]}'],
];

const REFUSALS: Refusal[] = [
  ["json.parse", { text: "{" }, /can't take these values/],
  ["json.parse", { text: "1e999" }, /gives Infinity/],
  ["json.query", { json: PARTS, query: "$..[?(@.size>1)]" }, /filter or script; these are not evaluated/],
  ["json.query", { json: PARTS, query: "$..[(@.length-1)]" }, /not evaluated/],
  ["json.query", { json: PARTS, query: "$.parts[?(@.constructor.constructor('return process')())]" }, /not evaluated/],
  ["json.paths", { json: PARTS, query: "$.parts[?(process.exit())]" }, /not evaluated/],
  ["json.query", { json: 5, query: "$" }, /record or list/],
  ["json.setValue", { json: PARTS, value: 1, path: "$.none", prop: "a" }, /finds nothing/],
  ["json.setValue", { json: PARTS, value: 1, path: "$..[?(true)]", prop: "a" }, /not evaluated/],
  ["json.setValueOnProp", { json: [1], value: 1, property: "length" }, /no index of a list/],
  ["json.setValuesOnPaths", { json: PARTS, values: [1], paths: [], props: [] }, /must hold as many/],
];

describe("JSON", () => {
  it.each(TRUTHS)("%s %j is %j", (id, params, result) => expect(compute(id, params)).toEqual(result));

  it.each(REFUSALS)("%s %j is refused", (id, params, message) => expect(() => compute(id, params)).toThrow(message));

  it.each(["json.previewJson", "json.previewAndSaveJson"])("%s adds a file to the results", (id) => {
    const files: AddedFile[] = [];
    expect(compute(id, { json: PARTS }, files)).toBeNull();
    expect(files.map(({ contentType }) => contentType)).toEqual(["application/json"]);
    expect(JSON.parse(new TextDecoder().decode(files[0]?.bytes))).toEqual(PARTS);
  });

  it("a property of any name is data, and changes no object's nature", () => {
    const changed = compute("json.setValueOnProp", { json: {}, value: { polluted: true }, property: "__proto__" }) as object;
    expect(Object.getPrototypeOf(changed)).toBe(Object.prototype);
    expect(Object.keys(changed)).toEqual(["__proto__"]);
    expect("polluted" in {}).toBe(false);
  });

  it("what was set in two places stays two values", () => {
    const both = compute("json.setValue", { json: { a: {}, b: {} }, value: [1], path: "$.*", prop: "x" }) as { a: { x: number[] } };
    expect(both).toEqual({ a: { x: [1] }, b: { x: [1] } });
  });
});
