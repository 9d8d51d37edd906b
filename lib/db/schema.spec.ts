import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { pool } from "./client";
import { withSpecDatabase } from "./spec-database";

withSpecDatabase();

const FOLDER = join(process.cwd(), "prisma", "schema");
const SQL_TYPES: Record<string, string> = { String: "text", Int: "int4", Json: "jsonb", DateTime: "timestamptz", Boolean: "bool" };

interface Column {
  table: string;
  column: string;
  type: string;
  nullable: boolean;
}

const mapped = (text: string, fallback: string) => /@@?map\("([^"]+)"\)/.exec(text)?.[1] ?? fallback;

/** Columns that the schema files declare; relations have none. */
function declaredColumns(): Column[] {
  const text = readdirSync(FOLDER)
    .map((name) => readFileSync(join(FOLDER, name), "utf8"))
    .join("\n");
  const enums = new Map([...text.matchAll(/^enum (\w+) \{([\s\S]*?)^\}/gm)].map(([, name = "", body = ""]) => [name, mapped(body, name)]));
  return [...text.matchAll(/^model (\w+) \{([\s\S]*?)^\}/gm)].flatMap(([, model = "", body = ""]) => {
    const table = mapped(body.match(/@@map\("[^"]+"\)/)?.[0] ?? "", model);
    return body.split("\n").flatMap((line) => {
      const [, name, type, list, optional] = /^ {2}(\w+)\s+(\w+)(\[\])?(\?)?/.exec(line) ?? [];
      const native = /@db\.(Uuid|Json)\b/.exec(line)?.[1]?.toLowerCase();
      const base = native ?? SQL_TYPES[type ?? ""] ?? enums.get(type ?? "");
      if (!name || base === undefined) return [];
      return [{ table, column: mapped(line, name), type: list ? `_${base}` : base, nullable: optional === "?" || list === "[]" }];
    });
  });
}

const key = ({ table, column, type, nullable }: Column) => `${table}.${column} ${type}${nullable ? " null" : ""}`;

describe("the migrations and the Prisma schema", () => {
  it("declare the same tables and columns, with the same types", async () => {
    const { rows } = await pool().query<{ table_name: string; column_name: string; udt_name: string; is_nullable: string }>(
      `SELECT table_name, column_name, udt_name, is_nullable FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name <> '_prisma_migrations'`,
    );
    const actual = rows.map((row) =>
      key({ table: row.table_name, column: row.column_name, type: row.udt_name, nullable: row.is_nullable === "YES" }),
    );
    expect(actual.sort()).toEqual(declaredColumns().map(key).sort());
  });
});
