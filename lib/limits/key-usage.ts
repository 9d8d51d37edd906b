import "server-only";
import { ApiError } from "@/lib/core/errors";
import { db, Prisma, type Queryable } from "@/lib/db";

/** Outcome of a take, and what the rate-limit headers say. */
export interface LimitState {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Unix time in seconds at which the window ends. */
  resetAtS: number;
  /** Seconds until then, at least 1. */
  retryAfterS: number;
}

interface UsageRow {
  now: Date;
  minute: Date;
  minute_requests: number;
  day: Date;
  day_requests: number;
  per_minute: number;
  per_day: number;
}

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** The instant of a statement: the caller's in tests, else the database's, which all processes share. */
const instant = (now: Date | undefined) => Prisma.sql`COALESCE(${now ?? null}::timestamptz, now())`;

/**
 * Counts a request of a key against its minute and its UTC day.
 * One statement decides and counts, so it is exact across processes. A window never goes back: a process whose clock
 * is behind counts into the newer window. The figures are the minute's, or the day's when that is used up.
 */
export async function takeRequest(keyId: string, tier: string, now?: Date): Promise<LimitState> {
  const perMinute = Prisma.sql`(SELECT requests_per_minute FROM tiers WHERE name = ${tier})`;
  const perDay = Prisma.sql`(SELECT requests_per_day FROM tiers WHERE name = ${tier})`;
  const taken = await db().$queryRaw<UsageRow[]>`
    WITH clock AS (SELECT ${instant(now)} AS t)
    INSERT INTO key_usage AS u (key_id, minute, minute_requests, day, day_requests, month, month_requests, last_used_at)
    SELECT ${keyId}, date_trunc('minute', t, 'UTC'), 1, date_trunc('day', t, 'UTC'), 1, date_trunc('month', t, 'UTC'), 1, t FROM clock
    ON CONFLICT (key_id) DO UPDATE SET
      minute_requests = CASE WHEN excluded.minute > u.minute THEN 1 ELSE u.minute_requests + 1 END,
      minute = GREATEST(u.minute, excluded.minute),
      day_requests = CASE WHEN excluded.day > u.day THEN 1 ELSE u.day_requests + 1 END,
      day = GREATEST(u.day, excluded.day),
      month_requests = CASE WHEN excluded.month > u.month THEN 1 ELSE u.month_requests + 1 END,
      month_generations = CASE WHEN excluded.month > u.month THEN 0 ELSE u.month_generations END,
      month = GREATEST(u.month, excluded.month),
      last_used_at = GREATEST(u.last_used_at, excluded.last_used_at)
    WHERE (excluded.minute > u.minute OR u.minute_requests < ${perMinute})
      AND (excluded.day > u.day OR u.day_requests < ${perDay})
    RETURNING ${instant(now)} AS now, minute, minute_requests, day, day_requests, ${perMinute} AS per_minute, ${perDay} AS per_day`;
  const [row] = taken;
  if (row) return stateOf(row, true);
  const [current] = await db().$queryRaw<UsageRow[]>`
    SELECT ${instant(now)} AS now, minute, minute_requests, day, day_requests, ${perMinute} AS per_minute, ${perDay} AS per_day
    FROM key_usage WHERE key_id = ${keyId}`;
  // The key was deleted this instant.
  if (!current) throw new ApiError("INVALID_API_KEY", "This API key is not valid.");
  return stateOf(current, false);
}

function stateOf(row: UsageRow, allowed: boolean): LimitState {
  const byDay = !allowed && row.day_requests >= row.per_day;
  const endMs = byDay ? row.day.getTime() + DAY_MS : row.minute.getTime() + MINUTE_MS;
  return {
    allowed,
    limit: byDay ? row.per_day : row.per_minute,
    remaining: allowed ? Math.max(0, row.per_minute - row.minute_requests) : 0,
    resetAtS: Math.ceil(endMs / 1_000),
    retryAfterS: Math.max(1, Math.ceil((endMs - row.now.getTime()) / 1_000)),
  };
}

/**
 * Counts a generation of a key against its UTC month; in the transaction that creates the task, so that a task
 * which is not created uses nothing up.
 * @throws RATE_LIMITED the month's generations are used up
 */
export async function takeGeneration(on: Queryable, keyId: string, now?: Date): Promise<void> {
  const perMonth = Prisma.sql`(SELECT t.generations_per_month FROM api_keys k JOIN tiers t ON t.name = k.tier WHERE k.id = ${keyId})`;
  const taken = await on.$queryRaw<{ month_generations: number }[]>`
    WITH clock AS (SELECT ${instant(now)} AS t)
    INSERT INTO key_usage AS u
      (key_id, minute, minute_requests, day, day_requests, month, month_requests, month_generations, last_used_at)
    SELECT ${keyId}, date_trunc('minute', t, 'UTC'), 0, date_trunc('day', t, 'UTC'), 0, date_trunc('month', t, 'UTC'), 0, 1, t FROM clock
    ON CONFLICT (key_id) DO UPDATE SET
      month_generations = CASE WHEN excluded.month > u.month THEN 1 ELSE u.month_generations + 1 END,
      month_requests = CASE WHEN excluded.month > u.month THEN 0 ELSE u.month_requests END,
      month = GREATEST(u.month, excluded.month)
    WHERE excluded.month > u.month OR u.month_generations < ${perMonth}
    RETURNING month_generations`;
  if (taken.length > 0) return;
  const [current] = await on.$queryRaw<{ now: Date; month: Date; per_month: number }[]>`
    SELECT ${instant(now)} AS now, month, ${perMonth} AS per_month FROM key_usage WHERE key_id = ${keyId}`;
  if (!current) throw new ApiError("INVALID_API_KEY", "This API key is not valid.");
  const end = Date.UTC(current.month.getUTCFullYear(), current.month.getUTCMonth() + 1, 1);
  throw new ApiError(
    "RATE_LIMITED",
    `This key has used its ${current.per_month} generations of this month. The next begin on ${new Date(end).toISOString().slice(0, 10)} (UTC).`,
    {
      details: { limit: current.per_month, window: "month", resetAt: new Date(end).toISOString() },
      retryAfterS: Math.max(1, Math.ceil((end - current.now.getTime()) / 1_000)),
    },
  );
}

export interface Usage {
  requestsToday: number;
  requestsThisMonth: number;
  generationsThisMonth: number;
}

export interface KeyUsage extends Usage {
  keyId: string;
  tier: string;
  limits: { requestsPerMinute: number; requestsPerDay: number; generationsPerMonth: number };
  /** Of the figures: "2026-06" and "2026-06-06", UTC. */
  period: { month: string; day: string };
  lastUsedAt: Date | null;
}

/** Usage of a key in the current UTC day and month; null for an unknown key. */
export async function usageOf(keyId: string, now?: Date): Promise<KeyUsage | null> {
  const [usage] = await readUsage(Prisma.sql`k.id = ${keyId}`, now);
  return usage ?? null;
}

/** Usage of every active key of an account, oldest key first. */
export async function usageOfAccount(accountId: string, now?: Date): Promise<KeyUsage[]> {
  return readUsage(Prisma.sql`k.account_id = ${accountId} AND k.revoked_at IS NULL`, now);
}

interface ReadRow {
  id: string;
  tier: string;
  requests_per_minute: number;
  requests_per_day: number;
  generations_per_month: number;
  requests_today: number;
  requests_this_month: number;
  generations_this_month: number;
  month: string;
  day: string;
  last_used_at: Date | null;
}

async function readUsage(where: Prisma.Sql, now: Date | undefined): Promise<KeyUsage[]> {
  const rows = await db().$queryRaw<ReadRow[]>`
    WITH clock AS (SELECT ${instant(now)} AS t)
    SELECT k.id, k.tier, t.requests_per_minute, t.requests_per_day, t.generations_per_month, u.last_used_at,
      CASE WHEN u.day >= date_trunc('day', clock.t, 'UTC') THEN u.day_requests ELSE 0 END AS requests_today,
      CASE WHEN u.month >= date_trunc('month', clock.t, 'UTC') THEN u.month_requests ELSE 0 END AS requests_this_month,
      CASE WHEN u.month >= date_trunc('month', clock.t, 'UTC') THEN u.month_generations ELSE 0 END AS generations_this_month,
      to_char(clock.t AT TIME ZONE 'UTC', 'YYYY-MM') AS month, to_char(clock.t AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day
    FROM clock, api_keys k JOIN tiers t ON t.name = k.tier LEFT JOIN key_usage u ON u.key_id = k.id
    WHERE ${where} ORDER BY k.created_at, k.id`;
  return rows.map((row) => ({
    keyId: row.id,
    tier: row.tier,
    requestsToday: row.requests_today,
    requestsThisMonth: row.requests_this_month,
    generationsThisMonth: row.generations_this_month,
    limits: {
      requestsPerMinute: row.requests_per_minute,
      requestsPerDay: row.requests_per_day,
      generationsPerMonth: row.generations_per_month,
    },
    period: { month: row.month, day: row.day },
    lastUsedAt: row.last_used_at,
  }));
}
