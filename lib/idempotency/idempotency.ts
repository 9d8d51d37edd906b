import "server-only";
import { createHash } from "node:crypto";
import canonicalize from "canonicalize";
import { ApiError } from "@/lib/core/errors";
import { db, type JsonValue, nullableJson } from "@/lib/db";

export const MAX_IDEMPOTENCY_KEY_CHARS = 255;
const LIFE_S = 86_400;
/** A request that has not finished by then died with its process: the next one with the key takes over. */
const ABANDONED_AFTER_S = 120;

export interface IdempotentRequest {
  accountId: string;
  /** The header's value. */
  key: string;
  method: string;
  path: string;
  /** See `hashBody`. */
  bodyHash: string;
}

export type Begun =
  /** Ours to do; end it with `finish` or `abandon`. */
  | { state: "new" }
  /** Done before: answer the same again. */
  | { state: "replay"; status: number; body: JsonValue }
  /** The key was used with another method, path or body: IDEMPOTENCY_MISMATCH. */
  | { state: "mismatch" }
  /** The first request still runs: IDEMPOTENCY_IN_PROGRESS. */
  | { state: "in_progress" };

/** Hash of a JSON body that does not depend on the order of its fields. */
export function hashBody(body: unknown): string {
  return createHash("sha256")
    .update(canonicalize(body ?? null) ?? "null")
    .digest("hex");
}

interface Row {
  method: string;
  path: string;
  body_hash: string;
  status: number | null;
  body: JsonValue;
}

/**
 * Takes an idempotency key, or says what became of it. Of many requests at once exactly one gets `new`.
 * @throws VALIDATION_ERROR the key is empty or longer than 255 characters
 */
export async function begin(request: IdempotentRequest): Promise<Begun> {
  const { accountId, key, method, path, bodyHash } = request;
  if (key.length < 1 || key.length > MAX_IDEMPOTENCY_KEY_CHARS) {
    throw new ApiError(
      "VALIDATION_ERROR",
      `Idempotency-Key must have 1 to ${MAX_IDEMPOTENCY_KEY_CHARS} characters; it has ${key.length}.`,
      {
        details: [{ path: "Idempotency-Key", message: `must have 1 to ${MAX_IDEMPOTENCY_KEY_CHARS} characters` }],
      },
    );
  }
  // One statement decides: a fresh key, an expired one, or one whose request died (and was the same) is taken.
  const taken = await db().$queryRaw<unknown[]>`
    INSERT INTO idempotency_records AS r (account_id, key, method, path, body_hash, started_at, expires_at)
    VALUES (${accountId}, ${key}, ${method}, ${path}, ${bodyHash}, now(), now() + make_interval(secs => ${LIFE_S}))
    ON CONFLICT (account_id, key) DO UPDATE SET
      method = excluded.method, path = excluded.path, body_hash = excluded.body_hash, status = NULL, body = NULL,
      started_at = excluded.started_at, expires_at = excluded.expires_at
    WHERE r.expires_at <= now()
      OR (r.status IS NULL AND r.started_at <= now() - make_interval(secs => ${ABANDONED_AFTER_S})
          AND r.method = excluded.method AND r.path = excluded.path AND r.body_hash = excluded.body_hash)
    RETURNING 1 AS taken`;
  if (taken.length > 0) return { state: "new" };
  const [row] = await db().$queryRaw<Row[]>`
    SELECT method, path, body_hash, status, body FROM idempotency_records WHERE account_id = ${accountId} AND key = ${key}`;
  // Abandoned between the two statements: the caller may try again.
  if (!row) return { state: "in_progress" };
  if (row.method !== method || row.path !== path || row.body_hash !== bodyHash) return { state: "mismatch" };
  return row.status === null ? { state: "in_progress" } : { state: "replay", status: row.status, body: row.body };
}

/** Keeps the answer for those who ask again. */
export async function finish(
  request: Pick<IdempotentRequest, "accountId" | "key">,
  answer: { status: number; body: unknown },
): Promise<void> {
  await db().idempotencyRecord.updateMany({
    where: { accountId: request.accountId, key: request.key },
    data: { status: answer.status, body: nullableJson(answer.body) },
  });
}

/** Gives the key back, after a failure that is ours and worth trying again. */
export async function abandon(request: Pick<IdempotentRequest, "accountId" | "key">): Promise<void> {
  await db().idempotencyRecord.deleteMany({ where: { accountId: request.accountId, key: request.key, status: null } });
}

/** Forgets answers that are over a day old. */
export async function pruneIdempotency(now: Date = new Date()): Promise<number> {
  const { count } = await db().idempotencyRecord.deleteMany({ where: { expiresAt: { lt: now } } });
  return count;
}
