import { describe, expect, it } from "vitest";
import { compute, type Refusal, type Truth } from "./spec-compute";

const LIST = ["a", "b", "c"];
const of = (list: unknown[], params: Record<string, unknown> = {}) => ({ list, ...params });

const TRUTHS: Truth[] = [
  ["lists.addItem", of(LIST, { item: "d" }), ["a", "b", "c", "d"]],
  ["lists.addItemAtIndex", of(LIST, { item: "x", index: 1 }), ["a", "x", "b", "c"]],
  ["lists.addItemAtIndexes", of(LIST, { item: "x", indexes: [0, 2] }), ["x", "a", "b", "x", "c"]],
  ["lists.addItemFirstLast", of(LIST, { item: "x", position: "first" }), ["x", "a", "b", "c"]],
  ["lists.addItemsAtIndexes", of(LIST, { items: ["x", "y"], indexes: [0, 1] }), ["x", "a", "y", "b", "c"]],
  ["lists.concatenate", { lists: [[1], [], [2, [3]]] }, [1, 2, [3]]],
  ["lists.createEmptyList", {}, []],
  ["lists.findIndex", of([{ a: 1 }, { a: 2 }], { item: { a: 2 } }), 1],
  ["lists.findIndex", of(LIST, { item: "z" }), -1],
  [
    "lists.flipLists",
    of([
      [1, 2],
      [3, 4],
      [5, 6],
    ]),
    [
      [1, 3, 5],
      [2, 4, 6],
    ],
  ],
  ["lists.getByPattern", of([1, 2, 3, 4, 5], { pattern: [true, false] }), [1, 3, 5]],
  ["lists.getFirstItem", of(LIST), "a"],
  ["lists.getItem", of(LIST, { index: 1 }), "b"],
  ["lists.getLastItem", of(LIST), "c"],
  ["lists.getListDepth", of([1, [2, [3]]]), 3],
  ["lists.getLongestListLength", { lists: [[1], [1, 2, 3], []] }, 3],
  ["lists.getNthItem", of([0, 1, 2, 3, 4], { nth: 2 }), [0, 2, 4]],
  ["lists.getSubList", of(LIST, { indexStart: 1, indexEnd: 3 }), ["b", "c"]],
  ["lists.groupNth", of([1, 2, 3, 4, 5], { nrElements: 2, keepRemainder: true }), [[1, 2], [3, 4], [5]]],
  [
    "lists.groupNth",
    of([1, 2, 3, 4, 5], { nrElements: 2 }),
    [
      [1, 2],
      [3, 4],
    ],
  ],
  ["lists.includes", of([[1, 2], [3]], { item: [3] }), true],
  ["lists.interleave", { lists: [[1, 2, 3], ["a"], ["x", "y"]] }, [1, "a", "x", 2, "y", 3]],
  ["lists.listLength", of(LIST), 3],
  [
    "lists.mergeElementsOfLists",
    {
      lists: [
        [1, 2],
        ["a", "b"],
      ],
      level: 0,
    },
    [
      [1, "a"],
      [2, "b"],
    ],
  ],
  ["lists.prependItem", of(LIST, { item: "x" }), ["x", "a", "b", "c"]],
  ["lists.randomGetThreshold", of(LIST, { threshold: 1 }), LIST],
  ["lists.randomGetThreshold", of(LIST, { threshold: 0 }), []],
  ["lists.randomRemoveThreshold", of(LIST, { threshold: 1 }), []],
  ["lists.removeAllItems", of(LIST), []],
  ["lists.removeDuplicateNumbers", of([1, 2, 1, 3]), [1, 2, 3]],
  ["lists.removeDuplicateNumbersTolerance", of([1, 1.05, 2], { tolerance: 0.1 }), [1, 2]],
  ["lists.removeDuplicates", of([1, "1", { a: 1 }, { a: 1 }, 1]), [1, "1", { a: 1 }]],
  ["lists.removeFirstItem", of(LIST), ["b", "c"]],
  ["lists.removeItemAtIndex", of(LIST, { index: 1 }), ["a", "c"]],
  ["lists.removeItemAtIndexFromEnd", of(LIST, { index: 0 }), ["a", "b"]],
  ["lists.removeItemsAtIndexes", of(LIST, { indexes: [0, 2] }), ["b"]],
  ["lists.removeLastItem", of(LIST), ["a", "b"]],
  ["lists.removeNthItem", of([0, 1, 2, 3, 4], { nth: 2 }), [1, 3]],
  ["lists.repeat", { item: "x", times: 3 }, ["x", "x", "x"]],
  ["lists.repeatInPattern", of([1, 2], { lengthLimit: 5 }), [1, 2, 1, 2, 1]],
  ["lists.reverse", of(LIST), ["c", "b", "a"]],
  ["lists.sortByPropValue", of([{ a: 2 }, { a: 1 }], { property: "a" }), [{ a: 1 }, { a: 2 }]],
  ["lists.sortNumber", of([10, 9, 1], { orderAsc: false }), [10, 9, 1]],
  ["lists.sortNumber", of([10, 9, 1]), [1, 9, 10]],
  ["lists.sortTexts", of(["b", "a", "c"]), ["a", "b", "c"]],
  ["logic.boolean", { boolean: true }, true],
  ["logic.compare", { first: 1, second: 2, operator: "<" }, true],
  ["logic.compare", { first: "1", second: 1, operator: "==" }, true],
  ["logic.compare", { first: "1", second: 1, operator: "===" }, false],
  ["logic.firstDefinedValueGate", { value1: null, value2: 5 }, 5],
  ["logic.firstDefinedValueGate", { value1: 0, value2: 5 }, 0],
  ["logic.not", { boolean: true }, false],
  ["logic.notList", { booleans: [true, false] }, [false, true]],
  ["logic.randomBooleans", { length: 3, trueThreshold: 1 }, [true, true, true]],
  ["logic.randomBooleans", { length: 2, trueThreshold: 0 }, [false, false]],
  ["logic.thresholdBooleanList", { numbers: [0, 2], threshold: 1 }, [true, false]],
  ["logic.thresholdBooleanList", { numbers: [0, 2], threshold: 1, inverse: true }, [false, true]],
  // One answer a number, also where gaps overlap.
  [
    "logic.thresholdGapsBooleanList",
    {
      numbers: [1, 5, 9],
      gapThresholds: [
        [0, 6],
        [4, 7],
      ],
    },
    [true, true, false],
  ],
  ["logic.twoThresholdRandomGradient", { numbers: [0, 9], thresholdTotalTrue: 1, thresholdTotalFalse: 2 }, [true, false]],
  ["logic.valueGate", { value: { a: 1 }, boolean: true }, { a: 1 }],
  ["logic.valueGate", { value: 1, boolean: false }, null],
];

const LONG = Array.from({ length: 1_000 }, (_, index) => index);

const REFUSALS: Refusal[] = [
  ["lists.getItem", of(LIST, { index: 3 }), /Index out of bounds/],
  ["lists.getFirstItem", of([]), /list is empty/],
  ["lists.repeat", { item: 1, times: 1e9 }, /list of 1000000000 entries; at most 100000/],
  // Each entry is short, and all of them together are not.
  ["lists.repeat", { item: LONG, times: 50_000 }, /more than 1000000 values/],
  ["lists.repeatInPattern", of([], { lengthLimit: 3 }), /list is empty/],
  ["lists.repeatInPattern", of([1], { lengthLimit: 1e7 }), /at most 100000/],
  ["lists.mergeElementsOfLists", { lists: [[1]], level: 1e9 }, /level is 1000000000/],
  ["lists.getNthItem", of(LIST, { nth: 0 }), /nth is 0/],
  ["lists.flipLists", of([[1], [1, 2]]), /not of the same length/],
  ["lists.removeItemAtIndexFromEnd", of(LIST, { index: 3 }), /index is 3/],
  ["logic.randomBooleans", { length: 1e8 }, /at most 100000/],
  ["logic.twoThresholdRandomGradient", { numbers: [1], thresholdTotalTrue: 2, thresholdTotalFalse: 1 }, /must be less/],
];

describe("lists and logic", () => {
  it.each(TRUTHS)("%s %j is %j", (id, params, result) => expect(compute(id, params)).toEqual(result));

  it.each(REFUSALS)("%s is refused", (id, params, message) => expect(() => compute(id, params)).toThrow(message));

  it("leave the lists that they were given as they were", () => {
    const list = [3, 1, 2];
    for (const id of ["lists.sortNumber", "lists.reverse", "lists.removeAllItems", "lists.addItem"]) {
      compute(
        id,
        id === "lists.addItem" ? { list, item: 9, clone: false } : { list, ...(id === "lists.removeAllItems" ? {} : { clone: false }) },
      );
    }
    expect(list).toEqual([3, 1, 2]);
  });

  it('"lists.shuffle" keeps every entry, in some order, and not always the same', () => {
    const orders = Array.from({ length: 5 }, () => compute("lists.shuffle", of(LONG)) as number[]);
    for (const order of orders) expect(order.toSorted((a, b) => a - b)).toEqual(LONG);
    expect(new Set(orders.map((order) => order.join())).size).toBe(5);
  });
});
