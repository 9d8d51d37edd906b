import type { z } from "zod";
import type { FieldFault } from "@/lib/core/errors";

const MAX_SHOWN = 200;
const MAX_FAULTS = 50;
/** Never sent back, not even to who sent it: answers are logged by clients. */
const SECRET = /^(password|key|token)$/i;

type Issue = z.core.$ZodIssue;

/** Faults of a failed validation: where, what is wrong, what was sent and what is allowed. */
export function faultsOf(error: z.ZodError, input: unknown): FieldFault[] {
  return error.issues.flatMap((issue) => faultsOfIssue(issue, input)).slice(0, MAX_FAULTS);
}

function faultsOfIssue(issue: Issue, input: unknown): FieldFault[] {
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) => ({ path: pathText([...issue.path, key]), message: "unknown field", allowed: "leave it out" }));
  }
  const value = at(input, issue.path);
  const fault: FieldFault = { path: pathText(issue.path), message: value === undefined ? missing(issue) : issue.message };
  const secret = issue.path.some((segment) => SECRET.test(String(segment)));
  if (value !== undefined && !secret) fault.value = shown(value);
  const allowed = allowedBy(issue);
  if (allowed !== undefined) fault.allowed = allowed;
  return [fault];
}

function missing(issue: Issue): string {
  return issue.code === "invalid_type" || issue.code === "invalid_value" ? "required" : issue.message;
}

/** What the schema would have taken, as data a program can use. */
function allowedBy(issue: Issue): unknown {
  switch (issue.code) {
    case "invalid_type":
      return issue.expected;
    case "invalid_value":
      return issue.values;
    case "too_small":
      return { minimum: Number(issue.minimum), ...(issue.origin === "string" && { unit: "characters" }) };
    case "too_big":
      return { maximum: Number(issue.maximum), ...(issue.origin === "string" && { unit: "characters" }) };
    case "invalid_format":
      return issue.pattern === undefined ? issue.format : issue.pattern;
    default:
      return undefined;
  }
}

function at(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const segment of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, segment)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[segment];
  }
  return value;
}

/** A value cut to what is worth sending back. */
function shown(value: unknown): unknown {
  if (typeof value === "string") return value.length > MAX_SHOWN ? `${value.slice(0, MAX_SHOWN)}… (${value.length} characters)` : value;
  if (typeof value !== "object" || value === null) return value;
  const text = JSON.stringify(value);
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : value;
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((segment, index) => (typeof segment === "number" ? `[${segment}]` : `${index === 0 ? "" : "."}${String(segment)}`))
    .join("")
    .slice(0, MAX_SHOWN);
}

/** Strings that PostgreSQL can't keep: with NUL, or with half of a surrogate pair. Found before they reach a query. */
export function unstorableText(input: unknown, path: PropertyKey[] = []): FieldFault[] {
  if (typeof input === "string") {
    return isStorable(input)
      ? []
      : [{ path: pathText(path), message: "contains NUL or half of a surrogate pair; send plain Unicode text" }];
  }
  if (typeof input !== "object" || input === null) return [];
  const faults: FieldFault[] = [];
  for (const [name, value] of Object.entries(input)) {
    if (!isStorable(name)) faults.push({ path: pathText(path), message: "has a field name with NUL or half of a surrogate pair" });
    if (path.length < 64) faults.push(...unstorableText(value, [...path, Array.isArray(input) ? Number(name) : name]));
    if (faults.length >= MAX_FAULTS) break;
  }
  return faults;
}

function isStorable(text: string): boolean {
  return !text.includes("\0") && !/\p{Surrogate}/u.test(text);
}
