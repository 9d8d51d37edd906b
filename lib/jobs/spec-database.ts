import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import pg from "pg";

/** A database of its own for one spec file. */
export interface SpecDatabase {
  pool: pg.Pool;
  url: string;
  close(): Promise<void>;
}

/** Makes a fresh database on the spec server with the runner's tables and nothing else. */
export async function openSpecDatabase(): Promise<SpecDatabase> {
  const base = process.env.SPEC_DATABASE_URL;
  if (!base) throw new Error("SPEC_DATABASE_URL is not set: specs need a PostgreSQL server.");
  const name = `jobs_${randomBytes(6).toString("hex")}`;
  await onServer(base, `CREATE DATABASE ${name}`);
  const url = new URL(base);
  url.pathname = `/${name}`;
  const pool = new pg.Pool({ connectionString: url.href, max: 20 });
  pool.on("error", () => undefined);
  await pool.query(await readFile(resolve(import.meta.dirname, "../../prisma/migrations/0002_jobs/migration.sql"), "utf8"));
  return {
    pool,
    url: url.href,
    async close() {
      await pool.end();
      await onServer(base, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
