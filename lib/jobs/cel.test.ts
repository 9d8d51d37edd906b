import { describe, expect, it } from "vitest";
import { checkExpression, keyOf, matches } from "./cel";

const event = { name: "a/b", data: { id: 7, n: 2.5, who: "ann", nested: { deep: true } } };

describe("matches", () => {
  it.each([
    ["event.data.id == async.data.id", { data: { id: 7 } }, true],
    ["event.data.id == async.data.id", { data: { id: 8 } }, false],
    ["event.data.id == async.data.id", { data: {} }, false],
    ["event.data.id == async.data.id", {}, false],
    ["event.data.missing == async.data.missing", { data: {} }, false],
    ["event.data.who == 'ann' && event.data.nested.deep", {}, true],
    ["event.data.n > 2.0", {}, true],
    ["event.data.who", {}, false],
  ])("%s with %j: %s", (expression, async, expected) => {
    expect(matches(expression, { event, async })).toBe(expected);
  });

  it("no expression always matches", () => {
    expect(matches(undefined, {})).toBe(true);
    expect(matches("", {})).toBe(true);
  });
});

describe("keys", () => {
  it("are text, and a missing field is no key", () => {
    expect(keyOf("event.data.who", { event })).toBe("ann");
    expect(keyOf("event.data.id", { event })).toBe("7");
    expect(keyOf("event.data.who + '-' + event.name", { event })).toBe("ann-a/b");
    expect(keyOf("event.data.missing", { event })).toBeUndefined();
  });
});

it("what is not CEL is refused", () => {
  expect(() => checkExpression("event.data.(")).toThrow();
});
