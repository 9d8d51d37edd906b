import { Prisma } from "./generated/client";

/** What a JSON column may hold. */
export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue | undefined };
export type JsonObject = { [name: string]: JsonValue | undefined };

/** A value for a JSON column; `undefined` fields drop out, as in JSON text. */
export function jsonInput(value: unknown): Prisma.InputJsonValue {
  return value as Prisma.InputJsonValue;
}

/** A value for a nullable JSON column: absent and null both become SQL NULL. */
export function nullableJson(value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull {
  return value === undefined || value === null ? Prisma.DbNull : jsonInput(value);
}
