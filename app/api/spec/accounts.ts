import { findOrCreateRegistered } from "@/lib/accounts";
import type { Permission } from "@/lib/contract/permissions";
import { grant } from "@/lib/credits";
import { createKey } from "@/lib/keys";

/** A registered account with a key. */
export async function owner(
  name: string,
  { tier = "unlimited", permissions, credits = 0 }: { tier?: string; permissions?: Permission[]; credits?: number } = {},
) {
  const account = await findOrCreateRegistered(`${name}@example.com`);
  const { key, keyId } = await createKey({ accountId: account.id, name, tier, permissions });
  if (credits > 0) await grant({ accountId: account.id, amount: credits, reason: "Spec", uniqueKey: `spec:${name}` });
  return { accountId: account.id, key, keyId };
}
