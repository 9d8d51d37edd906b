import "server-only";
import { messageOf } from "@/lib/core/errors";
import { type JsonObject, pool } from "@/lib/db";

/** NOTIFY channel that says there is something to send; hear it with `listen` of lib/db, and poll as a net. */
export const OUTBOX_CHANNEL = "outbox";

export interface OutboxEvent {
  /** Sent along, so that the receiver drops what comes twice. */
  id: string;
  name: string;
  data: JsonObject;
  /** Failed tries so far. */
  attempts: number;
}

const FIRST_RETRY_S = 1;
const LAST_RETRY_S = 60;

/**
 * Takes up to `limit` waiting events, gives them to `send`, and deletes them once it has returned. Two processes never
 * hold the same event at once. A crash between sending and deleting sends it again, with the same id.
 * When `send` throws, they come up again after a pause that doubles with each try, and the error goes on to the caller.
 * @returns how many were sent
 */
export async function claimOutbox(limit: number, send: (events: OutboxEvent[]) => Promise<void>): Promise<number> {
  const client = await pool().connect();
  let broken: Error | undefined;
  // A connection that breaks while `send` is at work says so by an event; unheard, it would end the process.
  const onError = (error: Error) => {
    broken = error;
  };
  client.on("error", onError);
  try {
    await client.query("BEGIN");
    const { rows } = await client.query<OutboxEvent>(
      `SELECT id, name, data, attempts FROM outbox_events WHERE available_at <= now()
       ORDER BY available_at, created_at LIMIT $1 FOR UPDATE SKIP LOCKED`,
      [limit],
    );
    const ids = rows.map(({ id }) => id);
    if (rows.length > 0) {
      try {
        await send(rows);
      } catch (error) {
        await client.query(
          `UPDATE outbox_events SET attempts = attempts + 1,
             available_at = now() + make_interval(secs => LEAST($2::float8, $3::float8 * power(2, LEAST(attempts, 10))))
           WHERE id = ANY($1)`,
          [ids, LAST_RETRY_S, FIRST_RETRY_S],
        );
        await client.query("COMMIT");
        throw error;
      }
      await client.query("DELETE FROM outbox_events WHERE id = ANY($1)", [ids]);
    }
    await client.query("COMMIT");
    return rows.length;
  } catch (error) {
    await client.query("ROLLBACK").catch((failure: unknown) => {
      broken = new Error(messageOf(failure));
    });
    throw error;
  } finally {
    // A connection that could not even roll back is not used again.
    client.off("error", onError);
    client.release(broken);
  }
}
