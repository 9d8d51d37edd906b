import { invalidInput } from "@/lib/cad/kernel/kernel-error";

/** Refuses a size that must be less than another. */
export function mustBeBelow(name: string, value: number, limit: number, why: string): void {
  if (value >= limit) {
    throw invalidInput(`${name} is ${value} and must be less than ${tidy(limit)}, ${why}.`, { feasible: { param: name, max: limit } });
  }
}

/** Refuses a size that must be more than another. */
export function mustBeAbove(name: string, value: number, limit: number, why: string): void {
  if (value <= limit) throw invalidInput(`${name} is ${value} and must be more than ${tidy(limit)}, ${why}.`);
}

/** A number as a person writes it. */
export function tidy(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}
