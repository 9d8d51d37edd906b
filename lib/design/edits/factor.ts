import type { Fact } from "../language/read";

/** "double", "half", "3 times", "50 %" as a number; undefined when a fact says none. */
export function factorOf(fact: Fact): number | undefined {
  if (fact.words.includes("double")) return 2;
  if (fact.words.includes("half")) return 0.5;
  const [quantity] = fact.quantities;
  return quantity === undefined ? undefined : quantity.unit?.measures === "ratio" ? quantity.mm : quantity.value;
}
