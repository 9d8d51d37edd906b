import { describe, expect, it } from "vitest";
import { ExpressionError, evaluate, namesIn } from "./expression";
import { resolveParameters } from "./resolve-parameters";

const values: Record<string, number> = { length: 50, edge_margin: 10 };
const value = (source: string) =>
  evaluate(source, (name) => {
    const found = values[name];
    if (found === undefined) throw new ExpressionError(name);
    return found;
  });

describe("expressions", () => {
  it.each([
    ["length/2 - edge_margin", 15],
    ["2 + 3*4", 14],
    ["(2 + 3)*4", 20],
    ["-length + 60", 10],
    ["8/4/2", 1],
    ["min(length, 20, 30)", 20],
    ["max(1, 2)", 2],
    ["floor(7.9) + round(2.5)", 10],
    ["sqrt(16)", 4],
    ["sin(30)", 0.5],
    ["cos(60)", 0.5],
    ["tan(45)", 1],
    ["pi", Math.PI],
  ])("%s", (source, wanted) => {
    expect(value(source)).toBeCloseTo(wanted, 12);
  });

  it.each([
    "",
    "1 +",
    "(1",
    "1 2",
    "process",
    "eval(1)",
    "constructor(1)",
    "1/0",
    "sqrt(-1)",
    "a.b",
    "1;2",
    "__proto__",
    `${"(".repeat(60)}1`,
  ])("refuses %j", (source) => {
    expect(() => value(source)).toThrow(ExpressionError);
  });

  it("names what an expression needs", () => {
    expect(namesIn("length/2 - max(edge_margin, pi)")).toEqual(["length", "edge_margin"]);
  });
});

describe("parameters", () => {
  const derived = (expr: string) => ({ expr, unit: "mm" as const, source: "derived" as const });
  const said = (value: number) => ({ value, unit: "mm" as const, source: "prompt" as const });

  it("follow each other", () => {
    expect(resolveParameters({ params: { c: derived("b*2"), b: derived("a + 1"), a: said(4) } })).toEqual({ a: 4, b: 5, c: 10 });
  });

  it("that depend on each other in a circle are refused, and the circle is named", () => {
    expect(() => resolveParameters({ params: { a: derived("b"), b: derived("a") } })).toThrow(/a → b → a/);
  });

  it("that do not exist are refused by name", () => {
    expect(() => resolveParameters({ params: { a: derived("missing + 1") } })).toThrow(/"missing"/);
  });
});
