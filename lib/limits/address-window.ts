import "server-only";
import { createHmac } from "node:crypto";
import { isIPv6 } from "node:net";
import { secrets } from "@/lib/core/secrets";
import { db } from "@/lib/db";
import type { LimitState } from "./key-usage";

/**
 * The client that an address stands for: an IPv4 address, or the /64 of an IPv6 one, since whoever has one address
 * of a /64 has all 2^64 of them.
 */
export function clientOf(address: string): string {
  const plain = address.trim().toLowerCase().replace(/%.*$/, "");
  const mapped = /^(?:0*:)*:?ffff:(\d+\.\d+\.\d+\.\d+)$/.exec(plain);
  if (mapped?.[1]) return mapped[1];
  if (!isIPv6(plain)) return plain;
  const [head = "", tail] = plain.split("::");
  const groups = (text: string) => (text === "" ? [] : text.split(":"));
  const before = groups(head);
  const after = tail === undefined ? [] : groups(tail);
  const missing = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const all = [...before, ...Array<string>(missing).fill("0"), ...after];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(":")}::/64`;
}

/** Addresses are personal data: only a keyed hash is stored. */
function subjectOf(address: string): string {
  return createHmac("sha256", secrets().KEY_PEPPER)
    .update(`address:${clientOf(address)}`)
    .digest("base64url")
    .slice(0, 22);
}

interface WindowRow {
  now: Date;
  window_end: Date;
  attempts: number;
}

function stateOf(row: WindowRow, allowed: boolean, limit: number): LimitState {
  return {
    allowed,
    limit,
    remaining: Math.max(0, limit - row.attempts),
    resetAtS: Math.ceil(row.window_end.getTime() / 1_000),
    retryAfterS: Math.max(1, Math.ceil((row.window_end.getTime() - row.now.getTime()) / 1_000)),
  };
}

/**
 * Counts an attempt of a client address in a bucket ("sign-in", "job-miss"): at most `limit` in a window of
 * `windowS` seconds, which begins with the first attempt. One statement, exact across processes.
 */
export async function takeAnonymous(bucket: string, address: string, limit: number, windowS: number, now?: Date): Promise<LimitState> {
  const subject = subjectOf(address);
  const at = now ?? null;
  const taken = await db().$queryRaw<WindowRow[]>`
    WITH clock AS (SELECT COALESCE(${at}::timestamptz, now()) AS t)
    INSERT INTO address_windows AS w (bucket, subject, window_start, window_end, attempts)
    SELECT ${bucket}, ${subject}, t, t + make_interval(secs => ${windowS}::float8), 1 FROM clock
    ON CONFLICT (bucket, subject) DO UPDATE SET
      attempts = CASE WHEN w.window_end <= excluded.window_start THEN 1 ELSE w.attempts + 1 END,
      window_start = CASE WHEN w.window_end <= excluded.window_start THEN excluded.window_start ELSE w.window_start END,
      window_end = CASE WHEN w.window_end <= excluded.window_start THEN excluded.window_end ELSE w.window_end END
    WHERE w.window_end <= excluded.window_start OR w.attempts < ${limit}
    RETURNING COALESCE(${at}::timestamptz, now()) AS now, window_end, attempts`;
  const [row] = taken;
  if (row) return stateOf(row, true, limit);
  return peekAnonymous(bucket, address, limit, windowS, now);
}

/** What `takeAnonymous` would answer, without counting: for limits on failures only, where success must cost nothing. */
export async function peekAnonymous(bucket: string, address: string, limit: number, windowS: number, now?: Date): Promise<LimitState> {
  const subject = subjectOf(address);
  const at = now ?? null;
  const rows = await db().$queryRaw<WindowRow[]>`
    SELECT COALESCE(${at}::timestamptz, now()) AS now, window_end, attempts FROM address_windows
    WHERE bucket = ${bucket} AND subject = ${subject} AND window_end > COALESCE(${at}::timestamptz, now())`;
  const [row] = rows;
  if (row) return stateOf(row, row.attempts < limit, limit);
  const from = now ?? new Date();
  return stateOf({ now: from, window_end: new Date(from.getTime() + windowS * 1_000), attempts: 0 }, true, limit);
}

/** Forgets windows that are over. */
export async function pruneAddressWindows(now: Date = new Date()): Promise<number> {
  const { count } = await db().addressWindow.deleteMany({ where: { windowEnd: { lt: now } } });
  return count;
}
