import { MM_PER_INCH } from "@/lib/core/units";

/** A number as people write it: no trailing zeros, at most `digits` decimals. */
export function numberText(value: number, digits = 2): string {
  const text = value.toFixed(digits);
  return (text.includes(".") ? text.replace(/\.?0+$/, "") : text).replace(/^-0$/, "0");
}

/** A length in words: "3.4 mm", or "0.134 in" where the conversation speaks inches. */
export function lengthText(mm: number, units: "mm" | "in" = "mm"): string {
  return units === "in" ? `${numberText(mm / MM_PER_INCH, 3)} in` : `${numberText(mm, Math.abs(mm) < 0.1 ? 4 : 2)} mm`;
}

/** "50 × 30 × 10". */
export function sizesText(sizesMm: number[], units: "mm" | "in" = "mm"): string {
  return sizesMm.map((mm) => (units === "in" ? numberText(mm / MM_PER_INCH, 3) : numberText(mm))).join(" × ");
}

/** "Bracket", "L bracket". */
export function titled(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "a, b and c". */
export function listText(items: string[]): string {
  return items.length < 2 ? items.join("") : `${items.slice(0, -1).join(", ")} and ${items.at(-1)}`;
}
