import { z } from "zod";
import { invalidInput } from "@/lib/cad/kernel/kernel-error";
import { MAX_LENGTH_MM } from "@/lib/core/units";

/*
 * Structures within parameters that the catalogue declares as `json`; its schema lets them through as they come.
 */

const coordinate = z.number().min(-MAX_LENGTH_MM).max(MAX_LENGTH_MM);
export const point = z.tuple([coordinate, coordinate, coordinate]);
export const point2d = z.tuple([coordinate, coordinate]);

/** Every entry of a list by its schema; the refusal names the entry and what it holds. */
export function parsedList<Schema extends z.ZodType>(schema: Schema, entries: readonly unknown[], field: string): z.output<Schema>[] {
  return entries.map((entry, index) => {
    const parsed = schema.safeParse(entry);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    const where = [`${field}[${index}]`, ...(issue?.path ?? [])].join(".");
    throw invalidInput(`${where} is refused: ${issue?.message ?? "it is not of the form that is needed"}.`);
  });
}
