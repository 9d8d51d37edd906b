import "server-only";
import { takeAnonymous } from "@/lib/limits";
import { rateLimited } from "./steps/limit-rate";

/** What one address, or one e-mail address, may try without proving who it is. */
const ATTEMPTS = {
  /** Bad keys, bad tokens. */
  "bad-credential": { limit: 100, windowS: 60 },
  /** Job ids that don't exist. */
  "job-miss": { limit: 60, windowS: 60 },
  /** Passwords tried from one address; each costs a slow hash. */
  "sign-in": { limit: 60, windowS: 60 },
  /** Passwords tried for one e-mail address, from anywhere. */
  "sign-in-email": { limit: 20, windowS: 60 },
  /** Accounts made with e-mail and password. */
  register: { limit: 120, windowS: 3_600 },
  /** Each guest brings free credits. */
  guest: { limit: 240, windowS: 3_600 },
} as const;

export type AttemptKind = keyof typeof ATTEMPTS;

/**
 * Counts an attempt.
 * @throws RATE_LIMITED there were too many
 */
export async function countAttempt(kind: AttemptKind, subject: string): Promise<void> {
  const { limit, windowS } = ATTEMPTS[kind];
  const taken = await takeAnonymous(kind, subject.trim().toLowerCase(), limit, windowS);
  if (!taken.allowed) throw rateLimited(taken, "attempts");
}
