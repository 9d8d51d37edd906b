import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { messageOf } from "@/lib/core/errors";

/** The advisory lock that Prisma's own `migrate deploy` takes, so that the two exclude each other as well. */
const PRISMA_LOCK_ID = 72_707_369;

const CREATE_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id" VARCHAR(36) PRIMARY KEY NOT NULL,
  "checksum" VARCHAR(64) NOT NULL,
  "finished_at" TIMESTAMPTZ,
  "migration_name" VARCHAR(255) NOT NULL,
  "logs" TEXT,
  "rolled_back_at" TIMESTAMPTZ,
  "started_at" TIMESTAMPTZ NOT NULL DEFAULT now(),
  "applied_steps_count" INTEGER NOT NULL DEFAULT 0
)`;

/** Thrown when the schema cannot be brought up to date; the message names the migration and what to do. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** The folder that ships with the code. */
function migrationsFolder(): string {
  return join(/* turbopackIgnore: true */ process.cwd(), "prisma", "migrations");
}

function readMigrations(folder: string): Migration[] {
  if (!existsSync(folder)) throw new MigrationError(`No migrations: ${folder} does not exist. Start from the project's folder.`);
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(folder, entry.name, "migration.sql")))
    .map((entry) => entry.name)
    .sort();
  return names.map((name) => {
    const sql = readFileSync(join(folder, name, "migration.sql"), "utf8");
    return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
  });
}

/** Checksums of what is applied, by name. */
async function appliedChecksums(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query<{ migration_name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
       FROM "_prisma_migrations" WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  const unfinished = rows.find((row) => !row.finished);
  if (unfinished) {
    throw new MigrationError(
      `Migration ${unfinished.migration_name} is marked as begun but not finished (by another tool). ` +
        "Repair the database, then mark it with `prisma migrate resolve`.",
    );
  }
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

async function applyMigration(client: pg.Client, migration: Migration): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at, applied_steps_count) VALUES ($1, $2, $3, now(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK").catch(() => undefined);
    throw new MigrationError(`Migration ${migration.name} failed and left nothing behind: ${messageOf(error)}`, { cause: error });
  }
}

/**
 * Applies the migrations that are not applied yet, in the order of their names, each in a transaction.
 * Keeps Prisma's own table and lock, so its CLI agrees afterwards; two callers at once take turns.
 * @returns names applied now
 * @throws MigrationError an applied migration was edited or its file is gone, or one failed
 */
export async function migrate(url: string, folder: string = migrationsFolder()): Promise<string[]> {
  const migrations = readMigrations(folder);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 15_000 });
  client.on("error", () => undefined);
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK_ID]);
    await client.query(CREATE_TABLE);
    const applied = await appliedChecksums(client);
    const known = new Set(migrations.map(({ name }) => name));
    const unknown = [...applied.keys()].find((name) => !known.has(name));
    if (unknown !== undefined) {
      throw new MigrationError(`The database has migration ${unknown}, which this version does not know: it is newer than the code.`);
    }
    const done: string[] = [];
    for (const migration of migrations) {
      const checksum = applied.get(migration.name);
      if (checksum === undefined) {
        await applyMigration(client, migration);
        done.push(migration.name);
      } else if (checksum !== migration.checksum) {
        throw new MigrationError(
          `Migration ${migration.name} was edited after it was applied. Restore the file and put the change into a new migration.`,
        );
      }
    }
    return done;
  } finally {
    // Ending the session frees the lock.
    await client.end().catch(() => undefined);
  }
}
