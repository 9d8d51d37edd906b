import { ApiError } from "@/lib/core/errors";
import type { LimitState, Step } from "../exchange";

export interface Taken extends LimitState {
  allowed: boolean;
}

export interface Limits {
  takeRequest(keyId: string, tier: string): Promise<Taken>;
  takeAnonymous(bucket: string, subject: string, limit: number, windowS: number): Promise<Taken>;
}

/** A person in the studio, with several tabs that poll; far above that is a program without a key. */
export const SESSION_REQUESTS_PER_MINUTE = 600;

/** Counts the request against its key, or against the account of a session or JWT. A refused one uses nothing up. */
export function limitRate(limits: Limits): Step {
  return async function limitRateStep(exchange) {
    const { principal } = exchange;
    if (!principal) return;
    const taken =
      principal.keyId !== null
        ? await limits.takeRequest(principal.keyId, principal.tier ?? "free")
        : await limits.takeAnonymous("session", principal.accountId, SESSION_REQUESTS_PER_MINUTE, 60);
    exchange.limit = taken;
    if (!taken.allowed) throw rateLimited(taken);
  };
}

/** The refusal of a limit, saying when it is worth trying again. */
export function rateLimited(taken: LimitState, of = "requests"): ApiError {
  const retryAfterS = Math.max(1, Math.ceil(taken.retryAfterS ?? 1));
  return new ApiError("RATE_LIMITED", `Over the limit of ${taken.limit} ${of}. Try again in ${retryAfterS} s.`, {
    details: { limit: taken.limit, reset: taken.resetAtS },
    retryAfterS,
  });
}
