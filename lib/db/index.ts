import type { RunningDatabase, StartOptions } from "./start-database";

export { closeConnections, db, isUniqueViolation, pool, prismaCode, type Queryable, type Tx, transaction } from "./client";
export { databaseUrl } from "./database-url";
export { Prisma } from "./generated/client";
export { type JsonObject, type JsonValue, jsonInput, nullableJson } from "./json";
export { listen } from "./listener";

/** `startDatabase` of start-database.ts, loaded when called: routes import this file and never start a server. */
export async function startDatabase(options: StartOptions = {}): Promise<RunningDatabase> {
  const { startDatabase: start } = await import("./start-database");
  return start(options);
}
