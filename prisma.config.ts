import { defineConfig } from "prisma/config";

/** Migrations are applied by our own runner (lib/db/migrate.ts); the CLI only generates the client and checks the schema. */
export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  // Generating needs no database, and a fresh clone has none yet.
  datasource: { url: process.env.DATABASE_URL ?? "postgresql://localhost:5432/partwright" },
});
