import type { KeySummary } from "@/lib/keys";
import type { KeyUsage } from "@/lib/limits";
import { sumUsage, viewUsage } from "./key";

/** Usage of one key, as the guide shows it. */
export function usageOfKey(usage: KeyUsage) {
  return { totals: viewUsage(usage), limits: viewLimits([usage]), tier: usage.tier, period: usage.period };
}

/** Usage of an account: the sum over its keys, and each of them. Limits are per key, so theirs add up too. */
export function usageOfKeys(keys: readonly KeySummary[], usages: readonly KeyUsage[], now: Date) {
  const names = new Map(keys.map((key) => [key.keyId, key.name]));
  const tiers = new Set(usages.map((usage) => usage.tier));
  const day = now.toISOString().slice(0, 10);
  return {
    totals: viewUsage(sumUsage(usages)),
    limits: viewLimits(usages),
    tier: tiers.size > 1 ? "mixed" : ([...tiers][0] ?? "free"),
    period: usages[0]?.period ?? { month: day.slice(0, 7), day },
    keys: usages.map((usage) => ({
      key_id: usage.keyId,
      name: names.get(usage.keyId) ?? "",
      tier: usage.tier,
      totals: viewUsage(usage),
    })),
  };
}

function viewLimits(usages: readonly KeyUsage[]) {
  const sum = (of: (usage: KeyUsage) => number) => usages.reduce((total, usage) => total + of(usage), 0);
  return {
    requests_per_day: sum(({ limits }) => limits.requestsPerDay),
    generations_per_month: sum(({ limits }) => limits.generationsPerMonth),
  };
}
