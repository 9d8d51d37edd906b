import type { KeySummary } from "@/lib/keys";
import type { Usage } from "@/lib/limits";

/** A key without its text. */
export function viewKey(key: KeySummary) {
  return {
    key_id: key.keyId,
    key_preview: key.keyPreview,
    name: key.name,
    permissions: key.permissions,
    rate_limit_tier: key.tier,
    created_at: key.createdAt.toISOString(),
  };
}

const NOTHING: Usage = { requestsToday: 0, requestsThisMonth: 0, generationsThisMonth: 0 };

export function viewUsage({ requestsToday, requestsThisMonth, generationsThisMonth }: Usage = NOTHING) {
  return { requests_today: requestsToday, requests_this_month: requestsThisMonth, generations_this_month: generationsThisMonth };
}

/** Sum over keys. */
export function sumUsage(usages: readonly Usage[]): Usage {
  return usages.reduce(
    (sum, usage) => ({
      requestsToday: sum.requestsToday + usage.requestsToday,
      requestsThisMonth: sum.requestsThisMonth + usage.requestsThisMonth,
      generationsThisMonth: sum.generationsThisMonth + usage.generationsThisMonth,
    }),
    NOTHING,
  );
}
