export { closeConnections, db, isUniqueViolation, pool, prismaCode, type Queryable, type Tx, transaction } from "./client";
export { databaseUrl } from "./database-url";
export { Prisma } from "./generated/client";
export { type JsonObject, type JsonValue, jsonInput, nullableJson } from "./json";
export { listen } from "./listener";
