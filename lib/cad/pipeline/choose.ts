import { isDeepStrictEqual } from "node:util";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import type { ChoiceOperator } from "@/lib/contract/pipeline";

/**
 * Decides a choice.
 * @throws KernelError INVALID_INPUT when an order is asked of anything but two numbers or two texts
 */
export function isChosen(value: unknown, operator: ChoiceOperator, compareTo: unknown): boolean {
  switch (operator) {
    case "exists":
      return value !== null && value !== undefined;
    case "eq":
      return isDeepStrictEqual(value, compareTo);
    case "neq":
      return !isDeepStrictEqual(value, compareTo);
    default:
      return isOrdered(value, operator, compareTo);
  }
}

function isOrdered(value: unknown, operator: "gt" | "gte" | "lt" | "lte", compareTo: unknown): boolean {
  const order = orderOf(value, compareTo);
  if (order === undefined) {
    throw invalidInput(`${operator} compares two numbers or two texts; value is ${wordFor(value)} and compareTo is ${wordFor(compareTo)}.`);
  }
  return { gt: order > 0, gte: order >= 0, lt: order < 0, lte: order <= 0 }[operator];
}

function orderOf(a: unknown, b: unknown): number | undefined {
  if (typeof a === "number" && typeof b === "number") return a - b;
  if (typeof a === "string" && typeof b === "string") return a < b ? -1 : a > b ? 1 : 0;
  return undefined;
}

function wordFor(value: unknown): string {
  if (value === null || value === undefined) return "missing";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "a record" : `the ${typeof value} ${JSON.stringify(value)}`;
}
