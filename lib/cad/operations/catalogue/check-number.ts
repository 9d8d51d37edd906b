import { invalidInput } from "@/lib/cad/kernel/kernel-error";

/** Refuses sizes that are nothing or less. */
export function mustBePositive(sizes: Readonly<Record<string, number>>): void {
  for (const [name, size] of Object.entries(sizes)) if (!(size > 0)) throw invalidInput(`${name} is ${size} and must be more than 0.`);
}

/** Refuses a number below a limit. */
export function mustBeAtLeast(limit: number, numbers: Readonly<Record<string, number>>): void {
  for (const [name, number] of Object.entries(numbers))
    if (!(number >= limit)) throw invalidInput(`${name} is ${number} and must be at least ${limit}.`);
}

/** Refuses a number that does not stay below a limit. */
export function mustBeLess(limit: number, limitName: string, numbers: Readonly<Record<string, number>>): void {
  for (const [name, number] of Object.entries(numbers))
    if (!(number < limit)) throw invalidInput(`${name} is ${number} and must be less than ${limitName}, ${limit}.`);
}
