import { describe, expect, it } from "vitest";
import { findReferences, parseReference } from "./references";

describe("a reference", () => {
  it.each([
    ["$prev", { kind: "prev" }],
    ["$ref:12", { kind: "ref", index: 12 }],
    ["$local:0", { kind: "local", index: 0 }],
    ["$item", { kind: "item" }],
    ["$mapResult", { kind: "mapResult" }],
    ["$file:0", { kind: "file", index: 0, format: "text", codec: "raw" }],
    ["$file:0:buffer:auto", { kind: "file", index: 0, format: "buffer", codec: "auto" }],
  ])("%s is read", (text, reference) => {
    expect(parseReference(text)).toEqual(reference);
  });

  it.each(["$refund", "$prevx", "x$prev", "", "$", "ref:1", "$constructor", "__proto__"])("%j is an ordinary string", (text) => {
    expect(parseReference(text)).toBeNull();
  });

  it.each(["$ref:", "$ref:x", "$ref:-1", "$ref:1.5", "$local:one", "$file:0:exe", "$ref:1 "])("%j has a bad tail", (text) => {
    expect(parseReference(text)).toBe("malformed");
  });

  it("is found at any depth", () => {
    const params = { shapes: ["$ref:0", { inner: "$prev" }], name: "$refund" };
    expect(findReferences(params).map(({ path }) => path)).toEqual([
      ["shapes", 0],
      ["shapes", 1, "inner"],
    ]);
  });
});
