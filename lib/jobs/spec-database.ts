import pg from "pg";
import { createSpecDatabase } from "@/lib/db/spec-database";

/** A database of its own for one spec file, with connections to it. */
export interface SpecDatabase {
  pool: pg.Pool;
  url: string;
  close(): Promise<void>;
}

export async function openSpecDatabase(): Promise<SpecDatabase> {
  const { url, drop } = await createSpecDatabase();
  const pool = new pg.Pool({ connectionString: url, max: 20 });
  pool.on("error", () => undefined);
  return {
    pool,
    url,
    async close() {
      await pool.end();
      await drop();
    },
  };
}
