import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { migrate } from "./migrate";
import { createSpecDatabase } from "./spec-database";

let url = "";
let folder = "";
let drop: () => Promise<void>;

async function query<T extends object>(sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}

function write(name: string, sql: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, name, "migration.sql"), sql);
}

beforeEach(async () => {
  ({ url, drop } = await createSpecDatabase({ migrated: false }));
  folder = mkdtempSync(join(tmpdir(), "partwright-migrations-"));
  write("0001_first", "CREATE TABLE first (n INTEGER);");
  write("0002_second", "INSERT INTO first VALUES (1);");
});

afterEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  await drop();
});

describe("migrate", () => {
  it("applies what is missing in the order of names, once", async () => {
    expect(await migrate(url, folder)).toEqual(["0001_first", "0002_second"]);
    write("0003_third", "INSERT INTO first VALUES (3);");
    expect(await migrate(url, folder)).toEqual(["0003_third"]);
    expect(await migrate(url, folder)).toEqual([]);
    expect(await query("SELECT n FROM first ORDER BY n")).toEqual([{ n: 1 }, { n: 3 }]);
  });

  it("applies each migration once when eight start at the same moment", async () => {
    const applied = await Promise.all(Array.from({ length: 8 }, () => migrate(url, folder)));
    expect(applied.flat().sort()).toEqual(["0001_first", "0002_second"]);
    expect(await query("SELECT n FROM first")).toEqual([{ n: 1 }]);
  });

  it("refuses an applied migration that was edited, and names it", async () => {
    await migrate(url, folder);
    write("0001_first", "CREATE TABLE first (n BIGINT);");
    await expect(migrate(url, folder)).rejects.toThrow("Migration 0001_first was edited after it was applied");
  });

  it("refuses a database that is newer than the code", async () => {
    await migrate(url, folder);
    rmSync(join(folder, "0002_second"), { recursive: true });
    await expect(migrate(url, folder)).rejects.toThrow("0002_second, which this version does not know");
  });

  it("leaves nothing of a migration that fails in the middle", async () => {
    write("0003_third", "CREATE TABLE third (n INTEGER); SELECT 1/0;");
    await expect(migrate(url, folder)).rejects.toThrow("Migration 0003_third failed and left nothing behind: division by zero");
    expect(await query("SELECT to_regclass('third') AS third")).toEqual([{ third: null }]);
    write("0003_third", "CREATE TABLE third (n INTEGER);");
    expect(await migrate(url, folder)).toEqual(["0003_third"]);
  });

  it("keeps the table that Prisma's own CLI reads", async () => {
    await migrate(url, folder);
    const rows = await query<{ migration_name: string; checksum: string; applied_steps_count: number; finished: boolean }>(
      `SELECT migration_name, checksum, applied_steps_count, finished_at IS NOT NULL AS finished FROM "_prisma_migrations" ORDER BY 1`,
    );
    expect(rows.map(({ migration_name, applied_steps_count, finished }) => [migration_name, applied_steps_count, finished])).toEqual([
      ["0001_first", 1, true],
      ["0002_second", 1, true],
    ]);
    expect(rows.every(({ checksum }) => /^[0-9a-f]{64}$/.test(checksum))).toBe(true);
  });
});
