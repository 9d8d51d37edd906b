import { setTimeout as sleep } from "node:timers/promises";
import type { Pool, PoolClient } from "pg";

/** A connection inside a transaction; passed down, because transactions must not nest. */
export type Tx = Pick<PoolClient, "query">;

const DEADLOCK = "40P01";
const SERIALIZATION = "40001";
const TRIES = 6;

function codeOf(error: unknown): string | undefined {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : undefined;
}

/** Runs `work` in one transaction; one that lost a deadlock runs again. */
export async function transaction<T>(pool: Pool, work: (tx: Tx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const client = await pool.connect();
    let broken = false;
    // A connection that breaks between two queries says so by an event; unheard, it would end the process.
    const onError = () => {
      broken = true;
    };
    client.on("error", onError);
    try {
      await client.query("BEGIN");
      const result = await work(client);
      await client.query("COMMIT");
      return result;
    } catch (error) {
      await client.query("ROLLBACK").catch(() => {
        broken = true;
      });
      const code = codeOf(error);
      if ((code !== DEADLOCK && code !== SERIALIZATION) || attempt === TRIES) throw error;
      await sleep(5 * attempt);
    } finally {
      client.off("error", onError);
      client.release(broken);
    }
  }
}
