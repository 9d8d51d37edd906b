import type { z } from "zod";
import type { FieldFault } from "@/lib/core/errors";
import { pathText } from "./references";

/** Values longer than this are cut where a message shows them. */
const SHOWN_CHARACTERS = 80;

/** What a schema refuses, as field, value and what is allowed. */
export function paramFaults(issues: readonly Issue[], params: unknown): FieldFault[] {
  return issues.flatMap((issue) => faultsOf(issue, params));
}

type Issue = z.core.$ZodIssue;

function faultsOf(issue: Issue, params: unknown): FieldFault[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), message: "is not a parameter of this operation" }));
  }
  const value = valueAt(params, issue.path);
  const { message, allowed } = ruleOf(issue, value);
  return [{ path: pathText(issue.path) || "params", message, value, ...(allowed === undefined ? {} : { allowed }) }];
}

function ruleOf(issue: Issue, value: unknown): { message: string; allowed?: unknown } {
  if (value === undefined && issue.code !== "custom") return { message: "is missing" };
  switch (issue.code) {
    case "too_small":
      return bound(issue.origin, issue.inclusive === false ? "more than" : "at least", issue.minimum);
    case "too_big":
      return bound(issue.origin, issue.inclusive === false ? "less than" : "at most", issue.maximum);
    case "invalid_type":
      // A schema's own words say more than a type.
      if (!issue.message.startsWith("Invalid input")) return { message: issue.message };
      return { message: `must be ${article(issue.expected)}`, allowed: issue.expected };
    case "invalid_value":
      return { message: `must be ${issue.values.map((one) => JSON.stringify(one)).join(", ")}`, allowed: issue.values };
    default:
      return { message: issue.message };
  }
}

function bound(origin: string, words: string, limit: number | bigint) {
  const unit = origin === "array" ? " entries" : origin === "string" ? " characters" : "";
  return { message: `must be ${words} ${limit}${unit}`, allowed: `${words} ${limit}` };
}

function article(noun: string): string {
  return /^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, key) => {
    if (typeof inner !== "object" || inner === null) return undefined;
    return Object.getOwnPropertyDescriptor(inner, key)?.value;
  }, value);
}

/** "d is -3 and must be at least 0.01." */
export function faultSentence(fault: FieldFault): string {
  const shown = fault.value === undefined ? "" : ` is ${shortened(fault.value)} and`;
  return `${fault.path}${shown} ${fault.message}.`;
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
