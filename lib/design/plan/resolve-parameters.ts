import type { Plan, PlanArg, Quantity } from "@/lib/contract/plan";
import { ExpressionError, evaluate } from "./expression";

/** Takes floating-point dust away, so that 50/2 − 20/2 and 15 hash alike. */
function clean(value: number): number {
  const cleaned = Number(value.toPrecision(12));
  return Object.is(cleaned, -0) ? 0 : cleaned;
}

/**
 * Value of every parameter of a plan: mm, degrees, counts or ratios.
 * @throws ExpressionError for a cycle, an unknown name or an expression without a value
 */
export function resolveParameters(plan: Pick<Plan, "params">): Record<string, number> {
  const values = new Map<string, number>();
  const open: string[] = [];
  const resolved = (name: string): number => {
    const known = values.get(name);
    if (known !== undefined) return known;
    const parameter = Object.hasOwn(plan.params, name) ? plan.params[name] : undefined;
    if (parameter === undefined) {
      throw new ExpressionError(
        `There is no parameter "${name}"; there are ${Object.keys(plan.params).slice(0, 20).join(", ") || "none"}.`,
      );
    }
    if (open.includes(name)) throw new ExpressionError(`The parameters ${[...open, name].join(" → ")} depend on each other in a circle.`);
    open.push(name);
    const value = clean(parameter.expr === undefined ? (parameter.value ?? Number.NaN) : evaluate(parameter.expr, resolved));
    if (!Number.isFinite(value)) throw new ExpressionError(`The parameter "${name}" has no value.`);
    open.pop();
    values.set(name, value);
    return value;
  };
  return Object.fromEntries(Object.keys(plan.params).map((name) => [name, resolved(name)]));
}

/** Value of a number or an `=expression`. @throws ExpressionError */
export function resolveQuantity(quantity: Quantity, values: Record<string, number>): number {
  if (typeof quantity === "number") return quantity;
  return clean(
    evaluate(quantity.slice(1), (name) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value === undefined) throw new ExpressionError(`There is no parameter "${name}".`);
      return value;
    }),
  );
}

/** Arguments with every expression worked out; other strings stay. @throws ExpressionError */
export function resolveArg(arg: PlanArg, values: Record<string, number>): PlanArg {
  if (typeof arg === "string") return arg.startsWith("=") ? resolveQuantity(arg, values) : arg;
  if (Array.isArray(arg)) return arg.map((entry) => resolveArg(entry, values));
  if (typeof arg === "object" && arg !== null) {
    return Object.fromEntries(Object.entries(arg).map(([name, entry]) => [name, resolveArg(entry, values)]));
  }
  return arg;
}
