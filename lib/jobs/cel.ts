import { parse } from "@marcbachmann/cel-js";

type Scope = Record<string, unknown>;
type Program = (scope: Scope) => unknown;

const programs = new Map<string, Program>();

function compile(expression: string): Program {
  const known = programs.get(expression);
  if (known) return known;
  const program = parse(expression) as Program;
  // Expressions come from function code (a handful) and from `waitForEvent` (may hold ids): bounded.
  if (programs.size > 2_000) programs.clear();
  programs.set(expression, program);
  return program;
}

/** Throws when the expression is not CEL. */
export function checkExpression(expression: string): void {
  compile(expression);
}

/** Whether the expression holds. A missing field, or any other failure to evaluate, is "no match". */
export function matches(expression: string | null | undefined, scope: Scope): boolean {
  if (!expression) return true;
  try {
    return compile(expression)(scope) === true;
  } catch {
    return false;
  }
}

/** Value of a key expression as text; undefined when it can't be evaluated. */
export function keyOf(expression: string, scope: Scope): string | undefined {
  try {
    const value = compile(expression)(scope);
    return typeof value === "string" ? value : JSON.stringify(value, (_, part) => (typeof part === "bigint" ? String(part) : part));
  } catch {
    return undefined;
  }
}
