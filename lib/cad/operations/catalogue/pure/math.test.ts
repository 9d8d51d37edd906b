import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compute, near, type Refusal, type Truth } from "./spec-compute";

const { PI, E, SQRT2 } = Math;

const TRUTHS: Truth[] = [
  ["math.abs", { number: -3 }, 3],
  ["math.acos", { number: -1 }, PI],
  ["math.add", { first: 2, second: 3 }, 5],
  ["math.asin", { number: 1 }, PI / 2],
  ["math.atan", { number: 1 }, PI / 4],
  ["math.ceil", { number: 1.2 }, 2],
  ["math.clamp", { number: 5, min: 0, max: 3 }, 3],
  ["math.clamp", { number: -5, min: 0, max: 3 }, 0],
  ["math.cos", { number: PI }, -1],
  ["math.degToRad", { number: 180 }, PI],
  ["math.divide", { first: 7, second: 2 }, 3.5],
  ["math.ease", { x: 0.5, min: 0, max: 100, ease: "easeInQuad" }, 25],
  ["math.ease", { x: 0.5, min: 10, max: 20, ease: "easeInOutCubic" }, 15],
  ["math.evalArithmetic", { expression: "(3+2)*4" }, 20],
  ["math.evalArithmetic", { expression: " -2 * -(1.5e1 - .5) / 4 + 1 - 2 - 3" }, 29 / 4 - 4],
  ["math.exp", { number: 1 }, E],
  ["math.floor", { number: -1.2 }, -2],
  ["math.fract", { number: -2.3 }, 0.7],
  ["math.inverseLerp", { start: 10, end: 20, value: 12.5 }, 0.25],
  ["math.lerp", { start: 10, end: 20, t: 0.25 }, 12.5],
  ["math.ln", { number: E ** 3 }, 3],
  ["math.log10", { number: 1000 }, 3],
  ["math.modulus", { number: 7, modulus: 3 }, 1],
  ["math.moveTowards", { current: 0, target: 10, maxDelta: 3 }, 3],
  ["math.moveTowards", { current: 8, target: 10, maxDelta: 3 }, 10],
  ["math.moveTowards", { current: 0, target: -10, maxDelta: 3 }, -3],
  ["math.multiply", { first: 1e10, second: 1e10 }, 1e20],
  ["math.negate", { number: 4 }, -4],
  ["math.number", { number: 4 }, 4],
  ["math.pi", {}, PI],
  ["math.pingPong", { t: 1.5, length: 1 }, 0.5],
  ["math.pingPong", { t: 2.5, length: 1 }, 0.5],
  ["math.power", { first: 2, second: 10 }, 1024],
  ["math.radToDeg", { number: PI }, 180],
  ["math.remap", { number: 5, fromLow: 0, fromHigh: 10, toLow: 100, toHigh: 200 }, 150],
  ["math.round", { number: 1.5 }, 2],
  ["math.roundAndRemoveTrailingZeros", { number: 1.5001, decimalPlaces: 3 }, 1.5],
  ["math.roundToDecimals", { number: 1.23456, decimalPlaces: 3 }, 1.235],
  ["math.sign", { number: -7 }, -1],
  ["math.sin", { number: PI / 2 }, 1],
  ["math.smoothstep", { number: 0.5 }, 0.5],
  ["math.smoothstep", { number: 7 }, 1],
  ["math.sqrt", { number: 2 }, SQRT2],
  ["math.subtract", { first: 2, second: 3 }, -1],
  ["math.tan", { number: PI / 4 }, 1],
  ["math.tenPow", { number: -2 }, 0.01],
  ["math.toFixed", { number: 1.005, decimalPlaces: 1 }, "1.0"],
  ["math.wrap", { number: 370, min: 0, max: 360 }, 10],
  ["math.wrap", { number: -0.3, min: 0, max: 1 }, 0.7],
  ["math.wrap", { number: 4, min: 5, max: 8 }, 7],
  ["math.oneNrOperation", { number: -2, operation: "absolute" }, 2],
  ["math.oneNrOperation", { number: 90, operation: "degToRad" }, PI / 2],
  ["math.twoNrOperation", { first: 7, second: 4, operation: "modulus" }, 3],
  ["math.twoNrOperation", { first: 2, second: 3, operation: "power" }, 8],
];

const REFUSALS: Refusal[] = [
  ["math.divide", { first: 1, second: 0 }, /math\.divide gives Infinity/],
  ["math.sqrt", { number: -1 }, /gives NaN/],
  ["math.power", { first: 10, second: 400 }, /gives Infinity/],
  ["math.toFixed", { number: 1, decimalPlaces: 101 }, /decimalPlaces is 101/],
  ["math.randomNumbers", { count: 100_001 }, /at most 100000/],
  ["math.ease", { x: 0.5 }, /ease are needed/],
  ["math.clamp", { min: 3, max: 1 }, /min is 3/],
  ["math.pingPong", { length: 0 }, /length is 0/],
  ["math.evalArithmetic", { expression: "process.exit(1)" }, /can't be read at character 1/],
  ["math.evalArithmetic", { expression: "1+constructor" }, /can't be read at character 3/],
  ["math.evalArithmetic", { expression: "2**3" }, /can't be read/],
  ["math.evalArithmetic", { expression: "(1+2" }, /can't be read at character 5/],
  ["math.evalArithmetic", { expression: "" }, /can't be read/],
  ["math.evalArithmetic", { expression: "1 2" }, /can't be read/],
  ["math.evalArithmetic", { expression: "1/0" }, /gives Infinity/],
  ["math.evalArithmetic", { expression: "(".repeat(5_000) }, /nests deeper/],
];

const EASES = ["Sine", "Quad", "Cubic", "Quart", "Quint", "Expo", "Circ", "Elastic", "Back", "Bounce"].flatMap((curve) =>
  ["easeIn", "easeOut", "easeInOut"].map((way) => way + curve),
);

describe("numbers", () => {
  it.each(TRUTHS)("%s %j is %j", (id, params, result) => expect(compute(id, params)).toEqual(near(result)));

  it.each(REFUSALS)("%s %j is refused", (id, params, message) => expect(() => compute(id, params)).toThrow(message));

  it.each(EASES)('"math.ease" by %s runs from the one end to the other', (ease) => {
    expect(compute("math.ease", { x: 0, min: 2, max: 5, ease })).toBeCloseTo(2, 2);
    expect(compute("math.ease", { x: 1, min: 2, max: 5, ease })).toBeCloseTo(5, 2);
  });

  it('"math.random", "math.randomNumber" and "math.randomNumbers" stay within their range', () => {
    const numbers = compute("math.randomNumbers", { low: 5, high: 6, count: 1_000 }) as number[];
    expect(numbers).toHaveLength(1_000);
    for (const number of [...numbers, compute("math.randomNumber", { low: 5, high: 6 }) as number]) {
      expect(number).toBeGreaterThanOrEqual(5);
      expect(number).toBeLessThan(6);
    }
    expect(new Set(numbers).size).toBeGreaterThan(900);
    expect(compute("math.random")).toBeLessThan(1);
  });

  it('"math.evalArithmetic" agrees with the arithmetic that it writes out', () => {
    const leaf = fc.integer({ min: 0, max: 99 }).map((value) => ({ text: String(value), value }));
    const { sum } = fc.letrec<{ sum: { text: string; value: number } }>((tie) => ({
      sum: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.tuple(tie("sum"), tie("sum"), fc.constantFrom("+", "-", "*")).map(([a, b, sign]) => ({
          text: `(${a.text} ${sign} ${b.text})`,
          value: sign === "+" ? a.value + b.value : sign === "-" ? a.value - b.value : a.value * b.value,
        })),
      ),
    }));
    fc.assert(
      fc.property(sum, ({ text, value }) => {
        // Products of a few numbers up to 99 are whole, and small enough to be exact.
        expect(compute("math.evalArithmetic", { expression: text })).toBe(value === 0 ? 0 : value);
      }),
      {
        numRuns: 100,
      },
    );
  });
});
