const UNIT_MS: Record<string, number> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/** Length of `"1d2h3m4s"` in milliseconds; the empty string is zero. Throws on anything else. */
export function parseDurationMs(text: string): number {
  if (!/^(\d+(\.\d+)?(ms|[smhdw]))*$/.test(text)) throw new Error(`"${text}" is not a duration; allowed: "30s", "5m", "1h30m", "7d".`);
  let totalMs = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g)) {
    totalMs += Number(amount) * (UNIT_MS[unit ?? ""] ?? 0);
  }
  return totalMs;
}

/** The moment that a duration from `now`, or an ISO date, stands for. */
export function parseMoment(text: string, now: Date): Date {
  if (/^\d{4}-/.test(text)) {
    const moment = new Date(text);
    if (!Number.isNaN(moment.getTime())) return moment;
  }
  return new Date(now.getTime() + parseDurationMs(text));
}

/** When to try again: `Retry-After` in seconds or as a date, else the table's entry (its last for all later attempts). */
export function retryMoment(retryAfter: string | null, attempt: number, backoffMs: readonly number[], now: Date): Date {
  if (retryAfter !== null) {
    if (/^\d+(\.\d+)?$/.test(retryAfter)) return new Date(now.getTime() + Number(retryAfter) * 1_000);
    const moment = new Date(retryAfter);
    if (!Number.isNaN(moment.getTime())) return moment;
  }
  const waitMs = backoffMs[Math.min(attempt, backoffMs.length - 1)] ?? 0;
  return new Date(now.getTime() + waitMs);
}
