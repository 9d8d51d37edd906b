import { describe, expect, it } from "vitest";
import { compute, near, type Refusal, type Truth } from "./spec-compute";

const of = (text: string, params: Record<string, unknown> = {}) => ({ text, ...params });
const MILLION = "a".repeat(1_000_000);

const TRUTHS: Truth[] = [
  ["text.charAt", of("hello", { index: 1 }), "e"],
  ["text.concat", { texts: ["a", 1, true] }, "a1true"],
  ["text.create", of("a b"), "a b"],
  ["text.endsWith", of("hello world", { search: "world" }), true],
  ["text.format", of("{1} and {0}, not {2}", { values: ["b", "a"] }), "a and b, not {2}"],
  ["text.includes", of("hello", { search: "ell" }), true],
  ["text.indexOf", of("hello", { search: "l" }), 2],
  ["text.isEmpty", of("  "), true],
  ["text.join", { list: ["a", "b"], separator: "-" }, "a-b"],
  ["text.lastIndexOf", of("hello", { search: "l" }), 3],
  ["text.length", of("hello"), 5],
  ["text.padEnd", of("x", { length: 3, padString: "ab" }), "xab"],
  ["text.padStart", of("7", { length: 3, padString: "0" }), "007"],
  ["text.regexMatch", of("a1b22", { pattern: "[0-9]+", flags: "g" }), ["1", "22"]],
  ["text.regexMatch", of("ab", { pattern: "[0-9]+", flags: "g" }), null],
  ["text.regexReplace", of("a1b22", { pattern: "([0-9]+)", flags: "g", replaceWith: "<$1>" }), "a<1>b<22>"],
  ["text.regexSearch", of("ab1", { pattern: "[0-9]", flags: "" }), 2],
  ["text.regexSplit", of("a1b22c", { pattern: "[0-9]+", flags: "g" }), ["a", "b", "c"]],
  ["text.regexTest", of("ab1", { pattern: "^[a-z]+$", flags: "" }), false],
  ["text.repeat", of("ha", { count: 3 }), "hahaha"],
  ["text.replaceAll", of("a-b-c", { search: "-", replaceWith: "$&" }), "a$&b$&c"],
  ["text.reverse", of("añ𝄞"), "𝄞ña"],
  ["text.slice", of("hello", { start: -3, end: 5 }), "llo"],
  ["text.split", of("a,b,c", { separator: "," }), ["a", "b", "c"]],
  ["text.startsWith", of("hello", { search: "he" }), true],
  ["text.substring", of("hello", { start: 3, end: 1 }), "el"],
  ["text.toLowerCase", of("ABC"), "abc"],
  ["text.toLowerCaseFirst", of("ABC"), "aBC"],
  ["text.toString", { item: { a: 1 } }, '{"a":1}'],
  ["text.toString", { item: 1.5 }, "1.5"],
  ["text.toStringEach", { list: [1, true, "x"] }, ["1", "true", "x"]],
  ["text.toUpperCase", of("abc"), "ABC"],
  ["text.toUpperCaseFirst", of("abc"), "Abc"],
  ["text.trim", of("  a "), "a"],
  ["text.trimEnd", of(" a "), " a"],
  ["text.trimStart", of(" a "), "a "],
];

const REFUSALS: Refusal[] = [
  ["text.repeat", of("ha", { count: 1e9 }), /text of 2000000000 characters; at most 1000000/],
  ["text.repeat", of("ha", { count: -1 }), /count is -1/],
  ["text.padEnd", of("x", { length: 1e8 }), /at most 1000000/],
  ["text.padStart", of("x", { length: 1e8 }), /at most 1000000/],
  ["text.replaceAll", of(MILLION, { search: "a", replaceWith: "bb" }), /at most 1000000/],
  ["text.join", { list: Array.from({ length: 1_000 }, () => "x"), separator: MILLION.slice(0, 2_000) }, /at most 1000000/],
  ["text.concat", { texts: [MILLION, "b"] }, /at most 1000000/],
  ["text.format", of("{0}{0}", { values: [MILLION] }), /at most 1000000/],
  ["text.regexReplace", of(MILLION, { pattern: "a", replaceWith: MILLION }), /too long together/],
  ["text.regexReplace", of(MILLION, { pattern: "a", replaceWith: "$&$&$&" }), /too long together/],
  ["text.regexMatch", of("a", { pattern: "(", flags: "g" }), /can't take these values/],
  ["text.regexTest", of("a", { pattern: "a", flags: "zz" }), /can't take these values/],
  ["text.split", of(MILLION, { separator: "" }), /at most 100000/],
  ["text.vectorText", of("a".repeat(2_001)), /may have 2000/],
];

interface Drawn {
  width: number;
  height: number;
  paths: number[][][];
}

describe("texts", () => {
  it.each(TRUTHS)("%s %j is %j", (id, params, result) => expect(compute(id, params)).toEqual(result));

  it.each(REFUSALS)("%s is refused what would grow or can't be read", (id, params, message) =>
    expect(() => compute(id, params)).toThrow(message),
  );

  it('"text.vectorChar" draws a letter as high as it should be, in the ground plane', () => {
    const { height, paths } = compute("text.vectorChar", { char: "H", height: 7, xOffset: 2, yOffset: 3 }) as Drawn;
    expect(height).toBe(7);
    expect(compute("point.boundingBoxOfPoints", { points: paths.flat() })).toMatchObject({
      min: [expect.any(Number), 0, near(3)],
      length: near(7),
    });
  });

  it('"text.vectorText" sets letters side by side and lines below each other', () => {
    const lines = compute("text.vectorText", { text: "HH\nH", height: 2, lineSpacing: 1.5 }) as { width: number; chars: Drawn[] }[];
    expect(lines.map(({ chars }) => chars.length)).toEqual([2, 1]);
    const [first, second] = lines.map(({ chars }) => chars[0]?.paths.flat() ?? []);
    expect(second).toEqual(near((first ?? []).map(([x = 0, y = 0, z = 0]) => [x, y, z - 3])));
    expect(lines[0]?.width).toBeCloseTo(2 * (lines[1]?.width ?? 0), 9);
  });

  it('"text.vectorText" on the origin has its middle there', () => {
    const lines = compute("text.vectorText", { text: "Hello", centerOnOrigin: true }) as { chars: Drawn[] }[];
    const points = lines.flatMap(({ chars }) => chars.flatMap(({ paths }) => paths.flat()));
    expect(compute("point.boundingBoxOfPoints", { points })).toMatchObject({ center: near([0, 0, 0]) });
  });
});
